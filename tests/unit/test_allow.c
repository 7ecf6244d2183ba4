/* SPDX-License-Identifier: MIT */
#include "hrun/guard/allow.h"

#include "judge.h"

static const struct {
    const char *raw, *msg, *hint;
} bad_cases[] = {
    { "", "--allow: no rule is called \"\"", "a refusal ends in its rule's name" },
    { "=why", "--allow: no rule is called \"\"", "a refusal ends in its rule's name" },
    { "privilegde=why", "--allow: no rule is called \"privilegde\"",
      "did you mean \"privileged\"?" },
    { "Privileged=why", "--allow: no rule is called \"Privileged\"",
      "did you mean \"privileged\"?" },
    { "*=why", "--allow: no rule is called \"*\"", "a refusal ends in its rule's name" },
    { "usage=why", "--allow: nothing lets usage pass", NULL },
    { "unknown-option:--x=why", "--allow: nothing lets unknown-option pass", NULL },
    { "privileged", "--allow privileged: no reason is given",
      "write RULE=REASON, or RULE:SUBJECT=REASON" },
    { "privileged=", "--allow privileged=: no reason is given",
      "write RULE=REASON, or RULE:SUBJECT=REASON" },
    { "privileged= \t", "--allow privileged= \t: no reason is given",
      "write RULE=REASON, or RULE:SUBJECT=REASON" },
    { "capability:BPF", "--allow capability:BPF: no reason is given",
      "write RULE=REASON, or RULE:SUBJECT=REASON" },
    { "capability:=", "--allow capability:=: no reason is given",
      "write RULE=REASON, or RULE:SUBJECT=REASON" },
    { "capability:BPF=", "--allow capability:BPF=: no reason is given",
      "write RULE=REASON, or RULE:SUBJECT=REASON" },
};

START_TEST(bad)
{
    struct hr_allow allow;

    ck_assert(!hr_allow_parse(bad_cases[_i].raw, arena, &allow, &err));
    ck_assert_str_eq(err.msg, bad_cases[_i].msg);
    ck_assert_pstr_eq(err.hint, bad_cases[_i].hint);
}
END_TEST

static const struct judge_case cases[] = {
    { "--privileged --allow privileged=x app:1", "privileged=x" },
    { "--allow privileged=a=b --privileged app:1", "privileged=a=b" },
    { "--allow capability:BPF=x --cap-add BPF app:1", "capability:BPF=x" },
    { "--allow capability:BPF=x --cap-add cap_bpf app:1", "capability:BPF=x" },
    { "--allow capability:BPF=x --cap-add BPF --cap-add SYSLOG app:1",
      "capability:BPF=x capability:SYSLOG" },
    { "--allow capability:BPF=x --allow capability:SYSLOG=y --cap-add BPF --cap-add SYSLOG app:1",
      "capability:BPF=x capability:SYSLOG=y" },
    { "--allow publish-not-loopback:0.0.0.0:80:80=x -p 0.0.0.0:80:80 app:1",
      "publish-not-loopback:0.0.0.0:80:80?=x" },
    { "--allow runtime:team=x --runtime team app:1", "runtime:team=x" },
    /* a subject that holds a '=' itself */
    { "--allow version-dependent:a=b=x --security-opt a=b app:1", "version-dependent:a=b=x" },

    /* one that is empty, and one that starts with it, as the refusal prints them */
    { "--allow capability:=x --cap-add= app:1", "capability:=x" },
    { "--allow version-dependent:==x --security-opt = app:1", "version-dependent:==x" },

    /* another rule, another subject, one missing, one too many */
    { "--allow host-pid=x --privileged app:1", "privileged" },
    { "--allow capability=x --cap-add BPF app:1", "capability:BPF" },
    { "--allow capability:ALL=x --cap-add BPF app:1", "capability:BPF" },
    { "--allow capability:B=x --cap-add BPF app:1", "capability:BPF" },
    { "--allow capability:BPFX=x --cap-add BPF app:1", "capability:BPF" },
    { "--allow privileged:x=x --privileged app:1", "privileged" },
    { "--allow privileged:=x --privileged app:1", "privileged" },
    { "--allow capability:=x --cap-add BPF app:1", "capability:BPF" },
    { "--allow version-dependent:a=x --security-opt a=b app:1", "version-dependent:a=b" },
    { "app:1 --allow privileged=x", "" },
};

