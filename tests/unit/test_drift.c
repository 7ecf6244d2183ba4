/* SPDX-License-Identifier: MIT */
#include "hrun/plan/drift.h"

#include "judge.h"
#include "unit.h"

static const struct hr_host host = {
    .environ = { judge_environ }, .uid = 1000, .gid = 1000, .cwd = "/"
};

static struct hr_invocation parse(const char *line)
{
    const struct hr_strv words = judge_words(line);
    struct hr_invocation invocation;

    ck_assert_msg(hr_invocation_parse((const char *const *)words.v, words.n, hr_own_options(),
                                      arena, &invocation, &err),
                  "%s: %s", line, err.msg);
    return invocation;
}

#define LOCKED BARE ", 'read_only': true, 'cap_drop': ['ALL'], 'pids_limit': 50"

/* What a container that LINE made drifted from PROFILE: "RULE" for a denial, with '?' for a warning. */
static const struct {
    const char *profile, *line, *want;
} cases[] = {
    { BARE, "app:1", "" },
    { LOCKED, "--read-only --cap-drop all --pids-limit 50 app:1", "" },
    /* Tighter is no drift. */
    { LOCKED, "--read-only --cap-drop ALL --pids-limit 5 app:1", "" },
    { LOCKED, "app:1", "writable-rootfs capabilities-kept limit-off" },
    { LOCKED ", 'rules': { '*': 'allow' }", "app:1",
      "writable-rootfs? capabilities-kept? limit-off?" },
    { LOCKED, "--read-only --cap-drop ALL app:1", "limit-off" },
    /* A label says that somebody let it pass. */
    { LOCKED, "--read-only --label hrun.allow.limit-off=why --cap-drop ALL app:1", "" },
    { LOCKED, "--read-only --label hrun.allow.limit-off= --cap-drop ALL app:1", "limit-off" },
    { BARE ", 'max': { 'pids_limit': 9 }",
      "--pids-limit 10 --memory 1g --memory-swap 1g --cpus 1 "
      "-u 1 --read-only --cap-drop ALL "
      "--security-opt no-new-privileges app:1",
      "limit-above-max" },
    /* What the profile refuses, but for what it gives itself. */
    { BARE, "--network host app:1", "host-network" },
    { BARE ", 'network_mode': 'host'", "--network host app:1", "" },
    { BARE ", 'network_mode': 'host'", "--network host --uts host app:1", "host-uts" },
    { BARE ", 'cap_add': ['NET_ADMIN']", "--cap-add NET_ADMIN app:1", "" },
    { BARE ", 'cap_add': ['NET_ADMIN']", "app:1", "" },
    { BARE ", 'cap_add': ['NET_ADMIN']", "--cap-add NET_ADMIN --cap-add SYS_ADMIN app:1",
      "capability" },
    { BARE ", 'rules': { '*': 'warn' }", "--privileged app:1", "" },
    /* What narrows. */
    { BARE ", 'ports': { 'host_ip': '127.0.0.1' }", "-p 127.0.0.1:80:80 app:1", "" },
    { BARE ", 'ports': { 'host_ip': '127.0.0.1' }", "-p 80:80 app:1", "publish-not-loopback?" },
    { BARE ", 'volumes': { 'default_mode': 'ro' }", "-v /srv:/srv:ro app:1", "" },
    { BARE ", 'volumes': { 'default_mode': 'ro' }", "-v /srv:/srv app:1", "writable-bind?" },
    /* What isolates nothing. */
    { BARE ", 'init': true, 'labels': { 'a': 'b' }, 'pull_policy': 'never', 'stdin_open': true",
      "app:1", "" },
};

