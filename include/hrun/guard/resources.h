/* SPDX-License-Identifier: MIT */
/* Checks of what the container may use up: memory, CPUs, processes, open files. Layer: guard. */
#ifndef HRUN_GUARD_RESOURCES_H
#define HRUN_GUARD_RESOURCES_H

#include "hrun/guard/check.h"

/* `limit-off`: memory, CPUs or processes without a limit, swap without end. Subject: the option. */
void hr_check_limit_off(const struct hr_check *check);

/* `limit-above-max`: more than the profile's `max`, unless the profile itself gives as much. Subject:
 * the option, or the path of a tmpfs. */
void hr_check_limit_above_max(const struct hr_check *check);

/* `ulimit-unlimited`: also realtime priority, which is past every share. Subject: the ulimit. */
void hr_check_ulimit(const struct hr_check *check);

/* `oom-score`: less than 0, so that the kernel kills others first. */
void hr_check_oom_score(const struct hr_check *check);

#endif
