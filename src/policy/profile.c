/* SPDX-License-Identifier: MIT */
#include "hrun/policy/profile.h"

#include "hrun/base/json.h"
#include "hrun/base/jsonw.h"
#include "hrun/policy/reader.h"

#include <string.h>

static void hash(const struct hr_json *document, struct hr_arena *arena, char out[HR_SHA256_HEX])
{
    struct hr_jsonw w;
    const char *text;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, document, true);
    text = hr_jsonw_text(&w);
    hr_sha256_hex(text, strlen(text), out);
}

bool hr_profile_parse(const struct hr_profile_text *from, const struct hr_rule_names *rules,
                      struct hr_arena *arena, const struct hr_profile **out, struct hr_errors *errs)
{
    struct hr_profile *profile = hr_arena_alloc(arena, sizeof(*profile));
    struct hr_reader reader = { .rules = rules, .arena = arena, .errs = errs };
    const struct hr_json *document;
    struct hr_error err;

    if (!hr_json_parse(from->text, from->size, from->source, arena, &document, &err)) {
        *HR_VEC_PUSH(arena, errs) = err;
        return false;
    }
    if (!hr_reader_profile(&reader, document, profile))
        return false;
    profile->path = from->path;
    hash(document, arena, profile->sha256);
    *out = profile;
    return true;
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
