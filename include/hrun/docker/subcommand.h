/* SPDX-License-Identifier: MIT */
/* The docker client's subcommands, for who types `hrun ps`. Layer: docker. */
#ifndef HRUN_DOCKER_SUBCOMMAND_H
#define HRUN_DOCKER_SUBCOMMAND_H

#include <stdbool.h>

/* True if WORD is a subcommand of docker's. */
bool hr_docker_has_command(const char *word);

#endif
