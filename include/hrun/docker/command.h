/* SPDX-License-Identifier: MIT */
/* What container a whole command line makes, its program included: docker's or hrun's. Pure. Layer:
 * docker. */
#ifndef HRUN_DOCKER_COMMAND_H
#define HRUN_DOCKER_COMMAND_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/vec.h"
#include "hrun/docker/option.h"

#include <stdbool.h>
#include <stddef.h>

struct hr_command {
    bool is_hrun;      /* hrun: hardened before it is run */
    enum hr_verb verb; /* HR_VERB_RUN or HR_VERB_CREATE */
    size_t skip;       /* the first word behind run or create, or behind hrun */
};

/* Find where the options of a container start in the words of LINE: behind `docker run` and the like, as
 * hr_call_parse has it, or `hrun`; by any path of those programs. False for every other command. */
HR_NODISCARD bool hr_command_find(const struct hr_strv *line, struct hr_arena *arena,
                                  struct hr_command *out, struct hr_error *err);

#endif
