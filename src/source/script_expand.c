/* SPDX-License-Identifier: MIT */
/* Quotes, and what shells put in a word's place: variables, arithmetic, what commands print. */
#include "hrun/base/text.h"

#include "script.h"

#include <string.h>

#define NAME_BYTES HR_ALNUM "_"

/* As far as its end is looked for, or a file of nothing but "((" would be read over and over. What is
 * longer is read as commands, which finds what runs in it all the same. */
#define ARITHMETIC_MAX 4096

void hr_script_mark(struct hr_script_building *b, enum hr_script_knowledge knowledge)
{
    if (knowledge > b->knowledge)
        b->knowledge = knowledge;
}

/* Read one byte that stands for itself. */
void hr_script_take(struct hr_script_reader *r, struct hr_script_building *b)
{
    if (b->knowledge == HR_SCRIPT_KNOWN)
        *HR_VEC_PUSH(r->arena, &b->text) = r->text[r->at];
    hr_script_skip(r, 1);
}

bool hr_script_fail_open(struct hr_script_reader *r, size_t line, size_t column, const char *what)
{
    return hr_script_fail(r, line, column, hr_arena_printf(r->arena, "%s is not closed", what));
}

/* Behind the first quote. */
bool hr_script_read_single(struct hr_script_reader *r, struct hr_script_building *b, size_t line,
                           size_t column)
{
    while (hr_script_peek(r, 0) != '\'') {
        if (r->at == r->size)
            return hr_script_fail_open(r, line, column, "a '");
        hr_script_take(r, b);
    }
    hr_script_skip(r, 1);
    return true;
}

/* What is the same inside double quotes, here-documents and arithmetic: an escaped byte of ESCAPED, or an
 * expansion, or a byte. */
static bool read_quoted_part(struct hr_script_reader *r, struct hr_script_building *b,
                             const char *escaped)
{
    const char c = hr_script_peek(r, 0), next = hr_script_peek(r, 1);

    if (c == '$')
        return hr_script_read_dollar(r, b, true);
    if (c == '`')
        return hr_script_read_backtick(r, b, true);
    if (c == '\\' && next == '\n') {
        hr_script_skip(r, 2);
        return true;
    }
    if (c == '\\' && next && strchr(escaped, next))
        hr_script_skip(r, 1);
    hr_script_take(r, b);
    return true;
}

/* Behind the first quote. */
bool hr_script_read_double(struct hr_script_reader *r, struct hr_script_building *b, size_t line,
                           size_t column)
{
    while (hr_script_peek(r, 0) != '"') {
        if (r->at == r->size)
            return hr_script_fail_open(r, line, column, "a \"");
        if (!read_quoted_part(r, b, "$`\"\\"))
            return false;
    }
    hr_script_skip(r, 1);
    return true;
}

bool hr_script_read_expansions(struct hr_script_reader *r)
{
    struct hr_script_building ignored = { .knowledge = HR_SCRIPT_ONE };

    while (r->at < r->size) {
        if (!read_quoted_part(r, &ignored, "$`\\"))
            return false;
    }
    return true;
}

bool hr_script_is_arithmetic(const struct hr_script_reader *r, size_t offset)
{
    const size_t start = r->at + offset;
    const size_t end = r->size - start < ARITHMETIC_MAX ? r->size : start + ARITHMETIC_MAX;
    size_t depth = 0;
    char quote = '\0';

    for (size_t i = start; i < end; i++) {
        const char c = r->text[i];

        if (c == '\\' && quote != '\'')
            i++;
        else if (quote && c != quote)
            continue;
        else if (quote)
            quote = '\0';
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 1)
            return i + 1 < r->size && r->text[i + 1] == ')';
    }
    return false;
}

bool hr_script_read_arithmetic(struct hr_script_reader *r)
{
    struct hr_script_building ignored = { .knowledge = HR_SCRIPT_ONE };
    const size_t line = r->line, column = hr_script_column(r);
    size_t depth = 2;

    while (depth > 0) {
        const char c = hr_script_peek(r, 0);

        if (r->at == r->size)
            return hr_script_fail_open(r, line, column, "a ((");
        depth += c == '(';
        depth -= c == ')';
        if (!read_quoted_part(r, &ignored, "$`\"\\"))
            return false;
    }
    return true;
}

