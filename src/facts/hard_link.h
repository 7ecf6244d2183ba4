/* SPDX-License-Identifier: MIT */
/* Looking for a further name of a file in a folder. Private to facts. */
#ifndef HRUN_FACTS_HARD_LINK_H
#define HRUN_FACTS_HARD_LINK_H

#include "hrun/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct hr_hunt {
    dev_t dev;
    ino_t ino;
    size_t left;     /* entries that may still be looked at */
    bool incomplete; /* set: there were more, or a folder could not be read */
};

/* A path of the file of HUNT below FOLDER, links not followed; NULL if none was found. */
const char *hr_hard_link_find(const char *folder, struct hr_hunt *hunt, struct hr_arena *arena);

#endif
