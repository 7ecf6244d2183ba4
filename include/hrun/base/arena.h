/* SPDX-License-Identifier: MIT */
/*
 * The one owner of memory: a command makes an arena, everything it builds lives there, and one call
 * frees it all. Structures therefore hold plain borrowed pointers, and no type has a free function
 * of its own.
 *
 * Memory from an arena is zeroed and aligned for every type. Running out of memory ends the program
 * with status 125: it is the only exit below the cli layer. Layer: base.
 */
#ifndef HRUN_BASE_ARENA_H
#define HRUN_BASE_ARENA_H

#include "hrun/base/attr.h"

#include <stdarg.h>
#include <stddef.h>

struct hr_arena_block;

struct hr_arena {
    struct hr_arena_block *head;
    size_t used; /* bytes taken from the head block */
};

/* Make ARENA empty. It takes no memory until the first allocation. */
void hr_arena_init(struct hr_arena *arena);

/* Free everything that came from ARENA and make it empty again. */
void hr_arena_finish(struct hr_arena *arena);

/* Return SIZE zeroed bytes; never NULL, even for 0. */
void *hr_arena_alloc(struct hr_arena *arena, size_t size);

/* Return COUNT zeroed elements of SIZE bytes each; the product is checked. */
void *hr_arena_array(struct hr_arena *arena, size_t count, size_t size);

/* Return a copy of TEXT. */
char *hr_arena_strdup(struct hr_arena *arena, const char *text);

/* Return a copy of the LENGTH bytes at TEXT, with a NUL after them. */
char *hr_arena_strndup(struct hr_arena *arena, const char *text, size_t length);

/* Return formatted text. */
char *hr_arena_printf(struct hr_arena *arena, const char *format, ...) HR_PRINTF(2, 3);
char *hr_arena_vprintf(struct hr_arena *arena, const char *format, va_list args) HR_PRINTF(2, 0);

#endif
