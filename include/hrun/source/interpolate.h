/* SPDX-License-Identifier: MIT */
/* Variables in the text of a compose file, as Compose fills them in. Pure. Layer: source. */
#ifndef HRUN_SOURCE_INTERPOLATE_H
#define HRUN_SOURCE_INTERPOLATE_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/env.h"
#include "hrun/engine/endpoint.h"

#include <stdbool.h>

/* What variables there are: the environment's come before the file's. */
struct hr_variables {
    struct hr_environ environ;
    struct hr_envs file; /* of .env; what has no value there is not known */
};

/* Replace $NAME, ${NAME} and its forms with :- - :? ? :+ + in TEXT, $$ by $. A variable that is not set is
 * empty. False where TEXT insists on one that is not set, names one that is not known, or cannot be read. */
HR_NODISCARD bool hr_interpolate(const char *text, const struct hr_variables *variables,
                                 struct hr_arena *arena, const char **out, struct hr_error *err);

#endif
