/* SPDX-License-Identifier: MIT */
#include "shim.h"

#include "hrun/base/text.h"

#include "dice.h"

#include <string.h>
#include <unistd.h>

#define REFUSED 125

/* Docker's own options, in the forms that it knows, some that it does not, and words that it may take for
 * one or for a value. "@" stands for the engine's socket. */
static const char *const words[] = {
    "-D",
    "--debug",
    "-D=false",
    "-v",
    "-v=false",
    "--version",
    "--version=0",
    "-h",
    "-h=false",
    "--help",
    "--help=false",
    "-Dv",
    "-hD",
    "-vh",
    "-l",
    "-l=debug",
    "-ldebug",
    "-Dl",
    "--log-level",
    "--log-level=error",
    "debug",
    "info",
    "-c",
    "-cdefault",
    "-c=default",
    "--context",
    "--context=default",
    "default",
    "-H",
    "-H=unix://@",
    "-Hunix://@",
    "-DHunix://@",
    "--host",
    "--host=unix://@",
    "unix://@",
    "--config",
    "--config=/nowhere",
    "/nowhere",
    "--tls=0",
    "--tls",
    "--tls=false",
    "--tlsverify=0",
    "--tlscacert",
    "--tlscert=x",
    "--tlskey",
    "-test.x",
    "-Dtest.v",
    "-vtest.v=1",
    "-test",
    "--",
    "--",
    "-",
    "",
    "---",
    "--=",
    "--=x",
    "--foo",
    "--foo=x",
    "-x",
    "-x=y",
    "-xy",
    "-c=",
    "-H=",
    "x",
    "a-b",
    "x-y",
    "x-",
    "a--",
    "-a-b",
    "--run",
    "run=1",
    "true",
    "false",
    "help",
    "builder",
    "build",
    "ps",
    "image",
    "volume",
    "compose",
    "__complete",
    NULL,
};

static const char *const verbs[] = { "run", "run", "run", "create", "exec", "update", "Run", NULL };

static void push_words(struct dice *d, size_t most, struct hr_arena *arena, struct hr_strv *out)
{
    const size_t count = below(d, most + 1);

    for (size_t i = 0; i < count; i++) {
        /* A command where a value is wanted, and the other way round. */
        const char *word = one_in(d, 10)   ? pick(d, verbs)
                           : one_in(d, 10) ? "container"
                                           : pick(d, words);

        hr_strv_push(arena, out, word);
    }
}

/* A config file with a name for `builder` that cobra passes over. */
static void push_alias(struct dice *d, struct hr_arena *arena, struct vector *out)
{
    static const char *const names[] = { "x-y", "-test. x", "--log-level=a b", "buildx", NULL };

    *HR_VEC_PUSH(arena, &out->files) = (struct vector_file){
        .path = "config.json",
        .text = hr_arena_printf(arena, "{\"aliases\":{\"builder\":\"%s\"}}", pick(d, names)),
    };
    hr_strv_push(arena, &out->environ, "DOCKER_CONFIG=.");
    hr_strv_push(arena, &out->environ, "DOCKER_BUILDKIT=0");
    hr_strv_push(arena, &out->words, "builder");
}

void shim_random(uint64_t seed, uint64_t index, struct hr_arena *arena, struct vector *out)
{
    struct dice d = { .state = seed };
    const char *verb;

    d.state = roll(&d) ^ index;
    *out = (struct vector){ .whole = true };
    out->name = hr_arena_printf(arena, "shim %llu %llu", (unsigned long long)seed,
                                (unsigned long long)index);
    push_words(&d, 3, arena, &out->words);
    if (one_in(&d, 8))
        push_alias(&d, arena, out);
    if (one_in(&d, 2)) {
        hr_strv_push(arena, &out->words, "container");
        push_words(&d, 3, arena, &out->words);
    }
    verb = pick(&d, verbs);
    hr_strv_push(arena, &out->words, verb);
    if (strcmp(verb, "run") == 0)
        hr_strv_push(arena, &out->words, "-d");
    hr_strv_push(arena, &out->words, "alpine");
    if (one_in(&d, 4))
        hr_strv_push(arena, &out->words, "true");
}

