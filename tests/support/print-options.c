/* SPDX-License-Identifier: MIT */
/* Print docker's option tables, one name a line, aliases too, for the scripts that compare them with
 * something: NAME LETTER flag|value CLASS VERBS SINCE shown|hidden, "-" where there is none. VERBS
 * have commas between them; "docker" stands for the options before any command. */
#include "hrun/base/attr.h"
#include "hrun/docker/verb.h"

#include <stdio.h>
#include <stdlib.h>

static void print_verbs(unsigned verbs)
{
    static const char *const names[] = { "run",    "create",        "exec",
                                         "update", "volume-create", "docker" };
    const char *comma = "";

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        if (!(verbs >> i & 1))
            continue;
        printf("%s%s", comma, names[i]);
        comma = ",";
    }
}

static void print(const struct hr_option *row, const char *name, char letter, bool hidden)
{
    static const char *const classes[] = {
        [HR_CLASS_HARMLESS] = "harmless",
        [HR_CLASS_INJECTED] = "injected",
        [HR_CLASS_GUARDED] = "guarded",
    };

    printf("%s %c %s %s ", name, letter ? letter : '-',
           row->kind == HR_KIND_BOOL ? "flag" : "value", classes[row->cls]);
    print_verbs(row->verbs);
    printf(" %s %s\n", row->since ? row->since : "-", hidden ? "hidden" : "shown");
}

static void print_table(const struct hr_option_table *table)
{

    for (size_t i = 0; i < table->count; i++) {
        const struct hr_option *row = &table->rows[i];

        print(row, row->name, row->letter, row->hidden);
        for (size_t k = 0; k < HR_ARRAY_LEN(row->alias); k++) {
            if (row->alias[k])
                print(row, row->alias[k], 0, true);
        }
    }
}

int main(void)
{
    const struct hr_option_table volume = hr_options_of(HR_VERB_VOLUME_CREATE);
    const struct hr_option_table global = hr_options_of(HR_VERB_NONE);

    print_table(hr_docker_options());
    print_table(&volume);
    print_table(&global);
    return ferror(stdout) || fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
