/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"

#include "unit.h"

static const struct {
    const char *in, *want;
} safe_cases[] = {
    { "", "" },
    { "plain text ~", "plain text ~" },
    { "a\nb\tc", "a\\nb\\tc" },
    { "\x1b[31m", "\\x1b[31m" },
    { "caf\xc3\xa9", "caf\xc3\xa9" },
    { "\xff", "\\xff" },
    { "\xc3", "\\xc3" },
    { "\xc0\x80", "\\xc0\\x80" },          /* overlong NUL */
    { "\xed\xa0\x80", "\\xed\\xa0\\x80" }, /* a surrogate */
    { "\xe2\x80\xae", "\\xe2\\x80\\xae" }, /* right-to-left override */
    { "\xc2\x9b", "\\xc2\\x9b" },          /* C1: CSI */
    { "\x7f", "\\x7f" },
};

START_TEST(safe)
{
    ck_assert_str_eq(hr_text_safe(arena, safe_cases[_i].in), safe_cases[_i].want);
}
END_TEST

static const struct {
    const char *a, *b;
    size_t limit, want;
} distance_cases[] = {
    { "", "", 2, 0 },
    { "cap_dorp", "cap_drop", 2, 1 },
    { "memroy", "memory", 2, 1 },
    { "privilege", "privileged", 2, 1 },
    { "abc", "xyz", 2, SIZE_MAX },
    { "abc", "xyz", 3, 3 },
};

START_TEST(distance)
{
    ck_assert_uint_eq(
        hr_text_distance(distance_cases[_i].a, distance_cases[_i].b, distance_cases[_i].limit),
        distance_cases[_i].want);
}
END_TEST

START_TEST(nearest_word)
{
    struct hr_nearest nearest = { .word = "red-only" };

    hr_nearest_offer(&nearest, "rm");
    ck_assert_ptr_null(nearest.best);
    hr_nearest_offer(&nearest, "read-only");
    hr_nearest_offer(&nearest, "runtime");
    ck_assert_str_eq(nearest.best, "read-only");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, safe, 0, HR_ARRAY_LEN(safe_cases));
    tcase_add_loop_test(tc, distance, 0, HR_ARRAY_LEN(distance_cases));
    tcase_add_test(tc, nearest_word);
}

UNIT_MAIN("text", add_tests)
