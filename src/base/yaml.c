/* SPDX-License-Identifier: MIT */
#include "hrun/base/yaml.h"

#include "hrun/base/map.h"
#include "hrun/base/text.h"

#include "yaml_scalar.h"

#include <string.h>
#include <yaml.h>

#define MERGE_KEY "<<"

struct reader {
    yaml_parser_t *parser;
    const char *text, *source;
    struct hr_arena *arena;
    struct hr_error *err;
    size_t nodes;          /* made so far, copies for aliases too */
    struct hr_map anchors; /* the place in `anchored` */
    struct {
        HR_VEC(const struct hr_json *);
    } anchored;
};

/* What would work, by a part of what is wrong; of libyaml's words too. */
static const struct {
    const char *wrong, *hint;
} hints[] = {
    { "mapping values are not allowed", "put text with a colon in it in quotes" },
    { "did not find expected key", "the members of a mapping start in one column" },
    { "could not find expected ':'", "NAME: VALUE, with a blank behind the colon" },
    { "cannot start any token", "indent with blanks, not tabs; put such text in quotes" },
    { "block sequence entries", "- starts a line of its own" },
    { "end of stream", "a quote or a bracket that was opened is to be closed" },
    { "UTF-8", "save it as UTF-8" },
    { "control characters", "a text file, in UTF-8" },
    { "NUL byte", "a text file, in UTF-8" },
    { "nested too deep", "at most 32 levels" },
    { "too many values", "fewer aliases: at most 50000 values" },
    { "no anchor", "&NAME at the value, before the first *NAME" },
    { "is there twice", "one of the two" },
    { "<< takes", "<<: *NAME, or <<: [*NAME, *NAME]" },
    { "the tag", "leave it out" },
    { "no plain text", "a name of one word, or in quotes" },
    { "more than one document", "a file for each" },
    { "more than 1 MiB", "a smaller file" },
    { "nothing in it", "NAME: VALUE, a line for each" },
};

static const char *hint_for(const char *msg)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(hints); i++) {
        if (strstr(msg, hints[i].wrong))
            return hints[i].hint;
    }
    return "indent with blanks, and put text with special characters in quotes";
}

static bool fail(const struct reader *r, const yaml_mark_t *mark, const char *msg)
{
    hr_error_set(r->err, r->arena, HR_ERRC_INPUT, "%s", msg);
    r->err->where = (struct hr_where){ .source = r->source,
                                       .line = mark->line + 1,
                                       .column = mark->column + 1 };
    return hr_error_hint(r->err, r->arena, "%s", hint_for(msg));
}

/* Where libyaml stopped: of bytes that are no text it only knows how many stand before them. */
static yaml_mark_t problem_mark(const struct reader *r)
{
    yaml_mark_t mark = { 0 };

    if (r->parser->error != YAML_READER_ERROR)
        return r->parser->problem_mark;
    for (size_t i = 0; i < r->parser->problem_offset; i++) {
        mark.column = r->text[i] == '\n' ? 0 : mark.column + 1;
        mark.line += r->text[i] == '\n';
    }
    return mark;
}

static bool next(const struct reader *r, yaml_event_t *event)
{
    yaml_mark_t mark;

    if (yaml_parser_parse(r->parser, event))
        return true;
    mark = problem_mark(r);
    return fail(r, &mark, r->parser->problem ? r->parser->problem : "this is no YAML");
}

/* A node more, at DEPTH; NULL past the bounds. */
static struct hr_json *make(struct reader *r, enum hr_json_type type, const yaml_mark_t *mark,
                            unsigned depth)
{
    struct hr_json *node;

    if (depth > HR_JSON_DEPTH_MAX || ++r->nodes > HR_YAML_NODES_MAX) {
        fail(r, mark,
             depth > HR_JSON_DEPTH_MAX ? "nested too deep"
                                       : "too many values, with every alias written out");
        return NULL;
    }
    node = hr_arena_alloc(r->arena, sizeof(*node));
    node->type = type;
    node->source = r->source;
    node->line = mark->line + 1;
    node->column = mark->column + 1;
    return node;
}

/* NODE and all below it once more, at DEPTH, for an alias at MARK. */
static struct hr_json *copy(struct reader *r, const struct hr_json *node, const yaml_mark_t *mark,
                            unsigned depth)
{
    struct hr_json *out = make(r, node->type, mark, depth);

    if (!out)
        return NULL;
    out->boolean = node->boolean;
    out->text = node->text;
    out->line = node->line;
    out->column = node->column;
    for (const struct hr_json *child = node->child; child; child = child->next) {
        struct hr_json *member = copy(r, child, mark, depth + 1);

        if (!member)
            return NULL;
        member->key = child->key;
        member->key_line = child->key_line;
        member->key_column = child->key_column;
        hr_json_append(out, member);
    }
    return out;
}

