/* SPDX-License-Identifier: MIT */
/*
 * The JSON Schema (draft 7) of a profile's file, made from the key table: for editors, which complete
 * and explain by it. What hrun takes it takes too; what only a reader can tell (that a capability
 * exists, that a limit is not above another) it does not. Layer: policy.
 */
#ifndef HRUN_POLICY_SCHEMA_H
#define HRUN_POLICY_SCHEMA_H

#include "hrun/policy/profile.h"

/* The schema as text. RULES are the names that `rules` may hold. */
const char *hr_schema(const struct hr_rule_names *rules, struct hr_arena *arena);

/* The same for the system policy's file. */
const char *hr_schema_policy(const struct hr_rule_names *rules, struct hr_arena *arena);

#endif
