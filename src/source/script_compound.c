/* SPDX-License-Identifier: MIT */
/* What reserved words start: up to the commands in them, which are read as any. */
#include "hrun/base/text.h"

#include "script.h"

#include <string.h>

bool hr_script_skip_lines(struct hr_script_reader *r)
{
    hr_script_skip_blanks(r);
    while (hr_script_peek(r, 0) == '\n') {
        if (!hr_script_read_newline(r))
            return false;
        hr_script_skip_blanks(r);
    }
    return true;
}

/* True if a word starts here. */
bool hr_script_is_word(const struct hr_script_reader *r)
{
    return r->at < r->size && hr_script_peek(r, 0) != '\n' && hr_script_operator(r) == 0;
}

bool hr_script_read_operand(struct hr_script_reader *r, struct hr_script_word *out)
{
    hr_script_skip_blanks(r);
    return hr_script_is_word(r) ? hr_script_read_word(r, out)
                                : hr_script_fail_here(r, "a word is missing here");
}

/* Read "for" or "select" behind that word, up to the body. */
static bool read_for(struct hr_script_reader *r)
{
    struct hr_script_word ignored;

    hr_script_skip_blanks(r);
    if (hr_script_peek(r, 0) == '(' && hr_script_peek(r, 1) == '(') {
        hr_script_skip(r, 2);
        return hr_script_read_arithmetic(r);
    }
    if (!hr_script_read_operand(r, &ignored) || !hr_script_skip_lines(r))
        return false;
    if (!hr_script_is_next(r, "in"))
        return true;
    hr_script_skip(r, strlen("in"));
    hr_script_skip_blanks(r);
    while (hr_script_is_word(r)) {
        if (!hr_script_read_word(r, &ignored))
            return false;
        hr_script_skip_blanks(r);
    }
    return true;
}

/* Read the patterns of an item of a case, and the ')' behind them. */
static bool read_patterns(struct hr_script_reader *r)
{
    struct hr_script_word ignored;

    if (hr_script_peek(r, 0) == '(')
        hr_script_skip(r, 1);
    for (;;) {
        char c;

        if (!hr_script_read_operand(r, &ignored))
            return false;
        hr_script_skip_blanks(r);
        c = hr_script_peek(r, 0);
        if (c != '|' && c != ')')
            return hr_script_fail_here(r, "a ) is missing behind the pattern");
        hr_script_skip(r, 1);
        if (c == ')')
            return true;
    }
}

/* Read "case" behind that word, up to esac. */
static bool read_case(struct hr_script_reader *r)
{
    struct hr_script_word ignored;

    if (!hr_script_read_operand(r, &ignored) || !hr_script_skip_lines(r))
        return false;
    if (!hr_script_is_next(r, "in"))
        return hr_script_fail_here(r, "\"in\" is missing here");
    hr_script_skip(r, strlen("in"));
    for (;;) {
        if (!hr_script_skip_lines(r))
            return false;
        if (hr_script_is_next(r, "esac"))
            break;
        if (!read_patterns(r) || !hr_script_descend(r) || !hr_script_read_case_item(r))
            return false;
        r->depth--;
    }
    hr_script_skip(r, strlen("esac"));
    return true;
}

/* Read [[ behind that word, up to ]]. */
static bool read_condition(struct hr_script_reader *r)
{
    const size_t line = r->line, column = hr_script_column(r);

    for (;;) {
        struct hr_script_word ignored;

        if (!hr_script_skip_lines(r))
            return false;
        if (hr_script_is_next(r, "]]"))
            break;
        if (r->at == r->size)
            return hr_script_fail(r, line, column, "a [[ is not closed");
        if (hr_script_operator(r) > 0)
            hr_script_skip(r, 1);
        else if (!hr_script_read_word(r, &ignored))
            return false;
    }
    hr_script_skip(r, strlen("]]"));
    return true;
}

/* Behind NAME: true, and "()" is read, if a function is defined. */
bool hr_script_take_parens(struct hr_script_reader *r)
{
    size_t length = 1;

    if (hr_script_peek(r, 0) != '(')
        return false;
    while (hr_script_peek(r, length) == ' ' || hr_script_peek(r, length) == '\t')
        length++;
    if (hr_script_peek(r, length) != ')')
        return false;
    hr_script_skip(r, length + 1);
    return true;
}

static bool read_function(struct hr_script_reader *r)
{
    struct hr_script_word name;

    if (!hr_script_read_operand(r, &name))
        return false;
    *HR_VEC_PUSH(r->arena, r->functions) = name;
    hr_script_skip_blanks(r);
    hr_script_take_parens(r);
    return true;
}

/* Read what a reserved word starts. *TAKEN: there was one; *DONE: what comes next is no part of a command
 * that it starts. */
bool hr_script_read_reserved(struct hr_script_reader *r, bool *taken, bool *done)
{
    static const struct {
        const char *word;
        bool (*read)(struct hr_script_reader *r);
        bool done;
    } rows[] = {
        { "!", NULL, false },         { "[[", read_condition, false },
        { "case", read_case, false }, { "coproc", NULL, false },
        { "do", NULL, true },         { "done", NULL, false },
        { "elif", NULL, true },       { "else", NULL, true },
        { "esac", NULL, false },      { "fi", NULL, false },
        { "for", read_for, true },    { "function", read_function, true },
        { "if", NULL, true },         { "select", read_for, true },
        { "then", NULL, true },       { "time", NULL, false },
        { "until", NULL, true },      { "while", NULL, true },
        { "{", NULL, true },          { "}", NULL, false },
    };

    *taken = *done = false;
    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++) {
        if (!hr_script_is_next(r, rows[i].word))
            continue;
        *taken = true;
        *done = rows[i].done;
        hr_script_skip(r, strlen(rows[i].word));
        return !rows[i].read || rows[i].read(r);
    }
    return true;
}
