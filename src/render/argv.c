/* SPDX-License-Identifier: MIT */
#include "hrun/render/argv.h"

/* SHOWN: for eyes. */
static void render(const struct hr_plan *plan, const char *engine, bool shown,
                   struct hr_arena *arena, struct hr_strv *out)
{
    if (plan->refused)
        return;
    hr_strv_push(arena, out, engine);
    hr_strv_push(arena, out, "run");
    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        /* One word each: safe for values that are empty, start with '-' or are "--". */
        hr_strv_pushf(arena, out, "--%s=%s", s->option->name,
                      shown ? hr_setting_shown(s, arena) : s->raw);
    }
    hr_strv_push(arena, out, plan->invocation->image_word);
    hr_strv_extend(arena, out, &plan->invocation->command);
}

void hr_render_argv(const struct hr_plan *plan, const char *engine, struct hr_arena *arena,
                    struct hr_strv *out)
{
    render(plan, engine, false, arena, out);
}

void hr_render_shown(const struct hr_plan *plan, const char *engine, struct hr_arena *arena,
                     struct hr_strv *out)
{
    render(plan, engine, true, arena, out);
}
