/* SPDX-License-Identifier: MIT */
#include "hrun/base/jsonw.h"

#include "hrun/base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hr_jsonw_init(struct hr_jsonw *w, struct hr_arena *arena, unsigned indent)
{
    *w = (struct hr_jsonw){ .arena = arena, .indent = indent };
}

static void write_text(struct hr_jsonw *w, const char *text, size_t length)
{
    while (length > 0) {
        size_t part;

        w->out.v = hr_vec_reserve(w->arena, w->out.v, w->out.n, &w->out.cap, 1);
        part = w->out.cap - w->out.n < length ? w->out.cap - w->out.n : length;
        memcpy(w->out.v + w->out.n, text, part);
        w->out.n += part;
        text += part;
        length -= part;
    }
}

static void write_byte(struct hr_jsonw *w, char byte)
{
    write_text(w, &byte, 1);
}

static void new_line(struct hr_jsonw *w)
{
    if (w->indent == 0)
        return;
    write_byte(w, '\n');
    for (unsigned i = 0; i < w->depth * w->indent; i++)
        write_byte(w, ' ');
}

/* Write what stands before the next element or name. */
static void separate(struct hr_jsonw *w)
{
    if (w->depth == 0)
        return;
    if (w->filled[w->depth - 1])
        write_byte(w, ',');
    w->filled[w->depth - 1] = true;
    new_line(w);
}

/* Write what stands before the next value. A value without a name in an object is a mistake of the
 * program that no input brings about; like the ones below it stops every build. */
static void begin_value(struct hr_jsonw *w)
{
    if (w->depth > 0 && !w->in_array[w->depth - 1] && !w->after_key)
        abort();
    if (!w->after_key)
        separate(w);
    w->after_key = false;
}

static void write_word(struct hr_jsonw *w, const char *word)
{
    begin_value(w);
    write_text(w, word, strlen(word));
}

static void open_level(struct hr_jsonw *w, bool in_array)
{
    begin_value(w);
    if (w->depth == HR_JSONW_DEPTH_MAX)
        abort();
    w->in_array[w->depth] = in_array;
    w->filled[w->depth] = false;
    w->depth++;
    write_byte(w, in_array ? '[' : '{');
}

void hr_jsonw_object(struct hr_jsonw *w)
{
    open_level(w, false);
}

void hr_jsonw_array(struct hr_jsonw *w)
{
    open_level(w, true);
}

void hr_jsonw_end(struct hr_jsonw *w)
{
    if (w->depth == 0 || w->after_key)
        abort();
    w->depth--;
    if (w->filled[w->depth])
        new_line(w);
    write_byte(w, w->in_array[w->depth] ? ']' : '}');
}

/* Write the first character of the LENGTH bytes at TEXT, one that is not safe to show, and return
 * its size. All of those that are UTF-8 are below U+10000: one \uXXXX will do. */
static size_t write_hidden(struct hr_jsonw *w, const char *text, size_t length)
{
    static const char bytes[] = "\b\t\n\f\r", letters[] = "btnfr";
    const char *byte = strchr(bytes, *text);
    uint32_t rune = 0;
    const size_t size = hr_text_rune(text, length, &rune);

    if (size == 0) {
        write_text(w, "\xef\xbf\xbd", 3);
        return 1;
    }
    write_byte(w, '\\');
    if (byte) {
        write_byte(w, letters[byte - bytes]);
        return 1;
    }
    write_byte(w, 'u');
    for (unsigned shift = 16; shift > 0; shift -= 4)
        write_byte(w, HR_HEX[rune >> (shift - 4) & 0xf]);
    return size;
}

/* How many bytes of TEXT stand for themselves, whatever follows. */
static size_t plain_length(const char *text)
{
    size_t length = 0;

    while (text[length] >= ' ' && text[length] <= '~' && text[length] != '"' &&
           text[length] != '\\')
        length++;
    return length;
}

static void write_string(struct hr_jsonw *w, const char *text)
{
    size_t length = strlen(text);

    write_byte(w, '"');
    while (length > 0) {
        size_t size = plain_length(text);

        if (size == 0)
            size = hr_text_visible(text, length);
        if (*text == '"' || *text == '\\')
            write_byte(w, '\\');
        if (size > 0)
            write_text(w, text, size);
        else
            size = write_hidden(w, text, length);
        text += size;
        length -= size;
    }
    write_byte(w, '"');
}

void hr_jsonw_key(struct hr_jsonw *w, const char *key)
{
    if (w->depth == 0 || w->in_array[w->depth - 1] || w->after_key)
        abort();
    separate(w);
    write_string(w, key);
    write_text(w, ": ", w->indent ? 2 : 1);
    w->after_key = true;
}

void hr_jsonw_string(struct hr_jsonw *w, const char *text)
{
    if (!text) {
        hr_jsonw_null(w);
        return;
    }
    begin_value(w);
    write_string(w, text);
}

void hr_jsonw_integer(struct hr_jsonw *w, int64_t value)
{
    char digits[24];

    snprintf(digits, sizeof(digits), "%" PRId64, value);
    write_word(w, digits);
}

void hr_jsonw_number(struct hr_jsonw *w, const char *digits)
{
    write_word(w, digits);
}

void hr_jsonw_bool(struct hr_jsonw *w, bool value)
{
    write_word(w, value ? "true" : "false");
}

void hr_jsonw_null(struct hr_jsonw *w)
{
    write_word(w, "null");
}

static void write_members(struct hr_jsonw *w, const struct hr_json *object, bool canonical)
{
    const struct hr_json *const *sorted = canonical ? hr_json_sorted(object, w->arena) : NULL;
    const struct hr_json *member = object->child;

    for (size_t i = 0; i < object->count; i++, member = member->next) {
        const struct hr_json *next = sorted ? sorted[i] : member;

        hr_jsonw_key(w, next->key);
        hr_jsonw_json(w, next, canonical);
    }
}

void hr_jsonw_json(struct hr_jsonw *w, const struct hr_json *node, bool canonical)
{
    switch (node->type) {
    case HR_JSON_NULL:
        hr_jsonw_null(w);
        break;
    case HR_JSON_BOOL:
        hr_jsonw_bool(w, node->boolean);
        break;
    case HR_JSON_NUMBER:
        hr_jsonw_number(w, node->text);
        break;
    case HR_JSON_STRING:
        hr_jsonw_string(w, node->text);
        break;
    case HR_JSON_ARRAY:
        hr_jsonw_array(w);
        for (const struct hr_json *element = node->child; element; element = element->next)
            hr_jsonw_json(w, element, canonical);
        hr_jsonw_end(w);
        break;
    case HR_JSON_OBJECT:
        hr_jsonw_object(w);
        write_members(w, node, canonical);
        hr_jsonw_end(w);
        break;
    }
}

void hr_jsonw_member_string(struct hr_jsonw *w, const char *key, const char *text)
{
    hr_jsonw_key(w, key);
    hr_jsonw_string(w, text);
}

void hr_jsonw_member_bool(struct hr_jsonw *w, const char *key, bool value)
{
    hr_jsonw_key(w, key);
    hr_jsonw_bool(w, value);
}

void hr_jsonw_member_integer(struct hr_jsonw *w, const char *key, int64_t value)
{
    hr_jsonw_key(w, key);
    hr_jsonw_integer(w, value);
}

const char *hr_jsonw_text(struct hr_jsonw *w)
{
    *HR_VEC_PUSH(w->arena, &w->out) = '\0';
    w->out.n--;
    return w->out.v;
}
