/* SPDX-License-Identifier: MIT */
#include "hrun/base/map.h"

#include "unit.h"

#define KEYS 5000

START_TEST(many)
{
    struct hr_map map = { 0 };
    size_t old, value;

    ck_assert(!hr_map_get(&map, "0", &value));
    for (size_t i = 0; i < KEYS; i++)
        ck_assert(!hr_map_put(&map, arena, hr_arena_printf(arena, "%zu", i), i, &old));
    for (size_t i = 0; i < KEYS; i++) {
        ck_assert(hr_map_put(&map, arena, hr_arena_printf(arena, "%zu", i), i + 1, &old));
        ck_assert_uint_eq(old, i);
    }
    ck_assert_uint_eq(map.n, KEYS);
    for (size_t i = 0; i < KEYS; i++) {
        ck_assert(hr_map_get(&map, hr_arena_printf(arena, "%zu", i), &value));
        ck_assert_uint_eq(value, i + 1);
    }
    ck_assert(!hr_map_get(&map, "", &value));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, many);
}

UNIT_MAIN("map", add_tests)
