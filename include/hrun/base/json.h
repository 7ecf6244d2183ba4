/* SPDX-License-Identifier: MIT */
/*
 * Strict JSON (RFC 8259) for policy and for answers from an engine. cJSON does the parsing; this
 * layer refuses what cJSON lets through (trailing text, a BOM, duplicate keys, raw control bytes,
 * \u0000, bad UTF-8, unpaired surrogates, leading zeros, more than HR_JSON_DEPTH_MAX levels or
 * HR_JSON_VALUES_MAX values) and hands out a const tree in the arena. Every node knows its place. No cJSON type leaves the .c
 * file. Layer: base.
 */
#ifndef HRUN_BASE_JSON_H
#define HRUN_BASE_JSON_H

#include "hrun/base/arena.h"
#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HR_JSON_DEPTH_MAX  32
#define HR_JSON_VALUES_MAX 500000 /* what docker inspect says of a thousand containers has fewer */

enum hr_json_type {
    HR_JSON_NULL,
    HR_JSON_BOOL,
    HR_JSON_NUMBER,
    HR_JSON_STRING,
    HR_JSON_ARRAY,
    HR_JSON_OBJECT,
};

/* One value. Members and elements hang in input order on child/next. */
struct hr_json {
    enum hr_json_type type;
    const char *key;  /* the member's name, inside an object; else NULL */
    bool boolean;     /* HR_JSON_BOOL */
    const char *text; /* HR_JSON_STRING: its value; HR_JSON_NUMBER: the digits exactly as written */
    const struct hr_json *child, *next, *parent;
    struct hr_json *last;        /* of the children, where hr_json_append put it there; else NULL */
    size_t count;                /* HR_JSON_ARRAY, HR_JSON_OBJECT: how many children */
    const char *source;          /* what hr_json_parse was told */
    size_t line, column;         /* of the value's first byte, from 1; columns count bytes */
    size_t key_line, key_column; /* of the member's name, inside an object */
};

/* Parse SIZE bytes at TEXT. SOURCE names them in errors (a path, "builtin:default", "engine"). All
 * of the text must be one JSON value. Errors carry line, column and, where there is one, the JSON
 * pointer. */
HR_NODISCARD bool hr_json_parse(const char *text, size_t size, const char *source,
                                struct hr_arena *arena, const struct hr_json **out,
                                struct hr_error *err);

/* The member of OBJECT called KEY (case matters), or NULL; NULL too if OBJECT is NULL or no object.
 */
const struct hr_json *hr_json_get(const struct hr_json *object, const char *key);

/* The text of the string member KEY of OBJECT, or NULL if there is none or it is no string. */
const char *hr_json_string(const struct hr_json *object, const char *key);

/* The members of OBJECT (OBJECT->count of them) sorted by the bytes of their names. */
const struct hr_json *const *hr_json_sorted(const struct hr_json *object, struct hr_arena *arena);

/* Read a number that is written as an integer (no fraction, no exponent) and fits. */
bool hr_json_integer(const struct hr_json *node, int64_t *out);

/* Return NODE's JSON pointer (RFC 6901): "" for the root. */
const char *hr_json_pointer(const struct hr_json *node, struct hr_arena *arena);

/* The node that POINTER, as hr_json_pointer writes it, names below ROOT; NULL if there is none. */
const struct hr_json *hr_json_at(const struct hr_json *root, const char *pointer);

/* Return a new tree: TARGET (NULL: nothing) with PATCH applied as a JSON Merge Patch (RFC 7396).
 * Every node keeps its source and place: those of TARGET where PATCH leaves it alone, else PATCH's.
 * Members of TARGET come first, in their order. */
const struct hr_json *hr_json_patch(const struct hr_json *target, const struct hr_json *patch,
                                    struct hr_arena *arena);

/* Return a copy of OBJECT without the members for which LEAVE_OUT is true. */
const struct hr_json *hr_json_without(const struct hr_json *object,
                                      bool (*leave_out)(const struct hr_json *member),
                                      struct hr_arena *arena);

/* A copy of NODE with all that is in it, to be put into another tree. */
struct hr_json *hr_json_copy(const struct hr_json *node, struct hr_arena *arena);

/* A copy of NODE with nothing in it. */
struct hr_json *hr_json_hollow(const struct hr_json *node, struct hr_arena *arena);

/* Make CHILD, which stands in no tree yet, the last of PARENT's. Both come from the two above. */
void hr_json_append(struct hr_json *parent, struct hr_json *child);

/* "an object", "a string", ...: for messages. */
const char *hr_json_type_name(enum hr_json_type type);

/* A tree in few bytes and without pointers, as a program that makes tables writes it: a row for each
 * node, each before its children. KEY and TEXT are places in a pool of strings, 0 for none. */
struct hr_json_row {
    unsigned char type; /* enum hr_json_type */
    bool boolean;
    uint16_t key, text;
    uint16_t children; /* how many: their rows, and their children's, come next */
    uint16_t line, column, key_line, key_column;
};
struct hr_json_table {
    const struct hr_json_row *rows;
    const char *pool;
};

/* The tree that TABLE holds, as hr_json_parse would have made it of the text that SOURCE names. The
 * nodes borrow the pool. */
const struct hr_json *hr_json_from_table(const struct hr_json_table *table, const char *source,
                                         struct hr_arena *arena);

#endif
