/* SPDX-License-Identifier: MIT */
#include "hrun/base/sha256.h"
#include "hrun/base/vec.h"
#include "hrun/docker/invocation.h"
#include "hrun/engine/endpoint.h"

#include "scratch.h"
#include "unit.h"

#define SOCKET "/var/run/docker.sock"

static void add_context(const char *name, const char *meta)
{
    char id[HR_SHA256_HEX];
    const char *folder;

    hr_sha256_hex(name, strlen(name), id);
    folder = hr_arena_printf(arena, "@/.docker/contexts/meta/%s", id);
    scratch_folder(folder);
    scratch_file(hr_arena_printf(arena, "%s/meta.json", folder), meta, 0644);
}

static void add_config(const char *folder, const char *text)
{
    scratch_folder(folder);
    scratch_file(hr_arena_printf(arena, "%s/config.json", folder), text, 0600);
}

static void setup(void)
{
    scratch_setup();
    add_config("@/.docker", "{\"auths\": {}, \"currentContext\": \"near\"}");
    scratch_folder("@/.docker/contexts");
    scratch_folder("@/.docker/contexts/meta");
    add_context("near", "{\"Name\": \"near\", \"Metadata\": {}, \"Endpoints\": {\"docker\": "
                        "{\"Host\": \"unix:///run/near.sock\", \"SkipTLSVerify\": false}}}");
    add_context("far", "{\"Endpoints\": {\"docker\": {\"Host\": \"ssh://me@far\"}}}");
    add_context("lower", "{\"endpoints\": {\"docker\": {\"host\": \"unix:///low.sock\"}}}");
    add_context("hostless", "{\"Endpoints\": {\"docker\": {}}}");
    add_context("other", "{\"Endpoints\": {\"kubernetes\": {\"Host\": \"https://k\"}}}");
    add_context("broken", "{");
    add_context("../escape", "{\"Endpoints\": {\"docker\": {\"Host\": \"unix:///esc.sock\"}}}");
    add_config("@/default", "{\"currentContext\": \"default\"}");
    add_config("@/empty", "{\"currentContext\": \"\"}");
    add_config("@/none", "{\"auths\": {}}");
    add_config("@/null", "{\"currentContext\": null}");
    add_config("@/lost", "{\"currentContext\": \"near\"}"); /* whose contexts are elsewhere */
    /* Both known clients take "near" in each of these. */
    add_config("@/twice", "{\"currentContext\": \"near\", \"CURRENTCONTEXT\": null}");
    add_config("@/typed", "{\"currentContext\": \"near\", \"currentcontext\": 5}");
    add_context("twice",
                "{\"Endpoints\": {\"docker\": {\"Host\": \"unix:///a\", \"host\": null}}}");
    add_context("folded",
                "{\"Endpoint\u017f\": {\"docker\": {\"Ho\u017ft\": \"unix:///long.sock\"}}}");
    add_context("maps",
                "{\"Endpoints\": {\"docker\": {\"Host\": \"unix:///a\"}}, \"endpoints\": {}}");
    add_config("@/bad", "{\"currentContext\": \"near\"");
    scratch_folder("@/folder");
    scratch_folder("@/folder/config.json");
}

