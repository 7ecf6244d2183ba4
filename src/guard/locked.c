/* SPDX-License-Identifier: MIT */
#include "locked.h"

#include "hrun/base/map.h"

#include <string.h>

/* What tells F from others of its rule, whatever the words. */
static const char *identity(const struct hr_finding *f, struct hr_arena *arena)
{
    const char *subject = f->subject ? f->subject : "";
    const char *raw = f->setting ? f->setting->raw : "";

    return hr_arena_printf(arena, "%s %c%zu %s %c%s", f->rule->name, f->subject ? 's' : '-',
                           strlen(subject), subject, f->setting ? 'r' : '-', raw);
}

/* Add those of FOUND that OUT does not have. */
static void add_new(const struct hr_findings *found, struct hr_arena *arena,
                    struct hr_findings *out)
{
    struct hr_map seen = { 0 };
    size_t old;

    for (size_t i = 0; i < out->n; i++)
        hr_map_put(&seen, arena, identity(&out->v[i], arena), 0, &old);
    for (size_t i = 0; i < found->n; i++) {
        if (!hr_map_put(&seen, arena, identity(&found->v[i], arena), 0, &old))
            *HR_VEC_PUSH(arena, out) = found->v[i];
    }
}

/* SETTINGS, what the profile put there to be judged, and so what hrun's own options made. */
static const struct hr_settings *judged(const struct hr_settings *settings, struct hr_arena *arena)
{
    struct hr_settings *all = hr_arena_alloc(arena, sizeof(*all));

    for (size_t i = 0; i < settings->n; i++) {
        struct hr_setting *s = HR_VEC_PUSH(arena, all);

        *s = settings->v[i];
        s->judged = s->judged || s->origin.kind == HR_ORIGIN_PROFILE ||
                    s->origin.kind == HR_ORIGIN_ARGUMENT;
    }
    return all;
}

/* No --allow is of use for FINDING if POLICY locks its rule. */
static void lock(struct hr_finding *finding, const struct hr_policy *policy, struct hr_arena *arena)
{
    if (!hr_policy_locks(policy, finding->rule->name))
        return;
    finding->locked = true;
    finding->once = NULL;
    finding->remedy =
        hr_arena_printf(arena, "%s%s%s locks this rule", finding->remedy ? finding->remedy : "",
                        finding->remedy ? "; " : "", policy->path);
}

/* What trips of the locked rules where the policy alone is the profile. */
static struct hr_findings judge_alone(const struct hr_case *c, const struct hr_policy *policy,
                                      struct hr_arena *arena)
{
    struct hr_view *view = hr_arena_alloc(arena, sizeof(*view));
    struct hr_findings found = { 0 };
    struct hr_case alone = *c;

    alone.profile = &policy->alone;
    alone.settings = judged(c->settings, arena);
    alone.view = view;
    hr_view_fold(alone.settings, arena, view);
    hr_facts_resolve(c->facts, &view->user);
    hr_guard_walk(&alone, policy, arena, &found);
    return found;
}

void hr_locked_judge(const struct hr_case *c, struct hr_arena *arena, struct hr_findings *out)
{
    const struct hr_policy *policy = c->profile->policy;
    struct hr_findings found;

    if (!policy || policy->locked.n == 0)
        return;
    found = judge_alone(c, policy, arena);
    add_new(&found, arena, out);
    for (size_t i = 0; i < out->n; i++)
        lock(&out->v[i], policy, arena);
}
