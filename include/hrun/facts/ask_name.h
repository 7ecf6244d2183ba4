/* SPDX-License-Identifier: MIT */
/* Asking an engine which numbers a user's name stands for in an image. Layer: facts. */
#ifndef HRUN_FACTS_ASK_NAME_H
#define HRUN_FACTS_ASK_NAME_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/user.h"
#include "hrun/facts/names.h"

#include <stdbool.h>

/* Look USER up in the image ID of the engine at SOCKET_PATH: a container is made of it, which never
 * starts, its files are read, and it is removed again, whatever came of it. */
HR_NODISCARD bool hr_ask_name(const char *socket_path, const char *id, const struct hr_user *user,
                              struct hr_arena *arena, struct hr_ids *out, struct hr_error *err);

#endif
