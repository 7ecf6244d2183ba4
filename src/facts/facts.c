/* SPDX-License-Identifier: MIT */
#include "hrun/facts/facts.h"

#include "hrun/docker/go.h"
#include "hrun/facts/ask.h"

#include "engine.h"
#include "locality.h"
#include "place.h"
#include "platform.h"
#include "recursion.h"
#include "users.h"

#include <string.h>
#include <unistd.h>

/* Containers that join the namespaces of others, in a row. Whoever makes more of them wants to be lost
 * sight of: the rest is not asked for, and what is not known is refused. */
#define JOINED_MAX 16

static bool ask_image(const struct hr_ask *talk, struct hr_image_facts *out, struct hr_error *err)
{
    const char *platform = talk->asking->questions->platform;
    struct hr_ask_kind kind = hr_ask_images;
    struct hr_reply reply = { 0 };

    if (platform)
        kind.below = hr_arena_printf(talk->arena, "%s%s", kind.below,
                                     hr_platform_query(platform, talk->arena));
    if (!hr_ask_named(talk, &kind, talk->asking->image->raw, &reply, err))
        return false;
    /* One of another platform is not what will run, but fetched, or refused by the engine. */
    if (!reply.absent && (!platform || hr_platform_fits(platform, reply.json, talk->arena)))
        return hr_facts_read_image(reply.json, talk->arena, out, err);
    out->state = HR_ABSENT;
    return true;
}

static bool ask_volume(const struct hr_ask *talk, struct hr_volume_facts *out, struct hr_error *err)
{
    struct hr_reply reply = { 0 };

    if (!hr_ask_named(talk, &hr_ask_volumes, out->name, &reply, err))
        return false;
    if (!reply.absent)
        return hr_facts_read_volume(reply.json, talk->arena, out, err);
    out->state = HR_ABSENT;
    return true;
}

static bool ask_network(const struct hr_ask *talk, struct hr_network_facts *out,
                        struct hr_error *err)
{
    struct hr_reply reply = { 0 };

    if (!hr_ask_named(talk, &hr_ask_networks, out->name, &reply, err))
        return false;
    if (!reply.absent)
        return hr_facts_read_network(reply.json, talk->arena, out, err);
    out->state = HR_ABSENT;
    return true;
}

static bool ask_container(const struct hr_ask *talk, struct hr_container_facts *out,
                          struct hr_error *err)
{
    struct hr_reply reply = { 0 };

    if (!hr_ask_named(talk, &hr_ask_containers, out->name, &reply, err))
        return false;
    if (!reply.absent)
        return hr_facts_read_container(reply.json, talk->arena, out, err);
    out->state = HR_ABSENT;
    return true;
}

static void want_volume(const char *name, struct hr_arena *arena, struct hr_facts *out)
{
    if (*name && !hr_facts_volume(out, name))
        *HR_VEC_PUSH(arena, &out->volumes) = (struct hr_volume_facts){ .name = name };
}

static void want_container(const char *name, bool joined, struct hr_arena *arena,
                           struct hr_facts *out)
{
    struct hr_containers_facts *list = &out->containers;

    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->v[i].name, name) == 0) {
            list->v[i].joined |= joined;
            return;
        }
    }
    *HR_VEC_PUSH(arena, list) = (struct hr_container_facts){ .name = name, .joined = joined };
}

/* What the container at place I of the list leans on itself. */
static void want_more(size_t i, struct hr_arena *arena, struct hr_facts *out)
{
    const struct hr_container_facts c = out->containers.v[i];
    const char *const modes[] = { c.network, c.pid, c.ipc };

    for (size_t k = 0; k < c.mounts.n && !c.joined; k++)
        want_volume(c.mounts.v[k].name, arena, out);
    for (size_t k = 0; k < HR_ARRAY_LEN(modes) && c.joined && i < JOINED_MAX; k++) {
        const char *name = hr_container_of_mode(modes[k]);

        if (name)
            want_container(name, true, arena, out);
    }
}

/* The list grows on the way. */
static bool ask_containers(const struct hr_ask *talk, struct hr_facts *out, struct hr_error *err)
{
    for (size_t i = 0; i < out->containers.n; i++) {
        struct hr_container_facts *c = &out->containers.v[i];

        if (!ask_container(talk, c, err)) {
            c->unknown_because = hr_error_text(err, talk->arena);
            return false;
        }
        if (c->state == HR_KNOWN)
            want_more(i, talk->arena, out);
    }
    return true;
}

static bool ask_volumes(const struct hr_ask *talk, struct hr_facts *out, struct hr_error *err)
{
    for (size_t i = 0; i < out->volumes.n; i++) {
        if (!ask_volume(talk, &out->volumes.v[i], err)) {
            out->volumes.v[i].unknown_because = hr_error_text(err, talk->arena);
            return false;
        }
    }
    return true;
}

