/* SPDX-License-Identifier: MIT */
#include "hrun/guard/resources.h"

#include "judge.h"

#define OFF   "'rules': { '*': 'allow', 'limit-off': 'deny' }, " BARE
#define ABOVE "'rules': { '*': 'allow', 'limit-above-max': 'deny' }, " BARE
#define ULIMIT(own) \
    "'ulimits': { " own " }, 'rules': { '*': 'allow', 'ulimit-unlimited': 'deny' }, " BARE
#define MAX "'max': { 'mem_limit': '1g', 'memswap_limit': '2g', 'cpus': 2, 'pids_limit': 100 }, "

static const struct judge_profile_case profile_cases[] = {
    /* missing */
    { OFF, "app:1", "limit-off:cpus limit-off:memory limit-off:pids-limit" },
    { OFF, "-m 1g --cpus 1 --pids-limit 9 app:1", "" },
    { OFF, "-m 1g --cpu-quota 1000 --pids-limit 9 app:1", "" },
    { OFF, "-m 1g --cpu-period 1000 --pids-limit 9 app:1", "limit-off:cpus" },
    { "'mem_limit': '64m', 'cpus': 0.5, 'pids_limit': 9, " OFF, "app:1", "" },
    { OFF, "-m 1t --cpus 9000 --pids-limit 4194304 app:1",
      "limit-off:memory limit-off:cpus limit-off:pids-limit" },
    { OFF, "-m 1g --memory-swap 9000t --cpu-quota 9000000000 --pids-limit 9 app:1",
      "limit-off:memory-swap limit-off:cpus" },
    { OFF, "-m 1023g --memory-swap 1023g --cpus 128 --pids-limit 4194303 app:1", "" },

    /* the profile gives more than its own ceiling; who types that asks for nothing more */
    { "'mem_limit': '4g', 'cpus': 8, 'pids_limit': 900, 'memswap_limit': 'mem_limit', " MAX ABOVE,
      "app:1", "" },
    { "'mem_limit': '4g', 'cpus': 8, 'pids_limit': 900, 'memswap_limit': 'mem_limit', " MAX ABOVE,
      "-m 4g --memory-swap 4g --cpus 8 --pids-limit 900 app:1", "" },
    { "'mem_limit': '4g', 'cpus': 8, 'pids_limit': 900, 'memswap_limit': 'mem_limit', " MAX ABOVE,
      "-m 5g --memory-swap 6g --cpus 9 --pids-limit 901 app:1",
      "limit-above-max:memory limit-above-max:memory-swap limit-above-max:cpus "
      "limit-above-max:pids-limit" },
    { MAX ABOVE, "-m 2g app:1", "limit-above-max:memory" },
    { MAX ABOVE, "-m 1024m --cpus 2.0 --shm-size 99g app:1", "" },
    { ABOVE, "-m 99g --cpus 99 --pids-limit 99999 --shm-size 99g --tmpfs /x:size=99g app:1", "" },

    { ULIMIT("'core': -1"), "app:1", "" },
    { ULIMIT("'core': -1"), "--ulimit core=-1 app:1", "" },
    { ULIMIT("'core': -1"), "--ulimit nproc=-1 app:1", "ulimit-unlimited:nproc" },
    { ULIMIT("'core': { 'soft': 0, 'hard': -1 }"), "--ulimit core=-1 app:1",
      "ulimit-unlimited:core" },
};

START_TEST(trips_under)
{
    const struct judge_profile_case *row = &profile_cases[_i];

    judge_check(row->profile, &judge_root_image, row->line, row->want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, trips_under, 0, HR_ARRAY_LEN(profile_cases));
}

UNIT_MAIN("resources", add_tests)
