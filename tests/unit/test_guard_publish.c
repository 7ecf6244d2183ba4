/* SPDX-License-Identifier: MIT */
#include "hrun/guard/publish.h"
#include "hrun/guard/shown.h"

#include "judge.h"

#define FAR  "publish-not-loopback:"
#define DENY "'rules': { '*': 'allow', 'publish-not-loopback': 'deny' }, " BARE

static const struct judge_profile_case profile_cases[] = {
    { DENY, "-p 8080:80 app:1", FAR "8080:80" },
    { DENY, "-p 80 -P app:1", FAR "80 " FAR "all" },
    { DENY, "-p 0.0.0.0:8080:80 app:1", FAR "0.0.0.0:8080:80" },
    { DENY, "-P --publish-all=false app:1", "" },
    { "'ports': { 'host_ip': '10.0.0.1' }, " DENY, "-p 8080:80 app:1", "" },
    { "'ports': { 'host_ip': '10.0.0.1' }, " DENY, "-p 10.0.0.1:8080:80 app:1", "" },
    { "'ports': { 'host_ip': '10.0.0.1' }, " DENY, "-p 10.0.0.2:8080:80 app:1",
      FAR "10.0.0.2:8080:80" },
    { "'ports': { 'host_ip': '127.0.0.1' }, " DENY, "-p 8080:80 -P app:1", "" },
    { "'rules': { '*': 'allow', 'version-dependent': 'warn' }, " BARE, "-p ::1:8080:80 app:1",
      "version-dependent:::1:8080:80?" },
    { "'rules': { '*': 'warn', 'version-dependent': 'allow' }, 'ports': { 'host_ip': '127.0.0.1' }, "
      "'mem_limit': '1g', 'cpus': 1, 'pids_limit': 1, 'read_only': true, 'user': '5:5', "
      "'no_new_privileges': true, 'cap_drop': ['ALL'], 'network_mode': 'team', " BARE,
      "-p ::1:8080:80 app@sha256:"
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      "" },
};

START_TEST(trips_under)
{
    const struct judge_profile_case *row = &profile_cases[_i];

    judge_check(row->profile, &judge_root_image, row->line, row->want);
}
END_TEST

static char port_80[] = "80/tcp", port_53[] = "53/udp", range[] = "9000-9001/tcp";
static char odd[] = "0.0.0.0:80:80", option[] = "--privileged";
static char *some_ports[] = { port_80, port_53, range };
static char *odd_ports[] = { port_80, odd };
static char *option_ports[] = { option };

static const struct hr_facts with_ports = {
    .image = { .state = HR_KNOWN,
               .id = "sha256:0",
               .user = "",
               .ports = { .v = some_ports, .n = 3 } },
};
static const struct hr_facts with_odd_ports = {
    .image = { .state = HR_KNOWN,
               .id = "sha256:0",
               .user = "",
               .ports = { .v = odd_ports, .n = 2 } },
};
static const struct hr_facts with_option = {
    .image = { .state = HR_KNOWN,
               .id = "sha256:0",
               .user = "",
               .ports = { .v = option_ports, .n = 1 } },
};
static const struct hr_facts without = { .image = { .state = HR_UNKNOWN } };
static const struct hr_facts elsewhere = {
    .image = { .state = HR_KNOWN,
               .id = "sha256:0",
               .user = "",
               .ports = { .v = some_ports, .n = 3 } },
    .engine = { .endpoint = "ssh://build@far" },
};
static const struct hr_facts here = {
    .image = { .state = HR_KNOWN, .id = "sha256:0", .user = "" },
    .engine = { .endpoint = "unix:///var/run/docker.sock" },
};

