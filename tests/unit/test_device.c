/* SPDX-License-Identifier: MIT */
#include "hrun/docker/device.h"

#include "unit.h"

static const struct {
    const char *in, *host, *container, *permissions;
} cases[] = {
    { "/dev/null", "/dev/null", "/dev/null", "rwm" },
    { "/dev/snd:/something:rw", "/dev/snd", "/something", "rw" },
    { "/dev/a:/dev/b", "/dev/a", "/dev/b", "rwm" },
    { "/dev/a:r", "/dev/a", "/dev/a", "r" },
    { "/dev/a:mwr", "/dev/a", "/dev/a", "mwr" },
    { "/dev/a:/dev/b:m", "/dev/a", "/dev/b", "m" },
    { "relative:/abs", "relative", "/abs", "rwm" },
    { "/home:/with space", "/home", "/with space", "rwm" },
    /* The client cleans a lone path, and the second of two. */
    { "/dev/../dev/sda", "/dev/sda", "/dev/sda", "rwm" },
    { "//dev//sda/:r", "/dev/sda", "/dev/sda", "r" },
    { "/dev/../dev/sda:/dev/./x/", "/dev/../dev/sda", "/dev/x", "rwm" },
    { "/dev/../dev/sda:/dev/./x/:r", "/dev/../dev/sda", "/dev/./x/", "r" },
    { "/dev/mapper/a=b", "/dev/mapper/a=b", "/dev/mapper/a=b", "rwm" },
    { "/", "/", "/", "rwm" },
    { "r:/dev/x", "r", "/dev/x", "rwm" },
    { "vendor/cl=n:/abs", "vendor/cl=n", "/abs", "rwm" },
    { "a/c=/x:/dev/y", "a/c=/x", "/dev/y", "rwm" },
};

START_TEST(path)
{
    struct hr_device device;

    ck_assert(hr_device_parse(cases[_i].in, arena, &device, &err));
    ck_assert_str_eq(device.host, cases[_i].host);
    ck_assert_str_eq(device.container, cases[_i].container);
    ck_assert_str_eq(device.permissions, cases[_i].permissions);
    ck_assert(!device.cdi);
    ck_assert_int_eq(device.differs, *cases[_i].in != '/' && strchr(cases[_i].in, '='));
}
END_TEST

static const char *const cdi[] = {
    "vendor.com/class=name", "nvidia.com/gpu=all", "vv/cc=0",      "Ab_c-d.e1/X-y=A-_.:9",
    "ve/cl=n:rwm",           "ve/cl=a:b:c:d:e",    "v2/c2=gpu0:0",
};

START_TEST(cdi_name)
{
    struct hr_device device;

    ck_assert(hr_device_parse(cdi[_i], arena, &device, &err));
    ck_assert(device.cdi && device.differs);
    ck_assert_str_eq(device.host, cdi[_i]);
    ck_assert_str_eq(device.container, "");
    ck_assert_str_eq(device.permissions, "");
}
END_TEST

static const char *const bad[] = {
    "",
    ":",
    "relative",
    ":/dev/x",
    ":/dev/x:rw",
    "/:../",
    "/:path",
    "/dev/a:",
    "/dev/a::",
    "/dev/a::rw",
    "a:/b:ro",
    "/a:/b:/c:/d",
    "/a:/b:/c:/d:/e",
    "/a:/b:rw:",
    "/dev/null:rwmr",
    "/dev/null:rr",
    "/dev/null:RW",
    "/dev/null:/dev/x:",
    "/dev/null:/dev/x:rwmm",
    "/dev/null:/dev/x: r",
    " /dev/null",
    "./dev",
    "rw:rw",
    /* Names that are none, so that they are read as paths. */
    "vendor.com/class=",
    "vendor.com/class",
    "vendor.com=name",
    "vendor.com/=name",
    "1endor/class=name",
    "vendor-/class=name",
    "vendor/class.=name",
    "vendor/cl/ss=name",
    "ven dor/class=name",
    "vendor/class=na me",
    "vendor/class=name-",
    "vendor/class=-name",
    "vendor/class=na=me",
    "vendor/class=na\xc3\xa9me",
    /* Clients from 25.0 on crash on these, older ones refuse them. */
    "a.b/c=d",
    "v/class=name",
};

START_TEST(refuses)
{
    struct hr_device device;

    ck_assert_msg(!hr_device_parse(bad[_i], arena, &device, &err), "%s", bad[_i]);
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
}
END_TEST

typedef bool checker(const char *raw, struct hr_arena *arena, struct hr_error *err);

