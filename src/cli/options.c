/* SPDX-License-Identifier: MIT */
#include "hrun/cli/options.h"

#include "hrun/docker/go.h"
#include "hrun/guard/allow.h"
#include "hrun/plan/secret_file.h"

#include <string.h>

static const struct hr_option own_rows[] = {
    {
        .name = "allow",
        .kind = HR_KIND_STRING,
        .repeat = HR_REPEAT_LIST,
        .value = "RULE[:SUBJECT]=REASON",
        .help = "let one refusal pass, as it prints itself, and record why",
    },
    {
        .name = "dry-run",
        .kind = HR_KIND_BOOL,
        .help = "print the docker command and run nothing",
    },
    {
        .name = "engine",
        .kind = HR_KIND_STRING,
        .value = "docker|PATH",
        .help = "the client to become; also HRUN_ENGINE",
    },
    {
        .name = "explain",
        .kind = HR_KIND_BOOL,
        .help = "like --dry-run, but a table: each setting, why, and where it comes from",
    },
    {
        .name = "format",
        .kind = HR_KIND_STRING,
        .value = "text|json",
        .words = "text json",
        .help = "how --dry-run and --explain print",
    },
    {
        .name = "profile",
        .kind = HR_KIND_STRING,
        .value = "NAME|PATH",
        .help = "the policy to apply, a path has a '/'; also HRUN_PROFILE",
    },
    {
        .name = "sealed",
        .kind = HR_KIND_BOOL,
        .help = "no option of hrun's own may follow; also HRUN_SEALED=1: none at all",
    },
    {
        .name = "secret-file",
        .kind = HR_KIND_STRING,
        .repeat = HR_REPEAT_LIST,
        .value = "id=NAME,src=FILE[,env=VAR]",
        .help = "give FILE, read-only, as /run/secrets/NAME, and its path in VAR or NAME_FILE",
    },
    {
        .name = "show",
        .kind = HR_KIND_STRING,
        .value = "always|tty|never",
        .words = "always tty never", /* in the order of enum hr_show */
        .help = "when to show the command on stderr; also HRUN_SHOW",
    },
    {
        .name = "version",
        .kind = HR_KIND_BOOL,
        .help = "print hrun's version",
    },
};

const struct hr_option_table *hr_own_options(void)
{
    static const struct hr_option_table table = { own_rows, HR_ARRAY_LEN(own_rows), 0 };

    return &table;
}

static const struct hr_setting *last(const struct hr_invocation *invocation, const char *name)
{
    const struct hr_setting *found = NULL;

    for (size_t i = 0; i < invocation->own.n; i++) {
        if (strcmp(invocation->own.v[i].option->name, name) == 0)
            found = &invocation->own.v[i];
    }
    return found;
}

/* The line's word for option NAME, else the environment's for VARIABLE, else NULL. An empty variable
 * is unset. */
static const char *word(const struct hr_invocation *invocation, const struct hr_environ *environ,
                        const char *name, const char *variable)
{
    const struct hr_setting *s = last(invocation, name);
    const char *value = s ? s->raw : variable ? hr_environ_get(environ, variable) : NULL;

    return value && (s || *value) ? value : NULL;
}

static const struct hr_option *row_of(const char *name)
{
    return hr_option_named(hr_own_options(), name, strlen(name));
}

/* Read an option with fixed words into *INDEX; no word leaves it alone. */
static bool choose(const struct hr_invocation *invocation, const struct hr_environ *environ,
                   const char *name, const char *variable, int *index)
{
    const char *text = word(invocation, environ, name, variable);

    if (text)
        *index = hr_option_word(row_of(name), text, strlen(text));
    return *index >= 0;
}

static bool bad_word(const struct hr_invocation *invocation, const char *name, const char *variable,
                     struct hr_arena *arena, struct hr_error *err)
{
    const struct hr_setting *s = last(invocation, name);
    const struct hr_option *row = row_of(name);

    if (s)
        hr_error_set(err, arena, HR_ERRC_USAGE, "--%s: \"%s\" is none of its words", name, s->raw);
    else
        hr_error_set(err, arena, HR_ERRC_USAGE, "%s in the environment is none of its words",
                     variable);
    err->where.argument = s ? s->origin.number : 0;
    return hr_error_hint(err, arena, "one of: %s", row->words);
}

static bool is_on(const struct hr_invocation *invocation, const char *name)
{
    const struct hr_setting *s = last(invocation, name);

    return s && s->value->as.boolean;
}

/* What --allow lets pass is the plan's business; here a bad one is refused before anything is done. */
static bool check_allows(const struct hr_invocation *invocation, struct hr_arena *arena,
                         struct hr_error *err)
{
    struct hr_allow allow;

    for (size_t i = 0; i < invocation->own.n; i++) {
        const struct hr_setting *s = &invocation->own.v[i];

        if (strcmp(s->option->name, "allow") != 0 || hr_allow_parse(s->raw, arena, &allow, err))
            continue;
        err->where.argument = s->origin.number;
        return false;
    }
    return true;
}

/* What a wrapper writes once, before "$@". */
static const char *const only_once[] = { "engine", "profile" };

