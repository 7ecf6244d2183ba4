/* SPDX-License-Identifier: MIT */
/* --ulimit: NAME=SOFT[:HARD]. Pure. Layer: docker. */
#ifndef HRUN_DOCKER_ULIMIT_H
#define HRUN_DOCKER_ULIMIT_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <stddef.h>
#include <stdint.h>

struct hr_ulimit {
    const char *name;
    int64_t soft, hard; /* -1 is unlimited */
};

/* Parse RAW. False only for what every known client refuses. */
HR_NODISCARD bool hr_ulimit_parse(const char *raw, struct hr_arena *arena, struct hr_ulimit *out,
                                  struct hr_error *err);

/* The limits that docker knows, by number from 0; NULL behind the last. */
const char *hr_ulimit_name(size_t index);

#endif
