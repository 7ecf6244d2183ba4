/* SPDX-License-Identifier: MIT */
#include "hrun/docker/security_opt.h"

#include "hrun/docker/go.h"

#include <stddef.h>
#include <string.h>

static const char *const names[] = {
    [HR_SECURITY_NO_NEW_PRIVILEGES] = "no-new-privileges",
    [HR_SECURITY_SECCOMP] = "seccomp",
    [HR_SECURITY_APPARMOR] = "apparmor",
    [HR_SECURITY_LABEL] = "label",
    [HR_SECURITY_SYSTEMPATHS] = "systempaths",
    [HR_SECURITY_WRITABLE_CGROUPS] = "writable-cgroups",
};
_Static_assert(HR_ARRAY_LEN(names) == HR_SECURITY_OTHER, "every key has a name");

static enum hr_security_key find_key(const char *name)
{
    enum hr_security_key key = 0;

    while (key < HR_SECURITY_OTHER && strcmp(name, names[key]) != 0)
        key++;
    return key;
}

/* Client and engine cut alike: at the first '=', and only where there is none at the first ':'. */
static size_t find_separator(const char *raw)
{
    const size_t equals = strcspn(raw, "=");

    return raw[equals] ? equals : strcspn(raw, ":");
}

static void judge(struct hr_security_opt *opt)
{
    switch (opt->key) {
    case HR_SECURITY_NO_NEW_PRIVILEGES:
        opt->on = opt->separator == 0;
        opt->valid = opt->on || hr_go_bool(opt->value, &opt->on);
        break;
    case HR_SECURITY_WRITABLE_CGROUPS:
        opt->valid = hr_go_bool(opt->value, &opt->on);
        break;
    case HR_SECURITY_SYSTEMPATHS:
        /* The client takes this one spelling for itself; the engine knows no such key. */
        opt->valid = opt->separator == '=' && strcmp(opt->value, "unconfined") == 0;
        break;
    case HR_SECURITY_SECCOMP:
        opt->valid = true;
        /* The engine's own profile since 25.0; a file in the current directory before. */
        opt->differs = strcmp(opt->value, "builtin") == 0;
        break;
    case HR_SECURITY_APPARMOR:
    case HR_SECURITY_LABEL:
        opt->valid = true;
        break;
    case HR_SECURITY_OTHER:
        break;
    }
}

bool hr_security_opt_parse(const char *raw, struct hr_arena *arena, struct hr_security_opt *out,
                           struct hr_error *err)
{
    const size_t cut = find_separator(raw);
    const bool alone = raw[cut] == '\0';
    struct hr_security_opt opt = {
        .name = hr_arena_strndup(arena, raw, cut),
        .value = alone ? "" : hr_arena_strdup(arena, raw + cut + 1),
        .separator = raw[cut],
    };

    opt.key = find_key(opt.name);
    judge(&opt);
    /* Clients before 23.0 send an empty value on, but for a profile's they open a file. */
    if (!*opt.value && opt.key != HR_SECURITY_NO_NEW_PRIVILEGES) {
        if (alone || opt.key == HR_SECURITY_SECCOMP) {
            hr_error_set(err, arena, HR_ERRC_USAGE, "security option '%s' has no value", raw);
            return hr_error_hint(err, arena,
                                 "write NAME=VALUE; only no-new-privileges stands alone");
        }
        opt.differs = true;
    }
    *out = opt;
    return true;
}
