/* SPDX-License-Identifier: MIT */
#include "shrink.h"

#include <string.h>

struct shrinking {
    struct vector *vector;
    bool (*fails)(void *data, const struct vector *vector);
    void *data;
    struct hr_arena *arena;
};

/* Keep WORDS if a line of them fails too. */
static bool keep(const struct shrinking *s, const struct hr_strv *words)
{
    struct vector tried = *s->vector;

    tried.words = *words;
    if (!s->fails(s->data, &tried))
        return false;
    s->vector->words = *words;
    return true;
}

/* Without COUNT words from FIRST on. */
static bool without(const struct shrinking *s, size_t first, size_t count)
{
    const struct hr_strv *all = &s->vector->words;
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < all->n; i++) {
        if (i < first || i >= first + count)
            hr_strv_push(s->arena, &words, all->v[i]);
    }
    return words.n < all->n && keep(s, &words);
}

/* Without byte AT of word INDEX. */
static bool without_byte(const struct shrinking *s, size_t index, size_t at)
{
    struct hr_strv words = { 0 };

    hr_strv_extend(s->arena, &words, &s->vector->words);
    words.v[index] =
        hr_arena_printf(s->arena, "%.*s%s", (int)at, words.v[index], words.v[index] + at + 1);
    return keep(s, &words);
}

static bool drop_words(const struct shrinking *s)
{
    bool smaller = false;

    for (size_t count = 2; count > 0; count--) {
        for (size_t i = s->vector->words.n; i-- > 0;)
            smaller = without(s, i, count) || smaller;
    }
    return smaller;
}

static bool drop_bytes(const struct shrinking *s)
{
    bool smaller = false;

    for (size_t i = 0; i < s->vector->words.n; i++) {
        for (size_t at = strlen(s->vector->words.v[i]); at-- > 0;)
            smaller = without_byte(s, i, at) || smaller;
    }
    return smaller;
}

void shrink(struct vector *vector, bool (*fails)(void *data, const struct vector *vector),
            void *data, struct hr_arena *arena)
{
    const struct shrinking s = { vector, fails, data, arena };

    while (drop_words(&s))
        ;
    while (drop_bytes(&s))
        ;
}
