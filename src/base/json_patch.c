/* SPDX-License-Identifier: MIT */
#include "hrun/base/json.h"
#include "hrun/base/map.h"

#include <string.h>

static struct hr_json *merge(const struct hr_json *target, const struct hr_json *patch,
                             const struct hr_json *parent, struct hr_arena *arena);

/* NODE without what is in it, to stand in PARENT. */
static struct hr_json *copy_head(const struct hr_json *node, const struct hr_json *parent,
                                 struct hr_arena *arena)
{
    struct hr_json *copy = hr_arena_alloc(arena, sizeof(*copy));

    *copy = *node;
    copy->parent = parent;
    copy->child = copy->next = NULL;
    copy->count = 0;
    return copy;
}

static struct hr_json *copy_all(const struct hr_json *node, const struct hr_json *parent,
                                struct hr_arena *arena)
{
    struct hr_json *copy = copy_head(node, parent, arena);
    const struct hr_json **link = &copy->child;

    for (const struct hr_json *child = node->child; child; child = child->next) {
        struct hr_json *below = copy_all(child, copy, arena);

        *link = below;
        link = &below->next;
        copy->count++;
    }
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
                                     const struct hr_json *parent, struct hr_arena *arena)
{
    struct hr_json *merged = copy_head(patch, parent, arena), *below;
    struct hr_map old_names = { 0 }, new_names = { 0 };
    const struct hr_json **old_rows = index_members(target, arena, &old_names);
    const struct hr_json **new_rows = index_members(patch, arena, &new_names);
    const struct hr_json **link = &merged->child;

    for (size_t i = 0; target && i < target->count; i++) {
        const struct hr_json *change = member_of(&new_names, new_rows, old_rows[i]->key);

        if (change && change->type == HR_JSON_NULL)
            continue;
        below = change ? merge(old_rows[i], change, merged, arena)
                       : copy_all(old_rows[i], merged, arena);
        *link = below;
        link = &below->next;
        merged->count++;
    }
    for (size_t i = 0; i < patch->count; i++) {
        if (new_rows[i]->type == HR_JSON_NULL || member_of(&old_names, old_rows, new_rows[i]->key))
            continue;
        below = merge(NULL, new_rows[i], merged, arena);
        *link = below;
        link = &below->next;
        merged->count++;
    }
    return merged;
}

static struct hr_json *merge(const struct hr_json *target, const struct hr_json *patch,
                             const struct hr_json *parent, struct hr_arena *arena)
{
    if (patch->type != HR_JSON_OBJECT)
        return copy_all(patch, parent, arena);
    if (target && target->type != HR_JSON_OBJECT)
        target = NULL;
    return merge_objects(target, patch, parent, arena);
}

const struct hr_json *hr_json_patch(const struct hr_json *target, const struct hr_json *patch,
                                    struct hr_arena *arena)
{
    return merge(target, patch, NULL, arena);
}

const struct hr_json *hr_json_without(const struct hr_json *object,
                                      bool (*leave_out)(const struct hr_json *member),
                                      struct hr_arena *arena)
{
    struct hr_json *copy = copy_head(object, NULL, arena);
    const struct hr_json **link = &copy->child;

    for (const struct hr_json *member = object->child; member; member = member->next) {
        struct hr_json *below;

        if (leave_out(member))
            continue;
        below = copy_all(member, copy, arena);
        *link = below;
        link = &below->next;
        copy->count++;
    }
    return copy;
}