static bool ask_networks(const struct hr_ask *talk, struct hr_facts *out, struct hr_error *err)
{
    for (size_t i = 0; i < out->networks.n; i++) {
        if (!ask_network(talk, &out->networks.v[i], err)) {
            out->networks.v[i].unknown_because = hr_error_text(err, talk->arena);
            return false;
        }
    }
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
        if (option->type != HR_JSON_STRING)
            continue;
        if (strcmp(option->text, "name=apparmor") == 0)
            out->apparmor = HR_KNOWN;
        out->maps_users |=
            strcmp(option->text, "name=rootless") == 0 || strcmp(option->text, "name=userns") == 0;
    }
}

static void note_failure(struct hr_error *err, struct hr_arena *arena, struct hr_image_facts *out)
{
    out->remedy = err->hint;
    err->hint = NULL;
    out->unknown_because = hr_error_text(err, arena);
}

/* Where the binds lead that donors hand on. */
static void survey_donors(const struct hr_survey *survey, struct hr_facts *out)
{
    for (size_t i = 0; i < out->containers.n; i++) {
        const struct hr_container_facts *c = &out->containers.v[i];

        for (size_t k = 0; k < c->mounts.n && !c->joined; k++) {
            if (strcmp(c->mounts.v[k].type, "bind") == 0)
                hr_survey_source(survey, c->mounts.v[k].source, out);
        }
    }
}

/* What the engine says of itself. */
static void ask_info(const struct hr_ask *talk, const struct hr_survey *survey,
                     struct hr_facts *out)
{
    static const struct hr_question about_engine = {
        .words = { "info", "--format", "{{json .}}" },
        .path = "/info",
    };
    struct hr_reply info = { 0 };
    struct hr_error ignored;
    const char *data;

    if (!hr_ask(talk, &about_engine, &info, &ignored))
        return;
    read_info(info.json, &out->engine);
    if (!survey)
        return;
    out->engine.recursive_read_only = hr_recursion_ask(talk, info.json, &out->sources);
    data = hr_json_string(info.json, "DockerRootDir");
    if (data)
        hr_survey_add(survey, HR_PLACE_ENGINE_DATA, data, out);
}

/* An engine that failed once would only make the person wait again. SURVEY is NULL where no path
 * counts. */
static void ask(const struct hr_ask *talk, const struct hr_survey *survey, struct hr_facts *out)
{
    const struct hr_questions *questions = talk->asking->questions;
    struct hr_error err = { 0 };
    bool known;

    if (questions->image && !ask_image(talk, &out->image, &err)) {
        note_failure(&err, talk->arena, &out->image);
        return;
    }
    if (questions->name)
        hr_ask_users(talk, &out->image);
    known = ask_containers(talk, out, &err);
    if (questions->container)
        hr_ask_user_in(talk, hr_facts_container(out, questions->container), &out->image.name);
    if (!known || !ask_volumes(talk, out, &err) || !ask_networks(talk, out, &err))
        return;
    if (survey)
        survey_donors(survey, out);
    if (questions->cpus || questions->apparmor || survey || questions->secrets.n > 0)
        ask_info(talk, survey, out);
}

/* The lists of what has a name, nothing of it known yet. */
static void list_wanted(const struct hr_questions *questions, struct hr_arena *arena,
                        struct hr_facts *out)
{
    for (size_t i = 0; i < questions->volumes.n; i++)
        want_volume(questions->volumes.v[i], arena, out);
    for (size_t i = 0; i < questions->joined.n; i++)
        want_container(questions->joined.v[i], true, arena, out);
    for (size_t i = 0; i < questions->donors.n; i++)
        want_container(questions->donors.v[i], false, arena, out);
    for (size_t i = 0; i < questions->networks.n; i++)
        *HR_VEC_PUSH(arena, &out->networks) =
            (struct hr_network_facts){ .name = questions->networks.v[i] };
}

static void ask_locality(struct hr_survey *survey, const struct hr_endpoint *endpoint,
                         struct hr_engine_facts *out)
{
    struct hr_notebook *book = survey->asking->notebook;
    struct hr_engine_facts *kept;
    struct hr_engine_process *engine;

    if (book && book->locality) {
        out->locality = book->locality->locality;
        out->locality_because = book->locality->locality_because;
        survey->engine = *book->engine;
        return;
    }
    hr_locality_ask(endpoint, survey, out);
    if (!book)
        return;
    kept = hr_arena_alloc(survey->arena, sizeof(*kept));
    *kept = *out;
    book->locality = kept;
    engine = hr_arena_alloc(survey->arena, sizeof(*engine));
    *engine = survey->engine;
    book->engine = engine;
}