static struct hr_json *read_scalar(struct reader *r, const yaml_event_t *event, unsigned depth)
{
    const char *text = (const char *)event->data.scalar.value;
    const size_t length = event->data.scalar.length;
    enum hr_yaml_tag tag;
    struct hr_json *node;

    if (strlen(text) != length) {
        fail(r, &event->start_mark, "a NUL byte in a string");
        return NULL;
    }
    node = make(r, HR_JSON_STRING, &event->start_mark, depth);
    if (!node)
        return NULL;
    node->text = hr_arena_strndup(r->arena, text, length);
    tag = hr_yaml_tag((const char *)event->data.scalar.tag);
    if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && tag != HR_YAML_TAG_CORE)
        hr_yaml_read_plain(node);
    return node;
}

static struct hr_json *read_value(struct reader *r, yaml_event_t *event, unsigned depth);

static struct hr_json *read_alias(struct reader *r, const yaml_event_t *event, unsigned depth)
{
    const char *name = (const char *)event->data.alias.anchor;
    size_t place;

    if (hr_map_get(&r->anchors, name, &place) && place < r->anchored.n)
        return copy(r, r->anchored.v[place], &event->start_mark, depth);
    fail(r, &event->start_mark, hr_arena_printf(r->arena, "no anchor is called \"%s\"", name));
    return NULL;
}

/* Remember NODE, which is whole, by the name of its anchor. */
static void note_anchor(struct reader *r, const char *name, const struct hr_json *node)
{
    size_t old;

    if (!name)
        return;
    *HR_VEC_PUSH(r->arena, &r->anchored) = node;
    hr_map_put(&r->anchors, r->arena, name, r->anchored.n - 1, &old);
}

static bool read_sequence(struct reader *r, struct hr_json *out, unsigned depth)
{
    for (;;) {
        yaml_event_t event;
        struct hr_json *element = NULL;
        bool end;

        if (!next(r, &event))
            return false;
        end = event.type == YAML_SEQUENCE_END_EVENT;
        if (!end)
            element = read_value(r, &event, depth + 1);
        yaml_event_delete(&event);
        if (end || !element)
            return end;
        hr_json_append(out, element);
    }
}

/* Read the name of a member; NULL with END set where the mapping ends. */
static struct hr_json *read_name(struct reader *r, unsigned depth, bool *end)
{
    yaml_event_t event;
    struct hr_json *name = NULL;

    if (!next(r, &event))
        return NULL;
    *end = event.type == YAML_MAPPING_END_EVENT;
    if (event.type == YAML_SCALAR_EVENT)
        name = read_scalar(r, &event, depth);
    else if (!*end)
        fail(r, &event.start_mark, "the name of a member is no plain text");
    if (name && !name->text) /* null, true: their text is the name */
        name->text = hr_arena_strdup(r->arena, (const char *)event.data.scalar.value);
    yaml_event_delete(&event);
    return name;
}

/* Add the members of BASE that OUT, which has NAMES, does not have. */
static void merge(struct reader *r, struct hr_json *out, struct hr_map *names,
                  const struct hr_json *base)
{
    size_t old;

    for (const struct hr_json *node = base->child; node; node = node->next) {
        struct hr_json *member;

        if (hr_map_get(names, node->key, &old))
            continue;
        hr_map_put(names, r->arena, node->key, 0, &old);
        member = hr_arena_alloc(r->arena, sizeof(*member));
        *member = *node; /* its children stay where they are: nobody else reads them there */
        member->next = NULL;
        hr_json_append(out, member);
    }
}

static bool merge_all(struct reader *r, struct hr_json *out, struct hr_map *names,
                      const struct hr_json *bases)
{
    const yaml_mark_t mark = { .line = bases->line - 1, .column = bases->column - 1 };

    if (bases->type == HR_JSON_OBJECT) {
        merge(r, out, names, bases);
        return true;
    }
    for (const struct hr_json *base = bases->child; base; base = base->next) {
        if (base->type != HR_JSON_OBJECT)
            return fail(r, &mark, "<< takes mappings");
        merge(r, out, names, base);
    }
    return bases->type == HR_JSON_ARRAY || fail(r, &mark, "<< takes a mapping");
}

