/* SPDX-License-Identifier: MIT */
#include "world.h"

#include "hrun/base/text.h"

#include "../golden/answers.h"
#include "../golden/environment.h"
#include "../golden/paths.h"

#include <string.h>
#include <sys/stat.h>

#define CALLER 1000

void world_host(const struct hr_json *world, const struct hr_strv *environ, struct hr_arena *arena,
                struct hr_host *out)
{
    const struct hr_environ all = golden_environ(world, arena);
    struct hr_strv vars = { 0 };

    for (size_t i = 0; all.vars[i]; i++)
        hr_strv_push(arena, &vars, all.vars[i]);
    hr_strv_extend(arena, &vars, environ);
    *out = (struct hr_host){
        .environ = { vars.v },
        .uid = CALLER,
        .gid = CALLER,
        .cwd = hr_json_string(hr_json_get(world, "variables"), "PWD"),
    };
}

static bool read_image(const struct hr_json *world, const char *name, struct hr_arena *arena,
                       struct hr_image_facts *out, struct hr_error *err)
{
    const struct hr_json *answer = hr_json_get(hr_json_get(world, "images"), name);

    out->state = HR_ABSENT;
    return !answer || golden_read_image(answer, arena, out, err);
}

static bool find_group(const struct hr_json *world, const struct hr_user *user, uint32_t *gid)
{
    int64_t number;

    if (!user->group)
        return true;
    *gid = user->gid;
    if (user->gid_known)
        return true;
    if (!hr_json_integer(hr_json_get(hr_json_get(world, "groups"), user->group), &number))
        return false;
    *gid = (uint32_t)number;
    return true;
}

static void read_name(const struct hr_json *world, const char *text, struct hr_arena *arena,
                      struct hr_name_facts *out)
{
    const struct hr_json *ids;
    struct hr_user user;
    int64_t uid, gid;

    hr_user_parse(text, arena, &user);
    if (!hr_names_needed(&user))
        return;
    ids = hr_json_get(hr_json_get(world, "users"), user.name);
    *out = (struct hr_name_facts){ .state = HR_NAME_UNRESOLVED,
                                   .text = text,
                                   .unresolved_because = "there is no such user" };
    if (hr_json_integer(hr_json_get(ids, "uid"), &uid) &&
        hr_json_integer(hr_json_get(ids, "gid"), &gid)) {
        out->ids = (struct hr_ids){ .uid = (uint32_t)uid, .gid = (uint32_t)gid };
        if (find_group(world, &user, &out->ids.gid))
            out->state = HR_NAME_RESOLVED;
    }
}

/* Add those of WANTED that the world does not have. */
static void add_absent(const struct hr_questions *wanted, struct hr_arena *arena,
                       struct hr_facts *out)
{
    for (size_t i = 0; i < wanted->volumes.n; i++) {
        if (!hr_facts_volume(out, wanted->volumes.v[i]))
            *HR_VEC_PUSH(arena, &out->volumes) =
                (struct hr_volume_facts){ .name = wanted->volumes.v[i], .state = HR_ABSENT };
    }
    for (size_t i = 0; i < wanted->networks.n; i++) {
        if (!hr_facts_network(out, wanted->networks.v[i]))
            *HR_VEC_PUSH(arena, &out->networks) =
                (struct hr_network_facts){ .name = wanted->networks.v[i], .state = HR_ABSENT };
    }
    for (size_t i = 0; i < wanted->donors.n; i++) {
        if (!hr_facts_container(out, wanted->donors.v[i]))
            *HR_VEC_PUSH(arena, &out->containers) =
                (struct hr_container_facts){ .name = wanted->donors.v[i], .state = HR_ABSENT };
    }
    for (size_t i = 0; i < wanted->joined.n; i++) {
        if (!hr_facts_container(out, wanted->joined.v[i]))
            *HR_VEC_PUSH(arena, &out->containers) =
                (struct hr_container_facts){ .name = wanted->joined.v[i], .state = HR_ABSENT };
    }
}

/* What KNOWN says of PATH, or a folder of the caller's. */
static void add_source(const struct hr_sources_facts *known, const char *path,
                       const struct hr_source_base *base, struct hr_arena *arena,
                       struct hr_sources_facts *out)
{
    struct hr_source_facts *source = HR_VEC_PUSH(arena, out);

    for (size_t i = 0; i < known->n; i++) {
        if (strcmp(known->v[i].given, path) == 0) {
            *source = known->v[i];
            return;
        }
    }
    source->given = path;
    source->clean = source->real = hr_source_clean(path, base, arena);
    source->state = source->clean ? HR_SOURCE_KNOWN : HR_SOURCE_UNKNOWN;
    source->unknown_because = source->clean ? NULL : "no engine takes it";
    source->mode = S_IFDIR | 0755;
    source->uid = source->gid = CALLER;
    source->fs_type = "ext4";
}

