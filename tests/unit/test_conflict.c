/* SPDX-License-Identifier: MIT */
#include "hrun/docker/conflict.h"
#include "hrun/docker/invocation.h"

#include "unit.h"

#define WORDS_MAX 6

static bool parse(const char *const *words)
{
    struct hr_invocation inv;
    size_t count = 0;

    while (words[count])
        count++;
    return hr_invocation_parse(words, count, NULL, arena, &inv, &err);
}

/* The clients 20.10 and 28.2 take these. */
static const char *const taken_cases[][WORDS_MAX] = {
    { "-d=false", "-a", "stdout", "a" },
    { "-d", "-a", "stdin", "-d=false", "a" },
    { "--rm", "--restart=no", "a" },
    { "--rm", "--restart=", "a" },
    { "--rm", "--restart=no:0", "a" },
    { "--rm", "--restart=:3", "a" }, /* by 20.10 */
    { "--rm=false", "--restart=always", "a" },
    { "--rm", "--restart=always", "--restart=no", "a" },
    { "--log-driver=None", "--log-opt=a=b", "a" },
    { "--log-driver=none", "--log-driver=x", "--log-opt=a=b", "a" },
    { "--no-healthcheck", "--health-cmd=", "a" },
    { "--no-healthcheck", "--health-retries=0", "a" },
    { "--no-healthcheck", "--health-interval=0s", "a" },
    { "--network-alias=x", "a" }, /* by 20.10 */
    { "--network=n", "--network-alias=x", "a" },
    { "--network=n", "--network=name=m,alias=x", "--network-alias=y", "a" },
    { "--network=n", "--network=name=m,ip=1.2.3.4", "--ip=1.2.3.5", "a" },
    { "--network=name=n,ip=1.2.3.4", "--ip=", "a" },
    { "--network=host", "--ip=1.2.3.4", "a" },
    { "--network=none", "--network=host", "a" },
    { "--network=bridge", "--network=default", "a" },
    { "--network=HOST", "--network=n", "a" },
    { "--network=name=bac\xe2\x84\xaa", "--network=name=bac\xe2\x84\xaa", "a" },
};

START_TEST(taken)
{
    ck_assert_msg(parse(taken_cases[_i]), "%s", err.msg);
}
END_TEST

/* Both refuse these. */
static const struct {
    const char *words[WORDS_MAX];
    size_t argument;
} refused_cases[] = {
    { { "-d", "-a", "stdout", "a" }, 2 },
    { { "-a", "stdout", "-d", "a" }, 3 },
    { { "--rm", "--restart=always", "a" }, 2 },
    { { "--restart=on-failure:3", "--rm", "a" }, 2 },
    { { "--rm", "--restart=NO", "a" }, 2 },
    { { "--log-driver=none", "--log-opt=a", "a" }, 2 },
    { { "--no-healthcheck", "--health-cmd=x", "a" }, 2 },
    { { "--health-interval=1s", "--no-healthcheck", "a" }, 2 },
    { { "--no-healthcheck", "--health-timeout=1s", "a" }, 2 },
    { { "--no-healthcheck", "--health-start-period=1s", "a" }, 2 },
    { { "--no-healthcheck", "--health-start-interval=1s", "a" }, 2 },
    { { "--no-healthcheck", "--health-retries=2", "a" }, 2 },
    { { "--network=none", "--network-alias=x", "a" }, 1 },
    { { "--network=default", "--network-alias=x", "a" }, 1 },
    { { "--network=container:x", "--network-alias=x", "a" }, 1 },
    { { "--network=name=host,alias=x", "a" }, 1 },
    { { "--network=name=n,alias=x", "--network-alias=y", "a" }, 2 },
    { { "--network=name=n,ip=1.2.3.4", "--ip=1.2.3.5", "a" }, 2 },
    { { "--ip6=::2", "--network=name=n,ip6=::1", "a" }, 2 },
    { { "--network=name=n,link-local-ip=169.254.1.1", "--link-local-ip=169.254.1.2", "a" }, 2 },
    { { "--network=name=n,mac-address=02:42:ac:11:00:02", "--mac-address=02:42:ac:11:00:03", "a" },
      2 },
    { { "--network=host", "--network=n", "a" }, 2 },
    { { "--network=n", "--net=host", "a" }, 2 },
    { { "--network=n", "--network=m", "--network=bridge", "a" }, 3 },
    { { "--network=n", "--network=name=n", "a" }, 2 },
    { { "--network=none", "--network=none", "a" }, 2 },
};

START_TEST(refused)
{
    ck_assert_msg(!parse(refused_cases[_i].words), "%s", refused_cases[_i].words[0]);
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
    ck_assert_uint_eq(err.where.argument, refused_cases[_i].argument);
}
END_TEST

/* Docker tells --help and a missing image first. */
START_TEST(told_later)
{
    static const char *const help[] = { "--rm", "--restart=always", "--help", "a", NULL };
    static const char *const no_image[] = { "--rm", "--restart=always", NULL };

    ck_assert(parse(help));
    ck_assert(parse(no_image));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, taken, 0, HR_ARRAY_LEN(taken_cases));
    tcase_add_loop_test(tc, refused, 0, HR_ARRAY_LEN(refused_cases));
    tcase_add_test(tc, told_later);
}

UNIT_MAIN("conflict", add_tests)
