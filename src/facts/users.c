/* SPDX-License-Identifier: MIT */
#include "users.h"

#include "hrun/facts/ask_name.h"
#include "hrun/facts/name_cache.h"

#include <string.h>

/* Whether numbers mean what they say in an image is the same for all of them. */
#define ANY_NUMBERS "65532:65532"

/* Else any image could hide who it runs as. The engine itself refuses a name that is not there. */
static void note_failure(const struct hr_ask *talk, const struct hr_error *err, bool looked,
                         struct hr_name_facts *name)
{
    name->counts_as_root = looked && err->code != HR_ERRC_INPUT;
    if (!name->counts_as_root)
        name->state = HR_NAME_UNRESOLVED;
    name->ids.misleads = name->counts_as_root;
    name->unresolved_because = hr_error_text(err, talk->arena);
}

static bool is_needed(const struct hr_ask *talk, const struct hr_user *user)
{
    return hr_names_needed(user) ||
           (talk->asking->questions->groups && hr_names_group_needed(user));
}

/* Resolve TEXT, a user of IMAGE, if it is a name, or a group of it counts: from the cache, or else by the engine. */
static void ask_name(const struct hr_ask *talk, const struct hr_image_facts *image,
                     const char *text, struct hr_name_facts *name)
{
    const struct hr_asking *asking = talk->asking;
    const struct hr_environ *environ = &asking->host->environ;
    const struct hr_name_question question = { image->id, asking->questions->platform };
    struct hr_error err = { 0 };
    struct hr_user user;

    hr_user_parse(text, talk->arena, &user);
    if (!is_needed(talk, &user))
        return;
    *name = (struct hr_name_facts){ .state = HR_NAME_RESOLVED, .text = text, .ids.uid = user.uid };
    if (!question.platform && hr_name_cache_get(environ, image->id, text, talk->arena, &name->ids))
        return;
    if (!asking->may_create)
        hr_error_set(&err, talk->arena, HR_ERRC_ENGINE, "only a launch looks names up");
    else if (hr_ask_name(talk, &question, &user, &name->ids, &err)) {
        if (!question.platform)
            hr_name_cache_put(environ, image->id, text, &name->ids, talk->arena);
        return;
    }
    note_failure(talk, &err, asking->may_create, name);
}

static bool resolve(const struct hr_name_facts *name, struct hr_user *user)
{
    if (name->state != HR_NAME_RESOLVED || strcmp(name->text, user->raw) != 0)
        return false;
    user->uid_known = user->gid_known = true;
    user->uid = name->ids.uid;
    user->gid = name->ids.gid;
    user->joins_root = name->ids.joins_root;
    return true;
}

void hr_ask_users(const struct hr_ask *talk, struct hr_image_facts *image)
{
    const struct hr_questions *questions = talk->asking->questions;
    const char *text = questions->user ? questions->user : image->user;
    const char *fallback = questions->fallback;
    struct hr_user user;

    if (image->state != HR_KNOWN)
        return;
    ask_name(talk, image, text, &image->name);
    if (!fallback && questions->groups)
        fallback = ANY_NUMBERS;
    if (!fallback || questions->user)
        return;
    hr_user_parse(text, talk->arena, &user);
    resolve(&image->name, &user);
    /* Who is in group 0 by its own words is put into another. */
    if (hr_user_may_be_root(&user) ||
        (questions->groups && image->name.state == HR_NAME_NOT_NEEDED))
        ask_name(talk, image, fallback, &image->fallback);
}

/* Look USER up in CONTAINER. Where something is mounted, a link on the way to it may have brought it over
 * /etc, which hides from an answer what the engine reads: that is then as the image has it. Of the two the
 * one that is root counts. */
static bool ask_in(const struct hr_ask *talk, const struct hr_container_facts *container,
                   const struct hr_user *user, struct hr_ids *out, struct hr_error *err)
{
    const struct hr_name_question question = { .id = container->image };
    const bool found = hr_ask_name_in(talk, container, user, out, err);
    struct hr_ids below;
    struct hr_error why = { 0 };

    if (container->mounts.n == 0 || (!found && err->code != HR_ERRC_INPUT))
        return found;
    if (!hr_ask_name(talk, &question, user, &below, &why)) {
        if (why.code != HR_ERRC_INPUT)
            *err = why;
        return found && why.code == HR_ERRC_INPUT;
    }
    *out = found ? hr_names_worse(out, &below) : below;
    return true;
}

void hr_ask_user_in(const struct hr_ask *talk, const struct hr_container_facts *container,
                    struct hr_name_facts *name)
{
    struct hr_error err = { 0 };
    struct hr_user user;
    bool looks = true;

    hr_user_parse(talk->asking->questions->user, talk->arena, &user);
    if (!is_needed(talk, &user))
        return;
    *name =
        (struct hr_name_facts){ .state = HR_NAME_RESOLVED, .text = user.raw, .ids.uid = user.uid };
    if (!container || container->state == HR_UNKNOWN)
        hr_error_set(&err, talk->arena, HR_ERRC_ENGINE, "nothing is known of the container");
    else if (container->state == HR_ABSENT)
        hr_error_set(&err, talk->arena, HR_ERRC_INPUT, "there is no such container");
    else if (container->mounts.n > 0 && !talk->asking->may_create)
        looks = hr_error_set(&err, talk->arena, HR_ERRC_ENGINE, "only a launch looks names up");
    else if (ask_in(talk, container, &user, &name->ids, &err))
        return;
    note_failure(talk, &err, looks, name);
}

bool hr_facts_resolve(const struct hr_facts *facts, struct hr_user *user)
{
    return resolve(&facts->image.name, user) || resolve(&facts->image.fallback, user);
}
