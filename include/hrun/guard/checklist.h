/* SPDX-License-Identifier: MIT */
/*
 * The twelve points that a container's specification is to meet before it is merged, each answered by
 * rules. A point is a row: a new one, or a rule more for one, is no new code. Pure. Layer: guard.
 */
#ifndef HRUN_GUARD_CHECKLIST_H
#define HRUN_GUARD_CHECKLIST_H

#include "hrun/guard/guard.h"

#include <stddef.h>

#define HR_CHECKLIST_COUNT 12

enum hr_state {
    HR_STATE_PASS,
    HR_STATE_FAIL,
    HR_STATE_UNKNOWN,        /* neither the line nor the image that is here tells */
    HR_STATE_NOT_APPLICABLE, /* there is nothing that could pass or fail */
};

struct hr_point {
    const char *title;
    const char
        *rules; /* that fail it when they trip; one blank between them; NULL: nobody can tell */
    const char *doubts; /* that leave it unknown when they trip, in the same form; NULL: none */
    bool image_decides; /* what no setting is at fault for is the image's, so unknown without it */
    bool of_registry;   /* not applicable to an image that is made from a Dockerfile here */
    bool image_counts;  /* it passes only where the image is known too */
    const char *needs; /* how a person finds out, where nothing here tells; NULL: it is told here */
};

/* A point answered. */
struct hr_answered {
    const struct hr_point *point;
    enum hr_state state;
    struct {
        HR_VEC(const struct hr_rule *);
    } tripped; /* the point's rules that did, each once */
};

/* The points in order; there are HR_CHECKLIST_COUNT. */
const struct hr_point *hr_checklist(void);

/* Answer all points for C, where FINDINGS has everything that trips, whatever its level. */
void hr_checklist_answer(const struct hr_case *c, const struct hr_findings *findings,
                         struct hr_arena *arena, struct hr_answered out[HR_CHECKLIST_COUNT]);

/* "pass", "fail", "unknown" or "not-applicable". */
const char *hr_state_name(enum hr_state state);

#endif
