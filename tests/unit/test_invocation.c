/* SPDX-License-Identifier: MIT */
#include "hrun/cli/options.h"
#include "hrun/docker/invocation.h"

#include "unit.h"

#include <string.h>

#define WORDS_MAX 8

static bool parse(const char *const *words, struct hr_invocation *out)
{
    size_t count = 0;

    while (words[count])
        count++;
    return hr_invocation_parse(words, count, hr_own_options(), arena, out, &err);
}

/* Lines that parse, and what they come to: settings, a bar, image, command. */
static const struct {
    const char *words[WORDS_MAX], *want;
} good_cases[] = {
    { { "a" }, "| a" },
    { { "a", "--privileged" }, "| a --privileged" },
    { { "--", "a", "--" }, "| a --" },
    { { "--rm", "--", "a", "--rm" }, "rm=true | a --rm" },
    { { "--name", "--privileged", "a" }, "name=--privileged | a" },
    { { "--name", "--", "a" }, "name=-- | a" },
    { { "--name", "", "a" }, "name= | a" },
    { { "--name=a=b", "i" }, "name=a=b | i" },
    { { "--privileged", "false", "a" }, "privileged=true | false a" },
    { { "--privileged=F", "a" }, "privileged=F | a" },
    { { "-it", "a" }, "interactive=true tty=true | a" },
    { { "-it=false", "a" }, "interactive=true tty=false | a" },
    { { "-itea", "i" }, "interactive=true tty=true env=a | i" },
    { { "-p80:80", "a" }, "publish=80:80 | a" },
    { { "-h=", "a", "b" }, "hostname== | a b" },
    { { "-h==x", "a" }, "hostname==x | a" },
    { { "-u=", "a" }, "user== | a" },
    { { "-h=x", "a" }, "hostname=x | a" },
    { { "-help", "x" }, "hostname=elp | x" },
    { { "-test", "a" }, "tty=true env=st | a" },
    { { "-test.v=--privileged", "a" }, "| a" },
    { { "-itest.x", "a" }, "interactive=true | a" },
    { { "--net", "host", "a" }, "network=host | a" },
    { { "--dns-opt=x", "a" }, "dns-option=x | a" },
    { { "-v", "-v", "a" }, "volume=-v | a" },
    { { "--help=false", "a" }, "help=false | a" },
    { { "--dry-run", "--rm", "a" }, "rm=true | a" },
    { { "a", "", "" }, "| a  " },
    { { NULL }, "|" },
    { { "--rm" }, "rm=true |" },
    { { "--pid=bogus" }, "pid=bogus |" }, /* the missing image is told first */
    /* What a later occurrence replaces is never looked at, but for what the flag parser reads. */
    { { "--pid=bogus", "--pid=host", "a" }, "pid=bogus pid=host | a" },
    { { "--memory-swappiness=101", "--memory-swappiness=60", "a" },
      "memory-swappiness=101 memory-swappiness=60 | a" },
    { { "--health-interval=-1s", "--health-interval=1s", "a" },
      "health-interval=-1s health-interval=1s | a" },
    { { "--health-retries=-1", "--health-retries=3", "a" },
      "health-retries=-1 health-retries=3 | a" },
};

static const char *summary(const struct hr_invocation *inv)
{
    struct hr_strv out = { 0 };

    for (size_t i = 0; i < inv->settings.n; i++)
        hr_strv_pushf(arena, &out, "%s=%s", inv->settings.v[i].option->name,
                      inv->settings.v[i].raw);
    hr_strv_push(arena, &out, "|");
    if (inv->has_image)
        hr_strv_push(arena, &out, inv->image_word);
    hr_strv_extend(arena, &out, &inv->command);
    return hr_strv_join(arena, &out, " ");
}

START_TEST(good)
{
    struct hr_invocation inv;

    ck_assert_msg(parse(good_cases[_i].words, &inv), "%s", err.msg);
    ck_assert_str_eq(summary(&inv), good_cases[_i].want);
}
END_TEST

