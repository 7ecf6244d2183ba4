/* SPDX-License-Identifier: MIT */
/* Options that can weaken isolation and that no rule of their own judges yet: what of them passes. */
#include "hrun/guard/unjudged.h"

#include "hrun/base/text.h"
#include "hrun/facts/names.h"

#include <stdlib.h>
#include <string.h>

static bool never(const struct hr_setting *s)
{
    (void)s;
    return false;
}

static bool is_false(const struct hr_setting *s)
{
    return !s->value->as.boolean;
}

static bool is_not_negative(const struct hr_setting *s)
{
    return s->value->as.integer >= 0;
}

static bool is_empty(const struct hr_setting *s)
{
    return *s->raw == '\0';
}

/* host and container: have rules of their own. What is left is shareable, and what engines may learn. */
static bool is_known_ipc(const struct hr_setting *s)
{
    return is_empty(s) || strcmp(s->raw, "private") == 0 || strcmp(s->raw, "none") == 0 ||
           strcmp(s->raw, "host") == 0 || hr_text_starts(s->raw, "container:");
}

static bool is_literal(const struct hr_setting *s)
{
    return s->value->as.env.value != NULL;
}

static bool is_other_host(const struct hr_setting *s)
{
    return !hr_text_ends(s->raw, "host-gateway");
}

static bool is_local_log(const struct hr_setting *s)
{
    return strcmp(s->raw, "json-file") == 0 || strcmp(s->raw, "local") == 0;
}

static bool is_log_size(const struct hr_setting *s)
{
    static const char *const names[] = { "max-size", "max-file", "compress" };

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        if (strcmp(s->value->as.env.name, names[i]) == 0)
            return true;
    }
    return false;
}

static bool is_local_driver(const struct hr_setting *s)
{
    return is_empty(s) || strcmp(s->raw, "local") == 0;
}

static bool is_own_network(const struct hr_setting *s)
{
    const struct hr_network *network = &s->value->as.network;

    /* These have rules of their own, in every form. */
    if (network->mode == HR_NETWORK_HOST || network->mode == HR_NETWORK_CONTAINER)
        return true;
    return !network->long_form &&
           (network->mode == HR_NETWORK_NONE || network->mode == HR_NETWORK_DEFAULT);
}

/* Only a group's name beside a number has no rule of its own. */
static bool is_known_user(const struct hr_setting *s)
{
    const struct hr_user *user = &s->value->as.user;

    return hr_names_needed(user) || !user->group || user->gid_known ||
           strcmp(user->group, "root") == 0;
}

/* What the engine knows has a rule of its own. */
static bool is_known_security(const struct hr_setting *s)
{
    return s->value->as.security.key != HR_SECURITY_OTHER;
}

static bool is_element(const char *text, size_t length, const char *name)
{
    return strlen(name) == length && memcmp(text, name, length) == 0;
}

/* True if PATH, as it stands, is FOLDER or below it. */
static bool is_below(const char *path, const char *folder)
{
    const size_t length = strlen(folder);

    return hr_text_starts(path, folder) && (path[length] == '/' || path[length] == '\0');
}

/* The engine cleans what it gets, so only what is clean already tells where it leads. */
static bool is_clean(const char *path)
{
    while (*path == '/') {
        const char *const element = path + 1;
        const size_t length = strcspn(element, "/");

        if ((length == 0 && *element) || is_element(element, length, ".") ||
            is_element(element, length, ".."))
            return false;
        path = element + length;
    }
    return *path == '\0';
}

bool hr_folder_is_plain(const char *path)
{
    return is_clean(path) && !is_below(path, "/proc") && !is_below(path, "/dev/fd");
}

static bool is_plain_folder(const struct hr_setting *s)
{
    return hr_folder_is_plain(s->raw);
}

static bool has_only_words(const struct hr_strv *words, const char *const *known, size_t count)
{
    for (size_t i = 0; i < words->n; i++) {
        bool found = false;

        for (size_t k = 0; k < count && !found; k++)
            found = hr_text_ends(known[k], "=") ? hr_text_starts(words->v[i], known[k])
                                                : strcmp(words->v[i], known[k]) == 0;
        if (!found)
            return false;
    }
    return true;
}

static bool is_plain_mount(const struct hr_setting *s)
{
    static const char *const volume_words[] = { "ro", "rw", "nocopy" };
    static const char *const tmpfs_words[] = { "ro",    "rw",      "noexec",    "nosuid",
                                               "nodev", "size=",   "mode=",     "uid=",
                                               "gid=",  "noatime", "nr_inodes=" };
    const struct hr_mount *m = &s->value->as.mount;

    if (m->propagation || m->relabel || m->driver || m->driver_opts.n > 0 || m->subpath)
        return false;
    if (m->type == HR_MOUNT_VOLUME)
        return (!m->source || hr_mount_names_volume(m)) &&
               has_only_words(&m->modes, volume_words, HR_ARRAY_LEN(volume_words));
    return m->type == HR_MOUNT_TMPFS && !m->exec && !m->suid && !m->dev &&
           (!m->tmpfs_size_given || m->tmpfs_size > 0) &&
           has_only_words(&m->modes, tmpfs_words, HR_ARRAY_LEN(tmpfs_words));
}

