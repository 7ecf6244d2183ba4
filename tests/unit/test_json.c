/* SPDX-License-Identifier: MIT */
#include "hrun/base/json.h"
#include "hrun/base/text.h"

#include "unit.h"

#include <string.h>

/* Text that may hold NUL, and its size. */
#define T(literal) (literal), sizeof(literal) - 1

static const char ends[] = "but the text ends";

static const struct {
    const char *text;
    size_t size, line, column;
    const char *want; /* a part of the message */
} bad_cases[] = {
    /* the value */
    { T(""), 1, 1, ends },
    { T(" \r\n\t"), 2, 2, ends },
    { T("nul"), 1, 1, "unknown word \"nul\"" },
    { T("nulll"), 1, 1, "unknown word \"nulll\"" },
    { T("NULL"), 1, 1, "unknown word \"NULL\"" },
    { T("True"), 1, 1, "unknown word \"True\"" },
    { T("truefalse"), 1, 1, "unknown word" },
    { T("[true1]"), 1, 2, "unknown word \"true1\"" },
    { T("NaN"), 1, 1, "unknown word" },
    { T("-Infinity"), 1, 1, "a number without digits" },
    { T("undefined"), 1, 1, "unknown word" },
    { T("'a'"), 1, 1, "unexpected '''" },
    { T("@"), 1, 1, "unexpected '@'" },
    { T("caf\xc3\xa9"), 1, 1, "unknown word \"caf\"" },
    { T("\xc3\xa9"), 1, 1, "unexpected '\xc3\xa9'" },
    /* around it */
    { T("{} {}"), 1, 4, "expected nothing more" },
    { T("1 2"), 1, 3, "expected nothing more" },
    { T("{}\n\n x"), 3, 2, "unknown word" },
    { T("{}]"), 1, 3, "expected nothing more" },
    { T("\"a\" \"b\""), 1, 5, "expected nothing more" },
    { T("{}\0"), 1, 3, "unexpected byte 0x00" },
    { T("{}\0{\"x\":1}"), 1, 3, "unexpected byte 0x00" },
    { T("\xef\xbb\xbf{}"), 1, 1, "a byte order mark" },
    { T("{}\xef\xbb\xbf"), 1, 3, "a byte order mark" },
    { T("\xff\xfe{\0}\0"), 1, 1, "unexpected byte 0xff" }, /* UTF-16 */
    { T("// note\n{}"), 1, 1, "unexpected '/'" },
    { T("{} # note"), 1, 4, "unexpected '#'" },
    { T("[1, /* two */ 2]"), 1, 5, "unexpected '/'" },
    { T("\f{}"), 1, 1, "unexpected byte 0x0c" },
    { T("[\v]"), 1, 2, "unexpected byte 0x0b" },
    { T("[1,\xc2\xa0"
        "2]"),
      1, 4, "unexpected" }, /* a no-break space */
    { T("[\x1b[31m]"), 1, 2, "unexpected byte 0x1b" },
    { T("\xe2\x80\xae{}"), 1, 1, "unexpected byte 0xe2" }, /* right-to-left override */
    /* arrays */
    { T("["), 1, 2, ends },
    { T("[1"), 1, 3, ends },
    { T("[1,"), 1, 4, ends },
    { T("[1,\n"), 2, 1, ends },
    { T("[1,]"), 1, 4, "expected a value" },
    { T("[,1]"), 1, 2, "expected a value or ']'" },
    { T("[1,,2]"), 1, 4, "expected a value" },
    { T("[1 2]"), 1, 4, "expected ',' or ']'" },
    { T("[1:2]"), 1, 3, "expected ',' or ']'" },
    { T("[1}"), 1, 3, "expected ',' or ']'" },
    { T("]"), 1, 1, "expected a value" },
    { T("[[1]"), 1, 5, ends },
    /* objects */
    { T("{"), 1, 2, ends },
    { T("}"), 1, 1, "expected a value" },
    { T("{]"), 1, 2, "expected a name in double quotes or '}'" },
    { T("{,}"), 1, 2, "expected a name in double quotes or '}'" },
    { T("{\"a\""), 1, 5, ends },
    { T("{\"a\":"), 1, 6, ends },
    { T("{\"a\":1"), 1, 7, ends },
    { T("{\"a\"}"), 1, 5, "expected ':'" },
    { T("{\"a\":}"), 1, 6, "expected a value" },
    { T("{\"a\" 1}"), 1, 6, "expected ':'" },
    { T("{\"a\",1}"), 1, 5, "expected ':'" },
    { T("{\"a\"::1}"), 1, 6, "expected a value" },
    { T("{\"a\":1,}"), 1, 8, "expected a name in double quotes" },
    { T("{\"a\":1,\n}"), 2, 1, "expected a name in double quotes" },
    { T("{\"a\":1 \"b\":2}"), 1, 8, "expected ',' or '}'" },
    { T("{\"a\":1]"), 1, 7, "expected ',' or '}'" },
    { T("{\"a\":1;\"b\":2}"), 1, 7, "unexpected ';'" },
    { T("{a:1}"), 1, 2, "unknown word \"a\"" },
    { T("{'a':1}"), 1, 2, "unexpected '''" },
    { T("{1:2}"), 1, 2, "expected a name in double quotes" },
    { T("{null:2}"), 1, 2, "expected a name in double quotes" },
    { T("{\"a\":{\"b\":1}"), 1, 13, ends },
    { T("{\n  \"a\": [1,\n    2\n  }\n"), 4, 3, "expected ',' or ']'" },
    { T("{\r\n\"a\" 1}"), 2, 5, "expected ':'" },
    /* numbers */
    { T("01"), 1, 1, "a number with a leading zero" },
    { T("[-01]"), 1, 2, "a number with a leading zero" },
    { T("00"), 1, 1, "a number with a leading zero" },
    { T("-"), 1, 1, "a number without digits" },
    { T("--1"), 1, 1, "a number without digits" },
    { T("+1"), 1, 1, "unexpected '+'" },
    { T(".5"), 1, 1, "unexpected '.'" },
    { T("1."), 1, 1, "without digits after the point" },
    { T("1.e5"), 1, 1, "without digits after the point" },
    { T("1e"), 1, 1, "without digits in its exponent" },
    { T("1e+"), 1, 1, "without digits in its exponent" },
    { T("[0,1e5.5]"), 1, 7, "unexpected '.'" },
    { T("1.2.3"), 1, 4, "unexpected '.'" },
    { T("0x10"), 1, 2, "unknown word \"x10\"" },
    { T("1_000"), 1, 2, "unknown word \"_000\"" },
    { T("512m"), 1, 4, "unknown word \"m\"" },
    { T("1-2"), 1, 2, "expected nothing more" }, /* strtod would stop at the 1 */
    { T("1000000000000000000000000000000000000000000000000000000000000000"), 1, 1,
      "a number with too many digits" },
    /* strings */
    { T("\""), 1, 1, "this string has no end" },
    { T("[\"a]"), 1, 2, "this string has no end" },
    { T("\"\\"), 1, 2, "JSON has no such escape" },
    { T("\"\\\""), 1, 1, "this string has no end" },
    { T("\"a\nb\""), 1, 3, "control byte 0x0a in a string" },
    { T("\"a\tb\""), 1, 3, "control byte 0x09 in a string" },
    { T("\"NET\0RAW\""), 1, 5, "control byte 0x00 in a string" },
    { T("\"\x1f\""), 1, 2, "control byte 0x1f in a string" },
    { T("\"\\x41\""), 1, 2, "JSON has no such escape" },
    { T("\"\\'\""), 1, 2, "JSON has no such escape" },
    { T("\"\\0\""), 1, 2, "JSON has no such escape" },
    { T("\"\\U0041\""), 1, 2, "JSON has no such escape" },
    { T("\"\\u12\""), 1, 2, "\\u needs four hex digits" },
    { T("\"\\u12g4\""), 1, 2, "\\u needs four hex digits" },
    { T("\"\\u 123\""), 1, 2, "\\u needs four hex digits" },
    { T("\"\\u"), 1, 2, "\\u needs four hex digits" },
    { T("\"NET\\u0000RAW\""), 1, 5, "\\u0000 in a string" },
    { T("{\"a\\u0000\":1}"), 1, 4, "\\u0000 in a string" },
    { T("\"\\ud800\""), 1, 2, "the first half of a surrogate pair" },
    { T("\"\\ud800x\""), 1, 2, "the first half of a surrogate pair" },
    { T("\"\\ud800\\n\""), 1, 2, "the first half of a surrogate pair" },
    { T("\"\\ud800\\u0041\""), 1, 2, "the first half of a surrogate pair" },
    { T("\"\\ud800\\ud800\""), 1, 2, "the first half of a surrogate pair" },
    { T("\"\\ud800\\u"), 1, 2, "the first half of a surrogate pair" },
    { T("\"x\\udc00\""), 1, 3, "the second half of a surrogate pair" },
    { T("\"\\uDFFF\\uD800\""), 1, 2, "the second half of a surrogate pair" },
    { T("\"\xff\""), 1, 2, "not UTF-8" },
    { T("\"a\xc3\""), 1, 3, "not UTF-8" },
    { T("\"\xc0\x80\""), 1, 2, "not UTF-8" },         /* overlong NUL */
    { T("\"\xed\xa0\x80\""), 1, 2, "not UTF-8" },     /* a surrogate */
    { T("\"\xf4\x90\x80\x80\""), 1, 2, "not UTF-8" }, /* over U+10FFFF */
    { T("\"\xe2\x82"), 1, 2, "not UTF-8" },
    { T("{\"\xff\":1}"), 1, 3, "not UTF-8" },
    /* meaning */
    { T("{\"a\":1,\"a\":1}"), 1, 8, "second \"a\" in this object; the first is on line 1" },
    { T("{\"a\":1,\n\"b\":2,\n \"a\":3}"), 3, 2, "the first is on line 1" },
    { T("{\"a\":1,\"\\u0061\":2}"), 1, 8, "second \"a\"" },
    { T("{\"\":1,\"\":2}"), 1, 7, "second \"\"" },
    { T("{\"/\":1,\"\\/\":2}"), 1, 8, "second \"/\"" },
    { T("[{},{\"x\":{\"a\":1,\"a\":2}}]"), 1, 17, "second \"a\"" },
};

