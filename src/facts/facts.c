/* SPDX-License-Identifier: MIT */
#include "hrun/facts/facts.h"

#include "hrun/base/text.h"
#include "hrun/facts/ask_name.h"
#include "hrun/facts/name_cache.h"

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

/* What is asked for, as the client and as the engine itself take the question. */
struct question {
    const char *words[3], *path;
    const char *absent; /* what the client says where there is no such thing; NULL: there is one */
};

struct reply {
    bool absent;
    const struct hr_json *json; /* NULL for an empty one */
};

static bool by_client(const struct conversation *talk, const struct question *q, struct reply *out,
                      struct hr_error *err)
{
    struct hr_client_result result = { 0 };
    const char *source = hr_arena_printf(talk->arena, "docker %s", q->words[0]);

    if (!ask_client(talk, q->words, &result, err))
        return false;
    if (result.status != 0 && q->absent && strcasestr(result.complaint, q->absent)) {
        *out = (struct reply){ .absent = true };
        return true;
    }
    if (result.status != 0)
        return client_failed(talk, &result, err);
    *out = (struct reply){ 0 };
    if (!hr_json_parse(result.output.data, result.output.size, source, talk->arena, &out->json,
                       err))
        return false;
    if (out->json->type == HR_JSON_ARRAY)
        out->json = out->json->child;
    return true;
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

static bool by_socket(const struct conversation *talk, const struct question *q, struct reply *out,
                      struct hr_error *err)
{
    struct hr_answer answer;

    if (!hr_engine_get(talk->endpoint.socket_path, q->path, HR_ENGINE_SOCKET_MS, talk->arena,
                       &answer, err))
        return false;
    *out = (struct reply){ .absent = answer.status == 404 && q->absent, .json = answer.json };
    return out->absent || answer.status == 200 || engine_refused(talk, &answer, err);
}

static bool ask_one(const struct conversation *talk, const struct question *q, struct reply *out,
                    struct hr_error *err)
{
    return (talk->endpoint.socket_path ? by_socket : by_client)(talk, q, out, err);
}

static bool ask_image(const struct conversation *talk, struct hr_image_facts *out,
                      struct hr_error *err)
{
    const char *name = talk->asking->image->raw;
    const struct question q = {
        .words = { "image", "inspect", name },
        .path = hr_arena_printf(talk->arena, "/images/%s/json", hr_url_escape(talk->arena, name)),
        .absent = "no such image",
    };
    struct reply reply = { 0 };

    if (!ask_one(talk, &q, &reply, err))
        return false;
    if (!reply.absent)
        return hr_facts_read_image(reply.json, talk->arena, out, err);
    out->state = HR_ABSENT;
    return true;
}

static bool ask_volume(const struct conversation *talk, struct hr_volume_facts *out,
                       struct hr_error *err)
{
    const struct question q = {
        .words = { "volume", "inspect", out->name },
        .path = hr_arena_printf(talk->arena, "/volumes/%s", hr_url_escape(talk->arena, out->name)),
        .absent = "no such volume",
    };
    struct reply reply = { 0 };

    if (!ask_one(talk, &q, &reply, err))
        return false;
    if (!reply.absent)
        return hr_facts_read_volume(reply.json, talk->arena, out, err);
    out->state = HR_ABSENT;
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

/* Resolve the user that will count, where it is a name: from the cache, or else by the engine. */
static void ask_name(const struct conversation *talk, struct hr_image_facts *image)
{
    const struct hr_asking *asking = talk->asking;
    const struct hr_environ *environ = &asking->host->environ;
    struct hr_name_facts *name = &image->name;
    struct hr_error err = { 0 };
    struct hr_user user;
    const char *text;

    if (image->state != HR_KNOWN)
        return;
    text = asking->questions->user ? asking->questions->user : image->user;
    hr_user_parse(text, talk->arena, &user);
    if (!hr_names_needed(&user))
        return;
    *name = (struct hr_name_facts){ .state = HR_NAME_RESOLVED, .text = text };
    if (hr_name_cache_get(environ, image->id, text, talk->arena, &name->ids))
        return;
    if (!asking->may_create)
        hr_error_set(&err, talk->arena, HR_ERRC_ENGINE, "only a launch looks names up");
    else if (!talk->endpoint.socket_path)
        hr_error_set(&err, talk->arena, HR_ERRC_ENGINE, "the engine is at no unix socket");
    else if (hr_ask_name(talk->endpoint.socket_path, image->id, &user, talk->arena, &name->ids,
                         &err)) {
        hr_name_cache_put(environ, image->id, text, &name->ids, talk->arena);
        return;
    }
    name->state = HR_NAME_UNRESOLVED;
    name->unresolved_because = hr_error_text(&err, talk->arena);
}

bool hr_facts_resolve(const struct hr_facts *facts, struct hr_user *user)
{
    const struct hr_name_facts *name = &facts->image.name;

    if (name->state != HR_NAME_RESOLVED || strcmp(name->text, user->raw) != 0)
        return false;
    user->uid_known = user->gid_known = true;
    user->uid = name->ids.uid;
    user->gid = name->ids.gid;
    return true;
}

static void ask(const struct conversation *talk, struct hr_facts *out)
{
    static const struct question about_engine = {
        .words = { "info", "--format", "{{json .}}" },
        .path = "/info",
    };
    const struct hr_questions *questions = talk->asking->questions;
    struct reply info = { 0 };
    struct hr_error err = { 0 };

    if (questions->image && !ask_image(talk, &out->image, &err)) {
        note_failure(&err, talk->arena, &out->image);
        return; /* an engine that failed once would only make the person wait again */
    }
    if (questions->name)
        ask_name(talk, &out->image);
    for (size_t i = 0; i < out->volumes.n; i++) {
        if (!ask_volume(talk, &out->volumes.v[i], &err)) {
            out->volumes.v[i].unknown_because = hr_error_text(&err, talk->arena);
            return;
        }
    }
    if ((questions->cpus || questions->apparmor) && ask_one(talk, &about_engine, &info, &err))
        read_info(info.json, &out->engine);
}

void hr_facts_ask(const struct hr_asking *asking, struct hr_arena *arena, struct hr_facts *out)
{
    const struct hr_questions *questions = asking->questions;
    struct conversation talk = { .asking = asking, .arena = arena };
    struct hr_error err = { 0 };

    *out = (struct hr_facts){ 0 };
    for (size_t i = 0; i < questions->volumes.n; i++)
        *HR_VEC_PUSH(arena, &out->volumes) =
            (struct hr_volume_facts){ .name = questions->volumes.v[i] };
    if (!questions->image && !questions->cpus && !questions->apparmor && !questions->volumes.n &&
        !questions->endpoint)
        return;
    if (!hr_endpoint_find(&asking->host->environ, arena, &talk.endpoint, &err)) {
        if (questions->image)
            note_failure(&err, arena, &out->image);
        return;
    }
    out->engine.endpoint = talk.endpoint.host;
    ask(&talk, out);
}
