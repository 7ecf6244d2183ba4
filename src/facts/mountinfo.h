/* SPDX-License-Identifier: MIT */
/* What /proc/self/mountinfo says of a path. Private to facts. */
#ifndef HRUN_FACTS_MOUNTINFO_H
#define HRUN_FACTS_MOUNTINFO_H

#include "hrun/facts/source.h"

/* Fill in the file system that holds SOURCE, which is KNOWN, and what is mounted below it. */
void hr_mountinfo_apply(const struct hr_mountinfo *mountinfo, struct hr_arena *arena,
                        struct hr_source_facts *source);

#endif
