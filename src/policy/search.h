/* SPDX-License-Identifier: MIT */
/* Looking for the profile of an image. Private to policy. */
#ifndef HRUN_POLICY_SEARCH_H
#define HRUN_POLICY_SEARCH_H

#include "hrun/policy/match.h"

#include "folder.h"

#include <stdbool.h>

/* The profile that matches an image best, and by what; FOUND has no text where none matches. */
struct hr_match {
    struct hr_found found;
    struct hr_glob glob;
};

/* Look through everything on STORE's search path. False where two of one folder match IMAGE equally well.
 * NOTES gets a line for what cannot be looked at. OUT is zeroed. */
HR_NODISCARD bool hr_search_image(const struct hr_store *store, const struct hr_reference *image,
                                  struct hr_arena *arena, struct hr_match *out,
                                  struct hr_strv *notes, struct hr_error *err);

#endif
