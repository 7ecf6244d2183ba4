/* SPDX-License-Identifier: MIT */
/*
 * Growing arrays in an arena. A vector is any struct with the members v, n and cap; HR_VEC_PUSH
 * appends one zeroed element and yields its address. Growth happens in one place, with checked
 * sizes. Layer: base.
 */
#ifndef HRUN_BASE_VEC_H
#define HRUN_BASE_VEC_H

#include "hrun/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The members of a vector of TYPE: struct hr_things { HR_VEC(struct hr_thing); }; */
#define HR_VEC(type) \
    type *v;         \
    size_t n, cap

/* Append a zeroed element to the vector at VEC and yield a pointer to it, good until the next push.
 */
#define HR_VEC_PUSH(arena, vec)                                                             \
    ((vec)->v = hr_vec_reserve((arena), (vec)->v, (vec)->n, &(vec)->cap, sizeof *(vec)->v), \
     &(vec)->v[(vec)->n++])

/* Return room for at least N + 1 elements of SIZE bytes, the first N copied from V, the rest
 * zeroed. Used by HR_VEC_PUSH. */
void *hr_vec_reserve(struct hr_arena *arena, void *v, size_t n, size_t *cap, size_t size);

/* A list of strings that it owns (copies in the arena). v[n] is always NULL once anything was
 * pushed, so it serves as an argv. */
struct hr_strv {
    HR_VEC(char *);
};

/* Append a copy of TEXT. */
void hr_strv_push(struct hr_arena *arena, struct hr_strv *list, const char *text);

/* Append formatted text. */
void hr_strv_pushf(struct hr_arena *arena, struct hr_strv *list, const char *format, ...)
    HR_PRINTF(3, 4);

/* Append a copy of every string of MORE. */
void hr_strv_extend(struct hr_arena *arena, struct hr_strv *list, const struct hr_strv *more);

/* True if LIST holds TEXT, byte for byte. */
bool hr_strv_has(const struct hr_strv *list, const char *text);

/* Return the strings with SEPARATOR between them; "" for none. */
const char *hr_strv_join(struct hr_arena *arena, const struct hr_strv *list, const char *separator);

#endif
