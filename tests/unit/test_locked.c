/* SPDX-License-Identifier: MIT */
/* What a lock of the system policy holds against: the line, --allow, the profile and all its lists. */
#include "hrun/guard/guard.h"
#include "hrun/policy/policy.h"

#include "held.h"
#include "judge.h"

/* Plan LINE under PROFILE held to POLICY, members of JSON objects both. */
static void plan_held(const struct hr_policy *policy, const char *profile, const char *line,
                      struct hr_plan *out)
{
    static char home[] = "HOME=/home/caller";
    static char *const variables[] = { home, NULL };
    const struct hr_host host = { .environ = { variables }, .uid = 1000, .gid = 1000, .cwd = "/" };
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_strv words = judge_words(line);
    struct hr_profile *held = hr_arena_alloc(arena, sizeof(*held));
    struct hr_invocation *invocation = hr_arena_alloc(arena, sizeof(*invocation));
    struct hr_choice choice = { .because = "test", .profile = held };
    struct hr_errors errs = { 0 };
    struct hr_strv keys = { 0 };

    *held = held_profile(profile);
    ck_assert_msg(hr_policy_hold(policy, &rules, arena, held, &keys, &errs), "%s", profile);
    ck_assert_msg(hr_invocation_parse((const char *const *)words.v, words.n, hr_own_options(),
                                      arena, invocation, &err),
                  "%s: %s", line, err.msg);
    hr_plan_build(invocation, &choice, &judge_root_image, &host, arena, out);
}

#define ALLOWS "'rules':{'*':'allow'}"

/* What trips, as judge.h writes it. The image runs as root. */
static const struct {
    const char *policy, *profile, *line, *want;
} cases[] = {
    /* without a lock the profile and --allow have their say */
    { "", ALLOWS, "--privileged x", "" },
    { "'rules':{'privileged':'deny'}", ALLOWS, "--privileged x", "privileged" },
    { "'rules':{'privileged':'deny'}", ALLOWS, "--allow privileged=why --privileged x",
      "privileged=why" },
    { "'rules':{'capability':'deny'}", "'allow':{'capabilities':['KILL']}," ALLOWS,
      "--cap-add KILL x", "" },
    { "'rules':{'host-network':'deny'}", "'network_mode':'host'," ALLOWS, "x", "" },
    /* with one they have not */
    { "'lock':['/rules/privileged']", ALLOWS, "--privileged x", "privileged" },
    { "'lock':['/rules/privileged']", ALLOWS, "--allow privileged=why --privileged x",
      "privileged" },
    { "'lock':['/rules/privileged']", ALLOWS, "--pid host x", "" },
    { "'lock':['/rules']", "",
      "--allow host-pid=why --pid host --read-only -m 1g --cpus 1 "
      "--memory-swap 1g --pids-limit 1 --user 1:1 --cap-drop ALL "
      "--security-opt no-new-privileges img:1",
      "host-pid" },
    { "'lock':['/rules/capability']", "'allow':{'capabilities':['KILL']}," ALLOWS,
      "--cap-add KILL x", "capability:KILL" },
    { "'lock':['/rules/capability']", "'cap_add':['KILL']," ALLOWS, "x", "capability:KILL" },
    { "'lock':['/rules/capability']", "'cap_add':['KILL']," ALLOWS, "--cap-add KILL x",
      "capability:KILL" },
    { "'lock':['/cap_add'],'cap_add':['KILL']", "'cap_add':['KILL','CHOWN']," ALLOWS, "x", "" },
    { "'lock':['/rules/capability'],'allow':{'capabilities':['KILL']}",
      "'allow':{'capabilities':['KILL','CHOWN']}," ALLOWS, "--cap-add KILL --cap-add CHOWN x",
      "capability:CHOWN" },
    { "'lock':['/rules/host-network']", "'network_mode':'host'," ALLOWS, "x", "host-network" },
    { "'lock':['/network_mode']", "'network_mode':'host'," ALLOWS, "--network none x", "" },
    { "'lock':['/rules/host-ipc']", "'ipc':'host'," ALLOWS, "--ipc host x", "host-ipc" },
    { "'lock':['/rules/host-ipc'],'ipc':'host'", "'ipc':'host'," ALLOWS, "--ipc host x", "" },
    { "'lock':['/rules/root-user']", "'user':'0:0'," ALLOWS, "x", "root-user" },
    { "'lock':['/rules/root-user']", "'user':'1:1'," ALLOWS, "x", "" },
    { "'lock':['/rules/root-user']", ALLOWS, "x", "root-user" },
    { "'lock':['/read_only']", "'read_only':false," ALLOWS, "x", "writable-rootfs" },
    { "'lock':['/read_only'],'read_only':true", "'read_only':false," ALLOWS, "x", "" },
    { "'lock':['/read_only'],'read_only':true", ALLOWS, "--read-only=false x", "writable-rootfs" },
    { "'lock':['/seccomp']", "'seccomp':'/tmp/loose.json'," ALLOWS, "x",
      "seccomp-profile:/tmp/loose.json" },
    { "'lock':['/max'],'max':{'pids_limit':9}", "'max':{'pids_limit':99},'pids_limit':50," ALLOWS,
      "x", "limit-above-max:pids-limit" },
    { "'lock':['/ulimits']", "'ulimits':{'nofile':-1}," ALLOWS, "x", "ulimit-unlimited:nofile" },
    { "'lock':['/rules/group-add']", "'group_add':['docker']," ALLOWS, "x", "group-add:docker" },
    { "'lock':['/rules/writable-bind'],'rules':{'writable-bind':'deny'}",
      "'volumes':{'default_mode':'rw','writable':['/']}," ALLOWS, "-v /srv:/x:rw x",
      "writable-bind:/srv" },
    { "'lock':['/rules/writable-bind'],'rules':{'writable-bind':'deny'}",
      "'volumes':{'default_mode':'rw','writable':['/']}," ALLOWS, "-v /srv:/x x",
      "writable-bind:/srv" },
    { "'lock':['/ports'],'rules':{'publish-not-loopback':'deny'}",
      "'ports':{'host_ip':'0.0.0.0'}," ALLOWS, "-p 80:80 x", "publish-not-loopback:80:80" },
    { "'lock':['/environment/set']", "'environment':{'set':{'API_KEY':'s3cr3tvalue99'}}," ALLOWS,
      "x", "secret-env:API_KEY" },
    { "'lock':['/environment']", "'environment':{'allow':['HOME']}," ALLOWS, "-e HOME x",
      "env-not-allowed:HOME" },
    { "'lock':['/rules/privileged'],'rules':{'privileged':'warn'}", ALLOWS, "--privileged x",
      "privileged?" },
};

