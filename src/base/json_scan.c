/* SPDX-License-Identifier: MIT */
#include "json_scan.h"

#include "hrun/base/json.h"
#include "hrun/base/text.h"

#include <stdint.h>
#include <string.h>

/* cJSON copies a number into 64 bytes, and takes what follows for other text. */
#define NUMBER_MAX 63

#define WORD_START HR_LETTERS "_"

enum kind {
    END_OF_TEXT,
    OPEN_OBJECT,
    CLOSE_OBJECT,
    OPEN_ARRAY,
    CLOSE_ARRAY,
    COLON,
    COMMA,
    STRING,
    NUMBER,
    WORD,
};

/* What may come next. */
enum state {
    WANT_VALUE,
    WANT_ELEMENT, /* the first of an array */
    WANT_MEMBER,  /* the first of an object */
    WANT_KEY,
    WANT_COLON,
    WANT_MORE_ELEMENTS,
    WANT_MORE_MEMBERS,
    WANT_END,
};

#define BIT(kind) (1U << (kind))
#define VALUE     (BIT(OPEN_OBJECT) | BIT(OPEN_ARRAY) | BIT(STRING) | BIT(NUMBER) | BIT(WORD))

static const struct {
    unsigned kinds;
    const char *text;
} wanted[] = {
    [WANT_VALUE] = { VALUE, "a value" },
    [WANT_ELEMENT] = { VALUE | BIT(CLOSE_ARRAY), "a value or ']'" },
    [WANT_MEMBER] = { BIT(STRING) | BIT(CLOSE_OBJECT), "a name in double quotes or '}'" },
    [WANT_KEY] = { BIT(STRING), "a name in double quotes" },
    [WANT_COLON] = { BIT(COLON), "':'" },
    [WANT_MORE_ELEMENTS] = { BIT(COMMA) | BIT(CLOSE_ARRAY), "',' or ']'" },
    [WANT_MORE_MEMBERS] = { BIT(COMMA) | BIT(CLOSE_OBJECT), "',' or '}'" },
    [WANT_END] = { BIT(END_OF_TEXT), "nothing more" },
};

struct scan {
    const char *at, *end, *line_start;
    size_t line;
    struct hr_json_place token;
    size_t key_line, key_column; /* of the member whose value comes next, else 0 */
    enum state state;
    enum kind open[HR_JSON_DEPTH_MAX];
    size_t depth;
    struct hr_arena *arena;
    struct hr_error *err;
};

/* Report MSG at the byte WHERE of the current line. */
static bool fail(struct scan *s, const char *where, const char *msg, const char *hint)
{
    hr_error_set(s->err, s->arena, HR_ERRC_INPUT, "%s", msg);
    s->err->hint = hint;
    s->err->where.line = s->line;
    s->err->where.column = (size_t)(where - s->line_start) + 1;
    return false;
}

static size_t left(const struct scan *s)
{
    return (size_t)(s->end - s->at);
}

/* The byte at AT + OFFSET, or -1 behind the end. */
static int byte_at(const struct scan *s, size_t offset)
{
    return offset < left(s) ? (unsigned char)s->at[offset] : -1;
}

