/* SPDX-License-Identifier: MIT */
#include "hrun/render/explain.h"

#include "hrun/base/quote.h"
#include "hrun/base/text.h"
#include "hrun/guard/shown.h"

#include <string.h>

#define VALUE_MAX 40 /* wider values have a line of their own */

/* What hrun did to a setting. */
enum fate {
    TYPED,
    CHANGED,
    ADDED,
    FATE__COUNT,
};

static const struct {
    const char *title, *on; /* on: the colour that is switched on */
    char mark;
} fates[] = {
    [TYPED] = { "as typed", "", ' ' },
    [CHANGED] = { "changed", "\x1b[33m", '~' },
    [ADDED] = { "added", "\x1b[32m", '+' },
};

/* One setting as the cells of the table, every byte of them safe to show. */
struct row {
    enum fate fate;
    const char *option, *value, *origin, *why;
};
struct rows {
    HR_VEC(struct row);
    int widths[3]; /* of option, value, origin */
};

static enum fate fate_of(const struct hr_setting *s)
{
    if (s->was)
        return CHANGED;
    return s->origin.kind == HR_ORIGIN_ARGUMENT ? TYPED : ADDED;
}

static const char *visible(const char *raw, struct hr_arena *arena)
{
    return *raw ? hr_text_safe(arena, raw) : "''";
}

static const char *value_of(const struct hr_setting *s, struct hr_arena *arena)
{
    const char *value = visible(hr_shown_value(s, arena), arena);

    return s->was ? hr_arena_printf(arena, "%s (was %s)", value,
                                    visible(hr_shown_was(s, arena), arena))
                  : value;
}

static void widen(int *width, const char *text, int most)
{
    const size_t length = strlen(text);

    if (length <= (size_t)most && (int)length > *width)
        *width = (int)length;
}

static struct rows rows_of(const struct hr_settings *settings, struct hr_arena *arena)
{
    struct rows rows = { 0 };

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];
        struct row *row = HR_VEC_PUSH(arena, &rows);

        row->fate = fate_of(s);
        row->option = hr_arena_printf(arena, "--%s", s->option->name);
        row->value = value_of(s, arena);
        row->origin = hr_text_safe(arena, hr_origin_text(&s->origin, arena));
        row->why = s->reason ? s->reason : "";
        widen(&rows.widths[0], row->option, VALUE_MAX);
        widen(&rows.widths[1], row->value, VALUE_MAX);
        widen(&rows.widths[2], row->origin, VALUE_MAX);
    }
    return rows;
}

static void print_row(const struct rows *rows, const struct row *row, bool colour,
                      struct hr_arena *arena, struct hr_strv *out)
{
    const int *widths = rows->widths;
    const bool wide = strlen(row->value) > (size_t)widths[1];
    const char *on = colour ? fates[row->fate].on : "", *off = *on ? "\x1b[0m" : "";
    const char *value = row->value;

    if (wide) {
        hr_strv_pushf(arena, out, "%s%c %-*s  %s%s\n", on, fates[row->fate].mark, widths[0],
                      row->option, row->value, off);
        value = "";
    }
    hr_strv_pushf(arena, out, "%s%c %-*s  %-*s%s  %-*s%s%s\n", on,
                  wide ? ' ' : fates[row->fate].mark, widths[0], wide ? "" : row->option, widths[1],
                  value, off, *row->why ? widths[2] : 0, row->origin, *row->why ? "  " : "",
                  row->why);
}

static void print_fate(const struct rows *rows, enum fate fate, bool colour, struct hr_arena *arena,
                       struct hr_strv *out)
{
    bool titled = false;

    for (size_t i = 0; i < rows->n; i++) {
        if (rows->v[i].fate != fate)
            continue;
        if (!titled)
            hr_strv_pushf(arena, out, "\n%s\n", fates[fate].title);
        titled = true;
        print_row(rows, &rows->v[i], colour, arena, out);
    }
}

static const char *command_of(const struct hr_plan *plan, struct hr_arena *arena)
{
    const struct hr_strv *command = &plan->invocation->command;
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < command->n; i++)
        hr_strv_push(arena, &words, hr_quote_shell(arena, command->v[i]));
    return words.n > 0 ? hr_strv_join(arena, &words, " ") : "the image's own";
}

const char *hr_render_explain(const struct hr_plan *plan, bool colour, struct hr_arena *arena)
{
    const struct hr_image_facts *image = &plan->facts->image;
    const struct rows rows = rows_of(&plan->settings, arena);
    struct hr_strv out = { 0 };

    hr_strv_pushf(arena, &out, "profile  %s (%s)\n", hr_text_safe(arena, plan->profile->name),
                  hr_text_safe(arena, plan->because));
    hr_strv_pushf(arena, &out, "image    %s%s\n",
                  hr_quote_shell(arena, plan->invocation->image_word),
                  image->state == HR_KNOWN    ? ""
                  : image->state == HR_ABSENT ? " (not here)"
                                              : " (nothing is known of it)");
    hr_strv_pushf(arena, &out, "command  %s\n", command_of(plan, arena));
    for (int fate = 0; fate < FATE__COUNT; fate++)
        print_fate(&rows, (enum fate)fate, colour, arena, &out);
    return hr_strv_join(arena, &out, "");
}
