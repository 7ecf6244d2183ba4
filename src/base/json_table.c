/* SPDX-License-Identifier: MIT */
#include "hrun/base/json.h"

/* What is read, and how far it was. */
struct reading {
    const struct hr_json_row *row;
    const char *pool, *source;
    struct hr_arena *arena;
};

static const char *string_at(const struct reading *r, uint16_t place)
{
    return place ? r->pool + place : NULL;
}

/* As deep as the tree is, which the parser bounded. */
static struct hr_json *read_node(struct reading *r, const struct hr_json *parent)
{
    const struct hr_json_row *row = r->row++;
    struct hr_json *node = hr_arena_alloc(r->arena, sizeof(*node));
    const struct hr_json **link = &node->child;

    *node = (struct hr_json){
        .type = (enum hr_json_type)row->type,
        .key = string_at(r, row->key),
        .boolean = row->boolean,
        .text = string_at(r, row->text),
        .parent = parent,
        .count = row->children,
        .source = r->source,
        .line = row->line,
        .column = row->column,
        .key_line = row->key_line,
        .key_column = row->key_column,
    };
    for (size_t i = 0; i < row->children; i++) {
        struct hr_json *child = read_node(r, node);

        *link = child;
        link = &child->next;
    }
    return node;
}

const struct hr_json *hr_json_from_table(const struct hr_json_table *table, const char *source,
                                         struct hr_arena *arena)
{
    struct reading r = {
        .row = table->rows, .pool = table->pool, .source = source, .arena = arena
    };

    return read_node(&r, NULL);
}
