/* SPDX-License-Identifier: MIT */
#include "hrun/facts/facts.h"

#include "scratch.h"
#include "server.h"
#include "unit.h"

/* The parts that engines from 20.10 to 29, and podman, really send. */
#define FULL                                                                                      \
    "{\"Id\":\"sha256:0123\",\"RepoTags\":[\"nginx:1.27\"],\"Parent\":\"\",\"Config\":{"          \
    "\"Hostname\":\"\",\"User\":\"nginx:nginx\",\"ExposedPorts\":{\"80/tcp\":{},\"443/tcp\":{}}," \
    "\"Env\":[\"PATH=/bin\",\"A=x=y\",\"EMPTY=\",\"BARE\",\"=odd\"],\"Cmd\":[\"nginx\"],"         \
    "\"Volumes\":{\"/data\":{},\"/var/cache\":null},\"Labels\":{\"a\":\"1\",\"b=c\":\"\"}},"      \
    "\"Architecture\":\"amd64\"}"

static bool read_text(const char *text, struct hr_image_facts *out)
{
    const struct hr_json *json;

    ck_assert_msg(hr_json_parse(text, strlen(text), "engine", arena, &json, &err), "%s", text);
    return hr_facts_read_image(json, arena, out, &err);
}

static void check_full(const struct hr_image_facts *image)
{
    ck_assert_int_eq(image->state, HR_KNOWN);
    ck_assert_ptr_null(image->unknown_because);
    ck_assert_str_eq(image->id, "sha256:0123");
    ck_assert_str_eq(image->user, "nginx:nginx");
    ck_assert_str_eq(hr_strv_join(arena, &image->ports, " "), "80/tcp 443/tcp");
    ck_assert_str_eq(hr_strv_join(arena, &image->volumes, " "), "/data /var/cache");
    ck_assert_str_eq(hr_strv_join(arena, &image->labels, " "), "a=1 b=c=");
    ck_assert_uint_eq(image->env.n, 4);
    ck_assert_str_eq(image->env.v[1].name, "A");
    ck_assert_str_eq(image->env.v[1].value, "x=y");
    ck_assert_str_eq(image->env.v[3].name, "BARE");
    ck_assert_str_eq(image->env.v[3].value, "");
}

START_TEST(full)
{
    struct hr_image_facts image;

    ck_assert(read_text(FULL, &image));
    check_full(&image);
}
END_TEST

static const char *const sparse_cases[] = {
    "{\"Id\":\"x\"}",
    "{\"Id\":\"x\",\"Config\":null}",
    "{\"Id\":\"x\",\"Config\":{}}",
    "{\"Id\":\"x\",\"Config\":{\"User\":null,\"Env\":null,\"Volumes\":null,"
    "\"ExposedPorts\":null,\"Labels\":null}}",
    "{\"Id\":\"x\",\"Config\":{\"User\":\"\",\"Env\":[],\"Volumes\":{},"
    "\"ExposedPorts\":{},\"Labels\":{}}}",
    "{\"Id\":\"x\",\"config\":{\"User\":\"a\"}}", /* case matters */
};

START_TEST(sparse)
{
    struct hr_image_facts image;

    ck_assert(read_text(sparse_cases[_i], &image));
    ck_assert_int_eq(image.state, HR_KNOWN);
    ck_assert_str_eq(image.user, "");
    ck_assert_str_eq(image.workdir, "");
    ck_assert_uint_eq(image.env.n + image.volumes.n + image.ports.n + image.labels.n, 0);
}
END_TEST

