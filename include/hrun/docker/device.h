/* SPDX-License-Identifier: MIT */
/* --device: HOST[:CTR][:rwm], or a CDI name VENDOR/CLASS=NAME; and the device grammars beside it.
 * Pure. Layer: docker. */
#ifndef HRUN_DOCKER_DEVICE_H
#define HRUN_DOCKER_DEVICE_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <stdbool.h>

struct hr_device {
    const char *host, *container, *permissions;
    bool cdi; /* host is a CDI name; the rest is empty */
    bool differs;
};

/* Parse RAW. False only for what every known client refuses. */
HR_NODISCARD bool hr_device_parse(const char *raw, struct hr_arena *arena, struct hr_device *out,
                                  struct hr_error *err);

/* Check --device-cgroup-rule: [acb] MAJOR|*:MINOR|* [rwm]{1,3}. */
HR_NODISCARD bool hr_device_rule_check(const char *raw, struct hr_arena *arena,
                                       struct hr_error *err);

/* Check --blkio-weight-device: /dev/X:WEIGHT, 0 or 10 to 1000. */
HR_NODISCARD bool hr_device_weight_check(const char *raw, struct hr_arena *arena,
                                         struct hr_error *err);

/* Check --device-{read,write}-bps: /dev/X:SIZE. */
HR_NODISCARD bool hr_device_bytes_check(const char *raw, struct hr_arena *arena,
                                        struct hr_error *err);

/* Check --device-{read,write}-iops: /dev/X:COUNT. */
HR_NODISCARD bool hr_device_count_check(const char *raw, struct hr_arena *arena,
                                        struct hr_error *err);

#endif
