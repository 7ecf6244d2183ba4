/* SPDX-License-Identifier: MIT */
#include "hrun/base/json.h"
#include "hrun/base/jsonw.h"

#include "unit.h"

#include <string.h>

static const struct hr_json *read_as(const char *text, const char *source)
{
    const struct hr_json *json = NULL;

    ck_assert_msg(hr_json_parse(text, strlen(text), source, arena, &json, &err), "%s", text);
    return json;
}

static const char *plain(const struct hr_json *json)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, json, true);
    return hr_jsonw_text(&w);
}

/* RFC 7396, appendix A. */
static const struct {
    const char *original, *patch, *result;
} published[] = {
    { "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
    { "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
    { "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
    { "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
    { "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
    { "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
    { "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
    { "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
    { "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
    { "{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]" },
    { "{\"a\":\"foo\"}", "null", "null" },
    { "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"" },
    { "{\"e\":null}", "{\"a\":1}", "{\"a\":1,\"e\":null}" },
    { "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
    { "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
    /* its section 3 */
    { "{\"title\":\"Goodbye!\",\"author\":{\"givenName\":\"John\",\"familyName\":\"Doe\"},"
      "\"tags\":[\"example\",\"sample\"],\"content\":\"This will be unchanged\"}",
      "{\"title\":\"Hello!\",\"phoneNumber\":\"+01-123-456-7890\",\"author\":{\"familyName\":null},"
      "\"tags\":[\"example\"]}",
      "{\"author\":{\"givenName\":\"John\"},\"content\":\"This will be unchanged\","
      "\"phoneNumber\":\"+01-123-456-7890\",\"tags\":[\"example\"],\"title\":\"Hello!\"}" },
    /* a null in a list is an element */
    { "{}", "{\"a\":[null,{\"b\":null}]}", "{\"a\":[null,{\"b\":null}]}" },
    { "{\"a\":{\"b\":1}}", "{}", "{\"a\":{\"b\":1}}" },
};

START_TEST(examples)
{
    const struct hr_json *target = read_as(published[_i].original, "t");
    const struct hr_json *patch = read_as(published[_i].patch, "p");
    const char *before = plain(target);

    ck_assert_str_eq(plain(hr_json_patch(target, patch, arena)), published[_i].result);
    ck_assert_str_eq(plain(target), before);
}
END_TEST

START_TEST(nothing)
{
    ck_assert_str_eq(
        plain(hr_json_patch(NULL, read_as("{\"a\":null,\"b\":{\"c\":null}}", "p"), arena)),
        "{\"b\":{}}");
}
END_TEST

/* Where each value of the result comes from. */
static const struct {
    const char *pointer, *source;
    size_t line, column, key_column;
} origins[] = {
    { "", "p", 1, 1, 0 },      { "/a", "t", 2, 5, 1 },   { "/o", "p", 2, 5, 1 },
    { "/o/x", "t", 3, 10, 6 }, { "/o/y", "p", 3, 5, 1 }, { "/o/z~1~0", "p", 4, 9, 1 },
    { "/l", "p", 5, 5, 1 },    { "/l/1", "p", 5, 8, 0 },
};

START_TEST(origin)
{
    const struct hr_json *target =
        read_as("{\n\"a\":1,\n\"o\":{\"x\":1,\"y\":2},\n\"l\":[5,6,7]}", "t");
    const struct hr_json *patch = read_as("{\n\"o\":{\n\"y\":3,\n\"z/~\" : 4},\n\"l\":[1,2]}", "p");
    const struct hr_json *node =
        hr_json_at(hr_json_patch(target, patch, arena), origins[_i].pointer);

    ck_assert_msg(node != NULL, "%s", origins[_i].pointer);
    ck_assert_str_eq(node->source, origins[_i].source);
    ck_assert_uint_eq(node->line, origins[_i].line);
    ck_assert_uint_eq(node->column, origins[_i].column);
    ck_assert_uint_eq(node->key_column, origins[_i].key_column);
    ck_assert_str_eq(hr_json_pointer(node, arena), origins[_i].pointer);
}
END_TEST

static const char *const nowhere[] = { "/b",   "/o/x/1", "/l/2", "/l/-", "/l/01x",
                                       "/o/z", "a",      "/",    "/o/" };

START_TEST(at_nothing)
{
    const struct hr_json *json = read_as("{\"a\":1,\"o\":{\"x\":1,\"z/~\":2},\"l\":[1,2]}", "t");

    ck_assert_ptr_null(hr_json_at(json, nowhere[_i]));
}
END_TEST

START_TEST(many)
{
    struct hr_strv members = { 0 };
    const struct hr_json *target, *patch, *merged;

    for (int i = 0; i < 20000; i++)
        hr_strv_pushf(arena, &members, "\"m%d\":%d", i, i);
    target = read_as(hr_arena_printf(arena, "{%s}", hr_strv_join(arena, &members, ",")), "t");
    patch = read_as("{\"m19999\":null,\"new\":1,\"m0\":\"x\"}", "p");
    merged = hr_json_patch(target, patch, arena);
    ck_assert_uint_eq(merged->count, 20000);
    ck_assert_str_eq(hr_json_string(merged, "m0"), "x");
    ck_assert_ptr_null(hr_json_get(merged, "m19999"));
}
END_TEST

static bool is_b(const struct hr_json *member)
{
    return strcmp(member->key, "b") == 0;
}

START_TEST(without)
{
    const struct hr_json *json = read_as("{\"a\":{\"b\":1},\"b\":2,\"c\":[3]}", "t");
    const struct hr_json *less = hr_json_without(json, is_b, arena);

    ck_assert_str_eq(plain(less), "{\"a\":{\"b\":1},\"c\":[3]}");
    ck_assert_uint_eq(less->count, 2);
    ck_assert_uint_eq(json->count, 3);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, examples, 0, HR_ARRAY_LEN(published));
    tcase_add_test(tc, nothing);
    tcase_add_loop_test(tc, origin, 0, HR_ARRAY_LEN(origins));
    tcase_add_loop_test(tc, at_nothing, 0, HR_ARRAY_LEN(nowhere));
    tcase_add_test(tc, many);
    tcase_add_test(tc, without);
}

UNIT_MAIN("json_patch", add_tests)
