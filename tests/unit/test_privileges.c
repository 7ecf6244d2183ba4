/* SPDX-License-Identifier: MIT */
#include "hrun/guard/privileges.h"

#include "judge.h"

#define OPEN "'rules': { '*': 'allow' }, " BARE

#define KEPT "'rules': { '*': 'allow', 'capabilities-kept': 'deny' }, " BARE

static const struct judge_profile_case profile_cases[] = {
    /* what docker grants by itself */
    { KEPT, "app:1", "capabilities-kept" },
    { KEPT, "--cap-drop NET_RAW app:1", "capabilities-kept" },
    { KEPT, "--cap-drop ALL app:1", "" },
    { KEPT, "--cap-drop all --cap-add CHOWN app:1", "" },
    { KEPT, "--cap-drop ALL --cap-drop NET_RAW --cap-add NET_RAW app:1", "" },
    { KEPT, "--privileged app:1", "" },  /* has a rule of its own */
    { KEPT, "--cap-add ALL app:1", "" }, /* likewise */
    { KEPT,
      "--cap-drop CHOWN --cap-drop DAC_OVERRIDE --cap-drop FOWNER --cap-drop FSETID "
      "--cap-drop KILL --cap-drop SETGID --cap-drop SETUID --cap-drop SETPCAP "
      "--cap-drop NET_BIND_SERVICE --cap-drop NET_RAW --cap-drop SYS_CHROOT --cap-drop MKNOD "
      "--cap-drop AUDIT_WRITE --cap-drop SETFCAP app:1",
      "" },
    { "'cap_drop': ['ALL'], " KEPT, "app:1", "" },
    { "'cap_drop': ['MKNOD'], " KEPT, "app:1", "capabilities-kept" },
    /* the policy's own filter and profile */
    { "'seccomp': '/etc/f.json', 'apparmor': 'team', 'rules': { '*': 'allow', "
      "'seccomp-profile': 'deny', 'apparmor-unconfined': 'deny' }, " BARE,
      "--security-opt seccomp=/etc/f.json --security-opt apparmor=team app:1", "" },
    { "'seccomp': '/etc/f.json', 'apparmor': 'team', 'rules': { '*': 'allow', "
      "'seccomp-profile': 'deny', 'apparmor-unconfined': 'deny' }, " BARE,
      "--security-opt seccomp=f.json --security-opt apparmor=Team app:1",
      "seccomp-profile:f.json apparmor-unconfined" },
    { "'seccomp': 'default', 'apparmor': 'auto', 'rules': { '*': 'allow', "
      "'seccomp-profile': 'deny', 'apparmor-unconfined': 'deny' }, " BARE,
      "--security-opt seccomp=default --security-opt apparmor=auto app:1",
      "seccomp-profile:default apparmor-unconfined" },
    { OPEN, "--privileged app:1", "" },

    /* the profile's lists, and what it gives itself */
    { "'allow': { 'capabilities': ['bpf'] }, 'rules': { '*': 'allow', 'capability': 'deny' }, " BARE,
      "--cap-add BPF app:1", "" },
    { "'rules': { '*': 'allow', 'capability': 'deny' }, " BARE, "--cap-add BPF app:1",
      "capability:BPF" },
    { "'cap_add': ['BPF'], 'rules': { '*': 'allow', 'capability': 'deny' }, " BARE, "app:1", "" },
    { "'cap_add': ['BPF'], 'rules': { '*': 'allow', 'capability': 'deny' }, " BARE,
      "--cap-add CAP_BPF app:1", "" },
    { "'cap_add': ['BPF'], 'rules': { '*': 'allow', 'capability': 'deny' }, " BARE,
      "--cap-add ALL app:1", "capability:ALL" },
    { "'cap_add': ['ALL'], 'rules': { '*': 'allow', 'capability': 'deny' }, " BARE,
      "--cap-add SYSLOG --cap-add ALL app:1", "" },

    /* what a profile leaves open is missing */
    { "'rules': { '*': 'allow', 'no-new-privileges-off': 'deny', 'writable-rootfs': 'deny' }, " BARE,
      "app:1", "no-new-privileges-off writable-rootfs" },
    { "'rules': { '*': 'allow', 'no-new-privileges-off': 'deny', 'writable-rootfs': 'deny' }, " BARE,
      "--read-only --security-opt no-new-privileges app:1", "" },
    { "'rules': { '*': 'allow', 'writable-rootfs': 'warn' }, " BARE, "app:1", "writable-rootfs?" },
};

START_TEST(trips_under)
{
    const struct judge_profile_case *row = &profile_cases[_i];

    judge_check(row->profile, &judge_root_image, row->line, row->want);
}
END_TEST

static const struct {
    const char *line;
    bool said;
} idle_cases[] = {
    { "--cap-add NET_BIND_SERVICE app:1", true },
    { "--cap-add CHOWN --user 1000:1000 app:1", true },
    { "app:1", false },
    { "--cap-drop CHOWN app:1", false },
    { "--cap-add CHOWN --user 0:0 app:1", false },
    { "--cap-add CHOWN --user app app:1", false },
};

/* Of a capability that gives nothing somebody has to be told, or they debug it for an hour. */
START_TEST(idle)
{
    struct hr_plan plan;
    bool said = false;

    judge_plan(NULL, &judge_root_image, idle_cases[_i].line, &plan);
    for (size_t i = 0; i < plan.notes.n; i++)
        said = said || strstr(plan.notes.v[i], "is not root, so it gets nothing");
    ck_assert_msg(said == idle_cases[_i].said, "%s", idle_cases[_i].line);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, trips_under, 0, HR_ARRAY_LEN(profile_cases));
    tcase_add_loop_test(tc, idle, 0, HR_ARRAY_LEN(idle_cases));
}

UNIT_MAIN("privileges", add_tests)
