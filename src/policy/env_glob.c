/* SPDX-License-Identifier: MIT */
#include "hrun/policy/env_glob.h"

#include "hrun/base/text.h"

#include <string.h>

bool hr_env_glob_matches(const char *glob, const char *name)
{
    return hr_text_fits(glob, name, '\0');
}

const char *hr_env_glob_find(const struct hr_strv *globs, const char *name)
{
    for (size_t i = 0; i < globs->n; i++) {
        if (hr_env_glob_matches(globs->v[i], name))
            return globs->v[i];
    }
    return NULL;
}

bool hr_env_glob_names(const struct hr_strv *globs, const char *name)
{
    return !strchr(name, '*') && hr_strv_has(globs, name);
}
