/* SPDX-License-Identifier: MIT */
#include "hrun/guard/judgement.h"

#include "judge.h"

#define DIGEST "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define IMAGE  "app:1" DIGEST
#define USER   "--user 5:5 "
#define CAPS   "--cap-drop ALL "
#define ROOT   "--read-only "
#define NNP    "--security-opt no-new-privileges "
#define LIMITS "--memory 64m --memory-swap 64m --cpus 1 --pids-limit 9 "
#define NET    "--network none "
#define BEST   USER CAPS ROOT NNP LIMITS NET

static const struct hr_facts known = {
    .image = { .state = HR_KNOWN, .id = "sha256:0", .user = "" },
};
static const struct hr_facts unknown = { .image = { .state = HR_UNKNOWN } };
static const struct hr_facts with_user = {
    .image = { .state = HR_KNOWN, .id = "sha256:0", .user = "5:5" },
};
static const struct hr_facts with_name = {
    .image = { .state = HR_KNOWN, .id = "sha256:0", .user = "app" },
};

/* Judge LINE, one of docker's, under `default`. */
static void make_kind(enum hr_target_kind kind, const char *line, const struct hr_facts *facts,
                      struct hr_judgement *out)
{
    const struct hr_strv words = judge_words(line);
    struct hr_choice choice = { .because = "test" };
    struct hr_invocation invocation;
    struct hr_target target = {
        .kind = kind,
        .name = "test",
        .settings = &invocation.settings,
        .image = &invocation.image,
        .facts = facts,
        .profile = judge_profile(NULL, &choice),
    };

    ck_assert_msg(
        hr_invocation_parse((const char *const *)words.v, words.n, NULL, arena, &invocation, &err),
        "%s: %s", line, err.msg);
    hr_judgement_make(&target, arena, out);
}

static void make(const char *line, const struct hr_facts *facts, struct hr_judgement *out)
{
    make_kind(HR_TARGET_COMMAND, line, facts, out);
}

/* One letter a point: pass, fail, unknown, n for not applicable. */
static const struct {
    const struct hr_facts *facts;
    const char *line, *want;
} checklist_cases[] = {
    { &known, BEST IMAGE, "ppppppppppuu" },
    /* for each point a line that fails it alone */
    { &known, BEST "app:1", "fpppppppppuu" },
    { &known, "--user 0 " CAPS ROOT NNP LIMITS NET IMAGE, "pfppppppppuu" },
    { &known, BEST "--security-opt seccomp=unconfined " IMAGE, "ppfpppppppuu" },
    { &known, USER ROOT NNP LIMITS NET IMAGE, "pppfppppppuu" },
    { &known, USER CAPS NNP LIMITS NET IMAGE, "ppppfpppppuu" },
    { &known, USER CAPS ROOT LIMITS NET IMAGE, "pppppfppppuu" },
    { &known, USER CAPS ROOT NNP NET IMAGE, "ppppppfpppuu" },
    { &known, BEST "-v /var/run/docker.sock:/s " IMAGE, "pppppppfppuu" },
    { &known, USER CAPS ROOT NNP LIMITS "--network host " IMAGE, "ppppppppfpuu" },
    { &known, BEST "-e TOKEN " IMAGE, "pppppppppfuu" },
    /* what the image decides */
    { &known, CAPS ROOT NNP LIMITS NET IMAGE, "pfppppppppuu" },
    { &with_user, CAPS ROOT NNP LIMITS NET IMAGE, "ppppppppppuu" },
    { &with_name, CAPS ROOT NNP LIMITS NET IMAGE, "puppppppppuu" },
    { &known, "--user 5 " CAPS ROOT NNP LIMITS NET IMAGE, "puppppppppuu" }, /* which group? */
    { &known, "--user 5:0 " CAPS ROOT NNP LIMITS NET IMAGE, "pfppppppppuu" },
    { &unknown, CAPS ROOT NNP LIMITS NET IMAGE, "pupppppppuuu" },
    { &unknown, BEST IMAGE, "pppppppppuuu" },
    { &unknown, "--user root " CAPS ROOT NNP LIMITS NET IMAGE, "pfpppppppuuu" },
    { &unknown, BEST "-e TOKEN " IMAGE, "pppppppppfuu" },
    /* one mistake, several points */
    { &known, BEST "--privileged " IMAGE, "ppffppppppuu" },
    { &known, BEST "--cap-add CHOWN " IMAGE, "ppppppppppuu" },
    { &known, BEST "--cap-add SYS_ADMIN " IMAGE, "pppfppppppuu" },
    { &known, BEST "--cap-add ALL " IMAGE, "pppfppppppuu" },
    { &known, BEST "--pids-limit 0 " IMAGE, "ppppppfpppuu" },
};

