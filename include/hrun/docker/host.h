/* SPDX-License-Identifier: MIT */
/* The small network grammars: --add-host, --dns, --dns-search, --link, --sysctl, --attach, --gpus.
 * Each is checked, not taken apart. False only for what every known client refuses. Pure. Layer:
 * docker. */
#ifndef HRUN_DOCKER_HOST_H
#define HRUN_DOCKER_HOST_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <stdbool.h>

HR_NODISCARD bool hr_add_host_check(const char *raw, struct hr_arena *arena, struct hr_error *err);
HR_NODISCARD bool hr_dns_check(const char *raw, struct hr_arena *arena, struct hr_error *err);
HR_NODISCARD bool hr_dns_search_check(const char *raw, struct hr_arena *arena,
                                      struct hr_error *err);
HR_NODISCARD bool hr_link_check(const char *raw, struct hr_arena *arena, struct hr_error *err);
HR_NODISCARD bool hr_sysctl_check(const char *raw, struct hr_arena *arena, struct hr_error *err);
HR_NODISCARD bool hr_attach_check(const char *raw, struct hr_arena *arena, struct hr_error *err);
HR_NODISCARD bool hr_gpus_check(const char *raw, struct hr_arena *arena, struct hr_error *err);

#endif
