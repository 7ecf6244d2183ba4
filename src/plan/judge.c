/* SPDX-License-Identifier: MIT */
/* Commands that make no container: exec, update, volume create. */
#include "hrun/guard/guard.h"
#include "hrun/plan/plan.h"

#include "work.h"

void hr_plan_judge(const struct hr_invocation *invocation, const struct hr_choice *choice,
                   const struct hr_facts *facts, const struct hr_host *host, struct hr_arena *arena,
                   struct hr_plan *out)
{
    struct hr_case c = { .verb = invocation->verb,
                         .facts = facts,
                         .profile = choice->profile,
                         .image = &invocation->image,
                         .host = host };
    struct hr_settings all = { 0 };
    struct hr_work w = { .arena = arena, .out = &all };

    *out = (struct hr_plan){
        .invocation = invocation,
        .profile = choice->profile,
        .because = choice->because,
        .facts = facts,
    };
    hr_strv_extend(arena, &out->notes, &choice->notes);
    for (size_t i = 0; i < invocation->settings.n; i++)
        *HR_VEC_PUSH(arena, &all) = invocation->settings.v[i];
    hr_hide_secrets(&w);
    /* Of one variable's values the last counts, and one alone can travel in the environment. */
    hr_settings_fold(&all, arena, &out->settings);
    hr_plan_environ(host, arena, out);
    c.settings = &out->settings;
    c.view = &out->view;
    hr_view_fold(&out->settings, arena, &out->view);
    hr_facts_resolve(facts, &out->view.user);
    hr_guard_judge(&c, arena, &out->findings);
    hr_plan_let_pass(out, arena);
}
