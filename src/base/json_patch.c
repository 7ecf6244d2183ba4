/* SPDX-License-Identifier: MIT */
#include "hrun/base/json.h"
#include "hrun/base/map.h"

#include <string.h>

static struct hr_json *merge(const struct hr_json *target, const struct hr_json *patch,
                             struct hr_arena *arena);

struct hr_json *hr_json_hollow(const struct hr_json *node, struct hr_arena *arena)
{
    struct hr_json *copy = hr_arena_alloc(arena, sizeof(*copy));

    *copy = *node;
    copy->child = copy->next = copy->parent = NULL;
    copy->last = NULL;
    copy->count = 0;
    return copy;
}

void hr_json_append(struct hr_json *parent, struct hr_json *child)
{
    child->parent = parent;
    if (parent->last)
        parent->last->next = child;
    else
        parent->child = child;
    parent->last = child;
    parent->count++;
}

struct hr_json *hr_json_copy(const struct hr_json *node, struct hr_arena *arena)
{
    struct hr_json *copy = hr_json_hollow(node, arena);

    for (const struct hr_json *child = node->child; child; child = child->next)
        hr_json_append(copy, hr_json_copy(child, arena));
    return copy;
}

/* Return the members of OBJECT, which may be NULL, in a row; NAMES gets the place of each there. */
static const struct hr_json **index_members(const struct hr_json *object, struct hr_arena *arena,
                                            struct hr_map *names)
{
    const struct hr_json **rows = hr_arena_array(arena, object ? object->count : 0, sizeof(*rows));
    size_t n = 0, old;

    for (const struct hr_json *member = object ? object->child : NULL; member;
         member = member->next) {
        rows[n] = member;
        hr_map_put(names, arena, member->key, n++, &old);
    }
    return rows;
}

static const struct hr_json *member_of(const struct hr_map *names, const struct hr_json **rows,
                                       const char *key)
{
    size_t index;

    return hr_map_get(names, key, &index) ? rows[index] : NULL;
}

/* The members of TARGET (NULL: none), each patched or gone, then the new ones of PATCH. */
static struct hr_json *merge_objects(const struct hr_json *target, const struct hr_json *patch,
                                     struct hr_arena *arena)
{
    struct hr_json *merged = hr_json_hollow(patch, arena);
    struct hr_map old_names = { 0 }, new_names = { 0 };
    const struct hr_json **old_rows = index_members(target, arena, &old_names);
    const struct hr_json **new_rows = index_members(patch, arena, &new_names);

    for (size_t i = 0; target && i < target->count; i++) {
        const struct hr_json *change = member_of(&new_names, new_rows, old_rows[i]->key);

        if (!change)
            hr_json_append(merged, hr_json_copy(old_rows[i], arena));
        else if (change->type != HR_JSON_NULL)
            hr_json_append(merged, merge(old_rows[i], change, arena));
    }
    for (size_t i = 0; i < patch->count; i++) {
        if (new_rows[i]->type != HR_JSON_NULL && !member_of(&old_names, old_rows, new_rows[i]->key))
            hr_json_append(merged, merge(NULL, new_rows[i], arena));
    }
    return merged;
}

static struct hr_json *merge(const struct hr_json *target, const struct hr_json *patch,
                             struct hr_arena *arena)
{
    if (patch->type != HR_JSON_OBJECT)
        return hr_json_copy(patch, arena);
    if (target && target->type != HR_JSON_OBJECT)
        target = NULL;
    return merge_objects(target, patch, arena);
}

const struct hr_json *hr_json_patch(const struct hr_json *target, const struct hr_json *patch,
                                    struct hr_arena *arena)
{
    return merge(target, patch, arena);
}

const struct hr_json *hr_json_without(const struct hr_json *object,
                                      bool (*leave_out)(const struct hr_json *member),
                                      struct hr_arena *arena)
{
    struct hr_json *copy = hr_json_hollow(object, arena);

    for (const struct hr_json *member = object->child; member; member = member->next) {
        if (!leave_out(member))
            hr_json_append(copy, hr_json_copy(member, arena));
    }
    return copy;
}
