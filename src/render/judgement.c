/* SPDX-License-Identifier: MIT */
#include "hrun/render/judgement.h"

#include "hrun/base/text.h"
#include "hrun/guard/kernel.h"

#include <string.h>

#define RED    "\x1b[31m"
#define GREEN  "\x1b[32m"
#define YELLOW "\x1b[33m"
#define PLAIN  "\x1b[0m"

struct report {
    const struct hr_judgement_style *style;
    struct hr_arena *arena;
    struct hr_strv out;
};

/* TEXT in the colour ON, which may be "". */
static const char *in(const struct report *r, const char *on, const char *text)
{
    if (!r->style->colour || !*on)
        return text;
    return hr_arena_printf(r->arena, "%s%s" PLAIN, on, text);
}

static const char *exposure_colour(unsigned exposure)
{
    return exposure >= 70 ? RED : exposure >= 40 ? YELLOW : exposure < 20 ? GREEN : "";
}

static void print_head(struct report *r, const struct hr_judgement *j)
{
    const bool in_script = j->place.kind == HR_ORIGIN_FILE;
    const char *at = in_script
                         ? hr_arena_printf(r->arena, " (%s:%zu)",
                                           hr_text_safe(r->arena, j->place.name), j->place.number)
                         : "";
    const char *word = hr_arena_printf(r->arena, "%s %s", hr_exposure_text(j->exposure, r->arena),
                                       hr_exposure_word(j->exposure));

    hr_strv_pushf(r->arena, &r->out, "%s %s%s: exposure %s\n", hr_target_kind_name(j->kind),
                  j->name ? hr_text_safe(r->arena, j->name) : "that cannot be read", at,
                  in(r, exposure_colour(j->exposure), word));
    const char *claim = j->claim ? hr_claim_text(j->claim, r->arena) : NULL;

    if (j->profile)
        hr_strv_pushf(r->arena, &r->out, "judged by profile %s\n",
                      hr_text_safe(r->arena, j->profile->name));
    if (claim)
        hr_strv_pushf(r->arena, &r->out, "%s\n", hr_text_safe(r->arena, claim));
    if (j->kernel)
        hr_strv_pushf(r->arena, &r->out, "%s\n", hr_kernel_text(j->kernel, r->arena));
}

static const char *names_of(const struct report *r, const struct hr_answered *answer)
{
    struct hr_strv names = { 0 };

    for (size_t i = 0; i < answer->tripped.n; i++)
        hr_strv_push(r->arena, &names, answer->tripped.v[i]->name);
    if (names.n > 0)
        return hr_arena_printf(r->arena, " [%s]", hr_strv_join(r->arena, &names, ", "));
    return "";
}

static void print_checklist(struct report *r, const struct hr_judgement *j)
{
    static const struct {
        const char *word, *colour;
    } states[] = {
        [HR_STATE_PASS] = { "pass   ", GREEN },
        [HR_STATE_FAIL] = { "fail   ", RED },
        [HR_STATE_UNKNOWN] = { "unknown", "" },
        [HR_STATE_NOT_APPLICABLE] = { "n/a    ", "" },
    };

    hr_strv_push(r->arena, &r->out, "\n");
    for (size_t i = 0; i < HR_CHECKLIST_COUNT; i++) {
        const struct hr_answered *answer = &j->checklist[i];

        hr_strv_pushf(r->arena, &r->out, "%3zu  %s  %s%s\n", i + 1,
                      in(r, states[answer->state].colour, states[answer->state].word),
                      answer->point->title, names_of(r, answer));
        if (answer->state == HR_STATE_UNKNOWN && answer->point->needs)
            hr_strv_pushf(r->arena, &r->out, "              %s\n", answer->point->needs);
    }
}

