/* SPDX-License-Identifier: MIT */
/* Who the container runs as, where the line does not say. */
#include "work.h"

#include <string.h>

/* Nobody owns it on the host, and distroless images call it "nonroot". */
#define FALLBACK_USER "65532:65532"

static const char *caller(struct hr_work *w)
{
    return hr_arena_printf(w->arena, "%u:%u", w->in->host->uid, w->in->host->gid);
}

/* True if USER is in group 0, or may be, and the profile denies that. */
static bool leaves_root_group(const struct hr_work *w, const struct hr_user *user)
{
    return hr_user_group(user) != HR_GROUP_OTHER &&
           hr_rule_level(hr_rule_named("root-group"), w->profile) == HR_LEVEL_DENY;
}

/* The user that the image or the caller has, where the profile takes it; NULL if that is root. */
static const char *own_user(struct hr_work *w, const char **reason)
{
    const struct hr_image_facts *image = &w->in->facts->image;
    const char *key = w->profile->user;
    struct hr_user user;

    if (strcmp(key, "host") == 0 && w->in->host->uid != 0) {
        *reason = "the caller's own user";
        return caller(w);
    }
    if (hr_profile_own_user(w->profile)) {
        *reason = "the profile's user";
        return key;
    }
    if (image->state != HR_KNOWN)
        return NULL;
    hr_user_parse(image->user, w->arena, &user);
    hr_facts_resolve(w->in->facts, &user);
    *reason = "the image's own user";
    if (hr_user_may_be_root(&user))
        return NULL;
    if (!user.uid_known || !leaves_root_group(w, &user))
        return image->user;
    *reason = "the image's own user, in a group of its own: it would be in group 0";
    return hr_arena_printf(w->arena, "%u:%u", user.uid, user.uid);
}

/* The image's user, whose number its files do not tell. */
static const char *untold(const struct hr_work *w)
{
    const struct hr_name_facts *name = &w->in->facts->image.name;

    return hr_arena_printf(w->arena, "the image's user %s, which cannot be looked up (%s),",
                           name->text, name->unresolved_because);
}

static const char *why_fallback(const struct hr_work *w)
{
    const struct hr_name_facts *name = &w->in->facts->image.name;

    if (name->counts_as_root)
        return hr_arena_printf(w->arena, "%s counts as root", untold(w));
    if (name->state == HR_NAME_RESOLVED && name->ids.uid == 0)
        return hr_arena_printf(w->arena, "the image's user %s is uid 0", name->text);
    if (w->in->facts->image.state == HR_KNOWN)
        return "the image runs as root";
    return "the image's user is not known, so it counts as root";
}

/* What the container may write to of the caller's, another user could not. */
static const char *fallback_user(struct hr_work *w, const char **reason)
{
    const char *fallback = w->profile->fallback_user, *why = why_fallback(w);

    *reason = why;
    if (strcmp(fallback, "auto") != 0)
        return fallback;
    if (w->in->host->uid == 0)
        return FALLBACK_USER;
    if (hr_work_lends_own_files(w))
        *reason =
            hr_arena_printf(w->arena, "%s; the files that it may write to are the caller's", why);
    else if (hr_work_lends_secrets(w))
        *reason = hr_arena_printf(w->arena, "%s; its secret file is the caller's", why);
    else
        return FALLBACK_USER;
    return caller(w);
}

void hr_work_choose_user(struct hr_work *w)
{
    struct hr_given_user *given = &w->given;

    w->user = w->view.user;
    hr_facts_resolve(w->in->facts, &w->user);
    if (w->view.user_by && *w->view.user_by->raw)
        return;
    if (w->profile->user) {
        given->pointer = "/user";
        given->raw = own_user(w, &given->reason);
    }
    if (!given->raw && w->profile->fallback_user) {
        w->fallback = true;
        given->pointer = "/fallback_user";
        given->raw = fallback_user(w, &given->reason);
    }
    if (given->raw)
        hr_user_parse(given->raw, w->arena, &w->user);
    hr_facts_resolve(w->in->facts, &w->user);
}

void hr_fill_user(struct hr_work *w)
{
    const struct hr_given_user *given = &w->given;

    if (!given->raw)
        return;
    hr_work_fill(w, given->pointer, "user", given->raw, given->reason);
    /* Who wrote a profile for the image knows what it is run as. */
    if (w->fallback && !w->in->matched)
        hr_strv_pushf(w->arena, w->notes,
                      "runs as %s in place of %s if it fails: hrun --profile compat ...",
                      given->raw, w->in->facts->image.name.counts_as_root ? untold(w) : "root;");
}
