/* SPDX-License-Identifier: MIT */
#include "hrun/source/inspect.h"

#include "inspect_work.h"

#include <limits.h>
#include <string.h>

/* Far more than the document of a container has that publishes ten thousand ports: what takes time or memory
 * for each is not to be had by sending many. */
#define VALUES_MAX   250000
#define ELEMENTS_MAX 10000
#define KEY_MAX      4096

#define STRING(number)    STRING_OF(number)
#define STRING_OF(number) #number

static struct hr_where where_of(const struct hr_inspect_work *w, const struct hr_json *node)
{
    return (struct hr_where){
        .source = node->source,
        .line = node->line,
        .column = node->column,
        .pointer = hr_inspect_pointer(w, node),
    };
}

bool hr_inspect_wrong(struct hr_inspect_work *w, const struct hr_json *node, enum hr_json_type type)
{
    const bool odd = node->type == type; /* a number that is no whole one, or out of range */

    hr_error_set(w->err, w->arena, HR_ERRC_INPUT, "want %s, found %s",
                 odd ? "a whole number in range" : hr_json_type_name(type),
                 odd ? "another" : hr_json_type_name(node->type));
    w->err->where = where_of(w, node);
    return false;
}

const char *hr_inspect_pointer(const struct hr_inspect_work *w, const struct hr_json *node)
{
    const char *pointer = hr_json_pointer(node, w->arena);

    while (node && node != w->container)
        node = node->parent;
    return node ? pointer + strlen(hr_json_pointer(w->container, w->arena)) : pointer;
}

void hr_inspect_gap(struct hr_inspect_work *w, const struct hr_json *node, const char *what)
{
    *HR_VEC_PUSH(w->arena, &w->out->gaps) =
        (struct hr_gap){ .pointer = hr_inspect_pointer(w, node), .what = what };
}

void hr_inspect_unknown(struct hr_inspect_work *w, const struct hr_json *node, const char *what)
{
    if (hr_inspect_is_empty(node))
        return;
    hr_inspect_gap(w, node, what ? what : "no known engine has this member");
    w->out->gaps.v[w->out->gaps.n - 1].is_unknown = true;
}

bool hr_inspect_is_empty(const struct hr_json *node)
{
    if (!node)
        return true;
    switch (node->type) {
    case HR_JSON_NULL:
        return true;
    case HR_JSON_BOOL:
        return !node->boolean;
    case HR_JSON_NUMBER:
        return strcmp(node->text, "0") == 0;
    case HR_JSON_STRING:
        return !*node->text;
    case HR_JSON_ARRAY:
    case HR_JSON_OBJECT:
        break;
    }
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (!hr_inspect_is_empty(child))
            return false;
    }
    return true;
}

static bool same_children(const struct hr_json *a, const struct hr_json *b)
{
    const struct hr_json *other = b->child;

    if (a->count != b->count)
        return false;
    for (const struct hr_json *child = a->child; child; child = child->next) {
        if (!hr_inspect_is_same(child, child->key ? hr_json_get(b, child->key) : other))
            return false;
        other = other->next;
    }
    return true;
}

bool hr_inspect_is_same(const struct hr_json *a, const struct hr_json *b)
{
    const bool none = !a || a->type == HR_JSON_NULL;

    if (none || !b || a->type != b->type)
        return none && (!b || b->type == HR_JSON_NULL);
    if (a->type == HR_JSON_BOOL)
        return a->boolean == b->boolean;
    if (a->type == HR_JSON_NUMBER || a->type == HR_JSON_STRING)
        return strcmp(a->text, b->text) == 0;
    return same_children(a, b);
}

bool hr_inspect_same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool hr_inspect_same_strings(const struct hr_strv *a, const struct hr_strv *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        if (strcmp(a->v[i], b->v[i]) != 0)
            return false;
    }
    return true;
}

struct hr_map hr_inspect_names(const struct hr_inspect_work *w, const struct hr_json *object)
{
    struct hr_map names = { 0 };
    size_t old;

    for (const struct hr_json *node = object ? object->child : NULL; node; node = node->next) {
        const char *name = node->key ? node->key : node->text;

        if (name)
            hr_map_put(&names, w->arena, name, 0, &old);
    }
    return names;
}

bool hr_inspect_member(struct hr_inspect_work *w, const struct hr_json *object, const char *name,
                       enum hr_json_type type, const struct hr_json **out)
{
    const struct hr_json *node = hr_json_get(object, name);

    *out = NULL;
    if (!node || node->type == HR_JSON_NULL)
        return true;
    if (node->type != type)
        return hr_inspect_wrong(w, node, type);
    *out = node;
    return true;
}

bool hr_inspect_text(struct hr_inspect_work *w, const struct hr_json *object, const char *name,
                     const char **out)
{
    const struct hr_json *node;

    if (!hr_inspect_member(w, object, name, HR_JSON_STRING, &node))
        return false;
    *out = node ? node->text : "";
    return true;
}

bool hr_inspect_strings(struct hr_inspect_work *w, const struct hr_json *node, struct hr_strv *out)
{
    for (node = node ? node->child : NULL; node; node = node->next) {
        if (node->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, node, HR_JSON_STRING);
        hr_strv_push(w->arena, out, node->text);
    }
    return true;
}

