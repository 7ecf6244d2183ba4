/* SPDX-License-Identifier: MIT */
/* The check of files that --secret-file hands to the container. Layer: guard. */
#ifndef HRUN_GUARD_SECRET_FILE_H
#define HRUN_GUARD_SECRET_FILE_H

#include "hrun/guard/check.h"

/* `secret-file`: no regular file, one that other users of this host can reach and read or the caller
 * himself cannot, or one that the engine looks for on another machine. What it is beside that, the rules
 * over binds judge. Subject: the id. */
void hr_check_secret_file(const struct hr_check *check);

/* True if SETTING is the mount that hrun made of a --secret-file. */
bool hr_setting_is_secret_file(const struct hr_setting *setting);

/* True if users other than root and HOST's can read the file IS: by its own mode, and by those of all
 * folders on the way. A group with the number of the caller's own user is the caller's alone. */
bool hr_source_is_open(const struct hr_source_facts *is, const struct hr_host *host);

#endif
