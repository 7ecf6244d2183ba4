/* SPDX-License-Identifier: MIT */
/* What /proc/self/mountinfo says of a path. Private to facts. */
#ifndef HRUN_FACTS_MOUNTINFO_H
#define HRUN_FACTS_MOUNTINFO_H

#include "hrun/facts/source.h"

/* A line: ID PARENT DEVICE ROOT POINT OPTIONS [TAG...] - TYPE SOURCE OWN-OPTIONS */
struct hr_mountinfo_line {
    const char *id, *parent, *device, *root, *point, *options, *type;
    const char *own_options; /* of the file system, whatever mounts it; "" where there are none */
};
struct hr_mountinfo {
    HR_VEC(struct hr_mountinfo_line);
    const char *text; /* as it was parsed */
};

/* True if WORD is one of OPTIONS, with commas between them. */
bool hr_mountinfo_has(const char *options, const char *word);

/* Fill in the file system that holds SOURCE, which is KNOWN, and what is mounted below it. */
void hr_mountinfo_apply(const struct hr_mountinfo *mountinfo, struct hr_arena *arena,
                        struct hr_source_facts *source);

#endif
