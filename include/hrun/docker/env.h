/* SPDX-License-Identifier: MIT */
/* Environment: --env's NAME=VALUE or bare NAME, and the file format of --env-file and --label-file.
 * Pure. Layer: docker. */
#ifndef HRUN_DOCKER_ENV_H
#define HRUN_DOCKER_ENV_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/file.h"
#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stddef.h>

struct hr_env {
    const char *name;
    const char *value; /* NULL: a bare NAME, which the client looks up in its own environment */
    size_t line;       /* in a file; 0 on the command line */
};
struct hr_envs {
    HR_VEC(struct hr_env);
};

/* Parse one --env value. False for an empty name. */
HR_NODISCARD bool hr_env_parse(const char *raw, struct hr_arena *arena, struct hr_env *out,
                               struct hr_error *err);

/* Append the lines of an env file's BYTES, read as docker's kvfile does. NAME is the path, for
 * errors. False for what docker refuses: not UTF-8, a line of 64 KiB, a name with white space, an
 * empty name. */
HR_NODISCARD bool hr_env_file_parse(const struct hr_bytes *bytes, const char *name,
                                    struct hr_arena *arena, struct hr_envs *out,
                                    struct hr_error *err);

/* True if the docker client, or what it starts, reads the variable NAME for itself: which engine, which
 * proxy, which libraries. Setting or unsetting such a one in its environment would change more than
 * the container. */
bool hr_env_is_clients(const char *name);

#endif
