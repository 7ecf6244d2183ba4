/* SPDX-License-Identifier: MIT */
/* Every profile that the search path has, the hidden ones too: for people who wonder which one they get.
 * Layer: policy. */
#ifndef HRUN_POLICY_LIST_H
#define HRUN_POLICY_LIST_H

#include "hrun/policy/store.h"

#include <stdbool.h>

struct hr_listed {
    const char *name;
    const char *source; /* its file, or "builtin:NAME" */
    const char
        *hidden_by; /* the source of the one that is found before it; NULL: this one is meant */
    const char *description, *extends; /* NULL where it says nothing, or cannot be read */
    struct hr_strv images;             /* its match.images */
    const char *wrong;                 /* the first error, NULL for one that can be used */
};
struct hr_listed_profiles {
    HR_VEC(struct hr_listed);
};

/* List what STORE has, by name, and of one name in the order of the search path. ERRS gets an error for
 * each folder that cannot be listed, and is empty before. */
void hr_store_list(const struct hr_store *store, struct hr_arena *arena,
                   struct hr_listed_profiles *out, struct hr_errors *errs);

#endif
