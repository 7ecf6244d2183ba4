/* SPDX-License-Identifier: MIT */
#include "hrun/facts/ask.h"

#include "scratch.h"
#include "server.h"
#include "unit.h"

static struct hr_notebook book;
static char *no_vars[] = { NULL };
static struct hr_host host;
static struct hr_asking asking;

static void setup(void)
{
    scratch_setup();
    book = (struct hr_notebook){ 0 };
    host = (struct hr_host){ .environ = { no_vars }, .cwd = "/" };
    asking = (struct hr_asking){ .host = &host, .notebook = &book };
}

static struct hr_strv words(const char *text)
{
    struct hr_strv out = { 0 };
    char *rest = hr_arena_strdup(arena, text);

    for (char *word = strtok_r(rest, " ", &rest); word; word = strtok_r(rest, " ", &rest))
        hr_strv_push(arena, &out, word);
    return out;
}

/* What the engine or the client was told. */
static const char *heard(void)
{
    struct hr_bytes bytes;

    ck_assert(hr_file_read(scratch_text("@/heard"), 1U << 20, arena, &bytes, NULL, &err));
    return bytes.data;
}

static size_t times(const char *text)
{
    const size_t length = strlen(text);
    size_t count = 0;

    for (const char *at = heard(); (at = strstr(at, text)); at += length)
        count++;
    return count;
}

#define ONE "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"Id\":\"x\"}"

START_TEST(by_socket)
{
    const struct server server = server_start(ONE, KEEP);
    const struct hr_ask ask = { &asking, { .host = "unix:", .socket_path = server.path }, arena };
    const struct hr_strv first = words("web db web"), more = words("db cache/1");
    static const char *const names[] = { "web", "db", "cache/1" };
    struct hr_reply reply;

    hr_ask_all(&ask, &hr_ask_volumes, &first);
    hr_ask_all(&ask, &hr_ask_volumes, &more);
    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        ck_assert_msg(hr_ask_named(&ask, &hr_ask_volumes, names[i], &reply, &err), "%s", err.msg);
        ck_assert_str_eq(hr_json_string(reply.json, "Id"), "x");
        ck_assert_uint_eq(times(hr_arena_printf(arena, "GET /volumes/%s HTTP", names[i])), 1);
    }
    /* Of another kind it is another thing. */
    ck_assert(hr_ask_named(&ask, &hr_ask_networks, "web", &reply, &err));
    ck_assert_uint_eq(times("GET /networks/web HTTP"), 1);
    server_stop(&server);
}
END_TEST

#define STATUS(line) "HTTP/1.1 " line "\r\nContent-Length: 15\r\n\r\n{\"message\":\"m\"}"

START_TEST(absent)
{
    const struct server server = server_start(STATUS("404 Not Found"), KEEP);
    const struct hr_ask ask = { &asking, { .host = "unix:", .socket_path = server.path }, arena };
    const struct hr_strv names = words("web");
    struct hr_reply reply = { 0 };

    hr_ask_all(&ask, &hr_ask_containers, &names);
    ck_assert(hr_ask_named(&ask, &hr_ask_containers, "web", &reply, &err));
    ck_assert(reply.absent);
    ck_assert_uint_eq(times("GET"), 1);
    server_stop(&server);
}
END_TEST

START_TEST(refused)
{
    const struct server server = server_start(STATUS("500 Error"), KEEP);
    const struct hr_ask ask = { &asking, { .host = "unix:", .socket_path = server.path }, arena };
    const struct hr_strv names = words("web");
    struct hr_reply reply;

    hr_ask_all(&ask, &hr_ask_containers, &names);
    ck_assert(!hr_ask_named(&ask, &hr_ask_containers, "web", &reply, &err));
    ck_assert_ptr_nonnull(strstr(err.msg, "says 500: m"));
    ck_assert_uint_eq(times("GET"), 1); /* what failed once is not asked again either */
    server_stop(&server);
}
END_TEST

/* A client of the scripts' kind: it writes down its words and runs BODY. */
static void make_client(const char *body)
{
    const char *text =
        hr_arena_printf(arena, "#!/bin/sh\necho \"$*\" >>%s\n%s\n", scratch_text("@/heard"), body);

    asking.client = scratch_text("@/docker");
    scratch_file("@/docker", text, 0755);
}

#define LIST "echo '[{\"Id\":\"1a\",\"Name\":\"/web\"},{\"Id\":\"2b\",\"Name\":\"/db\"}]'"

