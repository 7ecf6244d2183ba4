/* SPDX-License-Identifier: MIT */
/* What a profile's lists let pass, and what is near to it; versions of the API and claims in labels. */
#include "hrun/base/text.h"

#include "judge.h"

static struct hr_container_facts containers[] = {
    { .name = "app",
      .state = HR_KNOWN,
      .id = "a1",
      .network = "default",
      .pid = "",
      .ipc = "private" },
    { .name = "loose", .state = HR_KNOWN, .id = "a5", .network = "team", .pid = "", .ipc = "" },
};

static struct hr_network_facts networks[] = {
    { .name = "team", .state = HR_KNOWN, .own_name = "team", .driver = "bridge" },
    { .name = "e988", .state = HR_KNOWN, .own_name = "bridge", .driver = "bridge" },
    { .name = "8fcc", .state = HR_KNOWN, .own_name = "team", .driver = "bridge" },
    { .name = "lan", .state = HR_KNOWN, .own_name = "lan", .driver = "macvlan" },
    { .name = "shut",
      .state = HR_KNOWN,
      .own_name = "shut",
      .driver = "macvlan",
      .internal = true },
};

static struct hr_facts with_all(void)
{
    return (struct hr_facts){
        .image = judge_root_image.image,
        .containers = { .v = containers, .n = HR_ARRAY_LEN(containers) },
        .networks = { .v = networks, .n = HR_ARRAY_LEN(networks) },
    };
}

#define ALL                                                                               \
    "'rules': { '*': 'deny', 'limit-off': 'allow', 'writable-rootfs': 'allow', "          \
    "'no-new-privileges-off': 'allow', 'root-user': 'allow', 'image-unpinned': 'allow', " \
    "'capabilities-kept': 'allow', 'default-bridge': 'allow' }, " BARE

