/* SPDX-License-Identifier: MIT */
#include "hrun/docker/ulimit.h"

#include "unit.h"

static const struct {
    const char *in, *name;
    int64_t soft, hard;
} cases[] = {
    { "nofile=1", "nofile", 1, 1 },
    { "nofile=1:2", "nofile", 1, 2 },
    { "nofile=2:2", "nofile", 2, 2 },
    { "core=0", "core", 0, 0 },
    { "nofile=-1", "nofile", -1, -1 },
    { "stack=5:-1", "stack", 5, -1 },
    { "stack=-1:-1", "stack", -1, -1 },
    { "nproc=+5:010", "nproc", 5, 10 },
    { "cpu=-2", "cpu", -2, -2 },
    { "cpu=-3:-2", "cpu", -3, -2 },
    { "cpu=-2:5", "cpu", -2, 5 },
    { "rss=9223372036854775807", "rss", INT64_MAX, INT64_MAX },
    { "data=1", "data", 1, 1 },
    { "fsize=1", "fsize", 1, 1 },
    { "locks=1", "locks", 1, 1 },
    { "memlock=1", "memlock", 1, 1 },
    { "msgqueue=1", "msgqueue", 1, 1 },
    { "nice=1", "nice", 1, 1 },
    { "rtprio=1", "rtprio", 1, 1 },
    { "rttime=1", "rttime", 1, 1 },
    { "sigpending=1", "sigpending", 1, 1 },
};

START_TEST(parse)
{
    struct hr_ulimit limit;

    ck_assert(hr_ulimit_parse(cases[_i].in, arena, &limit, &err));
    ck_assert_str_eq(limit.name, cases[_i].name);
    ck_assert_int_eq(limit.soft, cases[_i].soft);
    ck_assert_int_eq(limit.hard, cases[_i].hard);
}
END_TEST

static const char *const bad[] = {
    "",           "=",           "=1",
    "nofile",     "nofile=",     "nofile=:",
    "nofile=1:",  "nofile=:1",   "nofile=unlimited",
    "NOFILE=1",   "as=1",        "nofil=1",
    "nofiles=1",  " nofile=1",   "nofile =1",
    "nofile= 1",  "nofile=1 ",   "nofile=1:2:3",
    "nofile:1",   "nofile=2:1",  "nofile=-1:5",
    "cpu=-2:-3",  "nofile=0x10", "nofile=1k",
    "nofile=1=2", "nofile=+-1",  "nofile=9223372036854775808",
};

START_TEST(refuses)
{
    struct hr_ulimit limit;

    ck_assert_msg(!hr_ulimit_parse(bad[_i], arena, &limit, &err), "%s", bad[_i]);
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
}
END_TEST

START_TEST(names)
{
    struct hr_ulimit limit;
    const char *name;
    size_t n = 0;

    for (; (name = hr_ulimit_name(n)); n++)
        ck_assert(hr_ulimit_parse(hr_arena_printf(arena, "%s=1", name), arena, &limit, &err));
    ck_assert_uint_eq(n, 15);
    ck_assert_ptr_null(hr_ulimit_name(n + 1));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, parse, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, names);
    tcase_add_loop_test(tc, refuses, 0, HR_ARRAY_LEN(bad));
}

UNIT_MAIN("ulimit", add_tests)
