/* SPDX-License-Identifier: MIT */
/*
 * How the source of a bind stands to places of the host. A source is compared as docker cleans it, where
 * its links lead, by where it is in its file system (the same through every bind mount of the host), and
 * by device and inode: each of these alone counts. Layer: guard.
 */
#ifndef HRUN_GUARD_SENSITIVE_H
#define HRUN_GUARD_SENSITIVE_H

#include "hrun/facts/source.h"
#include "hrun/guard/check.h"

/* How SOURCE stands to PLACE: enum hr_relation, or-ed. */
unsigned hr_source_relation(const struct hr_source_facts *source,
                            const struct hr_source_facts *place);

/* The same to the path that follows the "~" of OTHER in any home: those of the facts, /root, and what is
 * right below /home. */
unsigned hr_source_relation_home(const struct hr_facts *facts, const struct hr_source_facts *source,
                                 const char *other);

/* `sensitive-path`: see guard/paths.h; the places of this host that are like those rows; what cannot be
 * resolved. Subject: the source as written. */
void hr_check_sensitive_path(const struct hr_check *check);

#endif
