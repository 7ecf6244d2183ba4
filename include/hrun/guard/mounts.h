/* SPDX-License-Identifier: MIT */
/* Checks of how something is mounted. Subject: the source as written, else the target. Layer: guard. */
#ifndef HRUN_GUARD_MOUNTS_H
#define HRUN_GUARD_MOUNTS_H

#include "hrun/guard/check.h"

/* `mount-propagation`: any but private, recursion other than read-only, words that no known engine has,
 * new labels for files that the host needs. */
void hr_check_mount_propagation(const struct hr_check *check);

/* `tmpfs-options`: setuid programs, devices, no limit of its size; programs are warned of where no
 * profile gives the rule a level. */
void hr_check_tmpfs_options(const struct hr_check *check);

#endif