static bool is_only_once(const struct hr_invocation *invocation, const struct hr_setting *s)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(only_once); i++) {
        if (strcmp(s->option->name, only_once[i]) == 0)
            return last(invocation, only_once[i]) != s;
    }
    return false;
}

static bool refuse_sealed(const struct hr_setting *s, const char *seal, struct hr_arena *arena,
                          struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_USAGE, "--%s: %s", s->option->name, seal);
    err->where.argument = s->origin.number;
    return hr_error_hint(err, arena, "whoever wrote the seal chooses hrun's own options");
}

static bool bad_seal(struct hr_arena *arena, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_USAGE, "HRUN_SEALED in the environment is neither 1 nor 0");
    return hr_error_hint(err, arena, "1 seals the line, 0 or nothing does not");
}

/* The line's arguments may come from somebody else than the words before them: what they could loosen
 * was decided before. The environment is not theirs. */
static bool check_seal(const struct hr_invocation *invocation, const struct hr_environ *environ,
                       struct hr_arena *arena, struct hr_error *err)
{
    const char *variable = hr_environ_get(environ, "HRUN_SEALED");
    const struct hr_setting *seal = last(invocation, "sealed");
    bool sealed = false;

    if (variable && *variable && !hr_go_bool(variable, &sealed))
        return bad_seal(arena, err);
    for (size_t i = 0; i < invocation->own.n; i++) {
        const struct hr_setting *s = &invocation->own.v[i];
        const bool seals = s->option == row_of("sealed") && s->value->as.boolean;

        if (sealed && !seals)
            return refuse_sealed(s, "the line is sealed before it", arena, err);
        if (seal && seal->value->as.boolean && is_only_once(invocation, s))
            return refuse_sealed(s, "a sealed line has it once", arena, err);
        sealed = sealed || seals;
    }
    return true;
}

bool hr_choices_read(const struct hr_invocation *invocation, const struct hr_environ *environ,
                     struct hr_arena *arena, struct hr_choices *out, struct hr_error *err)
{
    int show = HR_SHOW_UNSAID, format = 0;
    struct hr_secret_files secrets;
    const bool show_ok = choose(invocation, environ, "show", "HRUN_SHOW", &show);
    const bool format_ok = choose(invocation, environ, "format", NULL, &format);
    const char *engine = word(invocation, environ, "engine", "HRUN_ENGINE");

    *out = (struct hr_choices){
        .profile = word(invocation, environ, "profile", NULL),
        .profile_variable = hr_environ_get(environ, "HRUN_PROFILE"),
        .engine = engine ? engine : "docker",
        .show = show_ok ? (enum hr_show)show : HR_SHOW_UNSAID,
        .dry_run = is_on(invocation, "dry-run") || is_on(invocation, "explain"),
        .explain = is_on(invocation, "explain"),
        .json = format == 1,
        .version = is_on(invocation, "version"),
    };
    if (!check_seal(invocation, environ, arena, err)) {
        out->version = false;
        return false;
    }
    if (!show_ok)
        return bad_word(invocation, "show", "HRUN_SHOW", arena, err);
    if (!format_ok)
        return bad_word(invocation, "format", NULL, arena, err);
    return check_allows(invocation, arena, err) &&
           hr_secret_files_read(&invocation->own, arena, &secrets, err);
}

static const char help_head[] =
    "usage: hrun [OPTIONS] IMAGE [COMMAND] [ARG...]\n"
    "\n"
    "Runs a container as `docker run` does, hardened: read-only root, no capabilities, no\n"
    "new privileges, a user that is not root, tmpfs where programs write, limits on memory,\n"
    "CPUs and processes, nothing pulled unasked. Every option of docker run works, in all of\n"
    "docker's forms; what weakens isolation is refused with what to write instead.\n"
    "\n"
    "hrun's own options, anywhere before IMAGE:\n";

static const char help_tail[] =
    "\n"
    "examples:\n"
    "  hrun --rm -it debian:12 bash                    a shell, hardened\n"
    "  echo hello | hrun --rm busybox cat              standard input arrives without -i\n"
    "  hrun -d -p 127.0.0.1:8080:80 --name web site    a server on loopback\n"
    "  hrun --dry-run --rm busybox                     what would be run, and not running it\n"
    "  hrun --explain --rm busybox                     and why each part of it is there\n"
    "  hrun --profile none --rm busybox                docker run as it is, to compare\n"
    "  hrun --profile ./team.json --rm busybox         a policy of your own\n"
    "\n"
    "Exit status: the container's own; 125 if it did not run. The command goes to standard\n"
    "error, so standard output is the container's alone. More: man hrun, docker run --help.\n";

const char *hr_help_text(struct hr_arena *arena)
{
    struct hr_strv lines = { 0 };

    hr_strv_push(arena, &lines, help_head);
    for (size_t i = 0; i < HR_ARRAY_LEN(own_rows); i++) {
        const struct hr_option *row = &own_rows[i];
        const char *left =
            hr_arena_printf(arena, "--%s %s", row->name, row->value ? row->value : "");

        hr_strv_pushf(arena, &lines, "  %-25s %s\n", left, row->help);
    }
    hr_strv_pushf(arena, &lines, "  %-25s %s\n", "--help", "print this");
    hr_strv_push(arena, &lines, help_tail);
    return hr_strv_join(arena, &lines, "");
}