/* PROGRAM and the vector's words, "@" in them replaced. */
static struct hr_strv command_of(const struct check *check, const char *program,
                                 const struct vector *vector, struct hr_arena *arena)
{
    struct hr_strv command = { 0 };

    hr_strv_push(arena, &command, program);
    for (size_t i = 0; i < vector->words.n; i++) {
        const char *word = vector->words.v[i], *at = strchr(word, '@');

        if (at)
            hr_strv_pushf(arena, &command, "%.*s%s%s", (int)(at - word), word,
                          check->sandbox->socket, at + 1);
        else
            hr_strv_push(arena, &command, word);
    }
    return command;
}

static const char *link_path(const struct check *check, struct hr_arena *arena)
{
    return hr_arena_printf(arena, "%s/docker", check->sandbox->folder);
}

bool shim_prepare(const struct check *check, struct hr_arena *arena, struct hr_error *err)
{
    const char *path = link_path(check, arena);

    if (!check->hrun || symlink(check->hrun, path) == 0)
        return true;
    return hr_error_set(err, arena, HR_ERRC_SYSTEM, "cannot make %s", path);
}

static bool is_hardened(const struct request *request, struct hr_arena *arena)
{
    const struct hr_json *read_only = request_member(request, "HostConfig.ReadonlyRootfs", arena);
    const struct hr_json *labels = request_member(request, "Labels", arena);

    return read_only && read_only->type == HR_JSON_BOOL && read_only->boolean &&
           hr_json_string(labels, "hrun.version");
}

/* True if VECTOR may hold hrun's own --version, which no client knows behind a command that is judged. */
static bool has_version(const struct vector *vector)
{
    for (size_t i = 0; i < vector->words.n; i++) {
        if (hr_text_starts(vector->words.v[i], "--version"))
            return true;
    }
    return false;
}

/* What is wrong with THROUGH, given what the client did ALONE with VECTOR; NULL for nothing. */
static const char *complaint_about(const struct vector *vector, const struct outcome *alone,
                                   const struct outcome *through, struct hr_arena *arena)
{
    if (through->created && !is_hardened(&through->request, arena))
        return "a container is made that is not hardened";
    if (through->created && !alone->created)
        return "a container is made where the client makes none";
    if (!alone->created && through->status != alone->status && through->status != REFUSED &&
        !has_version(vector))
        return "it ends with another status";
    return NULL;
}

bool shim_check(const struct check *check, const struct subject *subject, struct hr_arena *arena,
                struct tally *tally, struct hr_strv *report, struct hr_error *err)
{
    for (size_t i = 0; i < check->clients->n; i++) {
        const struct client *client = &check->clients->v[i];
        const struct vector *plain = &subject->vector;
        const struct hr_strv own = command_of(check, link_path(check, arena), plain, arena);
        const struct hr_strv direct = command_of(check, client->path, plain, arena);
        struct vector shimmed = *plain;
        struct outcome alone, through;
        const char *complaint;

        shimmed.environ = (struct hr_strv){ 0 };
        hr_strv_extend(arena, &shimmed.environ, &plain->environ);
        hr_strv_pushf(arena, &shimmed.environ, "HRUN_ENGINE=%s", client->path);
        if (!sandbox_run(check->sandbox, plain, &direct, arena, &alone, err) ||
            !sandbox_run(check->sandbox, &shimmed, &own, arena, &through, err))
            return false;
        tally->created += alone.created;
        tally->refused += !alone.created && alone.status != 0;
        tally->loose += alone.created && !through.created;
        complaint = complaint_about(plain, &alone, &through, arena);
        if (complaint)
            hr_strv_pushf(arena, report, "  docker %s: %s (%d, alone %d): %s", client->version,
                          complaint, through.status, alone.status,
                          hr_text_safe(arena, through.complaint));
        else if (check->verbose && alone.created && !through.created)
            hr_strv_pushf(arena, report, "  docker %s makes a container, hrun refuses: %s",
                          client->version, hr_text_safe(arena, through.complaint));
    }
    return true;
}
