/* SPDX-License-Identifier: MIT */
#include "hrun/source/inspect.h"

#include "hrun/docker/go.h"

#include "inspect_work.h"

#include <limits.h>
#include <string.h>

bool hr_inspect_wrong(struct hr_inspect_work *w, const struct hr_json *node, enum hr_json_type type)
{
    const bool odd = node->type == type; /* a number that is no whole one, or out of range */

    hr_error_set(w->err, w->arena, HR_ERRC_INPUT, "want %s, found %s",
                 odd ? "a whole number in range" : hr_json_type_name(type),
                 odd ? "another" : hr_json_type_name(node->type));
    w->err->where = (struct hr_where){ .source = node->source,
                                       .line = node->line,
                                       .column = node->column,
                                       .pointer = hr_inspect_pointer(w, node) };
    return false;
}

const char *hr_inspect_pointer(const struct hr_inspect_work *w, const struct hr_json *node)
{
    return hr_json_pointer(node, w->arena) + strlen(hr_json_pointer(w->container, w->arena));
}

void hr_inspect_gap(struct hr_inspect_work *w, const struct hr_json *node, const char *what)
{
    *HR_VEC_PUSH(w->arena, &w->out->gaps) =
        (struct hr_gap){ .pointer = hr_inspect_pointer(w, node), .what = what };
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

static void push(struct hr_inspect_work *w, const struct hr_option *option, const char *raw,
                 struct hr_value *value, const struct hr_json *node)
{
    /* The engine has one reading, whatever clients make of the words. */
    value->differs = false;
    *HR_VEC_PUSH(w->arena, &w->out->invocation.settings) = (struct hr_setting){
        .option = option,
        .raw = raw,
        .value = value,
        .origin = { .kind = HR_ORIGIN_INSPECT,
                    .name = w->out->name,
                    .pointer = hr_inspect_pointer(w, node) },
    };
}

static void unsayable(struct hr_inspect_work *w, const struct hr_option *option,
                      const struct hr_json *node)
{
    hr_inspect_gap(w, node, hr_arena_printf(w->arena, "no value of --%s says it", option->name));
}

/* A value for rules where RAW, of a text's kind, is none that the option takes. */
static void stand_in(struct hr_inspect_work *w, const struct hr_option *option, const char *raw,
                     struct hr_value *out)
{
    const char *equals = strchr(raw, '=');

    *out = (struct hr_value){ .kind = option->kind };
    switch ((unsigned)option->kind) {
    case HR_KIND_ENV:
    case HR_KIND_KEY_VALUE:
    case HR_KIND_LABEL:
    case HR_KIND_SYSCTL:
        out->as.env.name = equals ? hr_arena_strndup(w->arena, raw, (size_t)(equals - raw)) : raw;
        out->as.env.value = equals ? equals + 1 : NULL;
        break;
    case HR_KIND_SECURITY_OPT:
        out->as.security =
            (struct hr_security_opt){ .key = HR_SECURITY_OTHER, .name = raw, .value = "" };
        break;
    default:
        break;
    }
}

void hr_inspect_add(struct hr_inspect_work *w, const char *option, const char *raw,
                    const struct hr_json *node)
{
    const struct hr_option *row = hr_option(option);
    struct hr_value *value = hr_arena_alloc(w->arena, sizeof(*value));
    struct hr_error err;

    if (!hr_value_parse(row, raw, w->arena, value, &err)) {
        stand_in(w, row, raw, value);
        unsayable(w, row, node);
    }
    push(w, row, raw, value, node);
}

void hr_inspect_add_value(struct hr_inspect_work *w, const char *option, const char *raw,
                          const struct hr_value *want,
                          bool (*same)(const struct hr_value *a, const struct hr_value *b),
                          const struct hr_json *node)
{
    const struct hr_option *row = hr_option(option);
    struct hr_value *value = hr_arena_alloc(w->arena, sizeof(*value));
    struct hr_error err;

    if (!hr_value_parse(row, raw, w->arena, value, &err) || !same(value, want)) {
        *value = *want;
        unsayable(w, row, node);
    }
    push(w, row, raw, value, node);
}

static bool same_integer(const struct hr_value *a, const struct hr_value *b)
{
    return a->as.integer == b->as.integer;
}

static bool read_number(struct hr_inspect_work *w, const struct hr_inspect_member *row,
                        const struct hr_json *node)
{
    struct hr_value want = { .kind = hr_option(row->option)->kind };

    if (node->type != HR_JSON_NUMBER || !hr_json_integer(node, &want.as.integer))
        return hr_inspect_wrong(w, node, HR_JSON_NUMBER);
    if (!row->usual || strcmp(node->text, row->usual) != 0)
        hr_inspect_add_value(w, row->option, node->text, &want, same_integer, node);
    return true;
}

static bool read_bool(struct hr_inspect_work *w, const struct hr_inspect_member *row,
                      const struct hr_json *node)
{
    if (node->type != HR_JSON_BOOL)
        return hr_inspect_wrong(w, node, HR_JSON_BOOL);
    if (node->boolean || row->form == HR_INSPECT_BOOLEAN)
        hr_inspect_add(w, row->option, node->boolean ? "true" : "false", node);
    return true;
}

static bool read_text(struct hr_inspect_work *w, const struct hr_inspect_member *row,
                      const struct hr_json *node)
{
    if (node->type != HR_JSON_STRING)
        return hr_inspect_wrong(w, node, HR_JSON_STRING);
    if (*node->text && (!row->usual || strcmp(node->text, row->usual) != 0))
        hr_inspect_add(w, row->option, node->text, node);
    return true;
}

static bool read_list(struct hr_inspect_work *w, const struct hr_inspect_member *row,
                      const struct hr_json *node)
{
    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (child->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, child, HR_JSON_STRING);
        hr_inspect_add(w, row->option, child->text, child);
    }
    return true;
}

