/* SPDX-License-Identifier: MIT */
/*
 * Writing JSON: calls nest as the text does, and commas, quotes and escapes are the writer's
 * business. Text that is not UTF-8 gets U+FFFD for each bad byte; what hr_text_safe would change is
 * written as \uXXXX, so that the result can go to a terminal. Calls that do not nest abort.
 * Layer: base.
 *
 *     struct hr_jsonw w;
 *     hr_jsonw_init(&w, arena, 2);
 *     hr_jsonw_object(&w);
 *     hr_jsonw_key(&w, "version");
 *     hr_jsonw_integer(&w, 1);
 *     hr_jsonw_end(&w);
 *     puts(hr_jsonw_text(&w));
 */
#ifndef HRUN_BASE_JSONW_H
#define HRUN_BASE_JSONW_H

#include "hrun/base/arena.h"
#include "hrun/base/json.h"
#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Room for a parsed tree of any depth within as many levels of one's own. */
#define HR_JSONW_DEPTH_MAX (2 * HR_JSON_DEPTH_MAX)

struct hr_jsonw {
    struct hr_arena *arena;
    struct hr_text_buffer {
        HR_VEC(char);
    } out;
    unsigned indent; /* blanks per level; 0 writes everything on one line */
    unsigned depth;
    bool in_array[HR_JSONW_DEPTH_MAX];
    bool filled[HR_JSONW_DEPTH_MAX]; /* the open object or array has something in it */
    bool after_key;
};

void hr_jsonw_init(struct hr_jsonw *w, struct hr_arena *arena, unsigned indent);

/* Open an object or array; hr_jsonw_end closes the innermost open one. */
void hr_jsonw_object(struct hr_jsonw *w);
void hr_jsonw_array(struct hr_jsonw *w);
void hr_jsonw_end(struct hr_jsonw *w);

/* Inside an object, before each value. */
void hr_jsonw_key(struct hr_jsonw *w, const char *key);

/* Values. A NULL string is written as null; hr_jsonw_number writes DIGITS as they are. */
void hr_jsonw_string(struct hr_jsonw *w, const char *text);
void hr_jsonw_integer(struct hr_jsonw *w, int64_t value);
void hr_jsonw_number(struct hr_jsonw *w, const char *digits);
void hr_jsonw_bool(struct hr_jsonw *w, bool value);
void hr_jsonw_null(struct hr_jsonw *w);

/* Write a parsed tree. With CANONICAL, members are sorted by the bytes of their names, whatever
 * order they came in. */
void hr_jsonw_json(struct hr_jsonw *w, const struct hr_json *node, bool canonical);

/* Members in one call. */
void hr_jsonw_member_string(struct hr_jsonw *w, const char *key, const char *text);
void hr_jsonw_member_bool(struct hr_jsonw *w, const char *key, bool value);
void hr_jsonw_member_integer(struct hr_jsonw *w, const char *key, int64_t value);

/* The text so far, NUL-terminated, good until the next write. */
const char *hr_jsonw_text(struct hr_jsonw *w);

#endif