static const struct judge_profile_case listed[] = {
    { "'allow': { 'devices': [ '/dev/fuse' ] }, " ALL, "--device /dev/fuse app:1", "" },
    { "'allow': { 'devices': [ '/dev/fuse' ] }, " ALL, "--device /dev//fuse:/dev/x:r app:1", "" },
    { "'allow': { 'devices': [ '/dev/fuse' ] }, " ALL, "--device /dev/fuse2 app:1",
      "device:/dev/fuse2" },
    { "'allow': { 'devices': [ '/dev/fuse' ] }, " ALL, "--device /dev/fuse/../sda app:1",
      "device:/dev/sda" },
    { "'allow': { 'devices': [ '/dev/dri/*' ] }, " ALL, "--device /dev/dri/card0 app:1", "" },
    { "'allow': { 'devices': [ '/dev/dri/*' ] }, " ALL, "--device /dev/dri app:1",
      "device:/dev/dri" },
    { "'allow': { 'devices': [ '/dev/*' ] }, " ALL, "--device /dev/mapper/x app:1",
      "device:/dev/mapper/x" },
    { "'allow': { 'devices': [ 'nvidia.com/gpu=*' ] }, " ALL, "--device nvidia.com/gpu=0 app:1",
      "" },
    { "'allow': { 'gpus': [ 'all' ] }, " ALL, "--gpus device=0 app:1", "" },
    { "'allow': { 'gpus': [ '0' ] }, " ALL, "--gpus device=0 app:1", "" },
    { "'allow': { 'gpus': [ 'GPU-1' ] }, " ALL, "--gpus device=GPU-1 app:1", "" },
    { "'allow': { 'gpus': [ '0' ] }, " ALL, "--gpus \"device=0,1\" app:1", "gpus:\"device=0,1\"" },
    { "'allow': { 'gpus': [ '0', '1' ] }, " ALL, "--gpus \"device=0,1\",driver=nvidia app:1", "" },
    { "'allow': { 'gpus': [ '0' ] }, " ALL, "--gpus all app:1", "gpus:all" },
    { "'allow': { 'gpus': [ '0' ] }, " ALL, "--gpus driver=nvidia app:1", "gpus:driver=nvidia" },
    /* an id is no count, and a count no id */
    { "'allow': { 'gpus': [ '1' ] }, " ALL, "--gpus 1 app:1", "gpus:1" },
    { "'allow': { 'gpus': [ '1' ] }, " ALL, "--gpus count=1 app:1", "gpus:count=1" },
    { "'allow': { 'gpus': [ '1' ] }, " ALL, "--gpus driver=nvidia app:1", "gpus:driver=nvidia" },
    { "'allow': { 'gpus': [ 'count:1' ] }, " ALL, "--gpus device=1 app:1", "gpus:device=1" },
    { "'allow': { 'gpus': [ 'count:1' ] }, " ALL, "--gpus device=count:1 app:1", "" }, /* its id */
    { "'allow': { 'gpus': [ 'count:1' ] }, " ALL, "--gpus driver=nvidia app:1", "" },  /* one */
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus count=2 app:1", "" },
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus 1 app:1", "" },
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus 3 app:1", "gpus:3" },
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus count=-1 app:1", "gpus:count=-1" },
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus count=all app:1", "gpus:count=all" },
    { "'allow': { 'sysctls': [ 'net.core.*' ] }, " ALL, "--sysctl net.core.somaxconn=9 app:1", "" },
    { "'allow': { 'sysctls': [ 'net.core.*' ] }, " ALL, "--sysctl net.ipv4.ip_forward=1 app:1",
      "sysctl:net.ipv4.ip_forward" },
    { "'allow': { 'sysctls': [ 'net.ipv4.conf.IFNAME.forwarding' ] }, " ALL,
      "--network "
      "name=a,driver-opt=com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.forwarding=1 "
      "app:1",
      "network:a" },
    { "'allow': { 'sysctls': [ 'net.core.somaxconn' ], 'networks': [ 'a' ] }, " ALL,
      "--network \"name=a\",\"driver-opt=com.docker.network.endpoint.sysctls=net.core.somaxconn=1,"
      "net.x=1\" app:1",
      "network-driver-opt:com.docker.network.endpoint.sysctls" },
    { "'allow': { 'runtimes': [ 'runsc' ] }, " ALL, "--runtime runsc app:1", "" },
    { "'allow': { 'runtimes': [ 'runsc' ] }, " ALL, "--runtime runc app:1", "runtime:runc" },
    { "'allow': { 'groups': [ 'video', '44' ] }, " ALL, "--group-add video --group-add 44 app:1",
      "" },
    { "'allow': { 'groups': [ 'video' ] }, " ALL, "--group-add videos app:1",
      "group-add:videos root-group" },
    { "'allow': { 'networks': [ 'team' ] }, " ALL, "--network team app:1", "" },
    { "'allow': { 'networks': [ 'team' ] }, " ALL, "--network 8fcc app:1", "" },
    { "'allow': { 'networks': [ 'team' ] }, " ALL, "--network name=team,alias=x app:1", "" },
    { "'allow': { 'networks': [ 'team' ] }, " ALL, "--network team --network lan app:1",
      "network:lan publish-not-loopback:lan" },
    { "'allow': { 'networks': [ 'host' ] }, " ALL, "--network host app:1", "host-network" },
    { ALL, "--network shut app:1", "network:shut" },
    { "'network_mode': 'none', " ALL, "--network bridge app:1", "network:bridge" },
    { "'network_mode': 'none', 'allow': { 'networks': [ 'bridge' ] }, " ALL,
      "--network bridge app:1", "" },
    { "'network_mode': 'team', " ALL, "--network none app:1", "" },
    { "'allow': { 'annotations': [ 'io.kata.*' ] }, " ALL, "--annotation io.kata.x=1 app:1", "" },
    { "'allow': { 'annotations': [ 'io.kata.*' ] }, " ALL, "--annotation io.katax=1 app:1",
      "annotation:io.katax" },
    { "'allow': { 'log_drivers': [ 'syslog' ] }, " ALL,
      "--log-driver syslog --log-opt syslog-address=udp://1.2.3.4 app:1", "" },
    { "'allow': { 'log_drivers': [ 'syslog' ] }, " ALL, "--log-opt syslog-address=x app:1",
      "log-driver:syslog-address" },
    { "'allow': { 'log_drivers': [ 'syslog' ] }, " ALL, "--log-driver gelf app:1",
      "log-driver:gelf" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, " BARE, "app:1", "default-bridge" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, " BARE, "--network e988 app:1",
      "default-bridge" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, " BARE, "--network container:app app:1",
      "default-bridge" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, " BARE, "--network team app:1", "" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, 'network_mode': 'bridge', " BARE,
      "app:1", "" },
    { "'rules': { '*': 'allow', 'network': 'deny' }, " BARE, "--network container:loose app:1",
      "network:team" },
};

