/* SPDX-License-Identifier: MIT */
/*
 * A compose file as invocations: what docker run would be told to make each of its services. Pure. Layer:
 * source.
 */
#ifndef HRUN_SOURCE_COMPOSE_H
#define HRUN_SOURCE_COMPOSE_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/docker/invocation.h"
#include "hrun/source/interpolate.h"

#include <stdbool.h>

/* A service. Errors are about it alone: what Compose refuses, or what nobody knows the meaning of. */
struct hr_service {
    const char *name;
    struct hr_origin place;
    struct hr_invocation invocation; /* its settings' origins are HR_ORIGIN_COMPOSE */
    bool is_built;                   /* from a Dockerfile: its image has no digest to pin */
    struct hr_errors errs;
};
struct hr_services {
    HR_VEC(struct hr_service);
    struct hr_errors errs; /* of no service: HR_ERRC_PART, what is in other files */
};

/* Where the file is and what is around it. */
struct hr_compose {
    const char *path;
    const char *folder;  /* absolute, of the file: relative paths start there */
    const char *project; /* the name that networks and volumes get, where the file names none */
    const char *home;    /* what ~ is; NULL: not known */
    struct hr_variables variables;
};

/* Read DOCUMENT, the tree of a compose file. False where it is none, or cannot be read as a whole. */
HR_NODISCARD bool hr_compose_read(const struct hr_json *document, const struct hr_compose *compose,
                                  struct hr_arena *arena, struct hr_services *out,
                                  struct hr_error *err);

#endif