/* Leave the sources that were asked for, and those of donors and of secrets. */
static void answer_sources(const struct hr_questions *questions, const struct hr_host *host,
                           struct hr_arena *arena, struct hr_facts *out)
{
    const struct hr_source_base typed = { .cwd = host->cwd },
                                any = { .cwd = host->cwd, .any = true };
    const struct hr_sources_facts known = out->sources, secrets = out->secrets;

    out->sources = out->secrets = (struct hr_sources_facts){ 0 };
    for (size_t i = 0; i < questions->sources.n; i++)
        add_source(&known, questions->sources.v[i], &typed, arena, &out->sources);
    for (size_t i = 0; i < questions->donors.n; i++) {
        const struct hr_container_facts *donor = hr_facts_container(out, questions->donors.v[i]);

        for (size_t k = 0; k < donor->mounts.n; k++) {
            if (strcmp(donor->mounts.v[k].type, "bind") == 0)
                add_source(&known, donor->mounts.v[k].source, &typed, arena, &out->sources);
        }
    }
    for (size_t i = 0; i < questions->secrets.n; i++)
        add_source(&secrets, questions->secrets.v[i], &any, arena, &out->secrets);
    for (size_t i = 0; i < out->secrets.n && questions->secret_sources; i++) {
        struct hr_source_facts *source = HR_VEC_PUSH(arena, &out->sources);

        *source = out->secrets.v[i];
        source->given = source->clean;
    }
}

static bool is_asked(const struct hr_questions *questions, const struct hr_place_facts *place)
{
    if (place->kind != HR_PLACE_LISTED && place->kind != HR_PLACE_WRITABLE &&
        place->kind != HR_PLACE_DENIED)
        return true;
    for (size_t i = 0; i < questions->places.n; i++) {
        if (questions->places.v[i].kind == place->kind &&
            strcmp(questions->places.v[i].path,
                   place->kind == HR_PLACE_LISTED ? place->listed : place->is.given) == 0)
            return true;
    }
    return false;
}

static void answer_places(const struct hr_questions *questions, struct hr_arena *arena,
                          struct hr_facts *out)
{
    const struct hr_places_facts known = out->places;

    out->places = (struct hr_places_facts){ 0 };
    for (size_t i = 0; i < known.n; i++) {
        if (is_asked(questions, &known.v[i]))
            *HR_VEC_PUSH(arena, &out->places) = known.v[i];
    }
}

static bool answer_seccomps(const struct hr_json *world, const struct hr_questions *questions,
                            struct hr_arena *arena, struct hr_facts *out, struct hr_error *err)
{
    for (size_t i = 0; i < questions->seccomps.n; i++) {
        struct hr_seccomp_facts *filter = HR_VEC_PUSH(arena, &out->seccomps);
        const char *text;

        filter->path = questions->seccomps.v[i];
        filter->unknown_because = "there is no such file";
        text = hr_json_string(hr_json_get(world, "seccomps"), filter->path);
        if (text &&
            !hr_seccomp_read(&(const struct hr_bytes){ text, strlen(text) }, arena, filter, err))
            return false;
    }
    return true;
}

static void answer_engine(const struct hr_host *host, struct hr_engine_facts *out)
{
    out->endpoint = hr_environ_get(&host->environ, "DOCKER_HOST");
    if (out->endpoint && !hr_text_starts(out->endpoint, "unix://")) {
        out->locality = HR_LOCALITY_REMOTE;
        out->locality_because = "no unix socket";
    }
    out->cpus = 2;
}

bool world_facts(const struct world_asking *asking, struct hr_arena *arena, struct hr_facts *out,
                 struct hr_error *err)
{
    const struct hr_json *world = asking->world;
    const struct hr_questions *questions = asking->questions;
    const struct hr_host *host = asking->host;

    *out = (struct hr_facts){ .api_version = hr_environ_get(&host->environ, "DOCKER_API_VERSION"),
                              .content_trust = hr_facts_content_trust(&host->environ) };
    if (!golden_read_answers(world, arena, out, err) ||
        !golden_read_environment(world, arena, out, err) ||
        !read_image(world, asking->image->raw, arena, &out->image, err) ||
        !answer_seccomps(world, questions, arena, out, err))
        return false;
    out->proxies.state = HR_KNOWN;
    golden_read_paths(world, host, arena, out);
    answer_engine(host, &out->engine);
    add_absent(questions, arena, out);
    answer_sources(questions, host, arena, out);
    answer_places(questions, arena, out);
    if (questions->name && out->image.state == HR_KNOWN)
        read_name(world, questions->user ? questions->user : out->image.user, arena,
                  &out->image.name);
    return true;
}
