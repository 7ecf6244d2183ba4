/* SPDX-License-Identifier: MIT */
#include "hrun/facts/seccomp.h"

#include "judge.h"
#include "scratch.h"

#include <sys/stat.h>
#include <unistd.h>

#define TIGHT "{ \"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [] }"

static const struct {
    const char *text;
    bool refuses;
    const char *want; /* as docker sends it; NULL: an error */
} cases[] = {
    { TIGHT, true, "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"syscalls\":[]}" },
    { "{\"defaultAction\":\"SCMP_ACT_KILL\"}", true, "{\"defaultAction\":\"SCMP_ACT_KILL\"}" },
    { "{\"defaultAction\":\"SCMP_ACT_TRAP\"}", true, "{\"defaultAction\":\"SCMP_ACT_TRAP\"}" },
    { "{\"DefaultACTION\":\"SCMP_ACT_ERRNO\"}", true, "{\"DefaultACTION\":\"SCMP_ACT_ERRNO\"}" },
    { "{\"defaultAction\":\"SCMP_ACT_ALLOW\"}", false, "{\"defaultAction\":\"SCMP_ACT_ALLOW\"}" },
    { "{\"defaultAction\":\"SCMP_ACT_LOG\"}", false, "{\"defaultAction\":\"SCMP_ACT_LOG\"}" },
    { "{\"defaultAction\":\"scmp_act_errno\"}", false, "{\"defaultAction\":\"scmp_act_errno\"}" },
    { "{\"defaultAction\":1}", false, "{\"defaultAction\":1}" },
    { "{}", false, "{}" },
    /* Go takes both for the same member, and the last counts */
    { "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultaction\":\"SCMP_ACT_ALLOW\"}", false,
      "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultaction\":\"SCMP_ACT_ALLOW\"}" },
    { "{\n\t\"a b\" : \" x\\\" \\\\\" ,\r\n \"c\":[ 1 , 2 ]}", false,
      "{\"a b\":\" x\\\" \\\\\",\"c\":[1,2]}" },
    { "", false, NULL },
    { "[]", false, NULL },
    { "unconfined", false, NULL },
    { "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultAction\":\"SCMP_ACT_ALLOW\"}", false, NULL },
};

START_TEST(read_text)
{
    const struct hr_bytes bytes = { cases[_i].text, strlen(cases[_i].text) };
    struct hr_seccomp_facts facts = { .path = "s.json" };

    if (!cases[_i].want) {
        ck_assert(!hr_seccomp_read(&bytes, arena, &facts, &err));
        ck_assert_ptr_null(facts.text);
        return;
    }
    ck_assert_msg(hr_seccomp_read(&bytes, arena, &facts, &err), "%s", cases[_i].text);
    ck_assert_str_eq(facts.text, cases[_i].want);
    ck_assert(facts.refuses == cases[_i].refuses);
}
END_TEST

START_TEST(ask)
{
    struct hr_seccomp_facts facts;

    scratch_file("@/s.json", TIGHT, 0644);
    hr_seccomp_ask(scratch_text("@/s.json"), arena, &facts);
    ck_assert_ptr_nonnull(facts.text);
    ck_assert(facts.refuses);
    ck_assert_ptr_null(facts.unknown_because);
    hr_seccomp_ask(scratch_text("@/none.json"), arena, &facts);
    ck_assert_ptr_null(facts.text);
    ck_assert_ptr_nonnull(facts.unknown_because);
    hr_seccomp_ask(scratch, arena, &facts);
    ck_assert_ptr_null(facts.text);
    ck_assert_int_eq(mkfifo(scratch_text("@/fifo"), 0600), 0);
    hr_seccomp_ask(scratch_text("@/fifo"), arena, &facts);
    ck_assert_ptr_null(facts.text);
    ck_assert_ptr_nonnull(facts.unknown_because);
}
END_TEST

static struct hr_seccomp_facts filters[] = {
    { .path = "tight.json", .text = "{\"a\":1}", .refuses = true },
    { .path = "other.json", .text = "{\"a\":2}", .refuses = true },
    { .path = "/same.json", .text = "{\"a\":1}", .refuses = true },
    { .path = "open.json", .text = "{\"b\":1}" },
    { .path = "/p/open.json", .text = "{\"b\":1}" },
    { .path = "/p/tight.json", .text = "{\"a\":1}", .refuses = true },
    { .path = "bad.json", .unknown_because = "no such file" },
};

#define OWN                                                                            \
    "'seccomp': '/p/tight.json', 'rules': { '*': 'allow', 'seccomp-profile': 'deny', " \
    "'seccomp-unconfined': 'deny' }, " BARE

static const struct judge_profile_case guard_cases[] = {
    { OWN, "app:1", "" },
    { OWN, "--security-opt seccomp=tight.json app:1", "" },
    { OWN, "--security-opt seccomp:/same.json app:1", "" },
    { OWN, "--security-opt seccomp=/p/tight.json app:1", "" },
    { OWN, "--security-opt seccomp=other.json app:1", "seccomp-profile:other.json" },
    { OWN, "--security-opt seccomp=open.json app:1", "seccomp-unconfined:open.json" },
    /* what the profile itself asks for is as it is */
    { "'seccomp': '/p/open.json', 'rules': { '*': 'allow', 'seccomp-profile': 'deny', "
      "'seccomp-unconfined': 'deny' }, " BARE,
      "--security-opt seccomp=open.json app:1", "" },
};

START_TEST(guards)
{
    struct hr_facts facts = judge_root_image;

    facts.seccomps.v = filters;
    facts.seccomps.n = HR_ARRAY_LEN(filters);
    judge_check(guard_cases[_i].profile, &facts, guard_cases[_i].line, guard_cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_loop_test(tc, read_text, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, ask);
    tcase_add_loop_test(tc, guards, 0, HR_ARRAY_LEN(guard_cases));
}

UNIT_MAIN("seccomp", add_tests)
