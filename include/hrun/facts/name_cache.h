/* SPDX-License-Identifier: MIT */
/*
 * Names that were looked up once: one small file each in $XDG_CACHE_HOME/hrun, or ~/.cache/hrun.
 * An image of the same id has the same files. Layer: facts.
 */
#ifndef HRUN_FACTS_NAME_CACHE_H
#define HRUN_FACTS_NAME_CACHE_H

#include "hrun/base/arena.h"
#include "hrun/engine/endpoint.h"
#include "hrun/facts/names.h"

#include <stdbool.h>

/* What is kept of USER, a user's text, in the image ID. False if nothing is, or what is there is not
 * a file that only this process's user can have written, or does not read as one. */
HR_NODISCARD bool hr_name_cache_get(const struct hr_environ *env, const char *id, const char *user,
                                    struct hr_arena *arena, struct hr_ids *out);

/* Keep IDS. Where that cannot be done nothing is said: the next run looks the name up again. */
void hr_name_cache_put(const struct hr_environ *env, const char *id, const char *user,
                       const struct hr_ids *ids, struct hr_arena *arena);

#endif