START_TEST(checklist)
{
    char got[HR_CHECKLIST_COUNT + 1] = "";
    struct hr_judgement judgement;

    make(checklist_cases[_i].line, checklist_cases[_i].facts, &judgement);
    for (size_t i = 0; i < HR_CHECKLIST_COUNT; i++)
        got[i] = hr_state_name(judgement.checklist[i].state)[0];
    ck_assert_msg(strcmp(got, checklist_cases[_i].want) == 0, "%s\n  got   %s\n  wants %s",
                  checklist_cases[_i].line, got, checklist_cases[_i].want);
}
END_TEST

#define HOST "--network host --pid host --ipc host --uts host --userns host --cgroupns host "

static const struct {
    const char *line;
    unsigned least, most; /* tenths */
    const char *word;     /* of the least */
} exposure_cases[] = {
    { BEST IMAGE, 0, 0, "perfect" },
    { "--privileged " HOST IMAGE, HR_EXPOSURE_MAX, HR_EXPOSURE_MAX, "dangerous" },
    { "--privileged app", HR_EXPOSURE_MAX, HR_EXPOSURE_MAX, "dangerous" },
    { BEST "--privileged " IMAGE, 70, 89, "unsafe" },
    { BEST "-v /var/run/docker.sock:/s " IMAGE, 40, 89, "exposed" },
    { "app", 40, 69, "exposed" },
    { BEST "app:1", 1, 9, "ok" },
    /* a rule counts once, however often it trips */
    { USER CAPS ROOT NNP NET IMAGE, 6, 6, "ok" },
    { USER CAPS ROOT NNP NET "--memory 64m --memory-swap 64m --cpus 1 " IMAGE, 6, 6, "ok" },
};

START_TEST(exposure)
{
    struct hr_judgement judgement;

    make(exposure_cases[_i].line, &known, &judgement);
    ck_assert_msg(judgement.exposure >= exposure_cases[_i].least &&
                      judgement.exposure <= exposure_cases[_i].most,
                  "%s: %u", exposure_cases[_i].line, judgement.exposure);
    ck_assert_str_eq(hr_exposure_word(exposure_cases[_i].least), exposure_cases[_i].word);
}
END_TEST

START_TEST(texts)
{
    ck_assert_str_eq(hr_exposure_text(0, arena), "0.0");
    ck_assert_str_eq(hr_exposure_text(46, arena), "4.6");
    ck_assert_str_eq(hr_exposure_text(HR_EXPOSURE_MAX, arena), "10.0");
    ck_assert_str_eq(hr_exposure_severity(hr_rule_named("privileged")), "9.5");
    ck_assert_str_eq(hr_exposure_severity(hr_rule_named("usage")), "2.0");
    ck_assert_str_eq(hr_target_kind_name(HR_TARGET_COMMAND), "command");
    ck_assert_str_eq(hr_target_kind_name(HR_TARGET_CONTAINER), "container");
    ck_assert_str_eq(hr_evidence_name(HR_EVIDENCE_KERNEL), "kernel");
}
END_TEST

/* True if every blank-separated word of NAMES is a rule. */
static void check_rules(const char *names)
{
    const struct hr_strv words = judge_words(names ? names : "");

    for (size_t i = 0; i < words.n; i++) {
        ck_assert_msg(hr_rule_named(words.v[i]) != NULL, "no rule %s", words.v[i]);
        ck_assert_msg(i == 0 || strcmp(words.v[i - 1], words.v[i]) < 0, "%s", words.v[i]);
    }
}

