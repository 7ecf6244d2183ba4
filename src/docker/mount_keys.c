/* SPDX-License-Identifier: MIT */
#include "mount_keys.h"

#include "hrun/base/text.h"
#include "hrun/docker/csv.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>

#define ALL       UINT_MAX /* types */
#define BIND      (1U << HR_MOUNT_BIND)
#define VOLUME    (1U << HR_MOUNT_VOLUME)
#define IMAGE     (1U << HR_MOUNT_IMAGE)
#define TMPFS     (1U << HR_MOUNT_TMPFS)
#define AT(field) offsetof(struct hr_mount, field)

static const struct hr_mount_key keys[] = {
    { "type", HR_FORM_TYPE, HR_MOUNT_ANY, ALL, AT(type_text) },
    { "source", HR_FORM_TEXT, HR_MOUNT_ANY, ALL, AT(source) },
    { "target", HR_FORM_TARGET, HR_MOUNT_ANY, ALL, AT(target) },
    { "readonly", HR_FORM_READ_ONLY, HR_MOUNT_ANY, ALL, AT(access) },
    { "consistency", HR_FORM_LOWER, HR_MOUNT_ANY, ALL, AT(consistency) },
    { "bind-propagation", HR_FORM_LOWER, HR_MOUNT_ANY, BIND, AT(propagation) },
    { "bind-recursive", HR_FORM_RECURSIVE, HR_MOUNT_ANY, BIND, AT(recursive) },
    { "bind-nonrecursive", HR_FORM_FLAT, HR_MOUNT_OLD, BIND, AT(recursive) },
    { "bind-create-src", HR_FORM_FLAG, HR_MOUNT_NEW, BIND, AT(create_source) },
    { "volume-nocopy", HR_FORM_FLAG, HR_MOUNT_ANY, VOLUME, AT(nocopy) },
    { "volume-driver", HR_FORM_TEXT, HR_MOUNT_ANY, VOLUME, AT(driver) },
    { "volume-opt", HR_FORM_PAIR, HR_MOUNT_ANY, VOLUME, AT(driver_opts) },
    { "volume-label", HR_FORM_PAIR, HR_MOUNT_ANY, VOLUME, AT(labels) },
    { "volume-subpath", HR_FORM_TEXT, HR_MOUNT_ANY, VOLUME, AT(subpath) },
    { "image-subpath", HR_FORM_TEXT, HR_MOUNT_ANY, IMAGE, AT(subpath) },
    { "tmpfs-size", HR_FORM_SIZE, HR_MOUNT_ANY, TMPFS, AT(tmpfs_size) },
    { "tmpfs-mode", HR_FORM_MODE, HR_MOUNT_ANY, TMPFS, AT(tmpfs_mode) },
};

static const struct {
    const char *alias, *name;
} aliases[] = {
    { "src", "source" },
    { "dst", "target" },
    { "destination", "target" },
    { "ro", "readonly" },
};

/* Words of the other options for mounts, which --mount does not have. */
static const struct {
    const char *name, *hint;
} strangers[] = {
    { "rw", "a mount is read-write unless it says readonly" },
    { "z", "only --volume has it" },
    { "size", "did you mean 'tmpfs-size'?" },
    { "mode", "did you mean 'tmpfs-mode'?" },
    { "uid", "only --tmpfs has it" },
    { "gid", "only --tmpfs has it" },
    { "exec", "only --tmpfs has it" },
    { "noexec", "a tmpfs is noexec, nosuid and nodev" },
};

const struct hr_mount_key *hr_mount_keys(size_t *count)
{
    *count = HR_ARRAY_LEN(keys);
    return keys;
}

void *hr_mount_key_member(const struct hr_mount_key *key, struct hr_mount *mount)
{
    return (char *)mount + key->at;
}

const struct hr_mount_key *hr_mount_key_named(const char *name)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(aliases); i++) {
        if (strcmp(aliases[i].alias, name) == 0)
            name = aliases[i].name;
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++) {
        if (strcmp(keys[i].name, name) == 0)
            return &keys[i];
    }
    return NULL;
}

bool hr_mount_key_unknown(const char *name, struct hr_arena *arena, struct hr_error *err)
{
    struct hr_nearest nearest = { .word = name };

    for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++)
        hr_nearest_offer(&nearest, keys[i].name);
    for (size_t i = 0; i < HR_ARRAY_LEN(aliases); i++)
        hr_nearest_offer(&nearest, aliases[i].alias);
    hr_error_set(err, arena, HR_ERRC_USAGE, "no client has a key '%s'", name);
    for (size_t i = 0; i < HR_ARRAY_LEN(strangers); i++) {
        if (strcmp(strangers[i].name, name) == 0)
            return hr_error_hint(err, arena, "%s", strangers[i].hint);
    }
    if (nearest.best)
        hr_error_hint(err, arena, "did you mean '%s'?", nearest.best);
    return false;
}

static void write_key(struct hr_mount *mount, const struct hr_mount_key *key,
                      struct hr_arena *arena, struct hr_strv *fields)
{
    void *const at = hr_mount_key_member(key, mount);
    const struct hr_strv *pairs = at;
    const char *text;

    switch (key->form) {
    case HR_FORM_TYPE:
    case HR_FORM_TEXT:
    case HR_FORM_LOWER:
    case HR_FORM_TARGET:
    case HR_FORM_RECURSIVE:
        text = *(const char **)at;
        if (text && *text)
            hr_strv_pushf(arena, fields, "%s=%s", key->name, text);
        break;
    case HR_FORM_FLAG:
        if (*(bool *)at)
            hr_strv_push(arena, fields, key->name);
        break;
    case HR_FORM_READ_ONLY:
        if (mount->access != HR_MOUNT_ACCESS_UNSET)
            hr_strv_pushf(arena, fields, "%s%s", key->name,
                          mount->access == HR_MOUNT_READ_ONLY ? "" : "=false");
        break;
    case HR_FORM_FLAT:
        break;
    case HR_FORM_PAIR:
        for (size_t i = 0; i < pairs->n; i++)
            hr_strv_pushf(arena, fields, "%s=%s", key->name, pairs->v[i]);
        break;
    case HR_FORM_SIZE: /* what wrapped around to less than 0 is read as it was from its unsigned form */
        if (mount->tmpfs_size_given)
            hr_strv_pushf(arena, fields, "%s=%" PRIu64, key->name, (uint64_t)mount->tmpfs_size);
        break;
    case HR_FORM_MODE:
        if (mount->tmpfs_mode >= 0)
            hr_strv_pushf(arena, fields, "%s=%" PRIo64, key->name, (uint64_t)mount->tmpfs_mode);
        break;
    }
}

const char *hr_mount_write_keys(const struct hr_mount *mount, struct hr_arena *arena)
{
    struct hr_mount copy = *mount; /* members of what is const are const, and the table has no use
                                      for two ways to reach them */
    struct hr_strv fields = { 0 };

    for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++) {
        if (keys[i].types & 1U << mount->type)
            write_key(&copy, &keys[i], arena, &fields);
    }
    return hr_csv_write(&fields, arena);
}
