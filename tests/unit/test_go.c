/* SPDX-License-Identifier: MIT */
#include "hrun/docker/go.h"

#include "unit.h"

#include <string.h>

#define NO INT64_C(-0x5a5a5a5a) /* refused: the output must stay as it was */

static const struct {
    const char *in;
    int want; /* -1: refused */
} bool_cases[] = {
    { "1", 1 },      { "t", 1 },      { "T", 1 },   { "true", 1 },  { "True", 1 },  { "TRUE", 1 },
    { "0", 0 },      { "f", 0 },      { "F", 0 },   { "false", 0 }, { "False", 0 }, { "FALSE", 0 },
    { "", -1 },      { "yes", -1 },   { "no", -1 }, { "on", -1 },   { "tRue", -1 }, { "fALSE", -1 },
    { " true", -1 }, { "true ", -1 }, { "2", -1 },  { "-1", -1 },   { "00", -1 },   { "tr", -1 },
};

START_TEST(bools)
{
    bool value = false;
    const bool done = hr_go_bool(bool_cases[_i].in, &value);

    ck_assert_int_eq(done ? value : -1, bool_cases[_i].want);
}
END_TEST

/* As docker --pids-limit reads them. */
static const struct {
    const char *in;
    unsigned bits;
    int64_t want;
} int_cases[] = {
    { "0", 64, 0 },
    { "-0", 64, 0 },
    { "00", 64, 0 },
    { "100", 64, 100 },
    { "+5", 64, 5 },
    { "-7", 64, -7 },
    { "0x10", 64, 16 },
    { "0X1f", 64, 31 },
    { "-0x10", 64, -16 },
    { "+0x10", 64, 16 },
    { "0o10", 64, 8 },
    { "0O17", 64, 15 },
    { "0b11", 64, 3 },
    { "0B11", 64, 3 },
    { "0100", 64, 64 },
    { "08", 64, NO },
    { "09", 64, NO },
    { "1_000", 64, 1000 },
    { "0_1", 64, 1 },
    { "0x_1", 64, 1 },
    { "0b_1", 64, 1 },
    { "0xffff_ffff", 64, 0xffffffff },
    { "1__0", 64, NO },
    { "_1", 64, NO },
    { "1_", 64, NO },
    { "0_", 64, NO },
    { "0_x1", 64, NO },
    { "0x_", 64, NO },
    { "_", 64, NO },
    { "-_1", 64, NO },
    { "0x", 64, NO },
    { "0b", 64, NO },
    { "0o", 64, NO },
    { "0xg", 64, NO },
    { "0b2", 64, NO },
    { "0o8", 64, NO },
    { "1e3", 64, NO },
    { "5.0", 64, NO },
    { "ff", 64, NO },
    { "", 64, NO },
    { "+", 64, NO },
    { "-", 64, NO },
    { "+-1", 64, NO },
    { "--1", 64, NO },
    { " 5", 64, NO },
    { "5 ", 64, NO },
    { "5\n", 64, NO },
    { "default", 64, NO },
    { "\xd9\xa3", 64, NO }, /* an Arabic digit */
    { "9223372036854775807", 64, INT64_MAX },
    { "9223372036854775808", 64, NO },
    { "-9223372036854775808", 64, INT64_MIN },
    { "-9223372036854775809", 64, NO },
    { "99999999999999999999", 64, NO },
    { "2147483647", 32, INT32_MAX },
    { "2147483648", 32, NO },
    { "-2147483648", 32, INT32_MIN },
    { "-2147483649", 32, NO },
    { "32767", 16, INT16_MAX },
    { "32768", 16, NO },
};

START_TEST(ints)
{
    int64_t value = NO;
    const bool done = hr_go_int(int_cases[_i].in, int_cases[_i].bits, &value);

    ck_assert_int_eq(value, int_cases[_i].want);
    ck_assert_int_eq(done, int_cases[_i].want != NO);
}
END_TEST

static const struct {
    const char *in;
    int64_t want;
} atoi_cases[] = {
    { "0", 0 },
    { "010", 10 },
    { "+5", 5 },
    { "-5", -5 },
    { "-0", 0 },
    { "9223372036854775807", INT64_MAX },
    { "-9223372036854775808", INT64_MIN },
    { "0000000000000000000000000001", 1 },
    { "9223372036854775808", NO },
    { "", NO },
    { "+", NO },
    { "-", NO },
    { "+-5", NO },
    { "-+5", NO },
    { "--5", NO },
    { "0x1", NO },
    { "1_0", NO },
    { " 1", NO },
    { "1 ", NO },
};

