/* SPDX-License-Identifier: MIT */
/* hrun under the name docker: a link earlier in PATH than docker's own client, which everything goes to
 * that is not judged. Layer: cli. */
#ifndef HRUN_CLI_SHIM_H
#define HRUN_CLI_SHIM_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/call.h"
#include "hrun/facts/facts.h"

#include <stdbool.h>

/* True if PROGRAM, the name that this process was started under, says that it stands in for docker. NULL
 * does not. */
bool hr_shim_is_docker(const char *program);

/* Let HOST know what CALL's own options of docker say of the engine and the client. */
void hr_shim_take_globals(const struct hr_call *call, struct hr_arena *arena, struct hr_host *host);

/* Become the next client with the words ARGV, which end in NULL, and the environment as they are. False,
 * with ERR, if that cannot be done. */
HR_NODISCARD bool hr_shim_pass(char **argv, const struct hr_host *host, struct hr_arena *arena,
                               struct hr_error *err);

#endif
