/* SPDX-License-Identifier: MIT */
#include "hrun/docker/command.h"

#include <string.h>

/* Options of the client itself, before the command. */
static const struct {
    const char *name;
    char letter;
    bool valued;
} globals[] = {
    { "config", 0, true },     { "context", 'c', true },   { "debug", 'D', false },
    { "host", 'H', true },     { "log-level", 'l', true }, { "tls", 0, false },
    { "tlscacert", 0, true },  { "tlscert", 0, true },     { "tlskey", 0, true },
    { "tlsverify", 0, false }, { "version", 'v', false },
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* How many words the global option at WORD takes, itself included; 0 if it is none. */
static size_t global_words(const char *word)
{
    const size_t length = strcspn(word, "=");

    for (size_t i = 0; i < HR_ARRAY_LEN(globals); i++) {
        const size_t alone = globals[i].valued ? 2 : 1;

        if (word[1] == globals[i].letter && globals[i].letter)
            return word[2] ? 1 : alone;
        if (word[1] == '-' && strlen(globals[i].name) == length - 2 &&
            memcmp(word + 2, globals[i].name, length - 2) == 0)
            return word[length] ? 1 : alone;
    }
    return 0;
}

static bool is_run(const char *word)
{
    return strcmp(word, "run") == 0 || strcmp(word, "create") == 0;
}

static bool refuse(const struct hr_strv *line, size_t at, struct hr_arena *arena,
                   struct hr_error *err)
{
    if (at < line->n)
        hr_error_set(err, arena, HR_ERRC_USAGE, "\"%s\" runs no container", line->v[at]);
    else
        hr_error_set(err, arena, HR_ERRC_USAGE, "a command line is missing");
    return hr_error_hint(err, arena, "docker run IMAGE, docker create IMAGE or hrun IMAGE");
}

bool hr_command_find(const struct hr_strv *line, struct hr_arena *arena, struct hr_command *out,
                     struct hr_error *err)
{
    const char *program = line->n > 0 ? base_name(line->v[0]) : "";
    size_t at = 1, words;

    if (strcmp(program, "hrun") == 0) {
        *out = (struct hr_command){ .is_hrun = true, .skip = 1 };
        return true;
    }
    if (strcmp(program, "docker") != 0)
        return refuse(line, 0, arena, err);
    while (at < line->n && line->v[at][0] == '-' && (words = global_words(line->v[at])) > 0)
        at += words;
    if (at < line->n && strcmp(line->v[at], "container") == 0)
        at++;
    if (at >= line->n || !is_run(line->v[at]))
        return refuse(line, at, arena, err);
    *out = (struct hr_command){ .skip = at + 1 };
    return true;
}
