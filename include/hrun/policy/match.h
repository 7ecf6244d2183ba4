/* SPDX-License-Identifier: MIT */
/* Globs over image references: `match.images` of a profile. Pure. Layer: policy. */
#ifndef HRUN_POLICY_MATCH_H
#define HRUN_POLICY_MATCH_H

#include "hrun/base/attr.h"
#include "hrun/docker/reference.h"

#include <stdbool.h>
#include <stddef.h>

struct hr_glob {
    const char *text;   /* in full: "docker.io/library/nginx:*" */
    const char *name;   /* "docker.io/library/nginx" */
    const char *tag;    /* NULL: any, or none */
    const char *digest; /* NULL: any, or none; else in full */
    size_t literals;    /* characters of TEXT that are no '*': how closely it says what it means */
};

/* Parse TEXT: an image reference, shortened as docker takes it, in which '*' stands for any characters
 * but '/'. Without a tag every tag matches. False for what no reference can match. */
HR_NODISCARD bool hr_glob_parse(const char *text, struct hr_arena *arena, struct hr_glob *out);

/* True if GLOB matches REFERENCE, whose tag is "latest" where it has neither tag nor digest. An image's
 * id matches nothing. */
bool hr_glob_matches(const struct hr_glob *glob, const struct hr_reference *reference,
                     struct hr_arena *arena);

#endif
