/* SPDX-License-Identifier: MIT */
#include "hrun/policy/schema.h"

#include "hrun/base/jsonw.h"
#include "hrun/docker/capability.h"
#include "hrun/docker/ulimit.h"
#include "hrun/policy/key.h"
#include "hrun/policy/policy.h"
#include "hrun/policy/type.h"

#include <string.h>

struct schema {
    struct hr_jsonw w;
    const struct hr_rule_names *rules;
    struct hr_arena *arena;
    bool patch; /* for a file that extends another: it may leave out more, and null removes */
};

static void write_value(struct schema *s, const struct hr_key *key);

static bool takes(const struct hr_key *key, enum hr_json_type type)
{
    return hr_type(key->type)->json & (1U << type);
}

/* The row's line of help, what it is to docker, and which way is tighter. */
static void write_description(struct schema *s, const struct hr_key *key)
{
    struct hr_strv parts = { 0 };

    hr_strv_push(s->arena, &parts, key->help);
    if (key->injects)
        hr_strv_pushf(s->arena, &parts, "docker's --%s", key->injects);
    if (hr_key_order_text(key->order))
        hr_strv_push(s->arena, &parts, hr_key_order_text(key->order));
    hr_jsonw_member_string(&s->w, "description", hr_strv_join(s->arena, &parts, "; "));
}

/* One of several forms that a value may have: { "type": TYPE, then what the caller adds. */
static void open_form(struct schema *s, const char *type)
{
    hr_jsonw_object(&s->w);
    hr_jsonw_member_string(&s->w, "type", type);
}

static void write_words(struct schema *s, const char *const *words)
{
    hr_jsonw_object(&s->w);
    hr_jsonw_key(&s->w, "enum");
    hr_jsonw_array(&s->w);
    for (; *words; words++)
        hr_jsonw_string(&s->w, *words);
    hr_jsonw_end(&s->w);
    hr_jsonw_end(&s->w);
}

/* For an editor to offer: others are right too, in other spellings. */
static void write_capabilities(struct schema *s)
{
    hr_jsonw_object(&s->w);
    hr_jsonw_key(&s->w, "enum");
    hr_jsonw_array(&s->w);
    hr_jsonw_string(&s->w, "ALL");
    for (unsigned i = 0; i < HR_CAPABILITY_COUNT; i++)
        hr_jsonw_string(&s->w, hr_capability_at(i)->name);
    hr_jsonw_end(&s->w);
    hr_jsonw_end(&s->w);
}

/* Strings beyond the row's words are right if the type has a word for them. */
static void write_string(struct schema *s, const struct hr_key *key)
{
    const struct hr_type *type = hr_type(key->type);

    if (key->words)
        write_words(s, key->words);
    if (key->type == HR_KEY_CAPABILITY)
        write_capabilities(s);
    if (key->words && !type->pattern)
        return;
    open_form(s, "string");
    if (type->pattern)
        hr_jsonw_member_string(&s->w, "pattern", type->pattern);
    hr_jsonw_end(&s->w);
}

static void write_number(struct schema *s, const struct hr_key *key)
{
    const bool bounded = key->type == HR_KEY_INTEGER;

    open_form(s, key->type == HR_KEY_CPUS ? "number" : "integer");
    if (bounded || key->type == HR_KEY_ULIMIT)
        hr_jsonw_member_integer(&s->w, "minimum", bounded ? key->min : -1);
    else
        hr_jsonw_member_integer(&s->w, "minimum", 0);
    if (bounded && key->max < INT64_MAX)
        hr_jsonw_member_integer(&s->w, "maximum", key->max);
    hr_jsonw_end(&s->w);
}

static void write_rule_names(struct schema *s)
{
    hr_jsonw_string(&s->w, "*");
    for (size_t i = 0; i < s->rules->n; i++)
        hr_jsonw_string(&s->w, s->rules->v[i]);
}

static void write_limit_names(struct schema *s)
{
    const char *name;

    for (size_t i = 0; (name = hr_ulimit_name(i)); i++)
        hr_jsonw_string(&s->w, name);
}

/* What members of any name, which KEY is about, may be called. */
static void write_names(struct schema *s, const struct hr_key *key)
{
    const char *pattern = hr_type(key->type)->name_pattern;

    hr_jsonw_key(&s->w, "propertyNames");
    hr_jsonw_object(&s->w);
    if (pattern) {
        hr_jsonw_member_string(&s->w, "pattern", pattern);
    } else if (key->type == HR_KEY_LEVEL || key->type == HR_KEY_ULIMIT) {
        hr_jsonw_key(&s->w, "enum");
        hr_jsonw_array(&s->w);
        if (key->type == HR_KEY_LEVEL)
            write_rule_names(s);
        else
            write_limit_names(s);
        hr_jsonw_end(&s->w);
    }
    hr_jsonw_end(&s->w);
}