START_TEST(decimals)
{
    int64_t value = NO;
    const bool done = hr_go_atoi(atoi_cases[_i].in, &value);

    ck_assert_int_eq(value, atoi_cases[_i].want);
    ck_assert_int_eq(done, atoi_cases[_i].want != NO);
}
END_TEST

/* As docker --blkio-weight reads them (16 bits). */
static const struct {
    const char *in;
    unsigned bits;
    uint64_t want;
    bool refused;
} uint_cases[] = {
    { "0", 16, 0, false },
    { "0x1F4", 16, 500, false },
    { "1_0", 16, 10, false },
    { "010", 16, 8, false },
    { "65535", 16, 65535, false },
    { "65536", 16, 0, true },
    { "4294967295", 32, UINT32_MAX, false },
    { "4294967296", 32, 0, true },
    { "18446744073709551615", 64, UINT64_MAX, false },
    { "18446744073709551616", 64, 0, true },
    { "36893488147419103232", 64, 0, true },
    { "+1", 16, 0, true },
    { "-1", 16, 0, true },
    { "-0", 16, 0, true },
    { "", 16, 0, true },
};

START_TEST(uints)
{
    uint64_t value = 0;
    const bool done = hr_go_uint(uint_cases[_i].in, uint_cases[_i].bits, &value);

    ck_assert_int_eq(done, !uint_cases[_i].refused);
    ck_assert_uint_eq(value, uint_cases[_i].want);
}
END_TEST

static const struct {
    const char *in;
    unsigned bits;
    int64_t want; /* -1: refused */
} octal_cases[] = {
    { "0", 32, 0 },
    { "1777", 32, 01777 },
    { "0000000000001777", 32, 01777 },
    { "37777777777", 32, UINT32_MAX },
    { "40000000000", 32, -1 },
    { "177777", 16, 65535 },
    { "200000", 16, -1 },
    { "8", 32, -1 },
    { "0o7", 32, -1 },
    { "1_7", 32, -1 },
    { "+7", 32, -1 },
    { "-7", 32, -1 },
    { " 7", 32, -1 },
    { "", 32, -1 },
};

START_TEST(octals)
{
    uint64_t value = 0;
    const bool done = hr_go_octal(octal_cases[_i].in, octal_cases[_i].bits, &value);

    ck_assert_int_eq(done ? (int64_t)value : -1, octal_cases[_i].want);
}
END_TEST

#define K INT64_C(1024)
#define M (1024 * K)
#define G (1024 * M)