START_TEST(bad)
{
    const struct hr_json *json = NULL;

    ck_assert(
        !hr_json_parse(bad_cases[_i].text, bad_cases[_i].size, "web.json", arena, &json, &err));
    ck_assert_ptr_null(json);
    ck_assert_int_eq(err.code, HR_ERRC_INPUT);
    ck_assert_str_eq(err.where.source, "web.json");
    ck_assert_msg(strstr(err.msg, bad_cases[_i].want) != NULL, "'%s' has no '%s' (of %s)", err.msg,
                  bad_cases[_i].want, bad_cases[_i].text);
    ck_assert_msg(err.where.line == bad_cases[_i].line && err.where.column == bad_cases[_i].column,
                  "%zu:%zu, not %zu:%zu (of %s)", err.where.line, err.where.column,
                  bad_cases[_i].line, bad_cases[_i].column, bad_cases[_i].text);
}
END_TEST

START_TEST(bad_has_hint_and_pointer)
{
    const struct hr_json *json;

    ck_assert(!hr_json_parse(T("[1,]"), "f", arena, &json, &err));
    ck_assert_str_eq(hr_error_text(&err, arena),
                     "f:1:4: expected a value\nhint: remove the comma before it");
    ck_assert(!hr_json_parse(T("[0,{\"a/b\":{\"~\":1,\"~\":2}}]"), "f", arena, &json, &err));
    ck_assert_str_eq(err.where.pointer, "/1/a~1b/~0");
    ck_assert_str_eq(hr_error_text(&err, arena),
                     "f:1:18: second \"~\" in this object; the first is on line 1 (at /1/a~1b/~0)");
}
END_TEST

