/* SPDX-License-Identifier: MIT */
#include "hrun/guard/namespaces.h"

#include "judge.h"

#define STRICT "'rules': { '*': 'allow', 'host-ipc': 'deny', 'host-cgroupns': 'deny' }, " BARE

static const struct judge_profile_case profile_cases[] = {
    /* what the profile asks for itself, given or typed */
    { "'ipc': 'host', 'cgroup': 'host', " STRICT, "app:1", "" },
    { "'ipc': 'host', 'cgroup': 'host', " STRICT, "--ipc host --cgroupns host app:1", "" },
    { "'ipc': 'private', 'cgroup': 'private', " STRICT, "--ipc host --cgroupns host app:1",
      "host-ipc host-cgroupns" },
    { "'network_mode': 'team', 'rules': { '*': 'allow', 'network': 'deny' }, " BARE,
      "--network team app:1", "" },
    { "'network_mode': 'team', 'rules': { '*': 'allow', 'network': 'deny' }, " BARE,
      "--network crew app:1", "network:crew" },
    { "'network_mode': 'host', 'rules': { '*': 'allow', 'host-network': 'deny' }, " BARE, "app:1",
      "" },
    { "'network_mode': 'host', 'rules': { '*': 'allow', 'host-network': 'deny' }, " BARE,
      "--network host app:1", "" },
    { STRICT, "--ipc host --cgroupns host app:1", "host-ipc host-cgroupns" },
    { "'rules': { '*': 'allow', 'host-network': 'warn', 'host-pid': 'warn', 'host-uts': 'warn', "
      "'host-userns': 'warn' }, " BARE,
      "--network host --pid host --uts host --userns host app:1",
      "host-network? host-pid? host-uts? host-userns?" },
};

START_TEST(trips_under)
{
    const struct judge_profile_case *row = &profile_cases[_i];

    judge_check(row->profile, &judge_root_image, row->line, row->want);
}
END_TEST

/* A row of containers that join each other's network, of which only the first HOW_MANY were asked for. */
static struct hr_joined_mode end_of_row(size_t how_many)
{
    struct hr_facts facts = { 0 };

    for (size_t i = 0; i < how_many; i++)
        *HR_VEC_PUSH(arena, &facts.containers) = (struct hr_container_facts){
            .name = hr_arena_printf(arena, "c%zu", i),
            .state = HR_KNOWN,
            .network = i == 2 ? "host" : hr_arena_printf(arena, "container:c%zu", i + 1),
        };
    return hr_joined_mode(&facts, "container:c0", offsetof(struct hr_container_facts, network));
}

START_TEST(rows)
{
    ck_assert_ptr_null(end_of_row(0).unknown);
    ck_assert_str_eq(end_of_row(1).unknown, "c1");
    ck_assert_str_eq(end_of_row(2).unknown, "c2");
    ck_assert_str_eq(end_of_row(3).mode, "host");
    ck_assert_ptr_null(end_of_row(3).unknown);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, rows);
    tcase_add_loop_test(tc, trips_under, 0, HR_ARRAY_LEN(profile_cases));
}

UNIT_MAIN("namespaces", add_tests)
