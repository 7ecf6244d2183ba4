/* SPDX-License-Identifier: MIT */
/*
 * Drift: what a container lacks of what the profile that its labels name would have made of it. A setting
 * that harden would still add or narrow is one that the profile gives and the container does not have; a
 * rule that trips under that profile, on what the profile does not give itself, is one that would have
 * refused it. Pure. Layer: plan.
 */
#ifndef HRUN_PLAN_DRIFT_H
#define HRUN_PLAN_DRIFT_H

#include "hrun/guard/guard.h"
#include "hrun/plan/plan.h"

struct hr_drift {
    const struct hr_invocation *invocation; /* the container's */
    const struct hr_profile *profile;       /* the one that its labels name */
    const struct hr_facts *facts;
    const struct hr_host *host;
};

/* Tell of the drift in FINDINGS, which the container's judgement has already: in the message of the one
 * about the same, else as one more, a denial where the profile denies it and a warning where not. What a
 * label hrun.allow.RULE let pass when it was started is no drift. Returns how many there are. */
size_t hr_drift_find(const struct hr_drift *drift, struct hr_arena *arena,
                     struct hr_findings *findings);

#endif
