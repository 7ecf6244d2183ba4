/* SPDX-License-Identifier: MIT */
/* Strings to numbers, for "the last one per name" over lists of any length. Layer: base. */
#ifndef HRUN_BASE_MAP_H
#define HRUN_BASE_MAP_H

#include "hrun/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct hr_map_slot;

/* Zeroed is empty. Keys are borrowed. */
struct hr_map {
    struct hr_map_slot *slots;
    size_t n, cap; /* cap is 0 or a power of two */
};

/* Set KEY to VALUE. If it was set before, its old value goes into *OLD and the result is true. */
bool hr_map_put(struct hr_map *map, struct hr_arena *arena, const char *key, size_t value,
                size_t *old);

/* The value of KEY in *VALUE; false if it has none. */
bool hr_map_get(const struct hr_map *map, const char *key, size_t *value);

#endif
