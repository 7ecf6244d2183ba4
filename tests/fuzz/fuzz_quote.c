/* SPDX-License-Identifier: MIT */
/* Shell quoting: what comes out is safe to show, and a shell reads the word back byte for byte. The
 * shell here is a small one that aborts on whatever shells may read in different ways. */
#include "hrun/base/quote.h"
#include "hrun/base/text.h"

#include "fuzz.h"

#include <string.h>

#define HEX "0123456789abcdefABCDEF"

/* Read one escape of $'...', behind the backslash at *AT. */
static char read_escape(const char **at)
{
    static const char hex[] = "0123456789abcdef";
    const char letter = *(*at)++;
    const char *high, *low;

    switch (letter) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case '\\':
    case '\'':
        return letter;
    default:
        FUZZ_CHECK(letter == 'x' && (*at)[0] && (*at)[1]);
        high = strchr(hex, (*at)[0]);
        low = strchr(hex, (*at)[1]);
        FUZZ_CHECK(high && low);
        *at += 2;
        FUZZ_CHECK(!**at || !strchr(HEX, **at)); /* how many digits is up to the shell */
        return (char)((high - hex) * 16 + (low - hex));
    }
}

/* Read a quoted piece that begins at *AT behind its opening quote. */
static char *read_quoted(const char **at, char *end, bool escapes)
{
    while (**at != '\'') {
        FUZZ_CHECK(**at);
        if (escapes && **at == '\\') {
            ++*at;
            *end++ = read_escape(at);
        } else {
            *end++ = *(*at)++;
        }
    }
    ++*at;
    return end;
}

static bool is_plain(char byte)
{
    return strchr("@%_+=:,./-", byte) || (byte >= '0' && byte <= '9') ||
           (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static const char *unquote(const char *text, struct hr_arena *arena)
{
    char *word = hr_arena_alloc(arena, strlen(text) + 1), *end = word;

    while (*text) {
        if (*text == '\'' || (text[0] == '$' && text[1] == '\'')) {
            const bool escapes = *text == '$';
            text += 1 + escapes;
            end = read_quoted(&text, end, escapes);
        } else if (text[0] == '\\' && text[1] == '\'') {
            *end++ = '\'';
            text += 2;
        } else {
            FUZZ_CHECK(is_plain(*text));
            *end++ = *text++;
        }
    }
    return word;
}

/* Where a command begins this sets no variable, and is no path to zsh. */
static bool is_no_assignment(const char *text)
{
    const size_t name = strspn(text, "_0123456789abcdefghijklmnopqrstuvwxyz"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    if (name == 0)
        return *text != '=';
    text += name;
    return *text != '=' && !(text[0] == '+' && text[1] == '=');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    const char *word, *text;

    hr_arena_init(&arena);
    word = hr_arena_strndup(&arena, (const char *)data, size); /* up to the first NUL */
    text = hr_quote_shell(&arena, word);
    FUZZ_CHECK(*text);
    FUZZ_CHECK(strcmp(hr_text_safe(&arena, text), text) == 0);
    FUZZ_CHECK(strcmp(unquote(text, &arena), word) == 0);
    FUZZ_CHECK(is_no_assignment(text));
    hr_arena_finish(&arena);
    return 0;
}
