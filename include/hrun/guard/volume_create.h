/* SPDX-License-Identifier: MIT */
/* The rule volume-driver, for volumes that a line makes. Layer: guard. */
#ifndef HRUN_GUARD_VOLUME_CREATE_H
#define HRUN_GUARD_VOLUME_CREATE_H

#include "hrun/guard/guard.h"

/* Append a finding for each option of `docker volume create` in C's settings that makes the volume more
 * than a folder of the engine's own. */
void hr_guard_judge_volume(const struct hr_case *c, struct hr_arena *arena,
                           struct hr_findings *out);

#endif
