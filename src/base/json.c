/* SPDX-License-Identifier: MIT */
#include "hrun/base/json.h"

#include "hrun/base/number.h"

#include "json_scan.h"

#include <cjson/cJSON.h>

#include <stdlib.h>
#include <string.h>

/* Copies cJSON's tree and takes the place of each value from the scan, in step. */
struct copier {
    struct hr_arena *arena;
    const char *source;
    const struct hr_json_place *place, *end; /* of the values still to come */
};

static void delete_tree(cJSON **tree)
{
    cJSON_Delete(*tree);
}

static int compare_members(const void *left, const void *right)
{
    const struct hr_json *const *a = left, *const *b = right;
    const int order = strcmp((*a)->key, (*b)->key);

    if (order != 0)
        return order;
    if ((*a)->key_line != (*b)->key_line)
        return (*a)->key_line < (*b)->key_line ? -1 : 1;
    return ((*a)->key_column > (*b)->key_column) - ((*a)->key_column < (*b)->key_column);
}

const struct hr_json *const *hr_json_sorted(const struct hr_json *object, struct hr_arena *arena)
{
    const struct hr_json **members = hr_arena_array(arena, object->count, sizeof(*members));
    size_t n = 0;

    for (const struct hr_json *member = object->child; member; member = member->next)
        members[n++] = member;
    qsort(members, n, sizeof(*members), compare_members);
    return members;
}

static enum hr_json_type type_at(const struct hr_json_place *place)
{
    switch (*place->text) {
    case '{':
        return HR_JSON_OBJECT;
    case '[':
        return HR_JSON_ARRAY;
    case '"':
        return HR_JSON_STRING;
    case 't':
    case 'f':
        return HR_JSON_BOOL;
    case 'n':
        return HR_JSON_NULL;
    default:
        return HR_JSON_NUMBER;
    }
}

/* Fill NODE with what has no children; false if ITEM is not what the scan saw. */
static bool fill_node(struct copier *c, const cJSON *item, struct hr_json *node)
{
    if (node->parent && node->parent->type == HR_JSON_OBJECT) {
        if (!item->string)
            return false;
        node->key = hr_arena_strdup(c->arena, item->string);
    }
    switch (node->type) {
    case HR_JSON_NULL:
        return cJSON_IsNull(item);
    case HR_JSON_BOOL:
        node->boolean = cJSON_IsTrue(item);
        return cJSON_IsBool(item);
    case HR_JSON_NUMBER:
        /* cJSON keeps a double only. */
        node->text = hr_arena_strndup(c->arena, c->place->text, c->place->length);
        return cJSON_IsNumber(item);
    case HR_JSON_STRING:
        if (!cJSON_IsString(item))
            return false;
        node->text = hr_arena_strdup(c->arena, item->valuestring);
        return true;
    case HR_JSON_ARRAY:
        return cJSON_IsArray(item);
    case HR_JSON_OBJECT:
        return cJSON_IsObject(item);
    }
    return false;
}

/* Return a copy of ITEM and what is in it; NULL if that is not what the scan saw. The scan also saw
 * to it that this recurses no deeper than HR_JSON_DEPTH_MAX. */
static struct hr_json *copy_node(struct copier *c, const cJSON *item, const struct hr_json *parent)
{
    struct hr_json *node = hr_arena_alloc(c->arena, sizeof(*node));
    const struct hr_json **link = &node->child;

    if (c->place == c->end)
        return NULL;
    *node = (struct hr_json){
        .type = type_at(c->place),
        .parent = parent,
        .source = c->source,
        .line = c->place->line,
        .column = c->place->column,
        .key_line = c->place->key_line,
        .key_column = c->place->key_column,
    };
    if (!fill_node(c, item, node))
        return NULL;
    c->place++;
    for (const cJSON *child = item->child; child; child = child->next) {
        struct hr_json *copy = copy_node(c, child, node);

        if (!copy)
            return NULL;
        *link = copy;
        link = &copy->next;
        node->count++;
    }
    return node;
}

/* Names are compared as cJSON decoded them: "a" and "\u0061" are the same. */
static bool check_names(const struct hr_json *object, struct hr_arena *arena, struct hr_error *err)
{
    const struct hr_json *const *members = hr_json_sorted(object, arena);

    for (size_t i = 1; i < object->count; i++) {
        const struct hr_json *first = members[i - 1], *second = members[i];

        if (strcmp(first->key, second->key) != 0)
            continue;
        hr_error_set(err, arena, HR_ERRC_INPUT,
                     "second \"%s\" in this object; the first is on line %zu", second->key,
                     first->key_line);
        err->where.line = second->key_line;
        err->where.column = second->key_column;
        err->where.pointer = hr_json_pointer(second, arena);
        return false;
    }
    return true;
}

static bool check_tree(const struct hr_json *node, struct hr_arena *arena, struct hr_error *err)
{
    if (node->type == HR_JSON_OBJECT && !check_names(node, arena, err))
        return false;
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (!check_tree(child, arena, err))
            return false;
    }
    return true;
}

