/* SPDX-License-Identifier: MIT */
/* The command as shell text that does what hrun does. Pure. Layer: render. */
#ifndef HRUN_RENDER_SHELL_H
#define HRUN_RENDER_SHELL_H

#include "hrun/base/vec.h"
#include "hrun/plan/plan.h"

/* Return ARGV, with `env -u NAME` before it for every name of PLAN's unset list, on one line, or,
 * if COLUMNS is not 0 and the line is longer, one option a line with backslashes. No newline at the
 * end. */
const char *hr_render_shell(const struct hr_strv *argv, const struct hr_strv *unset,
                            unsigned columns, struct hr_arena *arena);

/* Return what the command does not show, as comment lines for a shell, each with a newline: which
 * variables have a value that is not seen. "" if everything is. */
const char *hr_render_hidden(const struct hr_plan *plan, struct hr_arena *arena);

#endif
