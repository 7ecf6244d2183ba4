/* SPDX-License-Identifier: MIT */
/*
 * --secret-file id=NAME,src=FILE[,env=VAR]: a file of the host, read-only at /run/secrets/NAME, and a
 * variable with that path. Unlike a variable, the secret is in no process's environment and in nothing
 * that the engine tells of the container. Layer: plan.
 */
#ifndef HRUN_PLAN_SECRET_FILE_H
#define HRUN_PLAN_SECRET_FILE_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/vec.h"
#include "hrun/docker/setting.h"

struct hr_secret_file {
    const char *id;
    const char *source;   /* as written */
    const char *target;   /* /run/secrets/ID */
    const char *variable; /* by default ID in upper case, with _FILE behind it */
    const struct hr_setting *by;
};
struct hr_secret_files {
    HR_VEC(struct hr_secret_file);
};

/* Read every --secret-file among OWN, settings of hrun's own options. False, with the argument's number,
 * for one that cannot be read, or whose id an earlier one has. */
HR_NODISCARD bool hr_secret_files_read(const struct hr_settings *own, struct hr_arena *arena,
                                       struct hr_secret_files *out, struct hr_error *err);

#endif
