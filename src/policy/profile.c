/* SPDX-License-Identifier: MIT */
#include "hrun/policy/profile.h"

#include "hrun/base/json.h"
#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/policy/policy.h"
#include "hrun/policy/reader.h"

#include <string.h>

#define NAME_BYTES 64

void hr_profile_hash(const struct hr_json *document, struct hr_arena *arena,
                     char out[HR_SHA256_HEX])
{
    struct hr_jsonw w;
    const char *text;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, document, true);
    text = hr_jsonw_text(&w);
    hr_sha256_hex(text, strlen(text), out);
}

/* What every profile calls itself by: the name, or where there is none the file. */
static const char *name_of(const struct hr_json *document)
{
    const char *name = hr_json_string(document, "name");

    return name ? name : document->source;
}

const char *hr_profile_chain(const struct hr_documents *chain, struct hr_arena *arena)
{
    struct hr_strv names = { 0 };

    for (size_t i = 0; i < chain->n; i++)
        hr_strv_push(arena, &names, name_of(chain->v[i]));
    return hr_strv_join(arena, &names, " extends ");
}

static bool is_own(const struct hr_json *member)
{
    for (const struct hr_key *key = hr_profile_keys(); key->name; key++) {
        if (strcmp(key->name, member->key) == 0)
            return key->merge == HR_MERGE_OWN;
    }
    return false;
}

static bool is_extends(const struct hr_json *member)
{
    return strcmp(member->key, "extends") == 0;
}

/* The last document can lean on none. */
static void check_end(struct hr_reader *reader, const struct hr_json *document)
{
    const struct hr_json *extends = hr_json_get(document, "extends");

    if (extends)
        hr_reader_bad_value(reader, extends, "nothing that can be extended is known here");
}

/* Read every document by itself: one that is mended by another is wrong all the same. */
static bool check_each(const struct hr_documents *chain, struct hr_reader *reader,
                       struct hr_profile *out)
{
    bool good = true;

    for (size_t i = 0; i < chain->n; i++) {
        *out = (struct hr_profile){ 0 };
        reader->inherited = i > 0;
        reader->patch = i + 1 < chain->n;
        good = hr_reader_document(reader, hr_profile_keys(), chain->v[i], out) && good;
    }
    reader->inherited = reader->patch = false;
    if (good)
        check_end(reader, chain->v[chain->n - 1]);
    return reader->errs->n == 0;
}

bool hr_profile_build(const struct hr_documents *chain, const struct hr_rule_names *rules,
                      struct hr_arena *arena, struct hr_profile *out, struct hr_errors *errs)
{
    struct hr_profile profile;
    struct hr_reader reader = {
        .rules = rules, .arena = arena, .errs = errs, .chain = hr_profile_chain(chain, arena)
    };
    const struct hr_json *document = chain->v[chain->n - 1];

    if (!check_each(chain, &reader, &profile))
        return false;
    for (size_t i = chain->n - 1; i > 0; i--)
        document = hr_json_patch(hr_json_without(document, is_own, arena), chain->v[i - 1], arena);
    if (chain->n > 1) {
        profile = (struct hr_profile){ 0 };
        if (!hr_reader_document(&reader, hr_profile_keys(), document, &profile))
            return false;
        document = hr_json_without(document, is_extends, arena);
    }
    profile.document = document;
    profile.chain = *chain;
    if (chain->sha256)
        memcpy(profile.sha256, chain->sha256, sizeof(profile.sha256));
    else
        hr_profile_hash(document, arena, profile.sha256);
    *out = profile;
    return true;
}

bool hr_profile_parse(const struct hr_profile_text *from, const struct hr_rule_names *rules,
                      struct hr_arena *arena, const struct hr_profile **out, struct hr_errors *errs)
{
    struct hr_documents chain = { 0 };
    struct hr_profile *profile = hr_arena_alloc(arena, sizeof(*profile));
    struct hr_error err;

    if (!hr_json_parse(from->text, from->size, from->source, arena, HR_VEC_PUSH(arena, &chain),
                       &err)) {
        *HR_VEC_PUSH(arena, errs) = err;
        return false;
    }
    if (!hr_profile_build(&chain, rules, arena, profile, errs))
        return false;
    profile->path = from->path;
    *out = profile;
    return true;
}

const char *hr_profile_origin(const struct hr_profile *profile, const char *pointer)
{
    const struct hr_json *node = profile->document ? hr_json_at(profile->document, pointer) : NULL;

    if (hr_policy_says(profile, pointer))
        return profile->policy->alone.name;
    for (size_t i = 0; node && i < profile->chain.n; i++) {
        if (strcmp(profile->chain.v[i]->source, node->source) == 0)
            return name_of(profile->chain.v[i]);
    }
    return profile->name;
}

bool hr_profile_is_name(const char *name)
{
    const size_t length = strlen(name);

    /* What starts with a letter or digit is neither an option nor a hidden file. */
    return length <= NAME_BYTES && strspn(name, HR_LOWER HR_DIGITS) > 0 &&
           strspn(name, HR_LOWER HR_DIGITS "._-") == length;
}

enum hr_level hr_profile_level(const struct hr_profile *profile, const char *rule,
                               enum hr_level fallback)
{
    enum hr_level level = fallback;

    for (size_t i = 0; i < profile->rules.n; i++) {
        const struct hr_profile_rule *row = &profile->rules.v[i];

        if (strcmp(row->name, rule) == 0)
            return row->level;
        if (strcmp(row->name, "*") == 0)
            level = row->level;
    }
    return level;
}

/* VALUE, or NULL if it is one of WORDS, which end in NULL. */
static const char *none_of(const char *value, const char *const *words)
{
    for (; value && *words; words++) {
        if (strcmp(value, *words) == 0)
            return NULL;
    }
    return value;
}

const char *hr_profile_own_user(const struct hr_profile *profile)
{
    static const char *const words[] = { "image", "host", NULL };

    return none_of(profile->user, words);
}

const char *hr_profile_own_seccomp(const struct hr_profile *profile)
{
    static const char *const words[] = { "default", NULL };

    return none_of(profile->seccomp, words);
}

const char *hr_profile_own_apparmor(const struct hr_profile *profile)
{
    static const char *const words[] = { "auto", NULL };

    return none_of(profile->apparmor, words);
}

const char *hr_level_name(enum hr_level level)
{
    static const char *const names[] = {
        [HR_LEVEL_UNSET] = "unset",
        [HR_LEVEL_ALLOW] = "allow",
        [HR_LEVEL_WARN] = "warn",
        [HR_LEVEL_DENY] = "deny",
    };

    return names[level];
}
