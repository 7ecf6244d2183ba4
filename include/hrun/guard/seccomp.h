/* SPDX-License-Identifier: MIT */
/* Checks of which system calls reach the kernel. Filters are compared by what is in them, not by name. Layer:
 * guard. */
#ifndef HRUN_GUARD_SECCOMP_H
#define HRUN_GUARD_SECCOMP_H

#include "hrun/guard/check.h"

/* `seccomp-profile`: a filter that is neither the engine's nor the profile's, and refuses what it does not
 * list; a file that cannot be read. Subject: its path. */
void hr_check_seccomp_profile(const struct hr_check *check);

/* `seccomp-unconfined`: no filter, or one that lets through what it does not list. Subject: the path of
 * the latter. */
void hr_check_seccomp_unconfined(const struct hr_check *check);

#endif
