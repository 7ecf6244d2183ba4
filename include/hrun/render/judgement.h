/* SPDX-License-Identifier: MIT */
/* Judgements as text for people and as JSON for programs. Pure. Layer: render. */
#ifndef HRUN_RENDER_JUDGEMENT_H
#define HRUN_RENDER_JUDGEMENT_H

#include "hrun/guard/judgement.h"

#include <stdbool.h>

struct hr_judgement_style {
    bool colour;
    bool verbose; /* also what the profile lets pass */
};

/* For each: what it is, its exposure, the checklist, the findings with what to write instead. */
const char *hr_render_judgements_text(const struct hr_judgements *judgements,
                                      const struct hr_judgement_style *style,
                                      struct hr_arena *arena);

/* One object, newline included. Its names and types are a stable interface. */
const char *hr_render_judgements_json(const struct hr_judgements *judgements,
                                      struct hr_arena *arena);

#endif
