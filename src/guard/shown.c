/* SPDX-License-Identifier: MIT */
#include "hrun/guard/shown.h"

#include "hrun/base/text.h"
#include "hrun/docker/csv.h"
#include "hrun/guard/secret.h"

#include <string.h>

#define HIDDEN "(hidden)"

const char *hr_shown_text(const char *text, struct hr_arena *arena)
{
    return hr_secret_shape(text, true, arena) ? HIDDEN : text;
}

const char *hr_shown_pair(const char *pair, struct hr_arena *arena)
{
    const size_t length = strcspn(pair, "=");
    const char *key = hr_arena_strndup(arena, pair, length);

    if (!pair[length])
        return hr_shown_text(pair, arena);
    if (hr_secret_shape(key, true, arena))
        return HIDDEN;
    if (!hr_secret_find(key, pair + length + 1, arena))
        return pair;
    return hr_arena_printf(arena, "%s=" HIDDEN, key);
}

/* A field of --mount or --network, of which some hold a pair themselves. */
static const char *shown_field(const char *field, struct hr_arena *arena)
{
    static const char *const keys[] = { "driver-opt", "volume-label", "volume-opt" };
    const size_t length = strcspn(field, "=");
    const char *key = hr_arena_strndup(arena, field, length);
    const char *rest = field[length] ? field + length + 1 : "", *shown;

    for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++) {
        if (!hr_text_equal_nocase(keys[i], key))
            continue;
        shown = hr_shown_pair(rest, arena);
        return shown == rest ? field : hr_arena_printf(arena, "%s=%s", key, shown);
    }
    return hr_shown_text(field, arena);
}

static const char *shown_fields(const char *raw, struct hr_arena *arena)
{
    struct hr_strv fields = { 0 }, shown = { 0 };
    struct hr_error ignored;
    bool hides = false;

    if (!strchr(raw, '=') || !hr_csv_record(raw, arena, &fields, &ignored))
        return hr_shown_text(raw, arena);
    for (size_t i = 0; i < fields.n; i++) {
        hr_strv_push(arena, &shown, shown_field(fields.v[i], arena));
        hides = hides || strcmp(shown.v[i], fields.v[i]) != 0;
    }
    return hides ? hr_csv_write(&shown, arena) : raw;
}

/* True for what hrun itself or a profile put there: nothing in it is a person's, but for the reasons that
 * labels record. */
static bool is_own(const struct hr_setting *s)
{
    switch (s->origin.kind) {
    case HR_ORIGIN_HRUN:
        return !hr_text_starts(s->raw, "hrun.allow.");
    case HR_ORIGIN_PROFILE:
    case HR_ORIGIN_POLICY:
        return !s->judged;
    case HR_ORIGIN_ARGUMENT:
    case HR_ORIGIN_FILE:
    case HR_ORIGIN_COMPOSE:
    case HR_ORIGIN_INSPECT:
        break;
    }
    return false;
}

/* True for an option of which the value is KEY=VALUE. */
static bool is_pair(const struct hr_option *option)
{
    return option->kind == HR_KIND_KEY_VALUE || option->kind == HR_KIND_LABEL ||
           strcmp(option->name, "opt") == 0;
}

const char *hr_shown_value(const struct hr_setting *s, struct hr_arena *arena)
{
    const enum hr_kind kind = s->option->kind;

    if (s->passage == HR_PASSAGE_MASKED)
        return hr_arena_printf(arena, "%s=" HIDDEN, s->value->as.env.name);
    if (kind == HR_KIND_ENV || kind == HR_KIND_BOOL || is_own(s))
        return s->raw;
    if (is_pair(s->option))
        return hr_shown_pair(s->raw, arena);
    if (kind == HR_KIND_MOUNT || kind == HR_KIND_NETWORK)
        return shown_fields(s->raw, arena);
    return hr_shown_text(s->raw, arena);
}

const char *hr_shown_was(const struct hr_setting *s, struct hr_arena *arena)
{
    const struct hr_setting *was = s->was;

    if (!was || was->option == s->option)
        return was ? hr_shown_value(was, arena) : NULL;
    return hr_arena_printf(arena, "--%s=%s", was->option->name, hr_shown_value(was, arena));
}

const char *hr_shown_lacks(const struct hr_setting *s, struct hr_arena *arena)
{
    const char *shown = hr_shown_value(s, arena);

    if (shown == s->raw)
        return NULL;
    if (s->option->kind == HR_KIND_ENV)
        return s->value->as.env.name;
    if (!is_pair(s->option) || strcmp(shown, HIDDEN) == 0)
        return hr_arena_printf(arena, "--%s", s->option->name);
    return hr_arena_printf(arena, "--%s %.*s", s->option->name, (int)strcspn(s->raw, "="), s->raw);
}
