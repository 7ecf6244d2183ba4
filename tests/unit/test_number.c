/* SPDX-License-Identifier: MIT */
#include "hrun/base/number.h"

#include "unit.h"

#include <string.h>

static const struct {
    const char *in;
    bool ok;
    uint64_t want;
} u64_cases[] = {
    { "0", true, 0 },
    { "7", true, 7 },
    { "007", true, 7 },
    { "4294967296", true, 4294967296 },
    { "18446744073709551615", true, UINT64_MAX },
    { "000000000000000000000018446744073709551615", true, UINT64_MAX },
    { "18446744073709551616", false, 0 },
    { "18446744073709551620", false, 0 },
    { "99999999999999999999", false, 0 },
    { "184467440737095516150", false, 0 },
    { "", false, 0 },
    { " 1", false, 0 },
    { "1 ", false, 0 },
    { "1\n", false, 0 },
    { "+1", false, 0 },
    { "-1", false, 0 },
    { "-0", false, 0 },
    { "0x10", false, 0 },
    { "1e3", false, 0 },
    { "1.0", false, 0 },
    { "1_000", false, 0 },
    { "\xd9\xa1", false, 0 }, /* ARABIC-INDIC DIGIT ONE */
    { ":", false, 0 },        /* next to the digits in ASCII */
    { "/", false, 0 },
};

START_TEST(u64)
{
    const char *in = u64_cases[_i].in;
    uint64_t value = 42;

    ck_assert(hr_number_u64(in, strlen(in), &value) == u64_cases[_i].ok);
    ck_assert_uint_eq(value, u64_cases[_i].ok ? u64_cases[_i].want : 42);
}
END_TEST

START_TEST(u64_reads_length_bytes)
{
    uint64_t value = 0;

    ck_assert(hr_number_u64("12:34", 2, &value));
    ck_assert_uint_eq(value, 12);
    ck_assert(!hr_number_u64("12:34", 3, &value));
    ck_assert(!hr_number_u64("1\0002", 3, &value));
}
END_TEST

static const struct {
    const char *in;
    bool ok;
    int64_t want;
} i64_cases[] = {
    { "0", true, 0 },
    { "-0", true, 0 },
    { "-1", true, -1 },
    { "9223372036854775807", true, INT64_MAX },
    { "-9223372036854775808", true, INT64_MIN },
    { "9223372036854775808", false, 0 },
    { "-9223372036854775809", false, 0 },
    { "18446744073709551615", false, 0 },
    { "-18446744073709551616", false, 0 },
    { "", false, 0 },
    { "-", false, 0 },
    { "--1", false, 0 },
    { "+1", false, 0 },
    { "- 1", false, 0 },
    { "1-", false, 0 },
};

START_TEST(i64)
{
    int64_t value = 42;

    ck_assert(hr_number_i64(i64_cases[_i].in, &value) == i64_cases[_i].ok);
    ck_assert_int_eq(value, i64_cases[_i].ok ? i64_cases[_i].want : 42);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, u64, 0, HR_ARRAY_LEN(u64_cases));
    tcase_add_test(tc, u64_reads_length_bytes);
    tcase_add_loop_test(tc, i64, 0, HR_ARRAY_LEN(i64_cases));
}

UNIT_MAIN("number", add_tests)
