/* SPDX-License-Identifier: MIT */
/* Rules that the system policy locks. Private to guard. */
#ifndef HRUN_GUARD_LOCKED_H
#define HRUN_GUARD_LOCKED_H

#include "hrun/guard/guard.h"
#include "hrun/policy/policy.h"

/* Append what trips in C: of all rules, or of those that LOCKS locks if that is not NULL. */
void hr_guard_walk(const struct hr_case *c, const struct hr_policy *locks, struct hr_arena *arena,
                   struct hr_findings *out);

/* Mark the findings in OUT that are of locked rules, and add those that there would be if the policy
 * alone were the profile and what the profile puts there were typed. */
void hr_locked_judge(const struct hr_case *c, struct hr_arena *arena, struct hr_findings *out);

#endif
