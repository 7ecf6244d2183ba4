/* SPDX-License-Identifier: MIT */
/* A create request as a client sent it, in a form in which two that mean the same are equal. */
#ifndef HRUN_TESTS_REQUEST_H
#define HRUN_TESTS_REQUEST_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/base/vec.h"

#include <stdbool.h>

struct request {
    const char *target; /* path and query: the API's version, the container's name, the platform */
    const struct hr_json *body;
};

/* Read a line that the stand-in recorded. False with *ERR untouched if it is another request. */
HR_NODISCARD bool request_read(const char *line, struct hr_arena *arena, struct request *out,
                               struct hr_error *err);

/* Append a line for each place where the requests differ. Some things have no order of their own,
 * as clients send them in that of a Go map: Binds, Ulimits, and Env but for what has one name. The
 * labels hrun.* do not count. */
void request_compare(const struct request *a, const struct request *b, struct hr_arena *arena,
                     struct hr_strv *differences);

/* Return the platform, "" for none. */
const char *request_platform(const struct request *request, struct hr_arena *arena);

/* The member of the body at PATH, names with dots between them; NULL if there is none. */
const struct hr_json *request_member(const struct request *request, const char *path,
                                     struct hr_arena *arena);

/* True if the values are equal, lists of strings taken as sets; NULL and null are the same. */
bool request_same(const struct hr_json *a, const struct hr_json *b, struct hr_arena *arena);

/* True if both are the same strings in the same order; NULL and null are the empty list. */
bool request_same_list(const struct hr_json *a, const struct hr_json *b);

#endif
