/* SPDX-License-Identifier: MIT */
/* Settings as words: docker's long name, one word per option, --name=value, lists in order, maps
 * once per key, scalars once. Pure. Layer: render. */
#ifndef HRUN_RENDER_ARGV_H
#define HRUN_RENDER_ARGV_H

#include "hrun/base/vec.h"
#include "hrun/plan/plan.h"

/* Append the words of PLAN's command to OUT: ENGINE, run, its settings, IMAGE, COMMAND. Nothing for
 * a refused plan. */
void hr_render_argv(const struct hr_plan *plan, const char *engine, struct hr_arena *arena,
                    struct hr_strv *out);

/* The same words for eyes: a value that is not to be seen is not there. */
void hr_render_shown(const struct hr_plan *plan, const char *engine, struct hr_arena *arena,
                     struct hr_strv *out);

#endif