START_TEST(lists)
{
    const struct hr_facts facts = with_all();

    judge_check(listed[_i].profile, &facts, listed[_i].line, listed[_i].want);
}
END_TEST

static const struct {
    const char *version;
    const char *why; /* NULL: nothing trips */
} api_cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "1.44", NULL },
    { "1.50", NULL },
    { "1.43", "below a read-only bind" },
    { "v1.43", "below a read-only bind" },
    { "1.43.0", "below a read-only bind" },
    { "1.43.", "below a read-only bind" },
    { "01.043", "below a read-only bind" },
    { "1.44.0", NULL },
    { "1.40", "control group" },
    { "1.39", "IPC namespace" },
    { "1.24", "--rm" },
    { "x", NULL }, /* docker refuses it */
};

START_TEST(old_api)
{
    struct hr_facts facts = judge_root_image;
    struct hr_plan plan;

    facts.api_version = api_cases[_i].version;
    judge_plan(NULL, &facts, "app:1", &plan);
    ck_assert_uint_eq(plan.findings.n, api_cases[_i].why != NULL);
    if (api_cases[_i].why) {
        ck_assert_str_eq(plan.findings.v[0].rule->name, "old-api");
        ck_assert_ptr_nonnull(strstr(plan.findings.v[0].message, api_cases[_i].why));
    }
}
END_TEST

#define ID_OF(digit) #digit #digit #digit #digit #digit #digit #digit #digit
#define LONG_ID(digit) \
    ID_OF(digit)       \
    ID_OF(digit) ID_OF(digit) ID_OF(digit) ID_OF(digit) ID_OF(digit) ID_OF(digit) ID_OF(digit)

static struct hr_container_facts pinned[] = {
    { .name = "app", .state = HR_KNOWN, .id = LONG_ID(a), .network = "", .pid = "", .ipc = "" },
    { .name = LONG_ID(b),
      .state = HR_KNOWN,
      .id = LONG_ID(b),
      .network = "",
      .pid = "",
      .ipc = "" },
    { .name = "odd", .state = HR_KNOWN, .id = "../x", .network = "", .pid = "", .ipc = "" },
    { .name = "gone", .state = HR_ABSENT },
};

/* What is let pass is named by the id that was judged. */
static const struct {
    const char *line, *option, *want;
} pin_cases[] = {
    { "--volumes-from app app:1", "volumes-from", LONG_ID(a) },
    { "--volumes-from app:ro app:1", "volumes-from", LONG_ID(a) ":ro" },
    { "--network container:app app:1", "network", "container:" LONG_ID(a) },
    { "--network name=container:app app:1", "network", "container:" LONG_ID(a) },
    { "--pid container:app app:1", "pid", "container:" LONG_ID(a) },
    { "--ipc container:app app:1", "ipc", "container:" LONG_ID(a) },
    { "--ipc container:" LONG_ID(b) " app:1", "ipc", "container:" LONG_ID(b) },
    { "--pid container:odd app:1", "pid", "container:odd" },
    { "--pid container:gone app:1", "pid", "container:gone" },
    { "--pid container:unasked app:1", "pid", "container:unasked" },
    { "--pid host app:1", "pid", "host" },
    { "--label app=app app:1", "label", "app=app" },
};

START_TEST(pins)
{
    const struct hr_facts facts = { .image = { .state = HR_KNOWN, .id = "x", .user = "" },
                                    .containers = { pinned, HR_ARRAY_LEN(pinned), 0 } };
    const struct hr_setting *s;
    struct hr_plan plan;

    judge_plan(NULL, &facts, pin_cases[_i].line, &plan);
    s = hr_settings_first(&plan.settings, pin_cases[_i].option);
    ck_assert_str_eq(s->raw, pin_cases[_i].want);
    for (size_t i = 0; i < plan.findings.n; i++)
        ck_assert_ptr_null(strstr(plan.findings.v[i].what, LONG_ID(a)));
}
END_TEST

