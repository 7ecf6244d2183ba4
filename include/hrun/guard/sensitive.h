/* SPDX-License-Identifier: MIT */
/* Check of where binds lead: to what holds secrets or controls the host. Layer: guard. */
#ifndef HRUN_GUARD_SENSITIVE_H
#define HRUN_GUARD_SENSITIVE_H

#include "hrun/guard/check.h"

/* `sensitive-path`: see guard/paths.h; the places of this host that are like those rows; what cannot be
 * resolved. Subject: the source as written. */
void hr_check_sensitive_path(const struct hr_check *check);

#endif
