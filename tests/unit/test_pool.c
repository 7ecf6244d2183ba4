/* SPDX-License-Identifier: MIT */
#include "hrun/engine/pool.h"

#include "scratch.h"
#include "server.h"
#include "unit.h"

#include <dirent.h>

#define PATIENT 20000 /* for what is to succeed on a busy machine */
#define BRIEF   200   /* for what is to fail by time */
#define WHOLE   "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}"
#define COUNT   40

static size_t open_files(void)
{
    DIR *folder = opendir("/proc/self/fd");
    size_t count = 0;

    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* How often TEXT is in what the server heard. */
static size_t heard(const char *text)
{
    const size_t length = strlen(text);
    struct hr_bytes bytes;
    size_t count = 0;

    ck_assert(hr_file_read(scratch_text("@/heard"), 1U << 20, arena, &bytes, NULL, &err));
    for (const char *at = bytes.data; (at = strstr(at, text)); at += length)
        count++;
    return count;
}

/* Ask COUNT questions of SERVER, the first one for FIRST. */
static struct hr_pool_questions ask(const char *socket_path, const char *first, int timeout)
{
    const struct hr_pool pool = { .socket_path = socket_path, .timeout_ms = timeout };
    struct hr_pool_questions questions = { 0 };
    const size_t files = open_files();

    for (size_t i = 0; i < COUNT; i++)
        HR_VEC_PUSH(arena, &questions)->path =
            i == 0 ? first : hr_arena_printf(arena, "/number/%zu/json", i);
    hr_pool_ask(&pool, arena, &questions);
    ck_assert_uint_eq(open_files(), files);
    return questions;
}

/* True if Q was answered as WHOLE says; else WANT is part of its error. */
static void check(const struct hr_pool_question *q, const char *want)
{
    int64_t number = 0;

    ck_assert_msg(q->answered == !want, "%s: %s", q->path, q->err.msg ? q->err.msg : "answered");
    if (want) {
        ck_assert_msg(strstr(q->err.msg, want) != NULL, "%s: %s", q->path, q->err.msg);
        return;
    }
    ck_assert_int_eq(q->answer.status, 200);
    ck_assert(hr_json_integer(hr_json_get(q->answer.json, "a"), &number));
    ck_assert_int_eq(number, 1);
}

START_TEST(kept)
{
    const struct server server = server_start(WHOLE, KEEP);
    const struct hr_pool_questions questions = ask(server.path, "/number/0/json", PATIENT);

    server_stop(&server);
    for (size_t i = 0; i < COUNT; i++) {
        check(&questions.v[i], NULL);
        ck_assert_uint_eq(heard(hr_arena_printf(arena, "GET /number/%zu/json HTTP/1.1", i)), 1);
    }
    ck_assert_uint_eq(heard("connected"), HR_POOL_CONNECTIONS);
}
END_TEST

/* A server that closes after each answer, as its own head says or not. */
START_TEST(not_kept)
{
    const struct server server = server_start(WHOLE, ANSWER);
    const struct hr_pool_questions questions = ask(server.path, "/number/0/json", PATIENT);

    server_stop(&server);
    for (size_t i = 0; i < COUNT; i++)
        check(&questions.v[i], NULL);
}
END_TEST

static const struct {
    const char *first;
    int timeout;
    const char *want;
} one_cases[] = {
    { "/bad", PATIENT, "no answer" },
    { "/hang", 3000, "in time" },
};

/* One that gets no answer takes no other with it. */
START_TEST(one)
{
    const struct server server = server_start(WHOLE, KEEP);
    const struct hr_pool_questions questions =
        ask(server.path, one_cases[_i].first, one_cases[_i].timeout);

    server_stop(&server);
    check(&questions.v[0], one_cases[_i].want);
    for (size_t i = 1; i < COUNT; i++)
        check(&questions.v[i], NULL);
}
END_TEST

static const struct {
    const char *text;
    enum manner manner;
    int timeout;
    const char *want;
} all_cases[] = {
    { "", STAY, BRIEF, "in time" },
    { "", DO_NOT_TAKE, BRIEF, "in time" },
    { "", ANSWER, PATIENT, "no answer" },
    { "", CLOSE, PATIENT, "" },
    { "garbage\n", ANSWER, PATIENT, "not HTTP" },
    { WHOLE "{", ANSWER, PATIENT, "to spare" },
};

START_TEST(all)
{
    const struct server server = server_start(all_cases[_i].text, all_cases[_i].manner);
    const struct hr_pool_questions questions =
        ask(server.path, "/number/0/json", all_cases[_i].timeout);

    server_stop(&server);
    for (size_t i = 0; i < COUNT; i++) {
        check(&questions.v[i], all_cases[_i].want);
        ck_assert_ptr_nonnull(strstr(questions.v[i].err.msg, server.path));
    }
}
END_TEST

START_TEST(unreachable)
{
    const struct hr_pool_questions questions =
        ask(scratch_text("@/none.sock"), "/number/0/json", PATIENT);

    for (size_t i = 0; i < COUNT; i++)
        check(&questions.v[i], "is not there");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_test(tc, kept);
    tcase_add_test(tc, not_kept);
    tcase_add_loop_test(tc, one, 0, HR_ARRAY_LEN(one_cases));
    tcase_add_loop_test(tc, all, 0, HR_ARRAY_LEN(all_cases));
    tcase_add_test(tc, unreachable);
}

UNIT_MAIN("pool", add_tests)
