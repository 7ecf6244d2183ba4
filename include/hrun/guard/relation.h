/* SPDX-License-Identifier: MIT */
/*
 * How the source of a bind stands to places of the host. A source is compared as docker cleans it, where
 * its links lead, by where it is in its file system (the same through every bind mount of the host), and
 * by device and inode: each of these alone counts. Pure. Layer: guard.
 */
#ifndef HRUN_GUARD_RELATION_H
#define HRUN_GUARD_RELATION_H

#include "hrun/facts/facts.h"

#include <stdbool.h>

/* How SOURCE stands to PLACE: enum hr_relation, or-ed. */
unsigned hr_source_relation(const struct hr_source_facts *source,
                            const struct hr_source_facts *place);

/* The same to the path that follows the "~" of OTHER in any home: those of the facts, /root, and what is
 * right below /home. */
unsigned hr_source_relation_home(const struct hr_facts *facts, const struct hr_source_facts *source,
                                 const char *other);

/* What SUB, mounted below a source, is in its file system, if some place is in that too: a bind mount of
 * the host comes with what it is in. False for what cannot be a place. */
bool hr_submount_source(const struct hr_facts *facts, const struct hr_submount *sub,
                        struct hr_source_facts *out);

#endif
