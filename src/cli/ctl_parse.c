/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"
#include "hrun/cli/ctl.h"
#include "hrun/docker/value.h"

#include <string.h>

/* What one pass over the words needs. */
struct reader {
    const char *const *argv;
    size_t count, next; /* argv[next] is the first word not yet read */
    struct hr_ctl *ctl;
    struct hr_error *err;
};

static bool fail(const struct reader *r, const char *msg, const char *hint)
{
    hr_error_set(r->err, r->ctl->arena, HR_ERRC_USAGE, "%s", msg);
    return hr_error_hint(r->err, r->ctl->arena, "%s", hint);
}

/* True if the words from the next one on are those of NAME. */
static bool is_named(const struct reader *r, const char *name)
{
    const char *blank = strchr(name, ' ');
    const size_t length = blank ? (size_t)(blank - name) : strlen(name);
    const char *first = r->argv[r->next];

    if (strlen(first) != length || memcmp(first, name, length) != 0)
        return false;
    return !blank || (r->next + 1 < r->count && strcmp(r->argv[r->next + 1], blank + 1) == 0);
}

/* The second words of the commands whose first word is FIRST. */
static struct hr_strv second_words(const struct reader *r, const char *first)
{
    struct hr_strv words = { 0 };
    size_t count;
    const struct hr_ctl_command *const *commands = hr_ctl_commands(&count);

    for (size_t i = 0; i < count; i++) {
        const char *name = commands[i]->name;
        const size_t length = strlen(first);

        if (hr_text_starts(name, first) && name[length] == ' ')
            hr_strv_push(r->ctl->arena, &words, name + length + 1);
    }
    return words;
}

static bool no_such_command(const struct reader *r)
{
    const struct hr_strv seconds = second_words(r, r->argv[r->next]);
    const bool second = r->next + 1 < r->count && r->argv[r->next + 1][0] != '-';
    struct hr_nearest nearest = { 0 };
    size_t count;
    const struct hr_ctl_command *const *commands = hr_ctl_commands(&count);
    const char *msg;

    nearest.word =
        second ? hr_arena_printf(r->ctl->arena, "%s %s", r->argv[r->next], r->argv[r->next + 1])
               : r->argv[r->next];
    for (size_t i = 0; i < count; i++)
        hr_nearest_offer(&nearest, commands[i]->name);
    msg = hr_arena_printf(r->ctl->arena, "no command is called \"%s\"", nearest.word);
    if (seconds.n > 0 && !nearest.best)
        return fail(r, msg,
                    hr_arena_printf(r->ctl->arena, "%s is followed by one of: %s", r->argv[r->next],
                                    hr_strv_join(r->ctl->arena, &seconds, ", ")));
    return fail(r, msg,
                nearest.best ? hr_arena_printf(r->ctl->arena, "did you mean \"%s\"?", nearest.best)
                             : "see hrunctl --help");
}

static bool read_command(struct reader *r)
{
    size_t count;
    const struct hr_ctl_command *const *commands = hr_ctl_commands(&count);

    if (r->next == r->count)
        return fail(r, "no command", "see hrunctl --help");
    for (size_t i = 0; i < count; i++) {
        if (!is_named(r, commands[i]->name))
            continue;
        r->ctl->command = commands[i];
        r->next += strchr(commands[i]->name, ' ') ? 2 : 1;
        return true;
    }
    return no_such_command(r);
}

/* The command's option called by the LENGTH bytes at NAME, or -1. */
static int find_option(const struct reader *r, const char *name, size_t length)
{
    for (int i = 0; i < HR_CTL_OPTION__COUNT; i++) {
        const struct hr_option *row = hr_ctl_option((enum hr_ctl_option)i);

        if ((r->ctl->command->options & HR_CTL_BIT(i)) && strlen(row->name) == length &&
            memcmp(row->name, name, length) == 0)
            return i;
    }
    return -1;
}