static const struct {
    const char *text, *want;
} wrong_cases[] = {
    { "null", "no image" },
    { "[]", "no image" },
    { "[" FULL "]", "no image" },
    { "{}", "no image" },
    { "{\"message\":\"x\"}", "no image" },
    { "{\"Id\":null}", "no image" },
    { "{\"Id\":1}", "no image" },
    { "{\"Id\":\"x\",\"Config\":[]}", "/Config" },
    { "{\"Id\":\"x\",\"Config\":\"\"}", "/Config" },
    { "{\"Id\":\"x\",\"Config\":{\"User\":0}}", "/Config/User" },
    { "{\"Id\":\"x\",\"Config\":{\"User\":[\"root\"]}}", "/Config/User" },
    { "{\"Id\":\"x\",\"Config\":{\"Env\":{}}}", "/Config/Env" },
    { "{\"Id\":\"x\",\"Config\":{\"Env\":\"A=1\"}}", "/Config/Env" },
    { "{\"Id\":\"x\",\"Config\":{\"Env\":[\"A=1\",null]}}", "/Config/Env/1" },
    { "{\"Id\":\"x\",\"Config\":{\"Volumes\":[\"/data\"]}}", "/Config/Volumes" },
    { "{\"Id\":\"x\",\"Config\":{\"ExposedPorts\":\"80\"}}", "/Config/ExposedPorts" },
    { "{\"Id\":\"x\",\"Config\":{\"Labels\":{\"a\":1}}}", "/Config/Labels/a" },
};

START_TEST(wrong)
{
    struct hr_image_facts image = { .id = "untouched" };

    ck_assert(!read_text(wrong_cases[_i].text, &image));
    ck_assert_str_eq(image.id, "untouched");
    ck_assert_int_eq(err.code, HR_ERRC_ENGINE);
    ck_assert_ptr_nonnull(strstr(err.msg, wrong_cases[_i].want));
}
END_TEST

static const struct hr_reference nginx = { .raw = "nginx:1.27" };

static void ask_all(const char *client, const char *docker_host,
                    const struct hr_questions *questions, struct hr_facts *out)
{
    char *vars[] = { hr_arena_printf(arena, "DOCKER_HOST=%s", docker_host),
                     hr_arena_printf(arena, "PATH=%s", getenv("PATH")),
                     hr_arena_printf(arena, "HERE=%s", scratch), NULL };
    const struct hr_host host = { .environ = { vars } };
    const struct hr_asking asking = {
        .questions = questions, .image = &nginx, .host = &host, .client = client
    };

    hr_facts_ask(&asking, arena, out);
}

static void ask_by(const char *client, const char *docker_host, bool image, bool cpus,
                   struct hr_facts *out)
{
    const struct hr_questions questions = { .image = image, .cpus = cpus };

    ask_all(client, docker_host, &questions, out);
}

static void ask(const char *docker_host, bool image, bool cpus, struct hr_facts *out)
{
    ask_by(scratch_text("@/docker"), docker_host, image, cpus, out);
}

static const char *heard(void)
{
    struct hr_bytes bytes;

    ck_assert(hr_file_read(scratch_text("@/heard"), 65536, arena, &bytes, NULL, &err));
    return bytes.data;
}

static const struct {
    const char *answer;
    enum hr_knowledge state;
    const char *because;
} socket_cases[] = {
    { "HTTP/1.1 200 OK\r\n\r\n" FULL, HR_KNOWN, NULL },
    { "HTTP/1.1 404 Not Found\r\n\r\n{\"message\":\"No such image: nginx:1.27\"}", HR_ABSENT,
      NULL },
    { "HTTP/1.1 500 Oops\r\n\r\n{\"message\":\"disk\\u001b[2J on fire\"}", HR_UNKNOWN,
      "says 500: disk\\x1b[2J on fire" },
    { "HTTP/1.1 403 Forbidden\r\n\r\n<html>", HR_UNKNOWN, "status 403" },
    { "HTTP/1.1 200 OK\r\n\r\n", HR_UNKNOWN, "no image" },
    { "HTTP/1.1 200 OK\r\n\r\n{\"Id\":1}", HR_UNKNOWN, "no image" },
    { "garbage", HR_UNKNOWN, "not HTTP" },
};

