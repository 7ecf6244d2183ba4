/* SPDX-License-Identifier: MIT */
#include "hrun/guard/check.h"

#include "hrun/guard/allow.h"
#include "hrun/guard/shown.h"
#include "hrun/policy/env_glob.h"

#include <string.h>

/* True if SETTING was made of an option of hrun's own, which has a rule of its own. */
static bool is_made(const struct hr_setting *s)
{
    const char *name = s->was ? s->was->option->name : NULL;

    return name && hr_option_named(hr_docker_options(), name, strlen(name)) != s->was->option;
}

bool hr_check_is_typed(const struct hr_setting *setting)
{
    return setting->judged || (setting->origin.kind == HR_ORIGIN_ARGUMENT && !is_made(setting));
}

/* True if WORDS, one blank between two, have WORD. */
static bool has_word(const char *words, const char *word)
{
    for (const char *at = words; at; at = strchr(at, ' ')) {
        size_t length;

        at += *at == ' ';
        if (*at != *word)
            continue; /* so it is nearly always: every rule asks of every setting */
        length = strlen(word);
        if (strncmp(at, word, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
            return true;
    }
    return false;
}

const struct hr_setting *hr_check_next(const struct hr_check *k, size_t *at)
{
    const struct hr_settings *settings = k->c->settings;

    while (*at < settings->n) {
        const struct hr_setting *s = &settings->v[(*at)++];

        if (has_word(k->rule->options, s->option->name) && hr_check_is_typed(s))
            return s;
    }
    return NULL;
}

const char *hr_check_name(const struct hr_setting *s)
{
    const bool is_map = s->value->kind == HR_KIND_KEY_VALUE || s->value->kind == HR_KIND_SYSCTL;

    return is_map ? s->value->as.env.name : s->raw;
}

const char *hr_check_words(const struct hr_setting *setting, struct hr_arena *arena)
{
    const struct hr_setting *typed = setting->was ? setting->was : setting;
    const char *separator = typed->option->kind == HR_KIND_BOOL ? "=" : " ";

    /* Its value may be a secret, and no rule says anything about it. */
    if (typed->option->kind == HR_KIND_ENV)
        return hr_arena_printf(arena, "--%s %s", typed->option->name, typed->value->as.env.name);
    return hr_arena_printf(arena, "--%s%s%s", typed->option->name, separator,
                           hr_shown_value(typed, arena));
}

/* The --allow that is worth telling of. */
static const char *once_of(const struct hr_check *k, const struct hr_trip *trip)
{
    if (k->level != HR_LEVEL_DENY || k->c->reviewed || trip->final)
        return NULL;
    return hr_allow_text(k->rule, trip->subject, k->arena);
}

void hr_check_trip(const struct hr_check *k, const struct hr_trip *trip)
{
    const char *why = trip->why ? trip->why : k->rule->why;
    const char *absent = trip->absent ? trip->absent : k->rule->absent;
    const char *words = trip->by ? hr_check_words(trip->by, k->arena) : absent;

    *HR_VEC_PUSH(k->arena, k->out) = (struct hr_finding){
        .rule = k->rule,
        .level = trip->final ? HR_LEVEL_DENY : k->level,
        .setting = trip->by,
        .subject = trip->subject,
        .unlisted = trip->unlisted,
        .doubtful = trip->doubtful,
        .message = hr_arena_printf(k->arena, "%s: %s", words, why),
        .what = words,
        .why = why,
        .remedy = trip->remedy ? trip->remedy : k->rule->remedy,
        .once = once_of(k, trip),
    };
}

static const void *seen_at(const struct hr_check *k)
{
    return (const char *)k->c->view + k->rule->field;
}

void hr_check_seen(const struct hr_check *k)
{
    const struct hr_seen *seen = seen_at(k);

    if (seen->v == k->rule->bad && (!seen->by || hr_check_is_typed(seen->by)))
        hr_check_trip(k, &(const struct hr_trip){ .by = seen->by });
}

/* The profile's own word for it: who types that asks for nothing more. */
static const char *profile_word(const struct hr_check *k)
{
    if (k->rule->key == 0)
        return NULL;
    return *(const char *const *)(const void *)((const char *)k->c->profile + k->rule->key);
}

void hr_check_word(const struct hr_check *k)
{
    const struct hr_seen_text *seen = seen_at(k);
    const char *own = profile_word(k);

    if (!seen->by || !hr_check_is_typed(seen->by) || strcmp(seen->v, k->rule->word) != 0)
        return;
    if (!own || strcmp(own, seen->v) != 0)
        hr_check_trip(k, &(const struct hr_trip){ .by = seen->by });
}

static bool is_number(const struct hr_setting *s)
{
    return s->value->kind == HR_KIND_INT || s->value->kind == HR_KIND_BOOL;
}

/* False for what docker takes as if it were not there. */
static bool says_anything(const struct hr_setting *s)
{
    if (s->value->kind == HR_KIND_BOOL)
        return s->value->as.boolean;
    return is_number(s) ? s->value->as.integer != 0 : *s->raw != '\0';
}

void hr_check_given(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        if (says_anything(s))
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = s, .subject = is_number(s) ? NULL : hr_check_name(s) });
    }
}

static const struct hr_strv *list_of(const struct hr_check *k)
{
    return (const struct hr_strv *)(const void *)((const char *)k->c->profile + k->rule->key);
}

void hr_check_listed(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        if (says_anything(s) && !hr_env_glob_find(list_of(k), hr_check_name(s)))
            hr_check_trip(k, &(const struct hr_trip){ .by = s, .subject = hr_check_name(s) });
    }
}
