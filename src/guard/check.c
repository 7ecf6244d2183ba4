/* SPDX-License-Identifier: MIT */
#include "hrun/guard/check.h"

#include "hrun/guard/allow.h"

#include <string.h>

bool hr_check_is_typed(const struct hr_setting *setting)
{
    return setting->judged || setting->origin.kind == HR_ORIGIN_ARGUMENT;
}

const char *hr_check_words(const struct hr_setting *setting, struct hr_arena *arena)
{
    const struct hr_setting *typed = setting->was ? setting->was : setting;
    const char *separator = typed->option->kind == HR_KIND_BOOL ? "=" : " ";

    return hr_arena_printf(arena, "--%s%s%s", typed->option->name, separator, typed->raw);
}

static const char *remedy_of(const struct hr_check *k, const char *first, const char *subject)
{
    if (k->level != HR_LEVEL_DENY || k->c->reviewed)
        return first;
    return hr_arena_printf(k->arena, "%s; or %s", first, hr_allow_text(k->rule, subject, k->arena));
}

void hr_check_trip(const struct hr_check *k, const struct hr_trip *trip)
{
    const char *why = trip->why ? trip->why : k->rule->why;
    const char *absent = trip->absent ? trip->absent : k->rule->absent;
    const char *words = trip->by ? hr_check_words(trip->by, k->arena) : absent;

    *HR_VEC_PUSH(k->arena, k->out) = (struct hr_finding){
        .rule = k->rule,
        .level = k->level,
        .setting = trip->by,
        .subject = trip->subject,
        .message = hr_arena_printf(k->arena, "%s: %s", words, why),
        .remedy = remedy_of(k, trip->remedy ? trip->remedy : k->rule->remedy, trip->subject),
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
