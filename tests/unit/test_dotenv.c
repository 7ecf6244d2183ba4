/* SPDX-License-Identifier: MIT */
#include "hrun/source/dotenv.h"

#include "unit.h"

#include <string.h>

/* A file, and what it comes to: NAME=VALUE, NAME? for a value that cannot be told. */
static const struct {
    const char *text, *want; /* NULL: refused */
} cases[] = {
    { "", "" },
    { "\n# A=1\n  # B=2\n \t\n", "" },
    { "A=1\nB=", "A=1 B=" },
    { "A=1\r\nB=2\r\n", "A=1 B=2" },
    { " A = x y \n", "A=x y" },
    { "export A=true\nexport\tB=1\nexport=2", "A=true B=1 export=2" },
    { "A\nexport B\n", "" },
    { "a.b-c_1=x=y", "a.b-c_1=x=y" },
    { "A='x y'\nB=\"z\" # more", "A=x y B=z" },
    { "A='$B'\nB=\"$A\"", "A=$B B?" },
    { "A=$B\nB=${C}", "A? B?" },
    { "A=true # yes", "A?" },
    { "A=tr'u'e\nB=\\x\nC=x\"\nD=`x`\nE=a\rb", "A? B? C? D? E?" },
    { "A='a\\nb'\nB=\"a\\nb\"", "A? B?" },
    { "A=1\nA=2", "A=1 A=2" },
    { "A: true", NULL },
    { "A:true", NULL },
    { "A B=1", NULL },
    { "=1", NULL },
    { "\xef\xbb\xbf"
      "A=1",
      NULL },
    { "A=\"\nB=1\n\"", NULL },
    { "A='x\\'\nB=1\n'", NULL },
    { "A=\"x\" B=1", NULL },
    { "A='x'y", NULL },
};

START_TEST(reads)
{
    const struct hr_bytes bytes = { cases[_i].text, strlen(cases[_i].text) };
    struct hr_envs envs = { 0 };
    struct hr_strv out = { 0 };
    const bool read = hr_dotenv_parse(&bytes, "f/.env", arena, &envs, &err);

    ck_assert_msg(read == (cases[_i].want != NULL), "%s", cases[_i].text);
    if (!read) {
        ck_assert_str_eq(err.where.source, "f/.env");
        ck_assert_uint_ge(err.where.line, 1);
        return;
    }
    for (size_t i = 0; i < envs.n; i++)
        hr_strv_pushf(arena, &out, "%s%s%s", envs.v[i].name, envs.v[i].value ? "=" : "?",
                      envs.v[i].value ? envs.v[i].value : "");
    ck_assert_str_eq(hr_strv_join(arena, &out, " "), cases[_i].want);
}
END_TEST

START_TEST(refuses_nul)
{
    const struct hr_bytes bytes = { "A=1\0\nB=2", 8 };
    struct hr_envs envs = { 0 };

    ck_assert(!hr_dotenv_parse(&bytes, ".env", arena, &envs, &err));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, reads, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, refuses_nul);
}

UNIT_MAIN("dotenv", add_tests)
