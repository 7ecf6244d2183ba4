/* SPDX-License-Identifier: MIT */
/* The keys of --mount, one table: mount_read.c reads by it, and what is written again is written by
 * it. Private to mount.c and mount_read.c. */
#ifndef HRUN_SRC_DOCKER_MOUNT_KEYS_H
#define HRUN_SRC_DOCKER_MOUNT_KEYS_H

#include "hrun/base/attr.h"
#include "hrun/docker/mount.h"

#include <stddef.h>

/* The clients, by how they read a --mount. */
enum {
    HR_MOUNT_OLD = 1, /* up to 29.2.0 */
    HR_MOUNT_NEW =
        2, /* trims; wants strict booleans and no empty values; does not look for a target */
    HR_MOUNT_ANY = HR_MOUNT_OLD | HR_MOUNT_NEW,
};

/* What a key's value is. */
enum hr_mount_form {
    HR_FORM_TEXT,
    HR_FORM_LOWER, /* text that docker lower-cases */
    HR_FORM_TYPE,
    HR_FORM_TARGET,
    HR_FORM_FLAG, /* true if it stands alone */
    HR_FORM_READ_ONLY,
    HR_FORM_RECURSIVE,
    HR_FORM_FLAT, /* the flag that bind-recursive=disabled was */
    HR_FORM_PAIR, /* KEY=VALUE, last per KEY */
    HR_FORM_SIZE,
    HR_FORM_MODE,
};

struct hr_mount_key {
    const char *name;
    enum hr_mount_form form;
    unsigned clients, types; /* that know it; that it is for, bit N for enum hr_mount_type N */
    size_t at;               /* what it sets, in struct hr_mount */
};

/* All keys, in the order in which they are written; COUNT in *COUNT. */
const struct hr_mount_key *hr_mount_keys(size_t *count);

/* The key called NAME, which is in lower case, or by an alias of it; NULL if there is none. */
const struct hr_mount_key *hr_mount_key_named(const char *name);

/* Say that there is no key NAME, and what may have been meant. Returns false. */
bool hr_mount_key_unknown(const char *name, struct hr_arena *arena, struct hr_error *err);

/* What KEY sets in MOUNT. */
void *hr_mount_key_member(const struct hr_mount_key *key, struct hr_mount *mount);

/* Write MOUNT as a value of --mount. */
const char *hr_mount_write_keys(const struct hr_mount *mount, struct hr_arena *arena);

#endif