static bool read_state(struct hr_inspect_work *w)
{
    const struct hr_json *state, *running, *pid;
    int64_t number = 0;

    if (!hr_inspect_member(w, w->container, "State", HR_JSON_OBJECT, &state) ||
        !hr_inspect_member(w, state, "Running", HR_JSON_BOOL, &running) ||
        !hr_inspect_member(w, state, "Pid", HR_JSON_NUMBER, &pid))
        return false;
    if (pid && (!hr_json_integer(pid, &number) || number < 0 || number > INT_MAX))
        return hr_inspect_wrong(w, pid, HR_JSON_NUMBER);
    w->out->is_running = running && running->boolean;
    w->out->pid = (pid_t)number;
    return true;
}

static bool no_container(struct hr_inspect_work *w)
{
    const struct hr_json *node = w->container;

    hr_error_set(w->err, w->arena, HR_ERRC_INPUT, "it describes no container");
    w->err->where = where_of(w, node);
    w->err->where.pointer = hr_json_pointer(node, w->arena);
    return hr_error_hint(w->err, w->arena,
                         "give what `docker inspect CONTAINER` prints, or CONTAINER");
}

static bool no_image(struct hr_inspect_work *w)
{
    const struct hr_json *node = hr_json_get(w->config, "Image");

    node = node ? node : w->config;
    hr_error_set(w->err, w->arena, HR_ERRC_INPUT, "it has neither an image's name nor its id");
    w->err->where = where_of(w, node);
    return false;
}

/* What names the container, and the image as whoever made it wrote it. */
static bool read_names(struct hr_inspect_work *w)
{
    struct hr_invocation *invocation = &w->out->invocation;
    const char *name, *image_id, *image;
    struct hr_error err;

    if (!hr_inspect_text(w, w->container, "Name", &name) ||
        !hr_inspect_text(w, w->container, "Image", &image_id) ||
        !hr_inspect_text(w, w->config, "Image", &image))
        return false;
    w->out->id = hr_json_string(w->container, "Id");
    name += *name == '/';
    w->out->name = *name ? name : w->out->id;
    w->out->image_id = *image_id ? image_id : NULL;
    if (hr_reference_parse(image, w->arena, &invocation->image, &err))
        invocation->image_word = image;
    else if (hr_reference_parse(image_id, w->arena, &invocation->image, &err))
        invocation->image_word = image_id;
    else
        return no_image(w);
    invocation->has_image = true;
    return true;
}

/* True if nothing of NODE is larger than in the document of any engine; *COUNT is how many values may still
 * come. */
static bool is_bounded(struct hr_inspect_work *w, const struct hr_json *node, size_t *count)
{
    const char *wrong = NULL;

    if (node->key && strlen(node->key) > KEY_MAX)
        wrong = "its name is longer than " STRING(KEY_MAX) " bytes";
    else if (node->type == HR_JSON_ARRAY && node->count > ELEMENTS_MAX)
        wrong = "it has more than " STRING(ELEMENTS_MAX) " elements";
    else if (*count == 0)
        wrong = "it has more than " STRING(VALUES_MAX) " values";
    if (wrong) {
        hr_error_set(w->err, w->arena, HR_ERRC_INPUT, "%s", wrong);
        w->err->where = where_of(w, *count == 0 ? w->container : node);
        return false;
    }
    --*count;
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (!is_bounded(w, child, count))
            return false;
    }
    return true;
}

bool hr_inspect_read(const struct hr_json *container, const struct hr_json *image_config,
                     struct hr_arena *arena, struct hr_inspected *out, struct hr_error *err)
{
    struct hr_inspected found = { .invocation = { .verb = HR_VERB_RUN } };
    size_t count = VALUES_MAX;
    struct hr_inspect_work w = {
        .container = container,
        .image = image_config,
        .arena = arena,
        .out = &found,
        .err = err,
    };

    if (!hr_json_string(container, "Id"))
        return no_container(&w);
    if (!is_bounded(&w, container, &count))
        return false;
    if (!hr_inspect_member(&w, container, "HostConfig", HR_JSON_OBJECT, &w.host) ||
        !hr_inspect_member(&w, container, "Config", HR_JSON_OBJECT, &w.config))
        return false;
    if (!w.host || !w.config)
        return no_container(&w);
    if (!read_names(&w) || !read_state(&w) || !hr_inspect_host(&w) || !hr_inspect_networks(&w) ||
        !hr_inspect_config(&w) || !hr_inspect_mounted(&w))
        return false;
    *out = found;
    return true;
}

void hr_inspected_answer(const struct hr_inspected *inspected, struct hr_arena *arena,
                         struct hr_facts *facts)
{
    struct hr_seccomps_facts all = { 0 };

    for (size_t i = 0; i < inspected->filters.n; i++)
        *HR_VEC_PUSH(arena, &all) = inspected->filters.v[i];
    for (size_t i = 0; i < facts->seccomps.n; i++)
        *HR_VEC_PUSH(arena, &all) = facts->seccomps.v[i];
    facts->seccomps = all;
}