/* As docker --memory reads them: 28.2.2 and, where that differs, 20.10.24. */
static const struct {
    const char *in;
    int64_t want;
    bool differs;
} bytes_cases[] = {
    { "0", 0, false },
    { "64", 64, false },
    { "64b", 64, false },
    { "64B", 64, false },
    { "64k", 64 * K, false },
    { "64m", 64 * M, false },
    { "64M", 64 * M, false },
    { "64mb", 64 * M, false },
    { "64MB", 64 * M, false },
    { "64mib", 64 * M, false },
    { "64MiB", 64 * M, false },
    { "64mIb", 64 * M, false },
    { "64 m", 64 * M, false },
    { "64 MiB", 64 * M, false },
    { "64 ", 64, false },
    { "1 b", 1, false },
    { "1g", G, false },
    { "1.5g", G + 512 * M, false },
    { "1t", K *G, false },
    { "1p", M *G, false },
    { "0064m", 64 * M, false },
    { "128m", 128 * M, false },
    /* under one byte is nothing, and no limit */
    { "0.5", 0, false },
    { "0.9b", 0, false },
    { "0.5b", 0, false },
    { "1.9", 1, false },
    { "1e-10g", 0, true },
    { "1e-400", 0, true },
    { "-0", 0, true },
    { "-0.0k", 0, true },
    /* floats that the first clients do not read */
    { ".5g", 512 * M, true },
    { "1.", 1, true },
    { "1.g", G, true },
    { "+64m", 64 * M, true },
    { "1e3", 1000, true },
    { "1e3m", 1000 * M, true },
    { "1e+3g", 1000 * G, true },
    { "1E3B", 1000, true },
    { "0x1p30", G, true },
    { "0X1P30", G, true },
    { "0x1.8p1k", 3 * K, true },
    { "0x1p-1", 0, true },
    { "1_000m", 1000 * M, true },
    { "0x_1p20", M, true },
    { "0x1_0p2_0", 16 * M, true },
    { "1_0.0_5e1_0", 100500000000, true },
    { "64\xe2\x84\xaa", 64 * K, true }, /* the Kelvin sign */
    /* what only they read */
    { "64i", 64, true },
    { "64ib", 64, true },
    { "64iB", 64, true },
    { "64ki", 64 * K, true },
    { "64Ki", 64 * K, true },
    { "64 ki", 64 * K, true },
    /* too much */
    { "9223372036854774784", INT64_C(9223372036854774784), false },
    { "9223372036854775807", INT64_MIN, false },
    { "9223372036854775808", INT64_MIN, false },
    { "99999999999p", INT64_MIN, false },
    { "inf ", INT64_MIN, true },
    { "+INF ", INT64_MIN, true },
    { "infinity g", INT64_MIN, true },
    { "nan ", INT64_MIN, true },
    { "1e400", NO, false },
    { "-inf ", NO, false },
    { "+nan ", NO, false },
    { "nan(1) ", NO, false },
    { "infi ", NO, false },
    { "inf", NO, false },
    { "nan", NO, false },
    { "infg", NO, false },
    /* refused by all */
    { "", NO, false },
    { " ", NO, false },
    { ".", NO, false },
    { ".g", NO, false },
    { "m", NO, false },
    { "-1", NO, false },
    { "-2", NO, false },
    { "-64m", NO, false },
    { "--5", NO, false },
    { "+-5", NO, false },
    { "invalid", NO, false },
    { "unlimited", NO, false },
    { "a128m", NO, false },
    { "0x10", NO, false },
    { "0x", NO, false },
    { "0x1p", NO, false },
    { "0b1", NO, false },
    { "1p3", NO, false },
    { "1e", NO, false },
    { "1e+m", NO, false },
    { " 64m", NO, false },
    { "64  m", NO, false },
    { "64m ", NO, false },
    { "64ib ", NO, false },
    { "1 024", NO, false },
    { "1\t", NO, false },
    { "\t1", NO, false },
    { "1\n", NO, false },
    { "1\nk", NO, false },
    { "64Bm", NO, false },
    { "64bb", NO, false },
    { "64bib", NO, false },
    { "64kk", NO, false },
    { "64kibx", NO, false },
    { "64e", NO, false },
    { "64\xe2\x84\xaa"
      "b",
      NO, false },
    { "64\xc4\xb0", NO, false },
    { "1.2.3m", NO, false },
    { "1,5g", NO, false },
    { "_1m", NO, false },
    { "1_m", NO, false },
    { "1__0m", NO, false },
    { "1e_3", NO, false },
    { "1_e3", NO, false },
    { "1._5", NO, false },
};

START_TEST(bytes)
{
    int64_t value = NO;
    bool differs = false;
    const bool done = hr_go_bytes(bytes_cases[_i].in, &value, &differs);

    ck_assert_int_eq(value, bytes_cases[_i].want);
    ck_assert_int_eq(done, bytes_cases[_i].want != NO);
    ck_assert_int_eq(differs, bytes_cases[_i].differs);
    ck_assert_int_eq(hr_go_bytes(bytes_cases[_i].in, &value, NULL), done);
}
END_TEST

START_TEST(bytes_of_any_length)
{
    char text[2048];
    int64_t value = NO;

    memset(text, '0', sizeof(text));
    text[999] = '7';
    text[1000] = '\0';
    ck_assert(hr_go_bytes(text, &value, NULL));
    ck_assert_int_eq(value, 7);
    text[1000] = '0';
    text[sizeof(text) - 1] = '\0';
    ck_assert(!hr_go_bytes(text, &value, NULL));
}
END_TEST

#define CPU INT64_C(1000000000)

