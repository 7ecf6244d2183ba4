/* SPDX-License-Identifier: MIT */
/* What the ways to ask an engine share. Private to facts. */
#ifndef HRUN_FACTS_CLIENT_H
#define HRUN_FACTS_CLIENT_H

#include "hrun/facts/ask.h"

/* Run the client with WORDS behind docker's own options. False if it does not run to its end. */
HR_NODISCARD bool hr_ask_client(const struct hr_ask *ask, const struct hr_strv *words,
                                struct hr_client_result *out, struct hr_error *err);

/* Fill ERR for a client that failed: the first line of its own complaint that is no warning. Returns
 * false. */
bool hr_ask_client_failed(const struct hr_ask *ask, const struct hr_client_result *result,
                          struct hr_error *err);

/* What ANSWER comes to; a 404 is one only if it MAY_BE_ABSENT. False, in the engine's own words, for a
 * status that is no success. */
HR_NODISCARD bool hr_ask_reply(const struct hr_ask *ask, const struct hr_answer *answer,
                               bool may_be_absent, struct hr_reply *out, struct hr_error *err);

/* The path of what of KIND is called NAME, which notebooks go by. */
const char *hr_ask_path(const struct hr_ask_kind *kind, const char *name, struct hr_arena *arena);

#endif