static bool is_one_of(int byte, const char *set)
{
    return byte > 0 && strchr(set, byte);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

static void skip_blanks(struct scan *s)
{
    for (; s->at < s->end && is_blank(*s->at); s->at++) {
        if (*s->at == '\n') {
            s->line++;
            s->line_start = s->at + 1;
        }
    }
}

/* Read the four hex digits of \uXXXX at AT + OFFSET. */
static bool read_unit(const struct scan *s, size_t offset, unsigned *unit)
{
    if (left(s) < offset + 4)
        return false;
    *unit = 0;
    for (size_t i = 0; i < 4; i++) {
        const int digit = hr_text_hex_value(s->at[offset + i]);

        if (digit < 0)
            return false;
        *unit = *unit * 16 + (unsigned)digit;
    }
    return true;
}

static bool is_surrogate(unsigned unit, unsigned first)
{
    return (unit & 0xfc00) == first;
}

/* Pass the \uXXXX at AT, and the second half of a pair with it. */
static bool scan_unicode(struct scan *s)
{
    unsigned unit, second;
    size_t length = 6;

    if (!read_unit(s, 2, &unit))
        return fail(s, s->at, "\\u needs four hex digits", NULL);
    if (unit == 0)
        return fail(s, s->at, "\\u0000 in a string: it would end there", NULL);
    if (is_surrogate(unit, 0xdc00))
        return fail(s, s->at, "the second half of a surrogate pair without the first", NULL);
    if (is_surrogate(unit, 0xd800)) {
        if (byte_at(s, 6) != '\\' || byte_at(s, 7) != 'u' || !read_unit(s, 8, &second) ||
            !is_surrogate(second, 0xdc00))
            return fail(s, s->at, "the first half of a surrogate pair without the second", NULL);
        length = 12;
    }
    s->at += length;
    return true;
}

static bool scan_string(struct scan *s)
{
    const char *start = s->at++;

    for (;;) {
        const int byte = byte_at(s, 0);
        uint32_t rune;
        size_t size;

        if (byte < 0)
            return fail(s, start, "this string has no end", NULL);
        if (byte == '"')
            break;
        if (byte < 0x20)
            return fail(s, s->at,
                        hr_arena_printf(s->arena, "control byte 0x%02x in a string", byte),
                        hr_arena_printf(s->arena, "write it as \\u%04x", byte));
        if (byte == '\\' && byte_at(s, 1) == 'u') {
            if (!scan_unicode(s))
                return false;
            continue;
        }
        if (byte == '\\') {
            if (!is_one_of(byte_at(s, 1), "\"\\/bfnrt"))
                return fail(s, s->at, "JSON has no such escape",
                            "a backslash itself is written as \\\\");
            s->at += 2;
            continue;
        }
        size = hr_text_rune(s->at, left(s), &rune);
        if (size == 0)
            return fail(s, s->at, "this is not UTF-8", NULL);
        s->at += size;
    }
    s->at++;
    return true;
}

/* Pass digits; false if there are none. */
static bool skip_digits(struct scan *s)
{
    const char *start = s->at;

    while (is_one_of(byte_at(s, 0), HR_DIGITS))
        s->at++;
    return s->at > start;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? */
static bool scan_number(struct scan *s)
{
    const char *start = s->at;

    s->at += *s->at == '-';
    if (byte_at(s, 0) == '0' && is_one_of(byte_at(s, 1), HR_DIGITS))
        return fail(s, start, "a number with a leading zero", NULL);
    if (!skip_digits(s))
        return fail(s, start, "a number without digits", NULL);
    if (byte_at(s, 0) == '.') {
        s->at++;
        if (!skip_digits(s))
            return fail(s, start, "a number without digits after the point", NULL);
    }
    if (is_one_of(byte_at(s, 0), "eE")) {
        s->at++;
        s->at += is_one_of(byte_at(s, 0), "+-");
        if (!skip_digits(s))
            return fail(s, start, "a number without digits in its exponent", NULL);
    }
    if (s->at - start > NUMBER_MAX)
        return fail(s, start, "a number with too many digits", NULL);
    return true;
}

static bool scan_word(struct scan *s)
{
    static const char *const words[] = { "true", "false", "null" };
    const char *start = s->at;
    size_t length;

    while (is_one_of(byte_at(s, 0), WORD_START HR_DIGITS))
        s->at++;
    length = (size_t)(s->at - start);
    for (size_t i = 0; i < HR_ARRAY_LEN(words); i++) {
        if (length == strlen(words[i]) && memcmp(start, words[i], length) == 0)
            return true;
    }
    return fail(
        s, start,
        hr_arena_printf(s->arena, "unknown word \"%.*s\"", (int)(length > 32 ? 32 : length), start),
        "the words are true, false and null; a string takes double quotes");
}

static bool fail_at_byte(struct scan *s)
{
    static const struct {
        char byte;
        const char *hint;
    } hints[] = {
        { '\'', "a string takes double quotes" },
        { '/', "JSON has no comments" },
        { '#', "JSON has no comments" },
    };
    const size_t size = hr_text_visible(s->at, left(s));
    const char *hint = NULL;

    if (left(s) >= 3 && memcmp(s->at, "\xef\xbb\xbf", 3) == 0)
        return fail(s, s->at, "a byte order mark", "save the file as UTF-8 without one");
    if (size == 0)
        return fail(s, s->at, hr_arena_printf(s->arena, "unexpected byte 0x%02x", byte_at(s, 0)),
                    NULL);
    for (size_t i = 0; i < HR_ARRAY_LEN(hints); i++) {
        if (hints[i].byte == *s->at)
            hint = hints[i].hint;
    }
    return fail(s, s->at, hr_arena_printf(s->arena, "unexpected '%.*s'", (int)size, s->at), hint);
}

/* Pass the next token and note its kind and its place. */
static bool next_token(struct scan *s, enum kind *kind)
{
    /* The frequent ones first. */
    static const struct {
        const char *first; /* bytes that it may begin with */
        enum kind kind;
        bool (*scan)(struct scan *s); /* NULL if it is that byte */
    } tokens[] = {
        { "\"", STRING, scan_string },
        { ":", COLON, NULL },
        { ",", COMMA, NULL },
        { "{", OPEN_OBJECT, NULL },
        { "}", CLOSE_OBJECT, NULL },
        { "[", OPEN_ARRAY, NULL },
        { "]", CLOSE_ARRAY, NULL },
        { HR_DIGITS "-", NUMBER, scan_number },
        { WORD_START, WORD, scan_word },
    };
    const int byte = (skip_blanks(s), byte_at(s, 0));
    size_t i = 0;

    s->token = (struct hr_json_place){
        .text = s->at,
        .line = s->line,
        .column = (size_t)(s->at - s->line_start) + 1,
    };
    if (byte < 0) {
        *kind = END_OF_TEXT;
        return true;
    }
    while (i < HR_ARRAY_LEN(tokens) && !is_one_of(byte, tokens[i].first))
        i++;
    if (i == HR_ARRAY_LEN(tokens))
        return fail_at_byte(s);
    *kind = tokens[i].kind;
    if (!tokens[i].scan)
        s->at++;
    else if (!tokens[i].scan(s))
        return false;
    s->token.length = (size_t)(s->at - s->token.text);
    return true;
}

static bool fail_at_token(struct scan *s, enum kind kind, enum kind before)
{
    const bool comma = before == COMMA && (kind == CLOSE_ARRAY || kind == CLOSE_OBJECT);

    return fail(s, s->token.text,
                hr_arena_printf(s->arena, "expected %s%s", wanted[s->state].text,
                                kind == END_OF_TEXT ? ", but the text ends" : ""),
                comma ? "remove the comma before it" : NULL);
}

/* What may follow a whole value here. */
static enum state after_value(const struct scan *s)
{
    if (s->depth == 0)
        return WANT_END;
    return s->open[s->depth - 1] == OPEN_OBJECT ? WANT_MORE_MEMBERS : WANT_MORE_ELEMENTS;
}

static void add_place(struct scan *s, struct hr_json_places *places)
{
    s->token.key_line = s->key_line;
    s->token.key_column = s->key_column;
    s->key_line = s->key_column = 0;
    *HR_VEC_PUSH(s->arena, places) = s->token;
}

/* Take a token that may stand here. */
static bool take(struct scan *s, enum kind kind, struct hr_json_places *places)
{
    if (s->state == WANT_COLON) {
        s->state = WANT_VALUE;
    } else if (kind == COMMA) {
        s->state = s->state == WANT_MORE_MEMBERS ? WANT_KEY : WANT_VALUE;
    } else if (kind == CLOSE_OBJECT || kind == CLOSE_ARRAY) {
        s->depth--;
        s->state = after_value(s);
    } else if (s->state == WANT_KEY || s->state == WANT_MEMBER) {
        s->key_line = s->token.line;
        s->key_column = s->token.column;
        s->state = WANT_COLON;
    } else {
        if (places->n == HR_JSON_VALUES_MAX)
            return fail(s, s->token.text,
                        hr_arena_printf(s->arena, "more than %d values", HR_JSON_VALUES_MAX), NULL);
        add_place(s, places);
        if (kind != OPEN_OBJECT && kind != OPEN_ARRAY) {
            s->state = after_value(s);
            return true;
        }
        if (s->depth == HR_JSON_DEPTH_MAX)
            return fail(s, s->token.text,
                        hr_arena_printf(s->arena, "more than %d objects and arrays in each other",
                                        HR_JSON_DEPTH_MAX),
                        NULL);
        s->open[s->depth++] = kind;
        s->state = kind == OPEN_OBJECT ? WANT_MEMBER : WANT_ELEMENT;
    }
    return true;
}

bool hr_json_scan(const char *text, size_t size, struct hr_arena *arena, struct hr_json_places *out,
                  struct hr_error *err)
{
    struct scan scan = {
        .at = text,
        .end = text + size,
        .line_start = text,
        .line = 1,
        .arena = arena,
        .err = err,
    };
    enum kind kind = END_OF_TEXT, before;

    do {
        before = kind;
        if (!next_token(&scan, &kind))
            return false;
        if (!(wanted[scan.state].kinds & BIT(kind)))
            return fail_at_token(&scan, kind, before);
        if (kind != END_OF_TEXT && !take(&scan, kind, out))
            return false;
    } while (kind != END_OF_TEXT);
    return true;
}
