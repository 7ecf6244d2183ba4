/* SPDX-License-Identifier: MIT */
/* What the values of keys may be: a row for each type of the key table. Layer: policy. */
#ifndef HRUN_POLICY_TYPE_H
#define HRUN_POLICY_TYPE_H

#include "hrun/policy/key.h"
#include "hrun/policy/reader.h"

#include <stdbool.h>

struct hr_type {
    unsigned json;    /* the JSON types that it takes: bit N for enum hr_json_type N */
    const char *want; /* what is right besides the key's words, for messages; NULL if nothing is */
    /* Regular expressions (ECMA 262) for the JSON Schema, as close as they can be and never closer: what
     * all right strings fit besides the key's words, and all right names of the member. NULL is any. */
    const char *pattern, *name_pattern;
    /* Store the field's value, which is of one of these types; false where it is not right. */
    bool (*read)(const struct hr_field *field);
    /* The nearest text that would be right, or NULL; absent where the key's words are all there is.
     */
    const char *(*nearest)(const struct hr_field *field);
};

const struct hr_type *hr_type(enum hr_key_type type);

#endif