START_TEST(by_socket)
{
    const struct server server = server_start(socket_cases[_i].answer, ANSWER);
    const char *host = hr_arena_printf(arena, "unix://%s", server.path);
    struct hr_facts facts;

    ask(host, true, false, &facts);
    server_stop(&server);
    ck_assert_str_eq(facts.engine.endpoint, host);
    ck_assert_int_eq(facts.image.state, socket_cases[_i].state);
    ck_assert_ptr_nonnull(strstr(heard(), "GET /images/nginx%3A1.27/json HTTP/1.1\r\n"));
    if (facts.image.state == HR_KNOWN)
        check_full(&facts.image);
    if (socket_cases[_i].because)
        ck_assert_ptr_nonnull(strstr(facts.image.unknown_because, socket_cases[_i].because));
    else
        ck_assert_ptr_null(facts.image.unknown_because);
}
END_TEST

START_TEST(cpus_by_socket)
{
    const struct server server = server_start("HTTP/1.1 200 OK\r\n\r\n{\"NCPU\":6}", ANSWER);
    struct hr_facts facts;

    ask(hr_arena_printf(arena, "unix://%s", server.path), false, true, &facts);
    server_stop(&server);
    ck_assert_int_eq(facts.engine.cpus, 6);
    ck_assert_int_eq(facts.image.state, HR_UNKNOWN);
    ck_assert_ptr_null(facts.image.unknown_because);
    ck_assert_ptr_nonnull(strstr(heard(), "GET /info HTTP/1.1\r\n"));
}
END_TEST

START_TEST(nothing_asked)
{
    const struct server server = server_start("", ANSWER);
    struct hr_facts facts;

    ask(hr_arena_printf(arena, "unix://%s", server.path), false, false, &facts);
    server_stop(&server);
    ck_assert_str_eq(heard(), "");
    ck_assert_int_eq(facts.image.state, HR_UNKNOWN);
    ck_assert_ptr_null(facts.image.unknown_because);
}
END_TEST

START_TEST(unreachable)
{
    struct hr_facts facts;

    ask(scratch_text("unix://@/none.sock"), true, true, &facts);
    ck_assert_int_eq(facts.image.state, HR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(facts.image.unknown_because, "none.sock is not there"));
    ck_assert_ptr_nonnull(facts.image.remedy);
    ck_assert_int_eq(facts.engine.cpus, 0);
}
END_TEST

/* What is said of a user's name where no container may be made: nothing, or why not. */
static const struct {
    const char *answer, *user;
    enum hr_name_state want;
} name_cases[] = {
    { "200 OK\r\n\r\n{\"Id\":\"x\",\"Config\":{\"User\":\"app\"}}", NULL, HR_NAME_UNRESOLVED },
    { "200 OK\r\n\r\n{\"Id\":\"x\",\"Config\":{\"User\":\"5\"}}", NULL, HR_NAME_NOT_NEEDED },
    { "200 OK\r\n\r\n{\"Id\":\"x\",\"Config\":{\"User\":\"5\"}}", "app", HR_NAME_UNRESOLVED },
    { "200 OK\r\n\r\n{\"Id\":\"x\",\"Config\":{\"User\":\"app\"}}", "0", HR_NAME_NOT_NEEDED },
    { "200 OK\r\n\r\n{\"Id\":\"x\"}", NULL, HR_NAME_NOT_NEEDED },
    { "404 Not Found\r\n\r\n{}", NULL, HR_NAME_NOT_NEEDED },
    { "404 Not Found\r\n\r\n{}", "app", HR_NAME_NOT_NEEDED },
    { "500 Oops\r\n\r\n{}", "app", HR_NAME_NOT_NEEDED },
};

