/* SPDX-License-Identifier: MIT */
/* Which commands of a script make containers, whatever program starts them. */
#include "hrun/base/text.h"

#include "script.h"

#include <string.h>

#define TRIES_MAX  16   /* words of one command that may be docker's name */
#define WORDS_MAX  4096 /* of a command of docker's: no person writes more */
#define NESTED_MAX 8    /* sh -c 'sh -c ...' */

static const char *const clients[] = { "docker", "hrun", NULL };
static const char *const shells[] = { "ash", "bash", "dash", "ksh", "mksh", "sh", "zsh", NULL };
/* Their words are lines of a script, or may be. */
static const char *const starters[] = { "at", "batch", "flock", "newgrp", "runuser", "script",
                                        "sg", "ssh",   "su",    "trap",   "watch",   NULL };
/* They add words to those of the line. */
static const char *const adders[] = { "find", "parallel", "xargs", NULL };
static const char *const printers[] = { ":", "echo", "printf", NULL };
/* They run the command that their other words are. */
static const char *const wrappers[] = { "builtin", "chronic", "command", "doas",    "env",
                                        "exec",    "ionice",  "nice",    "nohup",   "setsid",
                                        "stdbuf",  "sudo",    "time",    "timeout", NULL };

static const char *const write_out = "write it out, or review the line with what it comes to: "
                                     "hrunctl review -- docker run ...";

static bool is_one_of(const char *text, const char *const *list)
{
    while (*list && strcmp(*list, text) != 0)
        list++;
    return *list != NULL;
}

/* The name of the program that WORD, which is known, stands for. */
static const char *program_of(const struct hr_script_word *word)
{
    const char *slash = strrchr(word->text, '/');

    return slash ? slash + 1 : word->text;
}

static bool is_program(const struct hr_script_word *word, const char *const *list)
{
    return word->knowledge == HR_SCRIPT_KNOWN && is_one_of(program_of(word), list);
}

/* Which of the clients WORD is, by any path: "$BIN/docker" too. NULL: none. */
static const char *client_of(const struct hr_script_word *word)
{
    const size_t length = strlen(word->written);
    const size_t end = length - (length > 0 && word->written[length - 1] == '"');

    for (size_t i = 0; clients[i]; i++) {
        const size_t size = strlen(clients[i]);

        if (word->knowledge == HR_SCRIPT_KNOWN
                ? strcmp(program_of(word), clients[i]) == 0
                : end > size && word->written[end - size - 1] == '/' &&
                      memcmp(word->written + end - size, clients[i], size) == 0)
            return clients[i];
    }
    return NULL;
}

static bool names_client(const char *text)
{
    return strstr(text, clients[0]) || strstr(text, clients[1]);
}

/* Judge TEXT, which WORD holds, as a script of its own. */
static void read_text(struct hr_script_work *w, const char *text, const struct hr_script_word *word,
                      unsigned depth)
{
    struct hr_error err;

    if (depth < NESTED_MAX && hr_script_judge(w, text, strlen(text), word->line, depth + 1, &err))
        return;
    hr_script_note(w, names_client(text) ? HR_ERRC_PART : HR_ERRC_COMMAND, word,
                   depth < NESTED_MAX
                       ? hr_arena_printf(w->arena, "these commands cannot be read: %s", err.msg)
                       : "too many scripts in each other",
                   write_out);
}

/* Judge what WORD, or the words from it on, COUNT in all, come to as a script of its own. */
static void read_words(struct hr_script_work *w, const struct hr_script_word *word, size_t count,
                       unsigned depth)
{
    struct hr_strv texts = { 0 };
    bool unknown = false, named = false;

    for (size_t i = 0; i < count; i++) {
        hr_strv_push(w->arena, &texts, word[i].text);
        unknown = unknown || word[i].knowledge != HR_SCRIPT_KNOWN;
        named = named || names_client(word[i].written);
    }
    if (!unknown)
        read_text(w, hr_strv_join(w->arena, &texts, " "), word, depth);
    else
        hr_script_note(w, named ? HR_ERRC_PART : HR_ERRC_COMMAND, word,
                       "these commands are known only when the script runs", write_out);
}

static bool is_assignment(const struct hr_script_word *word)
{
    const size_t length = strspn(word->written, HR_ALNUM "_");
    const char *rest = word->written + length;

    if (length == 0 || strchr(HR_DIGITS, *word->written))
        return false;
    return *rest == '=' || *rest == '[' || (*rest == '+' && rest[1] == '=');
}

/* True if TEXT is of several words: env -S cuts it, in the same word with the option or behind it. */
static bool is_line(const char *text)
{
    return strpbrk(text, " \t\n");
}

/* The word that is the program, or the COUNT of words: what stands before it sets variables, or is one of
 * the wrappers and its options; those of one that stands further in front if it is WRAPPED. */
