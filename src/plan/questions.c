/* SPDX-License-Identifier: MIT */
/* What a line calls by a name that only the engine can tell the meaning of. */
#include "hrun/base/map.h"
#include "hrun/guard/paths.h"
#include "hrun/policy/policy.h"

#include "work.h"

#include <stddef.h>
#include <string.h>

/* Rules that look at what another container mounts. */
static const char *const mount_rules[] = {
    "bind-denied",  "engine-socket", "mount-propagation", "sensitive-path",  "socket-bind",
    "volumes-from", "volume-driver", "writable-bind",     "writable-volume",
};
/* Rules that look at where a bind leads. */
static const char *const source_rules[] = {
    "bind-denied", "engine-socket",  "missing-source", "mount-propagation",
    "racy-source", "sensitive-path", "socket-bind",    "writable-bind",
};
/* Rules that look at which namespaces another container shares. */
static const char *const namespace_rules[] = { "host-ipc", "host-network", "host-pid" };
/* Rules that look at where a network leads. */
static const char *const network_rules[] = { "host-network", "publish-not-loopback" };

/* Rules that look into filters of system calls. */
static const char *const filter_rules[] = { "seccomp-profile", "seccomp-unconfined" };

static bool any_counts(const char *const *rules, size_t count, const struct hr_profile *profile)
{
    for (size_t i = 0; i < count; i++) {
        if (hr_rule_level(hr_rule_named(rules[i]), profile) > HR_LEVEL_ALLOW)
            return true;
    }
    return false;
}

/* Names, each once. */
struct names {
    struct hr_arena *arena;
    struct hr_map seen;
    struct hr_strv *list;
};

static void add(struct names *names, const char *name)
{
    size_t old;

    if (name && *name && !hr_map_put(&names->seen, names->arena, name, 0, &old))
        hr_strv_push(names->arena, names->list, name);
}

static const char *volume_of(const struct hr_setting *s)
{
    const enum hr_kind kind = s->value->kind;

    return (kind == HR_KIND_VOLUME || kind == HR_KIND_MOUNT) &&
                   hr_mount_names_volume(&s->value->as.mount)
               ? s->value->as.mount.source
               : NULL;
}

static const char *bind_of(const struct hr_setting *s)
{
    const enum hr_kind kind = s->value->kind;

    return (kind == HR_KIND_VOLUME || kind == HR_KIND_MOUNT) &&
                   s->value->as.mount.type == HR_MOUNT_BIND
               ? s->value->as.mount.source
               : NULL;
}

static const char *donor_of(const struct hr_setting *s)
{
    return s->value->kind == HR_KIND_VOLUMES_FROM ? s->value->as.mount.source : NULL;
}

const char *hr_joined_of(const struct hr_setting *s)
{
    if (s->value->kind == HR_KIND_NETWORK)
        return hr_container_of_mode(s->value->as.network.name);
    return s->option->kind == HR_KIND_IPC || strcmp(s->option->name, "pid") == 0
               ? hr_container_of_mode(s->raw)
               : NULL;
}

static const char *network_of(const struct hr_setting *s)
{
    return s->value->kind == HR_KIND_NETWORK && s->value->as.network.mode == HR_NETWORK_NAMED
               ? s->value->as.network.name
               : NULL;
}

/* Some clients take "builtin" for a file's name; version-dependent says so. */
static const char *filter_of(const struct hr_setting *s)
{
    const struct hr_security_opt *opt = &s->value->as.security;

    return s->value->kind == HR_KIND_SECURITY_OPT && opt->key == HR_SECURITY_SECCOMP &&
                   strcmp(opt->value, "unconfined") != 0 && strcmp(opt->value, "builtin") != 0
               ? opt->value
               : NULL;
}

static void collect(const struct hr_settings *settings,
                    const char *(*name_of)(const struct hr_setting *), struct hr_arena *arena,
                    struct hr_strv *out)
{
    struct names names = { .arena = arena, .list = out };

    for (size_t i = 0; i < settings->n; i++)
        add(&names, name_of(&settings->v[i]));
}

/* True if harden looks at where binds lead, whether a rule does or not. */
static bool uses_sources(const struct hr_profile *profile)
{
    return profile->volumes.writable.n > 0 ||
           (profile->fallback_user && strcmp(profile->fallback_user, "auto") == 0);
}

/* The paths of LIST as places of KIND. */
static void add_places(enum hr_place_kind kind, const struct hr_strv *list, struct hr_arena *arena,
                       struct hr_questions *out)
{
    for (size_t i = 0; i < list->n; i++)
        *HR_VEC_PUSH(arena, &out->places) =
            (struct hr_place_question){ .kind = kind, .path = list->v[i] };
}

/* The places that binds are compared with. */
static void ask_for_places(const struct hr_profile *profile, struct hr_arena *arena,
                           struct hr_questions *out)
{
    size_t count;
    const struct hr_sensitive_path *rows = hr_sensitive_paths(&count);

    add_places(HR_PLACE_WRITABLE, &profile->volumes.writable, arena, out);
    add_places(HR_PLACE_DENIED, &profile->volumes.deny, arena, out);
    if (hr_rule_level(hr_rule_named("sensitive-path"), profile) == HR_LEVEL_ALLOW)
        return;
    for (size_t i = 0; i < count; i++) {
        if (!strchr(rows[i].path, '*'))
            *HR_VEC_PUSH(arena, &out->places) =
                (struct hr_place_question){ .kind = HR_PLACE_LISTED, .path = rows[i].path };
    }
}

void hr_questions_by_name(const struct hr_settings *settings, const struct hr_profile *profile,
                          struct hr_arena *arena, struct hr_questions *out)
{
    static const char *const volume_rules[] = { "volume-driver" };
    const char *filter = hr_profile_own_seccomp(profile);
    const struct {
        const char *const *rules;
        size_t count;
        const char *(*name_of)(const struct hr_setting *);
        struct hr_strv *list;
    } rows[] = {
        { volume_rules, HR_ARRAY_LEN(volume_rules), volume_of, &out->volumes },
        { mount_rules, HR_ARRAY_LEN(mount_rules), donor_of, &out->donors },
        { namespace_rules, HR_ARRAY_LEN(namespace_rules), hr_joined_of, &out->joined },
        { source_rules, HR_ARRAY_LEN(source_rules), bind_of, &out->sources },
        { network_rules, HR_ARRAY_LEN(network_rules), network_of, &out->networks },
        { filter_rules, HR_ARRAY_LEN(filter_rules), filter_of, &out->seccomps },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++) {
        if (any_counts(rows[i].rules, rows[i].count, profile) ||
            (rows[i].list == &out->sources && uses_sources(profile)))
            collect(settings, rows[i].name_of, arena, rows[i].list);
    }
    /* A locked rule judges, whatever its level is. */
    out->secret_sources =
        out->secrets.n > 0 && (any_counts(source_rules, HR_ARRAY_LEN(source_rules), profile) ||
                               (profile->policy && profile->policy->locked.n > 0));
    if (out->sources.n > 0 || out->donors.n > 0 || out->secret_sources)
        ask_for_places(profile, arena, out);
    /* The profile's own, to compare with. */
    if (out->seccomps.n > 0 && filter && !hr_strv_has(&out->seccomps, filter))
        hr_strv_push(arena, &out->seccomps, filter);
}
