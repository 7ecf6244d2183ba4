/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"

#include "script.h"

#include <string.h>

/* What ends a list of commands. */
enum end {
    END_OF_TEXT,
    END_PAREN,
    END_OF_CASE, /* ;; and the like, or esac, which is left */
};

static size_t trailing_backslashes(const char *text, size_t length)
{
    size_t count = 0;

    while (count < length && text[length - 1 - count] == '\\')
        count++;
    return count;
}

/* Read the lines of HERE, which start here, and the one that ends it. */
static bool read_here(struct hr_script_reader *r, const struct hr_script_here *here)
{
    const size_t line = r->line, length = strlen(here->delimiter);
    struct {
        HR_VEC(char);
    } body = { 0 };
    struct hr_script_reader part;
    bool continued = false;

    while (r->at < r->size) {
        const char *start = r->text + r->at, *end = memchr(start, '\n', r->size - r->at);
        const size_t whole = (end ? (size_t)(end - start) : r->size - r->at);
        const size_t tabs = here->tabs ? strspn(start, "\t") : 0;

        hr_script_skip(r, whole + 1);
        if (!continued && whole - tabs == length &&
            memcmp(start + tabs, here->delimiter, length) == 0)
            break;
        for (size_t i = tabs; i < whole; i++)
            *HR_VEC_PUSH(r->arena, &body) = start[i];
        *HR_VEC_PUSH(r->arena, &body) = '\n';
        continued = !here->quoted && trailing_backslashes(start, whole) % 2 == 1;
    }
    part = hr_script_part(r, body.n > 0 ? body.v : "", body.n, line);
    here->command->has_input = true;
    here->command->input = (struct hr_script_word){
        .knowledge = here->quoted || !strpbrk(part.text, "$`\\") ? HR_SCRIPT_KNOWN : HR_SCRIPT_ONE,
        .text = part.text,
        .written = part.text,
        .line = line,
    };
    return here->quoted || hr_script_read_expansions(&part);
}

/* Read the end of a line, and the here-documents that start behind it. */
bool hr_script_read_newline(struct hr_script_reader *r)
{
    hr_script_skip(r, 1);
    for (size_t i = 0; i < r->here.n; i++) {
        if (!read_here(r, &r->here.v[i]))
            return false;
    }
    r->here.n = 0;
    return true;
}

/* Read "<" and the like, which are LENGTH bytes, and the word that belongs to them. */
static bool read_redirection(struct hr_script_reader *r, size_t length,
                             struct hr_script_command *command)
{
    const char *op = r->text + r->at;
    const bool here = length >= 2 && op[0] == '<' && op[1] == '<';
    struct hr_script_word word;

    hr_script_skip(r, length);
    if (!hr_script_read_operand(r, &word))
        return false;
    if (here && length == 3 && op[2] == '<') {
        command->has_input = true;
        command->input = word;
    } else if (here) {
        *HR_VEC_PUSH(r->arena, &r->here) = (struct hr_script_here){
            .command = command,
            .delimiter = word.knowledge == HR_SCRIPT_KNOWN ? word.text : word.written,
            .quoted = strpbrk(word.written, "\\'\"") != NULL,
            .tabs = length == 3,
        };
    }
    return true;
}

static bool is_redirection(const struct hr_script_reader *r, size_t length)
{
    const char first = hr_script_peek(r, 0);

    return length > 0 && (first == '<' || first == '>' ||
                          (first == '&' && length > 1 && hr_script_peek(r, 1) == '>'));
}

/* A number or {NAME} right before "<" or ">" is part of the redirection. */
static bool is_descriptor(const struct hr_script_reader *r, const struct hr_script_word *word)
{
    const char next = hr_script_peek(r, 0), *text = word->written;

    if (next != '<' && next != '>')
        return false;
    return text[strspn(text, HR_DIGITS)] == '\0' || (*text == '{' && hr_text_ends(text, "}"));
}

static bool read_argument(struct hr_script_reader *r, struct hr_script_command *command)
{
    struct hr_script_word word;

    if (!hr_script_read_word(r, &word))
        return false;
    if (!is_descriptor(r, &word))
        *HR_VEC_PUSH(r->arena, &command->words) = word;
    return true;
}