/* Let cJSON read what the scan accepted. NULL unless the two agree on every value. */
static const struct hr_json *read_tree(const char *text, size_t size, const char *source,
                                       struct hr_arena *arena, const struct hr_json_places *places)
{
    HR_CLEANUP(delete_tree) cJSON *tree = NULL;
    struct copier copier = { arena, source, places->v, places->v + places->n };
    const struct hr_json *root;
    const char *end = NULL;

    while (size > 0 && strchr(" \t\r\n", text[size - 1]))
        size--; /* cJSON stops behind the value */
    tree = cJSON_ParseWithLengthOpts(text, size, &end, false);
    if (!tree || end != text + size)
        return NULL;
    root = copy_node(&copier, tree, NULL);
    return copier.place == copier.end ? root : NULL;
}

static bool parse(const char *text, size_t size, const char *source, struct hr_arena *arena,
                  const struct hr_json **out, struct hr_error *err)
{
    struct hr_json_places places = { 0 };
    const struct hr_json *root;

    if (!hr_json_scan(text, size, arena, &places, err))
        return false;
    root = read_tree(text, size, source, arena, &places);
    if (!root)
        return hr_error_set(err, arena, HR_ERRC_INPUT, "libcjson cannot read this JSON");
    if (!check_tree(root, arena, err))
        return false;
    *out = root;
    return true;
}

bool hr_json_parse(const char *text, size_t size, const char *source, struct hr_arena *arena,
                   const struct hr_json **out, struct hr_error *err)
{
    source = hr_arena_strdup(arena, source);
    if (parse(text, size, source, arena, out, err))
        return true;
    err->where.source = source;
    return false;
}

const struct hr_json *hr_json_get(const struct hr_json *object, const char *key)
{
    if (!object || object->type != HR_JSON_OBJECT)
        return NULL;
    for (const struct hr_json *member = object->child; member; member = member->next) {
        if (strcmp(member->key, key) == 0)
            return member;
    }
    return NULL;
}

const char *hr_json_string(const struct hr_json *object, const char *key)
{
    const struct hr_json *member = hr_json_get(object, key);

    return member && member->type == HR_JSON_STRING ? member->text : NULL;
}

bool hr_json_integer(const struct hr_json *node, int64_t *out)
{
    return node && node->type == HR_JSON_NUMBER && hr_number_i64(node->text, out);
}

static const char *escape_pointer(const char *key, struct hr_arena *arena)
{
    char *text = hr_arena_array(arena, strlen(key) + 1, 2), *end = text;

    for (; *key; key++) {
        if (*key == '~' || *key == '/') {
            *end++ = '~';
            *end++ = *key == '~' ? '0' : '1';
        } else {
            *end++ = *key;
        }
    }
    return text;
}

const char *hr_json_pointer(const struct hr_json *node, struct hr_arena *arena)
{
    const char *above;
    size_t index = 0;

    if (!node->parent)
        return "";
    above = hr_json_pointer(node->parent, arena);
    if (node->key)
        return hr_arena_printf(arena, "%s/%s", above, escape_pointer(node->key, arena));
    for (const struct hr_json *before = node->parent->child; before != node; before = before->next)
        index++;
    return hr_arena_printf(arena, "%s/%zu", above, index);
}

/* The size of what KEY starts with, once escaped, if that is how TOKEN starts; 0 if not. */
static size_t match_escaped(const char *token, char byte)
{
    if (byte != '~' && byte != '/')
        return *token == byte;
    return token[0] == '~' && token[1] == (byte == '~' ? '0' : '1') ? 2 : 0;
}

/* What follows in POINTER behind "/KEY", or NULL if that is not how it starts. */
static const char *skip_key(const char *pointer, const char *key)
{
    for (pointer++; *key; key++) {
        const size_t size = match_escaped(pointer, *key);

        if (size == 0)
            return NULL;
        pointer += size;
    }
    return *pointer == '/' || !*pointer ? pointer : NULL;
}

/* The same for "/INDEX". */
static const char *skip_index(const char *pointer, size_t index)
{
    const size_t length = strcspn(pointer + 1, "/");
    uint64_t number;

    return hr_number_u64(pointer + 1, length, &number) && number == index ? pointer + 1 + length
                                                                          : NULL;
}

const struct hr_json *hr_json_at(const struct hr_json *root, const char *pointer)
{
    const struct hr_json *at = root;

    while (at && *pointer == '/') {
        const struct hr_json *child = at->child;
        const char *rest = NULL;

        for (size_t i = 0; child; child = child->next, i++) {
            rest = child->key ? skip_key(pointer, child->key) : skip_index(pointer, i);
            if (rest)
                break;
        }
        at = child;
        pointer = rest;
    }
    return at && pointer && !*pointer ? at : NULL;
}

const char *hr_json_type_name(enum hr_json_type type)
{
    static const char *const names[] = {
        [HR_JSON_NULL] = "null",       [HR_JSON_BOOL] = "true or false",
        [HR_JSON_NUMBER] = "a number", [HR_JSON_STRING] = "a string",
        [HR_JSON_ARRAY] = "an array",  [HR_JSON_OBJECT] = "an object",
    };

    return names[type];
}
