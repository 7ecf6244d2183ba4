/* SPDX-License-Identifier: MIT */
#include "hrun/docker/go.h"

#include "hrun/base/attr.h"
#include "hrun/base/text.h"

#include <string.h>

bool hr_go_is_space(uint32_t rune)
{
    static const struct {
        uint32_t first, last;
    } spaces[] = {
        { '\t', '\r' },     { ' ', ' ' },       { 0x85, 0x85 },     { 0xa0, 0xa0 },
        { 0x1680, 0x1680 }, { 0x2000, 0x200a }, { 0x2028, 0x2029 }, { 0x202f, 0x202f },
        { 0x205f, 0x205f }, { 0x3000, 0x3000 },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(spaces); i++) {
        if (rune >= spaces[i].first && rune <= spaces[i].last)
            return true;
    }
    return false;
}

char *hr_go_lower(struct hr_arena *arena, const char *text)
{
    static const struct {
        const char *from;
        char to;
    } folds[] = { { "\u0130", 'i' }, { "\u212a", 'k' } };
    char *copy = hr_text_lower(arena, text), *end = copy;

    for (const char *at = copy; *at; end++) {
        size_t fold = 0;

        while (fold < HR_ARRAY_LEN(folds) && !hr_text_starts(at, folds[fold].from))
            fold++;
        if (fold < HR_ARRAY_LEN(folds)) {
            *end = folds[fold].to;
            at += strlen(folds[fold].from);
        } else {
            *end = *at++;
        }
    }
    *end = '\0';
    return copy;
}

const char *hr_go_trim(struct hr_arena *arena, const char *text)
{
    const size_t length = strlen(text);
    size_t start = length, end = length;

    for (size_t at = 0, size; at < length; at += size) {
        uint32_t rune = 0;

        size = hr_text_rune(text + at, length - at, &rune);
        if (size == 0)
            size = 1; /* a bad byte is U+FFFD to Go, which is no space */
        else if (hr_go_is_space(rune))
            continue;
        if (start == length)
            start = at;
        end = at + size;
    }
    return hr_arena_strndup(arena, text + start, end - start);
}

const char *hr_go_clean(struct hr_arena *arena, const char *path)
{
    const bool rooted = *path == '/';
    char *const clean = hr_arena_alloc(arena, strlen(path) + 1);
    char *const start = clean + rooted; /* of the first element */
    char *floor = start, *end = start;  /* ".." takes nothing away below the floor */

    if (rooted)
        *clean = '/';
    while (*path) {
        const size_t length = strcspn(path, "/");
        const bool up = length == 2 && path[0] == '.' && path[1] == '.';

        if (up && end > floor) {
            while (--end > floor && *end != '/')
                ;
        } else if (up ? !rooted : length > 1 || (length == 1 && *path != '.')) {
            if (end > start)
                *end++ = '/';
            end = mempcpy(end, path, length);
            floor = up ? end : floor;
        }
        path += length + (path[length] == '/');
    }
    *end = '\0';
    return *clean ? clean : ".";
}

/* One number with its unit, as in 1.5h: the whole part, and the fraction as fraction / scale. */
struct amount {
    uint64_t whole, fraction;
    double scale;
};

#define DURATION_MAX ((uint64_t)1 << 63) /* nanoseconds; one more than a positive one may have */

static size_t read_whole(const char *text, uint64_t *out)
{
    size_t n = 0;

    for (*out = 0; text[n] >= '0' && text[n] <= '9'; n++) {
        if (*out > DURATION_MAX / 10)
            *out = UINT64_MAX; /* too much with any unit */
        else
            *out = *out * 10 + (uint64_t)(text[n] - '0');
    }
    return n;
}

/* Digits beyond what 63 bits hold are dropped: they are less than a nanosecond. */
static size_t read_fraction(const char *text, struct amount *out)
{
    bool full = false;
    size_t n = 0;

    for (out->fraction = 0, out->scale = 1; text[n] >= '0' && text[n] <= '9'; n++) {
        full = full || out->fraction > (DURATION_MAX - 1) / 10;
        if (full)
            continue;
        out->fraction = out->fraction * 10 + (uint64_t)(text[n] - '0');
        out->scale *= 10;
    }
    return n;
}

static uint64_t unit_nanoseconds(const char *name, size_t length)
{
    static const struct {
        const char *name;
        uint64_t nanoseconds;
    } units[] = {
        { "ns", 1 },
        { "us", 1000 },
        { "\u00b5s", 1000 }, /* the micro sign */
        { "\u03bcs", 1000 }, /* the Greek letter */
        { "ms", 1000000 },
        { "s", 1000000000 },
        { "m", 60 * UINT64_C(1000000000) },
        { "h", 3600 * UINT64_C(1000000000) },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(units); i++) {
        if (strlen(units[i].name) == length && memcmp(units[i].name, name, length) == 0)
            return units[i].nanoseconds;
    }
    return 0;
}

/* Read one amount and its unit; return what follows, or NULL. */
static const char *read_amount(const char *text, uint64_t *out)
{
    struct amount amount = { .scale = 1 };
    size_t digits = read_whole(text, &amount.whole), length;
    uint64_t unit;

    text += digits;
    if (*text == '.') {
        const size_t more = read_fraction(++text, &amount);
        text += more;
        digits += more;
    }
    length = strcspn(text, ".0123456789");
    unit = unit_nanoseconds(text, length);
    if (digits == 0 || unit == 0 || amount.whole > DURATION_MAX / unit)
        return NULL;
    *out =
        amount.whole * unit + (uint64_t)((double)amount.fraction * ((double)unit / amount.scale));
    return text + length;
}

bool hr_go_duration(const char *text, int64_t *out)
{
    const bool negative = *text == '-';
    uint64_t total = 0;

    if (*text == '-' || *text == '+')
        text++;
    if (!*text)
        return false;
    if (strcmp(text, "0") == 0) { /* the only number that needs no unit */
        *out = 0;
        return true;
    }
    while (*text) {
        uint64_t part = 0;

        text = read_amount(text, &part);
        total += part;
        if (!text || part > DURATION_MAX || total > DURATION_MAX)
            return false;
    }
    if (total == DURATION_MAX && !negative)
        return false;
    *out = (int64_t)(negative ? 0 - total : total);
    return true;
}

bool hr_go_mac(const char *text)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const size_t group = strspn(text, digits), length = strlen(text);
    const char separator = text[group];
    const size_t bytes = (length + 1) / (group + 1) * group / 2;

    if (group != (separator == '.' ? 4 : 2) || !strchr(":-.", separator) ||
        (length + 1) % (group + 1) != 0 || (bytes != 6 && bytes != 8 && bytes != 20))
        return false;
    for (size_t i = 0; i < length; i += group + 1) {
        if (strspn(text + i, digits) != group ||
            (text[i + group] != separator && i + group != length))
            return false;
    }
    return true;
}
