/* SPDX-License-Identifier: MIT */
/* Where binds lead and what is known beside them: places, whose engine it is, what it can do. */
#include "hrun/base/text.h"
#include "hrun/facts/facts.h"

#include "scratch.h"
#include "server.h"
#include "unit.h"

static const struct hr_place_question writable[] = { { HR_PLACE_WRITABLE, "w" } };

/* Ask for SOURCE, with the further variable EXTRA. */
static struct hr_facts ask(const char *docker_host, const char *source, const char *extra)
{
    char *vars[] = { hr_arena_printf(arena, "DOCKER_HOST=%s", docker_host),
                     hr_arena_printf(arena, "HOME=%s", scratch_text("@/home")),
                     hr_arena_printf(arena, "XDG_RUNTIME_DIR=%s", scratch_text("@/run")),
                     hr_arena_printf(arena, "SSH_AUTH_SOCK=%s", scratch_text("@/agent")),
                     hr_arena_printf(arena, "%s", extra),
                     NULL };
    const struct hr_host host = { .environ = { vars }, .uid = getuid(), .cwd = scratch };
    struct hr_questions questions = { 0 };
    const struct hr_asking asking = { .questions = &questions,
                                      .host = &host,
                                      .client = scratch_text("@/docker") };
    struct hr_facts facts;

    if (source)
        hr_strv_push(arena, &questions.sources, scratch_text(source));
    *HR_VEC_PUSH(arena, &questions.places) = writable[0];
    hr_facts_ask(&asking, arena, &facts);
    return facts;
}

static const struct hr_source_facts *place_at(const struct hr_facts *facts, enum hr_place_kind kind,
                                              const char *given)
{
    for (size_t i = 0; i < facts->places.n; i++) {
        const struct hr_place_facts *place = &facts->places.v[i];

        if (place->kind == kind && strcmp(place->is.given, scratch_text(given)) == 0)
            return &place->is;
    }
    return NULL;
}

static const char no_engine[] = "unix:///nowhere/sock";

START_TEST(nothing_without_a_source)
{
    const struct hr_facts facts = ask(no_engine, NULL, "");

    ck_assert_uint_eq(facts.places.n, 0);
    ck_assert_uint_eq(facts.sources.n, 0);
    ck_assert_int_eq(facts.engine.locality, HR_LOCALITY_UNKNOWN);
    ck_assert_ptr_null(facts.engine.locality_because);
}
END_TEST

START_TEST(places)
{
    static const struct {
        enum hr_place_kind kind;
        const char *given;
    } want[] = {
        { HR_PLACE_HOME, "@/home" },
        { HR_PLACE_RUNTIME_DIR, "@/run" },
        { HR_PLACE_SSH_AGENT, "@/agent" },
        { HR_PLACE_ENGINE_SOCKET, "/var/run/docker.sock" },
        { HR_PLACE_ENGINE_SOCKET, "@/run/docker.sock" },
        { HR_PLACE_ENGINE_SOCKET, "@/home/.docker/run/docker.sock" },
        { HR_PLACE_ENGINE_SOCKET, "/nowhere/sock" },
        { HR_PLACE_WRITABLE, "w" },
    };
    struct hr_facts facts;

    scratch_folder("@/home");
    ck_assert_int_eq(symlink("home", scratch_text("@/run")), 0);
    facts = ask(no_engine, "@/home/x", "");
    for (size_t i = 0; i < HR_ARRAY_LEN(want); i++)
        ck_assert_msg(place_at(&facts, want[i].kind, want[i].given), "%s", want[i].given);
    ck_assert_str_eq(place_at(&facts, HR_PLACE_WRITABLE, "w")->clean, scratch_text("@/w"));
    ck_assert_str_eq(place_at(&facts, HR_PLACE_RUNTIME_DIR, "@/run")->real, scratch_text("@/home"));
    ck_assert_int_eq(place_at(&facts, HR_PLACE_HOME, "@/home")->state, HR_SOURCE_KNOWN);
    ck_assert_int_eq(place_at(&facts, HR_PLACE_SSH_AGENT, "@/agent")->state, HR_SOURCE_ABSENT);
    ck_assert_uint_eq(place_at(&facts, HR_PLACE_HOME, "@/home")->folders.n, 0);
}
END_TEST

START_TEST(homes_of_root_and_of_who_called_sudo)
{
    const struct hr_facts facts = ask(no_engine, "/x", "SUDO_UID=0");

    ck_assert_ptr_nonnull(place_at(&facts, HR_PLACE_HOME, "/root"));
}
END_TEST

