/* SPDX-License-Identifier: MIT */
#include "hrun/policy/env_glob.h"

#include "unit.h"

static const struct {
    const char *glob, *name;
    bool want;
} cases[] = {
    { "TZ", "TZ", true },
    { "TZ", "tz", false },
    { "TZ", "TZX", false },
    { "TZ", "T", false },
    { "LC_*", "LC_ALL", true },
    { "LC_*", "LC_", true },
    { "LC_*", "LC", false },
    { "LC_*", "XLC_A", false },
    { "*", "", true },
    { "*", "a/b=c", true },
    { "*_TOKEN", "A_TOKEN_TOKEN", true },
    { "*_TOKEN", "_TOKEN", true },
    { "*_TOKEN", "TOKEN", false },
    { "*KEY*", "AWS_SECRET_ACCESS_KEY_ID", true },
    { "a*b*c", "aXbXbc", true },
    { "a*b*c", "acb", false },
    { "net.*.x", "net.a.b.x", true },
    { "a**", "a", true },
    { "", "", true },
    { "", "a", false },
    { "a*", "*", false },
};

START_TEST(matches)
{
    ck_assert_int_eq(hr_env_glob_matches(cases[_i].glob, cases[_i].name), cases[_i].want);
}
END_TEST

START_TEST(find)
{
    struct hr_strv globs = { 0 };

    ck_assert_ptr_null(hr_env_glob_find(&globs, "A"));
    hr_strv_push(arena, &globs, "LC_*");
    hr_strv_push(arena, &globs, "LC_ALL");
    ck_assert_str_eq(hr_env_glob_find(&globs, "LC_ALL"), "LC_*");
    ck_assert_ptr_null(hr_env_glob_find(&globs, "LANG"));
}
END_TEST

/* A name that is a glob itself is nobody's exact name. */
START_TEST(names)
{
    struct hr_strv globs = { 0 };

    hr_strv_push(arena, &globs, "LC_*");
    hr_strv_push(arena, &globs, "TZ");
    ck_assert(hr_env_glob_names(&globs, "TZ"));
    ck_assert(!hr_env_glob_names(&globs, "LC_ALL"));
    ck_assert(!hr_env_glob_names(&globs, "LC_*"));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, matches, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, find);
    tcase_add_test(tc, names);
}

UNIT_MAIN("env_glob", add_tests)
