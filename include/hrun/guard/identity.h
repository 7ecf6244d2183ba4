/* SPDX-License-Identifier: MIT */
/* Checks of whom the container runs as: the user written, else the image's own. Layer: guard. */
#ifndef HRUN_GUARD_IDENTITY_H
#define HRUN_GUARD_IDENTITY_H

#include "hrun/guard/check.h"

/* `root-user`: uid 0 in any spelling, no user where the image's is root or not known. */
void hr_check_root_user(const struct hr_check *check);

/* `user-unverified`: a name, which the image's own files may make uid 0. Subject: the name. */
void hr_check_user_unverified(const struct hr_check *check);

/* `root-group`: gid 0, by number or name, as the user's group or added, where the user is not root; also
 * a name that the image's files may make gid 0. */
void hr_check_root_group(const struct hr_check *check);

/* `group-add`: a group that the profile neither adds nor allows. Subject: the group. */
void hr_check_group_add(const struct hr_check *check);

#endif
