/* SPDX-License-Identifier: MIT */
#include "hrun/policy/diff.h"

#include "hrun/base/jsonw.h"
#include "hrun/policy/key.h"

#include "order.h"

#include <string.h>

struct diff {
    struct hr_arena *arena;
    struct hr_changes *out;
};

/* The values of both sides at POINTER; NULL where one has none. */
struct pair {
    const struct hr_json *a, *b;
    const char *pointer;
};

static const char *text_of(const struct diff *d, const struct hr_json *node)
{
    struct hr_jsonw w;

    if (!node)
        return NULL;
    hr_jsonw_init(&w, d->arena, 0);
    hr_jsonw_json(&w, node, true);
    return hr_jsonw_text(&w);
}

static void add(const struct diff *d, enum hr_change_kind kind, const char *pointer,
                const char *from, const char *to)
{
    *HR_VEC_PUSH(d->arena, d->out) =
        (struct hr_change){ .kind = kind, .pointer = pointer, .from = from, .to = to };
}

static struct pair below(const struct diff *d, const struct pair *pair, const char *name)
{
    struct pair member = { .a = hr_json_get(pair->a, name), .b = hr_json_get(pair->b, name) };
    const struct hr_json *node = member.a ? member.a : member.b;

    member.pointer = node ? hr_json_pointer(node, d->arena) : pair->pointer;
    return member;
}

static bool is_same(const struct diff *d, const struct hr_key *key, const struct pair *pair)
{
    const struct hr_json *a = pair->a, *b = pair->b;

    if (key->type == HR_KEY_BOOL) /* absent is false */
        return (a && a->boolean) == (b && b->boolean);
    return a && b && strcmp(text_of(d, a), text_of(d, b)) == 0;
}

/* What B is to A, which are not the same. */
static enum hr_change_kind kind_of(const struct hr_key *key, const struct pair *pair)
{
    const struct hr_json *first = hr_order_tighter(key, pair->a, pair->b);
    const struct hr_json *second = hr_order_tighter(key, pair->b, pair->a);

    if (key->order == HR_ORDER_NONE)
        return key->guards ? HR_CHANGE_UNORDERED : HR_CHANGE_HARMLESS;
    if (key->type == HR_KEY_BOOL)
        return (pair->b && pair->b->boolean) == (key->order == HR_ORDER_TRUE) ? HR_CHANGE_TIGHTER
                                                                              : HR_CHANGE_LOOSER;
    if (first != second) /* each way its own: they come to the same */
        return HR_CHANGE__COUNT;
    return first == pair->a ? HR_CHANGE_LOOSER : HR_CHANGE_TIGHTER;
}

static void compare_value(const struct diff *d, const struct hr_key *key, const struct pair *pair)
{
    const enum hr_change_kind kind = is_same(d, key, pair) ? HR_CHANGE__COUNT : kind_of(key, pair);

    if (kind != HR_CHANGE__COUNT)
        add(d, kind, pair->pointer, text_of(d, pair->a), text_of(d, pair->b));
}

static bool is_covered(const struct diff *d, const struct hr_key *row, const struct hr_json *list,
                       const struct hr_json *element)
{
    for (const struct hr_json *node = list ? list->child : NULL; node; node = node->next) {
        if (hr_order_covers(row, node->text, element->text, d->arena))
            return true;
    }
    return false;
}

/* What of LIST the OTHER does not cover, as JSON; NULL for nothing. */
static const char *rest_of(const struct diff *d, const struct hr_key *row,
                           const struct hr_json *list, const struct hr_json *other)
{
    struct hr_jsonw w;
    size_t count = 0;

    hr_jsonw_init(&w, d->arena, 0);
    hr_jsonw_array(&w);
    for (const struct hr_json *node = list ? list->child : NULL; node; node = node->next) {
        if (is_covered(d, row, other, node))
            continue;
        hr_jsonw_json(&w, node, false);
        count++;
    }
    hr_jsonw_end(&w);
    return count > 0 ? hr_jsonw_text(&w) : NULL;
}

