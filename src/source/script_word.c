/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"

#include "script.h"

#include <string.h>

#define DEPTH_MAX  64 /* substitutions, subshells and braces in each other */
#define NAME_BYTES HR_ALNUM "_"

bool hr_script_fail(const struct hr_script_reader *r, size_t line, size_t column, const char *msg)
{
    hr_error_set(r->err, r->arena, HR_ERRC_INPUT, "%s", msg);
    r->err->where = (struct hr_where){ .source = r->path, .line = line, .column = column };
    return hr_error_hint(r->err, r->arena, "what `bash -n` takes");
}

size_t hr_script_column(const struct hr_script_reader *r)
{
    return r->is_part ? 0 : r->at - r->line_start + 1;
}

bool hr_script_fail_here(const struct hr_script_reader *r, const char *msg)
{
    return hr_script_fail(r, r->line, hr_script_column(r), msg);
}

struct hr_script_reader hr_script_part(const struct hr_script_reader *r, const char *text,
                                       size_t size, size_t line)
{
    struct hr_script_reader part = *r;

    part.text = hr_arena_strndup(r->arena, text, size);
    part.size = size;
    part.at = part.line_start = 0;
    part.line = line;
    part.is_part = true;
    part.here.v = NULL;
    part.here.n = part.here.cap = 0;
    return part;
}

bool hr_script_descend(struct hr_script_reader *r)
{
    return ++r->depth <= DEPTH_MAX ||
           hr_script_fail(r, r->line, hr_script_column(r), "nested too deep to be read");
}

char hr_script_peek(const struct hr_script_reader *r, size_t offset)
{
    if (offset < r->size - r->at)
        return r->text[r->at + offset];
    return '\0';
}

void hr_script_skip(struct hr_script_reader *r, size_t count)
{
    for (; count > 0 && r->at < r->size; count--) {
        if (r->text[r->at++] == '\n') {
            r->line++;
            r->line_start = r->at;
        }
    }
}

void hr_script_skip_blanks(struct hr_script_reader *r)
{
    for (;;) {
        const char c = hr_script_peek(r, 0);

        if (c == ' ' || c == '\t')
            hr_script_skip(r, 1);
        else if (c == '\\' && hr_script_peek(r, 1) == '\n')
            hr_script_skip(r, 2);
        else
            break;
    }
    if (hr_script_peek(r, 0) == '#') {
        while (r->at < r->size && hr_script_peek(r, 0) != '\n')
            hr_script_skip(r, 1);
    }
}

size_t hr_script_operator(const struct hr_script_reader *r)
{
    static const char *const operators[] = { ";;&", "<<<", "<<-", "&>>", "&&", "||", ";;", ";&",
                                             "<<",  ">>",  "<&",  ">&",  "<>", ">|", "&>", "|&",
                                             "(",   ")",   "<",   ">",   ";",  "&",  "|" };
    const char first = hr_script_peek(r, 0);

    if ((first == '<' || first == '>') && hr_script_peek(r, 1) == '(')
        return 0; /* process substitution */
    for (size_t i = 0; i < HR_ARRAY_LEN(operators); i++) {
        const size_t length = strlen(operators[i]);

        if (r->size - r->at >= length && memcmp(r->text + r->at, operators[i], length) == 0)
            return length;
    }
    return 0;
}

static bool ends_word(char c)
{
    return c == '\0' || strchr(" \t\n;&|<>()", c);
}

bool hr_script_is_next(const struct hr_script_reader *r, const char *word)
{
    const size_t length = strlen(word);

    return r->size - r->at >= length && memcmp(r->text + r->at, word, length) == 0 &&
           ends_word(hr_script_peek(r, length));
}

/* True if the word so far is NAME=, NAME+= or NAME[...]=. */
static bool is_assignment(const struct hr_script_reader *r, const struct hr_script_building *b)
{
    const char *start = r->text + b->start, *end = r->text + r->at;

    return end > start && end[-1] == '=' && *start != '=' && !strchr(HR_DIGITS, *start) &&
           (strchr("]+", end[-2]) || strspn(start, NAME_BYTES) == (size_t)(end - start) - 1);
}

