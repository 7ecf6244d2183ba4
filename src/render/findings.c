/* SPDX-License-Identifier: MIT */
#include "hrun/render/findings.h"

#include "hrun/base/text.h"

#include <string.h>

#define LABEL_WIDTH 15 /* of "      instead: " */
#define NARROW      40 /* on less, wrapping only hurts */

/* What becomes of a finding, in the order in which they are shown. */
enum fate {
    REFUSED,
    WARNED,
    LET_PASS,
    FATE__COUNT,
};

static const struct {
    const char *word, *on; /* on: the colour that is switched on */
} fates[] = {
    [REFUSED] = { "refused", "\x1b[1;31m" },
    [WARNED] = { "warning", "\x1b[1;33m" },
    [LET_PASS] = { "let pass", "" },
};
_Static_assert(HR_ARRAY_LEN(fates) == FATE__COUNT, "a word for every fate");

struct page {
    const struct hr_screen *screen;
    struct hr_arena *arena;
    struct hr_strv out;
};

static const char *in(const struct page *p, const char *on, const char *text)
{
    return p->screen->colour && *on ? hr_arena_printf(p->arena, "%s%s\x1b[0m", on, text) : text;
}

static enum fate fate_of(const struct hr_finding *f)
{
    if (f->allowed)
        return LET_PASS;
    return f->level == HR_LEVEL_DENY ? REFUSED : WARNED;
}

/* How many bytes of TEXT go on a line of WIDTH: to the last blank that fits, or a whole word. */
static size_t fitting(const char *text, size_t width)
{
    size_t last = 0, i;

    for (i = 0; text[i] && (i <= width || last == 0); i++) {
        if (text[i] == ' ')
            last = i;
    }
    return last > 0 && (text[i] || i > width) ? last : i;
}

/* "      why: TEXT", wrapped where there is a terminal. */
static void print_field(struct page *p, const char *label, const char *raw)
{
    const unsigned columns = p->screen->columns;
    const size_t width = columns > NARROW ? columns - LABEL_WIDTH : SIZE_MAX;
    const char *text = hr_text_safe(p->arena, raw);
    const char *head = hr_arena_printf(p->arena, "      %-9s", label);

    do {
        const size_t length = fitting(text, width);

        hr_strv_pushf(p->arena, &p->out, "%s%s\n", head, hr_arena_strndup(p->arena, text, length));
        text += length + (text[length] == ' ');
        head = hr_arena_printf(p->arena, "%*s", LABEL_WIDTH, "");
    } while (*text);
}

/* Where what is at fault was written, as the start of a message; "" for hrun's own words. */
static const char *place_of(const struct page *p, const struct hr_finding *f)
{
    const struct hr_origin *origin = f->setting ? &f->setting->origin : NULL;

    if (!origin || origin->kind == HR_ORIGIN_HRUN)
        return "";
    if (origin->kind == HR_ORIGIN_ARGUMENT)
        return hr_arena_printf(p->arena, "argument %zu: ", origin->number);
    return hr_arena_printf(p->arena,
                           "%s: ", hr_text_safe(p->arena, hr_origin_text(origin, p->arena)));
}

static void print_finding(struct page *p, const struct hr_finding *f, enum fate fate)
{
    hr_strv_pushf(p->arena, &p->out, "hrun: %s: %s%s [%s]\n",
                  in(p, fates[fate].on, fates[fate].word), place_of(p, f),
                  in(p, "\x1b[1m", hr_text_safe(p->arena, f->what ? f->what : f->message)),
                  f->rule->name);
    if (f->why)
        print_field(p, "why:", f->why);
    if (fate == LET_PASS) {
        print_field(p, "because:", f->allowed);
        return;
    }
    if (f->remedy)
        print_field(p, "instead:", f->remedy);
    if (f->once)
        print_field(p, "once:", f->once);
}

/* The lines of TEXT, each moved to the right. */
static void print_block(struct page *p, const char *text)
{
    while (*text) {
        const size_t length = strcspn(text, "\n");

        hr_strv_pushf(p->arena, &p->out, "      %s\n", hr_arena_strndup(p->arena, text, length));
        text += length + (text[length] == '\n');
    }
}

static void print_permit(struct page *p, const struct hr_findings *findings)
{
    struct hr_permit permit;
    const char *how = "";

    if (!hr_render_permit(findings, p->screen, p->arena, &permit))
        return;
    if (permit.matches)
        how = hr_arena_printf(p->arena, " with %s", permit.matches);
    else if (!permit.added)
        how = hr_arena_printf(p->arena, " with --profile %s", permit.name);
    hr_strv_pushf(p->arena, &p->out, "hrun: note: to let it pass for good%s, in %s:\n",
                  hr_text_safe(p->arena, how), hr_text_safe(p->arena, permit.path));
    print_block(p, permit.json);
}

const char *hr_render_findings(const struct hr_findings *findings, const struct hr_screen *screen,
                               struct hr_arena *arena)
{
    struct page page = { .screen = screen, .arena = arena };

    for (enum fate fate = 0; fate < FATE__COUNT; fate++) {
        for (size_t i = 0; i < findings->n; i++) {
            if (fate_of(&findings->v[i]) == fate)
                print_finding(&page, &findings->v[i], fate);
        }
    }
    print_permit(&page, findings);
    return hr_strv_join(arena, &page.out, "");
}