/* The members that every such object has: of a patch only those that are its own. */
static void write_required(struct schema *s, const struct hr_key *keys)
{
    hr_jsonw_key(&s->w, "required");
    hr_jsonw_array(&s->w);
    for (const struct hr_key *key = keys; key->name; key++) {
        if (key->required && (!s->patch || key->merge == HR_MERGE_OWN))
            hr_jsonw_string(&s->w, key->name);
    }
    hr_jsonw_end(&s->w);
}

static void write_members(struct schema *s, const struct hr_key *keys)
{
    if (strcmp(keys->name, "*") == 0) {
        write_names(s, keys);
        hr_jsonw_key(&s->w, "additionalProperties");
        write_value(s, keys);
        return;
    }
    hr_jsonw_member_bool(&s->w, "additionalProperties", false);
    write_required(s, keys);
    hr_jsonw_key(&s->w, "properties");
    hr_jsonw_object(&s->w);
    for (const struct hr_key *key = keys; key->name; key++) {
        hr_jsonw_key(&s->w, key->name);
        write_value(s, key);
    }
    hr_jsonw_end(&s->w);
}

/* A list replaces another whole, so nothing in it is a patch. */
static void write_list(struct schema *s, const struct hr_key *key)
{
    const bool patch = s->patch;

    s->patch = false;
    open_form(s, "array");
    hr_jsonw_key(&s->w, "items");
    write_value(s, key->members);
    hr_jsonw_end(&s->w);
    s->patch = patch;
}

static void write_forms(struct schema *s, const struct hr_key *key)
{
    if (takes(key, HR_JSON_BOOL)) {
        open_form(s, "boolean");
        hr_jsonw_end(&s->w);
    }
    if (takes(key, HR_JSON_NUMBER))
        write_number(s, key);
    if (takes(key, HR_JSON_STRING))
        write_string(s, key);
    if (takes(key, HR_JSON_ARRAY))
        write_list(s, key);
    if (takes(key, HR_JSON_OBJECT)) {
        open_form(s, "object");
        write_members(s, key->members);
        hr_jsonw_end(&s->w);
    }
}

static void write_value(struct schema *s, const struct hr_key *key)
{
    hr_jsonw_object(&s->w);
    write_description(s, key);
    hr_jsonw_key(&s->w, "anyOf");
    hr_jsonw_array(&s->w);
    write_forms(s, key);
    if (s->patch && key->merge == HR_MERGE_PATCH) {
        open_form(s, "null");
        hr_jsonw_end(&s->w);
    }
    hr_jsonw_end(&s->w);
    hr_jsonw_end(&s->w);
}

/* A whole file: one that extends another, or one that stands alone. */
static void write_file(struct schema *s, const char *word, bool patch)
{
    s->patch = patch;
    hr_jsonw_key(&s->w, word);
    hr_jsonw_object(&s->w);
    write_members(s, hr_profile_keys());
    hr_jsonw_end(&s->w);
}

static void open_schema(struct schema *s, const char *title)
{
    hr_jsonw_init(&s->w, s->arena, 2);
    hr_jsonw_object(&s->w);
    hr_jsonw_member_string(&s->w, "$schema", "http://json-schema.org/draft-07/schema#");
    hr_jsonw_member_string(&s->w, "title", title);
    hr_jsonw_member_string(&s->w, "type", "object");
}

const char *hr_schema(const struct hr_rule_names *rules, struct hr_arena *arena)
{
    struct schema s = { .rules = rules, .arena = arena };

    open_schema(&s, "hrun profile");
    hr_jsonw_key(&s.w, "if");
    hr_jsonw_object(&s.w);
    hr_jsonw_key(&s.w, "required");
    hr_jsonw_array(&s.w);
    hr_jsonw_string(&s.w, "extends");
    hr_jsonw_end(&s.w);
    hr_jsonw_end(&s.w);
    write_file(&s, "then", true);
    write_file(&s, "else", false);
    hr_jsonw_end(&s.w);
    return hr_jsonw_text(&s.w);
}

const char *hr_schema_policy(const struct hr_rule_names *rules, struct hr_arena *arena)
{
    struct schema s = { .rules = rules, .arena = arena };

    open_schema(&s, "hrun system policy");
    write_members(&s, hr_policy_keys(arena));
    hr_jsonw_end(&s.w);
    return hr_jsonw_text(&s.w);
}
