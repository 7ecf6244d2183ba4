/* SPDX-License-Identifier: MIT */
#include "hrun/docker/value.h"

#include "unit.h"

static bool parse(const char *name, const char *raw, struct hr_value *out)
{
    return hr_value_parse(hr_option(name), raw, arena, out, &err);
}

static const struct {
    const char *option, *raw;
    bool want;
} bool_cases[] = {
    { "tty", "true", true },   { "tty", "T", true },         { "read-only", "1", true },
    { "tty", "false", false }, { "privileged", "0", false }, { "rm", "FALSE", false },
};

START_TEST(booleans)
{
    struct hr_value value;

    ck_assert(parse(bool_cases[_i].option, bool_cases[_i].raw, &value));
    ck_assert_int_eq(value.kind, HR_KIND_BOOL);
    ck_assert(value.as.boolean == bool_cases[_i].want);
    ck_assert(!value.differs);
}
END_TEST

static const struct {
    const char *option, *raw;
    int64_t want;
} integer_cases[] = {
    { "pids-limit", "0100", 64 },
    { "pids-limit", "0x10", 16 },
    { "pids-limit", "1_000", 1000 },
    { "pids-limit", "-1", -1 },
    { "oom-score-adj", "-1000", -1000 },
    { "blkio-weight", "65535", 65535 },
    { "io-maxiops", "18446744073709551615", INT64_MAX },
    { "memory", "512m", INT64_C(512) << 20 },
    { "memory", "0.5", 0 },
    { "memory", "1GiB", INT64_C(1) << 30 },
    { "memory-swap", "-1", -1 },
    { "memory-swap", "1g", INT64_C(1) << 30 },
    { "shm-size", "0", 0 },
    { "cpus", "1.5", 1500000000 },
    { "cpus", "3/4", 750000000 },
    { "health-interval", "1m30s", INT64_C(90000000000) },
    { "health-timeout", "0", 0 },
    { "health-retries", "0", 0 },
    { "memory-swappiness", "-1", -1 },
    { "memory-swappiness", "100", 100 },
};

START_TEST(integers)
{
    struct hr_value value;

    ck_assert_msg(parse(integer_cases[_i].option, integer_cases[_i].raw, &value), "%s=%s",
                  integer_cases[_i].option, integer_cases[_i].raw);
    ck_assert_int_eq(value.as.integer, integer_cases[_i].want);
}
END_TEST

/* Refused by every client, 20.10 to 29. */
static const struct {
    const char *option, *raw, *want; /* the message */
} refused_cases[] = {
    { "tty", "yes", "'yes' is not a boolean: true, t, 1, false, f or 0" },
    { "rm", "", "'' is not a boolean: true, t, 1, false, f or 0" },
    { "tty", "tRue", NULL },
    { "cpu-shares", "default", "'default' is not a whole number" },
    { "pids-limit", "", NULL },
    { "pids-limit", " 5", NULL },
    { "pids-limit", "5.0", NULL },
    { "pids-limit", "99999999999999999999", NULL },
    { "blkio-weight", "-1", NULL },
    { "blkio-weight", "65536", NULL },
    { "memory", "-1", NULL },
    { "memory", "nan", NULL },
    { "memory", "64Bm", NULL },
    { "memory-swap", "-2", NULL },
    { "cpus", "", NULL },
    { "cpus", "0.0000000001", NULL },
    { "health-interval", "", NULL },
    { "health-interval", "-1s", NULL },
    { "health-retries", "-1", NULL },
    { "memory-swappiness", "101", "'101' is not a whole number from -1 to 100" },
    { "memory-swappiness", "-2", NULL },
    { "pid", "private", "'private' is not one of: host container:" },
    { "pid", "none", NULL },
    { "pid", "HOST", NULL },
    { "pid", "container", NULL },
    { "pid", "container:", NULL },
    { "uts", "private", NULL },
    { "uts", "container:x", NULL },
    { "userns", "private", NULL },
    { "userns", "keep-id", NULL },
    { "cgroupns", "container:x", NULL },
    { "cgroupns", "Host", NULL },
    { "restart", "always:2:3", NULL },
    { "restart", "on-failure:x", NULL },
    { "restart", "on-failure:+-3", NULL },
    { "restart", "on-failure:+", NULL },
    { "mac-address", "xx", NULL },
    { "mac-address", " ", NULL },
    { "mac-address", "02:42:ac:11:00", NULL },
    { "mac-address", "02:42:ac:11:00:0", NULL },
    { "mac-address", "02:42-ac:11:00:02", NULL },
    { "mac-address", "02:42:ac:11:00:02:", NULL },
    { "mac-address", "0242.ac11.000", NULL },
    { "label", "", "'' has no name" },
    { "label", "=x", NULL },
    { "label", " =x", NULL },
    { "label", "a b=x", "'a b=x' has a blank in its name" },
    { "storage-opt", "size", "'size' is no KEY=VALUE" },
    { "env", "", NULL },
    { "env", "=A=1", NULL },
    { "ulimit", "nofile", NULL },
    { "security-opt", "seccomp", NULL },
    { "network", "alias=x", NULL },
    { "publish", "a:b", NULL },
    { "expose", "8080:9090", NULL },
    { "mount", "", NULL },
    { "mount", "type=bind,src=/a,dst=/b,rw", NULL },
    { "device", "/:path", NULL },
    { "device-cgroup-rule", "a *:* rwmr", NULL },
    { "device-read-bps", "/dev/sda", NULL },
    { "device-write-iops", "/dev/sda:x", NULL },
    { "blkio-weight-device", "/dev/sda:5", NULL },
    { "gpus", "", NULL },
    { "sysctl", "kernel.core_pattern=|/x", NULL },
    { "add-host", "a", NULL },
    { "dns", "x", NULL },
    { "dns-search", " ", NULL },
    { "attach", "stdfoo", NULL },
    { "link", "", NULL },
};

