/* SPDX-License-Identifier: MIT */
/* Variables out of a case's facts.json and host.json. */
#ifndef HRUN_TESTS_GOLDEN_ENVIRONMENT_H
#define HRUN_TESTS_GOLDEN_ENVIRONMENT_H

#include "hrun/facts/facts.h"

/* Read "env_files": {PATH: what it holds, or {"unknown": WHY}} and "proxies": {NAME: VALUE} of FACTS. */
HR_NODISCARD bool golden_read_environment(const struct hr_json *facts, struct hr_arena *arena,
                                          struct hr_facts *out, struct hr_error *err);

/* Return the environment that HOST's "environ": {NAME: VALUE} says, with a PATH. */
struct hr_environ golden_environ(const struct hr_json *host, struct hr_arena *arena);

#endif
