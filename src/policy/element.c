/* SPDX-License-Identifier: MIT */
#include "element.h"

#include "hrun/base/text.h"
#include "hrun/docker/capability.h"
#include "hrun/docker/device.h"
#include "hrun/docker/go.h"
#include "hrun/policy/match.h"

#include "entry.h"

#include <string.h>

/* Take an element that is checked already. */
static bool add(const struct hr_field *f)
{
    hr_strv_push(f->reader->arena, f->member, f->node->text);
    return true;
}

bool hr_element_capability(const struct hr_field *f)
{
    const char *text = f->node->text;

    if (hr_capability_find(text) < 0 && !hr_capability_is_all(text))
        return false;
    return add(f);
}

const char *hr_element_nearest_capability(const struct hr_field *f)
{
    char *word = hr_arena_strdup(f->reader->arena, f->node->text);
    struct hr_nearest nearest = { .word = word };

    for (char *c = word; *c; c++) {
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
    if (hr_text_starts(word, "CAP_"))
        nearest.word += strlen("CAP_");
    hr_nearest_offer(&nearest, "ALL");
    for (unsigned i = 0; i < HR_CAPABILITY_COUNT; i++)
        hr_nearest_offer(&nearest, hr_capability_at(i)->name);
    return nearest.best;
}

bool hr_element_group(const struct hr_field *f)
{
    const char *text = f->node->text;
    const bool named = strspn(text, "0123456789") != strlen(text);

    if (named ? f->node->type != HR_JSON_STRING || !hr_type_is_word(text, "_.-")
              : !hr_type_is_id(text, strlen(text), 0))
        return false;
    return add(f);
}

bool hr_element_image(const struct hr_field *f)
{
    struct hr_glob glob;

    return hr_glob_parse(f->node->text, f->reader->arena, &glob) && add(f);
}

#define GLOB_BYTES HR_ALNUM "_./*-"

bool hr_element_glob(const struct hr_field *f)
{
    const char *text = f->node->text;

    return *text && strspn(text, GLOB_BYTES) == strlen(text) && add(f);
}

bool hr_element_profile(const struct hr_field *f)
{
    return hr_profile_is_name(f->node->text) && add(f);
}

bool hr_element_token(const struct hr_field *f)
{
    return hr_type_is_word(f->node->text, "_.-/:") && add(f);
}

/* With letters for '*' it is a device to every client: without a colon, behind which docker expects a
 * path of the container's. */
bool hr_element_device(const struct hr_field *f)
{
    struct hr_arena *arena = f->reader->arena;
    char *sample = hr_arena_alloc(arena, 2 * strlen(f->node->text) + 1), *end = sample;
    struct hr_device device;
    struct hr_error err;

    /* Two letters: a CDI name of one brings some clients down. */
    for (const char *c = f->node->text; *c; c++) {
        if (*c == '*')
            end = stpcpy(end, "aa");
        else
            *end++ = *c;
    }
    if (strchr(sample, ':') || !hr_text_is_plain(sample) ||
        !hr_device_parse(sample, arena, &device, &err))
        return false;
    if (!device.cdi && (*sample != '/' || strcmp(hr_go_clean(arena, sample), sample) != 0))
        return false;
    return add(f);
}

/* A path with no dot or slash in front is likelier meant for something else: a volume, or a '~' or '$'
 * that no shell reads here. Neither would be denied what it says. */
bool hr_element_host_path(const struct hr_field *f)
{
    const char *text = f->node->text, *rest = text + strspn(text, ".");

    if (rest - text > 2 || (*rest && *rest != '/') || !*text || strchr(text, '*') ||
        strcmp(hr_text_safe(f->reader->arena, text), text) != 0)
        return false;
    return add(f);
}
