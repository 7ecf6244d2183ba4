/* SPDX-License-Identifier: MIT */
/* A profile held to a system policy, for the tests of both. */
#ifndef HRUN_TESTS_HELD_H
#define HRUN_TESTS_HELD_H

#include "hrun/base/jsonw.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/policy.h"

#include "scratch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Texts of these tests write ' for ". */
static inline const char *held_quoted(const char *text)
{
    char *copy = hr_arena_strdup(arena, text);

    for (char *c = strchr(copy, '\''); c; c = strchr(c, '\''))
        *c = '"';
    return copy;
}

/* Read the policy that is MEMBERS beside its version. */
static inline bool held_policy(const char *members, const struct hr_policy **out,
                               struct hr_errors *errs)
{
    struct hr_policy_place *place = hr_arena_alloc(arena, sizeof(*place));
    const struct hr_rule_names rules = hr_rule_names(arena);

    *place = (struct hr_policy_place){ .path = scratch_text("@/policy.json"), .owner = getuid() };
    scratch_file(
        "@/policy.json",
        hr_arena_printf(arena, "{\"version\":1%s\n%s}", *members ? "," : "", held_quoted(members)),
        0644);
    *errs = (struct hr_errors){ 0 };
    return hr_policy_read(place, &rules, arena, out, errs);
}

static inline const struct hr_policy *held_good_policy(const char *members)
{
    const struct hr_policy *policy = NULL;
    struct hr_errors errs;
    const bool there = held_policy(members, &policy, &errs);

    ck_assert_msg(there, "%s: %s", members, there ? "" : hr_error_text(&errs.v[0], arena));
    ck_assert_ptr_nonnull(policy);
    return policy;
}

/* The profile that is MEMBERS beside its version and name. */
static inline struct hr_profile held_profile(const char *members)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const char *text = held_quoted(
        hr_arena_printf(arena, "{'version':1,'name':'x'%s%s}", *members ? "," : "", members));
    const struct hr_profile_text from = { .text = text, .size = strlen(text), .source = "profile" };
    const struct hr_profile *profile = NULL;
    struct hr_errors errs = { 0 };
    const bool good = hr_profile_parse(&from, &rules, arena, &profile, &errs);

    ck_assert_msg(good, "%s: %s", members, good ? "" : hr_error_text(&errs.v[0], arena));
    return *profile;
}

static inline const char *held_text(const struct hr_json *document)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, document, true);
    return hr_jsonw_text(&w);
}

#endif
