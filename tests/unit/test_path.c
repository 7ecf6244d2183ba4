/* SPDX-License-Identifier: MIT */
#include "hrun/base/path.h"

#include "unit.h"

static const struct {
    const char *path, *folder, *want;
} below_cases[] = {
    { "/", "/", "" },          { "/a", "/", "/a" },        { "/a", "/a", "" },
    { "/a/b", "/a", "/b" },    { "/a/b/c", "/a", "/b/c" }, { "/ab", "/a", NULL },
    { "/a", "/ab", NULL },     { "/a", "/a/b", NULL },     { "/", "/a", NULL },
    { "/a/b", "/a/bc", NULL },
};

START_TEST(below)
{
    const char *got = hr_path_below(below_cases[_i].path, below_cases[_i].folder);

    if (below_cases[_i].want)
        ck_assert_str_eq(got, below_cases[_i].want);
    else
        ck_assert_ptr_null(got);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, below, 0, HR_ARRAY_LEN(below_cases));
}

UNIT_MAIN("path", add_tests)
