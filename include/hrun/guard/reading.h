/* SPDX-License-Identifier: MIT */
/* Checks of values that may not mean what they look like: what is judged here must be what docker reads.
 * They look at every option that some other rule judges. Layer: guard. */
#ifndef HRUN_GUARD_READING_H
#define HRUN_GUARD_READING_H

#include "hrun/guard/check.h"

/* `ambiguous-text`: other bytes than printable ASCII, where they are not the workload's own text. Subject:
 * the value as written. */
void hr_check_ambiguous_text(const struct hr_check *check);

/* `version-dependent`: known docker clients read the value differently, or no known engine takes it. Subject:
 * the value as written, where it is a text. */
void hr_check_version_dependent(const struct hr_check *check);

#endif