START_TEST(refused)
{
    struct hr_value value = { .kind = HR_KIND__COUNT };

    ck_assert_msg(!parse(refused_cases[_i].option, refused_cases[_i].raw, &value), "%s=%s",
                  refused_cases[_i].option, refused_cases[_i].raw);
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
    ck_assert_int_eq(value.kind, HR_KIND__COUNT);
    if (refused_cases[_i].want)
        ck_assert_str_eq(err.msg, refused_cases[_i].want);
}
END_TEST

static const struct {
    const char *option, *raw;
    bool differs;
} taken_cases[] = {
    { "name", "", false },
    { "ipc", "HOST", false }, /* the engine's to refuse */
    { "env-file", "-", false },
    { "pid", "", false },
    { "pid", "host", false },
    { "pid", "container:x", false },
    { "pid", "container:x:y", true },
    { "pid", "host:x", true },
    { "userns", ":", true },
    { "cgroupns", "private", false },
    { "uts", "host", false },
    { "pull", "", false },
    { "pull", "never", false },
    { "pull", "Always", true },
    { "pull", "missing never", true },
    { "restart", "", false },
    { "restart", "bogus", false },
    { "restart", "on-failure:3", false },
    { "restart", "on-failure:-3", false },
    { "restart", "on-failure:+3", false },
    { "restart", "on-failure:", true },
    { "restart", ":3", true },
    { "mac-address", "", false },
    { "mac-address", "02:42:ac:11:00:02", false },
    { "mac-address", " 02-42-AC-11-00-02 ", false },
    { "mac-address", "0242.ac11.0002", false },
    { "mac-address", "02:42:ac:11:00:02:00:01", false },
    { "label", " a", false },
    { "annotation", "", false },
    { "log-opt", "=", false },
    { "storage-opt", "=", false },
    { "memory", "1e3m", true },
    { "memory", "64m", false },
    { "cap-drop", "bogus", false },
    { "user", "0x0", false },
};

START_TEST(taken)
{
    struct hr_value value;

    ck_assert_msg(parse(taken_cases[_i].option, taken_cases[_i].raw, &value), "%s=%s: %s",
                  taken_cases[_i].option, taken_cases[_i].raw, err.msg);
    ck_assert_int_eq(value.kind, hr_option(taken_cases[_i].option)->kind);
    ck_assert_msg(value.differs == taken_cases[_i].differs, "%s=%s", taken_cases[_i].option,
                  taken_cases[_i].raw);
}
END_TEST

static const struct {
    const char *option, *raw, *name, *value;
} pair_cases[] = {
    { "env", "A=b=c", "A", "b=c" },
    { "env", "A", "A", NULL },
    { "label", "a=", "a", "" },
    { "annotation", "a.b=c", "a.b", "c" },
    { "annotation", "=x", "", "x" },
    { "sysctl", "net.core.somaxconn=1", "net.core.somaxconn", "1" },
    { "log-opt", "tag", "tag", NULL },
    { "storage-opt", "size=1g", "size", "1g" },
};

