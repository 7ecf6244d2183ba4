/* SPDX-License-Identifier: MIT */
/* The check of where the container's output is kept. Layer: guard. */
#ifndef HRUN_GUARD_LOGGING_H
#define HRUN_GUARD_LOGGING_H

#include "hrun/guard/check.h"

/* `log-driver`: a driver that keeps nothing or sends it elsewhere, an option that names where to, unless
 * the profile allows the driver. Subject: the driver, or the option's name. */
void hr_check_log_driver(const struct hr_check *check);

#endif
