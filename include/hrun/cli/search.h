/* SPDX-License-Identifier: MIT */
/* Where this machine keeps profiles. Layer: cli. */
#ifndef HRUN_CLI_SEARCH_H
#define HRUN_CLI_SEARCH_H

#include "hrun/base/vec.h"
#include "hrun/engine/endpoint.h"

/* The folders of named profiles, in the order in which they are looked at: $XDG_CONFIG_HOME/hrun/profiles
 * ($HOME/.config where that is unset or relative), /etc/hrun/profiles, and the one installed beside
 * this program. Some may not be there. */
struct hr_strv hr_search_path(const struct hr_environ *env, struct hr_arena *arena);

#endif
