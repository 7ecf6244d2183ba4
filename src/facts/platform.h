/* SPDX-License-Identifier: MIT */
/* --platform and DOCKER_DEFAULT_PLATFORM: OS[/ARCHITECTURE[/VARIANT]] or an architecture alone, as containerd
 * reads them. Private to facts. */
#ifndef HRUN_FACTS_PLATFORM_H
#define HRUN_FACTS_PLATFORM_H

#include "hrun/base/arena.h"
#include "hrun/base/json.h"

#include <stdbool.h>

/* What to add to the path of a question for an image, so that an engine that keeps an image for several
 * platforms tells of the one that TEXT names: "?platform=...", or "" where TEXT names no architecture. Engines
 * before 28.1 do not look at it. */
const char *hr_platform_query(const char *text, struct hr_arena *arena);

/* False if ANSWER, what an engine says of an image, is of another platform than TEXT names. A variant is not
 * compared: an engine takes a lower one too. */
bool hr_platform_fits(const char *text, const struct hr_json *answer, struct hr_arena *arena);

#endif
