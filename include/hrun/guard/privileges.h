/* SPDX-License-Identifier: MIT */
/* Checks of what the container may do to the kernel: capabilities, security options. Layer: guard. */
#ifndef HRUN_GUARD_PRIVILEGES_H
#define HRUN_GUARD_PRIVILEGES_H

#include "hrun/guard/check.h"

/* `capability`: an added one that the profile neither grants nor allows. */
void hr_check_capability(const struct hr_check *check);

/* `capabilities-kept`: one that docker grants by default is neither dropped nor asked for. */
void hr_check_capabilities_kept(const struct hr_check *check);

/* A --security-opt whose key is the rule's `bad` and whose value is its `word`, or any if it has
 * none. */
void hr_check_security(const struct hr_check *check);

/* `apparmor-unconfined`: any profile but the engine's own and the one that the policy names. */
void hr_check_apparmor(const struct hr_check *check);

/* `writable-cgroups`: anything but a plain no. */
void hr_check_writable_cgroups(const struct hr_check *check);

#endif