static size_t program_at(const struct hr_script_word *words, size_t count, bool wrapped)
{
    size_t i = 0;

    for (; i < count; i++) {
        const char *text = words[i].text;

        if (is_assignment(&words[i]) ||
            (wrapped && (*text == '-' || strchr(HR_DIGITS, *text)) && *text && !is_line(text)))
            continue;
        if (!is_program(&words[i], wrappers))
            break;
        wrapped = true;
    }
    return i;
}

/* True if the first word that PROGRAM, which is not known, becomes may be docker's or hrun's name. */
static bool may_be_client(const struct hr_script_word *program)
{
    const char *name = program_of(program);

    return hr_text_starts(clients[0], name) || hr_text_starts(clients[1], name);
}

/* A program that is not known may be docker; then what matters is whether the words make a container. */
static void judge_unknown(struct hr_script_work *w, const struct hr_script_word *words,
                          size_t count)
{
    const struct hr_script_place place = hr_script_locate(w, words, count, false);
    const bool many = words->knowledge == HR_SCRIPT_MANY;

    if (!may_be_client(words))
        return;
    if (place.is_call) {
        hr_script_note(w, HR_ERRC_PART, words,
                       hr_arena_printf(w->arena,
                                       "%s may be docker: the line is judged as if it were",
                                       words->written),
                       "write the program's name");
        hr_script_add_call(w, words, count, &place);
    } else if (many || place.is_open) {
        hr_script_note(w, HR_ERRC_COMMAND, words,
                       hr_arena_printf(
                           w->arena, "%s is known only when the script runs, and may be docker run",
                           words->written),
                       many ? "write the command out; in quotes it is one word, which is a program"
                            : "write the program's name");
    }
}

/* What fills in words behind the one at AT: true, and *MARK is what it fills them in for. */
static bool has_adder(const struct hr_script_command *command, size_t at, const char **mark)
{
    bool found = false;

    *mark = "{}";
    for (size_t i = 0; i < at; i++) {
        const char *text = command->words.v[i].text;

        found = found || is_program(&command->words.v[i], adders);
        if (hr_text_starts(text, "-I"))
            *mark = text[2] ? text + 2 : command->words.v[i + 1].text;
    }
    return found;
}

/* COMMAND, where words that xargs and the like fill in and add are not known. */
static struct hr_script_command filled_in(const struct hr_script_work *w,
                                          const struct hr_script_command *command, size_t at)
{
    struct hr_script_command out = { 0 };
    const char *mark;

    if (!has_adder(command, at, &mark))
        return *command;
    for (size_t i = 0; i < command->words.n; i++) {
        struct hr_script_word *word = HR_VEC_PUSH(w->arena, &out.words);
        const char *found;

        *word = command->words.v[i];
        found = i > at && *mark ? strstr(word->text, mark) : NULL;
        if (!found || word->knowledge != HR_SCRIPT_KNOWN)
            continue;
        word->knowledge = HR_SCRIPT_ONE;
        word->text = hr_arena_strndup(w->arena, word->text, (size_t)(found - word->text));
    }
    *HR_VEC_PUSH(w->arena, &out.words) = command->words.v[0];
    out.words.v[out.words.n - 1].knowledge = HR_SCRIPT_MANY;
    out.words.v[out.words.n - 1].text = "";
    out.words.v[out.words.n - 1].written =
        hr_arena_printf(w->arena, "what %s adds", command->words.v[0].written);
    return out;
}

/* Judge what docker or hrun is told, if the command runs one of them. */
static bool judge_client(struct hr_script_work *w, const struct hr_script_command *command)
{
    struct hr_script_command filled;
    size_t tries = 0;

    for (size_t i = 0; i < command->words.n; i++) {
        const struct hr_script_word *word = &command->words.v[i];
        const char *client = client_of(word);
        struct hr_script_place place;

        if (!client)
            continue;
        if (tries++ == TRIES_MAX || command->words.n > WORDS_MAX) {
            hr_script_note(w, HR_ERRC_PART, word,
                           command->words.n > WORDS_MAX
                               ? "a command of more than 4096 words"
                               : "too many words of this command may be docker",
                           write_out);
            return true;
        }
        filled = filled_in(w, command, i);
        place = hr_script_locate(w, filled.words.v + i, filled.words.n - i,
                                 strcmp(client, "hrun") == 0);
        if (place.is_call) {
            hr_script_add_call(w, filled.words.v + i, filled.words.n - i, &place);
            return true;
        }
        if (place.is_open) {
            hr_script_note(w, HR_ERRC_PART, word,
                           place.why ? place.why
                                     : "which command of docker this is, is known only when the "
                                       "script runs",
                           write_out);
            return true;
        }
    }
    return false;
}

/* sh -c: the word behind the options is a script. */
static bool judge_shell(struct hr_script_work *w, const struct hr_script_command *command,
                        size_t shell, unsigned depth)
{
    bool has_script = false;
    size_t i = shell + 1;

    for (; i < command->words.n; i++) {
        const char *text = command->words.v[i].text;

        if (*text != '-' && *text != '+')
            break;
        has_script = has_script || (text[1] != '-' && strchr(text, 'c'));
    }
    if (i < command->words.n && has_script)
        read_words(w, &command->words.v[i], 1, depth);
    return i < command->words.n; /* without -c it is a file, which is a script of its own */
}