static const struct {
    const char *words[WORDS_MAX];
    enum hr_errc code;
    size_t argument;
    const char *msg;
} bad_cases[] = {
    { { "--", "--", "a" }, HR_ERRC_USAGE, 2, NULL },
    { { "", "a" }, HR_ERRC_USAGE, 1, NULL },
    { { "-", "a" }, HR_ERRC_USAGE, 1, NULL },
    { { "-v" }, HR_ERRC_USAGE, 1, "option -v needs a value" },
    { { "--rm", "--name" }, HR_ERRC_USAGE, 2, "option --name needs a value" },
    { { "-t=", "a" }, HR_ERRC_UNKNOWN, 1, "unknown option -= in -t=" },
    { { "---x", "a" }, HR_ERRC_USAGE, 1, "bad option syntax: ---x" },
    { { "--=x", "a" }, HR_ERRC_USAGE, 1, "bad option syntax: --=x" },
    { { "--Rm", "a" }, HR_ERRC_UNKNOWN, 1, "unknown option --Rm" },
    { { "--read_only", "a" }, HR_ERRC_UNKNOWN, 1, "unknown option --read_only" },
    { { "--privilege", "a" }, HR_ERRC_UNKNOWN, 1, "unknown option --privilege" },
    { { "--rm=yes", "a" }, HR_ERRC_USAGE, 1, NULL },
    { { "--help", "--pids-limit", "x", "a" }, HR_ERRC_USAGE, 2, NULL },
    { { "--rm", "--pid", "bogus", "a" }, HR_ERRC_USAGE, 2, NULL },
    { { "--pid=host", "--pid=bogus", "a" }, HR_ERRC_USAGE, 2, NULL },
    { { "--pid=bogus", "--uts=bogus", "--pid=host", "a" }, HR_ERRC_USAGE, 2, NULL },
    { { "--publish=x", "--publish=80", "a" }, HR_ERRC_USAGE, 1, NULL },
    { { "--pid=bogus", "--publish=x", "--publish=y", "--pid=host", "a" }, HR_ERRC_USAGE, 2, NULL },
    { { "--pid=bogus", "--publish=x", "--uts=bogus", "a" }, HR_ERRC_USAGE, 1, NULL },
    { { "--memory-swappiness=x", "--memory-swappiness=60", "a" }, HR_ERRC_USAGE, 1, NULL },
    { { "--health-retries=-1", "a" }, HR_ERRC_USAGE, 1, NULL },
    { { "A" }, HR_ERRC_USAGE, 1, NULL },
};

START_TEST(bad)
{
    struct hr_invocation inv;

    ck_assert(!parse(bad_cases[_i].words, &inv));
    ck_assert_int_eq(err.code, bad_cases[_i].code);
    ck_assert_uint_eq(err.where.argument, bad_cases[_i].argument);
    if (bad_cases[_i].msg)
        ck_assert_str_eq(err.msg, bad_cases[_i].msg);
}
END_TEST

START_TEST(help_first)
{
    static const char *const words[] = { "--help", "--pid=bogus", "A", NULL };
    struct hr_invocation inv;

    ck_assert(parse(words, &inv));
    ck_assert(inv.help);
}
END_TEST

START_TEST(suggestion)
{
    static const char *const words[] = { "--dry-rnu", "a", NULL };
    struct hr_invocation inv;

    ck_assert(!parse(words, &inv));
    ck_assert_str_eq(err.hint, "did you mean --dry-run?");
}
END_TEST

/* Own options are told from docker's by name alone, so no name may be both. */
START_TEST(tables_apart)
{
    const struct hr_option_table *own = hr_own_options();

    for (size_t i = 0; i < own->count; i++)
        ck_assert_ptr_null(
            hr_option_named(hr_docker_options(), own->rows[i].name, strlen(own->rows[i].name)));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, good, 0, HR_ARRAY_LEN(good_cases));
    tcase_add_loop_test(tc, bad, 0, HR_ARRAY_LEN(bad_cases));
    tcase_add_test(tc, help_first);
    tcase_add_test(tc, suggestion);
    tcase_add_test(tc, tables_apart);
}

UNIT_MAIN("invocation", add_tests)
