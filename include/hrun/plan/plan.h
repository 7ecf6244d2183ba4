/* SPDX-License-Identifier: MIT */
/*
 * The plan: the container resolved, what was found, and the words that docker gets. Pure: the same
 * profile, facts, host and arguments make the same plan. Layer: plan.
 */
#ifndef HRUN_PLAN_PLAN_H
#define HRUN_PLAN_PLAN_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/invocation.h"
#include "hrun/docker/view.h"
#include "hrun/facts/facts.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/store.h"

#include <stdbool.h>

struct hr_plan {
    const struct hr_invocation *invocation; /* as typed */
    const struct hr_profile *profile;
    const char *because; /* why this profile */
    const struct hr_facts *facts;
    struct hr_settings settings; /* final: what docker gets, each scalar once, in order */
    struct hr_view view;         /* of those */
    struct hr_findings findings;
    struct hr_strv notes; /* what a person should know, one line each */
    struct hr_strv
        warnings; /* the same, of what is likely a mistake: told even where notes are not */
    bool refused;
    struct hr_strv set, unset; /* the client's environment: NAME=VALUE and NAME */
};

/* What harden works on and what it hands on. */
struct hr_harden {
    const struct hr_invocation *invocation;
    const struct hr_profile *profile;
    bool matched; /* the profile is the image's own */
    const struct hr_facts *facts;
    const struct hr_host *host;
};

/* Fill in what the profile asks for and the user left open. Never covers an explicit value. */
void hr_harden(const struct hr_harden *in, struct hr_arena *arena, struct hr_settings *out,
               struct hr_strv *notes);

/* True if PROFILE would open the standard input of INVOCATION's container and the user left it open:
 * neither -i nor -d is written, no container is only created, and where the profile leaves it to hrun, the
 * line was not typed as docker's. */
bool hr_plan_may_open_stdin(const struct hr_invocation *invocation,
                            const struct hr_profile *profile);

/* Which facts the plan for INVOCATION under PROFILE depends on: where no container is made, on files at most.
 * `platform` is the line's own word, which may be "". */
void hr_plan_questions(const struct hr_invocation *invocation, const struct hr_profile *profile,
                       struct hr_arena *arena, struct hr_questions *out);

/* The plan of a verb that makes no container: nothing is filled in, what is written is judged. */
void hr_plan_judge(const struct hr_invocation *invocation, const struct hr_choice *choice,
                   const struct hr_facts *facts, const struct hr_host *host, struct hr_arena *arena,
                   struct hr_plan *out);

/* Harden, fold, judge; hr_plan_judge where nothing is made. */
void hr_plan_build(const struct hr_invocation *invocation, const struct hr_choice *choice,
                   const struct hr_facts *facts, const struct hr_host *host, struct hr_arena *arena,
                   struct hr_plan *out);

#endif
