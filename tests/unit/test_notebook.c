/* SPDX-License-Identifier: MIT */
#include "hrun/facts/facts.h"
#include "hrun/facts/notebook.h"

#include "scratch.h"
#include "server.h"
#include "unit.h"

#define ANSWER_TO_ALL                                                                    \
    "{\"Id\":\"sha256:1\",\"Driver\":\"local\",\"NCPU\":7,\"ServerVersion\":\"28.2.2\"," \
    "\"KernelVersion\":\"6.1.0\",\"DockerRootDir\":\"/var/lib/elsewhere\"}"

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

static void check(const struct hr_facts *facts, const char *source)
{
    ck_assert_int_eq(facts->image.state, HR_KNOWN);
    ck_assert_str_eq(facts->image.id, "sha256:1");
    ck_assert_uint_eq(facts->volumes.n, 1);
    ck_assert_int_eq(facts->volumes.v[0].state, HR_KNOWN);
    ck_assert_int_eq(facts->engine.cpus, 7);
    ck_assert_int_eq(facts->engine.locality, HR_LOCALITY_UNKNOWN);
    ck_assert_ptr_nonnull(facts->engine.locality_because);
    ck_assert_uint_eq(facts->sources.n, 1);
    ck_assert_str_eq(facts->sources.v[0].given, source);
    ck_assert_int_eq(facts->sources.v[0].state, HR_SOURCE_KNOWN);
    ck_assert_str_eq(facts->sources.v[0].real, scratch_text("@"));
    ck_assert_ptr_nonnull(hr_facts_source(facts, source));
}

/* What one container's facts took is not asked for the next one's again, of the engine or of this host. */
START_TEST(shared)
{
    const struct server server =
        server_start(hr_arena_printf(arena, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s",
                                     strlen(ANSWER_TO_ALL), ANSWER_TO_ALL),
                     KEEP);
    char *vars[] = { hr_arena_printf(arena, "DOCKER_HOST=unix://%s", server.path), NULL };
    const struct hr_host host = { .environ = { vars }, .cwd = "/" };
    const struct hr_reference image = { .raw = "sha256:1" };
    struct hr_questions questions = { .image = true };
    struct hr_notebook book = { 0 };
    const struct hr_asking asking = {
        .questions = &questions, .image = &image, .host = &host, .notebook = &book
    };
    const char *const sources[] = { scratch_text("@"), scratch_text("@/.") };

    hr_strv_push(arena, &questions.volumes, "data");
    for (size_t i = 0; i < HR_ARRAY_LEN(sources); i++) {
        struct hr_facts facts = { 0 };

        questions.sources = (struct hr_strv){ 0 };
        hr_strv_push(arena, &questions.sources, sources[i]);
        hr_facts_ask(&asking, arena, &facts);
        check(&facts, sources[i]);
    }
    server_stop(&server);
    ck_assert_uint_eq(heard("GET /images/sha256%3A1/json"), 1);
    ck_assert_uint_eq(heard("GET /volumes/data"), 1);
    ck_assert_uint_eq(heard("GET /info"), 1);
    /* One is without a question, to see who listens: the server may be stopped before it tells of that. */
    ck_assert_uint_le(heard("connected"), 4);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_set_timeout(tc, 30);
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_test(tc, shared);
}

UNIT_MAIN("notebook", add_tests)
