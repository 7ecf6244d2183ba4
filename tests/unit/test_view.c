/* SPDX-License-Identifier: MIT */
#include "hrun/docker/capability.h"
#include "hrun/docker/view.h"

#include "unit.h"

#include <string.h>

#define WORDS_MAX 10

static void fold(const char *const *words, struct hr_view *out)
{
    struct hr_invocation inv;
    size_t count = 0;

    while (words[count])
        count++;
    ck_assert_msg(hr_invocation_parse(words, count, NULL, arena, &inv, &err), "%s", err.msg);
    hr_view_fold(&inv.settings, arena, out);
}

#define CAP(number) (UINT64_C(1) << (number))
#define CHOWN       CAP(0)
#define NET_ADMIN   CAP(12)
#define SYS_ADMIN   CAP(21)

static const struct {
    const char *words[WORDS_MAX];
    bool whole; /* compare with every capability, else with set */
    uint64_t set;
} capability_cases[] = {
    { { "--cap-drop=ALL" }, false, 0 },
    { { "--cap-drop=all", "--cap-add=chown" }, false, CHOWN },
    { { "--cap-add=CAP_NET_ADMIN", "--cap-drop=ALL" }, false, NET_ADMIN },
    { { "--cap-drop=ALL", "--cap-add=aLl" }, true, 0 },
    { { "--cap-add=ALL", "--cap-drop=ALL" }, true, 0 },
    { { "--privileged", "--cap-drop=ALL" }, true, 0 },
    { { "--privileged", "--privileged=false", "--cap-drop=ALL" }, false, 0 },
    { { "--cap-drop=ALL", "--cap-add=sys_admin", "--cap-add=NET_ADMIN" },
      false,
      SYS_ADMIN | NET_ADMIN },
};

START_TEST(capabilities)
{
    const uint64_t want = capability_cases[_i].whole ? HR_CAPABILITY_ALL : capability_cases[_i].set;
    struct hr_view view;

    fold(capability_cases[_i].words, &view);
    ck_assert_uint_eq(view.caps, want);
}
END_TEST

START_TEST(capability_default)
{
    static const char *const words[] = { "--cap-drop=CHOWN", "--cap-add=NET_ADMIN", NULL };
    struct hr_view view;

    fold(words, &view);
    ck_assert_uint_eq(view.caps, (hr_capability_default_set() & ~CHOWN) | NET_ADMIN);
}
END_TEST

/* Later settings undo earlier ones, but for the network, where the first decides. */
START_TEST(order)
{
    static const char *const words[] = { "--read-only",
                                         "--read-only=false",
                                         "--security-opt=no-new-privileges",
                                         "--security-opt=no-new-privileges:false",
                                         "--memory=1g",
                                         "-m0.5",
                                         "--network=host",
                                         "--net=none",
                                         NULL };
    struct hr_view view;

    fold(words, &view);
    ck_assert(!view.read_only.v);
    ck_assert(!view.no_new_privileges.v);
    ck_assert_uint_eq(view.no_new_privileges.by->origin.number, 4);
    ck_assert_int_eq(view.memory.v, 0);
    ck_assert_ptr_nonnull(view.memory.by);
    ck_assert_int_eq(view.network.v, HR_NETWORK_HOST);
}
END_TEST

START_TEST(nothing_said)
{
    static const char *const words[] = { NULL };
    struct hr_view view;

    fold(words, &view);
    ck_assert_uint_eq(view.caps, hr_capability_default_set());
    ck_assert_ptr_null(view.memory.by);
    ck_assert_str_eq(view.pid.v, "");
    ck_assert_int_eq(view.network.v, HR_NETWORK_DEFAULT);
    ck_assert(view.user.empty);
}
END_TEST

START_TEST(mounts_by_place)
{
    static const char *const words[] = { "--tmpfs=/x//y/:size=1m", "-vdata:/var/run/",
                                         "--mount=type=bind,src=/a,dst=/b/../c", NULL };
    struct hr_view view;

    fold(words, &view);
    ck_assert_uint_eq(view.mounts.n, 3);
    ck_assert_ptr_nonnull(hr_view_mount_at(&view, "/x/y"));
    ck_assert_ptr_nonnull(hr_view_mount_at(&view, "/run"));
    ck_assert_ptr_nonnull(hr_view_mount_at(&view, "/c"));
    ck_assert_ptr_null(hr_view_mount_at(&view, "/b"));
}
END_TEST

START_TEST(variables)
{
    static const char *const words[] = { "-eA=1", "-eB", "-eA=2", NULL };
    struct hr_view view;

    fold(words, &view);
    ck_assert_str_eq(hr_view_env(&view, "A")->env.value, "2");
    ck_assert_ptr_null(hr_view_env(&view, "B")->env.value);
    ck_assert_ptr_null(hr_view_env(&view, "C"));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, capabilities, 0, HR_ARRAY_LEN(capability_cases));
    tcase_add_test(tc, capability_default);
    tcase_add_test(tc, order);
    tcase_add_test(tc, nothing_said);
    tcase_add_test(tc, mounts_by_place);
    tcase_add_test(tc, variables);
}

UNIT_MAIN("view", add_tests)
