/* SPDX-License-Identifier: MIT */
#include "hrun/docker/call.h"

#include "hrun/base/text.h"
#include "hrun/docker/invocation.h"
#include "hrun/docker/verb.h"

#include <string.h>

/* The commands that are judged or told of, the groups that hold such, and, so that `hrun ps` gets a
 * hint, the names that people know. */
static const struct hr_subcommand rows[] = {
    { NULL, "attach", HR_VERB_NONE, NULL },
    { NULL, "build", HR_VERB_NONE, NULL },
    { NULL, "builder", HR_VERB_NONE, NULL },
    { NULL, "buildx", HR_VERB_NONE, NULL },
    { NULL, "checkpoint", HR_VERB_NONE, NULL },
    { NULL, "commit", HR_VERB_NONE, NULL },
    { NULL, "compose", HR_VERB_NONE, "the containers of docker compose" },
    { NULL, "config", HR_VERB_NONE, NULL },
    { NULL, "container", HR_VERB_NONE, NULL },
    { NULL, "context", HR_VERB_NONE, NULL },
    { NULL, "cp", HR_VERB_NONE, NULL },
    { NULL, "create", HR_VERB_CREATE, NULL },
    { NULL, "diff", HR_VERB_NONE, NULL },
    { NULL, "events", HR_VERB_NONE, NULL },
    { NULL, "exec", HR_VERB_EXEC, NULL },
    { NULL, "export", HR_VERB_NONE, NULL },
    { NULL, "history", HR_VERB_NONE, NULL },
    { NULL, "image", HR_VERB_NONE, NULL },
    { NULL, "images", HR_VERB_NONE, NULL },
    { NULL, "import", HR_VERB_NONE, NULL },
    { NULL, "info", HR_VERB_NONE, NULL },
    { NULL, "inspect", HR_VERB_NONE, NULL },
    { NULL, "kill", HR_VERB_NONE, NULL },
    { NULL, "load", HR_VERB_NONE, NULL },
    { NULL, "login", HR_VERB_NONE, NULL },
    { NULL, "logout", HR_VERB_NONE, NULL },
    { NULL, "logs", HR_VERB_NONE, NULL },
    { NULL, "manifest", HR_VERB_NONE, NULL },
    { NULL, "network", HR_VERB_NONE, NULL },
    { NULL, "node", HR_VERB_NONE, NULL },
    { NULL, "pause", HR_VERB_NONE, NULL },
    { NULL, "plugin", HR_VERB_NONE, NULL },
    { NULL, "port", HR_VERB_NONE, NULL },
    { NULL, "ps", HR_VERB_NONE, NULL },
    { NULL, "pull", HR_VERB_NONE, NULL },
    { NULL, "push", HR_VERB_NONE, NULL },
    { NULL, "rename", HR_VERB_NONE, NULL },
    { NULL, "restart", HR_VERB_NONE, NULL },
    { NULL, "rm", HR_VERB_NONE, NULL },
    { NULL, "rmi", HR_VERB_NONE, NULL },
    { NULL, "run", HR_VERB_RUN, NULL },
    { NULL, "save", HR_VERB_NONE, NULL },
    { NULL, "search", HR_VERB_NONE, NULL },
    { NULL, "secret", HR_VERB_NONE, NULL },
    { NULL, "service", HR_VERB_NONE, "the containers of a service" },
    { NULL, "stack", HR_VERB_NONE, "the containers of a stack" },
    { NULL, "start", HR_VERB_NONE, NULL },
    { NULL, "stats", HR_VERB_NONE, NULL },
    { NULL, "stop", HR_VERB_NONE, NULL },
    { NULL, "swarm", HR_VERB_NONE, NULL },
    { NULL, "system", HR_VERB_NONE, NULL },
    { NULL, "tag", HR_VERB_NONE, NULL },
    { NULL, "top", HR_VERB_NONE, NULL },
    { NULL, "trust", HR_VERB_NONE, NULL },
    { NULL, "unpause", HR_VERB_NONE, NULL },
    { NULL, "update", HR_VERB_UPDATE, NULL },
    { NULL, "version", HR_VERB_NONE, NULL },
    { NULL, "volume", HR_VERB_NONE, NULL },
    { NULL, "wait", HR_VERB_NONE, NULL },
    { "container", "create", HR_VERB_CREATE, NULL },
    { "container", "exec", HR_VERB_EXEC, NULL },
    { "container", "run", HR_VERB_RUN, NULL },
    { "container", "update", HR_VERB_UPDATE, NULL },
    { "volume", "create", HR_VERB_VOLUME_CREATE, NULL },
};

