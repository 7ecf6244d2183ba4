/* SPDX-License-Identifier: MIT */
#include "hrun/guard/binds.h"

#include "hrun/base/quote.h"
#include "hrun/guard/mounted.h"
#include "hrun/guard/paths.h"
#include "hrun/guard/relation.h"

#include <string.h>
#include <sys/stat.h>

static bool is_socket(const struct hr_source_facts *source)
{
    return source->state == HR_SOURCE_KNOWN && S_ISSOCK(source->mode);
}

/* Call JUDGE for every bind. */
static void each_bind(const struct hr_check *k,
                      void (*judge)(const struct hr_check *, const struct hr_mounted *))
{
    const struct hr_mounteds binds = hr_mounted_binds(k);

    for (size_t i = 0; i < binds.n; i++)
        judge(k, &binds.v[i]);
}

/* A socket that is not there, in a home, does not make the home an engine's: homes are judged as such. */
static unsigned relations_that_count(const struct hr_check *k, const struct hr_source_facts *socket)
{
    const unsigned home = hr_source_relation_home(k->c->facts, socket, "~");

    return socket->state != HR_SOURCE_ABSENT || !(home & HR_PATH_BELOW)
               ? HR_PATH_ANY
               : HR_PATH_ITSELF | HR_PATH_BELOW;
}

/* How SOURCE stands to the sockets where engines listen by default. */
static unsigned relation_to_usual(const struct hr_check *k, const struct hr_source_facts *source,
                                  const char **path)
{
    unsigned relations = HR_PATH_APART;
    size_t count;
    const struct hr_engine_socket *sockets = hr_engine_sockets(&count);

    for (size_t i = 0; i < count && !relations; i++) {
        struct hr_source_facts place = { .clean = sockets[i].path };

        *path = place.clean;
        switch (sockets[i].base) {
        case HR_SOCKET_ABSOLUTE:
            relations = hr_source_relation(source, &place);
            break;
        case HR_SOCKET_IN_RUNTIME_DIR:
            *path = place.clean = hr_arena_printf(k->arena, "/run/user/*/%s", sockets[i].path);
            relations = hr_source_relation(source, &place);
            break;
        case HR_SOCKET_IN_HOME:
            *path = hr_arena_printf(k->arena, "~/%s", sockets[i].path);
            relations = hr_source_relation_home(k->c->facts, source, *path) &
                        (HR_PATH_ITSELF | HR_PATH_BELOW);
            break;
        }
    }
    return relations;
}

/* How SOURCE stands to the sockets of engines, the one that *PATH names. */
static unsigned engine_relation(const struct hr_check *k, const struct hr_source_facts *source,
                                const char **path)
{
    const struct hr_places_facts *places = &k->c->facts->places;

    for (size_t i = 0; i < places->n; i++) {
        const struct hr_source_facts *socket = &places->v[i].is;
        unsigned relations;

        if (places->v[i].kind != HR_PLACE_ENGINE_SOCKET)
            continue;
        *path = socket->given;
        relations = hr_source_relation(source, socket) & relations_that_count(k, socket);
        if (relations)
            return relations;
    }
    return relation_to_usual(k, source, path);
}

/* The same for what is mounted below SOURCE: that it holds one. */
static unsigned submount_relation(const struct hr_check *k, const struct hr_source_facts *source,
                                  const char **path)
{
    struct hr_source_facts inner;

    for (size_t i = 0; i < source->submounts.n; i++) {
        if (hr_submount_source(k->c->facts, &source->submounts.v[i], &inner) &&
            engine_relation(k, &inner, path))
            return HR_PATH_ABOVE;
    }
    return HR_PATH_APART;
}

static void judge_engine_socket(const struct hr_check *k, const struct hr_mounted *m)
{
    const char *path = NULL;
    unsigned relations = engine_relation(k, m->source, &path);

    if (!relations)
        relations = submount_relation(k, m->source, &path);

    if (relations)
        hr_mounted_trip(k, m,
                        hr_arena_printf(k->arena,
                                        "%s %s, and whoever can talk to it is root on the host%s",
                                        relations & HR_PATH_ABOVE ? "in it is" : "that is", path,
                                        m->writable ? "" : ", read-only or not"),
                        NULL);
}

