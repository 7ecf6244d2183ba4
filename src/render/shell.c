/* SPDX-License-Identifier: MIT */
#include "hrun/render/shell.h"

#include "hrun/base/quote.h"
#include "hrun/base/text.h"
#include "hrun/guard/shown.h"

#include <string.h>

/* The words of the command as lines: what stands before the options, each option, the rest. A variable
 * that the client is not to see is taken from its environment: env -u NAME ... */
static struct hr_strv lines_of(const struct hr_strv *argv, const struct hr_strv *unset,
                               struct hr_arena *arena)
{
    struct hr_strv lines = { 0 }, words = { 0 };
    size_t i = 0;

    if (unset->n > 0)
        hr_strv_push(arena, &words, "env");
    for (size_t k = 0; k < unset->n; k++)
        hr_strv_pushf(arena, &words, "-u %s", hr_quote_shell(arena, unset->v[k]));
    for (; i < argv->n && !hr_text_starts(argv->v[i], "--"); i++)
        hr_strv_push(arena, &words, hr_quote_shell(arena, argv->v[i]));
    hr_strv_push(arena, &lines, hr_strv_join(arena, &words, " "));
    for (; i < argv->n && hr_text_starts(argv->v[i], "--"); i++)
        hr_strv_push(arena, &lines, hr_quote_shell(arena, argv->v[i]));
    words = (struct hr_strv){ 0 };
    for (; i < argv->n; i++)
        hr_strv_push(arena, &words, hr_quote_shell(arena, argv->v[i]));
    if (words.n > 0)
        hr_strv_push(arena, &lines, hr_strv_join(arena, &words, " "));
    return lines;
}

const char *hr_render_shell(const struct hr_strv *argv, const struct hr_strv *unset,
                            unsigned columns, struct hr_arena *arena)
{
    struct hr_strv lines;
    const char *line;

    if (argv->n == 0)
        return "";
    lines = lines_of(argv, unset, arena);
    line = hr_strv_join(arena, &lines, " ");
    return columns == 0 || strlen(line) <= columns ? line
                                                   : hr_strv_join(arena, &lines, " \\\n    ");
}

/* The names of the variables that get to the client in its environment. */
static struct hr_strv carried_of(const struct hr_plan *plan, struct hr_arena *arena)
{
    struct hr_strv names = { 0 };

    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        if (s->passage == HR_PASSAGE_ENVIRON)
            hr_strv_push(arena, &names, hr_text_safe(arena, s->value->as.env.name));
    }
    return names;
}

/* What is shown otherwise than it is. */
static struct hr_strv masked_of(const struct hr_plan *plan, struct hr_arena *arena)
{
    struct hr_strv names = { 0 };

    for (size_t i = 0; i < plan->settings.n; i++) {
        const char *lacks = hr_shown_lacks(&plan->settings.v[i], arena);

        if (lacks)
            hr_strv_push(arena, &names, hr_text_safe(arena, lacks));
    }
    return names;
}

const char *hr_render_hidden(const struct hr_plan *plan, struct hr_arena *arena)
{
    const struct hr_strv carried = carried_of(plan, arena);
    const struct hr_strv masked = masked_of(plan, arena);
    struct hr_strv lines = { 0 };

    if (plan->refused)
        return "";
    if (carried.n > 0)
        hr_strv_pushf(arena, &lines, "# in the client's environment, not shown: %s\n",
                      hr_strv_join(arena, &carried, ", "));
    if (masked.n > 0)
        hr_strv_pushf(arena, &lines, "# (hidden) stands for the value: %s\n",
                      hr_strv_join(arena, &masked, ", "));
    return hr_strv_join(arena, &lines, "");
}
