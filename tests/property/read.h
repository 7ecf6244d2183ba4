/* SPDX-License-Identifier: MIT */
/* Values as Go's libraries read them, written plainly. All of them take more than docker does at most. */
#ifndef HRUN_TESTS_READ_H
#define HRUN_TESTS_READ_H

#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stdint.h>

/* The parts of TEXT between the bytes SEPARATOR: one, if there is none. */
struct hr_strv read_split(const char *text, char separator, struct hr_arena *arena);

/* The fields of the first record of TEXT as CSV. */
struct hr_strv read_csv(const char *text, struct hr_arena *arena);

/* 64m, .5g, 0x1p30: bytes. */
bool read_size(const char *text, struct hr_arena *arena, int64_t *out);

/* A decimal, octal, hexadecimal or binary integer. */
bool read_integer(const char *text, int64_t *out);

/* 1.5, 3/4, 1e-2: billionths. */
bool read_billionths(const char *text, struct hr_arena *arena, int64_t *out);

/* True for what Go takes for true. */
bool read_bool(const char *text);

#endif
