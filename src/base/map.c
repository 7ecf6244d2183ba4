/* SPDX-License-Identifier: MIT */
#include "hrun/base/map.h"

#include <stdint.h>
#include <string.h>

struct hr_map_slot {
    const char *key; /* NULL: free */
    size_t value;
};

/* FNV-1a. Keys come from the person who types, who can only slow down their own command. */
static uint64_t hash(const char *key)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
    return h;
}

/* The slot that holds KEY, or the free one where it belongs. There always is a free one. */
static struct hr_map_slot *slot_of(const struct hr_map *map, const char *key)
{
    size_t i = (size_t)hash(key) & (map->cap - 1);

    while (map->slots[i].key && strcmp(map->slots[i].key, key) != 0)
        i = (i + 1) & (map->cap - 1);
    return &map->slots[i];
}

static void grow(struct hr_map *map, struct hr_arena *arena)
{
    struct hr_map bigger = { .n = map->n, .cap = map->cap ? map->cap * 2 : 16 };

    bigger.slots = hr_arena_array(arena, bigger.cap, sizeof(*bigger.slots));
    for (size_t i = 0; i < map->cap; i++) {
        if (map->slots[i].key)
            *slot_of(&bigger, map->slots[i].key) = map->slots[i];
    }
    *map = bigger;
}

bool hr_map_put(struct hr_map *map, struct hr_arena *arena, const char *key, size_t value,
                size_t *old)
{
    struct hr_map_slot *slot;

    if (map->n >= map->cap / 4 * 3)
        grow(map, arena);
    slot = slot_of(map, key);
    if (slot->key) {
        *old = slot->value;
        slot->value = value;
        return true;
    }
    *slot = (struct hr_map_slot){ .key = key, .value = value };
    map->n++;
    return false;
}

bool hr_map_get(const struct hr_map *map, const char *key, size_t *value)
{
    const struct hr_map_slot *slot = map->cap ? slot_of(map, key) : NULL;

    if (!slot || !slot->key)
        return false;
    *value = slot->value;
    return true;
}
