/* SPDX-License-Identifier: MIT */
/*
 * Which of docker's commands a line means: docker's own options, then the command, as the client's
 * command library (cobra) finds it. Where known clients differ, the reading in which a container is
 * made counts. Pure. Layer: docker.
 */
#ifndef HRUN_DOCKER_CALL_H
#define HRUN_DOCKER_CALL_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/option.h"
#include "hrun/docker/setting.h"

#include <stdbool.h>
#include <stddef.h>

/* A command of docker's client. */
struct hr_subcommand {
    const char *group, *name; /* "container", "run"; at the top GROUP is NULL */
    enum hr_verb verb;        /* what judges it; HR_VERB_NONE: nothing does */
    const char
        *uncovered; /* it makes containers that nothing here judges: what they are; or NULL */
};

/* All rows, COUNT in *COUNT, sorted by group and name; those of no group first. */
const struct hr_subcommand *hr_subcommands(size_t *count);

/* The row with this name in GROUP (NULL: at the top), or NULL. */
const struct hr_subcommand *hr_subcommand_named(const char *group, const char *name);

/* A line of words after `docker`. */
struct hr_call {
    struct hr_settings globals;          /* docker's own options before the command */
    const struct hr_subcommand *command; /* NULL: the line has none of the table */
    size_t first;                        /* the word after the command's name, from 0 */
};

/* Read the words ARGV[0..COUNT) that stand after the program's name. False for a line that may or
 * may not reach a command that is judged: an option that no known client has, or one that known
 * clients read differently, before such a command. */
HR_NODISCARD bool hr_call_parse(const char *const *argv, size_t count, struct hr_arena *arena,
                                struct hr_call *out, struct hr_error *err);

#endif
