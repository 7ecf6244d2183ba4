/* SPDX-License-Identifier: MIT */
/* hrun under the name docker, against the clients: no line makes a container that is not hardened. */
#ifndef HRUN_TESTS_SHIM_H
#define HRUN_TESTS_SHIM_H

#include "check.h"

/* Make line INDEX of the family SEED: words after `docker`, mostly docker's own options and what may pass
 * for one, then mostly a command that makes a container. */
void shim_random(uint64_t seed, uint64_t index, struct hr_arena *arena, struct vector *out);

/* What hrun passes on creates a container where the client alone does, and that one is hardened; or hrun
 * refuses the line. Nothing else is created, and what is refused by the client ends as it does. */
HR_NODISCARD bool shim_check(const struct check *check, const struct subject *subject,
                             struct hr_arena *arena, struct tally *tally, struct hr_strv *report,
                             struct hr_error *err);

/* Put a link called docker to the hrun of CHECK into its sandbox. */
HR_NODISCARD bool shim_prepare(const struct check *check, struct hr_arena *arena,
                               struct hr_error *err);

#endif
