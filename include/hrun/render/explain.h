/* SPDX-License-Identifier: MIT */
/* A plan as a table for people: each setting, what hrun did to it, why it is there and where it comes
 * from. Pure. Layer: render. */
#ifndef HRUN_RENDER_EXPLAIN_H
#define HRUN_RENDER_EXPLAIN_H

#include "hrun/base/arena.h"
#include "hrun/plan/plan.h"

#include <stdbool.h>

/* Return the table, with a line for profile, image and command each. What was typed comes first, then
 * what hrun changed, then what it added. COLOUR marks the latter two; without it the marks '~' and
 * '+' do. */
const char *hr_render_explain(const struct hr_plan *plan, bool colour, struct hr_arena *arena);

#endif
