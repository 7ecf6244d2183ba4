/* SPDX-License-Identifier: MIT */
#include "hrun/docker/setting.h"

#include <assert.h>
#include <string.h>

const char *hr_origin_text(const struct hr_origin *origin, struct hr_arena *arena)
{
    switch (origin->kind) {
    case HR_ORIGIN_ARGUMENT:
        return hr_arena_printf(arena, "argument:%zu", origin->number);
    case HR_ORIGIN_PROFILE:
        return hr_arena_printf(arena, "profile:%s:%s", origin->name, origin->pointer);
    case HR_ORIGIN_HRUN:
        break;
    }
    return "hrun";
}

const char *hr_setting_was(const struct hr_setting *setting, struct hr_arena *arena)
{
    const struct hr_setting *was = setting->was;

    if (!was || was->option == setting->option)
        return was ? was->raw : NULL;
    return hr_arena_printf(arena, "--%s=%s", was->option->name, was->raw);
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

const char *hr_setting_key(const struct hr_setting *setting, struct hr_arena *arena)
{
    /* docker keeps a tmpfs by the path as written: /t and /t/ are two, mounted in random order. */
    const char separator = setting->option->kind == HR_KIND_TMPFS ? ':' : '=';

    return hr_arena_strndup(arena, setting->raw,
                            (size_t)(strchrnul(setting->raw, separator) - setting->raw));
}
