/* SPDX-License-Identifier: MIT */
/*
 * hrunctl: its subcommands and options, one table each. Parser, --help, completions and the tests of the
 * manual read the rows. A subcommand is a file, src/cli/ctl_NAME.c, and its row. Layer: cli.
 */
#ifndef HRUN_CLI_CTL_H
#define HRUN_CLI_CTL_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/docker/option.h"
#include "hrun/facts/facts.h"
#include "hrun/guard/judgement.h"

#include <stdbool.h>
#include <stdint.h>

/* Exit statuses. */
enum hr_ctl_status {
    HR_CTL_DONE,  /* and nothing found */
    HR_CTL_FOUND, /* something at or above --fail-on */
    HR_CTL_FAILED,
};

/* The options of all subcommands, sorted by name; one means the same wherever it is taken. */
enum hr_ctl_option {
    HR_CTL_ALL,
    HR_CTL_FAIL_ON,
    HR_CTL_FORMAT,        /* text or json */
    HR_CTL_REPORT_FORMAT, /* sarif too */
    HR_CTL_NO_LOOSER,
    HR_CTL_OFFLINE,
    HR_CTL_ORIGIN,
    HR_CTL_PROFILE,
    HR_CTL_QUIET,
    HR_CTL_VERBOSE,
    HR_CTL_OPTION__COUNT,
};
#define HR_CTL_BIT(option) (1U << (option))

/* What the operands of a subcommand are, for completions. */
enum hr_ctl_operand {
    HR_CTL_NOTHING,
    HR_CTL_CONTAINERS, /* names or ids of those that run, or "-" */
    HR_CTL_FILES,
    HR_CTL_PROFILES, /* names on the search path, or paths */
    HR_CTL_LINE,     /* a command line or files: hrunctl's own options end where they start */
};

#define HR_CTL_MANY SIZE_MAX

struct hr_ctl;

struct hr_ctl_command {
    const char *name; /* one word or two */
    const char *operands, *help;
    const char *about; /* behind the options in --help: what it teaches; whole lines */
    enum hr_ctl_operand operand;
    size_t least, most; /* operands; HR_CTL_MANY: any number */
    unsigned options;   /* enum hr_ctl_option as bits */
    enum hr_ctl_status (*exec)(struct hr_ctl *ctl);
};

/* One run. */
struct hr_ctl {
    struct hr_arena *arena;
    struct hr_host host;
    const struct hr_ctl_command *command;
    const char
        *given[HR_CTL_OPTION__COUNT]; /* the last value; "true" for a flag; NULL: not given */
    struct hr_strv operands;
    size_t operands_at; /* the number of the first one's word, from 1 after the program */
    bool help;
};

/* All subcommands, sorted by name. */
const struct hr_ctl_command *const *hr_ctl_commands(size_t *count);

/* The row of OPTION. */
const struct hr_option *hr_ctl_option(enum hr_ctl_option option);

/* Read the COUNT words behind the program's name into CTL, whose arena is set: the subcommand, its options,
 * its operands. An option's value stands in the same word behind '=' or is the next word; "--" ends the
 * options. CTL->command is NULL where --help or --version comes before a subcommand. */
HR_NODISCARD bool hr_ctl_parse(const char *const *argv, size_t count, struct hr_ctl *ctl,
                               struct hr_error *err);

/* The text of `hrunctl --help`, or of COMMAND's. */
const char *hr_ctl_help(const struct hr_ctl_command *command, struct hr_arena *arena);

/* A copy of DOCUMENT, a profile's, in which the values of variables that look like secrets are "(hidden)". */
const struct hr_json *hr_ctl_hide(const struct hr_json *document, struct hr_arena *arena);

/* Write TEXT to standard output. */
enum hr_ctl_status hr_ctl_print(const struct hr_ctl *ctl, const char *text);

/* Tell of ERR, or of all of ERRS, on standard error: HR_CTL_FAILED. */
enum hr_ctl_status hr_ctl_fail(const struct hr_ctl *ctl, const struct hr_error *err);
enum hr_ctl_status hr_ctl_fail_all(const struct hr_ctl *ctl, const struct hr_errors *errs);

/* Print JUDGEMENTS as --format, --quiet and --verbose say; HR_CTL_FOUND by --fail-on. */
enum hr_ctl_status hr_ctl_report(const struct hr_ctl *ctl, const struct hr_judgements *judgements);

/* The least level that --fail-on counts; past every level for "never". */
enum hr_level hr_ctl_fail_on(const struct hr_ctl *ctl);

/* True if --format asks for WORD. */
bool hr_ctl_has_format(const struct hr_ctl *ctl, const char *word);

/* The subcommands' rows. */
extern const struct hr_ctl_command hr_ctl_audit, hr_ctl_profile_check, hr_ctl_profile_diff,
    hr_ctl_profile_list, hr_ctl_profile_schema, hr_ctl_profile_show, hr_ctl_review;

#endif