/* Every prefix of a good text is bad, and says so without reading behind its end: the copy has no
 * byte there that a sanitizer would let pass. */
START_TEST(every_prefix_is_bad)
{
    static const char good[] = "{\"a\":[1.5e+3,\"\\ud83d\\ude00\xf0\x9f\x90\xb3\\n\",true,null],"
                               "\"b\":{\"c\":false}}";
    const struct hr_json *json;

    ck_assert(hr_json_parse(T(good), "f", arena, &json, &err));
    for (size_t size = 0; size < sizeof(good) - 1; size++) {
        char *copy = malloc(size + !size);

        ck_assert_ptr_nonnull(copy);
        memcpy(copy, good, size);
        ck_assert_msg(!hr_json_parse(copy, size, "f", arena, &json, &err), "%.*s", (int)size, good);
        ck_assert_uint_eq(err.where.line, 1);
        ck_assert_uint_le(err.where.column, size + 1);
        free(copy);
    }
}
END_TEST

static const struct {
    const char *text;
    enum hr_json_type type;
    const char *want; /* .text */
} scalar_cases[] = {
    { "null", HR_JSON_NULL, NULL },
    { "true", HR_JSON_BOOL, NULL },
    { "false", HR_JSON_BOOL, NULL },
    { "0", HR_JSON_NUMBER, "0" },
    { "-0", HR_JSON_NUMBER, "-0" },
    { "1.50", HR_JSON_NUMBER, "1.50" },
    { "-1.5E-07", HR_JSON_NUMBER, "-1.5E-07" },
    { "1e999", HR_JSON_NUMBER, "1e999" },
    { "18446744073709551616", HR_JSON_NUMBER, "18446744073709551616" },
    { "100000000000000000000000000000000000000000000000000000000000000", HR_JSON_NUMBER,
      "100000000000000000000000000000000000000000000000000000000000000" },
    { "\"\"", HR_JSON_STRING, "" },
    { "\"caf\xc3\xa9\"", HR_JSON_STRING, "caf\xc3\xa9" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", HR_JSON_STRING, "\"\\/\b\f\n\r\t" },
    { "\"\\u0041\\u00e9\\u20AC\"", HR_JSON_STRING, "A\xc3\xa9\xe2\x82\xac" },
    { "\"\\ud83d\\uDE00\"", HR_JSON_STRING, "\xf0\x9f\x98\x80" },
    { "\"\\udbff\\udfff\"", HR_JSON_STRING, "\xf4\x8f\xbf\xbf" },
    { "\"\\u0001\\u007f\x7f\"", HR_JSON_STRING, "\x01\x7f\x7f" },
    { "\"\\ufeff\\uffff\"", HR_JSON_STRING, "\xef\xbb\xbf\xef\xbf\xbf" },
    { "\"/* no */ // comment\"", HR_JSON_STRING, "/* no */ // comment" },
    { "\"\\\\u0000\"", HR_JSON_STRING, "\\u0000" },
    { " \n\t\r\"x\"\n", HR_JSON_STRING, "x" },
};

