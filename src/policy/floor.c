/* SPDX-License-Identifier: MIT */
#include "floor.h"

#include "entry.h"
#include "order.h"

#include <string.h>

/* What the container gets by KEY at NODE is not what the profile says. */
static void note(const struct hr_floor *f, const struct hr_key *key, const struct hr_json *node)
{
    if (key->injects)
        hr_strv_push(f->arena, f->held, hr_json_pointer(node, f->arena));
}

static struct hr_json *copy(const struct hr_floor *f, const struct hr_json *node)
{
    return node ? hr_json_copy(node, f->arena) : NULL;
}

static struct hr_json *hold_value(const struct hr_floor *f, const struct hr_key *key,
                                  const struct hr_json *a, const struct hr_json *b)
{
    const struct hr_json *node = hr_order_tighter(key, a, b);

    if (node && node != a)
        note(f, key, node);
    return copy(f, node);
}

/* True if an element of LIST, which may be NULL, stands for all that TEXT does. */
static bool is_covered(const struct hr_floor *f, const struct hr_key *row,
                       const struct hr_json *list, const char *text)
{
    for (const struct hr_json *node = list ? list->child : NULL; node; node = node->next) {
        if (hr_order_covers(row, node->text, text, f->arena))
            return true;
    }
    return false;
}

/* What both lists have: of two elements the narrower, where one is within the other. */
static struct hr_json *hold_common(const struct hr_floor *f, const struct hr_key *key,
                                   const struct hr_json *a, const struct hr_json *b)
{
    struct hr_json *out = hr_json_hollow(a, f->arena);

    for (const struct hr_json *node = a->child; node; node = node->next) {
        if (is_covered(f, key->members, b, node->text))
            hr_json_append(out, copy(f, node));
    }
    if (out->count < a->count)
        note(f, key, a);
    for (const struct hr_json *node = b ? b->child : NULL; node; node = node->next) {
        if (is_covered(f, key->members, a, node->text) &&
            !is_covered(f, key->members, out, node->text))
            hr_json_append(out, copy(f, node));
    }
    return out;
}

/* What either list has. */
static struct hr_json *hold_both(const struct hr_floor *f, const struct hr_key *key,
                                 const struct hr_json *a, const struct hr_json *b)
{
    struct hr_json *out;

    if (!a || !b)
        return hold_value(f, key, a, b);
    out = copy(f, a);
    for (const struct hr_json *node = b->child; node; node = node->next) {
        if (!is_covered(f, key->members, out, node->text))
            hr_json_append(out, copy(f, node));
    }
    if (out->count == a->count)
        return out;
    out->source = b->source;
    note(f, key, b);
    return out;
}

/* As hold_common, but an empty list is no list, so none may come to one. */
static struct hr_json *hold_within(struct hr_floor *f, const struct hr_key *key,
                                   const struct hr_json *a, const struct hr_json *b)
{
    struct hr_json *out;

    if (!a || !b || a->count == 0 || b->count == 0)
        return copy(f, a && (!b || a->count > 0) ? a : b);
    out = hold_common(f, key, a, b);
    if (out->count == 0)
        f->barred = a;
    return out;
}

/* True for a list that only lets pass, and feeds a locked rule. */
static bool is_frozen(const struct hr_floor *f, const struct hr_key *key)
{
    const struct hr_strv *locked = &f->policy->locked;

    for (size_t i = 0; i < locked->n && !key->injects; i++) {
        if (hr_key_is_guarded(key, locked->v[i]))
            return true;
    }
    return false;
}

static struct hr_json *hold_list(struct hr_floor *f, const struct hr_key *key,
                                 const struct hr_json *a, const struct hr_json *b)
{
    if (key->order == HR_ORDER_WITHIN)
        return hold_within(f, key, a, b);
    if (key->order == HR_ORDER_MORE)
        return hold_both(f, key, a, b);
    return a && (b || is_frozen(f, key)) ? hold_common(f, key, a, b) : copy(f, a);
}

/* The soft or hard limit that NODE, a number or an object of the two, has. */
static const struct hr_json *limit_of(const struct hr_json *node, const char *name)
{
    return node->type == HR_JSON_OBJECT ? hr_json_get(node, name) : node;
}

static struct hr_json *hold_ulimit(const struct hr_floor *f, const struct hr_key *key,
                                   const struct hr_json *a, const struct hr_json *b)
{
    struct hr_json *out;
    bool changed = false;

    if (!a || !b)
        return hold_value(f, key, a, b);
    out = hr_json_hollow(b, f->arena);
    out->type = HR_JSON_OBJECT;
    for (const struct hr_key *row = key->members; row->name; row++) {
        const struct hr_json *own = limit_of(a, row->name);
        struct hr_json *limit = copy(f, hr_order_tighter(row, own, limit_of(b, row->name)));

        changed = changed || strcmp(limit->text, own->text) != 0;
        limit->key = row->name;
        hr_json_append(out, limit);
    }
    if (!changed)
        return copy(f, a);
    note(f, key, b);
    return out;
}

static struct hr_json *hold(struct hr_floor *f, const struct hr_key *key, const struct hr_json *a,
                            const struct hr_json *b);

