/* SPDX-License-Identifier: MIT */
#include "hrun/guard/namespaces.h"

#include "judge.h"

#define STRICT "'rules': { '*': 'allow', 'host-ipc': 'deny', 'host-cgroupns': 'deny' }, " BARE

static const struct judge_case cases[] = {
    { "--pid host app:1", "host-pid" },
    { "--pid=host app:1", "host-pid" },
    { "--pid host --pid= app:1", "" },
    { "--pid= app:1", "" },

    { "--ipc host app:1", "host-ipc" },
    { "--ipc=private --ipc=host app:1", "host-ipc" },
    { "--ipc shareable app:1", "container-namespace:shareable" },
    { "--ipc Private app:1", "host-ipc" },
    { "--ipc newer app:1", "host-ipc" },
    { "--ipc host --ipc private app:1", "" },
    { "--ipc none app:1", "" },
    { "--ipc= app:1", "" },

    { "--uts host app:1", "host-uts" },
    { "--uts=host --uts= app:1", "" },
    { "--hostname host app:1", "" },

    { "--userns host app:1", "host-userns" },
    { "--userns= app:1", "" },

    { "--cgroupns host app:1", "host-cgroupns" },
    { "--cgroupns=private --cgroupns=host app:1", "host-cgroupns" },
    { "--cgroupns host --cgroupns private app:1", "" },
    { "--cgroupns private app:1", "" },

    { "--network host app:1", "host-network" },
    { "--net host app:1", "host-network" },
    { "--net=host app:1", "host-network" },
    { "--network name=host app:1", "host-network" },
    { "--network name=HOST app:1", "host-network" },
    { "--network \"name=host\" app:1", "host-network" },
    { "--network name=none,name=host app:1", "host-network" },
    { "--network NAME=Host,ip=1.2.3.4 app:1", "host-network" },
    { "--network none --network host app:1", "host-network" },
    { "--network none app:1", "" },
    { "--network bridge app:1", "" },
    { "--network default app:1", "" },
    { "--network=none --domainname host app:1", "" },
    { "--network HOST app:1", "" }, /* a name like any other */

    { "--network container:web app:1", "container-namespace:web" },
    { "--network name=container:web app:1", "container-namespace:web" },
    { "--pid container:web app:1", "container-namespace:web" },
    { "--ipc container:web app:1", "container-namespace:web" },
    { "--ipc container:a --pid container:b app:1", "container-namespace:a container-namespace:b" },
    { "--pid container:web --pid= app:1", "" },
    { "--name container:web app:1", "" },
};

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

START_TEST(trips)
{
    judge_check(NULL, &judge_root_image, cases[_i].line, cases[_i].want);
}
END_TEST

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
    tcase_add_loop_test(tc, trips, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, trips_under, 0, HR_ARRAY_LEN(profile_cases));
}

UNIT_MAIN("namespaces", add_tests)
