/* SPDX-License-Identifier: MIT */
/* Globs over names: of variables (`environment`), of kernel parameters and annotations (`allow`). Pure.
 * Layer: policy. */
#ifndef HRUN_POLICY_ENV_GLOB_H
#define HRUN_POLICY_ENV_GLOB_H

#include "hrun/base/vec.h"

#include <stdbool.h>

/* True if NAME is what GLOB says, in which '*' stands for any characters, none included. Case counts. */
bool hr_env_glob_matches(const char *glob, const char *name);

/* The first of GLOBS that matches NAME, or NULL. */
const char *hr_env_glob_find(const struct hr_strv *globs, const char *name);

/* True if one of GLOBS is NAME itself, letter for letter and without '*'. */
bool hr_env_glob_names(const struct hr_strv *globs, const char *name);

#endif