static bool read_pairs(struct hr_inspect_work *w, const struct hr_inspect_member *row,
                       const struct hr_json *node)
{
    if (node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (child->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, child, HR_JSON_STRING);
        hr_inspect_add(w, row->option, hr_arena_printf(w->arena, "%s=%s", child->key, child->text),
                       child);
    }
    return true;
}

static bool read_member(struct hr_inspect_work *w, const struct hr_inspect_member *row,
                        const struct hr_json *node)
{
    if (node->type == HR_JSON_NULL)
        return true; /* as if it were not there */
    switch (row->form) {
    case HR_INSPECT_NOTHING:
        break;
    case HR_INSPECT_UNSAYABLE:
        if (!hr_inspect_is_empty(node))
            hr_inspect_gap(w, node, row->why);
        break;
    case HR_INSPECT_FLAG:
    case HR_INSPECT_BOOLEAN:
        return read_bool(w, row, node);
    case HR_INSPECT_NUMBER:
        return read_number(w, row, node);
    case HR_INSPECT_TEXT:
        return read_text(w, row, node);
    case HR_INSPECT_LIST:
        return read_list(w, row, node);
    case HR_INSPECT_PAIRS:
        return read_pairs(w, row, node);
    case HR_INSPECT_READ:
        return row->read(w, node);
    }
    return true;
}

bool hr_inspect_members(struct hr_inspect_work *w, const struct hr_json *object,
                        const struct hr_inspect_member *rows, size_t count)
{
    for (const struct hr_json *node = object->child; node; node = node->next) {
        size_t i = 0;

        while (i < count && strcmp(rows[i].name, node->key) != 0)
            i++;
        if (i < count && !read_member(w, &rows[i], node))
            return false;
        if (i == count && !hr_inspect_is_empty(node))
            hr_inspect_gap(w, node, "no known engine has this member");
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
    w->err->where = (struct hr_where){
        .source = node->source,
        .line = node->line,
        .column = node->column,
        .pointer = hr_json_pointer(node, w->arena),
    };
    return hr_error_hint(w->err, w->arena,
                         "give what `docker inspect CONTAINER` prints, or CONTAINER");
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
    invocation->has_image = invocation->image_word != NULL;
    return true;
}

bool hr_inspect_read(const struct hr_json *container, const struct hr_json *image_config,
                     struct hr_arena *arena, struct hr_inspected *out, struct hr_error *err)
{
    struct hr_inspected found = { .invocation = { .verb = HR_VERB_RUN } };
    struct hr_inspect_work w = {
        .container = container,
        .image = image_config,
        .arena = arena,
        .out = &found,
        .err = err,
    };

    if (!hr_json_string(container, "Id"))
        return no_container(&w);
    if (!hr_inspect_member(&w, container, "HostConfig", HR_JSON_OBJECT, &w.host) ||
        !hr_inspect_member(&w, container, "Config", HR_JSON_OBJECT, &w.config))
        return false;
    if (!w.host || !w.config)
        return no_container(&w);
    if (!read_names(&w) || !read_state(&w) || !hr_inspect_host(&w) || !hr_inspect_config(&w))
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
