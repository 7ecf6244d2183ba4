/* SPDX-License-Identifier: MIT */
#include "hrun/docker/view.h"

#include "hrun/base/map.h"
#include "hrun/docker/capability.h"

#include <stddef.h>
#include <string.h>

/* Options whose last value counts, and the struct hr_seen that they decide. */
static const struct {
    const char *option;
    size_t field;
} numbers[] = {
    { "cpu-period", offsetof(struct hr_view, cpu_period) },
    { "cpu-quota", offsetof(struct hr_view, cpu_quota) },
    { "cpus", offsetof(struct hr_view, cpus) },
    { "init", offsetof(struct hr_view, init) },
    { "memory", offsetof(struct hr_view, memory) },
    { "memory-reservation", offsetof(struct hr_view, memory_reservation) },
    { "memory-swap", offsetof(struct hr_view, memory_swap) },
    { "pids-limit", offsetof(struct hr_view, pids) },
    { "privileged", offsetof(struct hr_view, privileged) },
    { "publish-all", offsetof(struct hr_view, publish_all) },
    { "read-only", offsetof(struct hr_view, read_only) },
    { "shm-size", offsetof(struct hr_view, shm_size) },
    { "tty", offsetof(struct hr_view, tty) },
};

/* The same for words, in a struct hr_seen_text. */
static const struct {
    const char *option;
    size_t field;
} texts[] = {
    { "cgroupns", offsetof(struct hr_view, cgroupns) }, { "ipc", offsetof(struct hr_view, ipc) },
    { "pid", offsetof(struct hr_view, pid) },           { "pull", offsetof(struct hr_view, pull) },
    { "userns", offsetof(struct hr_view, userns) },     { "uts", offsetof(struct hr_view, uts) },
};

static void fold_scalars(const struct hr_settings *settings, struct hr_view *out)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(numbers); i++) {
        struct hr_seen *seen = (struct hr_seen *)(void *)((char *)out + numbers[i].field);
        const struct hr_setting *by = hr_settings_last(settings, numbers[i].option);

        if (!by)
            continue;
        seen->by = by;
        seen->v = by->option->kind == HR_KIND_BOOL ? by->value->as.boolean : by->value->as.integer;
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(texts); i++) {
        struct hr_seen_text *seen = (struct hr_seen_text *)(void *)((char *)out + texts[i].field);
        const struct hr_setting *by = hr_settings_last(settings, texts[i].option);

        seen->by = by;
        seen->v = by ? by->raw : "";
    }
}

/* The union of the capabilities that the settings of OPTION name; *ALL is set for the word ALL. */
static uint64_t named_capabilities(const struct hr_settings *settings, const char *option,
                                   bool *all)
{
    const struct hr_option *row = hr_option(option);
    uint64_t set = 0;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option != row)
            continue;
        if (s->value->as.capability >= 0)
            set |= UINT64_C(1) << s->value->as.capability;
        else if (hr_capability_is_all(s->raw))
            *all = true;
    }
    return set;
}

static void fold_capabilities(const struct hr_settings *settings, struct hr_view *out)
{
    out->caps_added = named_capabilities(settings, "cap-add", &out->caps_all_added);
    out->caps_dropped = named_capabilities(settings, "cap-drop", &out->caps_all_dropped);
    /* The engine's own order: privileged, then an added ALL, beat a dropped ALL. */
    if (out->privileged.v)
        out->caps = HR_CAPABILITY_ALL;
    else if (out->caps_all_added)
        out->caps = HR_CAPABILITY_ALL & ~out->caps_dropped;
    else if (out->caps_all_dropped)
        out->caps = out->caps_added;
    else
        out->caps = (hr_capability_default_set() & ~out->caps_dropped) | out->caps_added;
}

static void fold_security(const struct hr_setting *setting, struct hr_view *out)
{
    const struct hr_security_opt *opt = &setting->value->as.security;
    const struct hr_seen_text text = { .v = opt->value, .by = setting };

    switch (opt->key) {
    case HR_SECURITY_NO_NEW_PRIVILEGES:
        out->no_new_privileges = (struct hr_seen){ .v = opt->on, .by = setting };
        break;
    case HR_SECURITY_SECCOMP:
        out->seccomp = text;
        break;
    case HR_SECURITY_APPARMOR:
        out->apparmor = text;
        break;
    case HR_SECURITY_LABEL:
    case HR_SECURITY_SYSTEMPATHS:
    case HR_SECURITY_WRITABLE_CGROUPS:
    case HR_SECURITY_OTHER:
        break;
    }
}

/* Lists: every mount, every security option in order, the last variable per name. */
static void fold_lists(const struct hr_settings *settings, struct hr_arena *arena,
                       struct hr_view *out)
{
    struct hr_map names = { 0 };

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];
        const enum hr_kind kind = s->option->kind;
        size_t before;

        if (kind == HR_KIND_SECURITY_OPT) {
            fold_security(s, out);
        } else if (kind == HR_KIND_ENV) {
            const struct hr_seen_env seen = { .env = s->value->as.env, .by = s };

            if (hr_map_put(&names, arena, seen.env.name, out->env.n, &before))
                out->env.v[before].by = NULL;
            *HR_VEC_PUSH(arena, &out->env) = seen;
        } else if (kind == HR_KIND_MOUNT || kind == HR_KIND_TMPFS || kind == HR_KIND_VOLUME ||
                   kind == HR_KIND_VOLUMES_FROM) {
            const struct hr_mount *mount = &s->value->as.mount;

            *HR_VEC_PUSH(arena, &out->mounts) = (struct hr_seen_mount){
                .mount = mount, .place = hr_mount_place(mount, arena), .by = s
            };
        }
    }
}

void hr_view_fold(const struct hr_settings *settings, struct hr_arena *arena, struct hr_view *out)
{
    const struct hr_setting *user = hr_settings_last(settings, "user");
    const struct hr_setting *network = hr_settings_first(settings, "network");

    *out = (struct hr_view){ 0 };
    fold_scalars(settings, out);
    fold_capabilities(settings, out);
    fold_lists(settings, arena, out);
    out->network.by = network;
    out->network.v = network ? (int64_t)network->value->as.network.mode : HR_NETWORK_DEFAULT;
    hr_user_parse(user ? user->raw : "", arena, &out->user);
    out->user_by = user;
}

const struct hr_seen_mount *hr_view_mount_at(const struct hr_view *view, const char *place)
{
    for (size_t i = 0; i < view->mounts.n; i++) {
        const struct hr_seen_mount *seen = &view->mounts.v[i];

        if (seen->place && strcmp(seen->place, place) == 0)
            return seen;
    }
    return NULL;
}

const struct hr_seen_env *hr_view_env(const struct hr_view *view, const char *name)
{
    for (size_t i = view->env.n; i > 0; i--) {
        if (strcmp(view->env.v[i - 1].env.name, name) == 0)
            return &view->env.v[i - 1];
    }
    return NULL;
}