static const char *found_by(const struct hr_plan *plan)
{
    struct hr_strv found = { 0 };

    for (size_t i = 0; i < plan->findings.n; i++) {
        const struct hr_finding *f = &plan->findings.v[i];

        hr_strv_pushf(arena, &found, "%s%s%s%s%s%s", f->rule->name, f->subject ? ":" : "",
                      f->subject ? f->subject : "", f->level == HR_LEVEL_WARN ? "?" : "",
                      f->allowed ? "=" : "", f->allowed ? f->allowed : "");
    }
    return hr_strv_join(arena, &found, " ");
}

START_TEST(trips)
{
    struct hr_plan plan;

    plan_held(held_good_policy(cases[_i].policy), cases[_i].profile, cases[_i].line, &plan);
    ck_assert_msg(strcmp(found_by(&plan), cases[_i].want) == 0, "%s\n%s\n%s\n  trips: %s",
                  cases[_i].policy, cases[_i].profile, cases[_i].line, found_by(&plan));
}
END_TEST

/* Who is refused is told by what, and not of a way that there is not. */
START_TEST(told)
{
    struct hr_plan plan;

    plan_held(held_good_policy("'lock':['/rules/privileged']"), ALLOWS,
              "--allow privileged=why --privileged x", &plan);
    ck_assert(plan.refused);
    ck_assert(plan.findings.v[0].locked);
    ck_assert_ptr_null(plan.findings.v[0].once);
    ck_assert_ptr_nonnull(strstr(plan.findings.v[0].remedy, "policy.json locks this rule"));
    ck_assert_uint_eq(plan.warnings.n, 1);
    ck_assert_ptr_nonnull(strstr(plan.warnings.v[0], "policy.json locks privileged"));
}
END_TEST

/* Numbers that look drawn, the same in every run. */
static size_t draw(uint64_t *state, size_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (size_t)(*state >> 33) % below;
}

/* Some of WORDS, each by a chance of one in CHANCE, with SEPARATOR between. */
static const char *some(uint64_t *state, const char *const *words, size_t n, size_t chance,
                        const char *separator)
{
    struct hr_strv list = { 0 };

    for (size_t i = 0; i < n; i++) {
        if (draw(state, chance) == 0)
            hr_strv_push(arena, &list, words[i]);
    }
    return list.n > 0 ? hr_strv_join(arena, &list, separator) : "";
}

static const char allow_all[] =
    "'allow':{'capabilities':['ALL'],'devices':['/*'],'sysctls':['*'],'networks':['host','x'],"
    "'groups':['0','docker'],'runtimes':['runsc'],'log_drivers':['syslog'],'gpus':['all'],"
    "'annotations':['*']}";

static const char *const profile_words[] = {
    "'network_mode':'host'",
    "'cap_add':['SYS_ADMIN','KILL']",
    allow_all,
    "'ipc':'host'",
    "'cgroup':'host'",
    "'user':'0:0'",
    "'fallback_user':'5:5'",
    "'group_add':['0','docker']",
    "'seccomp':'/loose'",
    "'apparmor':'loose'",
    "'read_only':true,'no_new_privileges':true,'mem_limit':'64m','memswap_limit':'mem_limit'",
    "'cap_drop':['ALL'],'cpus':2,'pids_limit':99",
    "'ulimits':{'nofile':-1}",
    "'shm_size':'1g'",
    "'max':{'mem_limit':'100g','cpus':999,'pids_limit':4000000,'shm_size':'9g'}",
    "'ports':{'host_ip':'0.0.0.0'}",
    "'image':{'allow':['*'],'deny':['y']}",
    "'volumes':{'default_mode':'rw','writable':['/']}",
    "'environment':{'allow':['*'],'forward':['*'],'proxy':'keep'}",
};

