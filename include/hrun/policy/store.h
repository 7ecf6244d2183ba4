/* SPDX-License-Identifier: MIT */
/* Which profile applies, and reading it: --profile, HRUN_PROFILE, `default`. Layer: policy. */
#ifndef HRUN_POLICY_STORE_H
#define HRUN_POLICY_STORE_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/policy/profile.h"

#include <stdbool.h>
#include <sys/types.h>

/* A profile chosen and why. */
struct hr_choice {
    const struct hr_profile *profile;
    const char *because; /* "--profile", "HRUN_PROFILE" or "no other was chosen" */
};

/* Choose and read. FLAG is --profile's value or NULL, VARIABLE is HRUN_PROFILE's or NULL (empty is
 * unset). A value with a '/' is a path, whose file must be regular, at most HR_PROFILE_MAX_BYTES
 * and not writable by everybody; else it is the name of a profile compiled in. */
HR_NODISCARD bool hr_store_choose(const char *flag, const char *variable,
                                  const struct hr_rule_names *rules, struct hr_arena *arena,
                                  struct hr_choice *out, struct hr_errors *errs);

/* A profile compiled into the binary. */
struct hr_builtin {
    const char *name;
    const char *text;
    size_t size;
};

/* All of them, NULL-named row last. The text comes from profiles/NAME.json. */
const struct hr_builtin *hr_builtins(void);

#endif