/* Behind the '(' of NAME=(...), or of a pattern. */
static bool read_array(struct hr_script_reader *r, struct hr_script_building *b)
{
    const size_t line = r->line, column = hr_script_column(r);

    hr_script_mark(b, HR_SCRIPT_MANY);
    if (!hr_script_descend(r))
        return false;
    for (;;) {
        struct hr_script_word ignored;
        size_t length;

        hr_script_skip_blanks(r);
        length = hr_script_operator(r);
        if (r->at == r->size)
            return hr_script_fail_open(r, line, column, "a (");
        if (hr_script_peek(r, 0) == ')')
            break;
        if (hr_script_peek(r, 0) == '\n' || length > 0)
            hr_script_skip(r, length > 0 ? length : 1);
        else if (!hr_script_read_word(r, &ignored))
            return false;
    }
    r->depth--;
    hr_script_skip(r, 1);
    return true;
}

/* What shells make of an unquoted byte: braces and globs become words, a tilde somebody's home. */
static void read_plain(struct hr_script_reader *r, struct hr_script_building *b)
{
    const char c = hr_script_peek(r, 0), next = hr_script_peek(r, 1);
    const bool first = r->at == b->start;
    const bool assigned = !first && strchr("=:", r->text[r->at - 1]);

    b->is_listed = b->is_listed || (b->is_open && (c == ',' || (c == '.' && next == '.')));
    if (c == '{' && !b->is_open)
        b->open_at = b->text.n;
    b->is_open = b->is_open || c == '{';
    if (c == '}' && b->is_listed && b->knowledge == HR_SCRIPT_KNOWN)
        b->text.n = b->open_at;
    if (strchr("*?", c) || (c == '}' && b->is_listed) ||
        (c == '[' && !(first && (ends_word(next) || next == '['))))
        hr_script_mark(b, HR_SCRIPT_MANY);
    b->is_open = b->is_open && c != '}';
    if (c == '~' && (first || assigned))
        hr_script_mark(b, HR_SCRIPT_ONE);
    hr_script_take(r, b);
}

static bool read_part(struct hr_script_reader *r, struct hr_script_building *b)
{
    const size_t line = r->line, column = hr_script_column(r);
    const char c = hr_script_peek(r, 0);

    switch (c) {
    case '\\':
        hr_script_skip(r, hr_script_peek(r, 1) == '\n' ? 2 : 1);
        if (r->text[r->at - 1] != '\n' && r->at < r->size)
            hr_script_take(r, b);
        return true;
    case '\'':
        hr_script_skip(r, 1);
        return hr_script_read_single(r, b, line, column);
    case '"':
        hr_script_skip(r, 1);
        return hr_script_read_double(r, b, line, column);
    case '$':
        return hr_script_read_dollar(r, b, false);
    case '`':
        return hr_script_read_backtick(r, b, false);
    default:
        read_plain(r, b);
        return true;
    }
}

static bool is_pattern(char c)
{
    return c && strchr("?*+@!", c);
}

/* A '(' or a process substitution, at which a word goes on. */
static bool goes_on(const struct hr_script_reader *r, const struct hr_script_building *b)
{
    const char c = hr_script_peek(r, 0);

    if (c == '(')
        return r->at > b->start && (is_assignment(r, b) || is_pattern(r->text[r->at - 1]));
    return (c == '<' || c == '>') && hr_script_peek(r, 1) == '(';
}

bool hr_script_read_word(struct hr_script_reader *r, struct hr_script_word *out)
{
    struct hr_script_building b = { .start = r->at };

    *out = (struct hr_script_word){ .line = r->line, .column = hr_script_column(r) };
    while (r->at < r->size) {
        bool done;

        if (!ends_word(hr_script_peek(r, 0))) {
            done = read_part(r, &b);
        } else if (!goes_on(r, &b)) {
            break;
        } else if (hr_script_peek(r, 0) == '(') {
            hr_script_skip(r, 1);
            done = read_array(r, &b);
        } else {
            hr_script_mark(&b, HR_SCRIPT_ONE);
            hr_script_skip(r, 2);
            done = hr_script_descend(r) && hr_script_read_until_paren(r);
            r->depth--;
        }
        if (!done)
            return false;
    }
    out->knowledge = b.knowledge;
    out->text = hr_arena_strndup(r->arena, b.text.v, b.text.n);
    out->written = hr_arena_strndup(r->arena, r->text + b.start, r->at - b.start);
    return true;
}
