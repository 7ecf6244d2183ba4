/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"

#include "hrun/base/vec.h"

#include <string.h>

size_t hr_text_rune(const char *text, size_t length, uint32_t *rune)
{
    static const struct {
        unsigned char mask, lead; /* of the first byte */
        uint32_t least;           /* smaller values are overlong forms */
    } forms[] = { { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 }, { 0xf8, 0xf0, 0x10000 } };
    const unsigned char *bytes = (const unsigned char *)text;
    size_t form = 0;
    uint32_t value;

    if (length == 0)
        return 0;
    if (bytes[0] < 0x80) {
        *rune = bytes[0];
        return 1;
    }
    while (form < HR_ARRAY_LEN(forms) && (bytes[0] & forms[form].mask) != forms[form].lead)
        form++;
    if (form == HR_ARRAY_LEN(forms) || length < form + 2)
        return 0;
    value = bytes[0] & (unsigned char)~forms[form].mask;
    for (size_t i = 1; i < form + 2; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (bytes[i] & 0x3f);
    }
    if (value < forms[form].least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 0;
    *rune = value;
    return form + 2;
}

bool hr_text_is_utf8(const char *text, size_t length)
{
    uint32_t rune;

    while (length > 0) {
        size_t size = hr_text_rune(text, length, &rune);
        if (size == 0)
            return false;
        text += size;
        length -= size;
    }
    return true;
}

/* Characters that move the cursor, change colours, or make text read in another order than it
 * stands. */
static bool is_hostile(uint32_t rune)
{
    return rune < 0x20 || (rune >= 0x7f && rune <= 0x9f) || rune == 0x061c || rune == 0x200e ||
           rune == 0x200f || rune == 0x2028 || rune == 0x2029 ||
           (rune >= 0x202a && rune <= 0x202e) || (rune >= 0x2066 && rune <= 0x2069);
}

size_t hr_text_visible(const char *text, size_t length)
{
    uint32_t rune = 0;
    const size_t size = hr_text_rune(text, length, &rune);

    return size > 0 && !is_hostile(rune) ? size : 0;
}

char *hr_text_escape(char *end, char byte)
{
    *end++ = '\\';
    if (byte == '\n' || byte == '\t') {
        *end++ = byte == '\n' ? 'n' : 't';
        return end;
    }
    *end++ = 'x';
    *end++ = HR_HEX[(unsigned char)byte >> 4];
    *end++ = HR_HEX[byte & 0xf];
    return end;
}

const char *hr_text_safe(struct hr_arena *arena, const char *text)
{
    const size_t length = strlen(text);
    char *safe, *end;

    if (hr_text_is_plain(text))
        return text;
    safe = end = hr_arena_array(arena, length + 1, HR_TEXT_ESCAPE_MAX);
    for (size_t i = 0; i < length;) {
        const size_t size = hr_text_visible(text + i, length - i);

        end = size ? mempcpy(end, text + i, size) : hr_text_escape(end, text[i]);
        i += size ? size : 1;
    }
    return safe;
}

bool hr_text_is_plain(const char *text)
{
    for (; *text; text++) {
        if (*text < 0x20 || *text > 0x7e)
            return false;
    }
    return true;
}

int hr_text_hex_value(char byte)
{
    static const char digits[] = HR_HEX HR_DIGITS "ABCDEF";
    const char *found = byte ? strchr(digits, byte) : NULL;

    return found ? (int)((found - digits) % 16) : -1;
}

char *hr_text_cut(char *at)
{
    if (!at)
        return NULL;
    *at = '\0';
    return at + 1;
}

bool hr_text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool hr_text_ends(const char *text, const char *suffix)
{
    const size_t length = strlen(text), tail = strlen(suffix);

    return length >= tail && strcmp(text + length - tail, suffix) == 0;
}

static int lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
}

char *hr_text_lower(struct hr_arena *arena, const char *text)
{
    char *copy = hr_arena_strdup(arena, text);

    for (char *c = copy; *c; c++)
        *c = (char)lower(*c);
    return copy;
}

bool hr_text_equal_nocase(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        if (lower(*a) != lower(*b))
            return false;
    }
    return *a == *b;
}

/* A '*' takes as little as it can, and more where what follows does not fit: only the last one need be
 * gone back to, as none passes a STOP. */
bool hr_text_fits(const char *glob, const char *text, char stop)
{
    const char *star = NULL, *from = NULL;

    while (*text) {
        if (*glob == '*') {
            star = glob++;
            from = text;
        } else if (*glob == *text) {
            glob++;
            text++;
        } else if (star && *from != stop) {
            glob = star + 1;
            text = ++from;
        } else {
            return false;
        }
    }
    return glob[strspn(glob, "*")] == '\0';
}

#define DISTANCE_MAX 64 /* longer words are never suggestions */

size_t hr_text_distance(const char *a, const char *b, size_t limit)
{
    const size_t m = strlen(a), n = strlen(b);
    size_t rows[3][DISTANCE_MAX + 1]; /* the row before the last, the last, this one */
    size_t *before = rows[0], *last = rows[1], *now = rows[2];

    if (m > DISTANCE_MAX || n > DISTANCE_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        last[j] = before[j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *spare = before;

        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);

            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        before = last;
        last = now;
        now = spare;
    }
    return last[n] <= limit ? last[n] : SIZE_MAX;
}

void hr_nearest_offer(struct hr_nearest *nearest, const char *candidate)
{
    /* Two slips, but never more than a third of the word: "ro" is not "rm". */
    const size_t third = (strlen(nearest->word) + 1) / 3, limit = third < 2 ? third : 2;
    const size_t distance = hr_text_distance(nearest->word, candidate, limit);

    if (distance == SIZE_MAX || (nearest->best && distance >= nearest->distance))
        return;
    nearest->best = candidate;
    nearest->distance = distance;
}
