/* SPDX-License-Identifier: MIT */
#include "hrun/facts/facts.h"

#include "hrun/base/text.h"

#include <string.h>

/* A question on its way to the engine at ENDPOINT. */
struct conversation {
    const struct hr_asking *asking;
    struct hr_endpoint endpoint;
    struct hr_arena *arena;
};

static bool ask_client(const struct conversation *talk, const char *const words[3],
                       struct hr_client_result *out, struct hr_error *err)
{
    struct hr_strv argv = { 0 };
    struct hr_client_call call = {
        .path = talk->asking->client,
        .envp = talk->asking->host->environ.vars,
        .timeout_ms = HR_ENGINE_CLIENT_MS,
        .progress = talk->asking->progress,
    };

    if (!call.path) {
        hr_error_set(err, talk->arena, HR_ERRC_ENGINE,
                     "no docker client is found to ask the engine at %s with", talk->endpoint.host);
        return hr_error_hint(err, talk->arena,
                             "install docker's client, or name it with --engine PATH");
    }
    hr_strv_push(talk->arena, &argv, talk->asking->client);
    for (size_t i = 0; i < 3; i++)
        hr_strv_push(talk->arena, &argv, words[i]);
    call.argv = argv.v;
    return hr_client_run(&call, talk->arena, out, err);
}

/* The client failed: show the first line of its own complaint that is no warning. */
static bool client_failed(const struct conversation *talk, const struct hr_client_result *result,
                          struct hr_error *err)
{
    const char *line = result->complaint;

    while (hr_text_starts(line, "WARNING") && strchr(line, '\n'))
        line = strchr(line, '\n') + 1;
    line = hr_arena_strndup(talk->arena, line, strcspn(line, "\r\n"));
    if (!*line)
        line = hr_arena_printf(talk->arena, "exit status %d", result->status);
    hr_error_set(err, talk->arena, HR_ERRC_ENGINE, "%s: %s", talk->asking->client, line);
    return hr_error_hint(err, talk->arena, "see whether `docker info` works");
}

static bool image_by_client(const struct conversation *talk, struct hr_image_facts *out,
                            struct hr_error *err)
{
    const char *const words[] = { "image", "inspect", talk->asking->image->raw };
    struct hr_client_result result = { 0 };
    const struct hr_json *answer;

    if (!ask_client(talk, words, &result, err))
        return false;
    if (result.status != 0 && strcasestr(result.complaint, "no such image")) {
        out->state = HR_ABSENT;
        return true;
    }
    if (result.status != 0)
        return client_failed(talk, &result, err);
    if (!hr_json_parse(result.output.data, result.output.size, "docker image inspect", talk->arena,
                       &answer, err))
        return false;
    return hr_facts_read_image(answer->type == HR_JSON_ARRAY ? answer->child : NULL, talk->arena,
                               out, err);
}

/* The engine's own word for a status that is no success. */
static bool engine_refused(const struct conversation *talk, const struct hr_answer *answer,
                           struct hr_error *err)
{
    const char *message = hr_json_string(answer->json, "message");

    return hr_error_set(err, talk->arena, HR_ERRC_ENGINE, "the engine at %s says %d%s%s",
                        talk->endpoint.host, answer->status, message ? ": " : "",
                        message ? message : "");
}

static bool image_by_socket(const struct conversation *talk, struct hr_image_facts *out,
                            struct hr_error *err)
{
    const char *name = hr_url_escape(talk->arena, talk->asking->image->raw);
    const char *path = hr_arena_printf(talk->arena, "/images/%s/json", name);
    struct hr_answer answer;

    if (!hr_engine_get(talk->endpoint.socket_path, path, HR_ENGINE_SOCKET_MS, talk->arena, &answer,
                       err))
        return false;
    if (answer.status == 404) {
        out->state = HR_ABSENT;
        return true;
    }
    if (answer.status != 200)
        return engine_refused(talk, &answer, err);
    return hr_facts_read_image(answer.json, talk->arena, out, err);
}

static bool info_by_client(const struct conversation *talk, const struct hr_json **out,
                           struct hr_error *err)
{
    static const char *const words[] = { "info", "--format", "{{json .}}" };
    struct hr_client_result result = { 0 };

    if (!ask_client(talk, words, &result, err))
        return false;
    if (result.status != 0)
        return client_failed(talk, &result, err);
    return hr_json_parse(result.output.data, result.output.size, "docker info", talk->arena, out,
                         err);
}

static bool info_by_socket(const struct conversation *talk, const struct hr_json **out,
                           struct hr_error *err)
{
    struct hr_answer answer;

    if (!hr_engine_get(talk->endpoint.socket_path, "/info", HR_ENGINE_SOCKET_MS, talk->arena,
                       &answer, err))
        return false;
    if (answer.status != 200)
        return engine_refused(talk, &answer, err);
    *out = answer.json;
    return true;
}

static void read_info(const struct hr_json *info, struct hr_engine_facts *out)
{
    const struct hr_json *options = hr_json_get(info, "SecurityOptions");
    int64_t cpus;

    if (hr_json_integer(hr_json_get(info, "NCPU"), &cpus) && cpus > 0)
        out->cpus = cpus;
    if (!options || options->type != HR_JSON_ARRAY)
        return;
    out->apparmor = HR_ABSENT;
    for (const struct hr_json *option = options->child; option; option = option->next) {
        if (option->type == HR_JSON_STRING && strcmp(option->text, "name=apparmor") == 0)
            out->apparmor = HR_KNOWN;
    }
}

static void note_failure(struct hr_error *err, struct hr_arena *arena, struct hr_image_facts *out)
{
    out->remedy = err->hint;
    err->hint = NULL;
    out->unknown_because = hr_error_text(err, arena);
}

static void ask(const struct conversation *talk, struct hr_facts *out)
{
    const bool local = talk->endpoint.socket_path;
    const struct hr_questions *questions = talk->asking->questions;
    const struct hr_json *info = NULL;
    struct hr_error err = { 0 };

    if (questions->image && !(local ? image_by_socket : image_by_client)(talk, &out->image, &err)) {
        note_failure(&err, talk->arena, &out->image);
        return; /* an engine that failed once would only make the person wait again */
    }
    if ((questions->cpus || questions->apparmor) &&
        (local ? info_by_socket : info_by_client)(talk, &info, &err))
        read_info(info, &out->engine);
}

void hr_facts_ask(const struct hr_asking *asking, struct hr_arena *arena, struct hr_facts *out)
{
    struct conversation talk = { .asking = asking, .arena = arena };
    struct hr_error err = { 0 };

    *out = (struct hr_facts){ 0 };
    if (!asking->questions->image && !asking->questions->cpus && !asking->questions->apparmor)
        return;
    if (!hr_endpoint_find(&asking->host->environ, arena, &talk.endpoint, &err)) {
        if (asking->questions->image)
            note_failure(&err, arena, &out->image);
        return;
    }
    out->engine.endpoint = talk.endpoint.host;
    ask(&talk, out);
}
