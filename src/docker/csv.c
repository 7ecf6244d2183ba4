/* SPDX-License-Identifier: MIT */
#include "hrun/docker/csv.h"

#include <string.h>

/* Go's reader makes every CR LF a LF, and drops a CR at the very end. */
static char *normalise_ends(const char *text, struct hr_arena *arena)
{
    char *const copy = hr_arena_strdup(arena, text);
    char *end = copy;

    for (const char *at = copy; *at; at++) {
        if (*at != '\r' || (at[1] != '\n' && at[1] != '\0'))
            *end++ = *at;
    }
    *end = '\0';
    return copy;
}

static bool ends_field(char byte)
{
    return byte == ',' || byte == '\n' || byte == '\0';
}

/* Read the quoted field at *AT into FIELD, and leave *AT where it ends. */
static bool read_quoted(const char **at, char *field, struct hr_arena *arena, struct hr_error *err)
{
    const char *from = *at + 1;

    for (; *from && !(from[0] == '"' && ends_field(from[1])); from++) {
        if (*from == '"' && *++from != '"')
            return hr_error_set(err, arena, HR_ERRC_USAGE,
                                "text follows the closing '\"' of a quoted field");
        *field++ = *from;
    }
    if (!*from)
        return hr_error_set(err, arena, HR_ERRC_USAGE, "a quoted field is not closed");
    *field = '\0';
    *at = from + 1;
    return true;
}

/* The same for a bare field, which FIELD is long enough for. */
static bool read_bare(const char **at, char *field, struct hr_arena *arena, struct hr_error *err)
{
    const size_t length = strcspn(*at, ",\n");

    if (memchr(*at, '"', length))
        return hr_error_set(err, arena, HR_ERRC_USAGE,
                            "a '\"' stands inside a field that does not start with one");
    memcpy(field, *at, length);
    field[length] = '\0';
    *at += length;
    return true;
}

bool hr_csv_record(const char *text, struct hr_arena *arena, struct hr_strv *fields,
                   struct hr_error *err)
{
    const char *at = normalise_ends(text, arena);
    char *const field = hr_arena_alloc(arena, strlen(at) + 1);

    at += strspn(at, "\n");
    if (!*at)
        return hr_error_set(err, arena, HR_ERRC_USAGE, "the value is empty");
    for (;; at++) {
        if (!(*at == '"' ? read_quoted : read_bare)(&at, field, arena, err))
            return false;
        hr_strv_push(arena, fields, field);
        if (*at != ',')
            return true;
    }
}

static bool is_bare(const char *field)
{
    for (; *field; field++) {
        if (*field <= ' ' || *field > '~' || *field == '"' || *field == ',')
            return false;
    }
    return true;
}

/* Append FIELD in quotes at END, and return where the text ends then. */
static char *write_quoted(char *end, const char *field)
{
    *end++ = '"';
    for (; *field; field++) {
        if (*field == '"' || (field[0] == '\r' && field[1] == '\n'))
            *end++ = *field; /* a CR before LF is lost in reading, so write two */
        *end++ = *field;
    }
    *end++ = '"';
    return end;
}

const char *hr_csv_write(const struct hr_strv *fields, struct hr_arena *arena)
{
    const bool alone = fields->n == 1 && !*fields->v[0]; /* a blank line is no record */
    size_t room = 1;
    char *text, *end;

    for (size_t i = 0; i < fields->n; i++)
        room += 2 * strlen(fields->v[i]) + 3;
    text = end = hr_arena_alloc(arena, room);
    for (size_t i = 0; i < fields->n; i++) {
        if (i > 0)
            *end++ = ',';
        if (is_bare(fields->v[i]) && !alone)
            end = mempcpy(end, fields->v[i], strlen(fields->v[i]));
        else
            end = write_quoted(end, fields->v[i]);
    }
    return text;
}
