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
    bool doubtful; /* nobody knows, and the worst is taken */
    bool unlisted; /* the subject is none that the profile's list takes */
    bool final;    /* docker refuses it as well: refused at any level, and no --allow helps */
};

/* Append a finding. */
void hr_check_trip(const struct hr_check *check, const struct hr_trip *trip);

/* True if SETTING is what a person wrote, or what was made of it; in a review, whoever wrote it. */
bool hr_check_is_typed(const struct hr_setting *setting);

/* The next setting, at *AT of the case's or behind it, that is typed and of one of the rule's options; *AT
 * moves behind it. NULL: there is no more. Start with *AT at 0. */
const struct hr_setting *hr_check_next(const struct hr_check *check, size_t *at);

/* What a list of a profile calls SETTING by: the NAME of NAME=VALUE, else all of it. */
const char *hr_check_name(const struct hr_setting *setting);

/* SETTING in the words of who wrote it: "--publish 80:80", "--privileged=true". */
const char *hr_check_words(const struct hr_setting *setting, struct hr_arena *arena);

/* Trip if the struct hr_seen at the rule's field is `bad`: written, or docker's default. */
void hr_check_seen(const struct hr_check *check);

/* Trip if the struct hr_seen_text at the rule's field is `word` and the profile's key is not. */
void hr_check_word(const struct hr_check *check);

/* Trip on each of the rule's options that says anything: not false, 0 or the empty text. Subject: the
 * value, where it is a text. */
void hr_check_given(const struct hr_check *check);

/* The same, but for what the profile's list at the rule's key names, by globs. Subject: the name. */
void hr_check_listed(const struct hr_check *check);

#endif