static bool unknown_option(const struct reader *r, const char *word)
{
    struct hr_nearest nearest = { .word =
                                      hr_arena_strndup(r->ctl->arena, word, strcspn(word, "=")) };
    struct hr_arena *arena = r->ctl->arena;
    const char *msg = hr_arena_printf(arena, "hrunctl %s takes no option %s", r->ctl->command->name,
                                      nearest.word);

    for (int i = 0; i < HR_CTL_OPTION__COUNT; i++) {
        const char *name = hr_ctl_option((enum hr_ctl_option)i)->name;

        if (r->ctl->command->options & HR_CTL_BIT(i))
            hr_nearest_offer(&nearest, hr_arena_printf(arena, "--%s", name));
    }
    return fail(r, msg,
                nearest.best
                    ? hr_arena_printf(arena, "did you mean %s?", nearest.best)
                    : hr_arena_printf(arena, "see hrunctl %s --help", r->ctl->command->name));
}

/* Check VALUE against its row and keep it. */
static bool keep(const struct reader *r, int option, const char *value)
{
    const struct hr_option *row = hr_ctl_option((enum hr_ctl_option)option);
    struct hr_value parsed;

    if (row->words && hr_option_word(row, value, strlen(value)) < 0)
        return fail(
            r,
            hr_arena_printf(r->ctl->arena, "--%s: \"%s\" is none of its words", row->name, value),
            hr_arena_printf(r->ctl->arena, "one of: %s", row->words));
    if (!hr_value_parse(row, value, r->ctl->arena, &parsed, r->err))
        return hr_error_wrap(r->err, r->ctl->arena, "--%s", row->name);
    r->ctl->given[option] = row->kind != HR_KIND_BOOL ? value : parsed.as.boolean ? "true" : NULL;
    return true;
}

static bool read_option(struct reader *r)
{
    const char *word = r->argv[r->next++], *value = strchr(word, '=');
    const size_t length = value ? (size_t)(value - word) : strlen(word);
    const int option = length > 2 ? find_option(r, word + 2, length - 2) : -1;

    if (strcmp(word, "--help") == 0) {
        r->ctl->help = true;
        return true;
    }
    if (word[1] != '-' || option < 0)
        return unknown_option(r, word);
    if (value)
        return keep(r, option, value + 1);
    if (hr_ctl_option((enum hr_ctl_option)option)->kind == HR_KIND_BOOL)
        return keep(r, option, "true");
    if (r->next == r->count)
        return fail(r, hr_arena_printf(r->ctl->arena, "option %s needs a value", word),
                    hr_arena_printf(r->ctl->arena, "see hrunctl %s --help", r->ctl->command->name));
    return keep(r, option, r->argv[r->next++]);
}

static void read_operands(struct reader *r, size_t count)
{
    struct hr_ctl *ctl = r->ctl;

    if (ctl->operands.n == 0)
        ctl->operands_at = r->next + 1;
    for (; count > 0; count--)
        hr_strv_push(ctl->arena, &ctl->operands, r->argv[r->next++]);
}

static bool check_operands(const struct reader *r)
{
    const struct hr_ctl_command *command = r->ctl->command;
    const size_t n = r->ctl->operands.n;

    if (r->ctl->help || (n >= command->least && n <= command->most))
        return true;
    return fail(r,
                n < command->least ? "something is missing"
                                   : hr_arena_printf(r->ctl->arena, "\"%s\" is one too many",
                                                     r->ctl->operands.v[command->most]),
                hr_arena_printf(r->ctl->arena, "hrunctl %s%s%s", command->name,
                                *command->operands ? " " : "", command->operands));
}

bool hr_ctl_parse(const char *const *argv, size_t count, struct hr_ctl *ctl, struct hr_error *err)
{
    struct reader r = { .argv = argv, .count = count, .ctl = ctl, .err = err };

    if (count > 0 && strcmp(argv[0], "--help") == 0) {
        ctl->help = true;
        return true;
    }
    if (count > 0 && strcmp(argv[0], "--version") == 0)
        return true;
    if (!read_command(&r))
        return false;
    while (r.next < count) {
        const char *word = argv[r.next];

        if (strcmp(word, "--") == 0) {
            r.next++;
            read_operands(&r, count - r.next);
        } else if (word[0] != '-' || word[1] == '\0') {
            read_operands(&r, ctl->command->operand == HR_CTL_LINE ? count - r.next : 1);
        } else if (!read_option(&r)) {
            return false;
        }
    }
    return check_operands(&r);
}