START_TEST(name_not_created)
{
    const char *answer = hr_arena_printf(arena, "HTTP/1.1 %s", name_cases[_i].answer);
    const struct server server = server_start(answer, ANSWER);
    const struct hr_questions questions = { .image = true,
                                            .name = true,
                                            .user = name_cases[_i].user };
    struct hr_facts facts;

    ask_all(NULL, hr_arena_printf(arena, "unix://%s", server.path), &questions, &facts);
    server_stop(&server);
    ck_assert_int_eq(facts.image.name.state, name_cases[_i].want);
    ck_assert_ptr_null(strstr(heard(), "POST"));
    if (facts.image.name.state == HR_NAME_UNRESOLVED)
        ck_assert_ptr_nonnull(strstr(facts.image.name.unresolved_because, "only a launch"));
}
END_TEST

/* A launch asks the engine; this one makes no container of the image. */
START_TEST(name_not_told)
{
    const struct server server =
        server_start("HTTP/1.1 200 OK\r\n\r\n{\"Id\":\"x\",\"Config\":{\"User\":\"app\"}}", ANSWER);
    const struct hr_questions questions = { .image = true, .name = true };
    char *vars[] = { hr_arena_printf(arena, "DOCKER_HOST=unix://%s", server.path), NULL };
    const struct hr_host host = { .environ = { vars } };
    const struct hr_asking asking = {
        .questions = &questions, .image = &nginx, .host = &host, .may_create = true
    };
    struct hr_facts facts;

    hr_facts_ask(&asking, arena, &facts);
    server_stop(&server);
    ck_assert_int_eq(facts.image.name.state, HR_NAME_RESOLVED);
    ck_assert(facts.image.name.counts_as_root);
    ck_assert_uint_eq(facts.image.name.ids.uid, 0);
    ck_assert_ptr_nonnull(facts.image.name.unresolved_because);
}
END_TEST

/* A client that notes its words and does as the case says. */
#define CLIENT "#!/bin/sh\necho \"$@\" >>\"$HERE/heard\"\n"

static const struct {
    const char *client;
    enum hr_knowledge state;
    const char *because;
} client_cases[] = {
    { CLIENT "cat \"$HERE/image\"", HR_KNOWN, NULL },
    { CLIENT "echo WARNING: odd >&2\ncat \"$HERE/image\"", HR_KNOWN, NULL },
    { CLIENT "echo '[]'\necho 'Error: No such image: nginx:1.27' >&2; exit 1", HR_ABSENT, NULL },
    { CLIENT "echo 'WARNING: x\nError response from daemon: No such image: y' >&2; exit 1",
      HR_ABSENT, NULL },
    { CLIENT "echo 'WARNING: x\nCannot connect\nmore' >&2; exit 1", HR_UNKNOWN, "Cannot connect" },
    { CLIENT "printf 'bad \\033[2J' >&2; exit 1", HR_UNKNOWN, "bad \\x1b[2J" },
    { CLIENT "exit 9", HR_UNKNOWN, "exit status 9" },
    { CLIENT "echo '[]'", HR_UNKNOWN, "no image" },
    { CLIENT "echo '{}'", HR_UNKNOWN, "no image" },
    { CLIENT "echo", HR_UNKNOWN, "" },
    { CLIENT "exit 0", HR_UNKNOWN, "" },
};

START_TEST(by_client)
{
    struct hr_facts facts;

    scratch_file("@/docker", client_cases[_i].client, 0755);
    scratch_file("@/image", "[\n" FULL "]\n", 0644);
    ask("ssh://far", true, false, &facts);
    ck_assert_str_eq(heard(), "image inspect nginx:1.27\n");
    ck_assert_str_eq(facts.engine.endpoint, "ssh://far");
    ck_assert_int_eq(facts.image.state, client_cases[_i].state);
    if (facts.image.state == HR_KNOWN)
        check_full(&facts.image);
    if (client_cases[_i].because)
        ck_assert_ptr_nonnull(strstr(facts.image.unknown_because, client_cases[_i].because));
    else
        ck_assert_ptr_null(facts.image.unknown_because);
}
END_TEST

