/* SPDX-License-Identifier: MIT */
/* What an element of `lock` locks. Private to policy. */
#ifndef HRUN_POLICY_LOCK_H
#define HRUN_POLICY_LOCK_H

#include "hrun/policy/reader.h"

#include <stdbool.h>

/* Append to OUT the rules that POINTER locks: a key's are those that guard it and what is in it, "" is all
 * of them. False if there is no such key or rule. */
bool hr_lock_rules(const char *pointer, const struct hr_rule_names *rules, struct hr_arena *arena,
                   struct hr_strv *out);

/* See hr_type: an element of `lock`. */
bool hr_lock_read(const struct hr_field *field);
const char *hr_lock_nearest(const struct hr_field *field);

#endif
