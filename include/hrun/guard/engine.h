/* SPDX-License-Identifier: MIT */
/* Checks of what the engine said, and of how it is talked to. Layer: guard. */
#ifndef HRUN_GUARD_ENGINE_H
#define HRUN_GUARD_ENGINE_H

#include "hrun/guard/check.h"

/* `no-facts`: somebody asked about the image and got no answer. */
void hr_check_no_facts(const struct hr_check *check);

/* `old-api`: the client is told to speak an API under which the engine's defaults are weaker. Subject: the
 * version. */
void hr_check_old_api(const struct hr_check *check);

#endif