START_TEST(scalar)
{
    const char *text = scalar_cases[_i].text;
    const struct hr_json *json = NULL;

    ck_assert_msg(hr_json_parse(text, strlen(text), "f", arena, &json, &err), "%s", err.msg);
    ck_assert_int_eq(json->type, scalar_cases[_i].type);
    if (scalar_cases[_i].want)
        ck_assert_str_eq(json->text, scalar_cases[_i].want);
    ck_assert(json->boolean == hr_text_starts(text, "true"));
    ck_assert_ptr_null(json->parent);
    ck_assert_ptr_null(json->key);
    ck_assert_ptr_null(json->child);
    ck_assert_str_eq(hr_json_pointer(json, arena), "");
}
END_TEST

static const char document[] = "\n"
                               "{ \"a\" : [ 1,\n"
                               "\t\"x\", {} ],\r\n"
                               "  \"A\":{\"\":true,\n"
                               "\"a/b~c\"\n"
                               ":\n"
                               "null},\"\xc3\xa9\":\"\xc3\xa9\", \"z\":[]}";

static const struct {
    const char *pointer;
    enum hr_json_type type;
    size_t count, line, column, key_line, key_column;
} places[] = {
    { "", HR_JSON_OBJECT, 4, 2, 1, 0, 0 },           { "/a", HR_JSON_ARRAY, 3, 2, 9, 2, 3 },
    { "/a/0", HR_JSON_NUMBER, 0, 2, 11, 0, 0 },      { "/a/1", HR_JSON_STRING, 0, 3, 2, 0, 0 },
    { "/a/2", HR_JSON_OBJECT, 0, 3, 7, 0, 0 },       { "/A", HR_JSON_OBJECT, 2, 4, 7, 4, 3 },
    { "/A/", HR_JSON_BOOL, 0, 4, 11, 4, 8 },         { "/A/a~1b~0c", HR_JSON_NULL, 0, 7, 1, 5, 1 },
    { "/\xc3\xa9", HR_JSON_STRING, 0, 7, 12, 7, 7 }, { "/z", HR_JSON_ARRAY, 0, 7, 22, 7, 18 },
};