/* As docker --cpus reads them. */
static const struct {
    const char *in;
    int64_t want;
} cpus_cases[] = {
    { "0", 0 },
    { "00", 0 },
    { "-0", 0 },
    { "0.0", 0 },
    { "1", CPU },
    { "+1", CPU },
    { "-1", -CPU },
    { "2.", 2 * CPU },
    { "0.5", CPU / 2 },
    { ".5", CPU / 2 },
    { "1.5", CPU * 3 / 2 },
    { "1e1", 10 * CPU },
    { "1E1", 10 * CPU },
    { "1.e1", 10 * CPU },
    { "1e-9", 1 },
    { "1e-10", NO },
    { "0.0000000001", NO },
    { "0.0000000001e1", 1 },
    { "0.000000001", 1 },
    { "1.0000000000", CPU },
    { "1.00000000000000000000000000000000000000000000000000000000000000000", CPU },
    { "0.30000000000000000000000000000000000000000000000000000000000000000", 3 * CPU / 10 },
    { "0.10000000000000000000000000000000000000000000000000000000000000001", NO },
    { "1_0", 10 * CPU },
    { "010", 10 * CPU },
    { "08", 8 * CPU },
    { "0x1", CPU },
    { "0X1P3", 8 * CPU },
    { "0x.8", CPU / 2 },
    { "0x1p-1", CPU / 2 },
    { "0x1e1", 0x1e1 * CPU },
    { "0x_1", CPU },
    { "1p3", 8 * CPU },
    { "1p-9", CPU / 512 },
    { "1p-10", NO },
    { "0b11", 3 * CPU },
    { "0b1.1", CPU * 3 / 2 },
    { "0b1e1", 10 * CPU },
    { "0o17", 15 * CPU },
    { "0o1.4", CPU * 3 / 2 },
    { "3/4", CPU * 3 / 4 },
    { "-1/2", -CPU / 2 },
    { "+1/2", CPU / 2 },
    { "6/4", CPU * 3 / 2 },
    { "0/5", 0 },
    { "1/3", NO },
    { "3/3000000000", 1 },
    { "1/1000000001", NO },
    { "010/1", 8 * CPU },
    { "1/010", CPU / 8 },
    { "0x10/0b10", 8 * CPU },
    { "0_7/1", 7 * CPU },
    { "09/1", NO },
    { "0_/1", NO },
    { "1/0", NO },
    { "1/-2", NO },
    { "1/+2", NO },
    { "1/", NO },
    { "/1", NO },
    { "1/2/3", NO },
    { "0.1/2", NO },
    { "1e1/2", NO },
    { "1 /2", NO },
    /* docker keeps the low 64 bits */
    { "9223372036.854775807", INT64_MAX },
    { "9223372036.854775808", INT64_MIN },
    { "18446744073.709551615", -1 },
    { "18446744073.709551616", 0 },
    { "-18446744073.709551617", -1 },
    { "18446744073709551616/1000000000", 0 },
    { "1e18", INT64_C(-6930898827444486144) },
    { "1e1_0", INT64_C(-8446744073709551616) },
    { "1e100", 0 },
    { "1e1000000", 0 },
    { "123456789012345678901234567890123456789012345678901234567890",
      INT64_C(3089918119718532096) },
    { "340282366920938463463374607431768211456", 0 },
    { "340282366920938463463374607431768211456.5", CPU / 2 },
    { "340282366920938463463374607431768211456/1", NO }, /* too wide, though docker reads it */
    { "1e1000001", NO },
    { "1e-1000001", NO },
    { "1p10000001", NO },
    { "1e99999999999999999999", NO },
    { "0e999999999", 0 },
    { "0e99999999999999999999", NO },
    { "", NO },
    { "+", NO },
    { ".", NO },
    { "+.", NO },
    { "e1", NO },
    { "0x", NO },
    { "0b", NO },
    { "0o", NO },
    { "0b2", NO },
    { "1e", NO },
    { "1e+", NO },
    { "1e_1", NO },
    { "1_e1", NO },
    { "1e1_", NO },
    { "1_", NO },
    { "_1", NO },
    { "._5", NO },
    { "1._5", NO },
    { "0_.5", NO },
    { "1__0", NO },
    { "1.2.3", NO },
    { "1,5", NO },
    { " 1", NO },
    { "1 ", NO },
    { "--1", NO },
    { "1x", NO },
    { "inf", NO },
    { "nan", NO },
    { "abc", NO },
};

