/* SPDX-License-Identifier: MIT */
#include "hrun/facts/ask.h"

#include "hrun/base/text.h"

#include "client.h"

#include <string.h>

const struct hr_ask_kind hr_ask_images = { "image", "/images/", "/json", { "no such image" } };
const struct hr_ask_kind hr_ask_volumes = { "volume", "/volumes/", "", { "no such volume" } };
const struct hr_ask_kind hr_ask_containers = {
    "container", "/containers/", "/json", { "no such container" }
};
/* 20.10 says "No such network: x", newer ones "network x not found". */
const struct hr_ask_kind hr_ask_networks = {
    "network", "/networks/", "", { "no such network", "not found" }
};

bool hr_ask_client(const struct hr_ask *ask, const struct hr_strv *words,
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
    hr_strv_extend(ask->arena, &argv, words);
    call.argv = argv.v;
    return hr_client_run(&call, ask->arena, out, err);
}

bool hr_ask_client_failed(const struct hr_ask *ask, const struct hr_client_result *result,
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
    struct hr_strv words = { 0 };
    const char *source = hr_arena_printf(ask->arena, "docker %s", q->words[0]);

    for (size_t i = 0; i < HR_ARRAY_LEN(q->words); i++)
        hr_strv_push(ask->arena, &words, q->words[i]);
    if (!hr_ask_client(ask, &words, &result, err))
        return false;
    if (result.status != 0 && says_absent(q, result.complaint)) {
        *out = (struct hr_reply){ .absent = true };
        return true;
    }
    if (result.status != 0)
        return hr_ask_client_failed(ask, &result, err);
    *out = (struct hr_reply){ 0 };
    if (!hr_json_parse(result.output.data, result.output.size, source, ask->arena, &out->json, err))
        return false;
    if (out->json->type == HR_JSON_ARRAY)
        out->json = out->json->child;
    return true;
}

bool hr_ask_reply(const struct hr_ask *ask, const struct hr_answer *answer, bool may_be_absent,
                  struct hr_reply *out, struct hr_error *err)
{
    const char *message = hr_json_string(answer->json, "message");

    if (answer->status == 200 || (answer->status == 404 && may_be_absent)) {
        *out = (struct hr_reply){ .absent = answer->status == 404, .json = answer->json };
        return true;
    }
    return hr_error_set(err, ask->arena, HR_ERRC_ENGINE, "the engine at %s says %d%s%s",
                        ask->endpoint.host, answer->status, message ? ": " : "",
                        message ? message : "");
}

static bool by_socket(const struct hr_ask *ask, const struct hr_question *q, struct hr_reply *out,
                      struct hr_error *err)
{
    struct hr_answer answer;

    return hr_engine_get(ask->endpoint.socket_path, q->path, HR_ENGINE_SOCKET_MS, ask->arena,
                         &answer, err) &&
           hr_ask_reply(ask, &answer, q->absent[0] != NULL, out, err);
}

/* Ask QUESTION and write down what came of it. */
static struct hr_note note_of(const struct hr_ask *ask, const struct hr_question *question)
{
    struct hr_note note = { 0 };

    note.answered =
        (ask->endpoint.socket_path ? by_socket : by_client)(ask, question, &note.reply, &note.err);
    if (ask->asking->notebook)
        hr_notebook_add(ask->asking->notebook, question->path, &note, ask->arena);
    return note;
}

bool hr_ask(const struct hr_ask *ask, const struct hr_question *question, struct hr_reply *out,
            struct hr_error *err)
{
    const struct hr_notebook *book = ask->asking->notebook;
    const struct hr_note *old = book ? hr_notebook_find(book, question->path) : NULL;
    const struct hr_note note = old ? *old : note_of(ask, question);

    if (note.answered)
        *out = note.reply;
    else
        *err = note.err;
    return note.answered;
}

const char *hr_ask_path(const struct hr_ask_kind *kind, const char *name, struct hr_arena *arena)
{
    return hr_arena_printf(arena, "%s%s%s", kind->path, hr_url_escape(arena, name), kind->below);
}

bool hr_ask_named(const struct hr_ask *ask, const struct hr_ask_kind *kind, const char *name,
                  struct hr_reply *out, struct hr_error *err)
{
    const struct hr_question question = {
        .words = { kind->noun, "inspect", name },
        .path = hr_ask_path(kind, name, ask->arena),
        .absent = { kind->absent[0], kind->absent[1] },
    };

    return hr_ask(ask, &question, out, err);
}
