/* SPDX-License-Identifier: MIT */
/* How paths stand to each other. They are absolute and clean; elements are compared, never text. Pure.
 * Layer: base. */
#ifndef HRUN_BASE_PATH_H
#define HRUN_BASE_PATH_H

/* What stands of PATH below FOLDER: "" for FOLDER itself, "/x" for what is below; NULL for others. */
const char *hr_path_below(const char *path, const char *folder);

#endif
