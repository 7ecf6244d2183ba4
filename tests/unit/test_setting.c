/* SPDX-License-Identifier: MIT */
#include "hrun/docker/setting.h"

#include "unit.h"

static const struct {
    struct hr_origin origin;
    const char *want;
} origin_cases[] = {
    { { .kind = HR_ORIGIN_ARGUMENT, .number = 3 }, "argument:3" },
    { { .kind = HR_ORIGIN_PROFILE, .name = "default", .pointer = "/read_only" },
      "profile:default:/read_only" },
    { { .kind = HR_ORIGIN_PROFILE, .name = "a:b", .pointer = "" }, "profile:a:b:" },
    { { .kind = HR_ORIGIN_INSPECT, .name = "web", .pointer = "/HostConfig/Privileged" },
      "inspect:web:/HostConfig/Privileged" },
    { { .kind = HR_ORIGIN_HRUN }, "hrun" },
};

START_TEST(origin)
{
    ck_assert_str_eq(hr_origin_text(&origin_cases[_i].origin, arena), origin_cases[_i].want);
}
END_TEST

static const struct {
    const char *option, *raw, *want;
} key_cases[] = {
    { "env", "A=1", "A" },
    { "env", "A", "A" },
    { "env", "A==x", "A" },
    { "env", "A:B=1", "A:B" },
    { "label", "com.example=a=b", "com.example" },
    { "annotation", "", "" },
    { "sysctl", "net.ipv4.ip_forward=1", "net.ipv4.ip_forward" },
    { "ulimit", "nofile=1:2", "nofile" },
    { "tmpfs", "/tmp:size=1m", "/tmp" },
    { "tmpfs", "/tmp", "/tmp" },
    { "tmpfs", "/tmp/:size=1m", "/tmp/" }, /* another path for docker's map */
    { "tmpfs", "/a=b:rw", "/a=b" },
};

START_TEST(key)
{
    const struct hr_setting setting = {
        .option = hr_option(key_cases[_i].option),
        .raw = key_cases[_i].raw,
    };

    ck_assert_str_eq(hr_setting_key(&setting, arena), key_cases[_i].want);
}
END_TEST

static void push(struct hr_settings *settings, const char *name, const char *raw, bool boolean)
{
    struct hr_value *value = hr_arena_alloc(arena, sizeof(*value));
    struct hr_setting *setting = HR_VEC_PUSH(arena, settings);

    value->kind = hr_option(name)->kind;
    value->as.boolean = boolean;
    setting->option = hr_option(name);
    setting->raw = raw;
    setting->value = value;
}

START_TEST(look_up)
{
    struct hr_settings settings = { 0 };

    ck_assert_ptr_null(hr_settings_last(&settings, "network"));
    ck_assert_ptr_null(hr_settings_first(&settings, "network"));
    push(&settings, "network", "host", false);
    push(&settings, "read-only", "true", true);
    push(&settings, "network", "none", false);
    push(&settings, "read-only", "0", false);
    push(&settings, "rm", "true", true);
    ck_assert_str_eq(hr_settings_first(&settings, "network")->raw, "host");
    ck_assert_str_eq(hr_settings_last(&settings, "network")->raw, "none");
    ck_assert_str_eq(hr_settings_first(&settings, "net")->raw, "host");
    ck_assert_ptr_null(hr_settings_last(&settings, "pid"));
    ck_assert(!hr_settings_bool(&settings, "read-only", true));
    ck_assert(hr_settings_bool(&settings, "rm", false));
    ck_assert(hr_settings_bool(&settings, "tty", true));
    ck_assert(!hr_settings_bool(&settings, "tty", false));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, origin, 0, HR_ARRAY_LEN(origin_cases));
    tcase_add_loop_test(tc, key, 0, HR_ARRAY_LEN(key_cases));
    tcase_add_test(tc, look_up);
}

UNIT_MAIN("setting", add_tests)
