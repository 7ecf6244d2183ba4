/* SPDX-License-Identifier: MIT */
#include "hrun/base/jsonw.h"

#include "unit.h"

#include <signal.h>
#include <string.h>

static void write_sample(struct hr_jsonw *w)
{
    hr_jsonw_object(w);
    hr_jsonw_member_integer(w, "version", 1);
    hr_jsonw_member_string(w, "none", NULL);
    hr_jsonw_key(w, "list");
    hr_jsonw_array(w);
    hr_jsonw_bool(w, true);
    hr_jsonw_number(w, "1.50");
    hr_jsonw_object(w);
    hr_jsonw_end(w);
    hr_jsonw_array(w);
    hr_jsonw_end(w);
    hr_jsonw_null(w);
    hr_jsonw_end(w);
    hr_jsonw_key(w, "in");
    hr_jsonw_object(w);
    hr_jsonw_member_bool(w, "no", false);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

START_TEST(one_line)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    ck_assert_str_eq(hr_jsonw_text(&w), "");
    write_sample(&w);
    ck_assert_str_eq(
        hr_jsonw_text(&w),
        "{\"version\":1,\"none\":null,\"list\":[true,1.50,{},[],null],\"in\":{\"no\":false}}");
}
END_TEST

START_TEST(indented)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 2);
    write_sample(&w);
    ck_assert_str_eq(hr_jsonw_text(&w), "{\n"
                                        "  \"version\": 1,\n"
                                        "  \"none\": null,\n"
                                        "  \"list\": [\n"
                                        "    true,\n"
                                        "    1.50,\n"
                                        "    {},\n"
                                        "    [],\n"
                                        "    null\n"
                                        "  ],\n"
                                        "  \"in\": {\n"
                                        "    \"no\": false\n"
                                        "  }\n"
                                        "}");
}
END_TEST

/* The text may be looked at on the way; that must not show in what follows. */
START_TEST(text_on_the_way)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_array(&w);
    ck_assert_str_eq(hr_jsonw_text(&w), "[");
    hr_jsonw_integer(&w, 1);
    ck_assert_str_eq(hr_jsonw_text(&w), "[1");
    hr_jsonw_end(&w);
    ck_assert_str_eq(hr_jsonw_text(&w), "[1]");
}
END_TEST

static const struct {
    const char *in, *want;
} string_cases[] = {
    { "", "\"\"" },
    { "caf\xc3\xa9 \xf0\x9f\x90\xb3 / '", "\"caf\xc3\xa9 \xf0\x9f\x90\xb3 / '\"" },
    { "\"\\", "\"\\\"\\\\\"" },
    { "\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"" },
    { "\x01\x1b[m\x1f\x7f", "\"\\u0001\\u001b[m\\u001f\\u007f\"" },
    { "\xc2\x9b", "\"\\u009b\"" },
    { "\xe2\x80\xae.", "\"\\u202e.\"" },
    { "\xff", "\"\xef\xbf\xbd\"" },
    { "a\xe2\x82z", "\"a\xef\xbf\xbd\xef\xbf\xbdz\"" },             /* cut short */
    { "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" }, /* a surrogate */
    { "\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },                 /* overlong */
};

START_TEST(string)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_string(&w, string_cases[_i].in);
    ck_assert_str_eq(hr_jsonw_text(&w), string_cases[_i].want);
    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_object(&w);
    hr_jsonw_member_bool(&w, string_cases[_i].in, true);
    hr_jsonw_end(&w);
    ck_assert_str_eq(hr_jsonw_text(&w), hr_arena_printf(arena, "{%s:true}", string_cases[_i].want));
}
END_TEST

static const struct {
    int64_t in;
    const char *want;
} integer_cases[] = {
    { 0, "0" },
    { -1, "-1" },
    { INT64_MAX, "9223372036854775807" },
    { INT64_MIN, "-9223372036854775808" },
};

START_TEST(integer)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_integer(&w, integer_cases[_i].in);
    ck_assert_str_eq(hr_jsonw_text(&w), integer_cases[_i].want);
}
END_TEST

