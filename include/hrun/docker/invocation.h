/* SPDX-License-Identifier: MIT */
/*
 * An invocation is what a `docker run` line says: ordered settings, an image, a command. The parser
 * follows pflag without interspersed arguments, to the letter. Layer: docker.
 */
#ifndef HRUN_DOCKER_INVOCATION_H
#define HRUN_DOCKER_INVOCATION_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/vec.h"
#include "hrun/docker/reference.h"
#include "hrun/docker/setting.h"

#include <stdbool.h>

struct hr_invocation {
    enum hr_verb verb;
    struct hr_strv before;       /* the words up to the command's name, that too; none: `run` */
    struct hr_settings settings; /* docker's, in the order written */
    struct hr_settings own;      /* those of the second table */
    bool help;                   /* --help before IMAGE, after a line without errors */
    bool has_image;              /* only of a verb that makes a container */
    const char *image_word;      /* IMAGE as written */
    struct hr_reference image;
    struct hr_strv command; /* what follows IMAGE; of other verbs, all that is no option */
};

/* A line to read. */
struct hr_line {
    const char *const *argv; /* the words after the program's name: word I is argument I + 1 */
    size_t count, first;     /* the first that is the verb's own */
    enum hr_verb verb;
    const struct hr_option_table *own; /* the second table, or NULL */
};

/* Read LINE. As docker does: options end at the first word that is empty, "-" or no option, or after
 * "--"; an error that the flag parser itself finds comes before help, help before a missing image,
 * that before values which are looked at later. `update` and `volume create` take options after
 * other words too. False for a line that every known client refuses, and for an option that neither
 * table has (HR_ERRC_UNKNOWN), with the argument's number; OUT then holds the settings read before
 * the error, so that a caller can honour its own options in how it tells of it. A missing IMAGE is
 * for the caller to refuse: one of its own options may need none. */
HR_NODISCARD bool hr_invocation_read(const struct hr_line *line, struct hr_arena *arena,
                                     struct hr_invocation *out, struct hr_error *err);

/* The same for the words ARGV[0..COUNT) of a `docker run` line, from the first one on. */
HR_NODISCARD bool hr_invocation_parse(const char *const *argv, size_t count,
                                      const struct hr_option_table *own, struct hr_arena *arena,
                                      struct hr_invocation *out, struct hr_error *err);

#endif
