/* SPDX-License-Identifier: MIT */
/* Asking for the facts that a line's container depends on, with a word on the terminal where that takes
 * long. Layer: cli. */
#ifndef HRUN_CLI_ASK_H
#define HRUN_CLI_ASK_H

#include "hrun/docker/invocation.h"
#include "hrun/facts/facts.h"
#include "hrun/policy/profile.h"

#include <stdbool.h>

/* Add the folders of HOST's profiles to the places of QUESTIONS: whoever can write them decides what later
 * runs are held to. */
void hr_ask_profile_folders(const struct hr_host *host, struct hr_arena *arena,
                            struct hr_questions *questions);

struct hr_asker {
    const char *program; /* who says that it waits */
    const char *client;  /* the real client's path, or NULL */
    bool may_create;     /* see struct hr_asking */
    bool launches;       /* the client runs it next, by this environment */
};

/* Ask what INVOCATION under PROFILE needs to be known, of HOST too where standard input may be its own
 * script. */
void hr_ask_facts(const struct hr_asker *asker, const struct hr_invocation *invocation,
                  const struct hr_profile *profile, struct hr_host *host, struct hr_arena *arena,
                  struct hr_facts *out);

#endif
