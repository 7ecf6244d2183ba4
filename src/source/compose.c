/* SPDX-License-Identifier: MIT */
#include "hrun/source/compose.h"

#include "hrun/base/text.h"

#include "service.h"

#include <string.h>

#define EXTENDS_MAX  8
#define SERVICES_MAX 1000 /* each is judged whole */

static bool fail(const struct hr_json *node, const struct hr_compose *compose,
                 struct hr_arena *arena, const char *msg, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_INPUT, "%s", msg);
    err->where =
        (struct hr_where){ .source = compose->path, .line = node->line, .column = node->column };
    return false;
}

/* The service that SERVICE extends; NULL if it extends none, or one that cannot be followed. */
static const struct hr_json *parent_of(struct hr_service_work *w, const struct hr_json *service)
{
    const struct hr_json *extends = hr_json_get(service, "extends"), *parent;
    const bool object = extends && extends->type == HR_JSON_OBJECT;
    const char *name;

    if (!extends)
        return NULL;
    if (object && hr_json_get(extends, "file")) {
        hr_service_fail(w, extends, "it extends a service of another file, which is not followed");
        return NULL;
    }
    name = object ? hr_service_member(w, extends, "service") : hr_service_text(w, extends);
    parent = name ? hr_service_declared(w, "services", name) : NULL;
    if (parent && parent->type == HR_JSON_OBJECT)
        return parent;
    hr_service_fail(w, extends, "it extends no service of this file");
    return NULL;
}

/* The image that docker would be told, and the parsed reference of it. */
static void read_image(struct hr_service_work *w, const struct hr_json *image)
{
    struct hr_invocation *invocation = &w->out->invocation;
    struct hr_error err;

    invocation->image_word = image ? hr_service_text(w, image) : NULL;
    if (!invocation->image_word && w->out->is_built)
        invocation->image_word = hr_arena_printf(w->arena, "%s-%s", w->project, w->out->name);
    if (!invocation->image_word) {
        hr_service_fail(w, w->at, "it has neither image nor build");
        return;
    }
    invocation->has_image =
        hr_reference_parse(invocation->image_word, w->arena, &invocation->image, &err);
    if (!invocation->has_image)
        hr_service_fail(w, image ? image : w->at, err.msg);
}

/* Without a network of its own a service joins the project's. */
static void join_default(struct hr_service_work *w, const struct hr_json *service)
{
    const struct hr_json *declared = hr_service_declared(w, "networks", "default");

    if (!hr_settings_first(&w->out->invocation.settings, "network"))
        hr_service_add(w, "network", hr_service_global(w, "default", declared), service);
}

static void read_service(struct hr_service_work *w, const struct hr_json *service)
{
    const struct hr_json *chain[EXTENDS_MAX], *image = NULL;
    size_t n = 0;

    w->at = service;
    for (const struct hr_json *next = service; next; next = parent_of(w, next)) {
        if (n == EXTENDS_MAX) {
            hr_service_fail(w, service, "too many services extend each other");
            break;
        }
        chain[n++] = next;
        image = image ? image : hr_json_get(next, "image");
    }
    while (n > 0)
        hr_service_read(w, chain[--n]);
    join_default(w, service);
    w->at = service;
    read_image(w, image);
}

/* Lower case, digits, '-' and '_', as Compose makes a project's name of a folder's. */
static const char *project_of(const struct hr_json *document, const struct hr_compose *compose,
                              struct hr_arena *arena)
{
    const char *name = hr_json_string(document, "name");
    char *out = hr_text_lower(arena, name ? name : compose->project), *end = out;

    for (const char *c = out; *c; c++) {
        if (strchr(HR_LOWER HR_DIGITS "-_", *c) && (end > out || !strchr("-_", *c)))
            *end++ = *c;
    }
    *end = '\0';
    return out;
}

/* What the file as a whole cannot be judged with. */
static bool check_document(const struct hr_json *document, const struct hr_compose *compose,
                           struct hr_arena *arena, struct hr_error *err)
{
    static const char *const known[] = { "configs", "models",   "name",    "networks",
                                         "secrets", "services", "version", "volumes" };
    const struct hr_json *services = hr_json_get(document, "services");

    if (!services || services->type != HR_JSON_OBJECT)
        return fail(document, compose, arena, "no compose file: it has no services", err);
    for (const struct hr_json *node = document->child; node; node = node->next) {
        bool found = hr_text_starts(node->key, "x-");

        for (size_t i = 0; i < HR_ARRAY_LEN(known) && !found; i++)
            found = strcmp(known[i], node->key) == 0;
        if (!found)
            return fail(node, compose, arena,
                        strcmp(node->key, "include") == 0
                            ? "it includes other files: review what `docker compose config` prints"
                            : hr_arena_printf(arena, "no compose file has a \"%s\"", node->key),
                        err);
    }
    return true;
}

bool hr_compose_read(const struct hr_json *document, const struct hr_compose *compose,
                     struct hr_arena *arena, struct hr_services *out, struct hr_error *err)
{
    struct hr_service_work w = { .compose = compose, .document = document, .arena = arena };
    const struct hr_json *services = hr_json_get(document, "services");
    struct hr_services found = { 0 };

    if (!check_document(document, compose, arena, err))
        return false;
    if (services->count > SERVICES_MAX)
        return fail(services, compose, arena, "more than 1000 services", err);
    w.project = project_of(document, compose, arena);
    for (const struct hr_json *node = services->child; node; node = node->next) {
        if (node->type != HR_JSON_OBJECT && node->type != HR_JSON_NULL)
            return fail(node, compose, arena, "a service is a mapping", err);
        w.out = HR_VEC_PUSH(arena, &found);
        *w.out = (struct hr_service){
            .name = node->key,
            .place = { .kind = HR_ORIGIN_COMPOSE, .name = compose->path, .number = node->key_line },
            .invocation = { .verb = HR_VERB_RUN },
        };
        read_service(&w, node);
    }
    *out = found;
    return true;
}
