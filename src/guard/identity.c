/* SPDX-License-Identifier: MIT */
#include "hrun/guard/identity.h"

#include "hrun/docker/verb.h"
#include "hrun/guard/image.h"

#include <string.h>

/* Whom the container runs as. */
struct identity {
    bool known;
    struct hr_user user;
    const struct hr_setting *by; /* NULL: the image's own user */
};

static struct identity identity_of(const struct hr_check *k)
{
    const struct hr_view *view = k->c->view;
    const struct hr_image_facts *image = &k->c->facts->image;
    struct identity who = { .known = true, .user = view->user, .by = view->user_by };

    if (who.by && *who.by->raw)
        return who;
    who.known = image->state == HR_KNOWN;
    who.by = NULL;
    if (who.known)
        hr_user_parse(image->user, k->arena, &who.user);
    hr_facts_resolve(k->c->facts, &who.user);
    return who;
}

/* True if the profile asks for this very user. */
static bool is_profiles(const struct hr_check *k, const struct identity *who)
{
    const char *own = hr_profile_own_user(k->c->profile);

    return who->by && own && strcmp(own, who->by->raw) == 0;
}

/* True if what will run is fetched first, or looked up by who signed it: who its names are is in files that are
 * not here, or not known to be. */
static bool is_fetched(const struct hr_check *k)
{
    const char *pull = k->c->view->pull.v;

    return !k->c->reviewed && hr_verb_creates(k->c->verb) &&
           (strcmp(pull, "always") == 0 ||
            hr_image_is_signed(k->c->settings, k->c->image, k->c->facts->content_trust) ||
            (k->c->facts->image.state == HR_ABSENT && strcmp(pull, "never") != 0));
}

void hr_check_root_user(const struct hr_check *k)
{
    struct identity who = identity_of(k);
    const struct hr_name_facts *name = &k->c->facts->image.name;
    const char *fallback = k->c->profile->fallback_user;
    /* One that is root itself, in an image that is not what it seems, is no way out. */
    const bool other = fallback && strcmp(fallback, "auto") != 0 &&
                       !(who.by && strcmp(who.by->raw, fallback) == 0);
    const char *numbers = "UID:GID in numbers other than 0";
    const char *why = "root in the container is one mistake away from root on the host";
    const bool fetched = who.by && !who.user.uid_known && is_fetched(k);

    if (is_profiles(k, &who) || (who.known && !fetched && !hr_user_may_be_root(&who.user)))
        return;
    if (fetched)
        why = hr_arena_printf(
            k->arena,
            "the image is fetched first, so what number %s is cannot be told, and it "
            "counts as 0",
            who.user.name);
    else if (name->counts_as_root && strcmp(name->text, who.user.raw) == 0)
        why = hr_arena_printf(k->arena, "what number %s is cannot be told (%s), so it counts as 0",
                              who.user.raw, name->unresolved_because);
    else if (hr_facts_resolve(k->c->facts, &who.user))
        why = hr_arena_printf(k->arena, "the %s's own files make %s uid 0",
                              k->c->verb == HR_VERB_EXEC ? "container" : "image", who.user.raw);
    else if (!who.known)
        why = "the image's user is not known, so it counts as root";
    else if (!who.by)
        why = "the image runs as root, one mistake away from root on the host";
    hr_check_trip(k,
                  &(const struct hr_trip){
                      .by = who.by,
                      .why = why,
                      .remedy = hr_arena_printf(k->arena, "--user %s", other ? fallback : numbers),
                  });
}

void hr_check_user_unverified(const struct hr_check *k)
{
    const struct identity who = identity_of(k);
    const struct hr_name_facts *name = &k->c->facts->image.name;
    const char *because = "";

    if (name->state == HR_NAME_UNRESOLVED && strcmp(name->text, who.user.raw) == 0)
        because = hr_arena_printf(k->arena, " (%s)", name->unresolved_because);
    if (!who.known || who.user.uid_known || hr_user_may_be_root(&who.user))
        return;
    hr_check_trip(
        k, &(const struct hr_trip){
               .by = who.by,
               .subject = who.user.name,
               .why = hr_arena_printf(
                   k->arena, "the image's own files say what number %s is, and it may be 0%s",
                   who.user.name, because),
           });
}

/* True if GROUP, read as the engine reads what stands behind the colon, is 0. Where that is denied, also if it
 * is a name that only the image's files resolve, unless the profile lets that very one in. */
static bool is_root_group(const struct hr_check *k, const char *group)
{
    enum hr_group_doubt doubt;
    struct hr_user user;

    hr_user_parse(hr_arena_printf(k->arena, "1:%s", group), k->arena, &user);
    doubt = hr_user_group(&user);
    return doubt == HR_GROUP_ROOT || (doubt != HR_GROUP_OTHER && k->level == HR_LEVEL_DENY &&
                                      !hr_strv_has(&k->c->profile->allow.groups, group));
}

/* True for the image's own user, put there by the profile or typed again: hrun would have put it there
 * itself. */
static bool is_images(const struct hr_check *k, const struct identity *who)
{
    const struct hr_image_facts *image = &k->c->facts->image;

    return who->by && image->state == HR_KNOWN && strcmp(image->user, who->by->raw) == 0 &&
           (!hr_check_is_typed(who->by) || !who->user.gid_known);
}

/* True if DOUBT counts. What only the image's files tell is looked up for a denial, and a warning that may
 * be wrong is worth it only where a person wrote the number. Of a name that is not known at all another
 * rule tells. */