static bool read_mapping(struct reader *r, struct hr_json *out, unsigned depth)
{
    const struct hr_json *bases = NULL;
    struct hr_map names = { 0 };
    size_t old;

    for (;;) {
        bool end = false;
        struct hr_json *name = read_name(r, depth + 1, &end), *value = NULL;
        yaml_event_t event;

        if (!name)
            return end && (!bases || merge_all(r, out, &names, bases));
        if (hr_map_put(&names, r->arena, name->text, 0, &old)) {
            const yaml_mark_t mark = { .line = name->line - 1, .column = name->column - 1 };

            return fail(r, &mark, hr_arena_printf(r->arena, "\"%s\" is there twice", name->text));
        }
        if (!next(r, &event))
            return false;
        value = read_value(r, &event, depth + 1);
        yaml_event_delete(&event);
        if (!value)
            return false;
        if (strcmp(name->text, MERGE_KEY) == 0) {
            bases = value;
            continue;
        }
        value->key = name->text;
        value->key_line = name->line;
        value->key_column = name->column;
        hr_json_append(out, value);
    }
}

/* What stands before the value that EVENT starts. */
static void read_properties(const yaml_event_t *event, const char **tag, const char **anchor)
{
    const bool mapping = event->type == YAML_MAPPING_START_EVENT;

    if (event->type == YAML_SCALAR_EVENT) {
        *tag = (const char *)event->data.scalar.tag;
        *anchor = (const char *)event->data.scalar.anchor;
        return;
    }
    *tag = (const char *)(mapping ? event->data.mapping_start.tag : event->data.sequence_start.tag);
    *anchor = (const char *)(mapping ? event->data.mapping_start.anchor
                                     : event->data.sequence_start.anchor);
}

static struct hr_json *read_collection(struct reader *r, const yaml_event_t *event, unsigned depth)
{
    const bool mapping = event->type == YAML_MAPPING_START_EVENT;
    struct hr_json *node =
        make(r, mapping ? HR_JSON_OBJECT : HR_JSON_ARRAY, &event->start_mark, depth);

    return node && (mapping ? read_mapping : read_sequence)(r, node, depth) ? node : NULL;
}

static struct hr_json *read_value(struct reader *r, yaml_event_t *event, unsigned depth)
{
    const char *tag = NULL, *anchor = NULL;
    struct hr_json *node;

    if (event->type == YAML_ALIAS_EVENT)
        return read_alias(r, event, depth);
    read_properties(event, &tag, &anchor);
    if (hr_yaml_tag(tag) == HR_YAML_TAG_UNKNOWN) {
        fail(r, &event->start_mark, hr_arena_printf(r->arena, "the tag %s is not understood", tag));
        return NULL;
    }
    node = event->type == YAML_SCALAR_EVENT ? read_scalar(r, event, depth)
                                            : read_collection(r, event, depth);
    if (!node)
        return NULL;
    if (hr_yaml_tag(tag) == HR_YAML_TAG_RESET) {
        node->type = HR_JSON_NULL;
        node->text = NULL;
        node->child = node->last = NULL;
    }
    note_anchor(r, anchor ? hr_arena_strdup(r->arena, anchor) : NULL, node);
    return node;
}

/* Take the next event, which must be of TYPE. */
static bool take(const struct reader *r, yaml_event_type_t type, const char *otherwise)
{
    yaml_event_t event;
    bool right;

    if (!next(r, &event))
        return false;
    right = event.type == type || fail(r, &event.start_mark, otherwise);
    yaml_event_delete(&event);
    return right;
}

static const struct hr_json *read_document(struct reader *r)
{
    yaml_event_t event;
    struct hr_json *root;

    if (!take(r, YAML_STREAM_START_EVENT, "this is no YAML") ||
        !take(r, YAML_DOCUMENT_START_EVENT, "there is nothing in it") || !next(r, &event))
        return NULL;
    root = read_value(r, &event, 1);
    yaml_event_delete(&event);
    if (!root || !take(r, YAML_DOCUMENT_END_EVENT, "this is no YAML") ||
        !take(r, YAML_STREAM_END_EVENT, "more than one document"))
        return NULL;
    return root;
}

bool hr_yaml_parse(const char *text, size_t size, const char *source, struct hr_arena *arena,
                   const struct hr_json **out, struct hr_error *err)
{
    yaml_parser_t parser;
    struct reader r = {
        .parser = &parser, .text = text, .source = source, .arena = arena, .err = err
    };
    const yaml_mark_t start = { 0 };
    const struct hr_json *root;

    if (size > HR_YAML_MAX_BYTES)
        return fail(&r, &start, "more than 1 MiB");
    if (!yaml_parser_initialize(&parser))
        return fail(&r, &start, "out of memory");
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    root = read_document(&r);
    yaml_parser_delete(&parser);
    if (root)
        *out = root;
    return root != NULL;
}
