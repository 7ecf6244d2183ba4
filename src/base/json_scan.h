/* SPDX-License-Identifier: MIT */
/*
 * The strict half of reading JSON: checks bytes and grammar, and notes where every value stands.
 * What it accepts is handed to cJSON, which says what the strings mean. Layer: base; private to
 * json.c.
 */
#ifndef HRUN_BASE_JSON_SCAN_H
#define HRUN_BASE_JSON_SCAN_H

#include "hrun/base/arena.h"
#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stddef.h>

/* One value of the text, in the order in which the values begin. */
struct hr_json_place {
    const char *text; /* where it begins */
    size_t length;    /* of a number, string or word */
    size_t line, column, key_line, key_column;
};

struct hr_json_places {
    HR_VEC(struct hr_json_place);
};

/* Check that the SIZE bytes at TEXT are one JSON value and nothing else. Places point into TEXT. */
HR_NODISCARD bool hr_json_scan(const char *text, size_t size, struct hr_arena *arena,
                               struct hr_json_places *out, struct hr_error *err);

#endif
