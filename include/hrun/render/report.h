/* SPDX-License-Identifier: MIT */
/* Plans and findings as text for people and as JSON for programs. Pure. Layer: render. */
#ifndef HRUN_RENDER_REPORT_H
#define HRUN_RENDER_REPORT_H

#include "hrun/base/error.h"
#include "hrun/plan/plan.h"

/* The JSON of --dry-run --format=json, newline included. ENGINE is argv's first word. Its names and
 * types are a stable interface: other programs read it. */
const char *hr_render_plan_json(const struct hr_plan *plan, const char *engine,
                                struct hr_arena *arena);

/* The same object for what made no plan: refused, each error as a finding of the rule `usage` or, for
 * an option that no table has, `unknown-option`. PROFILE may be NULL. */
const char *hr_render_errors_json(const struct hr_errors *errs, const struct hr_profile *profile,
                                  struct hr_arena *arena);

#endif
