/* SPDX-License-Identifier: MIT */
#include "hrun/docker/subcommand.h"

#include "hrun/base/attr.h"

#include <stddef.h>
#include <string.h>

static const char *const commands[] = {
    "attach", "build",   "commit",  "compose", "container", "cp",     "create",  "events", "exec",
    "export", "image",   "images",  "info",    "inspect",   "kill",   "load",    "login",  "logout",
    "logs",   "network", "ps",      "pull",    "push",      "rename", "restart", "rm",     "rmi",
    "run",    "save",    "search",  "start",   "stats",     "stop",   "swarm",   "system", "tag",
    "top",    "update",  "version", "volume",  "wait",
};

bool hr_docker_has_command(const char *word)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(commands); i++) {
        if (strcmp(word, commands[i]) == 0)
            return true;
    }
    return false;
}