const struct hr_subcommand *hr_subcommands(size_t *count)
{
    *count = HR_ARRAY_LEN(rows);
    return rows;
}

const struct hr_subcommand *hr_subcommand_named(const char *group, const char *name)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++) {
        const struct hr_subcommand *row = &rows[i];

        if (strcmp(row->name, name) == 0 && (row->group == NULL) == (group == NULL) &&
            (!group || strcmp(row->group, group) == 0))
            return row;
    }
    return NULL;
}

/* The words of a line, read from the left. */
struct walk {
    const char *const *argv;
    size_t count, at;
    bool
        strange; /* it met an option that no known client has here: others may read what follows otherwise */
    bool dashed; /* it met "--", which cobra takes for one that has a value */
};

static bool is_bool(const struct hr_option *option)
{
    return option && option->kind == HR_KIND_BOOL;
}

/* A long option without its value in the same word; to cobra "--" is one too, which it does not know. */
static bool is_long(const char *word)
{
    return hr_text_starts(word, "--") && !strchr(word, '=');
}

static bool is_letter(const char *word)
{
    return word[0] == '-' && word[1] && word[1] != '=' && !word[2];
}

/* True if cobra, as it looks for the command, takes the word after WORD for WORD's value. */
static bool takes_next(const char *word, const struct hr_option_table *options)
{
    if (is_long(word))
        return !is_bool(hr_option_named(options, word + 2, strlen(word + 2)));
    /* -h is help's letter on every command. */
    return is_letter(word) && word[1] != 'h' && !is_bool(hr_option_lettered(options, word[1]));
}

/* True for an option that no known client has at this place: what follows it may be its value or not. */
static bool is_strange(const char *word, const struct hr_option_table *options)
{
    if (hr_text_starts(word, "--"))
        return word[2] && !hr_option_named(options, word + 2, strcspn(word + 2, "="));
    return is_letter(word) && word[1] != 'h' && !hr_option_lettered(options, word[1]);
}

/* Clients before 23.0 take `a-b` for an option too, and pass over it. */
static bool is_like_option(const char *word)
{
    return (word[0] == '-' && word[1]) || (word[0] && word[1] == '-' && word[2]);
}

/* Move on to the word that cobra takes for a command, of those whose options are OPTIONS. */
static void find_command(struct walk *walk, const struct hr_option_table *options)
{
    bool is_value = false;

    for (; walk->at < walk->count; walk->at++) {
        const char *word = walk->argv[walk->at];

        walk->strange = walk->strange || is_strange(word, options);
        walk->dashed = walk->dashed || strcmp(word, "--") == 0;
        if (is_long(word) || takes_next(word, options))
            is_value = takes_next(word, options);
        else if (is_value)
            is_value = false;
        else if (!is_like_option(word))
            return;
    }
}

static bool is_group(const struct hr_subcommand *command)
{
    for (size_t i = 0; command && i < HR_ARRAY_LEN(rows); i++) {
        if (rows[i].group && strcmp(rows[i].group, command->name) == 0)
            return true;
    }
    return false;
}

static const struct hr_subcommand *take_command(struct walk *walk, const char *group,
                                                const struct hr_option_table *options)
{
    const struct hr_subcommand *row = NULL;

    find_command(walk, options);
    if (walk->at < walk->count)
        row = hr_subcommand_named(group, walk->argv[walk->at]);
    if (row)
        walk->at++;
    return row;
}

