/* SPDX-License-Identifier: MIT */
/*
 * A judgement: one container, running or only described, against the rules. What trips above `allow`
 * under a profile are its findings; exposure and checklist ask what it is, not what somebody allows, so
 * they are made from what trips where every rule denies. Pure. Layer: guard.
 */
#ifndef HRUN_GUARD_JUDGEMENT_H
#define HRUN_GUARD_JUDGEMENT_H

#include "hrun/facts/kernel.h"
#include "hrun/guard/checklist.h"
#include "hrun/guard/claim.h"
#include "hrun/guard/exposure.h"
#include "hrun/source/inspect.h"

/* What it is that was judged. */
enum hr_target_kind {
    HR_TARGET_COMMAND,
    HR_TARGET_CONTAINER, /* that is there; what is judged is what its engine says of it */
    HR_TARGET_SERVICE,
};

/* What a judgement is made from. */
struct hr_target {
    enum hr_target_kind kind;
    const char *name;                   /* of a command its image; NULL: it has none */
    const struct hr_settings *settings; /* as written or hardened; whoever wrote them is judged */
    const struct hr_reference *image;
    const struct hr_facts *facts;
    const struct hr_profile *profile;
    struct hr_origin place;               /* of a service its file and line; zeroed: nowhere */
    bool is_built;                        /* the image is made from a Dockerfile here */
    const struct hr_claim *claim;         /* of a container, what its labels say; else NULL */
    const struct hr_gaps *gaps;           /* of one, what no option can say; else NULL */
    const struct hr_kernel_facts *kernel; /* of a container that runs; NULL: not asked */
};

struct hr_judgement {
    enum hr_target_kind kind;
    const char *name;
    const struct hr_profile *profile;
    struct hr_origin place; /* as the target's */
    const struct hr_claim *claim;
    const struct hr_gaps *gaps;
    const struct hr_kernel_facts *kernel;
    struct hr_findings findings; /* above `allow` under the profile */
    struct hr_findings all;      /* where every rule denies */
    unsigned exposure;           /* tenths */
    struct hr_answered checklist[HR_CHECKLIST_COUNT];
};
struct hr_judgements {
    HR_VEC(struct hr_judgement);
};

/* Judge TARGET. */
void hr_judgement_make(const struct hr_target *target, struct hr_arena *arena,
                       struct hr_judgement *out);

/* The judgement of a target that cannot be read, so that only its kind, name, profile and place count:
 * ERR as a finding, every point unknown, the highest exposure. */
void hr_judgement_of_error(const struct hr_target *target, const struct hr_error *err,
                           struct hr_arena *arena, struct hr_judgement *out);

/* Add ERR, which is of a target that could be judged in part, to its findings. Where a part of the text
 * tells nothing (HR_ERRC_PART) no point of the checklist passes any more: that part may fail it. */
void hr_judgement_add_error(const struct hr_error *err, struct hr_arena *arena,
                            struct hr_judgement *judgement);

/* A profile that lets nothing pass but the capabilities that docker itself grants: what exposure and
 * checklist are judged by, and what facts they need. */
const struct hr_profile *hr_judgement_baseline(struct hr_arena *arena);

/* True if one of JUDGEMENTS has a finding of LEVEL or above that nobody let pass. */
bool hr_judgements_have(const struct hr_judgements *judgements, enum hr_level level);

/* "command", "container", "service": what JSON calls KIND. */
const char *hr_target_kind_name(enum hr_target_kind kind);

#endif