static const struct {
    const char *body, *names, *name;
    const char *id;     /* NULL: it is absent */
    const char *wanted; /* all that the client is told */
} client_cases[] = {
    { LIST, "1 2b", "1", "1a", "container inspect -- 1 2b\n" },
    { LIST, "1 2b", "2b", "2b", "container inspect -- 1 2b\n" },
    { LIST, "web db", "db", "2b", "container inspect -- web db\n" },
    /* Where one is missing, only full names are taken; the rest is asked for by itself. */
    { LIST "; exit 1", "x web db", "db", "2b", "container inspect -- x web db\n" },
    { "case $3 in --) " LIST ";; *) echo 'no such container' >&2;; esac; exit 1", "x web db", "x",
      NULL, "container inspect -- x web db\ncontainer inspect x\n" },
    { "case $3 in --) " LIST ";; *) echo '[{\"Id\":\"2b\"}]'; exit 0;; esac; exit 1", "1 x 2", "2",
      "2b", "container inspect -- 1 x 2\ncontainer inspect 2\n" },
    { "case $3 in --) echo '[';; *) echo '[{\"Id\":\"9\"}]';; esac", "a", "a", "9",
      "container inspect -- a\ncontainer inspect a\n" },
};

START_TEST(by_client)
{
    const struct hr_ask ask = { &asking, { .host = "tcp://far" }, arena };
    const struct hr_strv names = words(client_cases[_i].names);
    struct hr_reply reply = { 0 };

    make_client(client_cases[_i].body);
    hr_ask_all(&ask, &hr_ask_containers, &names);
    ck_assert_msg(hr_ask_named(&ask, &hr_ask_containers, client_cases[_i].name, &reply, &err), "%s",
                  err.msg);
    ck_assert_int_eq(reply.absent, !client_cases[_i].id);
    if (client_cases[_i].id)
        ck_assert_str_eq(hr_json_string(reply.json, "Id"), client_cases[_i].id);
    ck_assert_str_eq(heard(), client_cases[_i].wanted);
}
END_TEST

static const struct {
    const char *answer, *want; /* the ids, or part of the error */
} running_cases[] = {
    { "[{\"Id\":\"1a\"},{\"Id\":\"2b\"}]", "1a 2b" },
    { "[]", "" },
    { "{\"Id\":1}", "lists no containers" },
    { "[{\"ID\":1}]", "without an id" },
    { "[1]", "without an id" },
};

START_TEST(running)
{
    const char *body = running_cases[_i].answer;
    const struct server server =
        server_start(hr_arena_printf(arena, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s",
                                     strlen(body), body),
                     KEEP);
    const struct hr_ask ask = { &asking, { .host = "unix:", .socket_path = server.path }, arena };
    struct hr_strv ids = { 0 };
    const bool done = hr_ask_running(&ask, &ids, &err);

    server_stop(&server);
    ck_assert_uint_eq(times("GET /containers/json HTTP"), 1);
    ck_assert_str_eq(done ? hr_strv_join(arena, &ids, " ") : "",
                     _i < 2 ? running_cases[_i].want : "");
    ck_assert_int_eq(done, _i < 2);
    if (!done)
        ck_assert_ptr_nonnull(strstr(err.msg, running_cases[_i].want));
}
END_TEST

START_TEST(running_by_client)
{
    const struct hr_ask ask = { &asking, { .host = "tcp://far" }, arena };
    struct hr_strv ids = { 0 };

    make_client("printf '1a\\n2b\\n'");
    ck_assert(hr_ask_running(&ask, &ids, &err));
    ck_assert_str_eq(hr_strv_join(arena, &ids, " "), "1a 2b");
    ck_assert_str_eq(heard(), "container ls --quiet --no-trunc\n");
    make_client("echo 'it is far' >&2; exit 1");
    ck_assert(!hr_ask_running(&ask, &ids, &err));
    ck_assert_ptr_nonnull(strstr(err.msg, "it is far"));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_set_timeout(tc, 30);
    tcase_add_checked_fixture(tc, setup, scratch_teardown);
    tcase_add_test(tc, by_socket);
    tcase_add_test(tc, absent);
    tcase_add_test(tc, refused);
    tcase_add_loop_test(tc, by_client, 0, HR_ARRAY_LEN(client_cases));
    tcase_add_loop_test(tc, running, 0, HR_ARRAY_LEN(running_cases));
    tcase_add_test(tc, running_by_client);
}

UNIT_MAIN("ask_all", add_tests)