static const struct {
    const char *env; /* one variable a line; HOME is the scratch folder unless set here */
    const char *host, *socket, *origin; /* HOST NULL: an error, ORIGIN being part of its text */
} cases[] = {
    { "HOME=@/nowhere", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_HOST=unix:///x.sock", "unix:///x.sock", "/x.sock", "DOCKER_HOST" },
    { "DOCKER_HOST=unix://", "unix://" SOCKET, SOCKET, "DOCKER_HOST" },
    { "DOCKER_HOST= unix:///x.sock\t", "unix:///x.sock", "/x.sock", "DOCKER_HOST" },
    { "DOCKER_HOST=  ", "unix://" SOCKET, SOCKET, "DOCKER_HOST" },
    { "DOCKER_HOST=unix://rel.sock", "unix://rel.sock", "rel.sock", "DOCKER_HOST" },
    { "DOCKER_HOST=tcp://h:1", "tcp://h:1", NULL, "DOCKER_HOST" },
    { "DOCKER_HOST=h:1", "h:1", NULL, "DOCKER_HOST" },
    { "DOCKER_HOST=ssh://h", "ssh://h", NULL, "DOCKER_HOST" },
    { "DOCKER_HOST=fd://3", "fd://3", NULL, "DOCKER_HOST" },
    { "DOCKER_HOST=npipe:////./pipe/x", "npipe:////./pipe/x", NULL, "DOCKER_HOST" },
    { "DOCKER_HOST=UNIX:///x", "UNIX:///x", NULL, "DOCKER_HOST" },
    { "DOCKER_HOST=unix://tcp://h", "unix://tcp://h", NULL, "DOCKER_HOST" },
    { "DOCKER_HOST=unix:///a\nDOCKER_HOST=unix:///b", "unix:///a", "/a", "DOCKER_HOST" },
    { "DOCKER_HOST=unix:///a\nDOCKER_CONTEXT=missing", "unix:///a", "/a", "DOCKER_HOST" },
    /* 20.10 takes the default context there, 28 the named one. */
    { "DOCKER_HOST=\nDOCKER_CONTEXT=far", NULL, NULL, "DOCKER_HOST is set to nothing" },
    { "DOCKER_HOST=", NULL, NULL, "DOCKER_HOST is set to nothing" },
    { "DOCKER_HOST=\nDOCKER_CONTEXT=default", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_HOST=\nDOCKER_CONFIG=@/none", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_TLS_VERIFY=1\nHOME=@/nowhere", "tcp://localhost:2376", NULL, "default" },
    { "DOCKER_TLS=1\nDOCKER_CONTEXT=default", "tcp://localhost:2376", NULL, "default" },
    { "DOCKER_TLS=\nDOCKER_CONTEXT=default", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_TLS_VERIFY=1\nDOCKER_HOST=unix:///a", "unix:///a", "/a", "DOCKER_HOST" },
    { "DOCKER_CONTEXT=default", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_CONTEXT=near", "unix:///run/near.sock", "/run/near.sock", "DOCKER_CONTEXT" },
    { "DOCKER_CONTEXT=lower", "unix:///low.sock", "/low.sock", "DOCKER_CONTEXT" },
    { "DOCKER_CONTEXT=folded", "unix:///long.sock", "/long.sock", "DOCKER_CONTEXT" },
    { "DOCKER_CONTEXT=twice", NULL, NULL, "has Host twice" },
    { "DOCKER_CONTEXT=maps", NULL, NULL, "no docker endpoint" },
    { "DOCKER_CONFIG=@/twice", NULL, NULL, "has currentContext twice" },
    { "DOCKER_CONFIG=@/typed", NULL, NULL, "has currentContext twice" },
    { "DOCKER_CONFIG=@/twice\nDOCKER_HOST=unix:///a", "unix:///a", "/a", "DOCKER_HOST" },
    { "DOCKER_CONTEXT=hostless", "unix://" SOCKET, SOCKET, "DOCKER_CONTEXT" },
    { "DOCKER_CONTEXT=../escape", "unix:///esc.sock", "/esc.sock", "DOCKER_CONTEXT" },
    { "DOCKER_CONTEXT=missing", NULL, NULL, "docker context \"missing\" (DOCKER_CONTEXT)" },
    { "DOCKER_CONTEXT=other", NULL, NULL, "no docker endpoint" },
    { "DOCKER_CONTEXT=broken", NULL, NULL, "meta.json" },
    { "DOCKER_CONTEXT=", "unix:///run/near.sock", "/run/near.sock",
      "context near in @/.docker/config.json" },
    { "X=1", "unix:///run/near.sock", "/run/near.sock", "context near in @/.docker/config.json" },
    { "DOCKER_CONFIG=@/default", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_CONFIG=@/empty", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_CONFIG=@/none", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_CONFIG=@/null", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_CONFIG=@/default/config.json", "unix://" SOCKET, SOCKET, "default" },
    { "DOCKER_CONFIG=@/lost", NULL, NULL, "context near in" },
    { "DOCKER_CONFIG=@/bad", NULL, NULL, "DOCKER_HOST" },
    { "DOCKER_CONFIG=@/folder", NULL, NULL, "DOCKER_HOST" },
    { "DOCKER_CONFIG=@/bad\nDOCKER_HOST=unix:///a", "unix:///a", "/a", "DOCKER_HOST" },
    { "DOCKER_CONFIG=@/lost\nDOCKER_CONTEXT=far", NULL, NULL, "\"far\"" },
};

START_TEST(find)
{
    struct hr_strv vars = { 0 };
    struct hr_environ env;
    struct hr_endpoint endpoint = { 0 };
    const char *text = scratch_text(cases[_i].env), *origin = scratch_text(cases[_i].origin);
    bool ok;

    for (size_t length; *text; text += length + (text[length] == '\n')) {
        length = strcspn(text, "\n");
        hr_strv_push(arena, &vars, hr_arena_strndup(arena, text, length));
    }
    hr_strv_pushf(arena, &vars, "HOME=%s", scratch);
    env.vars = vars.v;
    ok = hr_endpoint_find(&env, arena, &endpoint, &err);
    ck_assert_int_eq(ok, cases[_i].host != NULL);
    if (!ok) {
        ck_assert_ptr_nonnull(err.hint);
        ck_assert_ptr_nonnull(strstr(hr_error_text(&err, arena), origin));
        return;
    }
    ck_assert_str_eq(endpoint.host, cases[_i].host);
    ck_assert_pstr_eq(endpoint.socket_path, cases[_i].socket);
    ck_assert_str_eq(endpoint.origin, origin);
}
END_TEST

START_TEST(variable)
{
    char one[] = "PATHS=1", two[] = "PATH=2", three[] = "PATH=3",
         four[] = "EMPTY=", five[] = "BARE";
    char *vars[] = { one, two, three, four, five, NULL };
    const struct hr_environ env = { vars };

    ck_assert_str_eq(hr_environ_get(&env, "PATH"), "2");
    ck_assert_str_eq(hr_environ_get(&env, "EMPTY"), "");
    ck_assert_ptr_null(hr_environ_get(&env, "BARE"));
    ck_assert_ptr_null(hr_environ_get(&env, "PAT"));
}
END_TEST

/* Seen with the clients 20.10.24 and 28.2.2. */
static const struct {
    const char *words, *env; /* docker's own options; one variable */
    const char *want;        /* those that changed, and - for one that is gone */
} override_cases[] = {
    { "", "DOCKER_HOST=a", "" },
    { "-D --log-level x --help", "DOCKER_HOST=a", "" },
    { "-H b", "DOCKER_HOST=a", "DOCKER_HOST=b DOCKER_CONTEXT=default" },
    { "-H b -H c", "A=1", "DOCKER_HOST=c DOCKER_CONTEXT=default" },
    { "--host=", "DOCKER_HOST=a", "DOCKER_HOST= DOCKER_CONTEXT=default" },
    { "-c far", "DOCKER_HOST=a", "DOCKER_CONTEXT=far - DOCKER_HOST" },
    { "-c default", "DOCKER_HOST=a", "DOCKER_CONTEXT=default" },
    { "--context=", "DOCKER_HOST=a", "" },
    { "-c x -c far", "DOCKER_CONTEXT=near", "DOCKER_CONTEXT=far - DOCKER_HOST" },
    { "--config /c", "DOCKER_CONFIG=/d", "DOCKER_CONFIG=/c" },
    { "--config=", "DOCKER_CONFIG=/d", "" },
    { "--tls", "A=1", "DOCKER_TLS=1" },
    { "--tls=false", "DOCKER_TLS=1", "- DOCKER_TLS" },
    { "--tlsverify", "A=1", "DOCKER_TLS=1" },
    { "--tlsverify=false", "A=1", "DOCKER_TLS=1" },
    { "--tlscacert x", "A=1", "" },
};

START_TEST(overrides)
{
    static const char *const names[] = { "DOCKER_CONFIG", "DOCKER_HOST", "DOCKER_CONTEXT",
                                         "DOCKER_TLS" };
    static const char *const maybe_gone[] = { "DOCKER_HOST", "DOCKER_TLS" };
    char *vars[] = { hr_arena_strdup(arena, override_cases[_i].env), NULL };
    const struct hr_environ before = { vars };
    struct hr_strv words = { 0 }, got = { 0 };
    struct hr_line line = { .verb = HR_VERB_NONE };
    struct hr_invocation globals;
    struct hr_environ after;
    const char *text = override_cases[_i].words;

    for (size_t length; *text; text += length + (text[length] == ' ')) {
        length = strcspn(text, " ");
        hr_strv_push(arena, &words, hr_arena_strndup(arena, text, length));
    }
    line.argv = (const char *const *)words.v;
    line.count = words.n;
    ck_assert(hr_invocation_read(&line, arena, &globals, &err));
    after = hr_endpoint_environ(&before, &globals.settings, arena);
    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        const char *value = hr_environ_get(&after, names[i]);
        const char *old = hr_environ_get(&before, names[i]);

        if (value && (!old || strcmp(old, value) != 0))
            hr_strv_pushf(arena, &got, "%s=%s", names[i], value);
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(maybe_gone); i++) {
        if (strstr(override_cases[_i].want, hr_arena_printf(arena, "- %s", maybe_gone[i]))) {
            ck_assert_ptr_null(hr_environ_get(&after, maybe_gone[i]));
            hr_strv_pushf(arena, &got, "- %s", maybe_gone[i]);
        }
    }
    ck_assert_str_eq(hr_strv_join(arena, &got, " "), override_cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, setup, scratch_teardown);
    tcase_add_loop_test(tc, find, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, variable);
    tcase_add_loop_test(tc, overrides, 0, HR_ARRAY_LEN(override_cases));
}

UNIT_MAIN("endpoint", add_tests)
