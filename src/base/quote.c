/* SPDX-License-Identifier: MIT */
#include "hrun/base/quote.h"

#include "hrun/base/text.h"

#include <stdbool.h>
#include <string.h>

static bool is_name(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || byte == '_';
}

/* NAME=... and NAME+=... are assignments where a command begins; a leading '=' is a path to zsh. */
static bool is_bare(const char *word)
{
    const char *at = word;

    while (is_name(*at))
        at++;
    if (*at == '=' || (at > word && at[0] == '+' && at[1] == '='))
        return false;
    while (is_name(*at) || (*at && strchr("@%+=:,./-", *at)))
        at++;
    return *word && *at == '\0';
}

/* 'it'\''s' */
static const char *quote_single(struct hr_arena *arena, const char *word, size_t length)
{
    char *text = hr_arena_array(arena, length + 1, 4), *end = text;

    *end++ = '\'';
    for (size_t i = 0; i < length; i++) {
        if (word[i] == '\'')
            end = mempcpy(end, "'\\'", 3);
        *end++ = word[i];
    }
    *end = '\'';
    return text;
}

/* $'\x1b[31m'. After \xNN a hex digit starts a new piece: bash would stop at two digits, ksh93 and
 * mksh read on. */
static const char *quote_escaped(struct hr_arena *arena, const char *word, size_t length)
{
    char *text = hr_arena_array(arena, length + 1, 4), *end = mempcpy(text, "$'", 2);
    bool after_hex = false;

    for (size_t i = 0; i < length;) {
        const size_t size = hr_text_visible(word + i, length - i);

        if (size == 0) {
            end = hr_text_escape(end, word[i]);
            after_hex = end[-2] != '\\';
            i++;
            continue;
        }
        if (after_hex && hr_text_hex_value(word[i]) >= 0)
            end = mempcpy(end, "'$'", 3);
        if (word[i] == '\'' || word[i] == '\\')
            *end++ = '\\';
        end = mempcpy(end, word + i, size);
        after_hex = false;
        i += size;
    }
    *end = '\'';
    return text;
}

static bool is_visible(const char *word, size_t length)
{
    for (size_t size; length > 0; word += size, length -= size) {
        size = hr_text_visible(word, length);
        if (size == 0)
            return false;
    }
    return true;
}

const char *hr_quote_shell(struct hr_arena *arena, const char *word)
{
    const size_t length = strlen(word);

    if (is_bare(word))
        return word;
    return is_visible(word, length) ? quote_single(arena, word, length)
                                    : quote_escaped(arena, word, length);
}