/* The node after NODE in the order of the text. */
static const struct hr_json *following(const struct hr_json *node)
{
    if (node->child)
        return node->child;
    while (node && !node->next)
        node = node->parent;
    return node ? node->next : NULL;
}

START_TEST(positions)
{
    const struct hr_json *node;

    ck_assert(hr_json_parse(T(document), "f", arena, &node, &err));
    for (size_t i = 0; i < HR_ARRAY_LEN(places); i++, node = following(node)) {
        ck_assert_ptr_nonnull(node);
        ck_assert_str_eq(hr_json_pointer(node, arena), places[i].pointer);
        ck_assert_int_eq(node->type, places[i].type);
        ck_assert_uint_eq(node->count, places[i].count);
        ck_assert_uint_eq(node->line, places[i].line);
        ck_assert_uint_eq(node->column, places[i].column);
        ck_assert_uint_eq(node->key_line, places[i].key_line);
        ck_assert_uint_eq(node->key_column, places[i].key_column);
    }
    ck_assert_ptr_null(node);
}
END_TEST

START_TEST(lookup)
{
    const struct hr_json *json, *a;

    ck_assert(
        hr_json_parse(T("{\"A\":\"upper\",\"a\":[\"x\"],\"n\":null}"), "f", arena, &json, &err));
    a = hr_json_get(json, "a");
    ck_assert_int_eq(a->type, HR_JSON_ARRAY);
    ck_assert_str_eq(hr_json_string(json, "A"), "upper");
    ck_assert_ptr_null(hr_json_string(json, "a"));
    ck_assert_ptr_null(hr_json_string(json, "n"));
    ck_assert_ptr_null(hr_json_get(json, "N"));
    ck_assert_ptr_null(hr_json_get(json, ""));
    ck_assert_ptr_null(hr_json_get(a, "x"));
    ck_assert_ptr_null(hr_json_get(NULL, "x"));
    ck_assert_ptr_null(hr_json_string(NULL, "x"));
}
END_TEST

static const struct {
    const char *text;
    bool ok;
    int64_t want;
} integer_cases[] = {
    { "0", true, 0 },
    { "-0", true, 0 },
    { "-12", true, -12 },
    { "9223372036854775807", true, INT64_MAX },
    { "-9223372036854775808", true, INT64_MIN },
    { "9223372036854775808", false, 0 },
    { "1.0", false, 0 },
    { "1e3", false, 0 },
    { "\"1\"", false, 0 },
    { "true", false, 0 },
    { "null", false, 0 },
};

START_TEST(integer)
{
    const struct hr_json *json;
    int64_t value = 42;

    ck_assert(hr_json_parse(integer_cases[_i].text, strlen(integer_cases[_i].text), "f", arena,
                            &json, &err));
    ck_assert(hr_json_integer(json, &value) == integer_cases[_i].ok);
    ck_assert_int_eq(value, integer_cases[_i].ok ? integer_cases[_i].want : 42);
}
END_TEST

/* DEPTH times OPEN, MIDDLE, DEPTH times CLOSE. */
static const char *nested(size_t depth, const char *open, const char *middle, const char *close)
{
    struct hr_strv parts = { 0 };

    for (size_t i = 0; i < depth; i++)
        hr_strv_push(arena, &parts, open);
    hr_strv_push(arena, &parts, middle);
    for (size_t i = 0; i < depth; i++)
        hr_strv_push(arena, &parts, close);
    return hr_strv_join(arena, &parts, "");
}

static bool parses(const char *text)
{
    const struct hr_json *json;

    return hr_json_parse(text, strlen(text), "f", arena, &json, &err);
}

/* "[1,1,...]" with COUNT elements. */
static const char *list_of(size_t count)
{
    char *text = hr_arena_alloc(arena, count * 2 + 2);

    for (size_t i = 0; i < count; i++)
        memcpy(text + i * 2, i ? ",1" : "[1", 2);
    text[count * 2] = ']';
    return text;
}

