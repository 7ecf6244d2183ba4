/* SPDX-License-Identifier: MIT */
#include "hrun/docker/env.h"

#include "unit.h"

static const struct {
    const char *in, *name, *value;
} parse_cases[] = {
    { "A=1", "A", "1" },
    { "A=", "A", "" },
    { "A", "A", NULL },
    { "A==", "A", "=" },
    { "A=1,B=2", "A", "1,B=2" },
    { "A=b=c", "A", "b=c" },
    { "A B", "A B", NULL },
    { " A= 1 ", " A", " 1 " },
    { "1=2", "1", "2" },
    { "--rm", "--rm", NULL },
    { "caf\xc3\xa9=\xff", "caf\xc3\xa9", "\xff" },
    { "A=x\ny", "A", "x\ny" },
    { "\"A\"='x'", "\"A\"", "'x'" },
    { "#A=1", "#A", "1" },
};

START_TEST(parse)
{
    struct hr_env env;

    ck_assert(hr_env_parse(parse_cases[_i].in, arena, &env, &err));
    ck_assert_str_eq(env.name, parse_cases[_i].name);
    ck_assert_pstr_eq(env.value, parse_cases[_i].value);
    ck_assert_uint_eq(env.line, 0);
}
END_TEST

static const char *const parse_bad[] = { "", "=", "=x", "=A=1" };

START_TEST(parse_refuses)
{
    struct hr_env env;

    ck_assert(!hr_env_parse(parse_bad[_i], arena, &env, &err));
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
}
END_TEST

/* A text with its size, so that it may hold NUL bytes. */
#define TEXT(literal) literal, sizeof(literal) - 1

static const struct {
    const char *in;
    size_t size;
    struct hr_env want[4]; /* up to the first without a name */
} file_cases[] = {
    { TEXT(""), { { 0 } } },
    { TEXT("\n\n"), { { 0 } } },
    { TEXT("A=1"), { { "A", "1", 1 } } },
    { TEXT("A=1\n"), { { "A", "1", 1 } } },
    { TEXT("A=1\nB=2\n\nC"), { { "A", "1", 1 }, { "B", "2", 2 }, { "C", NULL, 4 } } },
    /* A name may come twice; the engine keeps the last. */
    { TEXT("A=1\nA=9"), { { "A", "1", 1 }, { "A", "9", 2 } } },
    /* No quotes, escapes, export, comment behind a value; blanks after "=" belong to it. */
    { TEXT("A=\"q\""), { { "A", "\"q\"", 1 } } },
    { TEXT("A='q'\nB=\\n\nC=$A"), { { "A", "'q'", 1 }, { "B", "\\n", 2 }, { "C", "$A", 3 } } },
    { TEXT("A= 2 \nB=a#b\nC=a #b"), { { "A", " 2 ", 1 }, { "B", "a#b", 2 }, { "C", "a #b", 3 } } },
    { TEXT("A=b=c"), { { "A", "b=c", 1 } } },
    { TEXT("A="), { { "A", "", 1 } } },
    { TEXT("'A=1\n-=2"), { { "'A", "1", 1 }, { "-", "2", 2 } } },
    /* Comments. */
    { TEXT("#A=1\n  # c\n\t#\nB=2"), { { "B", "2", 4 } } },
    { TEXT("# a b\n#=\n#\0\n"), { { 0 } } },
    /* White space before a name, by Unicode's tables. */
    { TEXT("  A=1\n\tB=2\n\v\f\r C=3"), { { "A", "1", 1 }, { "B", "2", 2 }, { "C", "3", 3 } } },
    { TEXT("\xc2\xa0"
           "A=1\n\xe2\x80\x83"
           "B=2\n\xe3\x80\x80\xc2\x85"
           "C=3"),
      { { "A", "1", 1 }, { "B", "2", 2 }, { "C", "3", 3 } } },
    { TEXT("\xc2\xa0#A=1\n \xe2\x80\xa8\n"), { { 0 } } },
    { TEXT("\xe2\x80\x8b"
           "A=1"),
      { { "\xe2\x80\x8b"
          "A",
          "1", 1 } } }, /* a zero-width space is none */
    /* Other white space may stand in a name. */
    { TEXT("A\xc2\xa0"
           "B=1\nC\v=2\nD\r"),
      { { "A\xc2\xa0"
          "B",
          "1", 1 },
        { "C\v", "2", 2 },
        { "D", NULL, 3 } } },
    /* One carriage return goes with the newline, and with the end. */
    { TEXT("A=1\r\nB\r\n\r\nC=3\r"), { { "A", "1", 1 }, { "B", NULL, 2 }, { "C", "3", 4 } } },
    { TEXT("A=1\r\r\nB=\r2"), { { "A", "1\r", 1 }, { "B", "\r2", 2 } } },
    /* A byte order mark, on line 1 only, and only at its very start. */
    { TEXT("\xef\xbb\xbf"
           "A=1\n\xef\xbb\xbf"
           "B=2"),
      { { "A", "1", 1 },
        { "\xef\xbb\xbf"
          "B",
          "2", 2 } } },
    { TEXT("\xef\xbb\xbf # c\n"), { { 0 } } },
    { TEXT("\xef\xbb\xbf"), { { 0 } } },
    { TEXT(" \xef\xbb\xbf"
           "A=1"),
      { { "\xef\xbb\xbf"
          "A",
          "1", 1 } } },
};

