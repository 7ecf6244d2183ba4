/* SPDX-License-Identifier: MIT */
/* The check of the folder that the container starts in. Layer: guard. */
#ifndef HRUN_GUARD_WORKDIR_H
#define HRUN_GUARD_WORKDIR_H

#include "hrun/guard/check.h"

#include <stdbool.h>

/* `workdir`: the line's, or where it names none the image's, is not plainly one of the container's own. Subject:
 * the folder. */
void hr_check_workdir(const struct hr_check *check);

/* True if PATH is a clean path outside /proc and /dev/fd, a link into it: what the runtime left open
 * is found there, folders of the host among it. Where links of an image lead is not known. */
bool hr_folder_is_plain(const char *path);

#endif