/* Behind "${", up to the brace that closes it. */
static bool read_braces(struct hr_script_reader *r, struct hr_script_building *b, bool quoted)
{
    const size_t line = r->line, column = hr_script_column(r), start = r->at;
    struct hr_script_building ignored = { .knowledge = HR_SCRIPT_ONE };
    bool done = true;

    /* bash from 5.3 on, ksh and mksh run what is in it; to other shells it is an error. */
    if (hr_script_peek(r, 0) && strchr(" \t\n|", hr_script_peek(r, 0)))
        return hr_script_fail(r, line, column, "a ${ with commands in it is not read");
    while (done && hr_script_peek(r, 0) != '}') {
        const char c = hr_script_peek(r, 0);

        if (r->at == r->size)
            return hr_script_fail_open(r, line, column, "a ${");
        if (c == '\'' && !quoted) {
            hr_script_skip(r, 1);
            done = hr_script_read_single(r, &ignored, line, column);
        } else if (c == '"') {
            hr_script_skip(r, 1);
            done = hr_script_read_double(r, &ignored, line, column);
        } else {
            done = read_quoted_part(r, &ignored, "}$`\"'\\");
        }
    }
    if (!done)
        return false;
    /* A list, or all parameters, is as many words as it has members, in quotes too. */
    hr_script_mark(b, quoted && !memchr(r->text + start, '@', r->at - start) ? HR_SCRIPT_ONE
                                                                             : HR_SCRIPT_MANY);
    hr_script_skip(r, 1);
    return true;
}

/* "$(": a command, or arithmetic. */
static bool read_substitution(struct hr_script_reader *r, struct hr_script_building *b, bool quoted)
{
    if (hr_script_peek(r, 2) == '(' && hr_script_is_arithmetic(r, 1)) {
        hr_script_skip(r, 3);
        hr_script_mark(b, HR_SCRIPT_ONE);
        return hr_script_read_arithmetic(r);
    }
    hr_script_skip(r, 2);
    hr_script_mark(b, quoted ? HR_SCRIPT_ONE : HR_SCRIPT_MANY);
    return hr_script_read_until_paren(r);
}

/* $'...' and $"..." are other text in sh than in bash. */
static bool read_dollar_quote(struct hr_script_reader *r, struct hr_script_building *b)
{
    const size_t line = r->line, column = hr_script_column(r);
    const bool single = hr_script_peek(r, 1) == '\'';

    hr_script_mark(b, HR_SCRIPT_ONE);
    hr_script_skip(r, 2);
    if (!single)
        return hr_script_read_double(r, b, line, column);
    while (hr_script_peek(r, 0) != '\'') {
        if (r->at == r->size)
            return hr_script_fail_open(r, line, column, "a $'");
        hr_script_skip(r, hr_script_peek(r, 0) == '\\' ? 2 : 1);
    }
    hr_script_skip(r, 1);
    return true;
}

static bool read_dollar_part(struct hr_script_reader *r, struct hr_script_building *b, bool quoted)
{
    const char next = hr_script_peek(r, 1);
    size_t length = 1;

    if (next == '(')
        return read_substitution(r, b, quoted);
    if (next == '{') {
        hr_script_skip(r, 2);
        return read_braces(r, b, quoted);
    }
    if (!quoted && (next == '\'' || next == '"'))
        return read_dollar_quote(r, b);
    if (next && strchr("?$#!", next)) { /* numbers */
        hr_script_mark(b, HR_SCRIPT_ONE);
    } else if (next && strchr("@*-" HR_DIGITS, next)) {
        hr_script_mark(b, quoted && next != '@' ? HR_SCRIPT_ONE : HR_SCRIPT_MANY);
    } else if (next && strchr(HR_LETTERS "_", next)) {
        while (hr_script_peek(r, length) && strchr(NAME_BYTES, hr_script_peek(r, length)))
            length++;
        length--;
        hr_script_mark(b, quoted ? HR_SCRIPT_ONE : HR_SCRIPT_MANY);
    } else {
        hr_script_take(r, b);
        return true;
    }
    hr_script_skip(r, 1 + length);
    return true;
}

bool hr_script_read_dollar(struct hr_script_reader *r, struct hr_script_building *b, bool quoted)
{
    if (!hr_script_descend(r) || !read_dollar_part(r, b, quoted))
        return false;
    r->depth--;
    return true;
}

/* The text between backticks has escapes of its own: it is read once they are gone. */
bool hr_script_read_backtick(struct hr_script_reader *r, struct hr_script_building *b, bool quoted)
{
    const size_t line = r->line, column = hr_script_column(r);
    struct hr_script_building inner = { .knowledge = HR_SCRIPT_KNOWN };
    struct hr_script_reader part;

    hr_script_mark(b, quoted ? HR_SCRIPT_ONE : HR_SCRIPT_MANY);
    hr_script_skip(r, 1);
    while (hr_script_peek(r, 0) != '`') {
        if (r->at == r->size)
            return hr_script_fail_open(r, line, column, "a `");
        if (hr_script_peek(r, 0) == '\\' && hr_script_peek(r, 1) &&
            strchr(quoted ? "$`\\\"" : "$`\\", hr_script_peek(r, 1)))
            hr_script_skip(r, 1);
        hr_script_take(r, &inner);
    }
    hr_script_skip(r, 1);
    part = hr_script_part(r, inner.text.v, inner.text.n, line);
    return hr_script_descend(&part) && hr_script_read_all(&part);
}
