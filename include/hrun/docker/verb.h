/* SPDX-License-Identifier: MIT */
/* The commands of docker that are judged, what they are called and which options they take, and docker's
 * own options before any command. Layer: docker. */
#ifndef HRUN_DOCKER_VERB_H
#define HRUN_DOCKER_VERB_H

#include "hrun/docker/option.h"

#include <stdbool.h>

/* The options of VERB: for run, create, exec and update rows of one table, which have one grammar. */
struct hr_option_table hr_options_of(enum hr_verb verb);

/* True for a verb that makes a container, and for none: a line that nobody typed. */
bool hr_verb_creates(enum hr_verb verb);

/* VERB as a person types it: "docker volume create". */
const char *hr_verb_text(enum hr_verb verb);

#endif
