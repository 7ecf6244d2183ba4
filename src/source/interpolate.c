/* SPDX-License-Identifier: MIT */
#include "hrun/source/interpolate.h"

#include "hrun/base/text.h"

#include <string.h>

#define NAME_BYTES HR_ALNUM "_"
#define DEPTH_MAX  8 /* ${A:-${B:-...}} */

struct work {
    const struct hr_variables *variables;
    struct hr_arena *arena;
    struct hr_error *err;
    unsigned depth;
};

/* The value of NAME in *OUT, NULL if it is not set. False if it cannot be told. */
static bool value_of(const struct work *w, const char *name, const char **out)
{
    *out = hr_environ_get(&w->variables->environ, name);
    for (size_t i = w->variables->file.n; i > 0 && !*out; i--) {
        const struct hr_env *var = &w->variables->file.v[i - 1];

        if (strcmp(var->name, name) != 0)
            continue;
        *out = var->value;
        if (*out)
            return true;
        hr_error_set(w->err, w->arena, HR_ERRC_PART,
                     "what Compose makes of variable %s in line %zu of .env cannot be told", name,
                     var->line);
        return hr_error_hint(w->err, w->arena, "review what `docker compose config` prints");
    }
    return true;
}

static bool fail(const struct work *w, const char *text)
{
    hr_error_set(w->err, w->arena, HR_ERRC_USAGE, "\"%s\": this cannot be filled in", text);
    return hr_error_hint(w->err, w->arena, "write $$ for a dollar sign");
}

static bool fill(struct work *w, const char *text, struct hr_strv *out);

/* The text of the LENGTH bytes at TEXT, filled in. */
static bool fill_part(struct work *w, const char *text, size_t length, const char **out)
{
    const char *part = hr_arena_strndup(w->arena, text, length);
    struct hr_strv parts = { 0 };

    if (++w->depth > DEPTH_MAX || !fill(w, part, &parts))
        return w->depth > DEPTH_MAX ? fail(w, part) : false;
    w->depth--;
    *out = hr_strv_join(w->arena, &parts, "");
    return true;
}

/* The length of what stands before the brace that closes the one before TEXT; SIZE_MAX if none does. */
static size_t inner_length(const char *text)
{
    size_t open = 1;

    for (size_t i = 0; text[i]; i++) {
        if (text[i] == '$' && text[i + 1] == '{')
            open++;
        else if (text[i] == '}' && --open == 0)
            return i;
    }
    return SIZE_MAX;
}

/* What stands for ${INNER}, of LENGTH bytes. */
static bool fill_braces(struct work *w, const char *inner, size_t length, struct hr_strv *out)
{
    const size_t name_length = strspn(inner, NAME_BYTES);
    const char *name = hr_arena_strndup(w->arena, inner, name_length);
    const char *value, *word = inner + name_length, *rest = "";
    const bool colon = *word == ':' && name_length < length;
    bool empty;

    word += colon;
    if (name_length == 0 || name_length > length)
        return fail(w, inner);
    if (!value_of(w, name, &value))
        return false;
    empty = !value || (colon && !*value);
    if (name_length == length) {
        hr_strv_push(w->arena, out, value ? value : "");
        return true;
    }
    if (!strchr("-?+", *word))
        return fail(w, inner);
    if (!fill_part(w, word + 1, length - (size_t)(word + 1 - inner), &rest))
        return false;
    if (*word == '?' && empty) {
        hr_error_set(w->err, w->arena, HR_ERRC_USAGE, "variable %s must be set: %s", name, rest);
        return hr_error_hint(w->err, w->arena, "set it, in the environment or in .env");
    }
    if (*word == '+')
        hr_strv_push(w->arena, out, empty ? "" : rest);
    else
        hr_strv_push(w->arena, out, empty ? rest : value);
    return true;
}

/* Fill in what TEXT starts with, a dollar sign; *TEXT moves behind it. */
static bool fill_one(struct work *w, const char **text, struct hr_strv *out)
{
    const char *start = *text + 1;
    size_t length = strspn(start, NAME_BYTES);
    const char *value;

    if (*start == '$') {
        hr_strv_push(w->arena, out, "$");
        *text += 2;
        return true;
    }
    if (*start == '{') {
        length = inner_length(start + 1);
        if (length == SIZE_MAX)
            return fail(w, *text);
        *text = start + length + 2;
        return fill_braces(w, start + 1, length, out);
    }
    if (length == 0 || strchr(HR_DIGITS, *start))
        return fail(w, *text);
    if (!value_of(w, hr_arena_strndup(w->arena, start, length), &value))
        return false;
    hr_strv_push(w->arena, out, value ? value : "");
    *text = start + length;
    return true;
}

static bool fill(struct work *w, const char *text, struct hr_strv *out)
{
    while (*text) {
        const size_t length = strcspn(text, "$");

        if (length > 0)
            hr_strv_push(w->arena, out, hr_arena_strndup(w->arena, text, length));
        text += length;
        if (*text && !fill_one(w, &text, out))
            return false;
    }
    return true;
}

bool hr_interpolate(const char *text, const struct hr_variables *variables, struct hr_arena *arena,
                    const char **out, struct hr_error *err)
{
    struct work w = { .variables = variables, .arena = arena, .err = err };
    struct hr_strv parts = { 0 };

    if (!strchr(text, '$')) {
        *out = text;
        return true;
    }
    if (!fill(&w, text, &parts))
        return false;
    *out = hr_strv_join(arena, &parts, "");
    return true;
}
