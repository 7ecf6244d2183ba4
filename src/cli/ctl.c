/* SPDX-License-Identifier: MIT */
#include "hrun/cli/ctl.h"

#include <string.h>

/* Sorted by name. */
static const struct hr_ctl_command *const commands[] = {
    &hr_ctl_audit,          &hr_ctl_profile_check, &hr_ctl_profile_diff, &hr_ctl_profile_list,
    &hr_ctl_profile_schema, &hr_ctl_profile_show,  &hr_ctl_review,
};

/* What a row of options is to hrunctl. */
static const struct hr_option options[] = {
    [HR_CTL_ALL] = {
        .name = "all",
        .kind = HR_KIND_BOOL,
        .help = "every container that runs",
    },
    [HR_CTL_FAIL_ON] = {
        .name = "fail-on",
        .kind = HR_KIND_STRING,
        .value = "deny|warn|never",
        .words = "deny warn never",
        .help = "exit with 1 for findings of this level or above; deny if not given",
    },
    [HR_CTL_FORMAT] = {
        .name = "format",
        .kind = HR_KIND_STRING,
        .value = "text|json",
        .words = "text json",
        .help = "how to print; text if not given",
    },
    [HR_CTL_REPORT_FORMAT] = {
        .name = "format",
        .kind = HR_KIND_STRING,
        .value = "text|json|sarif",
        .words = "text json sarif",
        .help = "how to print; text if not given",
    },
    [HR_CTL_NO_LOOSER] = {
        .name = "no-looser",
        .kind = HR_KIND_BOOL,
        .help = "exit with 1 if B grants anything that A does not, or may",
    },
    [HR_CTL_OFFLINE] = {
        .name = "offline",
        .kind = HR_KIND_BOOL,
        .help = "ask no engine: what depends on the image is unknown",
    },
    [HR_CTL_ORIGIN] = {
        .name = "origin",
        .kind = HR_KIND_BOOL,
        .help = "say of each value where it comes from",
    },
    [HR_CTL_PROFILE] = {
        .name = "profile",
        .kind = HR_KIND_STRING,
        .value = "NAME|PATH",
        .help = "the policy to judge by, a path has a '/'; also HRUN_PROFILE",
    },
    [HR_CTL_QUIET] = {
        .name = "quiet",
        .kind = HR_KIND_BOOL,
        .help = "print nothing: the exit status tells",
    },
    [HR_CTL_VERBOSE] = {
        .name = "verbose",
        .kind = HR_KIND_BOOL,
        .help = "also what the policy lets pass",
    },
};
_Static_assert(HR_ARRAY_LEN(options) == HR_CTL_OPTION__COUNT, "a row for each option");

const struct hr_ctl_command *const *hr_ctl_commands(size_t *count)
{
    *count = HR_ARRAY_LEN(commands);
    return commands;
}

const struct hr_option *hr_ctl_option(enum hr_ctl_option option)
{
    return &options[option];
}

static const char help_head[] =
    "usage: hrunctl COMMAND [OPTIONS] [OPERANDS]\n"
    "\n"
    "Looks at what hrun goes by, and judges containers by the same rules.\n"
    "\n"
    "commands:\n";

static const char help_tail[] =
    "\n"
    "examples:\n"
    "  hrunctl review -- docker run -p 80:80 nginx      what is wrong with this line\n"
    "  hrunctl review -- hrun -p 80:80 nginx            and with the same one, hardened\n"
    "  hrunctl review compose.yaml                      each service of a compose file\n"
    "  hrunctl audit --all                              what runs, as the engine tells of it\n"
    "  hrunctl profile show --origin default            what hrun adds, and who says so\n"
    "  hrunctl profile check team.json                  for an editor, or CI\n"
    "  hrunctl profile diff default team.json           what it grants that default does not\n"
    "\n"
    "Exit status: 0 nothing found, 1 something found, 2 it could not be done. What was asked\n"
    "for goes to standard output, everything else to standard error.\n"
    "More: hrunctl COMMAND --help, man hrunctl.\n";

static const char *help_of_all(struct hr_arena *arena)
{
    struct hr_strv lines = { 0 };

    hr_strv_push(arena, &lines, help_head);
    for (size_t i = 0; i < HR_ARRAY_LEN(commands); i++)
        hr_strv_pushf(arena, &lines, "  %-16s %s\n", commands[i]->name, commands[i]->help);
    hr_strv_pushf(arena, &lines, "\n  %-16s %s\n", "--help", "print this, or a command's own");
    hr_strv_pushf(arena, &lines, "  %-16s %s\n", "--version", "print the version");
    hr_strv_push(arena, &lines, help_tail);
    return hr_strv_join(arena, &lines, "");
}

const char *hr_ctl_help(const struct hr_ctl_command *command, struct hr_arena *arena)
{
    struct hr_strv lines = { 0 };

    if (!command)
        return help_of_all(arena);
    hr_strv_pushf(arena, &lines, "usage: hrunctl %s%s%s%s\n\n%c%s.\n\n", command->name,
                  command->options ? " [OPTIONS]" : "", *command->operands ? " " : "",
                  command->operands, command->help[0] - 'a' + 'A', command->help + 1);
    for (size_t i = 0; i < HR_ARRAY_LEN(options); i++) {
        const struct hr_option *row = &options[i];
        const char *left =
            hr_arena_printf(arena, "--%s %s", row->name, row->value ? row->value : "");

        if (command->options & HR_CTL_BIT(i))
            hr_strv_pushf(arena, &lines, "  %-26s %s\n", left, row->help);
    }
    hr_strv_pushf(arena, &lines, "  %-26s %s\n\n%s", "--help", "print this", command->about);
    return hr_strv_join(arena, &lines, "");
}