/* Options whose value decides which rule is to judge it. */

static const char *mount_rule(const struct hr_setting *s)
{
    const struct hr_mount *m = &s->value->as.mount;

    if (m->driver || m->driver_opts.n > 0)
        return "volume-driver";
    if (m->type == HR_MOUNT_TMPFS)
        return "tmpfs-options";
    return m->propagation || m->relabel ? "mount-propagation" : "sensitive-path";
}

/* Sorted by option: one row for each of class GUARDED that no rule names among its options. */
static const struct hr_unjudged rows[] = {
    { .option = "add-host",
      .rule = "host-gateway",
      .is_safe = is_other_host,
      .passes = "an address other than host-gateway" },
    { .option = "annotation", .rule = "annotation", .is_safe = never },
    { .option = "cgroup-parent", .rule = "cgroup-parent", .is_safe = never },
    { .option = "cpu-rt-period", .rule = "cpu-rt", .is_safe = never },
    { .option = "cpu-rt-runtime", .rule = "cpu-rt", .is_safe = never },
    { .option = "device", .rule = "device", .is_safe = never },
    { .option = "device-cgroup-rule", .rule = "device-cgroup-rule", .is_safe = never },
    { .option = "disable-content-trust",
      .rule = "image-unpinned",
      .is_safe = is_false,
      .passes = "--disable-content-trust=false" },
    { .option = "env",
      .rule = "env-not-allowed",
      .is_safe = is_literal,
      .passes = "a literal --env NAME=VALUE" },
    { .option = "env-file",
      .rule = "env-not-allowed",
      .is_safe = never,
      .passes = "a literal --env NAME=VALUE" },
    { .option = "gpus", .rule = "gpus", .is_safe = never },
    { .option = "group-add", .rule = "group-add", .is_safe = never },
    { .option = "ipc",
      .rule = "host-ipc",
      .is_safe = is_known_ipc,
      .passes = "--ipc private or none" },
    { .option = "link", .rule = "legacy-link", .is_safe = never },
    { .option = "log-driver",
      .rule = "log-driver",
      .is_safe = is_local_log,
      .passes = "--log-driver json-file or local" },
    { .option = "log-opt",
      .rule = "log-driver",
      .is_safe = is_log_size,
      .passes = "max-size, max-file and compress" },
    { .option = "mount",
      .rule_of = mount_rule,
      .is_safe = is_plain_mount,
      .passes = "a volume without options, a tmpfs" },
    { .option = "network",
      .rule = "network",
      .is_safe = is_own_network,
      .passes = "--network none or bridge" },
    { .option = "oom-kill-disable",
      .rule = "oom-kill-disable",
      .is_safe = is_false,
      .passes = "--oom-kill-disable=false" },
    { .option = "oom-score-adj",
      .rule = "oom-score",
      .is_safe = is_not_negative,
      .passes = "a score that is not negative" },
    { .option = "runtime", .rule = "runtime", .is_safe = never },
    { .option = "security-opt",
      .rule = "seccomp-profile",
      .is_safe = is_known_security,
      .passes = "no-new-privileges" },
    { .option = "sysctl", .rule = "sysctl", .is_safe = never },
    { .option = "tmpfs",
      .rule_of = mount_rule,
      .is_safe = is_plain_mount,
      .passes = "a tmpfs without exec, suid, dev" },
    { .option = "use-api-socket", .rule = "engine-socket", .is_safe = is_false },
    { .option = "user",
      .rule = "root-group",
      .is_safe = is_known_user,
      .passes = "--user UID[:GID] in numbers" },
    { .option = "volume",
      .rule_of = mount_rule,
      .is_safe = is_plain_mount,
      .passes = "a named volume without options" },
    { .option = "volume-driver",
      .rule = "volume-driver",
      .is_safe = is_local_driver,
      .passes = "--volume-driver local" },
    { .option = "volumes-from", .rule = "volumes-from", .is_safe = never },
    { .option = "workdir",
      .rule = "workdir",
      .is_safe = is_plain_folder,
      .passes = "a clean absolute path outside /proc and /dev/fd" },
};

const struct hr_unjudged *hr_unjudged_rows(size_t *count)
{
    *count = HR_ARRAY_LEN(rows);
    return rows;
}

static int compare(const void *name, const void *row)
{
    return strcmp(name, ((const struct hr_unjudged *)row)->option);
}

const struct hr_unjudged *hr_unjudged_for(const struct hr_option *option)
{
    return bsearch(option->name, rows, HR_ARRAY_LEN(rows), sizeof(rows[0]), compare);
}

const char *hr_unjudged_rule(const struct hr_unjudged *row, const struct hr_setting *setting)
{
    return row->rule ? row->rule : row->rule_of(setting);
}