static const char *const line_words[] = {
    "--privileged",
    "--cap-add SYS_ADMIN",
    "--cap-add KILL",
    "--network host",
    "--ipc host",
    "--pid host",
    "--uts host",
    "--cgroupns host",
    "--userns host",
    "--user 0",
    "--read-only=false",
    "--security-opt no-new-privileges=false",
    "--security-opt seccomp=unconfined",
    "--security-opt apparmor=loose",
    "--memory 50g",
    "--pids-limit 0",
    "--cpus 500",
    "--ulimit nofile=-1",
    "--device /dev/kvm",
    "--sysctl net.ipv4.ip_forward=1",
    "--group-add docker",
    "--publish 0.0.0.0:80:80",
    "--runtime runsc",
    "--annotation a=b",
    "--log-driver syslog",
    "--gpus all",
};

static const char *const allow_words[] = {
    "--allow privileged=w",         "--allow capability:SYS_ADMIN=w",
    "--allow host-network=w",       "--allow host-ipc=w",
    "--allow host-pid=w",           "--allow root-user=w",
    "--allow writable-rootfs=w",    "--allow no-new-privileges-off=w",
    "--allow seccomp-unconfined=w", "--allow limit-off:pids-limit=w",
    "--allow device:/dev/kvm=w",
};

static const char *const lock_words[] = {
    "'/rules/privileged'",
    "'/cap_add'",
    "'/rules/host-network'",
    "'/ipc'",
    "'/user'",
    "'/read_only'",
    "'/seccomp'",
    "'/pids_limit'",
    "'/max'",
    "'/ulimits'",
    "'/allow'",
    "'/no_new_privileges'",
    "'/ports'",
    "'/rules/host-pid'",
    "'/group_add'",
    "'/cgroup'",
    "'/rules/host-uts'",
    "'/rules/host-userns'",
    "'/apparmor'",
};

/* What runs after all, read as a line that somebody typed where there is no profile, trips no locked rule:
 * no profile, list, --allow or default has passed one. */
static void check_unpassed(const struct hr_policy *policy, const struct hr_plan *plan,
                           const char *what)
{
    struct hr_settings settings = { 0 };
    struct hr_findings findings = { 0 };
    struct hr_view view;
    const struct hr_case c = {
        .settings = &settings,
        .view = &view,
        .facts = &judge_root_image,
        .image = &plan->invocation->image,
        .profile = &policy->alone,
    };

    for (size_t i = 0; i < plan->settings.n; i++) {
        struct hr_setting *s = HR_VEC_PUSH(arena, &settings);

        *s = plan->settings.v[i];
        s->judged = s->origin.kind != HR_ORIGIN_POLICY;
    }
    hr_view_fold(&settings, arena, &view);
    hr_guard_judge(&c, arena, &findings);
    for (size_t i = 0; i < findings.n; i++)
        ck_assert_msg(!hr_policy_locks(policy, findings.v[i].rule->name) ||
                          findings.v[i].level != HR_LEVEL_DENY,
                      "%s passes under %s", findings.v[i].rule->name, what);
}

#define ROUNDS 400

START_TEST(never_passed)
{
    uint64_t state = 0x9e3779b97f4a7c15U + (uint64_t)_i;
    size_t launched = 0, refused = 0;

    for (int round = 0; round < ROUNDS; round++) {
        const char *locks = some(&state, lock_words, HR_ARRAY_LEN(lock_words), 8, ",");
        const struct hr_policy *policy = held_good_policy(hr_arena_printf(
            arena,
            "'lock':[%s],'read_only':true,'cap_drop':['ALL'],'mem_limit':'1g','cpus':2,"
            "'pids_limit':99,'no_new_privileges':true",
            locks));
        const char *members = some(&state, profile_words, HR_ARRAY_LEN(profile_words), 4, ",");
        const char *profile = hr_arena_printf(arena, "%s%s" ALLOWS, members, *members ? "," : "");
        const char *options = some(&state, line_words, HR_ARRAY_LEN(line_words), 20, " ");
        const char *allows = some(&state, allow_words, HR_ARRAY_LEN(allow_words), 3, " ");
        const char *line = hr_arena_printf(arena, "%s%s%s%simg:1", options, *options ? " " : "",
                                           allows, *allows ? " " : "");
        struct hr_plan plan;

        plan_held(policy, profile, line, &plan);
        refused += plan.refused;
        launched += !plan.refused;
        if (!plan.refused)
            check_unpassed(policy, &plan,
                           hr_arena_printf(arena, "%s; %s; %s", locks, profile, line));
    }
    /* Both happen, or the property says nothing. */
    ck_assert_uint_gt(launched, ROUNDS / 20);
    ck_assert_uint_gt(refused, ROUNDS / 20);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_loop_test(tc, trips, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, told);
    tcase_add_loop_test(tc, never_passed, 0, 4);
}

UNIT_MAIN("locked", add_tests)
