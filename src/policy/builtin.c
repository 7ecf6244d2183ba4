/* SPDX-License-Identifier: MIT */
#include "hrun/policy/builtin.h"

#include <string.h>

const struct hr_builtin *hr_builtin_named(const char *name)
{
    for (const struct hr_builtin *row = hr_builtins(); row->name; row++) {
        if (strcmp(row->name, name) == 0)
            return row;
    }
    return NULL;
}

const struct hr_builtin *hr_builtin_same(const char *text, size_t size)
{
    for (const struct hr_builtin *row = hr_builtins(); row->name; row++) {
        if (row->size == size && memcmp(row->text, text, size) == 0)
            return row;
    }
    return NULL;
}