/* Facts, a line, and what is published in the end: each setting, '<' and what it was. */
static const struct {
    const struct hr_facts *facts;
    const char *line, *want;
} narrow_cases[] = {
    { &here, "-p 8080:80 app:1", "127.0.0.1:8080:80<8080:80" },
    { &here, "-p 80 app:1", "127.0.0.1::80<80" },
    { &here, "-p :80 app:1", "127.0.0.1::80<:80" },
    { &here, "-p 0:80 app:1", "127.0.0.1:0:80<0:80" },
    { &here, "-p 8000-8010:80 app:1", "127.0.0.1:8000-8010:80<8000-8010:80" },
    { &here, "-p 53:53/UDP app:1", "127.0.0.1:53:53/udp<53:53/UDP" },
    { &here, "-p target=80,published=8080 app:1", "127.0.0.1:8080:80<target=80,published=8080" },
    { &here, "-p target=80 app:1", "127.0.0.1::80<target=80" },
    { &here, "-p [::1]:80:80 -p 0.0.0.0:1:1 app:1", "[::1]:80:80 0.0.0.0:1:1" },
    { &here, "-p 80 -p 81 app:1", "127.0.0.1::80<80 127.0.0.1::81<81" },
    { &elsewhere, "-p 8080:80 -P app:1", "8080:80 true" },
    { &without, "-P app:1", "true" },
    { &without, "-p 1:1 app:1", "127.0.0.1:1:1<1:1" },
    { &here, "-P app:1", "false<true" },
    { &here, "-P --expose 99 app:1", "false<true 127.0.0.1::99<--publish-all=true" },
    { &with_ports, "-P app:1",
      "false<true 127.0.0.1::80<--publish-all=true 127.0.0.1::53/udp<--publish-all=true "
      "127.0.0.1::9000-9001<--publish-all=true" },
    { &with_ports, "-p 0.0.0.0:1:80 -p 9000-9009:9000-9009 -p 53:53 -P app:1",
      "0.0.0.0:1:80 127.0.0.1:9000-9009:9000-9009<9000-9009:9000-9009 127.0.0.1:53:53<53:53 "
      "false<true 127.0.0.1::53/udp<--publish-all=true" },
    { &with_ports, "-P=false app:1", "false" },
    { &with_ports, "-P -P=false app:1", "false" },
    { &with_odd_ports, "-P app:1", "true" },
    { &with_option, "-P app:1", "true" },
};

START_TEST(narrowed)
{
    struct hr_strv got = { 0 };
    struct hr_plan plan;

    judge_plan(NULL, narrow_cases[_i].facts, narrow_cases[_i].line, &plan);
    for (size_t i = 0; i < plan.settings.n; i++) {
        const struct hr_setting *s = &plan.settings.v[i];

        if (s->option == hr_option("publish") || s->option == hr_option("publish-all"))
            hr_strv_pushf(arena, &got, "%s%s%s", s->raw, s->was ? "<" : "",
                          s->was ? hr_shown_was(s, arena) : "");
    }
    ck_assert_str_eq(hr_strv_join(arena, &got, " "), narrow_cases[_i].want);
}
END_TEST

static const struct judge_case far_cases[] = {
    { "-p 8080:80 app:1", FAR "8080:80?" },
    { "-P app:1", FAR "all?" },
    { "-p 127.0.0.1:8080:80 app:1", "" },
};

/* Another machine's loopback is of no use here: nothing is narrowed, and that is said. */
START_TEST(trips_elsewhere)
{
    judge_check(NULL, &elsewhere, far_cases[_i].line, far_cases[_i].want);
}
END_TEST

START_TEST(trips_unknown)
{
    judge_check(NULL, &without, "-P app:1", FAR "all?");
    judge_check(NULL, &with_odd_ports, "-P app:1", FAR "all?");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, trips_under, 0, HR_ARRAY_LEN(profile_cases));
    tcase_add_loop_test(tc, narrowed, 0, HR_ARRAY_LEN(narrow_cases));
    tcase_add_loop_test(tc, trips_elsewhere, 0, HR_ARRAY_LEN(far_cases));
    tcase_add_test(tc, trips_unknown);
}

UNIT_MAIN("guard_publish", add_tests)
