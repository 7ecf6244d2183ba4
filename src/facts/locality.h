/* SPDX-License-Identifier: MIT */
/* Whether the engine sees this host's files. Private to facts. */
#ifndef HRUN_FACTS_LOCALITY_H
#define HRUN_FACTS_LOCALITY_H

#include "hrun/facts/facts.h"

/* Fill in the locality of the engine at ENDPOINT. MOUNTINFO is this process's. */
void hr_locality_ask(const struct hr_endpoint *endpoint, const struct hr_mountinfo *mountinfo,
                     struct hr_arena *arena, struct hr_engine_facts *out);

#endif
