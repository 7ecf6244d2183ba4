/* SPDX-License-Identifier: MIT */
/* Numbers that look random and are the same on every machine. */
#ifndef HRUN_TESTS_DICE_H
#define HRUN_TESTS_DICE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
    bool nasty; /* for words that weaken a container */
};

/* SplitMix64: small, and the same everywhere. */
static inline uint64_t roll(struct dice *d)
{
    uint64_t z = d->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static inline size_t below(struct dice *d, size_t limit)
{
    assert(limit > 0);
    return (size_t)(roll(d) % limit);
}

static inline bool one_in(struct dice *d, size_t n)
{
    return below(d, n) == 0;
}

static inline const char *pick(struct dice *d, const char *const *words)
{
    size_t count = 0;

    while (words[count])
        count++;
    return words[below(d, count)];
}

#endif
