/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"
#include "hrun/base/vec.h"
#include "hrun/engine/client.h"

#include "scratch.h"
#include "server.h"
#include "unit.h"

#include <dirent.h>
#include <errno.h>

#define PATIENT 20000 /* for what is to succeed on a busy machine */
#define BRIEF   200   /* for what is to fail by time */
#define HEAD    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static size_t open_files(void)
{
    DIR *folder = opendir("/proc/self/fd");
    size_t count = 0;

    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static const struct {
    const char *text;
    enum manner manner;
    int timeout;
    const char *want; /* part of the error; NULL: the answer is {"a":1} with status 200 */
} get_cases[] = {
    { HEAD "Content-Length: 7\r\n\r\n{\"a\":1}", ANSWER, PATIENT, NULL },
    { HEAD "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n", ANSWER, PATIENT, NULL },
    { HEAD "\r\n{\"a\":1}", ANSWER, PATIENT, NULL },
    { "", ANSWER, PATIENT, "no answer" },
    { "", CLOSE, PATIENT, "" },
    { HEAD "Content-Length: 70\r\n\r\n{\"a\":1}", ANSWER, PATIENT, "cut off" },
    { "\x16\x03\x01 garbage\n", ANSWER, PATIENT, "not HTTP" },
    { HEAD "\r\n<html>", ANSWER, PATIENT, "not JSON" },
    { "", STAY, BRIEF, "in time" },
    { HEAD "Content-Length: 70\r\n\r\n{\"a\":1}", STAY, BRIEF, "in time" },
    { HEAD "\r\n", DRIP, BRIEF, "in time" },
    { HEAD "\r\n", DO_NOT_TAKE, BRIEF, "in time" },
    { HEAD "\r\n[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29]",
      FLOOD, PATIENT, "without end" },
};

START_TEST(get)
{
    const struct server server = server_start(get_cases[_i].text, get_cases[_i].manner);
    const size_t files = open_files();
    struct hr_answer answer = { 0 };
    int64_t number = 0;
    const bool ok = hr_engine_get(server.path, "/images/a%3Ab/json", get_cases[_i].timeout, arena,
                                  &answer, &err);

    server_stop(&server);
    ck_assert_uint_eq(open_files(), files - 2);
    if (get_cases[_i].want) {
        ck_assert(!ok);
        ck_assert_ptr_nonnull(strstr(err.msg, get_cases[_i].want));
        ck_assert_ptr_nonnull(strstr(err.msg, server.path));
        return;
    }
    ck_assert_msg(ok, "%s", err.msg);
    ck_assert_int_eq(answer.status, 200);
    ck_assert(hr_json_integer(hr_json_get(answer.json, "a"), &number));
    ck_assert_int_eq(number, 1);
}
END_TEST

START_TEST(request)
{
    const struct server server =
        server_start("HTTP/1.1 404 Not Found\r\n\r\n{\"message\":\"no\"}", ANSWER);
    struct hr_answer answer = { 0 };
    struct hr_bytes heard;

    ck_assert(hr_engine_get(server.path, "/images/a%3Ab/json", PATIENT, arena, &answer, &err));
    server_stop(&server);
    ck_assert_int_eq(answer.status, 404);
    ck_assert_str_eq(hr_json_string(answer.json, "message"), "no");
    ck_assert(hr_file_read(scratch_text("@/heard"), 4096, arena, &heard, NULL, &err));
    ck_assert_str_eq(heard.data, "GET /images/a%3Ab/json HTTP/1.1\r\nHost: docker\r\n"
                                 "User-Agent: hrun\r\nConnection: close\r\n\r\n");
}
END_TEST

/* A queue of length 0 takes one connection; from the second on, connect says EAGAIN. */
START_TEST(full_queue)
{
    const struct server server = server_start("", DO_NOT_TAKE);
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    struct hr_answer answer;
    int fds[4];

    memcpy(address.sun_path, server.path, strlen(server.path));
    for (size_t i = 0; i < HR_ARRAY_LEN(fds); i++) {
        fds[i] = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (connect(fds[i], (const struct sockaddr *)&address, sizeof(address)) < 0)
            ck_assert_int_eq(errno, EAGAIN);
    }
    ck_assert(!hr_engine_get(server.path, "/info", BRIEF, arena, &answer, &err));
    ck_assert_ptr_nonnull(strstr(err.msg, "in time"));
    for (size_t i = 0; i < HR_ARRAY_LEN(fds); i++)
        close(fds[i]);
    server_stop(&server);
}
END_TEST

static const struct {
    const char *path, *want;
} unreachable_cases[] = {
    { "@/none.sock", "is not there" },
    { "@/file", "is not listened to" },
    { "@/folder", "is not listened to" },
    { "@/"
      "0123456789012345678901234567890123456789012345678901234567890123456789"
      "0123456789012345678901234567890123456789",
      "too long" },
    { "@/file/x", "Not a directory" },
};

START_TEST(unreachable)
{
    const char *path = scratch_text(unreachable_cases[_i].path);
    const size_t files = open_files();
    struct hr_answer answer;

    scratch_file("@/file", "", 0600);
    scratch_folder("@/folder");
    ck_assert(!hr_engine_get(path, "/info", PATIENT, arena, &answer, &err));
    ck_assert_uint_eq(open_files(), files);
    ck_assert_ptr_nonnull(strstr(err.msg, path));
    ck_assert_ptr_nonnull(strstr(err.msg, unreachable_cases[_i].want));
}
END_TEST

static bool run(const char *script, int timeout_ms, const struct hr_progress *progress,
                struct hr_client_result *out)
{
    struct hr_strv argv = { 0 };
    char *vars[] = { hr_arena_printf(arena, "PATH=%s", getenv("PATH")), NULL };
    struct hr_client_call call = { "/bin/sh", NULL, vars, timeout_ms, progress };

    hr_strv_push(arena, &argv, "sh");
    hr_strv_push(arena, &argv, "-c");
    hr_strv_push(arena, &argv, script);
    call.argv = argv.v;
    return hr_client_run(&call, arena, out, &err);
}

static const struct {
    const char *script;
    int status;
    const char *output, *complaint;
} run_cases[] = {
    { "echo hi; echo oh >&2", 0, "hi\n", "oh\n" },
    { "exit 3", 3, "", "" },
    { "kill -9 $$", 137, "", "" },
    { "cat; echo end", 0, "end\n", "" }, /* nothing to read */
    { "test -t 0 || readlink /proc/self/fd/0", 0, "/dev/null\n", "" },
    { "exec >&- 2>&-; sleep 0.1; exit 4", 4, "", "" },
    { "sleep 30 & echo $!", 0, NULL, "" }, /* a child that holds the pipes */
    { "head -c 100000 /dev/zero | tr '\\0' x; exit 5", 5, NULL, "" },
    { "echo $PATH >/dev/null; env | grep -c ^HOME=", 1, "0\n", "" },
};

START_TEST(run_ends)
{
    const size_t files = open_files();
    struct hr_client_result result;
    uint32_t orphan = 0;

    ck_assert_msg(run(run_cases[_i].script, PATIENT, NULL, &result), "%s", err.msg);
    ck_assert_int_eq(result.status, run_cases[_i].status);
    ck_assert_str_eq(result.complaint, run_cases[_i].complaint);
    ck_assert_uint_eq(open_files(), files);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1); /* no zombie */
    ck_assert_int_eq(result.output.data[result.output.size], '\0');
    if (run_cases[_i].output)
        ck_assert_str_eq(result.output.data, run_cases[_i].output);
    else if (run_cases[_i].status == 5)
        ck_assert_uint_eq(result.output.size, 100000);
    else if (sscanf(result.output.data, "%u", &orphan) == 1) /* NOLINT(cert-err34-c) */
        ck_assert_int_eq(kill((pid_t)orphan, SIGKILL), 0);
}
END_TEST

