/* SPDX-License-Identifier: MIT */
/*
 * The profiles compiled into the binary, with what their text comes to: nothing of them is parsed when
 * hrun runs. A file that holds the same bytes, as an installed one does, is taken for the same.
 * src/cli/embed.c writes the rows. Layer: policy.
 */
#ifndef HRUN_POLICY_BUILTIN_H
#define HRUN_POLICY_BUILTIN_H

#include "hrun/base/json.h"
#include "hrun/policy/match.h"

#include <stddef.h>

struct hr_builtin {
    const char *name;
    const char *text; /* of profiles/NAME.json; SIZE bytes, nothing behind them */
    size_t size;
    struct hr_json_table document; /* TEXT, parsed */
    const struct hr_glob *globs;   /* its match.images; ends with one without text */
    const char *sha256; /* of the effective policy, where all that it extends is compiled in too */
};

/* All of them; ends with a row without name. */
const struct hr_builtin *hr_builtins(void);

/* The row called NAME, or NULL. */
const struct hr_builtin *hr_builtin_named(const char *name);

/* The row whose text is the SIZE bytes at TEXT, or NULL. */
const struct hr_builtin *hr_builtin_same(const char *text, size_t size);

#endif