START_TEST(found_by_any_text)
{
    struct hr_facts facts;

    scratch_folder("@/d");
    ck_assert_int_eq(symlink("d", scratch_text("@/l")), 0);
    facts = ask(no_engine, "@/./l", "");
    ck_assert_uint_eq(facts.sources.n, 1);
    ck_assert_ptr_eq(hr_facts_source(&facts, scratch_text("@/./l")), facts.sources.v);
    ck_assert_ptr_eq(hr_facts_source(&facts, scratch_text("@/l")), facts.sources.v);
    ck_assert_ptr_eq(hr_facts_source(&facts, scratch_text("@/d")), facts.sources.v);
    ck_assert_ptr_null(hr_facts_source(&facts, scratch_text("@")));
}
END_TEST

/* W is the folder w; l leads into it, w/out out of it. */
static const struct {
    const char *source;
    bool local, elsewhere;
} in_cases[] = {
    { "@/w", true, true },         { "@/w/x", true, true },  { "@/l/x", true, false },
    { "@/w/out", false, false },   { "@/ww", false, false }, { "@", false, false },
    { "@/w/file/x", false, true }, { "x/y", false, false },
};

START_TEST(below_a_place)
{
    struct hr_facts facts;

    scratch_folder("@/w");
    scratch_folder("@/ww");
    scratch_folder("@/w/x");
    scratch_file("@/w/file", "", 0600);
    ck_assert_int_eq(symlink("w", scratch_text("@/l")), 0);
    ck_assert_int_eq(symlink("../ww", scratch_text("@/w/out")), 0);
    facts = ask(no_engine, in_cases[_i].source, "");
    ck_assert_int_eq(hr_facts_source_is_in(&facts, facts.sources.v, HR_PLACE_WRITABLE),
                     in_cases[_i].elsewhere);
    ck_assert(!hr_facts_source_is_in(&facts, facts.sources.v, HR_PLACE_DENIED));
    facts.engine.locality = HR_LOCALITY_LOCAL;
    ck_assert_int_eq(hr_facts_source_is_in(&facts, facts.sources.v, HR_PLACE_WRITABLE),
                     in_cases[_i].local);
}
END_TEST

/* `..` behind a link is taken off the text that a shell shows, as docker does. */
START_TEST(working_directory_as_the_shell_has_it)
{
    struct hr_facts facts;

    scratch_folder("@/a");
    scratch_folder("@/a/deep");
    ck_assert_int_eq(symlink("a/deep", scratch_text("@/l")), 0);
    ck_assert_int_eq(chdir(scratch_text("@/l")), 0);
    facts = ask(no_engine, "..", hr_arena_printf(arena, "PWD=%s/l", scratch));
    ck_assert_str_eq(facts.sources.v[0].clean, scratch);
    facts = ask(no_engine, "..", hr_arena_printf(arena, "PWD=%s/a", scratch));
    ck_assert_str_eq(facts.sources.v[0].clean, "/tmp");
}
END_TEST

static const struct {
    const char *host, *because;
    enum hr_locality want;
} locality_cases[] = {
    { "tcp://10.0.0.1:2375", "tcp://10.0.0.1:2375 is no socket of this host", HR_LOCALITY_REMOTE },
    { "ssh://me@there", "ssh://me@there is no socket of this host", HR_LOCALITY_REMOTE },
    { "unix:///nowhere/sock", "the engine's socket /nowhere/sock is not there",
      HR_LOCALITY_UNKNOWN },
};

START_TEST(locality)
{
    const struct hr_facts facts = ask(locality_cases[_i].host, "/x", "");

    ck_assert_int_eq(facts.engine.locality, locality_cases[_i].want);
    ck_assert_str_eq(facts.engine.locality_because, locality_cases[_i].because);
}
END_TEST

static const struct {
    const char *name;
    enum hr_locality want;
} listener_cases[] = {
    { "dockerd", HR_LOCALITY_LOCAL }, { "systemd", HR_LOCALITY_LOCAL },
    { "podman", HR_LOCALITY_LOCAL },  { "init", HR_LOCALITY_LOCAL },
    { "ssh", HR_LOCALITY_UNKNOWN },   { "dockerd-proxy", HR_LOCALITY_UNKNOWN },
};

/* Who called listen() counts: a socket of systemd's stays systemd's. */
START_TEST(listener)
{
    const char *text = "HTTP/1.1 200 OK\r\n\r\n{\"DockerRootDir\": \"/srv/engine\"}";
    struct server server;
    struct hr_facts facts;

    prctl(PR_SET_NAME, listener_cases[_i].name);
    server = server_start(text, ANSWER);
    facts = ask(hr_arena_printf(arena, "unix://%s", server.path), "/x", "");
    server_stop(&server);
    ck_assert_int_eq(facts.engine.locality, listener_cases[_i].want);
    ck_assert_int_eq(!facts.engine.locality_because, listener_cases[_i].want == HR_LOCALITY_LOCAL);
    ck_assert_ptr_nonnull(place_at(&facts, HR_PLACE_ENGINE_DATA, "/srv/engine"));
    ck_assert_ptr_nonnull(place_at(&facts, HR_PLACE_ENGINE_SOCKET, server.path));
}
END_TEST

