/* SPDX-License-Identifier: MIT */
#include "hrun/base/error.h"

#include "unit.h"

#include <errno.h>

static const struct {
    struct hr_error error;
    const char *want;
} text_cases[] = {
    { { .msg = "it broke" }, "it broke" },
    { { .msg = NULL }, "" },
    { { .msg = "it broke", .where = { .source = "web.json" } }, "web.json: it broke" },
    { { .msg = "it broke", .where = { .source = "web.json", .line = 12 } },
      "web.json:12: it broke" },
    { { .msg = "it broke", .where = { .source = "web.json", .line = 12, .column = 9 } },
      "web.json:12:9: it broke" },
    { { .msg = "it broke", .where = { .source = "web.json", .column = 9 } }, "web.json: it broke" },
    { { .msg = "it broke", .where = { .source = "web.json", .line = 1, .pointer = "/a/0" } },
      "web.json:1: it broke (at /a/0)" },
    { { .msg = "it broke", .where = { .source = "web.json", .pointer = "" } },
      "web.json: it broke" },
    { { .msg = "it broke", .where = { .argument = 3 } }, "argument 3: it broke" },
    { { .msg = "it broke", .hint = "mend it" }, "it broke\nhint: mend it" },
    { { .msg = "a\nb\x1b[2J",
        .hint = "c\r\xff",
        .where = { .source = "x\ny", .line = 1, .pointer = "/\x7f" } },
      "x\\ny:1: a\\nb\\x1b[2J (at /\\x7f)\nhint: c\\x0d\\xff" },
};

START_TEST(text)
{
    ck_assert_str_eq(hr_error_text(&text_cases[_i].error, arena), text_cases[_i].want);
}
END_TEST

START_TEST(set_forgets)
{
    err = (struct hr_error){ HR_ERRC_SYSTEM, { .source = "old", .line = 1 }, "old", "old" };
    ck_assert(!hr_error_set(&err, arena, HR_ERRC_USAGE, "unknown option '%s'", "--x"));
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
    ck_assert_ptr_null(err.where.source);
    ck_assert_ptr_null(err.hint);
    ck_assert_str_eq(hr_error_text(&err, arena), "unknown option '--x'");
}
END_TEST

START_TEST(sys_says_why)
{
    ck_assert(!hr_error_sys(&err, arena, ENOENT, "cannot open '%s'", "100%s"));
    ck_assert_int_eq(err.code, HR_ERRC_SYSTEM);
    ck_assert_str_eq(err.msg, "cannot open '100%s': No such file or directory");
}
END_TEST

START_TEST(wrap_and_hint)
{
    hr_error_set(&err, arena, HR_ERRC_INPUT, "no key");
    err.where.source = "f";
    ck_assert(!hr_error_wrap(&err, arena, "profile '%s'", "%d"));
    ck_assert(!hr_error_hint(&err, arena, "did you mean \"%s\"?", "cap_drop"));
    ck_assert_int_eq(err.code, HR_ERRC_INPUT);
    ck_assert_str_eq(hr_error_text(&err, arena),
                     "f: profile '%d': no key\nhint: did you mean \"cap_drop\"?");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, text, 0, HR_ARRAY_LEN(text_cases));
    tcase_add_test(tc, set_forgets);
    tcase_add_test(tc, sys_says_why);
    tcase_add_test(tc, wrap_and_hint);
}

UNIT_MAIN("error", add_tests)
