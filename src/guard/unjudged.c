/* SPDX-License-Identifier: MIT */
/* Options that can weaken isolation and that no rule of their own judges yet: what of them passes. */
#include "hrun/guard/unjudged.h"

#include "hrun/base/attr.h"

#include <stdlib.h>
#include <string.h>

static bool never(const struct hr_setting *s)
{
    (void)s;
    return false;
}

static bool is_literal(const struct hr_setting *s)
{
    return s->value->as.env.value != NULL;
}

/* Sorted by option: one row for each of class GUARDED that no rule names among its options. */
static const struct hr_unjudged rows[] = {
    { .option = "env",
      .rule = "env-not-allowed",
      .is_safe = is_literal,
      .passes = "a literal --env NAME=VALUE" },
    { .option = "env-file",
      .rule = "env-not-allowed",
      .is_safe = never,
      .passes = "a literal --env NAME=VALUE" },
};

const struct hr_unjudged *hr_unjudged_rows(size_t *count)
{
    *count = HR_ARRAY_LEN(rows);
    return rows;
}

static int compare(const void *name, const void *row)
{
    return strcmp(name, ((const struct hr_unjudged *)row)->option);
}

const struct hr_unjudged *hr_unjudged_for(const struct hr_option *option)
{
    return bsearch(option->name, rows, HR_ARRAY_LEN(rows), sizeof(rows[0]), compare);
}
