/* SPDX-License-Identifier: MIT */
#include "hrun/docker/command.h"

#include "judge.h"

static const struct {
    const char *line;
    bool is_hrun;
    size_t skip; /* 0: runs no container */
} cases[] = {
    { "docker run app:1", false, 2 },
    { "docker container run app:1", false, 3 },
    { "docker create app:1", false, 2 },
    { "docker container create app:1", false, 3 },
    { "/usr/bin/docker run app:1", false, 2 },
    { "docker -D run app:1", false, 3 },
    { "docker --debug --tls run app:1", false, 4 },
    { "docker -H tcp://a:1 run app:1", false, 4 },
    { "docker -Htcp://a:1 run app:1", false, 3 },
    { "docker --host tcp://a:1 run app:1", false, 4 },
    { "docker --host=tcp://a:1 run app:1", false, 3 },
    { "docker --context run run app:1", false, 4 },
    { "docker -l debug container run app:1", false, 5 },
    { "docker --version run app:1", false, 3 }, /* runs it, on client 28.2 */
    { "docker run", false, 2 },
    { "hrun app:1", true, 1 },
    { "/opt/hrun/bin/hrun --rm app:1", true, 1 },
    { "hrun", true, 1 },
    { "", false, 0 },
    { "docker", false, 0 },
    { "docker ps", false, 0 },
    { "docker container", false, 0 },
    { "docker container ps", false, 0 },
    { "docker image run", false, 0 },
    { "docker -H", false, 0 },
    { "docker --host run", false, 0 },
    { "docker --hosts a run app:1", false, 0 },
    { "docker - run app:1", false, 0 },
    { "run app:1", false, 0 },
    { "dockerd run app:1", false, 0 },
};

START_TEST(finds)
{
    const struct hr_strv line = judge_words(cases[_i].line);
    struct hr_command command = { 0 };
    const bool found = hr_command_find(&line, arena, &command, &err);

    ck_assert_msg(found == (cases[_i].skip > 0), "%s", cases[_i].line);
    if (!found) {
        ck_assert_ptr_nonnull(err.hint);
        return;
    }
    ck_assert_msg(command.is_hrun == cases[_i].is_hrun, "%s", cases[_i].line);
    ck_assert_msg(command.skip == cases[_i].skip, "%s: %zu", cases[_i].line, command.skip);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, finds, 0, HR_ARRAY_LEN(cases));
}

UNIT_MAIN("command", add_tests)
