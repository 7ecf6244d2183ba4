/* SPDX-License-Identifier: MIT */
/*
 * What every check of the rule table is made with: a rule at work on a case, what it finds, and the
 * general checks that most rows name. A value that the profile put there trips nothing. Layer:
 * guard.
 */
#ifndef HRUN_GUARD_CHECK_H
#define HRUN_GUARD_CHECK_H

#include "hrun/guard/guard.h"

#include <stdbool.h>

struct hr_check {
    const struct hr_case *c;
    const struct hr_rule *rule;
    enum hr_level level; /* above allow */
    struct hr_arena *arena;
    struct hr_findings *out;
};

/* What tripped. What is NULL comes from the rule's row. */
struct hr_trip {
    const struct hr_setting *by; /* NULL: something is missing, or the image */
    const char *subject;         /* NULL if the rule has none */
    const char *why, *absent, *remedy;
};

/* Append a finding. */
void hr_check_trip(const struct hr_check *check, const struct hr_trip *trip);

/* True if SETTING is what a person wrote, or what was made of it; in a review, whoever wrote it. */
bool hr_check_is_typed(const struct hr_setting *setting);

/* SETTING in the words of who wrote it: "--publish 80:80", "--privileged=true". */
const char *hr_check_words(const struct hr_setting *setting, struct hr_arena *arena);

/* Trip if the struct hr_seen at the rule's field is `bad`: written, or docker's default. */
void hr_check_seen(const struct hr_check *check);

/* Trip if the struct hr_seen_text at the rule's field is `word` and the profile's key is not. */
void hr_check_word(const struct hr_check *check);

#endif
