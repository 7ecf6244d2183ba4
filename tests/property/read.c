/* SPDX-License-Identifier: MIT */
#include "read.h"

#include "hrun/base/attr.h"
#include "hrun/base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct hr_strv read_split(const char *text, char separator, struct hr_arena *arena)
{
    struct hr_strv parts = { 0 };
    const char *end;

    for (; (end = strchr(text, separator)); text = end + 1)
        hr_strv_pushf(arena, &parts, "%.*s", (int)(end - text), text);
    hr_strv_push(arena, &parts, text);
    return parts;
}

/* The field at *TEXT, stepped over. */
static const char *read_field(const char **text, struct hr_arena *arena)
{
    char *field = hr_arena_alloc(arena, strlen(*text) + 1), *end = field;
    const char *p = *text;
    const bool quoted = *p == '"';

    for (p += quoted; *p; p++) {
        if (quoted && *p == '"' && p[1] != '"')
            break;
        if (!quoted && strchr(",\n", *p))
            break;
        if (quoted && *p == '"')
            p++;
        *end++ = *p;
    }
    p += quoted && *p == '"';
    if (!quoted && end > field && end[-1] == '\r')
        end[-1] = '\0';
    *text = p;
    return field;
}

struct hr_strv read_csv(const char *text, struct hr_arena *arena)
{
    struct hr_strv fields = { 0 };

    while (*text == '\n' || (*text == '\r' && text[1] == '\n'))
        text++;
    for (;; text++) {
        hr_strv_push(arena, &fields, read_field(&text, arena));
        if (*text != ',')
            return fields;
    }
}

/* A number in any of C's forms, underscores left out; all of the LENGTH bytes. */
static bool read_real(const char *text, size_t length, struct hr_arena *arena, long double *out)
{
    char *plain = hr_arena_alloc(arena, length + 1), *to = plain, *end;

    for (size_t i = 0; i < length; i++) {
        if (text[i] != '_')
            *to++ = text[i];
    }
    *out = strtold(plain, &end);
    return end == to && to > plain && isfinite(*out);
}

bool read_size(const char *text, struct hr_arena *arena, int64_t *out)
{
    static const char letters[] = "bkmgtp";
    size_t number = strlen(text);
    long double value;
    const char *unit;

    while (number > 0 && !strchr(HR_DIGITS ". ", text[number - 1]))
        number--;
    unit = hr_text_lower(arena, text + number);
    number -= number > 0 && text[number - 1] == ' ';
    if (!read_real(text, number, arena, &value) || (*unit && !strchr(letters, *unit)))
        return false;
    for (const char *p = letters; *unit && *p != *unit; p++)
        value *= 1024;
    /* What is too large comes out as the smallest on most machines. */
    *out = fabsl(value) < 0x1p63L ? (int64_t)value : INT64_MIN;
    return true;
}

/* The base that TEXT, digits behind a sign, is written in: its mark stepped over. */
static int64_t read_base(const char **text)
{
    static const struct {
        const char *mark;
        int64_t base;
    } bases[] = { { "0x", 16 }, { "0X", 16 }, { "0b", 2 }, { "0B", 2 },
                  { "0o", 8 },  { "0O", 8 },  { "0", 8 } };

    for (size_t i = 0; i < HR_ARRAY_LEN(bases); i++) {
        const size_t length = strlen(bases[i].mark);

        if (hr_text_starts(*text, bases[i].mark) && (*text)[length] != '\0') {
            *text += length;
            return bases[i].base;
        }
    }
    return 10;
}

bool read_integer(const char *text, int64_t *out)
{
    const bool negative = *text == '-';
    int64_t base, value = 0;

    text += *text == '-' || *text == '+';
    base = read_base(&text);
    if (*text == '\0')
        return false;
    for (; *text; text++) {
        const int digit = hr_text_hex_value(*text);

        if (*text == '_')
            continue;
        if (digit < 0 || digit >= base || value > (INT64_MAX - digit) / base)
            return false;
        value = value * base + digit;
    }
    *out = negative ? -value : value;
    return true;
}

/* A number of base 2 or 8, with a point or without. */
static bool read_marked(const char *text, struct hr_arena *arena, long double *out)
{
    char *digits = hr_arena_strdup(arena, text), *point = strchr(digits, '.');
    const char *after = text + strcspn(text, "bBoO");
    int64_t whole;

    if (!*after)
        return false;
    if (point)
        memmove(point, point + 1, strlen(point));
    if (!read_integer(digits, &whole))
        return false;
    *out = (long double)whole;
    for (const char *p = strchr(text, '.'); p && *++p;)
        *out /= *p == '_' ? 1 : (strchr("bB", *after) ? 2 : 8);
    return true;
}

bool read_billionths(const char *text, struct hr_arena *arena, int64_t *out)
{
    const size_t length = strcspn(text, "/");
    long double value, divisor = 1;

    if (!read_marked(text, arena, &value) &&
        (!read_real(text, length, arena, &value) ||
         (text[length] &&
          (!read_real(text + length + 1, strlen(text + length + 1), arena, &divisor) ||
           divisor == 0))))
        return false;
    /* What is too large for an integer goes round. */
    value = fmodl(roundl(value / divisor * 1e9L), 0x1p64L);
    *out = (int64_t)(value < 0x1p63L ? value : value - 0x1p64L);
    return value > -0x1p63L;
}

bool read_bool(const char *text)
{
    static const char *const words[] = { "1", "t", "T", "TRUE", "true", "True" };

    for (size_t i = 0; i < HR_ARRAY_LEN(words); i++) {
        if (strcmp(text, words[i]) == 0)
            return true;
    }
    return false;
}
