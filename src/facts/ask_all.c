/* SPDX-License-Identifier: MIT */
/* Many questions at once: over the socket's kept connections, or with one run of the client for many
 * names. */
#include "hrun/base/text.h"
#include "hrun/engine/pool.h"

#include "client.h"

#include <string.h>

#define NAMES_MAX 64 /* for one run of the client, whose answer is bounded */

/* Those of NAMES that BOOK has no answer for, each once. */
static struct hr_strv unknown_of(const struct hr_ask *ask, const struct hr_ask_kind *kind,
                                 const struct hr_strv *names)
{
    struct hr_strv unknown = { 0 };
    struct hr_map seen = { 0 };
    size_t old;

    for (size_t i = 0; i < names->n; i++) {
        const char *path = hr_ask_path(kind, names->v[i], ask->arena);

        if (!hr_notebook_find(ask->asking->notebook, path) &&
            !hr_map_put(&seen, ask->arena, path, 0, &old))
            hr_strv_push(ask->arena, &unknown, names->v[i]);
    }
    return unknown;
}

static void ask_socket(const struct hr_ask *ask, const struct hr_ask_kind *kind,
                       const struct hr_strv *names)
{
    const struct hr_pool pool = {
        .socket_path = ask->endpoint.socket_path,
        .timeout_ms = HR_ENGINE_SOCKET_MS,
        .progress = ask->asking->progress,
    };
    struct hr_pool_questions questions = { 0 };

    for (size_t i = 0; i < names->n; i++)
        HR_VEC_PUSH(ask->arena, &questions)->path = hr_ask_path(kind, names->v[i], ask->arena);
    hr_pool_ask(&pool, ask->arena, &questions);
    for (size_t i = 0; i < questions.n; i++) {
        const struct hr_pool_question *q = &questions.v[i];
        struct hr_note note = { .err = q->err };

        note.answered = q->answered && hr_ask_reply(ask, &q->answer, true, &note.reply, &note.err);
        hr_notebook_add(ask->asking->notebook, q->path, &note, ask->arena);
    }
}

/* True if THING is called so in full: where one is missing, the place in the client's list does not tell
 * whose answer it is, and the start of an id may be another's. */
static bool is_called(const struct hr_json *thing, const char *name)
{
    const char *id = hr_json_string(thing, "Id"), *own = hr_json_string(thing, "Name");

    return (id && strcmp(id, name) == 0) || (own && strcmp(own + (own[0] == '/'), name) == 0);
}

void hr_ask_learned(const struct hr_ask *ask, const struct hr_ask_kind *kind, const char *name,
                    const struct hr_json *json)
{
    const struct hr_note note = { .answered = true, .reply = { .json = json } };
    const char *path = hr_ask_path(kind, name, ask->arena);

    if (!hr_notebook_find(ask->asking->notebook, path))
        hr_notebook_add(ask->asking->notebook, path, &note, ask->arena);
}

/* Write down what LIST, the client's, has of NAMES. */
static void note_list(const struct hr_ask *ask, const struct hr_ask_kind *kind,
                      const struct hr_strv *names, const struct hr_json *list)
{
    const bool whole = list->count == names->n;
    const struct hr_json *thing = list->child;

    for (size_t i = 0; i < names->n && thing; i++) {
        if (!whole && !is_called(thing, names->v[i]))
            continue;
        hr_ask_learned(ask, kind, names->v[i], thing);
        thing = thing->next;
    }
}

/* Ask for the COUNT names from FIRST on. What is not told is asked for later, by itself. */
static void ask_client(const struct hr_ask *ask, const struct hr_ask_kind *kind,
                       const struct hr_strv *names)
{
    struct hr_client_result result = { 0 };
    struct hr_strv words = { 0 };
    const struct hr_json *list;
    struct hr_error ignored;

    hr_strv_push(ask->arena, &words, kind->noun);
    hr_strv_push(ask->arena, &words, "inspect");
    hr_strv_push(ask->arena, &words, "--");
    hr_strv_extend(ask->arena, &words, names);
    if (hr_ask_client(ask, &words, &result, &ignored) &&
        hr_json_parse(result.output.data, result.output.size, "docker", ask->arena, &list,
                      &ignored) &&
        list->type == HR_JSON_ARRAY)
        note_list(ask, kind, names, list);
}

void hr_ask_all(const struct hr_ask *ask, const struct hr_ask_kind *kind,
                const struct hr_strv *names)
{
    const struct hr_strv unknown = unknown_of(ask, kind, names);

    if (ask->endpoint.socket_path) {
        ask_socket(ask, kind, &unknown);
        return;
    }
    for (size_t i = 0; i < unknown.n; i += NAMES_MAX) {
        const size_t left = unknown.n - i;
        const struct hr_strv some = { .v = unknown.v + i,
                                      .n = left < NAMES_MAX ? left : NAMES_MAX };

        ask_client(ask, kind, &some);
    }
}

static bool running_by_client(const struct hr_ask *ask, struct hr_strv *out, struct hr_error *err)
{
    static const char *const list[] = { "container", "ls", "--quiet", "--no-trunc" };
    struct hr_client_result result = { 0 };
    struct hr_strv words = { 0 };
    char *lines;

    for (size_t i = 0; i < HR_ARRAY_LEN(list); i++)
        hr_strv_push(ask->arena, &words, list[i]);
    if (!hr_ask_client(ask, &words, &result, err))
        return false;
    if (result.status != 0)
        return hr_ask_client_failed(ask, &result, err);
    lines = hr_arena_strndup(ask->arena, result.output.data, result.output.size);
    for (char *line = lines, *next; line; line = next) {
        next = hr_text_cut(strchr(line, '\n'));
        if (*line)
            hr_strv_push(ask->arena, out, line);
    }
    return true;
}

bool hr_ask_running(const struct hr_ask *ask, struct hr_strv *out, struct hr_error *err)
{
    static const struct hr_question question = { .path = "/containers/json" };
    struct hr_reply reply = { 0 };

    if (!ask->endpoint.socket_path)
        return running_by_client(ask, out, err);
    if (!hr_ask(ask, &question, &reply, err))
        return false;
    if (!reply.json || reply.json->type != HR_JSON_ARRAY)
        return hr_error_set(err, ask->arena, HR_ERRC_ENGINE, "the engine at %s lists no containers",
                            ask->endpoint.host);
    for (const struct hr_json *one = reply.json->child; one; one = one->next) {
        const char *id = hr_json_string(one, "Id");

        if (!id)
            return hr_error_set(err, ask->arena, HR_ERRC_ENGINE,
                                "the engine at %s lists a container without an id",
                                ask->endpoint.host);
        hr_strv_push(ask->arena, out, id);
    }
    return true;
}
