/* SPDX-License-Identifier: MIT */
/* Options that can weaken isolation and that no rule of their own judges yet: what of them passes. */
#include "hrun/guard/unjudged.h"

#include "hrun/base/text.h"

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

static bool is_empty(const struct hr_setting *s)
{
    return *s->raw == '\0';
}

static bool is_literal(const struct hr_setting *s)
{
    return s->value->as.env.value != NULL;
}

static bool is_local_driver(const struct hr_setting *s)
{
    return is_empty(s) || strcmp(s->raw, "local") == 0;
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
    { .option = "env",
      .rule = "env-not-allowed",
      .is_safe = is_literal,
      .passes = "a literal --env NAME=VALUE" },
    { .option = "env-file",
      .rule = "env-not-allowed",
      .is_safe = never,
      .passes = "a literal --env NAME=VALUE" },
    { .option = "mount",
      .rule_of = mount_rule,
      .is_safe = is_plain_mount,
      .passes = "a volume without options, a tmpfs" },
    { .option = "tmpfs",
      .rule_of = mount_rule,
      .is_safe = is_plain_mount,
      .passes = "a tmpfs without exec, suid, dev" },
    { .option = "use-api-socket", .rule = "engine-socket", .is_safe = is_false },
    { .option = "volume",
      .rule_of = mount_rule,
      .is_safe = is_plain_mount,
      .passes = "a named volume without options" },
    { .option = "volume-driver",
      .rule = "volume-driver",
      .is_safe = is_local_driver,
      .passes = "--volume-driver local" },
    { .option = "volumes-from", .rule = "volumes-from", .is_safe = never },
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
