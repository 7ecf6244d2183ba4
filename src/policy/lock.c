/* SPDX-License-Identifier: MIT */
#include "lock.h"

#include "hrun/base/text.h"

#include <string.h>

static void add(const char *rule, struct hr_arena *arena, struct hr_strv *out)
{
    if (!hr_strv_has(out, rule))
        hr_strv_push(arena, out, rule);
}

static void add_all(const struct hr_rule_names *rules, struct hr_arena *arena, struct hr_strv *out)
{
    for (size_t i = 0; i < rules->n; i++)
        add(rules->v[i], arena, out);
}

/* The rules that guard KEY and, but in a list, what is in it. */
static void add_guards(const struct hr_key *key, const struct hr_rule_names *rules,
                       struct hr_arena *arena, struct hr_strv *out)
{
    for (size_t i = 0; i < rules->n; i++) {
        if (hr_key_is_guarded(key, rules->v[i]))
            add(rules->v[i], arena, out);
    }
    for (const struct hr_key *member = key->members; member && member->name; member++)
        add_guards(member, rules, arena, out);
}

/* The row of KEYS, NULL for none, that is about the member called by the LENGTH bytes at NAME. */
static const struct hr_key *find(const struct hr_key *keys, const char *name, size_t length)
{
    for (; keys && keys->name; keys++) {
        if (strcmp(keys->name, "*") == 0 ||
            (strlen(keys->name) == length && memcmp(keys->name, name, length) == 0))
            return keys->merge == HR_MERGE_OWN ? NULL : keys;
    }
    return NULL;
}

/* The row that POINTER leads to, *NAME the last of its words; NULL if it leads nowhere. No name in the
 * table needs the escapes of a pointer. */
static const struct hr_key *walk(const char *pointer, const char **name)
{
    const struct hr_key *keys = hr_profile_keys(), *key = NULL;

    while (*pointer == '/') {
        const size_t length = strcspn(pointer + 1, "/");

        *name = pointer + 1;
        key = find(keys, *name, length);
        if (!key)
            return NULL;
        keys = key->type == HR_KEY_LIST ? NULL : key->members;
        pointer += 1 + length;
    }
    return *pointer ? NULL : key;
}

static bool is_rule(const struct hr_rule_names *rules, const char *name)
{
    for (size_t i = 0; i < rules->n; i++) {
        if (strcmp(rules->v[i], name) == 0)
            return true;
    }
    return false;
}

bool hr_lock_rules(const char *pointer, const struct hr_rule_names *rules, struct hr_arena *arena,
                   struct hr_strv *out)
{
    const char *name = "";
    const struct hr_key *key = walk(pointer, &name);
    const bool every =
        !*pointer || strcmp(pointer, "/rules") == 0 || strcmp(pointer, "/rules/*") == 0;

    if (every)
        add_all(rules, arena, out);
    else if (!key || (key->type == HR_KEY_LEVEL && !is_rule(rules, name)))
        return false;
    else if (key->type == HR_KEY_LEVEL)
        add(name, arena, out);
    else
        add_guards(key, rules, arena, out);
    return true;
}

bool hr_lock_read(const struct hr_field *f)
{
    struct hr_strv rules = { 0 };

    if (!hr_lock_rules(f->node->text, f->reader->rules, f->reader->arena, &rules))
        return false;
    hr_strv_push(f->reader->arena, f->member, f->node->text);
    return true;
}

/* Offer the pointers of KEYS and of what is in them, which stand below PREFIX. */
static void offer(const struct hr_key *keys, const char *prefix, struct hr_arena *arena,
                  struct hr_nearest *nearest)
{
    for (; keys && keys->name; keys++) {
        const char *pointer = hr_arena_printf(arena, "%s/%s", prefix, keys->name);

        if (strcmp(keys->name, "*") == 0 || keys->merge == HR_MERGE_OWN)
            continue;
        hr_nearest_offer(nearest, pointer);
        if (keys->type != HR_KEY_LIST)
            offer(keys->members, pointer, arena, nearest);
    }
}

const char *hr_lock_nearest(const struct hr_field *f)
{
    struct hr_arena *arena = f->reader->arena;
    const struct hr_rule_names *rules = f->reader->rules;
    struct hr_nearest nearest = { .word = f->node->text };
    const char *word = f->node->text;

    if (*word != '/')
        nearest.word = word = hr_arena_printf(arena, "/%s", word);
    offer(hr_profile_keys(), "", arena, &nearest);
    for (size_t i = 0; i < rules->n; i++)
        hr_nearest_offer(&nearest, hr_arena_printf(arena, "/rules/%s", rules->v[i]));
    /* Who names a rule alone means it. */
    if (is_rule(rules, word + 1))
        return hr_arena_printf(arena, "/rules%s", word);
    return nearest.best;
}
