/* SPDX-License-Identifier: MIT */
#include "hrun/source/compose.h"

#include "hrun/base/text.h"

#include "service.h"

#include <string.h>

#define EXTENDS_MAX  8
#define SERVICES_MAX 1000 /* each is judged whole */

#define AS_SCRIPT   "put its commands into a script, *.sh, and review that"
#define AS_SERVICES "services: with a mapping for each"

static bool fail(const struct hr_json *node, const char *msg, const char *hint,
                 struct hr_arena *arena, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_INPUT, "%s", msg);
    err->where =
        (struct hr_where){ .source = node->source, .line = node->line, .column = node->column };
    return hr_error_hint(err, arena, "%s", hint);
}

static bool fail_fault(const struct hr_json *document, const struct hr_fault *fault,
                       struct hr_arena *arena, struct hr_error *err)
{
    fail(document, fault->msg, fault->hint, arena, err);
    err->where.line = fault->line;
    err->where.column = fault->column;
    return false;
}

/* The service that SERVICE extends; NULL if it extends none, or one that cannot be followed. */
static const struct hr_json *parent_of(struct hr_service_work *w, const struct hr_json *service)
{
    const struct hr_json *extends = hr_json_get(service, "extends"), *parent;
    const bool object = extends && extends->type == HR_JSON_OBJECT;
    const char *name;

    if (!extends || extends->type == HR_JSON_NULL || !hr_service_takes(w, extends, "mt") ||
        (object && !hr_service_is(w, extends, HR_SHAPE_EXTENDS)))
        return NULL;
    if (object && hr_json_get(extends, "file")) {
        hr_service_part(w, extends, "it extends a service of another file, judged without that");
        return NULL;
    }
    name = object ? hr_service_member(w, extends, "service") : hr_service_text(w, extends);
    parent = name ? hr_service_declared(w, "services", name) : NULL;
    if (parent && parent->type == HR_JSON_OBJECT)
        return parent;
    hr_service_fail(w, extends, "it extends no service of this file",
                    "extends: SERVICE, or {service: SERVICE, file: FILE}");
    return NULL;
}

