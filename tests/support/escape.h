/* SPDX-License-Identifier: MIT */
/* Words with any bytes, one a line, in test files: \n \t \\ and \xNN, all else as it stands. */
#ifndef HRUN_TESTS_ESCAPE_H
#define HRUN_TESTS_ESCAPE_H

#include "hrun/base/arena.h"

#include <ctype.h>
#include <string.h>

static inline int hex_value(char digit)
{
    const char *const digits = "0123456789abcdef", *at = strchr(digits, tolower(digit));

    return digit && at ? (int)(at - digits) : -1;
}

/* Return the LENGTH bytes at TEXT with their escapes resolved. */
static inline char *unescape(struct hr_arena *arena, const char *text, size_t length)
{
    static const char letters[] = "nt\\", bytes[] = "\n\t\\";
    char *out = hr_arena_alloc(arena, length + 1), *end = out;

    for (size_t i = 0; i < length; i++) {
        const char *letter;

        if (text[i] != '\\' || i + 1 == length) {
            *end++ = text[i];
        } else if ((letter = strchr(letters, text[i + 1])) && *letter) {
            *end++ = bytes[letter - letters];
            i++;
        } else if (text[i + 1] == 'x' && i + 3 < length && hex_value(text[i + 2]) >= 0 &&
                   hex_value(text[i + 3]) >= 0) {
            *end++ = (char)(hex_value(text[i + 2]) << 4 | hex_value(text[i + 3]));
            i += 3;
        } else {
            *end++ = text[i];
        }
    }
    return out;
}

#endif
