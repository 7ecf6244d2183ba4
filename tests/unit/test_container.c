/* SPDX-License-Identifier: MIT */
#include "hrun/facts/facts.h"

#include "scratch.h"
#include "server.h"
#include "unit.h"

/* The parts that 20.10 really sends. */
#define FULL                                                                                      \
    "{\"Id\":\"891f\",\"Name\":\"/donor\",\"State\":{\"Status\":\"running\"},\"Mounts\":["        \
    "{\"Type\":\"bind\",\"Source\":\"/etc\",\"Destination\":\"/h\",\"Mode\":\"ro\",\"RW\":false," \
    "\"Propagation\":\"rprivate\"},"                                                              \
    "{\"Type\":\"volume\",\"Name\":\"v\",\"Source\":\"/d/volumes/v/_data\",\"Destination\":\"/"   \
    "v\",\"Driver\":\"local\",\"Mode\":\"z\",\"RW\":true,\"Propagation\":\"\"},"                  \
    "{\"Type\":\"tmpfs\",\"Source\":\"\",\"Destination\":\"/t\",\"Mode\":\"\",\"RW\":true,"       \
    "\"Propagation\":\"\"}],\"HostConfig\":{\"NetworkMode\":\"host\",\"PidMode\":\"container:x\"" \
    ",\"IpcMode\":\"shareable\",\"UTSMode\":\"\",\"UsernsMode\":\"host\",\"CgroupnsMode\":"       \
    "\"private\",\"Privileged\":true,\"CapAdd\":[\"CAP_NET_ADMIN\"],\"SecurityOpt\":"             \
    "[\"label=disable\"],\"VolumesFrom\":null}}"

static bool read_text(const char *text, struct hr_container_facts *out)
{
    const struct hr_json *json;

    ck_assert_msg(hr_json_parse(text, strlen(text), "engine", arena, &json, &err), "%s", text);
    return hr_facts_read_container(json, arena, out, &err);
}

START_TEST(full)
{
    struct hr_container_facts c = { .name = "donor" };

    ck_assert(read_text(FULL, &c));
    ck_assert_int_eq(c.state, HR_KNOWN);
    ck_assert_str_eq(c.name, "donor");
    ck_assert_str_eq(c.id, "891f");
    ck_assert_str_eq(hr_arena_printf(arena, "%s %s %s %s %s %s", c.network, c.pid, c.ipc, c.uts,
                                     c.userns, c.cgroupns),
                     "host container:x shareable  host private");
    ck_assert(c.privileged);
    ck_assert_str_eq(hr_strv_join(arena, &c.cap_add, " "), "CAP_NET_ADMIN");
    ck_assert_str_eq(hr_strv_join(arena, &c.security_opt, " "), "label=disable");
    ck_assert_uint_eq(c.mounts.n, 3);
    ck_assert_str_eq(c.mounts.v[0].type, "bind");
    ck_assert_str_eq(c.mounts.v[0].source, "/etc");
    ck_assert_str_eq(c.mounts.v[0].destination, "/h");
    ck_assert_str_eq(c.mounts.v[0].propagation, "rprivate");
    ck_assert_str_eq(c.mounts.v[0].name, "");
    ck_assert(!c.mounts.v[0].writable);
    ck_assert_str_eq(c.mounts.v[1].name, "v");
    ck_assert_str_eq(c.mounts.v[1].driver, "local");
    ck_assert(c.mounts.v[1].writable);
}
END_TEST

START_TEST(sparse)
{
    struct hr_container_facts c = { .name = "donor" };

    ck_assert(read_text("{\"Id\":\"x\",\"HostConfig\":{\"PidMode\":null},\"Mounts\":[{}]}", &c));
    ck_assert_str_eq(c.network, "");
    ck_assert_str_eq(c.pid, "");
    ck_assert(!c.privileged);
    ck_assert_uint_eq(c.mounts.n, 1);
    ck_assert_str_eq(c.mounts.v[0].type, "");
    ck_assert(c.mounts.v[0].writable); /* it does not say that it is not */
}
END_TEST

static const struct {
    const char *text, *want;
} wrong_cases[] = {
    { "null", "no container" },
    { "{}", "no container" },
    { "{\"Id\":\"x\"}", "no container" },
    { "{\"Id\":\"x\",\"HostConfig\":null}", "no container" },
    { "{\"Id\":\"x\",\"HostConfig\":[]}", "/HostConfig" },
    { "{\"Id\":\"x\",\"HostConfig\":{\"Privileged\":\"false\"}}", "/HostConfig/Privileged" },
    { "{\"Id\":\"x\",\"HostConfig\":{\"PidMode\":1}}", "/HostConfig/PidMode" },
    { "{\"Id\":\"x\",\"HostConfig\":{\"CapAdd\":\"ALL\"}}", "/HostConfig/CapAdd" },
    { "{\"Id\":\"x\",\"HostConfig\":{\"CapAdd\":[1]}}", "/HostConfig/CapAdd/0" },
    { "{\"Id\":\"x\",\"HostConfig\":{},\"Mounts\":{}}", "/Mounts" },
    { "{\"Id\":\"x\",\"HostConfig\":{},\"Mounts\":[\"/etc\"]}", "/Mounts/0" },
    { "{\"Id\":\"x\",\"HostConfig\":{},\"Mounts\":[{\"Source\":1}]}", "/Mounts/0/Source" },
    { "{\"Id\":\"x\",\"HostConfig\":{},\"Mounts\":[{\"RW\":\"no\"}]}", "/Mounts/0/RW" },
};

