/* SPDX-License-Identifier: MIT */
/* --ulimit: NAME=SOFT[:HARD]. Pure. Layer: docker. */
#ifndef HRUN_DOCKER_ULIMIT_H
#define HRUN_DOCKER_ULIMIT_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From here on a number limits nothing: a TiB, which is more than containers share a machine for, and the
 * processes of which Linux has no more (PID_MAX_LIMIT). */
#define HR_ULIMIT_BYTES_NONE     (INT64_C(1) << 40)
#define HR_ULIMIT_PROCESSES_NONE INT64_C(4194304)

struct hr_ulimit {
    const char *name;
    int64_t soft, hard; /* -1 is unlimited */
};

/* Parse RAW. False only for what every known client refuses. */
HR_NODISCARD bool hr_ulimit_parse(const char *raw, struct hr_arena *arena, struct hr_ulimit *out,
                                  struct hr_error *err);

/* True if LIMIT, soft or hard, is none in effect: negative, which the kernel takes for a large number, or
 * more than it can ever come to. */
bool hr_ulimit_is_none(const struct hr_ulimit *limit);

/* The limits that docker knows, by number from 0; NULL behind the last. */
const char *hr_ulimit_name(size_t index);

#endif
