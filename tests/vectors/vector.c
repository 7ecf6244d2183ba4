/* SPDX-License-Identifier: MIT */
#include "vector.h"

#include "hrun/base/file.h"
#include "hrun/base/text.h"

#include <string.h>

#define FILE_MAX   (1U << 20)
/* What a shell gives a meaning to, and no vector needs. */
#define SPECIAL    ";|&<>()*?[]`~{}!"
#define NAME_BYTES HR_UPPER HR_DIGITS "_"

struct reader {
    const char *path, *at;
    size_t line;
    const struct hr_json *variables;
    struct hr_arena *arena;
    struct hr_error *err;
};

static bool wrong(struct reader *r, const char *what)
{
    return hr_error_set(r->err, r->arena, HR_ERRC_USAGE, "%s:%zu: %s", r->path, r->line, what);
}

static bool read_variable(struct reader *r, const char **word)
{
    const bool braces = r->at[1] == '{';
    const char *start = r->at + 1 + braces;
    const size_t length = strspn(start, NAME_BYTES);
    const char *name = hr_arena_strndup(r->arena, start, length);
    const char *value = hr_json_string(r->variables, name);

    if (!value || (braces && start[length] != '}'))
        return wrong(r, hr_arena_printf(r->arena, "the world has no variable '%s'", name));
    *word = hr_arena_printf(r->arena, "%s%s", *word, value);
    r->at = start + length + braces;
    return true;
}

/* Append LENGTH bytes from SKIP bytes on, and go behind them. */
static void take(struct reader *r, size_t skip, size_t length, const char **word)
{
    *word = hr_arena_printf(r->arena, "%s%.*s", *word, (int)length, r->at + skip);
    r->at += skip + length;
}

static bool read_double(struct reader *r, const char **word)
{
    for (r->at++; *r->at != '"';) {
        if (*r->at == '$') {
            if (!read_variable(r, word))
                return false;
        } else if (*r->at == '\\' && strchr("\"\\$`", r->at[1])) {
            take(r, 1, 1, word);
        } else if (*r->at && *r->at != '\n' && *r->at != '`') {
            take(r, 0, 1, word);
        } else {
            return wrong(r, "a \" without an end");
        }
    }
    r->at++;
    return true;
}

static bool read_single(struct reader *r, const char **word)
{
    const size_t length = strcspn(r->at + 1, "'\n");

    if (r->at[1 + length] != '\'')
        return wrong(r, "a ' without an end");
    take(r, 1, length, word);
    r->at++;
    return true;
}

static bool read_part(struct reader *r, const char **word)
{
    switch (*r->at) {
    case '\'':
        return read_single(r, word);
    case '"':
        return read_double(r, word);
    case '$':
        return read_variable(r, word);
    case '\\':
        if (!r->at[1] || r->at[1] == '\n')
            return wrong(r, "a line that goes on");
        take(r, 1, 1, word);
        return true;
    default:
        if (strchr(SPECIAL, *r->at))
            return wrong(r, "a byte that a shell gives a meaning to, without quotes");
        take(r, 0, 1, word);
        return true;
    }
}

static bool read_word(struct reader *r, const char **word)
{
    *word = "";
    if (*r->at == '#')
        return wrong(r, "a comment behind a vector");
    while (*r->at && !strchr(" \n", *r->at)) {
        if (!read_part(r, word))
            return false;
    }
    return true;
}

static bool is_assignment(const char *word)
{
    const size_t length = strspn(word, NAME_BYTES);

    return length > 0 && word[length] == '=';
}

static bool read_vector(struct reader *r, struct vector *out)
{
    const char *word;

    while (*r->at && *r->at != '\n') {
        r->at += strspn(r->at, " ");
        if (strncmp(r->at, "=>", 2) == 0) {
            out->says = true;
            r->at += 2;
            continue;
        }
        if (!read_word(r, &word))
            return false;
        if (out->says)
            hr_strv_push(r->arena, &out->found, word);
        else if (out->words.n == 0 && is_assignment(word))
            hr_strv_push(r->arena, &out->environ, word);
        else
            hr_strv_push(r->arena, &out->words, word);
    }
    return true;
}

bool vectors_read(const char *path, const struct hr_json *variables, struct hr_arena *arena,
                  struct vectors *out, struct hr_error *err)
{
    struct reader r = { .path = path, .variables = variables, .arena = arena, .err = err };
    struct hr_bytes bytes;

    if (!hr_file_read(path, FILE_MAX, arena, &bytes, NULL, err))
        return false;
    for (r.at = bytes.data; *r.at; r.at += *r.at == '\n') {
        const size_t length = strcspn(r.at, "\n");

        r.line++;
        if (length == 0 || *r.at == '#') {
            r.at += length;
            continue;
        }
        struct vector *vector = HR_VEC_PUSH(arena, out);

        vector->text = hr_arena_strndup(arena, r.at, length);
        vector->line = r.line;
        if (!read_vector(&r, vector))
            return false;
    }
    return true;
}