static const struct {
    const char *script;
    int timeout;
    const char *want;
} killed_cases[] = {
    { "exec sleep 30", BRIEF, "in time" },
    { "exec >&- 2>&-; exec sleep 30", BRIEF, "in time" },
    { "trap '' TERM INT HUP; while :; do sleep 1; done", BRIEF, "in time" },
    { "exec yes", PATIENT, "without end" },
    { "exec yes >&2", BRIEF, "in time" },
    { "yes >&2 & yes >&2 & exec yes >&2", BRIEF, "in time" }, /* the pipe is never empty */
};

START_TEST(run_is_killed)
{
    const size_t files = open_files();
    struct hr_client_result result;

    ck_assert(!run(killed_cases[_i].script, killed_cases[_i].timeout, NULL, &result));
    ck_assert_ptr_nonnull(strstr(err.msg, killed_cases[_i].want));
    ck_assert_ptr_nonnull(err.hint);
    ck_assert_uint_eq(open_files(), files);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
}
END_TEST

START_TEST(run_bounds_the_complaint)
{
    struct hr_client_result result;

    ck_assert(run("head -c 1000000 /dev/zero | tr '\\0' x >&2", PATIENT, NULL, &result));
    ck_assert_uint_gt(strlen(result.complaint), 1000);
    ck_assert_uint_lt(strlen(result.complaint), 10000);
}
END_TEST

START_TEST(run_needs_a_program)
{
    char *const none[] = { NULL };
    const struct hr_client_call call = { "/nowhere/docker", none, none, PATIENT, NULL };
    const size_t files = open_files();
    struct hr_client_result result;

    ck_assert(!hr_client_run(&call, arena, &result, &err));
    ck_assert_str_eq(err.msg, "cannot run /nowhere/docker: No such file or directory");
    ck_assert_uint_eq(open_files(), files);
}
END_TEST

START_TEST(run_where_children_are_ignored)
{
    struct hr_client_result result;
    struct sigaction action;

    signal(SIGCHLD, SIG_IGN);
    ck_assert(run("exit 3", PATIENT, NULL, &result));
    sigaction(SIGCHLD, NULL, &action);
    signal(SIGCHLD, SIG_DFL);
    ck_assert_int_eq(result.status, 3);
    ck_assert(action.sa_handler == SIG_IGN);
}
END_TEST

static void count_tick(void *data, unsigned elapsed_ms)
{
    unsigned *last = data;

    ck_assert_uint_gt(elapsed_ms, *last);
    *last = elapsed_ms;
}

START_TEST(run_shows_progress)
{
    unsigned last = 0;
    const struct hr_progress progress = { count_tick, &last };
    struct hr_client_result result;

    ck_assert(run("sleep 0.5", PATIENT, &progress, &result));
    ck_assert_uint_ge(last, 200);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_set_timeout(tc, 30);
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_loop_test(tc, get, 0, HR_ARRAY_LEN(get_cases));
    tcase_add_test(tc, request);
    tcase_add_test(tc, full_queue);
    tcase_add_loop_test(tc, unreachable, 0, HR_ARRAY_LEN(unreachable_cases));
    tcase_add_loop_test(tc, run_ends, 0, HR_ARRAY_LEN(run_cases));
    tcase_add_loop_test(tc, run_is_killed, 0, HR_ARRAY_LEN(killed_cases));
    tcase_add_test(tc, run_bounds_the_complaint);
    tcase_add_test(tc, run_needs_a_program);
    tcase_add_test(tc, run_where_children_are_ignored);
    tcase_add_test(tc, run_shows_progress);
}

UNIT_MAIN("client", add_tests)