START_TEST(drifts)
{
    struct hr_invocation invocation = parse(cases[_i].line);
    struct hr_choice choice = { 0 };
    const struct hr_drift drift = {
        .invocation = &invocation,
        .profile = judge_profile(cases[_i].profile, &choice),
        .facts = &judge_root_image,
        .host = &host,
    };
    struct hr_findings findings = { 0 };
    struct hr_strv found = { 0 };
    const size_t count = hr_drift_find(&drift, arena, &findings);

    ck_assert_uint_eq(count, findings.n);
    for (size_t i = 0; i < findings.n; i++) {
        const struct hr_finding *f = &findings.v[i];

        hr_strv_pushf(arena, &found, "%s%s", f->rule->name, f->level == HR_LEVEL_WARN ? "?" : "");
        ck_assert_ptr_nonnull(strstr(f->message, "drift: profile bare "));
        ck_assert_int_eq(f->evidence, HR_EVIDENCE_INSPECT);
        ck_assert(f->remedy && !f->allowed);
    }
    ck_assert_msg(strcmp(hr_strv_join(arena, &found, " "), cases[_i].want) == 0,
                  "%s\n  drifts: %s\n  wants:  %s", cases[_i].line,
                  hr_strv_join(arena, &found, " "), cases[_i].want);
}
END_TEST

/* What is among the findings already is told of there. */
START_TEST(told_once)
{
    struct hr_invocation invocation = parse("--uts host --memory 1g app:1");
    struct hr_choice choice = { 0 };
    const struct hr_drift drift = {
        .invocation = &invocation,
        .profile = judge_profile(BARE ", 'pids_limit': 50", &choice),
        .facts = &judge_root_image,
        .host = &host,
    };
    const struct hr_finding uts = { .rule = hr_rule_named("host-uts"),
                                    .setting = &invocation.settings.v[0],
                                    .message = "uts" };
    const struct hr_finding memory = { .rule = hr_rule_named("limit-off"),
                                       .what = "no --memory",
                                       .message = "memory" };
    const struct hr_finding pids = { .rule = hr_rule_named("limit-off"),
                                     .what = "no --pids-limit",
                                     .message = "pids" };
    struct hr_findings findings = { 0 };

    *HR_VEC_PUSH(arena, &findings) = uts;
    *HR_VEC_PUSH(arena, &findings) = memory;
    *HR_VEC_PUSH(arena, &findings) = pids;
    ck_assert_uint_eq(hr_drift_find(&drift, arena, &findings), 2);
    ck_assert_uint_eq(findings.n, 3);
    ck_assert_str_eq(findings.v[0].message, "uts; drift: profile bare refuses it");
    ck_assert_str_eq(findings.v[1].message, "memory");
    ck_assert_str_eq(findings.v[2].message, "pids; drift: profile bare gives --pids-limit 50");
}
END_TEST

static const char *const shipped[] = { "build", "ci",       "compat", "default", "dev",    "nginx",
                                       "none",  "postgres", "redis",  "stdio",   "strict", "web" };
static const char *const lines[] = {
    "-u 5:5 app@sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "app:1",
    "-d -p 8080:80 -v /srv:/srv -v data:/data --tmpfs /cache -m 100m --name x app:1 run",
    "-it --rm --user 5:5 --workdir /w -e A=b --cpus 0.5 --pids-limit 7 --init app:1",
};

/* What a profile made of a line holds it. */
START_TEST(held)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_store store = { .rules = &rules };
    const struct hr_wish wish = { .flag = shipped[_i] };
    struct hr_choice choice;
    struct hr_errors errs = { 0 };

    ck_assert(hr_store_choose(&store, &wish, arena, &choice, &errs));
    for (size_t i = 0; i < HR_ARRAY_LEN(lines); i++) {
        const struct hr_invocation typed = parse(lines[i]);
        struct hr_invocation made = typed;
        const struct hr_drift drift = { .invocation = &made,
                                        .profile = choice.profile,
                                        .facts = &judge_root_image,
                                        .host = &host };
        struct hr_findings findings = { 0 };
        struct hr_plan plan;

        hr_plan_build(&typed, &choice, &judge_root_image, &host, arena, &plan);
        made.settings = plan.settings;
        for (size_t k = 0; k < made.settings.n; k++) {
            made.settings.v[k].origin.kind = HR_ORIGIN_INSPECT;
            made.settings.v[k].was = NULL;
        }
        ck_assert(!plan.refused || i > 0);
        if (!plan.refused)
            ck_assert_msg(hr_drift_find(&drift, arena, &findings) == 0, "%s, %s: %s", shipped[_i],
                          lines[i], findings.v[0].message);
    }
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, drifts, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, told_once);
    tcase_add_loop_test(tc, held, 0, HR_ARRAY_LEN(shipped));
}

UNIT_MAIN("drift", add_tests)