/* True if some word of the line, wherever it stands, may be a command that is judged. */
static bool may_be_judged(const char *const *argv, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < HR_ARRAY_LEN(rows); k++) {
            if (rows[k].verb != HR_VERB_NONE && strcmp(rows[k].name, argv[i]) == 0)
                return true;
        }
    }
    return false;
}

/* After "--" the words up to the command are options once more: no two known clients agree whether
 * they count, and they say where the engine is. */
static bool check_late_options(const struct walk *walk, size_t from, struct hr_arena *arena,
                               struct hr_error *err)
{
    static const char *const harmless[] = {
        "--", "-D", "--debug", "-h", "--help", "-v", "--version"
    };

    for (size_t i = from; i < walk->at; i++) {
        const char *word = walk->argv[i];
        bool passes = word[0] != '-' || hr_text_starts(word, "-test.");

        for (size_t k = 0; k < HR_ARRAY_LEN(harmless) && !passes; k++)
            passes = strcmp(word, harmless[k]) == 0;
        if (passes)
            continue;
        hr_error_set(err, arena, HR_ERRC_USAGE,
                     "%s: docker clients differ in whether it counts here", word);
        err->where.argument = i + 1;
        return hr_error_hint(err, arena, "write docker's own options right after docker");
    }
    return true;
}

/* The client's config file may give `builder` another name, for a plugin, and a name that cobra takes for an
 * option makes a command of the word behind it: with "-test. x" `docker builder run` makes a container. */
static bool is_aliased(const struct hr_subcommand *command, struct walk rest,
                       const struct hr_option_table *options)
{
    const struct hr_subcommand *next;

    if (!command || command->group || strcmp(command->name, "builder") != 0)
        return false;
    next = take_command(&rest, NULL, options);
    return next && (next->verb != HR_VERB_NONE || is_group(next));
}

static bool refuse_alias(size_t at, struct hr_arena *arena, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_USAGE,
                 "builder has no such command, and may be an alias for anything");
    err->where.argument = at;
    return hr_error_hint(err, arena, "leave builder out");
}

static bool refuse_strange(size_t at, struct hr_arena *arena, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_USAGE,
                 "an option that no known docker client has stands before the command");
    err->where.argument = at + 1;
    return hr_error_hint(err, arena, "see `docker --help`");
}

static bool has_verb(const struct hr_subcommand *command)
{
    return command && command->verb != HR_VERB_NONE;
}

bool hr_call_parse(const char *const *argv, size_t count, struct hr_arena *arena,
                   struct hr_call *out, struct hr_error *err)
{
    static const struct hr_option help = { .name = "help", .kind = HR_KIND_BOOL };
    static const struct hr_option_table of_groups = { &help, 1, 0 };
    const struct hr_line line = { .argv = argv, .count = count, .verb = HR_VERB_NONE };
    struct walk walk = { .argv = argv, .count = count };
    const struct hr_subcommand *inner;
    struct hr_invocation globals;
    const struct hr_option_table options = hr_options_of(HR_VERB_NONE);
    struct walk top;
    size_t from;

    *out = (struct hr_call){ 0 };
    if (!hr_invocation_read(&line, arena, &globals, err)) {
        if (!err->hint)
            hr_error_hint(err, arena, "see `docker --help`");
        return !may_be_judged(argv, count);
    }
    out->globals = globals.settings;
    from = walk.at = count - globals.command.n;
    out->command = take_command(&walk, NULL, &options);
    out->first = walk.at;
    top = walk;
    if (is_group(out->command)) {
        inner = take_command(&walk, out->command->name, &of_groups);
        if (inner) {
            out->command = inner;
            out->first = walk.at;
        }
    }
    if (is_aliased(out->command, walk, &options))
        return refuse_alias(out->first, arena, err);
    if ((walk.strange || (walk.dashed && !has_verb(out->command))) &&
        may_be_judged(argv + from, count - from))
        return refuse_strange(from, arena, err);
    return !has_verb(out->command) || check_late_options(&top, from, arena, err);
}
