/* SPDX-License-Identifier: MIT */
#include "hrun/docker/csv.h"

#include "unit.h"

/* WANT is the fields with '|' between them; NULL where docker's reader fails. */
static const struct {
    const char *in, *want;
} cases[] = {
    { "a", "a" },
    { "a,b", "a|b" },
    { ",", "|" },
    { "a,,b,", "a||b|" },
    { " a , b ", " a | b " }, /* nothing is trimmed */
    { "type=bind,src=/a,dst=/b", "type=bind|src=/a|dst=/b" },
    { "a;b|c", "a;b|c" },
    /* quotes */
    { "\"a\"", "a" },
    { "\"\"", "" },
    { "\"\",x", "|x" },
    { "\"a,b\",c", "a,b|c" },
    { "\"a\"\"b\"", "a\"b" },
    { "\"\"\"\"", "\"" },
    { "\"a\",\"b\"", "a|b" },
    { "\"type=bind\",\"src=/a\",\"dst=/b\"", "type=bind|src=/a|dst=/b" },
    { "type=bind,\"src=/a,c\",dst=/b", "type=bind|src=/a,c|dst=/b" },
    { "\"a\nb\",c", "a\nb|c" },
    { "\"a\n\n\nb\"", "a\n\n\nb" },
    { "\"a\r\nb\"", "a\nb" },
    { "\"a\r\r\nb\"", "a\r\nb" },
    { "\"a\rb\"", "a\rb" },
    { "a\"b", NULL },
    { "a\"", NULL },
    { " \"a\"", NULL },
    { "type=\"bind\",src=/a", NULL },
    { "\"type=bind\"x,src=/a", NULL },
    { "\"type=bind\" ,src=/a", NULL },
    { "\"a\"\r,b", NULL },
    { "\"", NULL },
    { "\"a", NULL },
    { "\"a\"\"", NULL },
    { "\"\"\"", NULL },
    { "a,\"", NULL },
    { "\"a\nb", NULL },
    { "\"a\r", NULL },
    { "a,b\"\n", NULL },
    /* the first record only */
    { "a\nb", "a" },
    { "a\n\"", "a" },
    { "\"a\"\nb", "a" },
    { "a,\nb", "a|" },
    { "\na", "a" },
    { "\n\n\na,b\nc", "a|b" },
    { "\r\na", "a" },
    { "\r\n\r\na", "a" },
    { "a\r\n", "a" },
    { "a\r", "a" },
    { "\"a\"\r\n", "a" },
    { "\"a\"\r", "a" },
    { "a\r\r", "a\r" },
    { "a\r\r\nb", "a\r" },
    { "a\rb", "a\rb" },
    { "\r\ra", "\r\ra" },
    { "\n\ra", "\ra" },
    { " \na", " " },
    { "#a", "#a" },
    /* none at all */
    { "", NULL },
    { "\n", NULL },
    { "\r", NULL },
    { "\r\n", NULL },
    { "\n\r", NULL },
    { "\r\r", "\r" },
};

START_TEST(records)
{
    struct hr_strv fields = { 0 };
    const char *want = cases[_i].want;

    ck_assert_int_eq(hr_csv_record(cases[_i].in, arena, &fields, &err), want != NULL);
    if (want) {
        ck_assert_str_eq(hr_strv_join(arena, &fields, "|"), want);
        ck_assert_int_eq(err.code, HR_ERRC_NONE);
    } else {
        ck_assert_int_eq(err.code, HR_ERRC_USAGE);
    }
}
END_TEST

START_TEST(appends)
{
    struct hr_strv fields = { 0 };

    hr_strv_push(arena, &fields, "before");
    ck_assert(hr_csv_record("a,b", arena, &fields, &err));
    ck_assert_str_eq(hr_strv_join(arena, &fields, "|"), "before|a|b");
}
END_TEST

static const struct {
    size_t n;
    const char *fields[3], *want;
} write_cases[] = {
    { 1, { "a" }, "a" },
    { 3, { "a", "", "b" }, "a,,b" },
    { 2, { "~a!", "#b" }, "~a!,#b" },
    { 1, { "" }, "\"\"" },
    { 2, { "", "" }, "," },
    { 2, { "a,b", "c" }, "\"a,b\",c" },
    { 1, { "a\"b" }, "\"a\"\"b\"" },
    { 1, { "\"" }, "\"\"\"\"" },
    { 1, { " a" }, "\" a\"" },
    { 2, { "a", "b " }, "a,\"b \"" },
    { 1, { "a\nb" }, "\"a\nb\"" },
    { 1, { "a\r\nb" }, "\"a\r\r\nb\"" },
    { 1, { "\r\r\n\n\r" }, "\"\r\r\r\n\n\r\"" },
    { 1, { "\xc2\xa0" }, "\"\xc2\xa0\"" },
};

START_TEST(writes)
{
    struct hr_strv fields = { 0 }, again = { 0 };
    const char *text;

    for (size_t i = 0; i < write_cases[_i].n; i++)
        hr_strv_push(arena, &fields, write_cases[_i].fields[i]);
    text = hr_csv_write(&fields, arena);
    ck_assert_str_eq(text, write_cases[_i].want);
    ck_assert(hr_csv_record(text, arena, &again, &err));
    ck_assert_uint_eq(again.n, fields.n);
    for (size_t i = 0; i < fields.n; i++)
        ck_assert_str_eq(again.v[i], fields.v[i]);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, records, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, appends);
    tcase_add_loop_test(tc, writes, 0, HR_ARRAY_LEN(write_cases));
}

UNIT_MAIN("csv", add_tests)
