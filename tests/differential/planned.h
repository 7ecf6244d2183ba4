/* SPDX-License-Identifier: MIT */
/* A vector planned in this process, against an engine that has its image and nothing else. */
#ifndef HRUN_TESTS_PLANNED_H
#define HRUN_TESTS_PLANNED_H

#include "hrun/plan/plan.h"

#include "vector.h"

#include <stdbool.h>

/* Plan VECTOR under the profile that is compiled in as PROFILE. Its files are written into the working
 * directory. False for a line that makes no plan. */
bool planned(const struct vector *vector, const char *profile, struct hr_arena *arena,
             struct hr_plan *out);

/* The names of the rules that tripped, one blank between two. */
const char *planned_findings(const struct hr_plan *plan, struct hr_arena *arena);

#endif