START_TEST(applies)
{
    judge_check(NULL, &judge_root_image, cases[_i].line, cases[_i].want);
}
END_TEST

/* The labels hrun.allow.* of a line, and its warnings of --allow. */
static const struct {
    const char *line, *labels, *notes;
    bool refused;
} plan_cases[] = {
    { "--privileged --allow privileged=x app:1", "hrun.allow.privileged=x", "", false },
    { "--cap-add BPF --cap-add SYSLOG --allow capability:BPF=x --allow capability:SYSLOG=y app:1",
      "hrun.allow.capability=BPF=x; SYSLOG=y", "", false },
    { "--privileged --allow privileged=x --label hrun.allow.privileged=fake app:1",
      "hrun.allow.privileged=x", "", false },
    { "--label hrun.allow.privileged=fake app:1", "", "", false },
    { "--allow privileged=x app:1", "", "--allow privileged=x: nothing trips that it lets pass",
      false },
    { "--privileged --pid host --allow privileged=x app:1", "hrun.allow.privileged=x", "", true },
};

START_TEST(recorded)
{
    struct hr_strv labels = { 0 }, notes = { 0 };
    struct hr_plan plan;

    judge_plan(NULL, &judge_root_image, plan_cases[_i].line, &plan);
    for (size_t i = 0; i < plan.settings.n; i++) {
        if (strncmp(plan.settings.v[i].raw, "hrun.allow.", 11) == 0)
            hr_strv_push(arena, &labels, plan.settings.v[i].raw);
    }
    for (size_t i = 0; i < plan.warnings.n; i++) {
        if (strncmp(plan.warnings.v[i], "--allow", 7) == 0)
            hr_strv_push(arena, &notes, plan.warnings.v[i]);
    }
    ck_assert_str_eq(hr_strv_join(arena, &labels, " "), plan_cases[_i].labels);
    ck_assert_str_eq(hr_strv_join(arena, &notes, " "), plan_cases[_i].notes);
    ck_assert_int_eq(plan.refused, plan_cases[_i].refused);
}
END_TEST

/* What a refusal prints lets it pass. */
static const char *const round_trip_cases[] = {
    "--privileged", "--cap-add BPF", "--runtime team", "-v /etc:/x",   "--security-opt a=b",
    "-u root",      "-m 0",          "--env-file f",   "--link db:db", "--ulimit core=-1",
};

START_TEST(round_trip)
{
    const char *line = hr_arena_printf(arena, "%s app:1", round_trip_cases[_i]);
    struct hr_plan plan, again;
    const char *remedy;
    char *word, *end;

    judge_plan(NULL, &judge_root_image, line, &plan);
    ck_assert(plan.refused);
    remedy = hr_allow_advice(&plan.findings.v[0], arena);
    ck_assert_msg(strstr(remedy, "--allow ") != NULL, "%s", remedy);
    word = end = hr_arena_strdup(arena, strstr(remedy, "--allow "));
    for (const char *c = word; *c; c++) {
        if (*c != '\'') /* as a shell takes it */
            *end++ = *c;
    }
    *end = '\0';
    judge_plan(NULL, &judge_root_image, hr_arena_printf(arena, "%s %s", word, line), &again);
    ck_assert_msg(!again.refused, "%s", word);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, bad, 0, HR_ARRAY_LEN(bad_cases));
    tcase_add_loop_test(tc, applies, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, recorded, 0, HR_ARRAY_LEN(plan_cases));
    tcase_add_loop_test(tc, round_trip, 0, HR_ARRAY_LEN(round_trip_cases));
}

UNIT_MAIN("allow", add_tests)