/* Members of any name: those of the profile, then the policy's others, unless fewer are tighter. */
static void hold_any(struct hr_floor *f, const struct hr_key *key, const struct hr_json *a,
                     const struct hr_json *b, struct hr_json *out)
{
    const struct hr_json *node;

    for (node = a ? a->child : NULL; node; node = node->next) {
        const struct hr_json *other = hr_json_get(b, node->key);

        if (b && !other && key->order == HR_ORDER_FEWER)
            note(f, key, node);
        else
            hr_json_append(out, hold(f, key->members, node, other));
    }
    for (node = b && key->order != HR_ORDER_FEWER ? b->child : NULL; node; node = node->next) {
        if (!hr_json_get(a, node->key))
            hr_json_append(out, hold(f, key->members, NULL, node));
    }
}

static struct hr_json *hold_members(struct hr_floor *f, const struct hr_key *key,
                                    const struct hr_json *a, const struct hr_json *b)
{
    struct hr_json *out, *member;

    if (!b && !a)
        return NULL;
    if (!a && key->order == HR_ORDER_FEWER)
        return NULL;
    out = hr_json_hollow(a ? a : b, f->arena);
    if (strcmp(key->members->name, "*") == 0) {
        hold_any(f, key, a, b, out);
        return out;
    }
    for (const struct hr_key *row = key->members; row->name; row++) {
        member = hold(f, row, hr_json_get(a, row->name), hr_json_get(b, row->name));
        if (member)
            hr_json_append(out, member);
    }
    return out;
}

/* The node that says the level of the rule NAME in RULES, which may be NULL; else NULL. */
static const struct hr_json *level_node(const struct hr_json *rules, const char *name)
{
    const struct hr_json *node = hr_json_get(rules, name);

    return node ? node : hr_json_get(rules, "*");
}

/* The least level of the rule at INDEX by the policy, as a node called after the rule; NULL where the
 * policy says nothing of it. A locked rule is at least what it is where nobody says anything. */
static struct hr_json *least_level(const struct hr_floor *f, const struct hr_json *rules,
                                   size_t index)
{
    const char *name = f->rules->v[index];
    const struct hr_json *node = level_node(rules, name);
    struct hr_json *out;

    if (!node && !hr_policy_locks(f->policy, name))
        return NULL;
    out = hr_json_hollow(node ? node : hr_json_get(f->policy->document, "lock"), f->arena);
    out->type = HR_JSON_STRING;
    out->key = name;
    if (!node)
        out->text = hr_level_name(f->rules->levels[index]);
    return out;
}

/* A level that neither names comes from "*" or from the rule itself, so the rules are gone through. */
static struct hr_json *hold_rules(const struct hr_floor *f, const struct hr_key *key,
                                  const struct hr_json *a, const struct hr_json *b)
{
    struct hr_json *out = hr_json_hollow(a ? a : f->policy->document, f->arena);
    const struct hr_json *every = hr_json_get(a, "*");

    out->key = key->name;
    if (every)
        hr_json_append(out, copy(f, every));
    for (size_t i = 0; i < f->rules->n; i++) {
        const struct hr_json *own = level_node(a, f->rules->v[i]);
        const char *level = own ? own->text : hr_level_name(f->rules->levels[i]);
        struct hr_json *least = least_level(f, b, i);

        if (least && hr_type_word(key->members->words, least->text) >
                         hr_type_word(key->members->words, level))
            hr_json_append(out, least);
        else if (own && own != every)
            hr_json_append(out, copy(f, own));
    }
    return a || out->count > 0 ? out : NULL;
}

/* Return what the values A of the profile and B of the policy, either NULL for absent, come to. */
static struct hr_json *hold(struct hr_floor *f, const struct hr_key *key, const struct hr_json *a,
                            const struct hr_json *b)
{
    if (key->merge == HR_MERGE_OWN)
        return copy(f, a);
    if (key->type == HR_KEY_LIST)
        return hold_list(f, key, a, b);
    if (key->type == HR_KEY_ULIMIT)
        return hold_ulimit(f, key, a, b);
    if (key->members && key->members->type == HR_KEY_LEVEL)
        return hold_rules(f, key, a, b);
    return key->members ? hold_members(f, key, a, b) : hold_value(f, key, a, b);
}

/* True if LESS is a size below MORE; either may be NULL. */
static bool is_below(const struct hr_json *less, const struct hr_json *more)
{
    int64_t low, high;

    return less && more && hr_type_size(less->text, &low) && hr_type_size(more->text, &high) &&
           low < high;
}

struct hr_json *hr_floor_hold(struct hr_floor *f, const struct hr_json *document)
{
    const struct hr_key whole = { .members = hr_profile_keys() };
    struct hr_json *held = hold_members(f, &whole, document, f->policy->document), *out, *member;
    const struct hr_json *swap = hr_json_get(held, "memswap_limit");

    /* The limit of memory and swap together is no less than memory's; where one is the policy's and the
     * other the profile's it may be. */
    if (!is_below(swap, hr_json_get(held, "mem_limit")))
        return held;
    out = hr_json_hollow(held, f->arena);
    for (const struct hr_json *node = held->child; node; node = node->next) {
        const bool lower = strcmp(node->key, "mem_limit") == 0;

        member = copy(f, lower ? swap : node);
        member->key = node->key;
        hr_json_append(out, member);
    }
    return out;
}
