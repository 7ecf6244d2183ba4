/* SPDX-License-Identifier: MIT */
#include "hrun/guard/shown.h"

#include "judge.h"

#define SECRET "swordfish"
#define TOKEN  "ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* A line's one option, its value for eyes, and what is said to be hidden: NULL for nothing. */
static const struct {
    const char *option, *raw, *want, *lacks;
} cases[] = {
    { "log-opt", "splunk-token=" SECRET, "splunk-token=(hidden)", "--log-opt splunk-token" },
    { "log-opt", "a=https://u:" SECRET "@h", "a=(hidden)", "--log-opt a" },
    { "log-opt", "tag={{.Name}}", "tag={{.Name}}", NULL },
    { "log-opt", TOKEN, "(hidden)", "--log-opt" },
    { "log-opt", TOKEN "=1", "(hidden)", "--log-opt" },
    { "annotation", "a.password=" SECRET, "a.password=(hidden)", "--annotation a.password" },
    { "label", "a=" TOKEN, "a=(hidden)", "--label a" },
    { "label", "a=b=c", "a=b=c", NULL },
    { "label", "sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      "sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", NULL },
    { "storage-opt", "size=1g", "size=1g", NULL },
    { "mount", "src=v,dst=/x,volume-opt=o=addr=h;password=" SECRET,
      "src=v,dst=/x,volume-opt=o=(hidden)", "--mount" },
    { "mount", "src=v,dst=/x,VOLUME-OPT=token=" SECRET, "src=v,dst=/x,VOLUME-OPT=token=(hidden)",
      "--mount" },
    { "mount", "src=v,dst=/x,\"volume-opt=o=a=1,password=" SECRET "\"",
      "src=v,dst=/x,volume-opt=o=(hidden)", "--mount" },
    { "mount", "src=v,dst=/x,volume-label=a.token=" SECRET,
      "src=v,dst=/x,volume-label=a.token=(hidden)", "--mount" },
    { "mount", "type=bind,\"src=/a,b\",dst=/token", "type=bind,\"src=/a,b\",dst=/token", NULL },
    { "network", "name=n,driver-opt=a.secret=" SECRET, "name=n,driver-opt=a.secret=(hidden)",
      "--network" },
    { "network", "n", "n", NULL },
    { "health-cmd", "curl -H 'Authorization: Bearer a1b2c3d4e5f6g7h8' h", "(hidden)",
      "--health-cmd" },
    { "health-cmd", "curl h", "curl h", NULL },
    { "hostname", "web", "web", NULL },
    { "publish", "80:80", "80:80", NULL },
};

START_TEST(shown)
{
    const struct hr_option *option = hr_option(cases[_i].option);
    struct hr_value value;
    const struct hr_setting setting = { .option = option, .raw = cases[_i].raw, .value = &value };
    const char *lacks;

    ck_assert_msg(hr_value_parse(option, cases[_i].raw, arena, &value, &err), "%s", err.msg);
    ck_assert_str_eq(hr_shown_value(&setting, arena), cases[_i].want);
    lacks = hr_shown_lacks(&setting, arena);
    ck_assert_str_eq(lacks ? lacks : "nothing", cases[_i].lacks ? cases[_i].lacks : "nothing");
}
END_TEST

/* What a profile or hrun itself writes stays, but for the reasons that a person gave. */
static const struct {
    enum hr_origin_kind origin;
    const char *raw, *want;
} origins[] = {
    { HR_ORIGIN_PROFILE, "a.token=" SECRET, "a.token=" SECRET },
    { HR_ORIGIN_HRUN, "hrun.version=1", "hrun.version=1" },
    { HR_ORIGIN_HRUN, "hrun.allow.privileged=" TOKEN, "hrun.allow.privileged=(hidden)" },
    { HR_ORIGIN_HRUN, "hrun.allow.privileged=it is fine", "hrun.allow.privileged=it is fine" },
    { HR_ORIGIN_COMPOSE, "a.token=" SECRET, "a.token=(hidden)" },
    { HR_ORIGIN_INSPECT, "a.token=" SECRET, "a.token=(hidden)" },
};

START_TEST(of_origin)
{
    struct hr_value value;
    const struct hr_setting setting = { .option = hr_option("label"),
                                        .raw = origins[_i].raw,
                                        .value = &value,
                                        .origin = { .kind = origins[_i].origin } };

    ck_assert(hr_value_parse(setting.option, setting.raw, arena, &value, &err));
    ck_assert_str_eq(hr_shown_value(&setting, arena), origins[_i].want);
}
END_TEST

/* Nothing of a value is in a finding, wherever the line comes from. */
static const struct {
    const char *line, *rule;
} findings[] = {
    { "--log-opt splunk-token=" SECRET " app:1", "log-driver" },
    { "--annotation a.password=" SECRET " app:1", "annotation" },
    { "--mount src=v,dst=/x,volume-opt=password=" SECRET " app:1", "volume-driver" },
    { "--network name=n,driver-opt=a.password=" SECRET " app:1", "network-driver-opt" },
    { "--log-opt a.password=" SECRET "\xc2\xa0 app:1", "ambiguous-text" },
    { "--allow host-pid=password=" SECRET " --pid host app:1", "host-pid" },
};

START_TEST(in_findings)
{
    struct hr_plan plan;
    bool found = false;

    judge_plan(NULL, &judge_root_image, findings[_i].line, &plan);
    for (size_t i = 0; i < plan.findings.n; i++) {
        const struct hr_finding *f = &plan.findings.v[i];
        const char *texts[] = { f->message, f->what, f->why,    f->subject,
                                f->remedy,  f->once, f->allowed };

        found = found || strcmp(f->rule->name, findings[_i].rule) == 0;
        for (size_t k = 0; k < HR_ARRAY_LEN(texts); k++)
            ck_assert_msg(!texts[k] || !strstr(texts[k], SECRET), "%s", texts[k]);
    }
    ck_assert(found);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, shown, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, of_origin, 0, HR_ARRAY_LEN(origins));
    tcase_add_loop_test(tc, in_findings, 0, HR_ARRAY_LEN(findings));
}

UNIT_MAIN("shown", add_tests)
