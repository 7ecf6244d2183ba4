/* SPDX-License-Identifier: MIT */
/* Words for random vectors: for each option values that docker takes, values that some client takes
 * or that mean something odd, and values that it refuses. */
#ifndef HRUN_TESTS_POOL_H
#define HRUN_TESTS_POOL_H

#include "hrun/docker/option.h"

#include "vector.h"

#include <stdbool.h>

/* Lists that end in NULL, none of them empty. */
struct pool {
    const char *const *good, *const *odd, *const *bad;
};

/* The values for OPTION: those of its name if there are any, else those of its kind. */
const struct pool *pool_for(const struct hr_option *option);

/* True for an option that decides alone how a line ends (--help), or that some client here does not
 * have. */
bool pool_is_rare(const struct hr_option *option);

/* Words that are no option, or a strange one. */
extern const char *const pool_quirks[];

extern const char *const pool_images[], *const pool_bad_images[], *const pool_commands[];

/* What the values refer to. */
extern const char *const pool_environ[], *const pool_more_environ[];
extern const char *const pool_env_lines[], *const pool_bad_env_lines[];
extern const struct vector_file pool_files[];

/* The same of what weakens a container: NULL where OPTION has no such values. */
const char *const *pool_nasty_for(const struct hr_option *option);

/* The name of an option that has: all of them, INDEX by INDEX, over and over. */
const char *pool_nasty_option(size_t index);

/* What those values refer to, and images that nothing speaks against. */
extern const struct vector_file pool_nasty_files[];
extern const struct vector_link pool_nasty_links[];
extern const char *const pool_pinned_images[];

#endif
