/* SPDX-License-Identifier: MIT */
/*
 * Filling a profile from a JSON document: the walk over the document, and every message about it.
 * What the values of a type may be is policy/type.h's business. Layer: policy.
 */
#ifndef HRUN_POLICY_READER_H
#define HRUN_POLICY_READER_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/policy/key.h"
#include "hrun/policy/profile.h"

#include <stdbool.h>

struct hr_reader {
    const char *chain; /* "a extends b extends c", for messages */
    bool inherited;    /* the document is not the first of the chain, and messages say so */
    bool patch;        /* nor the last: what it leaves out is elsewhere, and null removes */
    const struct hr_rule_names *rules;
    struct hr_arena *arena;
    struct hr_errors *errs;
    struct hr_error spare; /* errors past HR_ERRORS_MAX go here */
};

/* One value on its way from the document to its place. */
struct hr_field {
    struct hr_reader *reader;
    const struct hr_key *key;
    const struct hr_json *node;
    void *member;
};

/* Read DOCUMENT by KEYS into OUT, which is zeroed. Every value is checked against its row; all errors go to
 * the reader's errs, which is empty, in input order, at most HR_ERRORS_MAX. */
HR_NODISCARD bool hr_reader_document(struct hr_reader *reader, const struct hr_key *keys,
                                     const struct hr_json *document, void *out);

/* Read the members or elements of NODE by KEYS into the structure at OWNER. */
void hr_reader_members(struct hr_reader *reader, const struct hr_key *keys,
                       const struct hr_json *node, void *owner);

/* What is right for KEY, as errors and the manual say it: its words in quotes, then what its type takes. */
const char *hr_reader_wanted(const struct hr_key *key, struct hr_arena *arena);

/* Add the error "WHAT "NAME"" about the name of NODE, which stands in an object. SUGGESTION may be
 * NULL. */
void hr_reader_bad_name(struct hr_reader *reader, const struct hr_json *node, const char *what,
                        const char *suggestion);

/* Add the error MESSAGE about the value of NODE. */
void hr_reader_bad_value(struct hr_reader *reader, const struct hr_json *node, const char *message);

#endif
