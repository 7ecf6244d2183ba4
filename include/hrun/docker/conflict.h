/* SPDX-License-Identifier: MIT */
/* Settings that docker takes one by one and refuses together. Pure. Layer: docker. */
#ifndef HRUN_DOCKER_CONFLICT_H
#define HRUN_DOCKER_CONFLICT_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/setting.h"

#include <stdbool.h>

/* False for settings that every known client refuses together, though it takes each alone; the
 * error is at the one that came last. */
HR_NODISCARD bool hr_conflict_check(const struct hr_settings *settings, struct hr_arena *arena,
                                    struct hr_error *err);

#endif