/* A process called NAME listens at PATH: is it told of as an engine's, where SOURCE is mounted? */
static const struct {
    const char *name, *path, *source;
    bool told;
} engine_cases[] = {
    { "containerd", "@/d/any", "@/d", true },
    { "dockerd", "@/d/any", "@/d", true },
    { "podman", "@/d/any", "@/d", true },
    { "containerd-shim-runc-v2", "@/d/any", "@/d", true },
    { "dockerd", "@/d/deep/any", "@/d", true },
    { "dockerd", "@/d/any", "@/d/any", true },
    { "dockerd", "@/d/any", "@/l", true },
    { "dockerd", "@/l/any", "@/d", true },
    { "dockerd", "@/d/./deep//../deep/any", "@/d", true },
    { "dockerd", "@/d/any", "@", true },
    { "dockerd", "@/d/any", "@/d/deep", false },
    { "dockerd", "@/d/any", "@/d/an", false },
    { "nginx", "@/d/any", "@/d", false },
    { "nginx", "@/d/docker.sock", "@/d", true },
    { "systemd", "@/d/podman.sock", "@/d", true },
};

START_TEST(engines)
{
    const char *path = scratch_text(engine_cases[_i].path), *real = strrchr(path, '/');
    struct server server;
    struct hr_facts facts;
    bool told = false;

    scratch_folder("@/d");
    scratch_folder("@/d/deep");
    ck_assert_int_eq(symlink("d", scratch_text("@/l")), 0);
    prctl(PR_SET_NAME, engine_cases[_i].name);
    server = server_start_at(path, "", CLOSE);
    facts = ask(no_engine, engine_cases[_i].source, "");
    server_stop(&server);
    for (size_t i = 0; i < facts.places.n; i++)
        told = told || (facts.places.v[i].kind == HR_PLACE_ENGINE_SOCKET &&
                        facts.places.v[i].is.state == HR_SOURCE_KNOWN &&
                        hr_text_starts(facts.places.v[i].is.real, scratch) &&
                        hr_text_ends(facts.places.v[i].is.real, real));
    ck_assert_int_eq(told, engine_cases[_i].told);
}
END_TEST

/* In a folder that the caller may not enter, and the engine may: the name has to do. */
static const struct {
    const char *path;
    bool told;
} hidden_cases[] = {
    { "@/d/locked/docker.sock", true },
    { "@/d/locked/any", false },
};

START_TEST(hidden)
{
    const char *path = scratch_text(hidden_cases[_i].path);
    struct server server;
    struct hr_facts facts;

    scratch_folder("@/d");
    scratch_folder("@/d/locked");
    server = server_start_at(path, "", CLOSE);
    ck_assert_int_eq(chmod(scratch_text("@/d/locked"), 0), 0);
    ck_assert_int_eq(chmod(scratch, 0755), 0);
    if (geteuid() == 0)
        ck_assert_int_eq(seteuid(65534), 0);
    facts = ask(no_engine, "@/d", "");
    if (getuid() == 0)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(chmod(scratch_text("@/d/locked"), 0700), 0);
    server_stop(&server);
    ck_assert_int_eq(place_at(&facts, HR_PLACE_ENGINE_SOCKET, hidden_cases[_i].path) != NULL,
                     hidden_cases[_i].told);
}
END_TEST

/* The endpoint's socket under a second name. */
static const struct {
    const char *link, *source;
    bool found;
} link_cases[] = {
    { "@/d/deep/x", "@/d", true },
    { "@/d/x", "@/l", true },
    { "@/d/x", "@/d/deep", false },
    { NULL, "@/d", false },
};

START_TEST(hard_links)
{
    struct server server;
    struct hr_facts facts;

    scratch_folder("@/d");
    scratch_folder("@/d/deep");
    ck_assert_int_eq(symlink("d", scratch_text("@/l")), 0);
    server = server_start("", CLOSE);
    if (link_cases[_i].link)
        ck_assert_int_eq(link(server.path, scratch_text(link_cases[_i].link)), 0);
    facts = ask(hr_arena_printf(arena, "unix://%s", server.path), link_cases[_i].source, "");
    server_stop(&server);
    ck_assert_int_eq(facts.sources.v[0].state, HR_SOURCE_KNOWN);
    ck_assert_int_eq(link_cases[_i].link &&
                         place_at(&facts, HR_PLACE_ENGINE_SOCKET, link_cases[_i].link),
                     link_cases[_i].found);
}
END_TEST