static bool matters(const struct hr_check *k, const struct identity *who, enum hr_group_doubt doubt)
{
    const bool denies = k->level == HR_LEVEL_DENY;

    if (doubt == HR_GROUP_OTHER || (!denies && is_images(k, who)))
        return false;
    if (doubt == HR_GROUP_UNSAID)
        return denies || who->by;
    if (doubt == HR_GROUP_OF_NAME)
        return denies && hr_rule_level(hr_rule_named("user-unverified"), k->c->profile) < k->level;
    return true;
}

static const char *why_group(const struct hr_check *k, const struct identity *who,
                             enum hr_group_doubt doubt)
{
    const struct hr_name_facts *name = &k->c->facts->image.name;
    const char *user = who->user.name, *because = "";

    if (name->unresolved_because && strcmp(name->text, who->user.raw) == 0)
        because = hr_arena_printf(k->arena, " (%s)", name->unresolved_because);
    if (doubt == HR_GROUP_UNSAID)
        return hr_arena_printf(k->arena,
                               "without a group it is group 0, unless the image's passwd has %s%s",
                               user, because);
    if (doubt == HR_GROUP_OF_NAME || doubt == HR_GROUP_NAMED)
        return hr_arena_printf(k->arena, "the image's own files say what its group is%s", because);
    if (*because)
        return hr_arena_printf(k->arena, "what its group is cannot be told%s, so it counts as 0",
                               because);
    if (who->user.joins_root && who->user.gid != 0)
        return hr_arena_printf(k->arena, "the image's own files make %s a member of group 0", user);
    return NULL;
}

static void check_primary_group(const struct hr_check *k)
{
    const struct identity who = identity_of(k);
    const enum hr_group_doubt doubt = hr_user_group(&who.user);
    const bool injected = who.by && !hr_check_is_typed(who.by);

    if (!who.known || is_profiles(k, &who) || (injected && !is_images(k, &who)) ||
        hr_user_may_be_root(&who.user) || !matters(k, &who, doubt))
        return;
    hr_check_trip(
        k, &(const struct hr_trip){
               .by = who.by,
               .doubtful = doubt != HR_GROUP_ROOT,
               .why = why_group(k, &who, doubt),
               .remedy = who.user.uid_known
                             ? hr_arena_printf(k->arena, "--user %u:%u", who.user.uid, who.user.uid)
                             : hr_arena_printf(k->arena, "--user %s:GID, not 0", who.user.name),
           });
}

/* True if NAME, who was looked up, tells that no number of a group can be trusted; *BECAUSE why. */
static bool is_misled(const struct hr_check *k, const struct hr_name_facts *name,
                      const char **because)
{
    if (name->state != HR_NAME_RESOLVED || !name->ids.misleads)
        return false;
    *because =
        name->unresolved_because
            ? hr_arena_printf(k->arena, "what its groups are cannot be told (%s)",
                              name->unresolved_because)
            : "its /etc/group has a number for a name of group 0, or is a link to nothing, and "
              "runc before 1.2 takes the numbers of groups for names";
    return true;
}

/* Where group 0 is denied: what numbers mean to the runtime is up to /etc/group. True if that tripped. */
static bool check_group_file(const struct hr_check *k)
{
    const struct hr_image_facts *image = &k->c->facts->image;
    const struct identity who = identity_of(k);
    const char *because;

    if (k->level != HR_LEVEL_DENY || hr_user_may_be_root(&who.user) ||
        !(is_misled(k, &image->name, &because) || is_misled(k, &image->fallback, &because)))
        return false;
    hr_check_trip(k, &(const struct hr_trip){
                         .by = who.by && hr_check_is_typed(who.by) ? who.by : NULL,
                         .absent = "the groups of the image",
                         .why = because,
                         .remedy = "an image without that",
                     });
    return true;
}

/* The same of one that is mounted. */
static void check_group_mounts(const struct hr_check *k)
{
    static const char *const places[] = { "/etc", "/etc/group" };

    for (size_t i = 0; k->level == HR_LEVEL_DENY && i < HR_ARRAY_LEN(places); i++) {
        const struct hr_seen_mount *seen = hr_view_mount_at(k->c->view, places[i]);

        if (seen && seen->by && hr_check_is_typed(seen->by) && seen->mount->type != HR_MOUNT_TMPFS)
            hr_check_trip(k,
                          &(const struct hr_trip){
                              .by = seen->by,
                              .doubtful = true,
                              .why = "runc before 1.2 takes the numbers of groups for names, and "
                                     "looks them up there",
                              .remedy = "leave it out: a number needs no name",
                          });
    }
}

void hr_check_root_group(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;
    const struct hr_option *row = hr_option("group-add");

    if (!check_group_file(k))
        check_primary_group(k);
    check_group_mounts(k);
    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option == row && hr_check_is_typed(s) && is_root_group(k, s->raw) &&
            !hr_strv_has(&k->c->profile->group_add, s->raw))
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = s, .remedy = "--group-add GID, in a number other than 0" });
    }
}

void hr_check_group_add(const struct hr_check *k)
{
    const struct hr_profile *profile = k->c->profile;
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        if (!hr_strv_has(&profile->group_add, s->raw) &&
            !hr_strv_has(&profile->allow.groups, s->raw))
            hr_check_trip(k, &(const struct hr_trip){ .by = s, .subject = s->raw });
    }
}