START_TEST(without_client)
{
    struct hr_facts facts;

    ask_by(NULL, "ssh://far", true, true, &facts);
    ck_assert_int_eq(facts.image.state, HR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(facts.image.unknown_because, "no docker client"));
    ck_assert_ptr_nonnull(facts.image.remedy);
    ask_by(NULL, "ssh://far", false, true, &facts);
    ck_assert_int_eq(facts.engine.cpus, 0);
}
END_TEST

static const struct {
    const char *client;
    int64_t want;
} cpus_cases[] = {
    { CLIENT "echo '{\"NCPU\":6}'", 6 },
    { CLIENT "echo '{\"NCPU\":0}'", 0 },
    { CLIENT "echo '{\"NCPU\":-1}'", 0 },
    { CLIENT "echo '{\"NCPU\":\"6\"}'", 0 },
    { CLIENT "echo '[6]'", 0 },
    { CLIENT "echo x", 0 },
    { CLIENT "echo '{\"NCPU\":6}'; exit 1", 0 },
    { CLIENT "", 0 },
};

START_TEST(cpus_by_client)
{
    struct hr_facts facts;

    scratch_file("@/docker", cpus_cases[_i].client, 0755);
    ask("tcp://far", false, true, &facts);
    ck_assert_str_eq(heard(), "info --format {{json .}}\n");
    ck_assert_int_eq(facts.engine.cpus, cpus_cases[_i].want);
}
END_TEST

static const struct {
    const char *info;
    enum hr_knowledge want;
} apparmor_cases[] = {
    { "{\"SecurityOptions\":[\"name=apparmor\",\"name=seccomp,profile=builtin\"]}", HR_KNOWN },
    { "{\"SecurityOptions\":[\"name=seccomp,profile=builtin\"]}", HR_ABSENT },
    { "{\"SecurityOptions\":[]}", HR_ABSENT },
    { "{\"SecurityOptions\":[1,\"name=apparmor2\"]}", HR_ABSENT },
    { "{\"SecurityOptions\":null}", HR_UNKNOWN },
    { "{}", HR_UNKNOWN },
    { "[]", HR_UNKNOWN },
};

START_TEST(apparmor)
{
    const char *answer =
        hr_arena_printf(arena, "HTTP/1.1 200 OK\r\n\r\n%s", apparmor_cases[_i].info);
    const struct server server = server_start(answer, ANSWER);
    const struct hr_questions questions = { .apparmor = true };
    struct hr_facts facts;

    ask_all(NULL, hr_arena_printf(arena, "unix://%s", server.path), &questions, &facts);
    server_stop(&server);
    ck_assert_int_eq(facts.engine.apparmor, apparmor_cases[_i].want);
}
END_TEST

static const struct {
    const char *answer;
    enum hr_knowledge state;
    const char *driver, *because;
    bool has_options;
} volume_cases[] = {
    { "200 OK\r\n\r\n{\"Driver\":\"local\",\"Options\":null}", HR_KNOWN, "local", NULL, false },
    { "200 OK\r\n\r\n{\"Driver\":\"x\"}", HR_KNOWN, "x", NULL, false },
    { "200 OK\r\n\r\n{\"Driver\":\"local\",\"Options\":{}}", HR_KNOWN, "local", NULL, false },
    { "200 OK\r\n\r\n{\"Driver\":\"local\",\"Options\":{\"o\":\"bind\"}}", HR_KNOWN, "local", NULL,
      true },
    { "404 Not Found\r\n\r\n{\"message\":\"get a: no such volume\"}", HR_ABSENT, NULL, NULL,
      false },
    { "200 OK\r\n\r\n{\"Driver\":\"local\",\"Options\":\"bind\"}", HR_UNKNOWN, NULL,
      "/Options of the volume is a string", false },
    { "200 OK\r\n\r\n{}", HR_UNKNOWN, NULL, "describes no volume", false },
    { "200 OK\r\n\r\n", HR_UNKNOWN, NULL, "describes no volume", false },
    { "500 Oops\r\n\r\n{\"message\":\"no\"}", HR_UNKNOWN, NULL, "says 500: no", false },
};

