/* SPDX-License-Identifier: MIT */
/* A system policy and a profile with a NUL between them: what is right is held, what the profile comes to is a
 * profile by itself, and to hold it again changes nothing. */
#include "hrun/base/jsonw.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/policy.h"

#include "fuzz.h"

#include <string.h>

static bool read_profile(const char *text, size_t size, const struct hr_rule_names *rules,
                         struct hr_arena *arena, struct hr_profile *out)
{
    const struct hr_profile_text from = { .text = text, .size = size, .source = "profile" };
    const struct hr_profile *profile = NULL;
    struct hr_errors errs = { 0 };

    if (!hr_profile_parse(&from, rules, arena, &profile, &errs))
        return false;
    *out = *profile;
    return true;
}

static bool is_lock(const struct hr_json *member)
{
    return strcmp(member->key, "lock") == 0;
}

/* PROFILE, which is held, stands by itself. */
static void check_alone(const struct hr_profile *profile, const struct hr_rule_names *rules,
                        struct hr_arena *arena)
{
    struct hr_profile again;
    struct hr_jsonw w;
    const char *text;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, hr_json_without(profile->document, is_lock, arena), true);
    text = hr_jsonw_text(&w);
    FUZZ_CHECK(read_profile(text, strlen(text), rules, arena, &again));
}

static void check(const struct hr_policy *policy, const struct hr_rule_names *rules,
                  struct hr_arena *arena, struct hr_profile *profile)
{
    struct hr_strv keys = { 0 }, none = { 0 };
    struct hr_errors errs = { 0 };
    struct hr_profile again;

    if (!hr_policy_hold(policy, rules, arena, profile, &keys, &errs)) {
        FUZZ_CHECK(errs.n > 0 && errs.v[0].where.line > 0);
        return;
    }
    check_alone(profile, rules, arena);
    again = *profile;
    FUZZ_CHECK(hr_policy_hold(policy, rules, arena, &again, &none, &errs));
    FUZZ_CHECK(none.n == 0 && strcmp(again.sha256, profile->sha256) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const size_t length = strnlen(text, size);
    const struct hr_profile_text from = { .text = text, .size = length, .source = "policy" };
    const struct hr_policy *policy = NULL;
    struct hr_rule_names rules;
    struct hr_errors errs = { 0 };
    struct hr_profile profile;
    struct hr_arena arena;

    hr_arena_init(&arena);
    rules = hr_rule_names(&arena);
    if (!hr_policy_parse(&from, &rules, &arena, &policy, &errs))
        FUZZ_CHECK(errs.n > 0 && errs.n <= HR_ERRORS_MAX && errs.v[0].where.line > 0);
    else if (length < size &&
             read_profile(text + length + 1, size - length - 1, &rules, &arena, &profile))
        check(policy, &rules, &arena, &profile);
    hr_arena_finish(&arena);
    return 0;
}
