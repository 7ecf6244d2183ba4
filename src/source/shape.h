/* SPDX-License-Identifier: MIT */
/* What members the mappings of a compose file have, and what these may be, as the compose specification's
 * schema says. Private to source. */
#ifndef HRUN_SOURCE_SHAPE_H
#define HRUN_SOURCE_SHAPE_H

#include "hrun/base/arena.h"
#include "hrun/base/json.h"

/* A mapping, by where it stands. */
enum hr_shape {
    HR_SHAPE_FILE,
    HR_SHAPE_DEPLOY,
    HR_SHAPE_RESOURCES,
    HR_SHAPE_LIMITS,
    HR_SHAPE_RESERVATIONS,
    HR_SHAPE_DEVICE_REQUEST,
    HR_SHAPE_DEVICE,
    HR_SHAPE_ENV_FILE,
    HR_SHAPE_EXTENDS,
    HR_SHAPE_HOOK,
    HR_SHAPE_INIT,
    HR_SHAPE_LIMIT,
    HR_SHAPE_LOGGING,
    HR_SHAPE_NETWORK,
    HR_SHAPE_PORT,
    HR_SHAPE_SECRET,
    HR_SHAPE_VOLUME,
    HR_SHAPE_VOLUME_BIND,
    HR_SHAPE_VOLUME_IMAGE,
    HR_SHAPE_VOLUME_TMPFS,
    HR_SHAPE_VOLUME_VOLUME,
    HR_SHAPE_DECLARED_CONFIG,
    HR_SHAPE_DECLARED_NETWORK,
    HR_SHAPE_DECLARED_SECRET,
    HR_SHAPE_DECLARED_VOLUME,
    HR_SHAPE__COUNT,
};

/* What is wrong at a place of the file. */
struct hr_fault {
    const char *msg, *hint; /* MSG is NULL: nothing is */
    size_t line, column;
};

/* NODE is none of TYPES, of which 't' is text, 'l' a list and 'm' a mapping; a null is as if nothing were
 * there. */
struct hr_fault hr_shape_check_type(const struct hr_json *node, const char *types,
                                    struct hr_arena *arena);

/* NODE is no mapping of SHAPE: it has a member that is unknown, or of another type. */
struct hr_fault hr_shape_check(const struct hr_json *node, enum hr_shape shape,
                               struct hr_arena *arena);

#endif
