/* SPDX-License-Identifier: MIT */
/* Image references by the distribution grammar: [REGISTRY/]PATH[:TAG][@DIGEST], or an image id.
 * Pure. Layer: docker. */
#ifndef HRUN_DOCKER_REFERENCE_H
#define HRUN_DOCKER_REFERENCE_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <stdbool.h>

struct hr_reference {
    const char *raw;
    bool is_id;           /* 64 hex digits, or sha256: and 64 hex digits */
    const char *registry; /* "docker.io" where none is written; NULL for an id */
    const char *path;     /* with "library/" where docker.io implies it; NULL for an id */
    const char *tag;      /* NULL if none is written */
    const char *digest;   /* ALGORITHM:HEX, or NULL */
};

/* Parse RAW. False for what every known client calls an invalid reference format. */
HR_NODISCARD bool hr_reference_parse(const char *raw, struct hr_arena *arena,
                                     struct hr_reference *out, struct hr_error *err);

/* Return REGISTRY/PATH:TAG[@DIGEST], the tag being "latest" where neither tag nor digest is
 * written; the id for an id. */
const char *hr_reference_canonical(const struct hr_reference *reference, struct hr_arena *arena);

#endif
