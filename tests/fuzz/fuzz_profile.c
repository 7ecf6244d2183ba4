/* SPDX-License-Identifier: MIT */
/* Reaches the JSON reader and every type of the key table. A profile that is taken is taken again
 * in canonical form, under the same hash; one that is not is refused for a reason that has a place.
 */
#include "hrun/base/json.h"
#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/profile.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct hr_profile *parse(const char *text, size_t size, struct hr_arena *arena)
{
    const struct hr_profile_text from = { .text = text, .size = size, .source = "fuzz" };
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_profile *profile = NULL;
    struct hr_errors errs = { 0 };

    if (hr_profile_parse(&from, &rules, arena, &profile, &errs)) {
        if (errs.n > 0 || !profile || profile->version != 1 || !profile->name)
            abort();
        return profile;
    }
    if (errs.n == 0 || errs.n > HR_ERRORS_MAX || profile)
        abort();
    for (size_t i = 0; i < errs.n; i++) {
        const char *shown = hr_error_text(&errs.v[i], arena);

        if (errs.v[i].where.line == 0 || !hr_text_is_utf8(shown, strlen(shown)))
            abort();
    }
    return NULL;
}

static const char *canonical(const char *text, size_t size, struct hr_arena *arena)
{
    const struct hr_json *document;
    struct hr_error err;
    struct hr_jsonw w;

    if (!hr_json_parse(text, size, "fuzz", arena, &document, &err))
        abort();
    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, document, true);
    return hr_jsonw_text(&w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct hr_profile *profile, *again;
    struct hr_arena arena;
    const char *text, *plain;

    hr_arena_init(&arena);
    text = hr_arena_strndup(&arena, (const char *)data, size);
    profile = parse(text, size, &arena);
    if (profile) {
        plain = canonical(text, size, &arena);
        again = parse(plain, strlen(plain), &arena);
        if (!again || strcmp(profile->sha256, again->sha256) != 0)
            abort();
    }
    hr_arena_finish(&arena);
    return 0;
}
