/* SPDX-License-Identifier: MIT */
#include "hrun/guard/guard.h"

#include "hrun/guard/allow.h"
#include "hrun/guard/check.h"
#include "hrun/guard/unjudged.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What a row of the table finds wrong, before the profile has its say. */
struct verdict {
    const char *rule;
    const struct hr_setting *setting;
    const char *subject, *message, *remedy;
};

/* Append V unless the profile lets the rule pass. LEAST is its level where no profile says otherwise,
 * and the lowest short of that: what nobody judges yet is not merely warned of. */
static void find(const struct hr_case *c, const struct verdict *v, enum hr_level least,
                 struct hr_arena *arena, struct hr_findings *out)
{
    const enum hr_level level = hr_profile_level(c->profile, v->rule, least);

    if (level == HR_LEVEL_ALLOW)
        return;
    *HR_VEC_PUSH(arena, out) = (struct hr_finding){
        .rule = hr_rule_named(v->rule),
        .level = level < least ? least : level,
        .setting = v->setting,
        .subject = v->subject,
        .message = v->message,
        .remedy = v->remedy,
    };
}

static const char *remedy_of(const struct hr_case *c, const struct hr_unjudged *row,
                             const struct verdict *v, struct hr_arena *arena)
{
    const char *second = hr_allow_text(hr_rule_named(v->rule), v->subject, arena);

    if (c->reviewed)
        return row->passes ? row->passes : "leave it out";
    return row->passes ? hr_arena_printf(arena, "%s; or %s", row->passes, second) : second;
}

static void judge_setting(const struct hr_case *c, const struct hr_setting *s,
                          struct hr_arena *arena, struct hr_findings *out)
{
    const struct hr_unjudged *row = hr_unjudged_for(s->option);
    const char *words = hr_check_words(s, arena);
    const struct hr_setting *typed = s->was ? s->was : s;
    struct verdict v = {
        .setting = s,
        .subject = typed->option->kind == HR_KIND_BOOL ? NULL : typed->raw,
    };

    if (!row || row->is_safe(s))
        return;
    v.rule = row->rule;
    v.message = hr_arena_printf(arena, "%s is not yet judged: %s", words, s->option->why);
    v.remedy = remedy_of(c, row, &v, arena);
    find(c, &v, HR_LEVEL_DENY, arena, out);
}

static void judge_by_rules(const struct hr_case *c, struct hr_arena *arena, struct hr_findings *out)
{
    struct hr_check check = { .c = c, .arena = arena, .out = out };
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++) {
        check.rule = &rules[i];
        check.level = hr_rule_level(&rules[i], c->profile);
        if (rules[i].check && check.level != HR_LEVEL_ALLOW)
            rules[i].check(&check);
    }
}

/* As the line reads from left to right; what is missing comes last. */
static int compare(const void *left, const void *right)
{
    const struct hr_finding *a = left, *b = right;
    const size_t first = a->setting ? a->setting->origin.number : SIZE_MAX;
    const size_t second = b->setting ? b->setting->origin.number : SIZE_MAX;
    const int order = strcmp(a->rule->name, b->rule->name);

    if (first != second)
        return first < second ? -1 : 1;
    return order ? order : strcmp(a->message, b->message);
}

void hr_guard_judge(const struct hr_case *c, struct hr_arena *arena, struct hr_findings *out)
{
    for (size_t i = 0; i < c->settings->n; i++) {
        const struct hr_setting *s = &c->settings->v[i];

        if (hr_check_is_typed(s) && s->option->cls == HR_CLASS_GUARDED)
            judge_setting(c, s, arena, out);
    }
    judge_by_rules(c, arena, out);
    if (out->n > 0)
        qsort(out->v, out->n, sizeof(*out->v), compare);
}

bool hr_findings_refuse(const struct hr_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (findings->v[i].level == HR_LEVEL_DENY && !findings->v[i].allowed)
            return true;
    }
    return false;
}
