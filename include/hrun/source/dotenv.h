/* SPDX-License-Identifier: MIT */
/* The file .env beside a compose file, which gives values to the variables in its text: what of it is read
 * the same by every Compose. Pure. Layer: source. */
#ifndef HRUN_SOURCE_DOTENV_H
#define HRUN_SOURCE_DOTENV_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/file.h"
#include "hrun/docker/env.h"

#include <stdbool.h>

/* Append the variables of the file's BYTES; PATH is for messages. NAME=VALUE, with `export` before it or
 * without, the value plain or in quotes that end on its line. A value that Compose fills in, unescapes or
 * cuts a comment from is NULL. A bare NAME is left out: it is what the environment has. False for a line
 * after which nobody knows where the next one starts. */
HR_NODISCARD bool hr_dotenv_parse(const struct hr_bytes *bytes, const char *path,
                                  struct hr_arena *arena, struct hr_envs *out,
                                  struct hr_error *err);

#endif
