/* SPDX-License-Identifier: MIT */
/* A vector: the words after `docker run`, and what is around them. */
#ifndef HRUN_TESTS_VECTOR_H
#define HRUN_TESTS_VECTOR_H

#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stdint.h>

struct vector_file {
    const char *path; /* relative to the working directory */
    const char *text; /* NULL: it is a folder */
};
struct vector_link {
    const char *path, *target;
};

struct vector {
    const char *name; /* where it comes from: "mounts.txt:12", "random 1 17" */
    struct hr_strv words;
    struct hr_strv environ; /* NAME=VALUE: what the client has beyond PATH, HOME and DOCKER_HOST */
    struct vector_files {
        HR_VEC(struct vector_file);
    } files;
    const struct vector_link *links; /* the last has no path; NULL: none */
    bool whole;                      /* the words start after `docker` */
    bool terminal;                   /* standard streams are a terminal */
};

/* Make vector INDEX of the family SEED: words over docker's whole option table, mostly sensible,
 * now and then borderline or wrong. The same numbers make the same vector on every machine. */
void vector_random(uint64_t seed, uint64_t index, struct hr_arena *arena, struct vector *out);

/* The same of what weakens a container, and of what looks so: options that isolation depends on, in every
 * spelling, twice, in pairs that contradict each other. */
void vector_nasty(uint64_t seed, uint64_t index, struct hr_arena *arena, struct vector *out);

/* The words as a shell reads them. */
const char *vector_text(const struct vector *vector, struct hr_arena *arena);

#endif
