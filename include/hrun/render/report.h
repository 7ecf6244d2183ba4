/* SPDX-License-Identifier: MIT */
/* Plans and findings as text for people and as JSON for programs. Pure. Layer: render. */
#ifndef HRUN_RENDER_REPORT_H
#define HRUN_RENDER_REPORT_H

#include "hrun/base/error.h"
#include "hrun/plan/plan.h"

/* The JSON of --dry-run --format=json, newline included. */
const char *hr_render_plan_json(const struct hr_plan *plan, struct hr_arena *arena);

/* The same object for a line that made no plan: refused, with one finding of rule `usage`,
 * `unknown-option` or none. */
const char *hr_render_error_json(const struct hr_error *err, const struct hr_choice *choice,
                                 struct hr_arena *arena);

/* The findings as lines for standard error: level, place, rule, message, remedy. "" for none. */
const char *hr_render_findings(const struct hr_findings *findings, struct hr_arena *arena);

#endif