START_TEST(file)
{
    const struct hr_bytes bytes = { file_cases[_i].in, file_cases[_i].size };
    struct hr_envs envs = { 0 };
    size_t n = 0;

    ck_assert(hr_env_file_parse(&bytes, "f", arena, &envs, &err));
    for (; n < HR_ARRAY_LEN(file_cases[0].want) && file_cases[_i].want[n].name; n++) {
        const struct hr_env *want = &file_cases[_i].want[n];

        ck_assert_uint_gt(envs.n, n);
        ck_assert_str_eq(envs.v[n].name, want->name);
        ck_assert_pstr_eq(envs.v[n].value, want->value);
        ck_assert_uint_eq(envs.v[n].line, want->line);
    }
    ck_assert_uint_eq(envs.n, n);
}
END_TEST

static const struct {
    const char *in;
    size_t size, line;
    const char *want;
} file_bad[] = {
    { TEXT("=1"), 1, "no variable name" },
    { TEXT("A=1\n ="), 2, "no variable name" },
    { TEXT("\xef\xbb\xbf=1"), 1, "no variable name" },
    { TEXT("A=1\n\n# c\nB C=1"), 4, "white space" },
    { TEXT("A =1"), 1, "white space" },
    { TEXT("A\t=1"), 1, "white space" },
    { TEXT("export A=1"), 1, "white space" },
    { TEXT("A B"), 1, "white space" },
    { TEXT("A "), 1, "white space" },
    { TEXT("A=1\nB=\xff"), 2, "UTF-8" },
    { TEXT("# \xe4 Latin-1\n"), 1, "UTF-8" },
    { TEXT("A=\xed\xa0\x80"), 1, "UTF-8" },
    { TEXT("A=\xc0\x80"), 1, "UTF-8" },
    { TEXT("\xff\xfe"
           "A\0=\0"),
      1, "UTF-8" }, /* UTF-16 */
    { TEXT("A=1\nB=2\0"
           "3"),
      2, "NUL" },
    { TEXT("A\0=1"), 1, "NUL" },
    { TEXT("A\0"), 1, "NUL" },
};

START_TEST(file_refuses)
{
    const struct hr_bytes bytes = { file_bad[_i].in, file_bad[_i].size };
    struct hr_envs envs = { 0 };

    ck_assert(!hr_env_file_parse(&bytes, "my.env", arena, &envs, &err));
    ck_assert_int_eq(err.code, HR_ERRC_INPUT);
    ck_assert_str_eq(err.where.source, "my.env");
    ck_assert_uint_eq(err.where.line, file_bad[_i].line);
    ck_assert_ptr_nonnull(strstr(err.msg, file_bad[_i].want));
    ck_assert_uint_eq(envs.n, 0);
}
END_TEST

/* A second line of LENGTH bytes, its end included in TAIL. */
static bool parse_long_line(size_t length, const char *tail, struct hr_envs *envs)
{
    const size_t head = strlen("A=1\nB="), all = strlen("A=1\n") + length;
    char *text = hr_arena_alloc(arena, all + strlen(tail) + 1);
    const struct hr_bytes bytes = { text, all + strlen(tail) };

    memset(text, 'x', all);
    memcpy(text, "A=1\nB=", head);
    memcpy(text + all, tail, strlen(tail));
    return hr_env_file_parse(&bytes, "f", arena, envs, &err);
}

static const struct {
    size_t length;
    const char *tail;
    bool want;
} long_lines[] = {
    { 65534, "\n", true },    { 65535, "\n", true },  { 65536, "\n", false },
    { 65535, "", true },      { 65536, "", false },   { 65534, "\r\n", true },
    { 65535, "\r\n", false }, { 65535, "\nC", true }, { 200000, "\n", false },
};

START_TEST(long_line)
{
    struct hr_envs envs = { 0 };
    const bool done = parse_long_line(long_lines[_i].length, long_lines[_i].tail, &envs);

    ck_assert_int_eq(done, long_lines[_i].want);
    if (done)
        ck_assert_uint_eq(strlen(envs.v[1].value), long_lines[_i].length - strlen("B="));
    else
        ck_assert_uint_eq(err.where.line, 2);
}
END_TEST

START_TEST(file_appends)
{
    static const struct hr_bytes first = { TEXT("A=1") }, second = { TEXT("A=2\nB") };
    struct hr_envs envs = { 0 };

    ck_assert(hr_env_file_parse(&first, "f", arena, &envs, &err));
    ck_assert(hr_env_file_parse(&second, "g", arena, &envs, &err));
    ck_assert_uint_eq(envs.n, 3);
    ck_assert_str_eq(envs.v[1].value, "2");
    ck_assert_uint_eq(envs.v[2].line, 2);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, parse, 0, HR_ARRAY_LEN(parse_cases));
    tcase_add_loop_test(tc, parse_refuses, 0, HR_ARRAY_LEN(parse_bad));
    tcase_add_loop_test(tc, file, 0, HR_ARRAY_LEN(file_cases));
    tcase_add_loop_test(tc, file_refuses, 0, HR_ARRAY_LEN(file_bad));
    tcase_add_loop_test(tc, long_line, 0, HR_ARRAY_LEN(long_lines));
    tcase_add_test(tc, file_appends);
}

UNIT_MAIN("env", add_tests)
