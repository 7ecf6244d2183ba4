/* SPDX-License-Identifier: MIT */
#include "hrun/guard/resources.h"

#include "judge.h"

#define OFF   "'rules': { '*': 'allow', 'limit-off': 'deny' }, " BARE
#define ABOVE "'rules': { '*': 'allow', 'limit-above-max': 'deny' }, " BARE
#define ULIMIT(own) \
    "'ulimits': { " own " }, 'rules': { '*': 'allow', 'ulimit-unlimited': 'deny' }, " BARE
#define MAX "'max': { 'mem_limit': '1g', 'memswap_limit': '2g', 'cpus': 2, 'pids_limit': 100 }, "

static const struct judge_case cases[] = {
    /* off: in every spelling of nothing */
    { "--memory 0 app:1", "limit-off:memory" },
    { "-m0 app:1", "limit-off:memory" },
    { "-m 64m -m 0 app:1", "limit-off:memory" },
    { "-m 0.5 app:1", "limit-off:memory" },
    { "--memory=0.9b app:1", "limit-off:memory" },
    { "-m 0 -m 64m app:1", "" },
    { "-m 64m app:1", "" },
    { "-m 16g app:1", "" },
    { "--memory-swap -1 app:1", "limit-off:memory-swap" },
    { "-m 1g --memory-swap=-1 app:1", "limit-off:memory-swap" },
    { "-m 1g --memory-swap 2g app:1", "" },
    { "-m 1g --memory-swap 0 app:1", "" }, /* unset to docker: the profile's holds */
    { "--cpus 0 app:1", "limit-off:cpus" },
    { "--cpus 0.0 app:1", "limit-off:cpus" },
    { "--cpus .001 app:1", "limit-off:cpus" },
    { "--cpus 2 --cpus 0 app:1", "limit-off:cpus" },
    { "--cpu-quota -1 app:1", "limit-off:cpus" },
    { "--cpu-quota 0 app:1", "limit-off:cpus" },
    { "--cpu-quota 50000 --cpu-quota=-1 app:1", "limit-off:cpus" },
    { "--cpu-quota -1 --cpu-period 50000 app:1", "limit-off:cpus" },
    { "--cpu-quota 50000 app:1", "" },
    { "--cpu-quota 50000 --cpus 0 app:1", "" },
    { "--cpu-quota 50000 --cpus 10000000000 app:1", "limit-off:cpus" }, /* negative: too large */
    { "--cpu-period 50000 app:1", "" },
    { "--cpus .01 app:1", "" },
    { "--pids-limit 0 app:1", "limit-off:pids-limit" },
    { "--pids-limit -1 app:1", "limit-off:pids-limit" },
    { "--pids-limit=-0x1 app:1", "limit-off:pids-limit" },
    { "--pids-limit 100 --pids-limit -5 app:1", "limit-off:pids-limit" },
    { "--pids-limit 0100 app:1", "" },
    { "--memory-reservation 0 app:1", "" },
    { "--shm-size 0 app:1", "" },

    /* above: up to it passes */
    { "-m 17g app:1", "limit-above-max:memory" },
    { "-m 0x1p40 app:1", "limit-above-max:memory version-dependent:0x1p40" },
    { "--memory-reservation 17g app:1", "limit-above-max:memory-reservation" },
    { "--memory-reservation 2g app:1", "" },
    { "--shm-size 9999p app:1", "limit-above-max:shm-size" }, /* too large for an integer */
    { "-m 16g --memory-swap 16385m app:1", "limit-above-max:memory-swap" },
    { "--cpus 16.1 app:1", "limit-above-max:cpus" },
    { "--cpus 16 app:1", "" },
    { "--cpu-quota 1600001 app:1", "limit-above-max:cpus" },
    { "--cpu-quota 9223372036854775807 --cpu-period 1000 app:1", "limit-above-max:cpus" },
    { "--cpu-period 10000 --cpu-quota 160001 app:1", "limit-above-max:cpus" },
    { "--cpu-quota 1600000 app:1", "" },
    { "--cpu-period 1000000 --cpu-quota 1600001 app:1", "" },
    { "--pids-limit 8193 app:1", "limit-above-max:pids-limit" },
    { "--pids-limit 0x2001 app:1", "limit-above-max:pids-limit" },
    { "--pids-limit 8192 app:1", "" },
    { "--shm-size 2g app:1", "limit-above-max:shm-size" },
    { "--shm-size 1g app:1", "" },
    { "--tmpfs /x:size=3g app:1", "limit-above-max:/x" },
    { "--mount type=tmpfs,dst=/x,tmpfs-size=3g app:1", "limit-above-max:/x" },
    { "--tmpfs /x:size=2g app:1", "" },
    { "--tmpfs /x:size=3g --tmpfs /x:size=1g app:1", "" },
    { "-m 17g --cpus 0 app:1", "limit-above-max:memory limit-off:cpus" },

    /* ulimits */
    { "--ulimit core=-1 app:1", "ulimit-unlimited:core" },
    { "--ulimit nofile=1024:-1 app:1", "ulimit-unlimited:nofile" },
    { "--ulimit memlock=-1:-1 app:1", "ulimit-unlimited:memlock" },
    { "--ulimit rtprio=99 app:1", "ulimit-unlimited:rtprio" },
    { "--ulimit memlock=9223372036854775807 app:1", "ulimit-unlimited:memlock" },
    { "--ulimit memlock=1024:9223372036854775807 app:1", "ulimit-unlimited:memlock" },
    { "--ulimit memlock=9223372036854775806:9223372036854775807 app:1",
      "ulimit-unlimited:memlock" },
    { "--ulimit memlock=-5 app:1", "ulimit-unlimited:memlock" },
    { "--ulimit memlock=1099511627776 app:1", "ulimit-unlimited:memlock" },
    { "--ulimit memlock=1099511627775 app:1", "" },
    { "--ulimit memlock=+09223372036854775807 app:1", "ulimit-unlimited:memlock" },
    { "--ulimit nproc=4194304 app:1", "ulimit-unlimited:nproc" },
    { "--ulimit nproc=4194303 app:1", "" },
    { "--ulimit nofile=1073741816 app:1", "ulimit-unlimited:nofile" },
    { "--ulimit nofile=1024:2147483584 app:1", "ulimit-unlimited:nofile" },
    { "--ulimit stack=9223372036854775807 app:1", "ulimit-unlimited:stack" },
    { "--ulimit core=9223372036854775807 app:1", "ulimit-unlimited:core" },
    { "--ulimit cpu=9223372036854775807 app:1", "ulimit-unlimited:cpu" },
    { "--ulimit nice=40 app:1", "ulimit-unlimited:nice" },
    { "--ulimit nice=20 app:1", "" },
    { "--ulimit sigpending=2147483647 app:1", "ulimit-unlimited:sigpending" },
    { "--ulimit msgqueue=819200 --ulimit sigpending=127000 app:1", "" },
    { "--ulimit nofile=-1 --ulimit nofile=5 app:1", "" },
    { "--ulimit nofile=1048576 app:1", "" },
    { "--ulimit rtprio=0 --ulimit core=0 app:1", "" },

    { "app:1", "" },
};

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

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, trips, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, trips_under, 0, HR_ARRAY_LEN(profile_cases));
}

UNIT_MAIN("resources", add_tests)