static void compare_list(const struct diff *d, const struct hr_key *key, const struct pair *pair)
{
    const char *only_a = rest_of(d, key->members, pair->a, pair->b);
    const char *only_b = rest_of(d, key->members, pair->b, pair->a);
    const bool empty_a = !pair->a || pair->a->count == 0, empty_b = !pair->b || pair->b->count == 0;
    enum hr_change_kind more = HR_CHANGE_LOOSER, less = HR_CHANGE_TIGHTER;

    /* Of a list that holds everything back but what it has, none at all is no list. */
    if (key->order == HR_ORDER_MORE || (key->order == HR_ORDER_WITHIN && empty_a != empty_b)) {
        more = HR_CHANGE_TIGHTER;
        less = HR_CHANGE_LOOSER;
    }
    if (only_b)
        add(d, more, pair->pointer, NULL, only_b);
    if (only_a)
        add(d, less, pair->pointer, only_a, NULL);
}

static void compare(const struct diff *d, const struct hr_key *key, const struct pair *pair);

/* The limits of a ulimit, which is one number for both or an object. */
static void compare_limit(const struct diff *d, const struct hr_key *key, const struct pair *pair)
{
    for (const struct hr_key *row = key->members; row->name; row++) {
        const struct pair limit = {
            .a = pair->a && pair->a->type == HR_JSON_OBJECT ? hr_json_get(pair->a, row->name)
                                                            : pair->a,
            .b = pair->b && pair->b->type == HR_JSON_OBJECT ? hr_json_get(pair->b, row->name)
                                                            : pair->b,
            .pointer = pair->pointer,
        };

        compare_value(d, row, &limit);
    }
}

/* A member whose name is the profile's own: a path, a variable. */
static void compare_named(const struct diff *d, const struct hr_key *key, const struct hr_key *row,
                          const struct pair *member)
{
    if ((member->a && member->b) || key->order != HR_ORDER_FEWER)
        compare(d, row, member);
    else
        add(d, member->b ? HR_CHANGE_LOOSER : HR_CHANGE_TIGHTER, member->pointer,
            text_of(d, member->a), text_of(d, member->b));
}

static void compare_names(const struct diff *d, const struct hr_key *key, const struct pair *pair)
{
    struct pair member;

    for (const struct hr_json *node = pair->a ? pair->a->child : NULL; node; node = node->next) {
        member = below(d, pair, node->key);
        compare_named(d, key, key->members, &member);
    }
    for (const struct hr_json *node = pair->b ? pair->b->child : NULL; node; node = node->next) {
        member = below(d, pair, node->key);
        if (!member.a)
            compare_named(d, key, key->members, &member);
    }
}

static void compare_members(const struct diff *d, const struct hr_key *rows,
                            const struct pair *pair)
{
    for (const struct hr_key *row = rows; row->name; row++) {
        const struct pair member = below(d, pair, row->name);

        if ((member.a || member.b) && row->merge != HR_MERGE_OWN)
            compare(d, row, &member);
    }
}

static void compare(const struct diff *d, const struct hr_key *key, const struct pair *pair)
{
    if (key->type == HR_KEY_LIST)
        compare_list(d, key, pair);
    else if (key->type == HR_KEY_ULIMIT)
        compare_limit(d, key, pair);
    else if (!key->members)
        compare_value(d, key, pair);
    else if (key->members->type == HR_KEY_LEVEL)
        return; /* by what the rules come to: "*" and the rules' own levels count too */
    else if (strcmp(key->members->name, "*") == 0)
        compare_names(d, key, pair);
    else
        compare_members(d, key->members, pair);
}

void hr_profile_diff(const struct hr_profile *first, const struct hr_profile *second,
                     const struct hr_level_pairs *levels, struct hr_arena *arena,
                     struct hr_changes *out)
{
    const struct diff d = { .arena = arena, .out = out };
    const struct pair all = { .a = first->document, .b = second->document, .pointer = "" };

    compare_members(&d, hr_profile_keys(), &all);
    for (size_t i = 0; i < levels->n; i++) {
        const struct hr_level_pair *level = &levels->v[i];

        if (level->first != level->second)
            add(&d, level->second < level->first ? HR_CHANGE_LOOSER : HR_CHANGE_TIGHTER,
                hr_arena_printf(arena, "/rules/%s", level->rule),
                hr_arena_printf(arena, "\"%s\"", hr_level_name(level->first)),
                hr_arena_printf(arena, "\"%s\"", hr_level_name(level->second)));
    }
}

const char *hr_change_name(enum hr_change_kind kind)
{
    static const char *const names[] = {
        [HR_CHANGE_LOOSER] = "looser",
        [HR_CHANGE_UNORDERED] = "differs",
        [HR_CHANGE_TIGHTER] = "tighter",
        [HR_CHANGE_HARMLESS] = "other",
    };

    return names[kind];
}