/* A '(' behind words: that of a function, whose body is what comes next. */
static bool read_parens(struct hr_script_reader *r, struct hr_script_command *command)
{
    if (command->words.n != 1 || !hr_script_take_parens(r))
        return hr_script_fail_here(r, "no shell takes a ( here");
    *HR_VEC_PUSH(r->arena, r->functions) = command->words.v[0];
    command->words.n = 0;
    return true;
}

/* Read a word of a command, or one that is reserved and what it starts. *DONE as there. */
static bool read_next(struct hr_script_reader *r, struct hr_script_command *command, bool *done)
{
    bool taken = false;

    if (command->words.n == 0 && !hr_script_read_reserved(r, &taken, done))
        return false;
    return taken || read_argument(r, command);
}

/* Read a simple command, or the words with which a compound one starts. */
static bool read_command(struct hr_script_reader *r, struct hr_script_command *command)
{
    bool done = false;

    while (!done) {
        size_t length;

        hr_script_skip_blanks(r);
        if (r->at == r->size || hr_script_peek(r, 0) == '\n')
            break;
        length = hr_script_operator(r);
        if (is_redirection(r, length)) {
            if (!read_redirection(r, length, command))
                return false;
            continue;
        }
        if (length == 1 && hr_script_peek(r, 0) == '(' && command->words.n > 0)
            return read_parens(r, command);
        if (length > 0)
            break;
        if (!read_next(r, command, &done))
            return false;
    }
    return true;
}

static bool read_subshell(struct hr_script_reader *r)
{
    bool done;

    if (!hr_script_descend(r))
        return false;
    if (hr_script_peek(r, 1) == '(' && hr_script_is_arithmetic(r, 0)) {
        hr_script_skip(r, 2);
        done = hr_script_read_arithmetic(r);
    } else {
        hr_script_skip(r, 1);
        done = hr_script_read_until_paren(r);
    }
    r->depth--;
    return done;
}

/* What stands before the next command. */
struct between {
    const struct hr_script_command *last; /* on the left of the pipe */
    bool pipe;
};

/* Read an operator of LENGTH bytes between commands. *ENDS: it ends the list. */
static bool read_between(struct hr_script_reader *r, enum end end, size_t length,
                         struct between *between, bool *ends)
{
    const char first = hr_script_peek(r, 0);

    if (first == '(') {
        *between = (struct between){ 0 };
        return read_subshell(r);
    }
    if (first == ')' || (first == ';' && length > 1)) {
        if (end != (first == ')' ? END_PAREN : END_OF_CASE))
            return hr_script_fail_here(r, hr_arena_printf(r->arena,
                                                          "nothing is open for this %.*s to close",
                                                          (int)length, r->text + r->at));
        *ends = true;
    }
    between->pipe = first == '|' && (length == 1 || hr_script_peek(r, 1) == '&');
    if (!between->pipe)
        between->last = NULL;
    hr_script_skip(r, length);
    return true;
}

static bool read_one(struct hr_script_reader *r, struct between *between)
{
    struct hr_script_command *command = hr_arena_alloc(r->arena, sizeof(*command));

    command->from = between->pipe ? between->last : NULL;
    if (!read_command(r, command))
        return false;
    if (command->words.n > 0)
        *HR_VEC_PUSH(r->arena, r->commands) = command;
    *between = (struct between){ .last = command };
    return true;
}

static bool read_list(struct hr_script_reader *r, enum end end)
{
    struct between between = { 0 };
    bool ends = false;

    while (!ends) {
        size_t length;
        bool done;

        hr_script_skip_blanks(r);
        length = hr_script_operator(r);
        if (r->at == r->size)
            return end == END_OF_TEXT ||
                   hr_script_fail_here(r, end == END_PAREN
                                              ? "the text ends before a ) that is missing"
                                              : "the text ends before an esac that is missing");
        if (hr_script_peek(r, 0) == '\n')
            done = hr_script_read_newline(r);
        else if (end == END_OF_CASE && hr_script_is_next(r, "esac"))
            return true;
        else if (length > 0 && !is_redirection(r, length))
            done = read_between(r, end, length, &between, &ends);
        else
            done = read_one(r, &between);
        if (!done)
            return false;
    }
    return true;
}

bool hr_script_read_until_paren(struct hr_script_reader *r)
{
    return read_list(r, END_PAREN);
}

bool hr_script_read_all(struct hr_script_reader *r)
{
    return read_list(r, END_OF_TEXT);
}

bool hr_script_read_case_item(struct hr_script_reader *r)
{
    return read_list(r, END_OF_CASE);
}