START_TEST(pairs)
{
    struct hr_value value;

    ck_assert(parse(pair_cases[_i].option, pair_cases[_i].raw, &value));
    ck_assert_str_eq(value.as.env.name, pair_cases[_i].name);
    ck_assert_pstr_eq(value.as.env.value, pair_cases[_i].value);
}
END_TEST

/* Each kind with a structure of its own reaches its parser. */
START_TEST(structures)
{
    struct hr_value value;

    ck_assert(parse("cap-add", "net_admin", &value));
    ck_assert_int_eq(value.as.capability, 12);
    ck_assert(parse("cap-add", "ALL", &value));
    ck_assert_int_eq(value.as.capability, -1);
    ck_assert(parse("device", "/dev/null:/dev/x:r", &value));
    ck_assert_str_eq(value.as.device.container, "/dev/x");
    ck_assert(parse("volume", "/a:/b:ro", &value));
    ck_assert_int_eq(value.as.mount.syntax, HR_MOUNT_FROM_VOLUME);
    ck_assert(parse("mount", "type=bind,src=/a,dst=/b", &value));
    ck_assert_int_eq(value.as.mount.syntax, HR_MOUNT_FROM_MOUNT);
    ck_assert(parse("tmpfs", "/t", &value));
    ck_assert_int_eq(value.as.mount.syntax, HR_MOUNT_FROM_TMPFS);
    ck_assert(parse("volumes-from", "c:ro", &value));
    ck_assert_int_eq(value.as.mount.syntax, HR_MOUNT_FROM_VOLUMES_FROM);
    ck_assert(parse("net", "name=host", &value));
    ck_assert_int_eq(value.as.network.mode, HR_NETWORK_HOST);
    ck_assert(parse("publish", "127.0.0.1:80:80", &value));
    ck_assert(value.as.publish.loopback);
    ck_assert(parse("security-opt", "no-new-privileges:false", &value));
    ck_assert_int_eq(value.as.security.key, HR_SECURITY_NO_NEW_PRIVILEGES);
    ck_assert(!value.as.security.on);
    ck_assert(parse("ulimit", "nofile=1:2", &value));
    ck_assert_int_eq(value.as.ulimit.hard, 2);
    ck_assert(parse("user", "00:0", &value));
    ck_assert(value.as.user.uid_known && value.as.user.uid == 0);
}
END_TEST

static const struct {
    const char *option;
    bool late;
} late_cases[] = {
    { "tty", false },         { "memory", false },       { "ulimit", false },
    { "mount", false },       { "network", false },      { "gpus", false },
    { "attach", false },      { "add-host", false },     { "dns", false },
    { "env", false },         { "label", false },        { "link", false },
    { "sysctl", false },      { "blkio-weight", false }, { "device-cgroup-rule", false },
    { "volume", true },       { "publish", true },       { "expose", true },
    { "security-opt", true }, { "device", true },        { "tmpfs", true },
    { "pid", true },          { "ipc", true },           { "uts", true },
    { "userns", true },       { "cgroupns", true },      { "pull", true },
    { "restart", true },      { "env-file", true },      { "label-file", true },
    { "mac-address", true },  { "storage-opt", true },
};

START_TEST(late)
{
    ck_assert_msg(hr_value_is_late(hr_option(late_cases[_i].option), "") == late_cases[_i].late,
                  "%s", late_cases[_i].option);
}
END_TEST

/* What is no number is found at once, what is out of range late. */
static const struct {
    const char *option, *raw;
    bool late;
} range_cases[] = {
    { "memory-swappiness", "101", true }, { "memory-swappiness", "x", false },
    { "health-retries", "-1", true },     { "health-retries", "1.5", false },
    { "health-interval", "-1s", true },   { "health-interval", "-1", false },
};

START_TEST(late_range)
{
    ck_assert(hr_value_is_late(hr_option(range_cases[_i].option), range_cases[_i].raw) ==
              range_cases[_i].late);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, booleans, 0, HR_ARRAY_LEN(bool_cases));
    tcase_add_loop_test(tc, integers, 0, HR_ARRAY_LEN(integer_cases));
    tcase_add_loop_test(tc, refused, 0, HR_ARRAY_LEN(refused_cases));
    tcase_add_loop_test(tc, taken, 0, HR_ARRAY_LEN(taken_cases));
    tcase_add_loop_test(tc, pairs, 0, HR_ARRAY_LEN(pair_cases));
    tcase_add_test(tc, structures);
    tcase_add_loop_test(tc, late, 0, HR_ARRAY_LEN(late_cases));
    tcase_add_loop_test(tc, late_range, 0, HR_ARRAY_LEN(range_cases));
}

UNIT_MAIN("value", add_tests)
