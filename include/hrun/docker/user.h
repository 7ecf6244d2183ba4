/* SPDX-License-Identifier: MIT */
/* --user and an image's USER: NAME|UID[:GROUP|GID] as runc and moby's user package read it. Pure.
 * Layer: docker. */
#ifndef HRUN_DOCKER_USER_H
#define HRUN_DOCKER_USER_H

#include "hrun/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct hr_user {
    const char *raw;
    const char *name, *group; /* as written; group is NULL without ':' */
    bool empty; /* no user part: uid 0 if a group stands there, else the image's own user */
    bool uid_known, gid_known; /* written as numbers, or looked up */
    uint32_t uid, gid;
};

/* Read RAW; there is no text that it cannot take: the engine resolves names, and refuses what it
 * cannot find. Numbers are decimal with leading zeros and one sign allowed (00, +0 and -0 are uid 0).
 */
void hr_user_parse(const char *raw, struct hr_arena *arena, struct hr_user *out);

/* True if USER is surely not uid 0: a number other than 0. */
bool hr_user_is_plainly_not_root(const struct hr_user *user);

/* True if USER is uid 0 as far as its text tells: 0 in any spelling, no user part, the name root. A
 * number out of range counts too, since an engine may cut it down to 0, and a text with other bytes
 * than printable ASCII. Any other name may still be uid 0 in the image. */
bool hr_user_may_be_root(const struct hr_user *user);

#endif
