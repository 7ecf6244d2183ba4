/* SPDX-License-Identifier: MIT */
/* Checks of which devices of the host the container reaches. Layer: guard. */
#ifndef HRUN_GUARD_DEVICES_H
#define HRUN_GUARD_DEVICES_H

#include "hrun/guard/check.h"

/* `device`: one that the profile does not allow. Subject: its path on the host, cleaned, or its CDI
 * name. */
void hr_check_device(const struct hr_check *check);

/* `gpus`: a request that the profile does not allow. Subject: the request as written. */
void hr_check_gpus(const struct hr_check *check);

#endif
