/* SPDX-License-Identifier: MIT */
/* Print docker's option table, one name a line, aliases too, for the scripts that compare it with
 * something: NAME LETTER flag|value CLASS VERBS SINCE shown|hidden, "-" where there is none. */
#include "hrun/base/attr.h"
#include "hrun/docker/option.h"

#include <stdio.h>
#include <stdlib.h>

static void print(const struct hr_option *row, const char *name, char letter, bool hidden)
{
    static const char *const classes[] = {
        [HR_CLASS_HARMLESS] = "harmless",
        [HR_CLASS_INJECTED] = "injected",
        [HR_CLASS_GUARDED] = "guarded",
    };

    printf("%s %c %s %s %s %s %s\n", name, letter ? letter : '-',
           row->kind == HR_KIND_BOOL ? "flag" : "value", classes[row->cls],
           row->verbs & HR_VERB_CREATE ? "run,create" : "run", row->since ? row->since : "-",
           hidden ? "hidden" : "shown");
}

int main(void)
{
    const struct hr_option_table *table = hr_docker_options();

    for (size_t i = 0; i < table->count; i++) {
        const struct hr_option *row = &table->rows[i];

        print(row, row->name, row->letter, row->hidden);
        for (size_t k = 0; k < HR_ARRAY_LEN(row->alias); k++) {
            if (row->alias[k])
                print(row, row->alias[k], 0, true);
        }
    }
    return ferror(stdout) || fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
