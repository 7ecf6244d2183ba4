/* SPDX-License-Identifier: MIT */
#include "hrun/guard/guard.h"

#include "hrun/docker/verb.h"
#include "hrun/guard/check.h"
#include "hrun/policy/policy.h"

#include "locked.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

/* What such a line leaves out is the container's own business: it was judged, or not, when that was
 * made. */
static void drop_missing(struct hr_findings *findings)
{
    size_t kept = 0;

    for (size_t i = 0; i < findings->n; i++) {
        if (findings->v[i].setting)
            findings->v[kept++] = findings->v[i];
    }
    findings->n = kept;
}

void hr_guard_walk(const struct hr_case *c, const struct hr_policy *locks, struct hr_arena *arena,
                   struct hr_findings *out)
{
    struct hr_check check = { .c = c, .arena = arena, .out = out };
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);
    const bool creates = hr_verb_creates(c->verb);

    for (size_t i = 0; i < count; i++) {
        check.rule = &rules[i];
        check.level = hr_rule_level(&rules[i], c->profile);
        if (rules[i].check && check.level != HR_LEVEL_ALLOW && !(c->exists && rules[i].of_launch) &&
            (creates || rules[i].verbs & (unsigned)c->verb) &&
            (!locks || hr_policy_locks(locks, rules[i].name)))
            rules[i].check(&check);
    }
    if (!creates)
        drop_missing(out);
}

void hr_guard_judge(const struct hr_case *c, struct hr_arena *arena, struct hr_findings *out)
{
    hr_guard_walk(c, NULL, arena, out);
    hr_locked_judge(c, arena, out);
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
