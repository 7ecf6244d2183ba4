/* SPDX-License-Identifier: MIT */
/* Documents with a NUL between them, each extending the next: what they come to is a profile by itself,
 * with the same hash, and every value of it has a place in one of them. */
#include "hrun/base/json.h"
#include "hrun/base/jsonw.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/profile.h"

#include "fuzz.h"

#include <string.h>

#define DOCUMENTS_MAX 8

static bool split(const char *text, size_t size, struct hr_arena *arena, struct hr_documents *chain)
{
    struct hr_error err;

    while (chain->n < DOCUMENTS_MAX) {
        const size_t length = strnlen(text, size);
        const char *source = hr_arena_printf(arena, "%zu", chain->n);

        if (!hr_json_parse(text, length, source, arena, HR_VEC_PUSH(arena, chain), &err))
            return false;
        if (length == size)
            return true;
        text += length + 1;
        size -= length + 1;
    }
    return false;
}

static void check_places(const struct hr_profile *profile, const struct hr_json *node,
                         struct hr_arena *arena)
{
    const struct hr_documents *chain = &profile->chain;
    const char *pointer = hr_json_pointer(node, arena);
    const struct hr_json *there = NULL;

    FUZZ_CHECK(hr_json_at(profile->document, pointer) == node);
    for (size_t i = 0; i < chain->n && !there; i++) {
        if (strcmp(chain->v[i]->source, node->source) == 0)
            there = hr_json_at(chain->v[i], pointer);
    }
    FUZZ_CHECK(there && there->type == node->type && there->line == node->line &&
               there->column == node->column);
    for (const struct hr_json *child = node->child; child; child = child->next)
        check_places(profile, child, arena);
}

static void check(const struct hr_documents *chain, struct hr_arena *arena)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    struct hr_profile_text plain = { .source = "whole" };
    const struct hr_profile *again = NULL;
    struct hr_errors errs = { 0 };
    struct hr_profile profile;
    struct hr_jsonw w;

    if (!hr_profile_build(chain, &rules, arena, &profile, &errs)) {
        FUZZ_CHECK(errs.n > 0 && errs.n <= HR_ERRORS_MAX && errs.v[0].where.line > 0);
        return;
    }
    FUZZ_CHECK(errs.n == 0);
    check_places(&profile, profile.document, arena);
    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, profile.document, true);
    plain.text = hr_jsonw_text(&w);
    plain.size = strlen(plain.text);
    FUZZ_CHECK(hr_profile_parse(&plain, &rules, arena, &again, &errs));
    FUZZ_CHECK(strcmp(again->sha256, profile.sha256) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_documents chain = { 0 };
    struct hr_arena arena;

    hr_arena_init(&arena);
    if (split((const char *)data, size, &arena, &chain))
        check(&chain, &arena);
    hr_arena_finish(&arena);
    return 0;
}
