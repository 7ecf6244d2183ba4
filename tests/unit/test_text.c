/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"

#include "unit.h"

#include <string.h>

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
    { "\xd8\x9c", "\\xd8\\x9c" },          /* Arabic letter mark */
    { "\xe2\x80\xa9", "\\xe2\\x80\\xa9" }, /* paragraph separator */
    { "\xe2\x81\xa6", "\\xe2\\x81\\xa6" }, /* left-to-right isolate */
    { "\xe2\x81\xaa", "\xe2\x81\xaa" },    /* next to the last isolate */
};

START_TEST(safe)
{
    ck_assert_str_eq(hr_text_safe(arena, safe_cases[_i].in), safe_cases[_i].want);
}
END_TEST

static const struct {
    const char *in;
    size_t size;
    uint32_t rune;
} rune_cases[] = {
    { "", 0, 0 },
    { "a\xff", 1, 'a' },
    { "\x7f", 1, 0x7f },
    { "\x80", 0, 0 },
    { "\xc1\xbf", 0, 0 },
    { "\xc2\x80", 2, 0x80 },
    { "\xdf\xbf", 2, 0x7ff },
    { "\xe0\x9f\xbf", 0, 0 },
    { "\xe0\xa0\x80", 3, 0x800 },
    { "\xed\x9f\xbf", 3, 0xd7ff },
    { "\xed\xa0\x80", 0, 0 },
    { "\xed\xbf\xbf", 0, 0 },
    { "\xee\x80\x80", 3, 0xe000 },
    { "\xef\xbf\xbf", 3, 0xffff },
    { "\xf0\x8f\xbf\xbf", 0, 0 },
    { "\xf0\x90\x80\x80", 4, 0x10000 },
    { "\xf4\x8f\xbf\xbf", 4, 0x10ffff },
    { "\xf4\x90\x80\x80", 0, 0 },
    { "\xf8\x88\x80\x80\x80", 0, 0 },
    { "\xff", 0, 0 },
    { "\xc3", 0, 0 },
    { "\xe2\x82", 0, 0 },
    { "\xe2\x82z", 0, 0 },
    { "\xf0\x9f\x90", 0, 0 },
};

START_TEST(rune)
{
    const char *in = rune_cases[_i].in;
    uint32_t value = 0;

    ck_assert_uint_eq(hr_text_rune(in, strlen(in), &value), rune_cases[_i].size);
    ck_assert_uint_eq(value, rune_cases[_i].rune);
    ck_assert(hr_text_is_utf8(in, rune_cases[_i].size));
    ck_assert(hr_text_is_utf8(in, strlen(in)) == (strlen(in) == rune_cases[_i].size));
}
END_TEST

START_TEST(predicates)
{
    ck_assert(hr_text_is_plain(" az~"));
    ck_assert(!hr_text_is_plain("a\x1f"));
    ck_assert(!hr_text_is_plain("a\x7f"));
    ck_assert(!hr_text_is_plain("\xc3\xa9"));
    ck_assert(hr_text_starts("abc", "ab"));
    ck_assert(hr_text_starts("abc", ""));
    ck_assert(!hr_text_starts("a", "ab"));
    ck_assert(hr_text_ends("abc", "bc"));
    ck_assert(hr_text_ends("abc", ""));
    ck_assert(!hr_text_ends("bc", "abc"));
    ck_assert(!hr_text_ends("abc", "ab"));
}
END_TEST

/* ASCII only: U+017F and U+0130 fold to letters in Unicode, and U+00C9 to U+00E9. */
START_TEST(letter_case)
{
    ck_assert_str_eq(hr_text_lower(arena, "aZ[@\xc3\x89"), "az[@\xc3\x89");
    ck_assert(hr_text_equal_nocase("Net_Raw", "nET_rAW"));
    ck_assert(hr_text_equal_nocase("", ""));
    ck_assert(!hr_text_equal_nocase("a", "ab"));
    ck_assert(!hr_text_equal_nocase("ab", "a"));
    ck_assert(!hr_text_equal_nocase("[", "{"));
    ck_assert(!hr_text_equal_nocase("s", "\xc5\xbf"));
    ck_assert(!hr_text_equal_nocase("\xc3\x89", "\xc3\xa9"));
}
END_TEST

START_TEST(hex_values)
{
    static const char digits[] = "0123456789abcdefABCDEF";

    for (int byte = -128; byte < 256; byte++) {
        const char *found = byte > 0 ? strchr(digits, byte) : NULL;
        const int place = found ? (int)(found - digits) : -1;

        ck_assert_int_eq(hr_text_hex_value((char)byte), place > 15 ? place - 6 : place);
    }
}
END_TEST

START_TEST(cutting)
{
    char text[] = "a:b:c";
    char *rest = hr_text_cut(strchr(text, ':'));

    ck_assert_str_eq(text, "a");
    ck_assert_str_eq(rest, "b:c");
    ck_assert_str_eq(hr_text_cut(strrchr(rest, ':')), "c");
    ck_assert_str_eq(rest, "b");
    ck_assert_ptr_null(hr_text_cut(strchr(rest, ':')));
    ck_assert_str_eq(rest, "b");
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
    tcase_add_loop_test(tc, rune, 0, HR_ARRAY_LEN(rune_cases));
    tcase_add_test(tc, predicates);
    tcase_add_test(tc, letter_case);
    tcase_add_test(tc, hex_values);
    tcase_add_test(tc, cutting);
    tcase_add_loop_test(tc, distance, 0, HR_ARRAY_LEN(distance_cases));
    tcase_add_test(tc, nearest_word);
}

UNIT_MAIN("text", add_tests)
