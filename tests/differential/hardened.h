/* SPDX-License-Identifier: MIT */
/* What the profiles promise, held against what the clients send: tests/property through the real client. */
#ifndef HRUN_TESTS_HARDENED_H
#define HRUN_TESTS_HARDENED_H

#include "check.h"

/* A third of the lines under each of `default`, `strict` and `none`. What hrun makes a client send keeps
 * every promise of the first two, and it makes one send nothing where a dry run is refused. Under the last
 * the words and the request are as weak as each other. */
HR_NODISCARD bool hardened_check(const struct check *check, const struct subject *subject,
                                 struct hr_arena *arena, struct tally *tally,
                                 struct hr_strv *report, struct hr_error *err);

#endif
