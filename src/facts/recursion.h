/* SPDX-License-Identifier: MIT */
/* Whether a read-only bind is read-only all the way down. Private to facts. */
#ifndef HRUN_FACTS_RECURSION_H
#define HRUN_FACTS_RECURSION_H

#include "hrun/facts/ask.h"

/* Tell from INFO, the answer to GET /info, from the environment and, only where something is mounted
 * below a source, from the client, whether the mounts below a read-only bind become read-only too. */
enum hr_knowledge hr_recursion_ask(const struct hr_ask *ask, const struct hr_json *info,
                                   const struct hr_sources_facts *sources);

#endif