/* What docker refuses beside the network that the profile gives. */
static const struct judge_profile_case network_cases[] = {
    { "'network_mode': 'none', " ALL, "--network-alias x app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--net-alias x app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--ip 10.0.0.9 app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--ip6 fd00::9 app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--allow network=why --network-alias x app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--hostname x --dns 1.1.1.1 app:1", "" },
    { "'network_mode': 'none', " ALL, "--ip= app:1", "" },
    { "'network_mode': 'none', 'allow': { 'networks': [ 'team' ] }, " ALL,
      "--network team --network-alias x app:1", "" },
    { "'network_mode': 'team', " ALL, "--network-alias x app:1", "" },
    { ALL, "--network-alias x app:1", "" },
};

START_TEST(beside_network)
{
    const struct hr_facts facts = with_all();

    judge_check(network_cases[_i].profile, &facts, network_cases[_i].line, network_cases[_i].want);
}
END_TEST

/* The labels of PLAN that start with hrun. and are not of every launch. */
static const char *claims_of(const struct hr_plan *plan)
{
    struct hr_strv claims = { 0 };

    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        if (s->option->kind == HR_KIND_LABEL && hr_text_starts(s->raw, "hrun.") &&
            !hr_text_starts(s->raw, "hrun.version=") && !hr_text_starts(s->raw, "hrun.profile"))
            hr_strv_push(arena, &claims, s->raw);
    }
    return hr_strv_join(arena, &claims, " ");
}

static const struct {
    const char *file, *image; /* a label of each; NULL for none */
    const char *line, *want;
} claim_cases[] = {
    { NULL, NULL, "--label hrun.allow.x=y app:1", "" },
    { NULL, "hrun.allow.privileged=it is fine", "app:1", "hrun.allow.privileged=" },
    { NULL, "hrun.allow.privileged", "app:1", "hrun.allow.privileged=" },
    { NULL, "hrun.odd=1", "app:1", "hrun.odd=" },
    { NULL, "hrun.profile.sha256=0", "app:1", "" },
    { NULL, "hrunx=1", "app:1", "" },
    { "hrun.allow.privileged=it is fine\n", NULL, "--label-file l app:1",
      "hrun.allow.privileged=" },
    { "hrun.allow.privileged\n", NULL, "--label-file l app:1", "" },
    { "hrun.allow.a=1\nhrun.allow.a=2\n", "hrun.allow.a=3", "--label-file l app:1",
      "hrun.allow.a=" },
    { "hrun.allow.host-pid=it is fine\n", "hrun.allow.host-pid=it is fine",
      "--label-file l --pid host --allow host-pid=why app:1", "hrun.allow.host-pid=why" },
};

START_TEST(claims)
{
    const char *text = claim_cases[_i].file;
    const struct hr_bytes bytes = { text, text ? strlen(text) : 0 };
    struct hr_facts facts = judge_root_image;
    struct hr_plan plan;

    if (text) {
        struct hr_env_file_facts *file = HR_VEC_PUSH(arena, &facts.env_files);

        *file = (struct hr_env_file_facts){ .path = "l", .known = true };
        ck_assert(hr_env_file_parse(&bytes, "l", arena, &file->lines, &err));
    }
    if (claim_cases[_i].image)
        hr_strv_push(arena, &facts.image.labels, claim_cases[_i].image);
    judge_plan(NULL, &facts, claim_cases[_i].line, &plan);
    ck_assert_str_eq(claims_of(&plan), claim_cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, pins, 0, HR_ARRAY_LEN(pin_cases));
    tcase_add_loop_test(tc, beside_network, 0, HR_ARRAY_LEN(network_cases));
    tcase_add_loop_test(tc, claims, 0, HR_ARRAY_LEN(claim_cases));
    tcase_add_loop_test(tc, lists, 0, HR_ARRAY_LEN(listed));
    tcase_add_loop_test(tc, old_api, 0, HR_ARRAY_LEN(api_cases));
}

UNIT_MAIN("lists", add_tests)
