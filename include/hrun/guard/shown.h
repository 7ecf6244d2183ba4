/* SPDX-License-Identifier: MIT */
/* What of a line is for eyes: on the screen, in JSON, in findings. What looks like a secret is not; in its place
 * stands "(hidden)". Whoever shows a setting or a reason takes it from here. Layer: guard. */
#ifndef HRUN_GUARD_SHOWN_H
#define HRUN_GUARD_SHOWN_H

#include "hrun/docker/setting.h"

#include <stdbool.h>

/* The value of SETTING for eyes: its own text where there is nothing to hide. Of KEY=VALUE, the key stays, and so
 * do the fields of --mount and --network that hold no secret. */
const char *hr_shown_value(const struct hr_setting *setting, struct hr_arena *arena);

/* What the user wrote where SETTING is narrower: the value, or where another option was meant, all of
 * it: "--publish-all=true". NULL where it is as written. */
const char *hr_shown_was(const struct hr_setting *setting, struct hr_arena *arena);

/* What of SETTING is hidden though it is in the words that docker gets: "NAME" of a variable, "--log-opt NAME"
 * of others. NULL: nothing is. */
const char *hr_shown_lacks(const struct hr_setting *setting, struct hr_arena *arena);

/* PAIR, KEY=VALUE, for eyes. */
const char *hr_shown_pair(const char *pair, struct hr_arena *arena);

/* TEXT, words of a person's own, for eyes: all of it or nothing. */
const char *hr_shown_text(const char *text, struct hr_arena *arena);

#endif