void hr_check_engine_socket(const struct hr_check *k)
{
    const struct hr_setting *api = hr_settings_last(k->c->settings, "use-api-socket");

    if (api && hr_check_is_typed(api) && api->value->as.boolean)
        hr_check_trip(k, &(const struct hr_trip){
                             .by = api,
                             .subject = "use-api-socket",
                             .why = "it mounts the engine's socket, which is root on the host, and "
                                    "hands over the passwords of registries",
                         });
    each_bind(k, judge_engine_socket);
}

static void judge_socket(const struct hr_check *k, const struct hr_mounted *m)
{
    const char *path = NULL;

    if (is_socket(m->source) && !engine_relation(k, m->source, &path))
        hr_mounted_trip(k, m, NULL, NULL);
}

void hr_check_socket_bind(const struct hr_check *k)
{
    each_bind(k, judge_socket);
}

static void judge_writable(const struct hr_check *k, const struct hr_mounted *m)
{
    const char *mode = k->c->profile->volumes.default_mode;
    const bool profiles =
        m->mount->access == HR_MOUNT_ACCESS_UNSET && mode && !m->donor && strcmp(mode, "rw") == 0;

    if (m->writable && !profiles &&
        !hr_facts_source_is_in(k->c->facts, m->source, HR_PLACE_WRITABLE))
        hr_mounted_trip(k, m, NULL,
                        m->donor ? "--volumes-from CONTAINER:ro" : "read-only: with the mode ro");
}

void hr_check_writable_bind(const struct hr_check *k)
{
    each_bind(k, judge_writable);
}

static void judge_denied(const struct hr_check *k, const struct hr_mounted *m)
{
    const struct hr_places_facts *places = &k->c->facts->places;

    for (size_t i = 0; i < places->n; i++) {
        if (places->v[i].kind != HR_PLACE_DENIED ||
            !hr_source_relation(m->source, &places->v[i].is))
            continue;
        hr_mounted_trip(
            k, m,
            hr_arena_printf(k->arena, "the profile's volumes.deny has %s", places->v[i].is.given),
            "another folder");
        return;
    }
}

void hr_check_bind_denied(const struct hr_check *k)
{
    each_bind(k, judge_denied);
}

/* True if the engine would make the source of MOUNT where there is none; --mount fails instead. */
static bool makes_source(const struct hr_mount *mount)
{
    return mount->syntax == HR_MOUNT_FROM_VOLUME ||
           (mount->syntax == HR_MOUNT_FROM_MOUNT && mount->create_source);
}

static void judge_missing(const struct hr_check *k, const struct hr_mounted *m)
{
    const char *clean = m->source->clean;

    if (m->source->state == HR_SOURCE_ABSENT && makes_source(m->mount))
        hr_mounted_trip(
            k, m,
            hr_arena_printf(k->arena,
                            "%s is not there, and the engine would make it, owned by root", clean),
            hr_arena_printf(k->arena, "mkdir -p %s", hr_quote_shell(k->arena, clean)));
}

void hr_check_missing_source(const struct hr_check *k)
{
    if (k->c->facts->engine.locality != HR_LOCALITY_REMOTE)
        each_bind(k, judge_missing);
}

static void judge_remote(const struct hr_check *k, const struct hr_mounted *m)
{
    const struct hr_engine_facts *engine = &k->c->facts->engine;

    if (!m->donor)
        hr_mounted_trip(k, m,
                        hr_arena_printf(k->arena,
                                        "the engine takes its own %s, not this host's%s%s",
                                        m->source->clean ? m->source->clean : m->subject,
                                        engine->locality_because ? ": " : "",
                                        engine->locality_because ? engine->locality_because : ""),
                        NULL);
}

void hr_check_remote_bind(const struct hr_check *k)
{
    const struct hr_engine_facts *engine = &k->c->facts->engine;

    /* An engine that cannot be reached is told of with the image. */
    if (engine->locality == HR_LOCALITY_REMOTE ||
        (engine->locality_because && !k->c->facts->image.unknown_because))
        each_bind(k, judge_remote);
}
