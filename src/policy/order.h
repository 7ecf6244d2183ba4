/* SPDX-License-Identifier: MIT */
/* Which of two values is the tighter one. Private to policy. */
#ifndef HRUN_POLICY_ORDER_H
#define HRUN_POLICY_ORDER_H

#include "hrun/base/json.h"
#include "hrun/policy/key.h"

#include <stdbool.h>

/* Return the tighter of A and B, values that are right for KEY, by its order; either may be NULL, for
 * absent. A if they come to the same, and else B where the key has no order. */
const struct hr_json *hr_order_tighter(const struct hr_key *key, const struct hr_json *a,
                                       const struct hr_json *b);

/* True if what NARROW, an element of a list whose row is KEY, stands for is all among what WIDE does. */
bool hr_order_covers(const struct hr_key *key, const char *wide, const char *narrow,
                     struct hr_arena *arena);

#endif
