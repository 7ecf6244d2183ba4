/* SPDX-License-Identifier: MIT */
/*
 * Options of class GUARDED that no rule of their own judges yet. Each passes in its plainly safe
 * forms and is refused in all others, under the name of the rule that is to judge it. Layer: guard.
 */
#ifndef HRUN_GUARD_UNJUDGED_H
#define HRUN_GUARD_UNJUDGED_H

#include "hrun/docker/setting.h"

#include <stdbool.h>
#include <stddef.h>

struct hr_unjudged {
    const char *option;
    const char *rule;
    bool (*is_safe)(const struct hr_setting *setting); /* or judged by a rule of its own */
    const char *passes; /* what a person can write instead; NULL if no form of the option passes */
};

/* All rows, sorted by option. */
const struct hr_unjudged *hr_unjudged_rows(size_t *count);

/* The row of OPTION, or NULL. */
const struct hr_unjudged *hr_unjudged_for(const struct hr_option *option);

#endif