/* What is small on a disk stays small in memory: the array is a value too. */
START_TEST(values)
{
    ck_assert(parses(list_of(HR_JSON_VALUES_MAX - 1)));
    ck_assert(!parses(list_of(HR_JSON_VALUES_MAX)));
    ck_assert_str_eq(err.msg, "more than 500000 values");
}
END_TEST

START_TEST(depth)
{
    ck_assert(parses(nested(HR_JSON_DEPTH_MAX, "[", "", "]")));
    ck_assert(parses(nested(HR_JSON_DEPTH_MAX, "[", "1", "]")));
    ck_assert(parses(nested(HR_JSON_DEPTH_MAX, "{\"a\":", "1", "}")));
    ck_assert(!parses(nested(HR_JSON_DEPTH_MAX + 1, "[", "", "]")));
    ck_assert_str_eq(err.msg, "more than 32 objects and arrays in each other");
    ck_assert_uint_eq(err.where.column, HR_JSON_DEPTH_MAX + 1);
    ck_assert(!parses(nested(HR_JSON_DEPTH_MAX + 1, "{\"a\":", "1", "}")));
    ck_assert(!parses(nested(100000, "[", "", "")));
    ck_assert(!parses(nested(100000, "{\"a\":", "", "")));
}
END_TEST

/* A comparison of each name with each other would take too long here. */
START_TEST(many_members)
{
    struct hr_strv members = { 0 };
    const struct hr_json *json;
    const char *text;

    for (size_t i = 0; i < 50000; i++)
        hr_strv_pushf(arena, &members, "\"name%zu\":0", i * 7919 % 50000);
    text = hr_arena_printf(arena, "{%s}", hr_strv_join(arena, &members, ","));
    ck_assert(hr_json_parse(text, strlen(text), "f", arena, &json, &err));
    ck_assert_uint_eq(json->count, 50000);
    text = hr_arena_printf(arena, "{%s,\"name77\":1}", hr_strv_join(arena, &members, ",\n"));
    ck_assert(!hr_json_parse(text, strlen(text), "f", arena, &json, &err));
    ck_assert_uint_eq(err.where.line, 50000);
    ck_assert_str_eq(err.where.pointer, "/name77");
}
END_TEST

START_TEST(sorted)
{
    static const char *const want[] = { "", "A", "B", "a", "aa", "\xc3\xa9" };
    const struct hr_json *json, *const *members;

    ck_assert(hr_json_parse(T("{\"aa\":1,\"B\":2,\"\xc3\xa9\":3,\"a\":4,\"\":5,\"A\":6}"), "f",
                            arena, &json, &err));
    members = hr_json_sorted(json, arena);
    ck_assert_uint_eq(json->count, HR_ARRAY_LEN(want));
    for (size_t i = 0; i < HR_ARRAY_LEN(want); i++)
        ck_assert_str_eq(members[i]->key, want[i]);
}
END_TEST

START_TEST(source)
{
    char name[] = "f.json";
    const struct hr_json *json;

    ck_assert(hr_json_parse(T("{\"a\":[1]}"), name, arena, &json, &err));
    name[0] = 'g';
    ck_assert_str_eq(json->source, "f.json");
    ck_assert_str_eq(json->child->child->source, "f.json");
}
END_TEST

START_TEST(type_names)
{
    ck_assert_str_eq(hr_json_type_name(HR_JSON_OBJECT), "an object");
    ck_assert_str_eq(hr_json_type_name(HR_JSON_NULL), "null");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, bad, 0, HR_ARRAY_LEN(bad_cases));
    tcase_add_test(tc, bad_has_hint_and_pointer);
    tcase_add_test(tc, every_prefix_is_bad);
    tcase_add_loop_test(tc, scalar, 0, HR_ARRAY_LEN(scalar_cases));
    tcase_add_test(tc, positions);
    tcase_add_test(tc, lookup);
    tcase_add_loop_test(tc, integer, 0, HR_ARRAY_LEN(integer_cases));
    tcase_add_test(tc, depth);
    tcase_add_test(tc, values);
    tcase_add_test(tc, many_members);
    tcase_add_test(tc, sorted);
    tcase_add_test(tc, source);
    tcase_add_test(tc, type_names);
}

UNIT_MAIN("json", add_tests)
