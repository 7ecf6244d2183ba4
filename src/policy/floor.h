/* SPDX-License-Identifier: MIT */
/* A profile and a policy as documents, and what they come to. Private to policy. */
#ifndef HRUN_POLICY_FLOOR_H
#define HRUN_POLICY_FLOOR_H

#include "hrun/policy/policy.h"

struct hr_floor {
    const struct hr_policy *policy;
    const struct hr_rule_names *rules;
    struct hr_arena *arena;
    struct hr_strv *held; /* gets the pointers of what the container gets by the policy's word */
    const struct hr_json *barred; /* a list of the profile's of which nothing is left; else NULL */
};

/* Return what DOCUMENT, a profile with all that it extends, comes to: of each value the tighter one. Each
 * node is a copy of one of the two, with its source and place. */
struct hr_json *hr_floor_hold(struct hr_floor *floor, const struct hr_json *document);

#endif
