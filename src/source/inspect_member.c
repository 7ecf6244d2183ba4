/* SPDX-License-Identifier: MIT */
/* How members of a container's document become settings. */
#include "inspect_work.h"

#include <string.h>

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
        if (row->kind == HR_KIND_NAMESPACE)
            hr_inspect_unknown(w, node, "no known engine has this mode");
        else
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

    if (!hr_value_parse(row, raw, w->arena, value, &err) || !same || !same(value, want)) {
        *value = *want;
        unsayable(w, row, node);
    }
    push(w, row, raw, value, node);
}

bool hr_inspect_same_integer(const struct hr_value *a, const struct hr_value *b)
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
        hr_inspect_add_value(w, row->option, node->text, &want, hr_inspect_same_integer, node);
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
    const char *image = row->less ? hr_json_string(w->image, row->name) : NULL;

    if (node->type != HR_JSON_STRING)
        return hr_inspect_wrong(w, node, HR_JSON_STRING);
    if (image && strcmp(node->text, image) == 0)
        return true;
    if (*node->text && (!row->usual || strcmp(node->text, row->usual) != 0))
        hr_inspect_add(w, row->option, node->text, node);
    else if (!*node->text && image && row->none)
        hr_inspect_add(w, row->option, row->none, node);
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
        hr_inspect_unknown(w, node, row->why);
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

static bool is_among(const char *words, const char *name)
{
    const size_t length = strlen(name);

    while (*words) {
        const size_t word = strcspn(words, " ");

        if (word == length && memcmp(words, name, length) == 0)
            return true;
        words += word + (words[word] == ' ');
    }
    return false;
}

void hr_inspect_others(struct hr_inspect_work *w, const struct hr_json *object, const char *known)
{
    for (const struct hr_json *node = object->child; node; node = node->next) {
        if (!is_among(known, node->key))
            hr_inspect_unknown(w, node, NULL);
    }
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
        if (i == count)
            hr_inspect_unknown(w, node, NULL);
    }
    return true;
}