static const struct {
    checker *check;
    const char *in;
    bool want;
} checks[] = {
    { hr_device_rule_check, "a *:* rwm", true },
    { hr_device_rule_check, "c 1:3 r", true },
    { hr_device_rule_check, "b 8:* mr", true },
    { hr_device_rule_check, "c *:007 w", true },
    { hr_device_rule_check, "c 99999999999999999999:0 w", true },
    { hr_device_rule_check, "c 1:3 rrr", true },
    { hr_device_rule_check, "a *:* rwmr", false },
    { hr_device_rule_check, " c 1:3 r", false },
    { hr_device_rule_check, "c 1:3 r ", false },
    { hr_device_rule_check, "c 1:3 r\n", false },
    { hr_device_rule_check, "c  1:3 r", false },
    { hr_device_rule_check, "c 1:3", false },
    { hr_device_rule_check, "c 1:3 ", false },
    { hr_device_rule_check, "c 1 r", false },
    { hr_device_rule_check, "c :3 r", false },
    { hr_device_rule_check, "c 1: r", false },
    { hr_device_rule_check, "c *1:3 r", false },
    { hr_device_rule_check, "c **:3 r", false },
    { hr_device_rule_check, "c -1:3 r", false },
    { hr_device_rule_check, "d 1:3 r", false },
    { hr_device_rule_check, "C 1:3 r", false },
    { hr_device_rule_check, "ac 1:3 r", false },
    { hr_device_rule_check, "c 1:3 x", false },
    { hr_device_rule_check, "c\t1:3 r", false },
    { hr_device_rule_check, "", false },
    { hr_device_rule_check, "c", false },
    { hr_device_weight_check, "/dev/sda:0", true },
    { hr_device_weight_check, "/dev/sda:10", true },
    { hr_device_weight_check, "/dev/sda:0500", true },
    { hr_device_weight_check, "/dev/sda:1000", true },
    { hr_device_weight_check, "/dev/:10", true },
    { hr_device_weight_check, "/dev/sda:9", false },
    { hr_device_weight_check, "/dev/sda:1001", false },
    { hr_device_weight_check, "/dev/sda:65636", false },
    { hr_device_weight_check, "/dev/sda:-1", false },
    { hr_device_weight_check, "/dev/sda:+10", false },
    { hr_device_weight_check, "/dev/sda:0x10", false },
    { hr_device_weight_check, "/dev/sda:", false },
    { hr_device_weight_check, "/dev/sda", false },
    { hr_device_weight_check, "/dev/sda:10:10", false },
    { hr_device_weight_check, "/dev:10", false },
    { hr_device_weight_check, "dev/sda:10", false },
    { hr_device_weight_check, "/x/sda:10", false },
    { hr_device_weight_check, "", false },
    { hr_device_bytes_check, "/dev/sda:1024", true },
    { hr_device_bytes_check, "/dev/sda:1kb", true },
    { hr_device_bytes_check, "/dev/sda:1.5 MB", true },
    { hr_device_bytes_check, "/dev/sda:0", true },
    { hr_device_bytes_check, "/dev/sda:-1", false },
    { hr_device_bytes_check, "/dev/sda:", false },
    { hr_device_bytes_check, "/dev/sda:x", false },
    { hr_device_bytes_check, "/dev/sda", false },
    { hr_device_bytes_check, ":1kb", false },
    { hr_device_bytes_check, "sda:1kb", false },
    { hr_device_count_check, "/dev/sda:0", true },
    { hr_device_count_check, "/dev/sda:1000", true },
    { hr_device_count_check, "/dev/sda:18446744073709551615", true },
    { hr_device_count_check, "/dev/sda:18446744073709551616", false },
    { hr_device_count_check, "/dev/sda:1k", false },
    { hr_device_count_check, "/dev/sda:-1", false },
    { hr_device_count_check, "/dev/sda:+1", false },
    { hr_device_count_check, "/dev/sda:", false },
    { hr_device_count_check, "/dev/sda", false },
    { hr_device_count_check, "/tmp/sda:1", false },
};

START_TEST(accepts)
{
    ck_assert_int_eq(checks[_i].check(checks[_i].in, arena, &err), checks[_i].want);
    ck_assert_int_eq(err.code, checks[_i].want ? HR_ERRC_NONE : HR_ERRC_USAGE);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, path, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, cdi_name, 0, HR_ARRAY_LEN(cdi));
    tcase_add_loop_test(tc, refuses, 0, HR_ARRAY_LEN(bad));
    tcase_add_loop_test(tc, accepts, 0, HR_ARRAY_LEN(checks));
}

UNIT_MAIN("device", add_tests)
