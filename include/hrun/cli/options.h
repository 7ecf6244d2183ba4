/* SPDX-License-Identifier: MIT */
/* hrun's own options: a second table for docker's parser, what they add up to, and --help made from
 * it. Layer: cli. */
#ifndef HRUN_CLI_OPTIONS_H
#define HRUN_CLI_OPTIONS_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/invocation.h"
#include "hrun/engine/endpoint.h"

#include <stdbool.h>

/* When to show the command that was made. */
enum hr_show {
    HR_SHOW_ALWAYS,
    HR_SHOW_TTY,
    HR_SHOW_NEVER,
    HR_SHOW_UNSAID, /* nobody says: the program's own default */
};

/* The own options of one run, the environment's word taken where the line has none. */
struct hr_choices {
    const char *profile;          /* --profile, or NULL */
    const char *profile_variable; /* HRUN_PROFILE, or NULL */
    const char *engine;           /* --engine, HRUN_ENGINE, "docker" */
    enum hr_show show;
    bool dry_run; /* --explain too: nothing is run */
    bool explain, json, version;
};

/* hrun's own options, sorted by name. */
const struct hr_option_table *hr_own_options(void);

/* Read what INVOCATION's own settings say. False for a word that an option does not take, and for an
 * option that stands where the line is sealed. *OUT is filled as far as possible even then, so that
 * a failure can be told in the format asked for. */
HR_NODISCARD bool hr_choices_read(const struct hr_invocation *invocation,
                                  const struct hr_environ *environ, struct hr_arena *arena,
                                  struct hr_choices *out, struct hr_error *err);

/* The text of --help. */
const char *hr_help_text(struct hr_arena *arena);

#endif
