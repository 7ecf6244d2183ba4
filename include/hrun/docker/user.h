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
    bool joins_root; /* looked up: it is a member of group 0 too */
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

/* What is known of whether a group of a user is 0. */
enum hr_group_doubt {
    HR_GROUP_OTHER, /* it is not */
    HR_GROUP_ROOT,  /* it is */
    HR_GROUP_NAMED, /* a group is named, and the image's files say what it is */
    HR_GROUP_UNSAID, /* a number stands alone, and the group is 0 where the image's files do not have it */
    HR_GROUP_OF_NAME, /* a name stands alone, and the image's files say what its groups are */
};
enum hr_group_doubt hr_user_group(const struct hr_user *user);

#endif
