/* SPDX-License-Identifier: MIT */
/*
 * The system policy: one file that belongs to the machine, and what no profile of it may pass. Its keys
 * are a profile's, and a floor: of each value the tighter one holds, the policy's or the profile's, by
 * the order that the key's row has; where there is no order the policy's holds. In a key that it does not
 * have the policy has no say. `lock` names keys and
 * rules; a locked rule judges by the policy alone, as if there were no profile, also what the profile
 * puts there, and --allow does not let it pass. Layer: policy.
 */
#ifndef HRUN_POLICY_POLICY_H
#define HRUN_POLICY_POLICY_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/policy/key.h"
#include "hrun/policy/profile.h"

#include <stdbool.h>
#include <sys/types.h>

/* Where the policy is, and whose it and its folder must be. */
struct hr_policy_place {
    const char *path;
    uid_t owner;
};

struct hr_policy {
    struct hr_profile alone; /* what its keys come to by themselves; the first member, for the key
                                 table's offsets */
    const char *path;
    const struct hr_json *document;
    struct hr_strv lock;     /* JSON pointers, as written */
    struct hr_strv locked;   /* the rules that they lock */
    bool names;              /* it lists the profiles that may be used: */
    struct hr_strv profiles; /* their names */
};

/* The keys of a policy: its own, and those of a profile that are not a profile's own. Ends with a row
 * without name. */
const struct hr_key *hr_policy_keys(struct hr_arena *arena);

/* Read the policy at PLACE; *OUT is NULL if there is none. One that cannot be read, that somebody but
 * its owner can write, or that is not right is an error. ERRS is empty. */
HR_NODISCARD bool hr_policy_read(const struct hr_policy_place *place,
                                 const struct hr_rule_names *rules, struct hr_arena *arena,
                                 const struct hr_policy **out, struct hr_errors *errs);

/* Read a policy, whoever wrote it; its path is its source. ERRS is empty. */
HR_NODISCARD bool hr_policy_parse(const struct hr_profile_text *from,
                                  const struct hr_rule_names *rules, struct hr_arena *arena,
                                  const struct hr_policy **out, struct hr_errors *errs);

/* Hold PROFILE to POLICY. HELD gets the keys of what the container gets that are the policy's word now,
 * as JSON pointers. False where nothing is left that may run. ERRS is empty. */
HR_NODISCARD bool hr_policy_hold(const struct hr_policy *policy, const struct hr_rule_names *rules,
                                 struct hr_arena *arena, struct hr_profile *profile,
                                 struct hr_strv *held, struct hr_errors *errs);

/* True if the value at POINTER in PROFILE is the policy's word. */
bool hr_policy_says(const struct hr_profile *profile, const char *pointer);

/* True if POLICY, which may be NULL, locks RULE. */
bool hr_policy_locks(const struct hr_policy *policy, const char *rule);

#endif
