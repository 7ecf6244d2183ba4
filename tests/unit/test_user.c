/* SPDX-License-Identifier: MIT */
#include "hrun/docker/user.h"

#include "unit.h"

static const struct {
    const char *in, *name, *group;
    bool empty;
    int64_t uid, gid; /* -1: not known */
    bool not_root, maybe_root;
} cases[] = {
    { "", "", NULL, true, -1, -1, false, true },
    { "0", "0", NULL, false, 0, -1, false, true },
    { "00", "00", NULL, false, 0, -1, false, true },
    { "+0", "+0", NULL, false, 0, -1, false, true },
    { "-0", "-0", NULL, false, 0, -1, false, true },
    { "root", "root", NULL, false, -1, -1, false, true },
    { "root:", "root", "", false, -1, -1, false, true },
    { "0:1000", "0", "1000", false, 0, 1000, false, true },
    { ":0", "", "0", true, -1, 0, false, true },
    { ":1000", "", "1000", true, -1, 1000, false, true },
    { ":wheel", "", "wheel", true, -1, -1, false, true },
    { ":", "", "", true, -1, -1, false, true },
    { "1000", "1000", NULL, false, 1000, -1, true, false },
    { "+1000", "+1000", NULL, false, 1000, -1, true, false },
    { "01000", "01000", NULL, false, 1000, -1, true, false },
    { "1000:1000", "1000", "1000", false, 1000, 1000, true, false },
    { "1000:+0", "1000", "+0", false, 1000, 0, true, false },
    { "1000:", "1000", "", false, 1000, -1, true, false },
    { "1000:docker", "1000", "docker", false, 1000, -1, true, false },
    { "1000:5:7", "1000", "5", false, 1000, 5, true, false },
    { "nobody", "nobody", NULL, false, -1, -1, false, false },
    { "2147483647", "2147483647", NULL, false, 2147483647, -1, true, false },
    /* Names, or what the engine refuses: nothing is known. */
    { "2147483648", "2147483648", NULL, false, -1, -1, false, true },
    { "4294967296:5", "4294967296", "5", false, -1, 5, false, true },
    { "-4294967296", "-4294967296", NULL, false, -1, -1, false, true },
    { "18446744073709551616", "18446744073709551616", NULL, false, -1, -1, false, false },
    { "99999999999999999999", "99999999999999999999", NULL, false, -1, -1, false, false },
    { "-1", "-1", NULL, false, -1, -1, false, true },
    { "0x3e8", "0x3e8", NULL, false, -1, -1, false, false },
    { "1_000", "1_000", NULL, false, -1, -1, false, false },
    { " 1000", " 1000", NULL, false, -1, -1, false, false },
    { "1000 ", "1000 ", NULL, false, -1, -1, false, false },
    { "+", "+", NULL, false, -1, -1, false, false },
    { "++1", "++1", NULL, false, -1, -1, false, false },
    { "+-1", "+-1", NULL, false, -1, -1, false, false },
    { "Root", "Root", NULL, false, -1, -1, false, false },
    /* Who knows what an image's passwd makes of it. */
    { "caf\xc3\xa9", "caf\xc3\xa9", NULL, false, -1, -1, false, true },
    { "1000:\x1b", "1000", "\x1b", false, 1000, -1, true, true },
    { "1e3", "1e3", NULL, false, -1, -1, false, false },
};

START_TEST(parse)
{
    struct hr_user user;

    hr_user_parse(cases[_i].in, arena, &user);
    ck_assert_str_eq(user.raw, cases[_i].in);
    ck_assert_str_eq(user.name, cases[_i].name);
    ck_assert_pstr_eq(user.group, cases[_i].group);
    ck_assert_int_eq(user.empty, cases[_i].empty);
    ck_assert_int_eq(user.uid_known ? (int64_t)user.uid : -1, cases[_i].uid);
    ck_assert_int_eq(user.gid_known ? (int64_t)user.gid : -1, cases[_i].gid);
    ck_assert_int_eq(hr_user_is_plainly_not_root(&user), cases[_i].not_root);
    ck_assert_int_eq(hr_user_may_be_root(&user), cases[_i].maybe_root);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, parse, 0, HR_ARRAY_LEN(cases));
}

UNIT_MAIN("user", add_tests)
