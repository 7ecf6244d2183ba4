/* SPDX-License-Identifier: MIT */
/* Where this machine keeps profiles. Layer: cli. */
#ifndef HRUN_CLI_SEARCH_H
#define HRUN_CLI_SEARCH_H

#include "hrun/base/vec.h"
#include "hrun/engine/endpoint.h"
#include "hrun/facts/facts.h"
#include "hrun/policy/store.h"

/* The folders of named profiles, in the order in which they are looked at: $XDG_CONFIG_HOME/hrun/profiles
 * ($HOME/.config where that is unset or relative), /etc/hrun/profiles, and the one installed beside
 * this program. Some may not be there. */
struct hr_strv hr_search_path(const struct hr_environ *env, struct hr_arena *arena);

/* Where the system policy is: /etc/hrun/policy.json, root's. */
const struct hr_policy_place *hr_search_policy(void);

/* The profiles that HOST's caller can name, of all rules there are. */
const struct hr_store *hr_search_store(const struct hr_host *host, struct hr_arena *arena);

#endif