/* Entries that can be listed and not looked at. */
START_TEST(unseen_hard_link)
{
    struct server server;
    struct hr_facts facts;

    scratch_folder("@/d");
    scratch_folder("@/d/blind");
    scratch_folder("@/d/blind/x");
    server = server_start("", CLOSE);
    ck_assert_int_eq(link(server.path, scratch_text("@/other")), 0);
    ck_assert_int_eq(chmod(scratch_text("@/d/blind"), 0444), 0);
    ck_assert_int_eq(chmod(scratch, 0755), 0);
    if (geteuid() == 0)
        ck_assert_int_eq(seteuid(65534), 0);
    facts = ask(hr_arena_printf(arena, "unix://%s", server.path), "@/d", "");
    if (getuid() == 0)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(chmod(scratch_text("@/d/blind"), 0700), 0);
    server_stop(&server);
    ck_assert_int_eq(facts.sources.v[0].state, HR_SOURCE_UNKNOWN);
}
END_TEST

static const struct {
    const char *engine, *kernel, *variable, *client, *source;
    enum hr_knowledge want;
} recursion_cases[] = {
    { "25.0.0", "5.12.0", "X=", "25.0.0", "/", HR_KNOWN },
    { "28.2.2", "6.18.44-x", "X=", "28.2.2, build e6534b4", "/", HR_KNOWN },
    { "28.2.2", "6.1", "X=", "20.10.24+dfsg1, build x", "/", HR_ABSENT },
    { "28.2.2", "6.1", "X=", "20.10.24", "/nowhere", HR_KNOWN }, /* nothing is mounted there */
    { "28.2.2", "6.1", "X=", "some day", "/", HR_UNKNOWN },
    { "20.10.24+dfsg1", "6.1", "X=", "28.2.2", "/", HR_ABSENT },
    { "4.3.1", "6.1", "X=", "28.2.2", "/", HR_ABSENT },
    { "28.2.2", "5.11.9", "X=", "28.2.2", "/", HR_ABSENT },
    { "28.2.2", "4.20", "X=", "28.2.2", "/", HR_ABSENT },
    { "28.2.2", "6.1", "DOCKER_API_VERSION=1.43", "28.2.2", "/", HR_ABSENT },
    { "28.2.2", "6.1", "DOCKER_API_VERSION=1.44", "28.2.2", "/", HR_KNOWN },
    { "28.2.2", "6.1", "DOCKER_API_VERSION=", "28.2.2", "/", HR_KNOWN },
    { "28.2.2", "6.1", "DOCKER_API_VERSION=new", "28.2.2", "/", HR_UNKNOWN },
    { "", "6.1", "X=", "28.2.2", "/", HR_UNKNOWN },
    { "28", "6.1", "X=", "28.2.2", "/", HR_UNKNOWN },
    { "28.x", "6.1", "X=", "28.2.2", "/", HR_UNKNOWN },
};

START_TEST(recursion)
{
    const char *text = hr_arena_printf(
        arena, "HTTP/1.1 200 OK\r\n\r\n{\"ServerVersion\": \"%s\", \"KernelVersion\": \"%s\"}",
        recursion_cases[_i].engine, recursion_cases[_i].kernel);
    struct server server;
    struct hr_facts facts;

    scratch_file("@/docker",
                 hr_arena_printf(arena,
                                 "#!/bin/sh\n[ \"$*\" = --version ] && echo 'Docker version %s'\n",
                                 recursion_cases[_i].client),
                 0755);
    server = server_start(text, ANSWER);
    facts = ask(hr_arena_printf(arena, "unix://%s", server.path), recursion_cases[_i].source,
                recursion_cases[_i].variable);
    server_stop(&server);
    ck_assert_int_eq(facts.engine.recursive_read_only, recursion_cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_test(tc, nothing_without_a_source);
    tcase_add_test(tc, places);
    tcase_add_test(tc, homes_of_root_and_of_who_called_sudo);
    tcase_add_test(tc, found_by_any_text);
    tcase_add_loop_test(tc, below_a_place, 0, HR_ARRAY_LEN(in_cases));
    tcase_add_test(tc, working_directory_as_the_shell_has_it);
    tcase_add_loop_test(tc, locality, 0, HR_ARRAY_LEN(locality_cases));
    tcase_add_loop_test(tc, listener, 0, HR_ARRAY_LEN(listener_cases));
    tcase_add_loop_test(tc, engines, 0, HR_ARRAY_LEN(engine_cases));
    tcase_add_loop_test(tc, hidden, 0, HR_ARRAY_LEN(hidden_cases));
    tcase_add_test(tc, unseen_hard_link);
    tcase_add_loop_test(tc, hard_links, 0, HR_ARRAY_LEN(link_cases));
    tcase_add_loop_test(tc, recursion, 0, HR_ARRAY_LEN(recursion_cases));
}

UNIT_MAIN("place", add_tests)
