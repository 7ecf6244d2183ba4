/* SPDX-License-Identifier: MIT */
#include "hrun/docker/setting.h"

#include "hrun/base/map.h"

#include <assert.h>
#include <string.h>

const char *hr_origin_text(const struct hr_origin *origin, struct hr_arena *arena)
{
    switch (origin->kind) {
    case HR_ORIGIN_ARGUMENT:
        return hr_arena_printf(arena, "argument:%zu", origin->number);
    case HR_ORIGIN_PROFILE:
        return hr_arena_printf(arena, "profile:%s:%s", origin->name, origin->pointer);
    case HR_ORIGIN_POLICY:
        return hr_arena_printf(arena, "policy:%s", origin->pointer);
    case HR_ORIGIN_FILE:
        return hr_arena_printf(arena, "file:%s:%zu", origin->name, origin->number);
    case HR_ORIGIN_COMPOSE:
        return hr_arena_printf(arena, "compose:%s:%zu", origin->name, origin->number);
    case HR_ORIGIN_INSPECT:
        return hr_arena_printf(arena, "inspect:%s:%s", origin->name, origin->pointer);
    case HR_ORIGIN_HRUN:
        break;
    }
    return "hrun";
}

const struct hr_setting *hr_settings_last(const struct hr_settings *settings, const char *name)
{
    const struct hr_option *option = hr_option(name);

    for (size_t i = settings->n; i > 0; i--) {
        if (settings->v[i - 1].option == option)
            return &settings->v[i - 1];
    }
    return NULL;
}

const struct hr_setting *hr_settings_first(const struct hr_settings *settings, const char *name)
{
    const struct hr_option *option = hr_option(name);

    for (size_t i = 0; i < settings->n; i++) {
        if (settings->v[i].option == option)
            return &settings->v[i];
    }
    return NULL;
}

bool hr_settings_bool(const struct hr_settings *settings, const char *name, bool fallback)
{
    const struct hr_setting *setting = hr_settings_last(settings, name);

    if (!setting)
        return fallback;
    assert(setting->value->kind == HR_KIND_BOOL);
    return setting->value->as.boolean;
}

static size_t key_length(const struct hr_setting *setting)
{
    /* docker keeps a tmpfs by the path as written: /t and /t/ are two, mounted in random order. */
    const char separator = setting->option->kind == HR_KIND_TMPFS ? ':' : '=';

    return (size_t)(strchrnul(setting->raw, separator) - setting->raw);
}

const char *hr_setting_key(const struct hr_setting *setting, struct hr_arena *arena)
{
    return hr_arena_strndup(arena, setting->raw, key_length(setting));
}

/* OPTION=KEY; by hand, as there may be thousands. */
static const char *option_and_key(const struct hr_setting *s, struct hr_arena *arena)
{
    const size_t option = strlen(s->option->name), key = key_length(s);
    char *text = hr_arena_alloc(arena, option + 1 + key + 1);

    memcpy(text, s->option->name, option);
    text[option] = '=';
    memcpy(text + option + 1, s->raw, key);
    return text;
}

/* The text that tells which setting S replaces: its option alone, or with its key. NULL if it
 * replaces none. */
static const char *identity(const struct hr_setting *s, struct hr_arena *arena)
{
    switch (s->option->repeat) {
    case HR_REPEAT_LAST:
        return s->option->name;
    case HR_REPEAT_MAP:
        return option_and_key(s, arena);
    case HR_REPEAT_LIST:
    case HR_REPEAT_FIRST:
        break;
    }
    return NULL;
}

void hr_settings_fold(const struct hr_settings *all, struct hr_arena *arena,
                      struct hr_settings *out)
{
    /* What is replaced stays where known clients read it differently: one that cannot read it refuses
     * the line, and is to go on doing so. */
    const struct hr_settings kept = { .v = hr_arena_array(arena, all->n, sizeof(*all->v)) };
    struct hr_map seen = { 0 };
    size_t first = all->n;

    for (size_t i = all->n; i > 0; i--) {
        const struct hr_setting *s = &all->v[i - 1];
        const char *key = identity(s, arena);
        size_t old;
        const bool replaced = key && hr_map_put(&seen, arena, key, i, &old);

        if (!replaced || s->value->differs)
            kept.v[--first] = *s;
    }
    *out = (struct hr_settings){ .v = kept.v + first, .n = all->n - first, .cap = all->n - first };
}