/* Whether the engine's paths are this host's, and where its own socket is. */
static void survey_endpoint(struct hr_survey *survey, const struct hr_endpoint *endpoint,
                            struct hr_facts *out)
{
    ask_locality(survey, endpoint, &out->engine);
    if (endpoint->socket_path && *endpoint->socket_path == '/')
        hr_survey_add(survey, HR_PLACE_ENGINE_SOCKET, endpoint->socket_path, out);
}

static void ask_secrets(const struct hr_asking *asking, struct hr_arena *arena,
                        struct hr_facts *out)
{
    const struct hr_source_base base = { .cwd = asking->host->cwd, .any = true };

    for (size_t i = 0; i < asking->questions->secrets.n; i++) {
        struct hr_source_facts *is = HR_VEC_PUSH(arena, &out->secrets);

        is->given = asking->questions->secrets.v[i];
        is->clean = hr_source_clean(is->given, &base, arena);
        if (is->clean)
            hr_source_ask(hr_mountinfo_parse("", arena), arena, is);
        if (is->state == HR_SOURCE_KNOWN)
            is->barred = access(is->real, R_OK) != 0;
        if (!is->clean)
            is->unknown_because =
                *base.cwd == '/' ? "it is not UTF-8"
                                 : "the working directory, from which it goes on, cannot be told";
    }
}

bool hr_facts_content_trust(const struct hr_environ *env)
{
    const char *text = hr_environ_get(env, "DOCKER_CONTENT_TRUST");
    bool on = true;

    return text && *text && (!hr_go_bool(text, &on) || on);
}

void hr_facts_ask(const struct hr_asking *asking, struct hr_arena *arena, struct hr_facts *out)
{
    const struct hr_questions *questions = asking->questions;
    const bool has_paths =
        questions->sources.n > 0 || questions->donors.n > 0 || questions->secret_sources;
    const struct hr_environ *settings = hr_host_settings(asking->host);
    struct hr_ask talk = { .asking = asking, .arena = arena };
    struct hr_survey survey;
    struct hr_error err = { 0 };

    *out = (struct hr_facts){
        .api_version = hr_environ_get(&asking->host->environ, "DOCKER_API_VERSION"),
        .content_trust = hr_facts_content_trust(&asking->host->environ),
    };
    list_wanted(questions, arena, out);
    hr_env_files_read(&questions->env_files, arena, &out->env_files);
    hr_env_files_locate(asking->host->cwd, arena, &out->env_files);
    ask_secrets(asking, arena, out);
    for (size_t i = 0; i < questions->seccomps.n; i++)
        hr_seccomp_ask(questions->seccomps.v[i], arena, HR_VEC_PUSH(arena, &out->seccomps));
    if (has_paths)
        hr_survey_take(asking, arena, &survey, out);
    if (!questions->image && !questions->cpus && !questions->apparmor && !out->volumes.n &&
        !out->containers.n && !out->networks.n && !questions->endpoint && !has_paths &&
        !questions->proxies)
        return;
    if (!hr_endpoint_find(settings, arena, &talk.endpoint, &err)) {
        if (questions->image)
            note_failure(&err, arena, &out->image);
        if (questions->proxies)
            hr_proxies_ask(settings, NULL, arena, &out->proxies);
        return;
    }
    if (questions->proxies)
        hr_proxies_ask(settings, &talk.endpoint, arena, &out->proxies);
    out->engine.endpoint = talk.endpoint.host;
    if (has_paths)
        survey_endpoint(&survey, &talk.endpoint, out);
    ask(&talk, has_paths ? &survey : NULL, out);
    if (has_paths) {
        hr_survey_as_engine(&survey, out);
        hr_survey_engines(&survey, out);
    }
}

const struct hr_container_facts *hr_facts_container(const struct hr_facts *facts, const char *name)
{
    for (size_t i = 0; i < facts->containers.n; i++) {
        if (strcmp(facts->containers.v[i].name, name) == 0)
            return &facts->containers.v[i];
    }
    return NULL;
}

const struct hr_network_facts *hr_facts_network(const struct hr_facts *facts, const char *name)
{
    for (size_t i = 0; i < facts->networks.n; i++) {
        if (strcmp(facts->networks.v[i].name, name) == 0)
            return &facts->networks.v[i];
    }
    return NULL;
}

const struct hr_seccomp_facts *hr_facts_seccomp(const struct hr_facts *facts, const char *path)
{
    for (size_t i = 0; i < facts->seccomps.n; i++) {
        if (strcmp(facts->seccomps.v[i].path, path) == 0)
            return &facts->seccomps.v[i];
    }
    return NULL;
}
