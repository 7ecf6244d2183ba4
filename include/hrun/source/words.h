/* SPDX-License-Identifier: MIT */
/* What is said of a service in the words of a compose file, not of docker's line. Pure. Layer: source. */
#ifndef HRUN_SOURCE_WORDS_H
#define HRUN_SOURCE_WORDS_H

#include "hrun/base/arena.h"

/* TEXT, a message or remedy, where every option of docker run that a service has a key for is that key:
 * "--memory 512m" is "mem_limit: 512m". */
const char *hr_compose_words(const char *text, struct hr_arena *arena);

#endif