START_TEST(cpus)
{
    int64_t value = NO;
    const bool done = hr_go_cpus(cpus_cases[_i].in, &value);

    ck_assert_int_eq(value, cpus_cases[_i].want);
    ck_assert_int_eq(done, cpus_cases[_i].want != NO);
}
END_TEST

#define SECOND INT64_C(1000000000)

/* As docker --health-interval reads them. */
static const struct {
    const char *in;
    int64_t want;
} duration_cases[] = {
    { "0", 0 },
    { "+0", 0 },
    { "-0", 0 },
    { "0s", 0 },
    { "1ns", 1 },
    { "1us", 1000 },
    { "1\xc2\xb5s", 1000 },
    { "1\xce\xbcs", 1000 },
    { "1ms", 1000000 },
    { "1s", SECOND },
    { "+1s", SECOND },
    { "-1s", -SECOND },
    { "1h30m", 5400 * SECOND },
    { "1h2m3.5s", 3723 * SECOND + SECOND / 2 },
    { "1m1m", 120 * SECOND },
    { "1.5s", SECOND * 3 / 2 },
    { ".5s", SECOND / 2 },
    { "1.s", SECOND },
    { "0.5ns", 0 },
    { "1.9ns", 1 },
    { "1.0000000000000000000000000001s", SECOND },
    { "0.100000000000000000000h", 360 * SECOND },
    { "0.333333333333333333333333h", INT64_C(1200000000000) },
    { "0.9223372036854775807999h", INT64_C(3320413933267) },
    { "9223372036854775807ns", INT64_MAX },
    { "2562047h47m16.854775807s", INT64_MAX },
    { "-2562047h47m16.854775808s", INT64_MIN },
    { "2562047h47m16.854775808s", NO },
    { "9223372036854775808ns", NO },
    { "-9223372036854775808ns", INT64_MIN },
    { "9223372036854775809ns", NO },
    { "-9223372036854775809ns", NO },
    { "99999999999999999999ns", NO },
    { "3000000h", NO },
    { "", NO },
    { "+", NO },
    { "-", NO },
    { "1", NO },
    { "00", NO },
    { "s", NO },
    { ".s", NO },
    { ".", NO },
    { "1S", NO },
    { "1d", NO },
    { "1x", NO },
    { "1e3s", NO },
    { "1_0s", NO },
    { "0x1s", NO },
    { "1..5s", NO },
    { "1.5.5s", NO },
    { "--1s", NO },
    { " 1s", NO },
    { "1s ", NO },
    { "1h 2m", NO },
    { "100ms1", NO },
    { "1h-2m", NO },
    { "1\xc2s", NO },
};

START_TEST(durations)
{
    int64_t value = NO;
    const bool done = hr_go_duration(duration_cases[_i].in, &value);

    ck_assert_int_eq(value, duration_cases[_i].want);
    ck_assert_int_eq(done, duration_cases[_i].want != NO);
}
END_TEST

static const struct {
    uint32_t rune;
    bool want;
} space_cases[] = {
    { '\t', true },    { '\n', true },    { '\v', true },    { '\f', true },    { '\r', true },
    { ' ', true },     { 0x85, true },    { 0xa0, true },    { 0x1680, true },  { 0x2000, true },
    { 0x200a, true },  { 0x2028, true },  { 0x2029, true },  { 0x202f, true },  { 0x205f, true },
    { 0x3000, true },  { 0, false },      { '\b', false },   { 0x0e, false },   { 0x1f, false },
    { 'a', false },    { 0x84, false },   { 0x86, false },   { 0x180e, false }, { 0x1fff, false },
    { 0x200b, false }, { 0x2060, false }, { 0xfeff, false }, { 0x3001, false },
};

START_TEST(spaces)
{
    ck_assert_int_eq(hr_go_is_space(space_cases[_i].rune), space_cases[_i].want);
}
END_TEST

struct text_case {
    const char *in, *want;
};

static const struct text_case trim_cases[] = {
    { "", "" },
    { " ", "" },
    { "a", "a" },
    { " a b ", "a b" },
    { "\t\n\v\f\r a\r\n", "a" },
    { "\xc2\xa0"
      "a\xe3\x80\x80",
      "a" },
    { "\xe2\x80\x83\xe2\x80\xa8"
      "a b\xc2\x85",
      "a b" },
    { "\xe2\x80\x8b"
      "a",
      "\xe2\x80\x8b"
      "a" }, /* zero width: no space */
    { "\x85"
      "a\xa0",
      "\x85"
      "a\xa0" }, /* bytes that are no UTF-8 */
    { "\xc2 a \xc2", "\xc2 a \xc2" },
    { "  \xff  ", "\xff" },
};