START_TEST(wrong)
{
    struct hr_container_facts c = { .id = "untouched" };

    ck_assert(!read_text(wrong_cases[_i].text, &c));
    ck_assert_str_eq(c.id, "untouched");
    ck_assert_int_eq(err.code, HR_ERRC_ENGINE);
    ck_assert_msg(strstr(err.msg, wrong_cases[_i].want), "%s", err.msg);
}
END_TEST

static const struct {
    const char *mode, *want;
} mode_cases[] = {
    { "container:web", "web" },
    { "container:a:b", "a:b" },
    { "container:", "" },
    { "host", NULL },
    { "", NULL },
    { "Container:web", NULL },
};

START_TEST(mode)
{
    ck_assert_pstr_eq(hr_container_of_mode(mode_cases[_i].mode), mode_cases[_i].want);
}
END_TEST

static void ask(const char *host_text, const char *client, const struct hr_questions *questions,
                struct hr_facts *out)
{
    char *vars[] = { hr_arena_printf(arena, "DOCKER_HOST=%s", host_text),
                     hr_arena_printf(arena, "PATH=%s", getenv("PATH")),
                     hr_arena_printf(arena, "HERE=%s", scratch), NULL };
    const struct hr_host host = { .environ = { vars } };
    const struct hr_asking asking = { .questions = questions, .host = &host, .client = client };

    hr_facts_ask(&asking, arena, out);
}

/* How often TEXT was asked. */
static size_t times_heard(const char *text)
{
    struct hr_bytes bytes;
    size_t count = 0;

    ck_assert(hr_file_read(scratch_text("@/heard"), 65536, arena, &bytes, NULL, &err));
    for (const char *at = strstr(bytes.data, text); at; at = strstr(at + 1, text))
        count++;
    return count;
}

/* Whom a joined container joins is asked for too, each once, even in a circle; what it mounts is not. */
START_TEST(joined)
{
    const struct server server = server_start("HTTP/1.1 200 OK\r\n\r\n" FULL, ANSWER);
    struct hr_questions questions = { .image = false };
    struct hr_facts facts;

    hr_strv_push(arena, &questions.joined, "web");
    ask(hr_arena_printf(arena, "unix://%s", server.path), NULL, &questions, &facts);
    server_stop(&server);
    ck_assert_uint_eq(facts.containers.n, 2);
    ck_assert_int_eq(hr_facts_container(&facts, "web")->state, HR_KNOWN);
    ck_assert_int_eq(hr_facts_container(&facts, "x")->state, HR_KNOWN);
    ck_assert_ptr_null(hr_facts_container(&facts, "y"));
    ck_assert_uint_eq(times_heard("GET /containers/web/json HTTP/1.1\r\n"), 1);
    ck_assert_uint_eq(times_heard("GET /containers/x/json HTTP/1.1\r\n"), 1);
    ck_assert_uint_eq(times_heard("GET "), 2);
}
END_TEST

/* What a donor mounts is asked for too; whom it joins is not. */
START_TEST(donor)
{
    const struct server server = server_start("HTTP/1.1 200 OK\r\n\r\n" FULL, ANSWER);
    struct hr_questions questions = { .image = false };
    struct hr_facts facts;

    hr_strv_push(arena, &questions.donors, "web");
    hr_strv_push(arena, &questions.volumes, "v");
    ask(hr_arena_printf(arena, "unix://%s", server.path), NULL, &questions, &facts);
    server_stop(&server);
    ck_assert_uint_eq(facts.containers.n, 1);
    ck_assert_uint_eq(facts.volumes.n, 1);
    ck_assert_uint_eq(times_heard("GET /containers/web/json HTTP/1.1\r\n"), 1);
    ck_assert_uint_eq(times_heard("GET /volumes/v HTTP/1.1\r\n"), 1);
    ck_assert_uint_eq(times_heard("GET "), 2);
}
END_TEST

static const struct {
    const char *answer;
    enum hr_knowledge state;
    const char *because;
} answer_cases[] = {
    { "404 Not Found\r\n\r\n{\"message\":\"No such container: web\"}", HR_ABSENT, NULL },
    { "500 Oops\r\n\r\n{\"message\":\"no\"}", HR_UNKNOWN, "says 500: no" },
    { "400 Bad\r\n\r\n{\"message\":\"network w is ambiguous\"}", HR_UNKNOWN, "is ambiguous" },
    { "200 OK\r\n\r\n{}", HR_UNKNOWN, "describes no" },
};

