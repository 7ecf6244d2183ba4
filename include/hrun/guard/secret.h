/* SPDX-License-Identifier: MIT */
/*
 * What looks like a secret: by the name of a variable, or by the shape of its value whatever the name.
 * A guess that errs on the side of silence: hashes, ids, paths and encoded pictures are none. Pure.
 * Layer: guard.
 */
#ifndef HRUN_GUARD_SECRET_H
#define HRUN_GUARD_SECRET_H

#include "hrun/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Why VALUE of the variable NAME looks like a secret, for messages: "a GitHub token", "its name says
 * so". NULL if it does not. Nothing of VALUE is in the result. */
const char *hr_secret_find(const char *name, const char *value, struct hr_arena *arena);

/* What VALUE is by its shape alone, or NULL. NAMED_HARMLESS: the variable's name says that what looks
 * like chance is an id or a hash. */
const char *hr_secret_shape(const char *value, bool named_harmless, struct hr_arena *arena);

/* True if NAME is what secrets are called and the LENGTH bytes at VALUE may be one: not empty, no
 * switch, no path, no reference to another variable. */
bool hr_secret_is_named(const char *name, const char *value, size_t length, struct hr_arena *arena);

#endif