/* The image that docker would be told, and the parsed reference of it. */
static void read_image(struct hr_service_work *w, const struct hr_json *image)
{
    struct hr_invocation *invocation = &w->out->invocation;
    struct hr_error err;

    invocation->image_word = image ? hr_service_text(w, image) : NULL;
    if (!invocation->image_word && w->out->is_built)
        invocation->image_word =
            hr_text_lower(w->arena, hr_arena_printf(w->arena, "%s-%s", w->project, w->out->name));
    if (!invocation->image_word && hr_json_get(w->at, "provider")) {
        hr_service_part(w, w->at, "its provider makes it, which is not judged");
        return;
    }
    if (!invocation->image_word) {
        hr_service_fail(w, w->at, "it has neither image nor build", "image: NAME:TAG");
        return;
    }
    invocation->has_image =
        hr_reference_parse(invocation->image_word, w->arena, &invocation->image, &err);
    if (!invocation->has_image)
        hr_service_fail(w, image ? image : w->at, err.msg, err.hint);
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
    const struct hr_json *chain[EXTENDS_MAX], *image = NULL, *mode = NULL, *networks = NULL;
    size_t n = 0;

    w->at = service;
    for (const struct hr_json *next = service; next; next = parent_of(w, next)) {
        if (n == EXTENDS_MAX) {
            hr_service_fail(w, service, "too many services extend each other",
                            "at most 8 in a row");
            break;
        }
        chain[n++] = next;
        image = image ? image : hr_json_get(next, "image");
        mode = mode ? mode : hr_json_get(next, "network_mode");
        networks = networks ? networks : hr_json_get(next, "networks");
    }
    if (mode && networks)
        hr_service_fail(w, mode, "Compose refuses network_mode beside networks",
                        "one of the two alone");
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

/* Files that people have with the same ending, by what stands at their top. */
static const struct {
    const char *members[2]; /* the second may be NULL */
    const char *what, *hint;
} others[] = {
    { { "jobs", "on" }, "a GitHub Actions workflow", AS_SCRIPT },
    { { "runs", "name" }, "a GitHub action", AS_SCRIPT },
    { { "stages", NULL }, "a GitLab CI file", AS_SCRIPT },
    { { "before_script", NULL }, "a GitLab CI file", AS_SCRIPT },
    { { "apiVersion", "kind" }, "a Kubernetes manifest", AS_SERVICES },
};

/* Fail for a file that is another kind's, or nobody's. */
static bool fail_other(const struct hr_json *document, struct hr_arena *arena, struct hr_error *err)
{
    const char *what = NULL, *hint = AS_SCRIPT;

    for (size_t i = 0; i < HR_ARRAY_LEN(others) && !what; i++) {
        if (hr_json_get(document, others[i].members[0]) &&
            (!others[i].members[1] || hr_json_get(document, others[i].members[1]))) {
            what = others[i].what;
            hint = others[i].hint;
        }
    }
    for (const struct hr_json *node = document->child; node && !what; node = node->next)
        what = hr_json_get(node, "script") ? "a GitLab CI file" : NULL;
    if (what)
        return fail(document, hr_arena_printf(arena, "%s, which is no compose file", what), hint,
                    arena, err);
    return fail(document, "no compose file: it has no services", AS_SERVICES, arena, err);
}

/* What the members of the file's own are mappings of. */
static bool check_declared(const struct hr_json *document, struct hr_arena *arena,
                           struct hr_error *err)
{
    static const struct {
        const char *name;
        enum hr_shape shape;
    } rows[] = {
        { "configs", HR_SHAPE_DECLARED_CONFIG },
        { "networks", HR_SHAPE_DECLARED_NETWORK },
        { "secrets", HR_SHAPE_DECLARED_SECRET },
        { "volumes", HR_SHAPE_DECLARED_VOLUME },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++) {
        const struct hr_json *all = hr_json_get(document, rows[i].name);

        for (const struct hr_json *node = all ? all->child : NULL; node; node = node->next) {
            const struct hr_fault fault = hr_shape_check(node, rows[i].shape, arena);

            if (fault.msg && !hr_text_starts(node->key, "x-"))
                return fail_fault(document, &fault, arena, err);
        }
    }
    return true;
}

/* What the file as a whole cannot be judged with. */
static bool check_document(const struct hr_json *document, struct hr_arena *arena,
                           struct hr_error *err)
{
    const struct hr_fault fault = hr_shape_check(document, HR_SHAPE_FILE, arena);

    if (!hr_json_get(document, "services") && !hr_json_get(document, "include"))
        return fail_other(document, arena, err);
    if (fault.msg)
        return fail_fault(document, &fault, arena, err);
    return check_declared(document, arena, err);
}

/* What the file says by other files. */
static void note_include(const struct hr_json *document, struct hr_arena *arena,
                         struct hr_errors *out)
{
    const struct hr_json *include = hr_json_get(document, "include");
    struct hr_error *err;

    if (!include || include->type == HR_JSON_NULL)
        return;
    err = HR_VEC_PUSH(arena, out);
    fail(include, "it includes other files, whose services are not judged",
         "review what `docker compose config` prints", arena, err);
    err->code = HR_ERRC_PART;
}

bool hr_compose_read(const struct hr_json *document, const struct hr_compose *compose,
                     struct hr_arena *arena, struct hr_services *out, struct hr_error *err)
{
    struct hr_service_work w = { .compose = compose, .document = document, .arena = arena };
    const struct hr_json *services = hr_json_get(document, "services");
    struct hr_services found = { 0 };

    if (!check_document(document, arena, err))
        return false;
    if (services && services->count > SERVICES_MAX)
        return fail(services, "more than 1000 services", "a file for some of them", arena, err);
    w.project = project_of(document, compose, arena);
    note_include(document, arena, &found.errs);
    for (const struct hr_json *node = services ? services->child : NULL; node; node = node->next) {
        const struct hr_fault fault = hr_shape_check_type(node, "m", arena);

        if (fault.msg)
            return fail_fault(document, &fault, arena, err);
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
