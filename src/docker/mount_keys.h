/* SPDX-License-Identifier: MIT */
/* The KEY=VALUE form of a mount, --mount's: hr_mount_parse_mount reads it. Private to mount.c. */
#ifndef HRUN_SRC_DOCKER_MOUNT_KEYS_H
#define HRUN_SRC_DOCKER_MOUNT_KEYS_H

#include "hrun/docker/mount.h"

/* Write MOUNT as a value of --mount. */
const char *hr_mount_write_keys(const struct hr_mount *mount, struct hr_arena *arena);

#endif
