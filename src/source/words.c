/* SPDX-License-Identifier: MIT */
#include "hrun/source/words.h"

#include "hrun/base/text.h"

#include "service.h"

#include <string.h>

#define NAME_BYTES HR_LOWER HR_DIGITS "-"

/* The length of the value that TEXT starts with, up to a blank and without what ends a phrase. */
static size_t value_length(const char *text)
{
    size_t length = strcspn(text, " ");

    while (length > 0 && strchr(",;:)", text[length - 1]))
        length--;
    return length;
}

/* True if the LENGTH bytes at TEXT are a value of OPTION, not the next word of a sentence. */
static bool is_value(const struct hr_option *option, const char *text, size_t length)
{
    if (length == 0 || option->kind == HR_KIND_BOOL)
        return false;
    if (text[length] == ':' || text[length] == '\0')
        return true; /* a phrase of these two alone */
    if (option->words && hr_option_word(option, text, length) >= 0)
        return true;
    return strchr(HR_UPPER HR_DIGITS "/~.", *text) || strcspn(text, "-=:/.[") < length;
}

/* A network that is none of the engine's own is one of a list. */
static const char *key_of(const struct hr_option *option, const char *value, bool *is_list)
{
    static const char *const modes[] = { "bridge", "container:", "host", "none" };
    const char *key = hr_service_key(option, is_list);

    if (!key && option && strcmp(option->name, "mount") == 0)
        return "volumes";
    if (!key || strcmp(option->name, "network") != 0)
        return key;
    for (size_t i = 0; i < HR_ARRAY_LEN(modes); i++) {
        if (hr_text_starts(value, modes[i]))
            return key;
    }
    *is_list = true;
    return "networks";
}

/* hrun's own --secret-file is a secret that the file declares. */
static size_t put_secret(const char *text, const char *value, struct hr_arena *arena,
                         struct hr_strv *out)
{
    static const char option[] = "--secret-file ", id[] = "id=";

    if (!hr_text_starts(text, option) || !hr_text_starts(value, id))
        return 0;
    hr_strv_pushf(arena, out, "secrets: [%.*s]", (int)strcspn(value + strlen(id), ", "),
                  value + strlen(id));
    return (size_t)(value - text) + value_length(value);
}

/* Write what stands for the option at TEXT, "--NAME", behind which a value may stand. The result is what
 * was read, 0 where no key of a service says it. */
static size_t put_option(const char *text, struct hr_arena *arena, struct hr_strv *out)
{
    const size_t name = 2 + strspn(text + 2, NAME_BYTES);
    const struct hr_option *option = hr_option_named(hr_docker_options(), text + 2, name - 2);
    const bool equals = text[name] == '=';
    const char *value = text + name + (equals || text[name] == ' ');
    size_t length = value > text + name ? value_length(value) : 0;
    bool is_list = false;
    const char *key = key_of(option, value, &is_list);

    if (!key)
        return put_secret(text, value, arena, out);
    if (!equals && !is_value(option, value, length))
        length = 0;
    hr_strv_push(arena, out, key);
    if (length == 0) {
        if (option->kind == HR_KIND_BOOL && text[name] != ':')
            hr_strv_push(arena, out, ": true");
        return name;
    }
    hr_strv_pushf(arena, out, is_list ? ": [%.*s]" : ": %.*s", (int)length, value);
    return (size_t)(value - text) + length;
}

const char *hr_compose_words(const char *text, struct hr_arena *arena)
{
    struct hr_strv out = { 0 };

    while (*text) {
        const char *dashes = strstr(text, "--");
        const size_t before = dashes ? (size_t)(dashes - text) : strlen(text);
        const bool starts = before == 0 || strchr(" (`", text[before - 1]);
        size_t length;

        hr_strv_push(arena, &out, hr_arena_strndup(arena, text, before));
        text += before;
        if (!dashes)
            break;
        length = starts ? put_option(text, arena, &out) : 0;
        if (length == 0) {
            length = 2 + strspn(text + 2, "-");
            hr_strv_push(arena, &out, hr_arena_strndup(arena, text, length));
        }
        text += length;
    }
    return hr_strv_join(arena, &out, "");
}