START_TEST(points)
{
    for (size_t i = 0; i < HR_CHECKLIST_COUNT; i++) {
        const struct hr_point *point = &hr_checklist()[i];

        check_rules(point->rules);
        check_rules(point->doubts);
        ck_assert_msg(!point->rules == !!point->needs, "%s", point->title);
        ck_assert_msg(point->title[strlen(point->title) - 1] != '.', "%s", point->title);
    }
}
END_TEST

/* No rule says how to let it pass where nothing is launched, and every rule has a remedy. */
START_TEST(remedies)
{
    struct hr_judgement judgement;

    make("--privileged " HOST "-v /etc:/x -e TOKEN -p 80:80 --cap-add BPF app", &known, &judgement);
    ck_assert_uint_gt(judgement.findings.n, 12);
    for (size_t i = 0; i < judgement.findings.n; i++) {
        const struct hr_finding *f = &judgement.findings.v[i];

        ck_assert_msg(f->remedy && *f->remedy, "%s", f->rule->name);
        ck_assert_msg(!strstr(f->remedy, "--allow"), "%s: %s", f->rule->name, f->remedy);
    }
}
END_TEST

static bool finds(const struct hr_findings *findings, const char *rule)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (strcmp(findings->v[i].rule->name, rule) == 0)
            return true;
    }
    return false;
}

/* What only a launch would do is nothing to a container that is there, and its engine tells of the rest. */
START_TEST(container)
{
    static const struct hr_facts facts = {
        .image = { .state = HR_KNOWN, .id = "sha256:0", .user = "" }, .api_version = "1.40"
    };
    static const char line[] = "-v /srv:/srv --pull always app:1";
    static const char *const of_launch[] = { "old-api", "pull-policy" };
    struct hr_judgement command, there;

    make(line, &facts, &command);
    make_kind(HR_TARGET_CONTAINER, line, &facts, &there);
    for (size_t i = 0; i < HR_ARRAY_LEN(of_launch); i++) {
        ck_assert_msg(finds(&command.findings, of_launch[i]), "%s", of_launch[i]);
        ck_assert_msg(!finds(&there.findings, of_launch[i]), "%s", of_launch[i]);
    }
    ck_assert(finds(&there.all, "writable-rootfs") && finds(&there.findings, "writable-rootfs"));
    for (size_t i = 0; i < there.all.n; i++)
        ck_assert_int_eq(there.all.v[i].evidence, HR_EVIDENCE_INSPECT);
    for (size_t i = 0; i < there.findings.n; i++)
        ck_assert_int_eq(there.findings.v[i].evidence, HR_EVIDENCE_INSPECT);
    ck_assert_int_eq(command.findings.v[0].evidence, HR_EVIDENCE_TEXT);
}
END_TEST

START_TEST(unreadable)
{
    struct hr_judgements judgements = { 0 };
    struct hr_judgement *judgement = HR_VEC_PUSH(arena, &judgements);
    const struct hr_target target = { .kind = HR_TARGET_COMMAND };

    hr_error_set(&err, arena, HR_ERRC_UNKNOWN, "unknown option --x");
    hr_judgement_of_error(&target, &err, arena, judgement);
    ck_assert_uint_eq(judgement->exposure, HR_EXPOSURE_MAX);
    ck_assert_str_eq(judgement->findings.v[0].rule->name, "unknown-option");
    for (size_t i = 0; i < HR_CHECKLIST_COUNT; i++)
        ck_assert_int_eq(judgement->checklist[i].state, HR_STATE_UNKNOWN);
    ck_assert(hr_judgements_have(&judgements, HR_LEVEL_DENY));
    judgement->findings.v[0].allowed = "because";
    ck_assert(!hr_judgements_have(&judgements, HR_LEVEL_WARN));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, checklist, 0, HR_ARRAY_LEN(checklist_cases));
    tcase_add_loop_test(tc, exposure, 0, HR_ARRAY_LEN(exposure_cases));
    tcase_add_test(tc, texts);
    tcase_add_test(tc, points);
    tcase_add_test(tc, remedies);
    tcase_add_test(tc, container);
    tcase_add_test(tc, unreadable);
}

UNIT_MAIN("judgement", add_tests)
