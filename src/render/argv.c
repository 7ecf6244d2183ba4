/* SPDX-License-Identifier: MIT */
#include "hrun/render/argv.h"

#include "hrun/guard/shown.h"

/* True if a word that follows the options would be read as one of them. */
static bool needs_end(const struct hr_invocation *invocation)
{
    const struct hr_strv *rest = &invocation->command;
    const size_t count = invocation->verb == HR_VERB_EXEC && rest->n > 1 ? 1 : rest->n;

    for (size_t i = 0; i < count; i++) {
        if (*rest->v[i] == '-')
            return true;
    }
    return false;
}

/* SHOWN: for eyes. */
static void render(const struct hr_plan *plan, const char *engine, bool shown,
                   struct hr_arena *arena, struct hr_strv *out)
{
    const struct hr_invocation *invocation = plan->invocation;
    const struct hr_strv *before = &invocation->before;

    if (plan->refused)
        return;
    hr_strv_push(arena, out, engine);
    if (before->n > 0)
        hr_strv_extend(arena, out, before);
    else
        hr_strv_push(arena, out, "run");
    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        /* One word each: safe for values that are empty, start with '-' or are "--". */
        hr_strv_pushf(arena, out, "--%s=%s", s->option->name,
                      shown ? hr_shown_value(s, arena) : s->raw);
    }
    if (invocation->has_image)
        hr_strv_push(arena, out, invocation->image_word);
    else if (needs_end(invocation))
        hr_strv_push(arena, out, "--");
    hr_strv_extend(arena, out, &invocation->command);
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
