/* SPDX-License-Identifier: MIT */
/* Whether the engine sees this host's files. Private to facts. */
#ifndef HRUN_FACTS_LOCALITY_H
#define HRUN_FACTS_LOCALITY_H

#include "place.h"

/* Fill in the locality of the engine at ENDPOINT, and SURVEY's engine. */
void hr_locality_ask(const struct hr_endpoint *endpoint, struct hr_survey *survey,
                     struct hr_engine_facts *out);

#endif
