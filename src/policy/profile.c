/* SPDX-License-Identifier: MIT */
#include "hrun/policy/profile.h"

#include <string.h>

enum hr_level hr_profile_level(const struct hr_profile *profile, const char *rule,
                               enum hr_level fallback)
{
    enum hr_level level = fallback;

    for (size_t i = 0; i < profile->rules.n; i++) {
        const struct hr_profile_rule *row = &profile->rules.v[i];

        if (strcmp(row->name, rule) == 0)
            return row->level;
        if (strcmp(row->name, "*") == 0)
            level = row->level;
    }
    return level;
}

const char *hr_level_name(enum hr_level level)
{
    static const char *const names[] = {
        [HR_LEVEL_UNSET] = "unset",
        [HR_LEVEL_ALLOW] = "allow",
        [HR_LEVEL_WARN] = "warn",
        [HR_LEVEL_DENY] = "deny",
    };

    return names[level];
}