START_TEST(answers)
{
    const char *answer = hr_arena_printf(arena, "HTTP/1.1 %s", answer_cases[_i].answer);
    const struct server server = server_start(answer, ANSWER);
    const char *host = hr_arena_printf(arena, "unix://%s", server.path);
    struct hr_questions first = { .image = false }, second = { .image = false };
    const struct hr_container_facts *container;
    const struct hr_network_facts *network;
    struct hr_facts facts;

    hr_strv_push(arena, &first.donors, "web");
    ask(host, NULL, &first, &facts);
    container = hr_facts_container(&facts, "web");
    ck_assert_int_eq(container->state, answer_cases[_i].state);
    if (answer_cases[_i].because)
        ck_assert_ptr_nonnull(strstr(container->unknown_because, answer_cases[_i].because));
    hr_strv_push(arena, &second.networks, "web");
    ask(host, NULL, &second, &facts);
    server_stop(&server);
    network = hr_facts_network(&facts, "web");
    ck_assert_uint_eq(times_heard("GET /networks/web HTTP/1.1\r\n"), 1);
    ck_assert_int_eq(network->state, answer_cases[_i].state);
    if (answer_cases[_i].because)
        ck_assert_ptr_nonnull(strstr(network->unknown_because, answer_cases[_i].because));
}
END_TEST

/* As clients 20.10 and 28.2 say it. */
static const struct {
    const char *words, *complaint;
} absent_cases[] = {
    { "container inspect web\n", "Error: No such container: web" },
    { "container inspect web\n", "Error response from daemon: No such container: web" },
    { "network inspect web\n", "Error: No such network: web" },
    { "network inspect web\n", "Error response from daemon: network web not found" },
};

START_TEST(absent_by_client)
{
    struct hr_questions questions = { .image = false };
    struct hr_facts facts;
    const bool network = absent_cases[_i].words[0] == 'n';

    scratch_file("@/docker",
                 hr_arena_printf(arena,
                                 "#!/bin/sh\necho \"$@\" >>\"$HERE/heard\"\necho '[]'\n"
                                 "echo '%s' >&2\nexit 1\n",
                                 absent_cases[_i].complaint),
                 0755);
    hr_strv_push(arena, network ? &questions.networks : &questions.joined, "web");
    ask("tcp://far", scratch_text("@/docker"), &questions, &facts);
    ck_assert_uint_eq(times_heard(absent_cases[_i].words), 1);
    ck_assert_int_eq(network ? facts.networks.v[0].state : facts.containers.v[0].state, HR_ABSENT);
}
END_TEST

static const struct {
    const char *text, *want; /* NULL: an error */
} network_cases[] = {
    { "{\"Name\":\"host\",\"Driver\":\"host\",\"Options\":{}}", "host host 0 " },
    { "{\"Name\":\"n\",\"Driver\":\"bridge\",\"Internal\":true,\"Options\":{\"a\":\"b\"}}",
      "n bridge 1 a=b" },
    { "{\"Name\":\"n\",\"Driver\":\"macvlan\",\"Options\":null}", "n macvlan 0 " },
    { "{\"Name\":\"n\"}", NULL },
    { "{\"Driver\":\"n\"}", NULL },
    { "{\"Name\":\"n\",\"Driver\":\"bridge\",\"Options\":[]}", NULL },
    { "{\"Name\":\"n\",\"Driver\":\"bridge\",\"Options\":{\"a\":1}}", NULL },
    { "null", NULL },
};

START_TEST(network)
{
    const char *text = network_cases[_i].text;
    struct hr_network_facts n = { .name = "asked" };
    const struct hr_json *json;

    ck_assert(hr_json_parse(text, strlen(text), "engine", arena, &json, &err));
    if (!network_cases[_i].want) {
        ck_assert(!hr_facts_read_network(json, arena, &n, &err));
        return;
    }
    ck_assert(hr_facts_read_network(json, arena, &n, &err));
    ck_assert_str_eq(n.name, "asked");
    ck_assert_str_eq(hr_arena_printf(arena, "%s %s %d %s", n.own_name, n.driver, n.internal,
                                     hr_strv_join(arena, &n.options, " ")),
                     network_cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_set_timeout(tc, 30);
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_test(tc, full);
    tcase_add_test(tc, sparse);
    tcase_add_loop_test(tc, wrong, 0, HR_ARRAY_LEN(wrong_cases));
    tcase_add_loop_test(tc, mode, 0, HR_ARRAY_LEN(mode_cases));
    tcase_add_test(tc, joined);
    tcase_add_test(tc, donor);
    tcase_add_loop_test(tc, answers, 0, HR_ARRAY_LEN(answer_cases));
    tcase_add_loop_test(tc, absent_by_client, 0, HR_ARRAY_LEN(absent_cases));
    tcase_add_loop_test(tc, network, 0, HR_ARRAY_LEN(network_cases));
}

UNIT_MAIN("container", add_tests)
