/* SPDX-License-Identifier: MIT */
#include "hrun/base/arena.h"

#include "unit.h"

#include <stdalign.h>
#include <string.h>

static bool is_all(const unsigned char *bytes, size_t size, unsigned char value)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != value)
            return false;
    }
    return true;
}

/* Pieces of all sizes, filled after they were handed out: none may overlap another or come
 * dirty. */
START_TEST(pieces_are_apart)
{
    static const size_t sizes[] = { 0, 1, 15, 16, 17, 100, 8191, 8192, 8193, 32768, 32769, 200000 };
    unsigned char *pieces[100];

    for (size_t i = 0; i < HR_ARRAY_LEN(pieces); i++) {
        const size_t size = sizes[i * 5 % HR_ARRAY_LEN(sizes)];

        pieces[i] = hr_arena_alloc(arena, size);
        ck_assert_uint_eq((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        ck_assert(is_all(pieces[i], size, 0));
        memset(pieces[i], (int)(i + 1), size);
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(pieces); i++) {
        const size_t size = sizes[i * 5 % HR_ARRAY_LEN(sizes)];

        ck_assert(is_all(pieces[i], size, (unsigned char)(i + 1)));
    }
}
END_TEST

/* A large piece must not make the rest of the current block unusable. */
START_TEST(large_piece_keeps_the_block)
{
    const char *before = hr_arena_alloc(arena, 16), *after;

    hr_arena_alloc(arena, 1 << 20);
    after = hr_arena_alloc(arena, 16);
    ck_assert_ptr_eq(after, before + 16);
}
END_TEST

START_TEST(finish_empties)
{
    struct hr_arena other;

    hr_arena_init(&other);
    hr_arena_finish(&other);
    hr_arena_alloc(&other, 100000);
    hr_arena_alloc(&other, 1);
    hr_arena_finish(&other);
    ck_assert_ptr_null(other.head);
    hr_arena_finish(&other);
    ck_assert_str_eq(hr_arena_strdup(&other, "again"), "again");
    hr_arena_finish(&other);
}
END_TEST

START_TEST(copies)
{
    const char source[] = "a\0bc";
    char *copy = hr_arena_strndup(arena, source, 4);

    ck_assert_mem_eq(copy, source, 5);
    ck_assert_str_eq(hr_arena_strndup(arena, "abc", 2), "ab");
    ck_assert_str_eq(hr_arena_strndup(arena, NULL, 0), "");
    copy = hr_arena_strdup(arena, "x");
    copy[0] = 'y';
    ck_assert_str_eq(copy, "y");
}
END_TEST

START_TEST(formats)
{
    const char *text = hr_arena_printf(arena, "%s-%d%%", "a", -7);

    ck_assert_str_eq(text, "a--7%");
    ck_assert_str_eq(hr_arena_printf(arena, "%s", ""), "");
    ck_assert_uint_eq(strlen(hr_arena_printf(arena, "%100000d", 1)), 100000);
}
END_TEST

/* Sizes that wrap must end the program, not come back small. */
START_TEST(size_too_large)
{
    hr_arena_alloc(arena, SIZE_MAX - 8);
}
END_TEST

START_TEST(array_too_large)
{
    hr_arena_array(arena, SIZE_MAX / 16 + 2, 16);
}
END_TEST

START_TEST(copy_too_large)
{
    hr_arena_strndup(arena, "", SIZE_MAX);
}
END_TEST

START_TEST(more_than_there_is)
{
    hr_arena_alloc(arena, SIZE_MAX / 2);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, pieces_are_apart);
    tcase_add_test(tc, large_piece_keeps_the_block);
    tcase_add_test(tc, finish_empties);
    tcase_add_test(tc, copies);
    tcase_add_test(tc, formats);
    tcase_add_exit_test(tc, size_too_large, 125);
    tcase_add_exit_test(tc, array_too_large, 125);
    tcase_add_exit_test(tc, copy_too_large, 125);
    tcase_add_exit_test(tc, more_than_there_is, 125);
}

UNIT_MAIN("arena", add_tests)