static const char *rewrite(const char *text, unsigned indent, bool canonical)
{
    const struct hr_json *json;
    struct hr_jsonw w;

    ck_assert_msg(hr_json_parse(text, strlen(text), "f", arena, &json, &err), "%s: %s", text,
                  err.msg);
    hr_jsonw_init(&w, arena, indent);
    hr_jsonw_json(&w, json, canonical);
    return hr_jsonw_text(&w);
}

static const struct {
    const char *in, *want, *canonical;
} tree_cases[] = {
    { " null ", "null", "null" },
    { "-1.50E+07", "-1.50E+07", "-1.50E+07" },
    { "[ ]", "[]", "[]" },
    { "[[],{},\"\\u0041\\/\"]", "[[],{},\"A/\"]", "[[],{},\"A/\"]" },
    { "{\"b\":1, \"a\":{\"d\":[{\"f\":2,\"e\":3}],\"c\":true}}",
      "{\"b\":1,\"a\":{\"d\":[{\"f\":2,\"e\":3}],\"c\":true}}",
      "{\"a\":{\"c\":true,\"d\":[{\"e\":3,\"f\":2}]},\"b\":1}" },
    { "{\"\xc3\xa9\":1,\"z\":2,\"\":3,\"Z\":4,\"zz\":5}",
      "{\"\xc3\xa9\":1,\"z\":2,\"\":3,\"Z\":4,\"zz\":5}",
      "{\"\":3,\"Z\":4,\"z\":2,\"zz\":5,\"\xc3\xa9\":1}" },
};

START_TEST(tree)
{
    const char *in = tree_cases[_i].in;

    ck_assert_str_eq(rewrite(in, 0, false), tree_cases[_i].want);
    ck_assert_str_eq(rewrite(in, 0, true), tree_cases[_i].canonical);
    /* What was written reads back as the same, however it is laid out. */
    ck_assert_str_eq(rewrite(rewrite(in, 3, false), 0, false), tree_cases[_i].want);
    ck_assert_str_eq(rewrite(rewrite(in, 1, true), 0, true), tree_cases[_i].canonical);
}
END_TEST

/* A tree as deep as can be read fits within as many levels around it, and no more. */
static void write_deep(size_t around)
{
    char text[HR_JSONW_DEPTH_MAX];
    const struct hr_json *json;
    struct hr_jsonw w;

    memset(text, '[', HR_JSON_DEPTH_MAX);
    memset(text + HR_JSON_DEPTH_MAX, ']', sizeof(text) - HR_JSON_DEPTH_MAX);
    ck_assert(hr_json_parse(text, sizeof(text), "f", arena, &json, &err));
    hr_jsonw_init(&w, arena, 0);
    for (size_t i = 0; i < around; i++)
        hr_jsonw_array(&w);
    hr_jsonw_json(&w, json, false);
    for (size_t i = 0; i < around; i++)
        hr_jsonw_end(&w);
    ck_assert_uint_eq(strlen(hr_jsonw_text(&w)), 2 * (around + HR_JSON_DEPTH_MAX));
}

START_TEST(deep)
{
    write_deep(HR_JSON_DEPTH_MAX);
}
END_TEST

START_TEST(too_deep)
{
    write_deep(HR_JSON_DEPTH_MAX + 1);
}
END_TEST

START_TEST(ends_too_often)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_end(&w);
}
END_TEST

START_TEST(value_without_name)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_object(&w);
    hr_jsonw_null(&w);
}
END_TEST

START_TEST(name_without_value)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_object(&w);
    hr_jsonw_key(&w, "a");
    hr_jsonw_end(&w);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, one_line);
    tcase_add_test(tc, indented);
    tcase_add_test(tc, text_on_the_way);
    tcase_add_loop_test(tc, string, 0, HR_ARRAY_LEN(string_cases));
    tcase_add_loop_test(tc, integer, 0, HR_ARRAY_LEN(integer_cases));
    tcase_add_loop_test(tc, tree, 0, HR_ARRAY_LEN(tree_cases));
    tcase_add_test(tc, deep);
    tcase_add_test_raise_signal(tc, too_deep, SIGABRT);
    tcase_add_test_raise_signal(tc, ends_too_often, SIGABRT);
    tcase_add_test_raise_signal(tc, value_without_name, SIGABRT);
    tcase_add_test_raise_signal(tc, name_without_value, SIGABRT);
}

UNIT_MAIN("jsonw", add_tests)
