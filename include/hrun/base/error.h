/* SPDX-License-Identifier: MIT */
/*
 * The one dialect of failure. A fallible function returns bool, true for done; it writes *out only
 * on success and *err only on failure. An error says which input, where in it, what is wrong and
 * what would work. Text in it is copied into the arena and may hold bytes from outside:
 * hr_error_text makes it safe to show. Layer: base.
 */
#ifndef HRUN_BASE_ERROR_H
#define HRUN_BASE_ERROR_H

#include "hrun/base/arena.h"
#include "hrun/base/attr.h"
#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stddef.h>

/* What kind of failure. */
enum hr_errc {
    HR_ERRC_NONE,
    HR_ERRC_USAGE,   /* the command line breaks docker's or hrun's grammar */
    HR_ERRC_UNKNOWN, /* an option that no table has: the rest of the line cannot be read */
    HR_ERRC_INPUT,   /* a file, or text in it, is not what it must be */
    HR_ERRC_SYSTEM,  /* a system call failed */
    HR_ERRC_ENGINE,  /* the engine or its client did not answer, or answered nonsense */
    HR_ERRC_PART,    /* what makes a container cannot be told in part from the text that says it */
    HR_ERRC_COMMAND, /* nor whether a command makes one */
};

/* A place in some input. All parts are optional: NULL or 0 is "not known". Lines, columns and
 * arguments count from 1. */
struct hr_where {
    const char *source; /* a path, or the name of something compiled in */
    size_t line, column;
    const char *pointer; /* JSON pointer */
    size_t argument;     /* the word on the command line, the program's name being 0 */
};

struct hr_error {
    enum hr_errc code;
    struct hr_where where;
    const char *msg;  /* lower case, no full stop */
    const char *hint; /* what would work, or NULL */
};

/* Up to HR_ERRORS_MAX errors of meaning, in input order, so that a person mends a file in one go.
 */
#define HR_ERRORS_MAX 20
struct hr_errors {
    HR_VEC(struct hr_error);
};

/* Fill *ERR, forgetting what was in it, and return false, so that a caller writes: return
 * hr_error_set(...). */
bool hr_error_set(struct hr_error *err, struct hr_arena *arena, enum hr_errc code,
                  const char *format, ...) HR_PRINTF(4, 5);

/* The same for HR_ERRC_SYSTEM: ": " and the text of SYS_ERRNO follow the message. */
bool hr_error_sys(struct hr_error *err, struct hr_arena *arena, int sys_errno, const char *format,
                  ...) HR_PRINTF(4, 5);

/* Set what would work. Returns false, as hr_error_set does. */
bool hr_error_hint(struct hr_error *err, struct hr_arena *arena, const char *format, ...)
    HR_PRINTF(3, 4);

/* Put "CONTEXT: " before the message; at most once per layer. Returns false. */
bool hr_error_wrap(struct hr_error *err, struct hr_arena *arena, const char *format, ...)
    HR_PRINTF(3, 4);

/* Return "PLACE: message" and, where there is one, a second line "hint: ..."; every byte from
 * outside made safe to show. */
const char *hr_error_text(const struct hr_error *err, struct hr_arena *arena);

#endif