/* "argument 3: ", or "" where nothing that is written is at fault. */
static const char *place_of(const struct report *r, const struct hr_finding *f)
{
    const struct hr_origin *origin = f->setting ? &f->setting->origin : NULL;

    if (!origin)
        return "";
    if (origin->kind == HR_ORIGIN_ARGUMENT)
        return hr_arena_printf(r->arena, "argument %zu: ", origin->number);
    if (origin->kind == HR_ORIGIN_COMPOSE || origin->kind == HR_ORIGIN_FILE)
        return hr_arena_printf(r->arena, "%s:%zu: ", hr_text_safe(r->arena, origin->name),
                               origin->number);
    /* The head has the container's name. */
    return hr_arena_printf(r->arena, "%s: ",
                           hr_text_safe(r->arena, origin->kind == HR_ORIGIN_INSPECT
                                                      ? origin->pointer
                                                      : hr_origin_text(origin, r->arena)));
}

static void print_finding(struct report *r, const struct hr_finding *f, const char *word,
                          const char *colour)
{
    const char *refs = f->rule->refs ? hr_arena_printf(r->arena, "; %s", f->rule->refs) : "";
    const char *evidence = f->evidence == HR_EVIDENCE_TEXT
                               ? ""
                               : hr_arena_printf(r->arena, "; %s", hr_evidence_name(f->evidence));

    hr_strv_pushf(r->arena, &r->out, "%s  %s%s [%s%s%s]\n", in(r, colour, word), place_of(r, f),
                  hr_text_safe(r->arena, f->message), f->rule->name, evidence, refs);
    if (f->allowed)
        hr_strv_pushf(r->arena, &r->out, "          because: %s\n",
                      hr_text_safe(r->arena, f->allowed));
    else if (f->remedy)
        hr_strv_pushf(r->arena, &r->out, "          instead: %s\n",
                      hr_text_safe(r->arena, f->remedy));
}

static void print_findings(struct report *r, const struct hr_judgement *j)
{
    if (j->findings.n > 0)
        hr_strv_push(r->arena, &r->out, "\n");
    for (size_t i = 0; i < j->findings.n; i++) {
        const struct hr_finding *f = &j->findings.v[i];

        if (f->allowed)
            print_finding(r, f, "let pass", "");
        else if (f->level == HR_LEVEL_DENY)
            print_finding(r, f, "deny    ", RED);
        else
            print_finding(r, f, "warn    ", YELLOW);
    }
}

static bool is_found(const struct hr_findings *findings, const struct hr_rule *rule)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (findings->v[i].rule == rule)
            return true;
    }
    return false;
}

/* What trips only where every rule denies. */
static void print_allowed(struct report *r, const struct hr_judgement *j)
{
    bool any = false;

    for (size_t i = 0; i < j->all.n; i++) {
        const struct hr_finding *f = &j->all.v[i];

        if (is_found(&j->findings, f->rule))
            continue;
        if (!any)
            hr_strv_push(r->arena, &r->out, "\n");
        any = true;
        print_finding(r, f, "allowed ", "");
    }
}

static void print_gaps(struct report *r, const struct hr_gaps *gaps)
{
    if (gaps && gaps->n > 0)
        hr_strv_push(r->arena, &r->out, "\n");
    for (size_t i = 0; gaps && i < gaps->n; i++)
        hr_strv_pushf(r->arena, &r->out, "gap       %s: %s\n",
                      hr_text_safe(r->arena, gaps->v[i].pointer),
                      hr_text_safe(r->arena, gaps->v[i].what));
}

const char *hr_render_judgements_text(const struct hr_judgements *judgements,
                                      const struct hr_judgement_style *style,
                                      struct hr_arena *arena)
{
    struct report r = { .style = style, .arena = arena };

    for (size_t i = 0; i < judgements->n; i++) {
        const struct hr_judgement *j = &judgements->v[i];

        if (i > 0)
            hr_strv_push(arena, &r.out, "\n");
        print_head(&r, j);
        print_checklist(&r, j);
        print_findings(&r, j);
        if (!style->verbose)
            continue;
        print_allowed(&r, j);
        print_gaps(&r, j->gaps);
    }
    return hr_strv_join(arena, &r.out, "");
}