static bool prints_client(const struct hr_script_command *command)
{
    for (size_t i = 0; i < command->words.n; i++) {
        if (names_client(command->words.v[i].written))
            return true;
    }
    return false;
}

/* A shell that reads its standard input. */
static void judge_input(struct hr_script_work *w, const struct hr_script_command *command,
                        const struct hr_script_word *shell, unsigned depth)
{
    if (command->has_input)
        read_words(w, &command->input, 1, depth);
    else if (command->from)
        hr_script_note(w, prints_client(command->from) ? HR_ERRC_PART : HR_ERRC_COMMAND, shell,
                       hr_arena_printf(w->arena,
                                       "what %s reads from the pipe is known only when the script "
                                       "runs",
                                       shell->written),
                       "put the commands into a script, and review that");
}

static void judge_starter(struct hr_script_work *w, const struct hr_script_command *command,
                          size_t at, unsigned depth)
{
    for (size_t i = at + 1; i < command->words.n; i++) {
        const struct hr_script_word *word = &command->words.v[i];

        if (strpbrk(word->written, " \t\n;") && names_client(word->written))
            read_words(w, word, 1, depth);
    }
    judge_input(w, command, &command->words.v[at], depth);
}

static void judge_alias(struct hr_script_work *w, const struct hr_script_command *command)
{
    for (size_t i = 1; i < command->words.n; i++) {
        const struct hr_script_word *word = &command->words.v[i];

        if (word->knowledge != HR_SCRIPT_KNOWN || names_client(word->text))
            hr_script_note(w, HR_ERRC_PART, word,
                           "an alias: the commands that it stands for are not looked for",
                           "write the command in its place");
    }
}

/* The COUNT words from EVAL on, which is the first. */
static void judge_eval(struct hr_script_work *w, const struct hr_script_word *eval, size_t count,
                       unsigned depth)
{
    for (size_t i = 1; i < count; i++) {
        if (eval[i].knowledge == HR_SCRIPT_KNOWN)
            continue;
        hr_script_note(w, HR_ERRC_PART, &eval[i],
                       hr_arena_printf(w->arena,
                                       "%s is known only when the script runs, and eval runs it",
                                       eval[i].written),
                       "write the command without eval");
        return;
    }
    if (count > 1)
        read_words(w, eval + 1, count - 1, depth);
}

/* The word at AT, which is known, may be what an option of a wrapper takes, and the program come behind it:
 * "sudo -u root $DOCKER run". As it may be any command's word too, only what makes a container counts. */
static void judge_next(struct hr_script_work *w, const struct hr_script_command *command, size_t at)
{
    const struct hr_script_word *words = command->words.v;
    const size_t count = command->words.n;

    while (at > 0 && at + 1 < count && words[at].knowledge == HR_SCRIPT_KNOWN &&
           *words[at - 1].text == '-') {
        at++;
        at += program_at(words + at, count - at, true);
    }
    if (at < count && words[at].knowledge != HR_SCRIPT_KNOWN &&
        hr_script_locate(w, words + at, count - at, false).is_call)
        judge_unknown(w, words + at, count - at);
}

/* What the words from AT on do that start with something else than docker. */
static void judge_other(struct hr_script_work *w, const struct hr_script_command *command,
                        size_t at, unsigned depth)
{
    const struct hr_script_word *program = &command->words.v[at];
    const char *value = *program->text == '-' ? strpbrk(program->text, "S=") : NULL;

    for (size_t i = at; i < command->words.n; i++) {
        const struct hr_script_word *word = &command->words.v[i];

        if (is_program(word, starters)) {
            judge_starter(w, command, i, depth);
            return;
        }
        if (is_program(word, shells)) {
            if (!judge_shell(w, command, i, depth))
                judge_input(w, command, word, depth);
            return;
        }
    }
    if (program->knowledge == HR_SCRIPT_KNOWN) {
        if (is_line(program->text) && names_client(program->text))
            read_text(w, value ? value + 1 : program->text, program, depth);
        else
            judge_next(w, command, at);
        return;
    }
    if (prints_client(command)) /* "$SHELL" -c '...' */
        judge_shell(w, command, at, depth);
    judge_unknown(w, program, command->words.n - at);
}

void hr_script_judge_command(struct hr_script_work *w, const struct hr_script_command *command,
                             unsigned depth)
{
    const size_t at = program_at(command->words.v, command->words.n, false),
                 count = command->words.n - at;
    const struct hr_script_word *program = command->words.v + at;
    const char *name =
        count > 0 && program->knowledge == HR_SCRIPT_KNOWN ? program_of(program) : "";

    if (count == 0 || is_one_of(name, printers))
        return;
    if (strcmp(name, "eval") == 0)
        judge_eval(w, program, count, depth);
    else if (strcmp(name, "alias") == 0)
        judge_alias(w, command);
    else if (!judge_client(w, command))
        judge_other(w, command, at, depth);
}
