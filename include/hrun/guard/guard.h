/* SPDX-License-Identifier: MIT */
/*
 * Judging: the rule table is walked, each check looks at the view. Every option of class GUARDED is
 * among the `options` of some rule. Layer: guard.
 */
#ifndef HRUN_GUARD_GUARD_H
#define HRUN_GUARD_GUARD_H

#include "hrun/guard/rule.h"

/* What a judgement is made from. */
struct hr_case {
    enum hr_verb verb;                  /* 0: a container is made */
    const struct hr_settings *settings; /* hardened */
    const struct hr_view *view;         /* of those */
    const struct hr_facts *facts;
    const struct hr_reference *image;
    const struct hr_profile *profile;
    const struct hr_host *host; /* of who launches; NULL where nobody does */
    bool reviewed;              /* nothing is launched: --allow is no remedy */
    /* The container is there: what --volumes-from gave it is among the settings. */
    bool exists;
    bool built; /* its image is made from a Dockerfile here: nobody has pinned or tagged it */
};

/* Append a finding for every rule above `allow` that trips, in the order of the line. A value that the
 * profile injected trips none, unless the setting is to be judged whoever wrote it. Of a verb that makes
 * no container only what is written is judged. */
void hr_guard_judge(const struct hr_case *c, struct hr_arena *arena, struct hr_findings *out);

/* True if one of FINDINGS is a denial that nobody let pass. */
bool hr_findings_refuse(const struct hr_findings *findings);

#endif
