/* SPDX-License-Identifier: MIT */
#include "hrun/base/jsonw.h"
#include "hrun/base/yaml.h"

#include "unit.h"

#include <string.h>

static const struct {
    const char *text, *want; /* JSON; behind '!' the error */
} cases[] = {
    { "a: 1", "{\"a\":1}" },
    { "a: [x, 'y', \"z\\n\"]", "{\"a\":[\"x\",\"y\",\"z\\n\"]}" },
    { "- 1\n- -2.5\n- 1e3\n- 0x10\n- .5\n- 1.2.3", "[1,-2.5,\"1e3\",\"0x10\",.5,\"1.2.3\"]" },
    { "- true\n- True\n- yes\n- 'true'\n- null\n- ~\n-",
      "[true,true,\"yes\",\"true\",null,null,null]" },
    { "a: |\n  one\n  two\n", "{\"a\":\"one\\ntwo\\n\"}" },
    { "{\"a\": {\"b\": []}}", "{\"a\":{\"b\":[]}}" },
    { "1: one\nnull: none", "{\"1\":\"one\",\"null\":\"none\"}" },
    { "a: !!str 1", "{\"a\":\"1\"}" },
    /* anchors */
    { "a: &x [1]\nb: *x", "{\"a\":[1],\"b\":[1]}" },
    { "a: &x 1\nb: &x 2\nc: *x", "{\"a\":1,\"b\":2,\"c\":2}" },
    { "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3",
      "{\"a\":{\"k\":1,\"l\":2},\"b\":{\"k\":3,\"l\":2}}" },
    { "a: &x {k: 1}\nb: &y {k: 2, m: 3}\nc: {<<: [*x, *y]}",
      "{\"a\":{\"k\":1},\"b\":{\"k\":2,\"m\":3},\"c\":{\"k\":1,\"m\":3}}" },
    /* the tags of Compose */
    { "a: !reset 1\nb: !reset [x, {k: 1}]\nc: !reset {k: x}",
      "{\"a\":null,\"b\":null,\"c\":null}" },
    { "a: !override 1\nb: !override [x]\nc: !override true", "{\"a\":1,\"b\":[\"x\"],\"c\":true}" },
    /* what is refused, with its place */
    { "", "!t:1:1: there is nothing in it" },
    { "a: 1\na: 2", "!t:2:1: \"a\" is there twice" },
    { "a: 1\n---\nb: 2", "!t:2:1: more than one document" },
    { "a: *x", "!t:1:4: no anchor is called \"x\"" },
    { "a: &x [*x]", "!t:1:8: no anchor is called \"x\"" },
    { "a: !mine 1", "!t:1:4: the tag !mine is not understood" },
    { "a: \"x\\0y\"", "!t:1:4: a NUL byte in a string" },
    { "? [a]\n: b", "!t:1:3: the name of a member is no plain text" },
    { "a: {<<: 1}", "!t:1:9: << takes a mapping" },
    { "a: {<<: [1]}", "!t:1:9: << takes mappings" },
    { "a: [", "!t:2:1: did not find expected node content" },
    { "a: !!str 1", "{\"a\":\"1\"}" },
    { "a: !!python/object:x y",
      "!t:1:4: the tag tag:yaml.org,2002:python/object:x is not understood" },
    { "a: 'x", "!t:1:6: found unexpected end of stream" },
    { "\ta: 1", "!t:1:1: found character that cannot start any token" },
    { "a: \xff", "!t:1:4: invalid leading UTF-8 octet" },
    { "a: b\nc: d\x01", "!t:2:5: control characters are not allowed" },
};

static const char *read(const char *text, size_t size)
{
    const struct hr_json *root = NULL;
    struct hr_jsonw w;

    if (!hr_yaml_parse(text, size, "t", arena, &root, &err)) {
        ck_assert_ptr_nonnull(err.hint);
        err.hint = NULL;
        return hr_arena_printf(arena, "!%s", hr_error_text(&err, arena));
    }
    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, root, false);
    return hr_jsonw_text(&w);
}

START_TEST(reads)
{
    ck_assert_str_eq(read(cases[_i].text, strlen(cases[_i].text)), cases[_i].want);
}
END_TEST

START_TEST(places)
{
    static const char text[] = "a:\n  - b: 1\n    cc: x\n";
    const struct hr_json *root = NULL, *node;

    ck_assert(hr_yaml_parse(text, strlen(text), "t", arena, &root, &err));
    node = hr_json_at(root, "/a/0/cc");
    ck_assert_str_eq(hr_json_pointer(node, arena), "/a/0/cc");
    ck_assert_uint_eq(node->key_line, 3);
    ck_assert_uint_eq(node->key_column, 5);
    ck_assert_uint_eq(node->line, 3);
    ck_assert_uint_eq(node->column, 9);
}
END_TEST

/* Each line has the one before ten times. */
START_TEST(bomb)
{
    struct hr_strv lines = { 0 };
    const char *text;

    hr_strv_push(arena, &lines, "l0: &l0 x\n");
    for (int i = 1; i < 12; i++)
        hr_strv_pushf(arena, &lines,
                      "l%d: &l%d [*l%d,*l%d,*l%d,*l%d,*l%d,*l%d,*l%d,*l%d,*l%d,*l%d]\n", i, i,
                      i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    text = hr_strv_join(arena, &lines, "");
    ck_assert_ptr_nonnull(strstr(read(text, strlen(text)), "too many values"));
}
END_TEST

/* Aliases within aliases nest deeper than any text does. */
START_TEST(chain)
{
    struct hr_strv lines = { 0 };
    const char *text;

    hr_strv_push(arena, &lines, "l0: &l0 [[[[[[[[x]]]]]]]]\n");
    for (int i = 1; i < 9; i++)
        hr_strv_pushf(arena, &lines, "l%d: &l%d [[[[[[[[*l%d]]]]]]]]\n", i, i, i - 1);
    text = hr_strv_join(arena, &lines, "");
    ck_assert_ptr_nonnull(strstr(read(text, strlen(text)), "nested too deep"));
}
END_TEST

START_TEST(deep)
{
    const size_t size = 100000;
    char *text = hr_arena_alloc(arena, size + 1);

    memset(text, '[', size);
    ck_assert_ptr_nonnull(strstr(read(text, size), "nested too deep"));
}
END_TEST

START_TEST(large)
{
    ck_assert_str_eq(read("", HR_YAML_MAX_BYTES + 1), "!t:1:1: more than 1 MiB");
}
END_TEST

/* Many members that merge into many others. */
START_TEST(wide)
{
    struct hr_strv lines = { 0 };
    const char *text;

    hr_strv_push(arena, &lines, "a: &a\n");
    for (int i = 0; i < 12000; i++)
        hr_strv_pushf(arena, &lines, "  k%d: 1\n", i);
    hr_strv_push(arena, &lines, "b:\n  <<: *a\n");
    text = hr_strv_join(arena, &lines, "");
    ck_assert_int_eq(read(text, strlen(text))[0], '{');
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, reads, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, places);
    tcase_add_test(tc, bomb);
    tcase_add_test(tc, chain);
    tcase_add_test(tc, deep);
    tcase_add_test(tc, large);
    tcase_add_test(tc, wide);
}

UNIT_MAIN("yaml", add_tests)
