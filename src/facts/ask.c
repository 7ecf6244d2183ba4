/* SPDX-License-Identifier: MIT */
#include "hrun/facts/ask.h"

#include "hrun/base/text.h"

#include <string.h>

static bool run_client(const struct hr_ask *ask, const char *const words[3],
                       struct hr_client_result *out, struct hr_error *err)
{
    struct hr_strv argv = { 0 };
    struct hr_client_call call = {
        .path = ask->asking->client,
        .envp = ask->asking->host->environ.vars,
        .timeout_ms = HR_ENGINE_CLIENT_MS,
        .progress = ask->asking->progress,
    };

    if (!call.path) {
        hr_error_set(err, ask->arena, HR_ERRC_ENGINE,
                     "no docker client is found to ask the engine at %s with", ask->endpoint.host);
        return hr_error_hint(err, ask->arena,
                             "install docker's client, or name it with --engine PATH");
    }
    hr_strv_push(ask->arena, &argv, ask->asking->client);
    hr_strv_extend(ask->arena, &argv, &ask->asking->host->globals);
    for (size_t i = 0; i < 3; i++)
        hr_strv_push(ask->arena, &argv, words[i]);
    call.argv = argv.v;
    return hr_client_run(&call, ask->arena, out, err);
}

/* The client failed: show the first line of its own complaint that is no warning. */
static bool client_failed(const struct hr_ask *ask, const struct hr_client_result *result,
                          struct hr_error *err)
{
    const char *line = result->complaint;

    while (hr_text_starts(line, "WARNING") && strchr(line, '\n'))
        line = strchr(line, '\n') + 1;
    line = hr_arena_strndup(ask->arena, line, strcspn(line, "\r\n"));
    if (!*line)
        line = hr_arena_printf(ask->arena, "exit status %d", result->status);
    hr_error_set(err, ask->arena, HR_ERRC_ENGINE, "%s: %s", ask->asking->client, line);
    return hr_error_hint(err, ask->arena, "see whether `docker info` works");
}

static bool says_absent(const struct hr_question *q, const char *complaint)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(q->absent); i++) {
        if (q->absent[i] && strcasestr(complaint, q->absent[i]))
            return true;
    }
    return false;
}

static bool by_client(const struct hr_ask *ask, const struct hr_question *q, struct hr_reply *out,
                      struct hr_error *err)
{
    struct hr_client_result result = { 0 };
    const char *source = hr_arena_printf(ask->arena, "docker %s", q->words[0]);

    if (!run_client(ask, q->words, &result, err))
        return false;
    if (result.status != 0 && says_absent(q, result.complaint)) {
        *out = (struct hr_reply){ .absent = true };
        return true;
    }
    if (result.status != 0)
        return client_failed(ask, &result, err);
    *out = (struct hr_reply){ 0 };
    if (!hr_json_parse(result.output.data, result.output.size, source, ask->arena, &out->json, err))
        return false;
    if (out->json->type == HR_JSON_ARRAY)
        out->json = out->json->child;
    return true;
}

/* The engine's own word for a status that is no success. */
static bool engine_refused(const struct hr_ask *ask, const struct hr_answer *answer,
                           struct hr_error *err)
{
    const char *message = hr_json_string(answer->json, "message");

    return hr_error_set(err, ask->arena, HR_ERRC_ENGINE, "the engine at %s says %d%s%s",
                        ask->endpoint.host, answer->status, message ? ": " : "",
                        message ? message : "");
}

static bool by_socket(const struct hr_ask *ask, const struct hr_question *q, struct hr_reply *out,
                      struct hr_error *err)
{
    struct hr_answer answer;

    if (!hr_engine_get(ask->endpoint.socket_path, q->path, HR_ENGINE_SOCKET_MS, ask->arena, &answer,
                       err))
        return false;
    *out = (struct hr_reply){ .absent = answer.status == 404 && q->absent[0], .json = answer.json };
    return out->absent || answer.status == 200 || engine_refused(ask, &answer, err);
}

bool hr_ask(const struct hr_ask *ask, const struct hr_question *question, struct hr_reply *out,
            struct hr_error *err)
{
    return (ask->endpoint.socket_path ? by_socket : by_client)(ask, question, out, err);
}

bool hr_ask_named(const struct hr_ask *ask, const struct hr_ask_kind *kind, const char *name,
                  struct hr_reply *out, struct hr_error *err)
{
    const struct hr_question question = {
        .words = { kind->noun, "inspect", name },
        .path = hr_arena_printf(ask->arena, "%s%s%s", kind->path, hr_url_escape(ask->arena, name),
                                kind->below),
        .absent = { kind->absent[0], kind->absent[1] },
    };

    return hr_ask(ask, &question, out, err);
}