START_TEST(trim)
{
    ck_assert_str_eq(hr_go_trim(arena, trim_cases[_i].in), trim_cases[_i].want);
}
END_TEST

static const struct text_case lower_cases[] = {
    { "", "" },
    { "BIND", "bind" },
    { "aZ@[`{0", "az@[`{0" },
    { "b\xc4\xb0nd", "bind" },
    { "bac\xe2\x84\xaa"
      "end\xe2\x84\xaa",
      "backendk" },
    { "\xc4\xb1\xc5\xbf", "\xc4\xb1\xc5\xbf" }, /* dotless i, long s: lower case already */
    { "\xe2\x84\xab\xc4", "\xe2\x84\xab\xc4" },
};

START_TEST(lower)
{
    ck_assert_str_eq(hr_go_lower(arena, lower_cases[_i].in), lower_cases[_i].want);
}
END_TEST

static const struct text_case clean_cases[] = {
    { "", "." },
    { ".", "." },
    { "./", "." },
    { "/", "/" },
    { "//", "/" },
    { "///a//b///", "/a/b" },
    { "/run/", "/run" },
    { "//run", "/run" },
    { "/run/.", "/run" },
    { "/run/./", "/run" },
    { "/./run", "/run" },
    { "/run/..", "/" },
    { "/..", "/" },
    { "/../", "/" },
    { "/../..", "/" },
    { "/../run", "/run" },
    { "/a/b/../..", "/" },
    { "/a/b/../c", "/a/c" },
    { "/a/../../b", "/b" },
    { "/a/.../b", "/a/.../b" },
    { "/a/..b", "/a/..b" },
    { "/a/b./c", "/a/b./c" },
    { "/a/.b/c", "/a/.b/c" },
    { "/.a", "/.a" },
    { "a", "a" },
    { "a/", "a" },
    { "a/.", "a" },
    { "a/..", "." },
    { "a/../b", "b" },
    { "a/../..", ".." },
    { "a/b/../../..", ".." },
    { "..", ".." },
    { "../", ".." },
    { "../..", "../.." },
    { "../a", "../a" },
    { "../a/..", ".." },
    { "../a/../..", "../.." },
    { "./a", "a" },
    { "./../a", "../a" },
    { "/var/run/../lib/docker", "/var/lib/docker" },
    { "/proc/1/../self/root", "/proc/self/root" },
    { "\\a", "\\a" },
    { "/ ", "/ " },
};

START_TEST(clean)
{
    const char *once = hr_go_clean(arena, clean_cases[_i].in);

    ck_assert_str_eq(once, clean_cases[_i].want);
    ck_assert_str_eq(hr_go_clean(arena, once), once);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, bools, 0, HR_ARRAY_LEN(bool_cases));
    tcase_add_loop_test(tc, ints, 0, HR_ARRAY_LEN(int_cases));
    tcase_add_loop_test(tc, decimals, 0, HR_ARRAY_LEN(atoi_cases));
    tcase_add_loop_test(tc, uints, 0, HR_ARRAY_LEN(uint_cases));
    tcase_add_loop_test(tc, octals, 0, HR_ARRAY_LEN(octal_cases));
    tcase_add_loop_test(tc, bytes, 0, HR_ARRAY_LEN(bytes_cases));
    tcase_add_test(tc, bytes_of_any_length);
    tcase_add_loop_test(tc, cpus, 0, HR_ARRAY_LEN(cpus_cases));
    tcase_add_loop_test(tc, durations, 0, HR_ARRAY_LEN(duration_cases));
    tcase_add_loop_test(tc, spaces, 0, HR_ARRAY_LEN(space_cases));
    tcase_add_loop_test(tc, trim, 0, HR_ARRAY_LEN(trim_cases));
    tcase_add_loop_test(tc, lower, 0, HR_ARRAY_LEN(lower_cases));
    tcase_add_loop_test(tc, clean, 0, HR_ARRAY_LEN(clean_cases));
}

UNIT_MAIN("go", add_tests)
