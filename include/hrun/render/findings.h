/* SPDX-License-Identifier: MIT */
/*
 * Findings as a person reads them on a terminal: what, why, what to write instead, how to let it pass
 * once and for good. Every byte from outside is safe to show. Pure. Layer: render.
 */
#ifndef HRUN_RENDER_FINDINGS_H
#define HRUN_RENDER_FINDINGS_H

#include "hrun/docker/reference.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/profile.h"

#include <stdbool.h>

/* Where it is shown. */
struct hr_screen {
    bool colour;
    unsigned columns; /* the terminal's; 0: none, lines are as long as they get */
    /* For what lets findings pass for good: the profile in force, the image that they are about, and the
     * folder of the caller's own profiles. Nothing is said of it where `profile` or `folder` is NULL. */
    const struct hr_profile *profile;
    const struct hr_reference *image; /* may be NULL */
    const char *folder;
};

/* All of FINDINGS, those that refuse first, then warnings, then what was let pass. "" for none. */
const char *hr_render_findings(const struct hr_findings *findings, const struct hr_screen *screen,
                               struct hr_arena *arena);

/* A profile that lets pass what findings refuse. */
struct hr_permit {
    const char *path; /* of the file that it belongs in */
    const char *json; /* all of the file, or if ADDED what is to be added to it */
    bool added;       /* the file is there: it is the profile in force */
    const char *name; /* of the new profile */
    const char
        *matches; /* the image that it is for, whatever its tag; NULL: it is for --profile alone */
};

/* Work out the profile that lets pass what FINDINGS refuse: on top of SCREEN's, for SCREEN's image alone
 * where that has a name. False where no profile helps, or SCREEN does not say which there are. */
bool hr_render_permit(const struct hr_findings *findings, const struct hr_screen *screen,
                      struct hr_arena *arena, struct hr_permit *out);

#endif
