/* SPDX-License-Identifier: MIT */
#include "hrun/source/words.h"

#include "unit.h"

static const struct {
    const char *text, *want;
} cases[] = {
    { "leave it out", "leave it out" },
    { "--memory 512m", "mem_limit: 512m" },
    { "--cap-drop ALL, with --cap-add for what fails without it",
      "cap_drop: [ALL], with cap_add for what fails without it" },
    { "--read-only, with --tmpfs PATH or a volume",
      "read_only: true, with tmpfs: [PATH] or a volume" },
    { "no --read-only: whoever", "no read_only: whoever" },
    { "--privileged=true: every", "privileged: true: every" },
    { "--security-opt no-new-privileges", "security_opt: [no-new-privileges]" },
    { "--volume /etc:/etc: that is", "volumes: [/etc:/etc]: that is" },
    { "--mount type=bind,source=/a,target=/b: that",
      "volumes: type=bind,source=/a,target=/b: that" },
    { "--ipc private, with --shm-size for more", "ipc: private, with shm_size for more" },
    { "--cgroupns private", "cgroup: private" },
    { "--network none if it needs none", "network_mode: none if it needs none" },
    { "--network NAME, after it", "networks: [NAME], after it" },
    { "--network p_n: whatever", "networks: [p_n]: whatever" },
    { "ports (--publish 80:80)", "ports (ports: [80:80])" },
    { "--user nginx", "user: nginx" },
    { "--user UID:GID in numbers", "user: UID:GID in numbers" },
    { "--env A=b: it", "environment: A=b: it" },
    { "--gpus device=0", "gpus: [device=0]" },
    { "--secret-file id=a,src=FILE, for programs", "secrets: [a], for programs" },
    { "--rm --nothing 1 a--memory --", "--rm --nothing 1 a--memory --" },
    { "--memory", "mem_limit" },
    { "", "" },
};

START_TEST(words)
{
    ck_assert_str_eq(hr_compose_words(cases[_i].text, arena), cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, words, 0, HR_ARRAY_LEN(cases));
}

UNIT_MAIN("words", add_tests)
