/* SPDX-License-Identifier: MIT */
/*
 * Files of vectors: a line each of what somebody types after `hrun`, as a shell reads it: '...', "...", \C
 * and $NAME or ${NAME} of the world's variables, nothing else that a shell gives a meaning to. NAME=VALUE before the
 * first option is in the environment of that line only. Behind the word => are the findings, where they are
 * not what the file is about. Lines that start with # are comments.
 */
#ifndef HRUN_TESTS_VECTOR_H
#define HRUN_TESTS_VECTOR_H

#include "hrun/base/arena.h"
#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/base/vec.h"

struct vector {
    const char *text; /* the line as it is in the file */
    size_t line;
    struct hr_strv environ; /* NAME=VALUE */
    struct hr_strv words;
    bool says; /* what is found */
    struct hr_strv found;
};
struct vectors {
    HR_VEC(struct vector);
};

/* Read the file at PATH, with VARIABLES, an object of texts, for what $NAME stands for. */
HR_NODISCARD bool vectors_read(const char *path, const struct hr_json *variables,
                               struct hr_arena *arena, struct vectors *out, struct hr_error *err);

#endif
