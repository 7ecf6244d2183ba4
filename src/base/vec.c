/* SPDX-License-Identifier: MIT */
#include "hrun/base/vec.h"

#include <string.h>

void *hr_vec_reserve(struct hr_arena *arena, void *v, size_t n, size_t *cap, size_t size)
{
    void *grown;
    size_t want;

    if (n < *cap)
        return v;
    want = *cap < 4 ? 8 : *cap * 2; /* cannot wrap: the array of *cap elements exists */
    grown = hr_arena_array(arena, want, size);
    if (n > 0)
        memcpy(grown, v, n * size);
    *cap = want;
    return grown;
}

void hr_strv_push(struct hr_arena *arena, struct hr_strv *list, const char *text)
{
    char *copy = hr_arena_strdup(arena, text);

    *HR_VEC_PUSH(arena, list) = copy;
    /* Room for the NULL that makes it an argument vector; fresh room is zeroed. */
    list->v = hr_vec_reserve(arena, list->v, list->n, &list->cap, sizeof(*list->v));
}

void hr_strv_pushf(struct hr_arena *arena, struct hr_strv *list, const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = hr_arena_vprintf(arena, format, args);
    va_end(args);
    hr_strv_push(arena, list, text);
}

void hr_strv_extend(struct hr_arena *arena, struct hr_strv *list, const struct hr_strv *more)
{
    for (size_t i = 0; i < more->n; i++)
        hr_strv_push(arena, list, more->v[i]);
}

bool hr_strv_has(const struct hr_strv *list, const char *text)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->v[i], text) == 0)
            return true;
    }
    return false;
}

const char *hr_strv_join(struct hr_arena *arena, const struct hr_strv *list, const char *separator)
{
    const size_t gap = strlen(separator);
    size_t total = 0;
    char *text, *end;

    for (size_t i = 0; i < list->n; i++)
        total += strlen(list->v[i]) + gap;
    text = end = hr_arena_alloc(arena, total + 1);
    for (size_t i = 0; i < list->n; i++) {
        if (i > 0)
            end = mempcpy(end, separator, gap);
        end = mempcpy(end, list->v[i], strlen(list->v[i]));
    }
    return text;
}
