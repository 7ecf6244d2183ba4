/* SPDX-License-Identifier: MIT */
/* Numbers from text, strictly: no blanks, no sign where none belongs, no overflow, nothing after
 * the last digit. How Go reads numbers is another matter: see hrun/docker/go.h. Layer: base. */
#ifndef HRUN_BASE_NUMBER_H
#define HRUN_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Read all LENGTH bytes at TEXT as decimal digits. False if there are none, others, or too many. */
bool hr_number_u64(const char *text, size_t length, uint64_t *out);

/* The same for a whole string, with an optional leading '-'. */
bool hr_number_i64(const char *text, int64_t *out);

#endif
