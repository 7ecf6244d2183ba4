/* SPDX-License-Identifier: MIT */
/* Which command a command line runs: docker's own ways to write `docker run`, and hrun's. Pure. Layer:
 * docker. */
#ifndef HRUN_DOCKER_COMMAND_H
#define HRUN_DOCKER_COMMAND_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stddef.h>

struct hr_command {
    bool is_hrun; /* hrun: hardened before it is run */
    size_t skip;  /* the first word behind run or create, or behind hrun */
};

/* Find where the options of a container start in the words of LINE: `docker run`, `docker container
 * run`, create in place of run, docker's global options before them, `hrun`; any path of those
 * programs. False for every other command. */
HR_NODISCARD bool hr_command_find(const struct hr_strv *line, struct hr_arena *arena,
                                  struct hr_command *out, struct hr_error *err);

#endif