START_TEST(volume_by_socket)
{
    const char *answer = hr_arena_printf(arena, "HTTP/1.1 %s", volume_cases[_i].answer);
    const struct server server = server_start(answer, ANSWER);
    struct hr_questions questions = { .image = false };
    const struct hr_volume_facts *volume;
    struct hr_facts facts;

    hr_strv_push(arena, &questions.volumes, "a");
    ask_all(NULL, hr_arena_printf(arena, "unix://%s", server.path), &questions, &facts);
    server_stop(&server);
    ck_assert_ptr_nonnull(strstr(heard(), "GET /volumes/a HTTP/1.1\r\n"));
    volume = hr_facts_volume(&facts, "a");
    ck_assert_ptr_nonnull(volume);
    ck_assert_ptr_null(hr_facts_volume(&facts, "b"));
    ck_assert_int_eq(volume->state, volume_cases[_i].state);
    ck_assert(volume->has_options == volume_cases[_i].has_options);
    if (volume_cases[_i].driver)
        ck_assert_str_eq(volume->driver, volume_cases[_i].driver);
    if (volume_cases[_i].because)
        ck_assert_ptr_nonnull(strstr(volume->unknown_because, volume_cases[_i].because));
    else
        ck_assert_ptr_null(volume->unknown_because);
}
END_TEST

static const struct {
    const char *client;
    enum hr_knowledge state;
    bool has_options;
} volume_client_cases[] = {
    { CLIENT "echo '[{\"Driver\":\"local\",\"Options\":{\"o\":\"bind\"}}]'", HR_KNOWN, true },
    { CLIENT "echo '[]'; echo 'Error: No such volume: a' >&2; exit 1", HR_ABSENT, false },
    { CLIENT "echo '[]'; echo 'Error: get a: no such volume' >&2; exit 1", HR_ABSENT, false },
    { CLIENT "echo '[]'", HR_UNKNOWN, false },
    { CLIENT "exit 1", HR_UNKNOWN, false },
};

START_TEST(volume_by_client)
{
    struct hr_questions questions = { .image = false };
    struct hr_facts facts;

    scratch_file("@/docker", volume_client_cases[_i].client, 0755);
    hr_strv_push(arena, &questions.volumes, "a");
    ask_all(scratch_text("@/docker"), "tcp://far", &questions, &facts);
    ck_assert_str_eq(heard(), "volume inspect a\n");
    ck_assert_int_eq(facts.volumes.v[0].state, volume_client_cases[_i].state);
    ck_assert(facts.volumes.v[0].has_options == volume_client_cases[_i].has_options);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_set_timeout(tc, 30);
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_test(tc, full);
    tcase_add_loop_test(tc, sparse, 0, HR_ARRAY_LEN(sparse_cases));
    tcase_add_loop_test(tc, wrong, 0, HR_ARRAY_LEN(wrong_cases));
    tcase_add_loop_test(tc, by_socket, 0, HR_ARRAY_LEN(socket_cases));
    tcase_add_test(tc, cpus_by_socket);
    tcase_add_loop_test(tc, apparmor, 0, HR_ARRAY_LEN(apparmor_cases));
    tcase_add_loop_test(tc, volume_by_socket, 0, HR_ARRAY_LEN(volume_cases));
    tcase_add_loop_test(tc, volume_by_client, 0, HR_ARRAY_LEN(volume_client_cases));
    tcase_add_loop_test(tc, name_not_created, 0, HR_ARRAY_LEN(name_cases));
    tcase_add_test(tc, name_not_told);
    tcase_add_test(tc, nothing_asked);
    tcase_add_test(tc, unreachable);
    tcase_add_loop_test(tc, by_client, 0, HR_ARRAY_LEN(client_cases));
    tcase_add_test(tc, without_client);
    tcase_add_loop_test(tc, cpus_by_client, 0, HR_ARRAY_LEN(cpus_cases));
}

UNIT_MAIN("facts", add_tests)
