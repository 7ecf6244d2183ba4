/* SPDX-License-Identifier: MIT */
/*
 * The check of who can change where a bind leads, between judging and the engine's own look. The caller's
 * own folders do not count: who can talk to the engine is as good as root. Layer: guard.
 */
#ifndef HRUN_GUARD_RACE_H
#define HRUN_GUARD_RACE_H

#include "hrun/guard/check.h"

/* `racy-source`: a folder on the way that somebody other than root and the caller can write. Who called
 * sudo is the caller too, unless the rule denies. Subject: the source as written. */
void hr_check_racy_source(const struct hr_check *check);

#endif
