/* SPDX-License-Identifier: MIT */
/*
 * The containers that a shell script makes, read from its text; no shell is run. What only a run can
 * tell (a variable, a glob, what a command prints) is never guessed: it is left out, and an error of
 * the call says so. Pure. Layer: source.
 */
#ifndef HRUN_SOURCE_SCRIPT_H
#define HRUN_SOURCE_SCRIPT_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/file.h"
#include "hrun/docker/invocation.h"

#include <stdbool.h>
#include <stddef.h>

#define HR_SCRIPT_MAX_BYTES ((size_t)1024 * 1024)
#define HR_SCRIPT_CALLS_MAX 1000 /* each is judged whole */

/* A call of docker run, docker create or hrun. */
struct hr_script_call {
    const char *name; /* the image, or how the script writes it; NULL: there is none */
    struct hr_origin place;
    bool is_hrun;
    bool is_read;                    /* false: the first of ERRS is all that is known */
    struct hr_invocation invocation; /* its settings' origins are HR_ORIGIN_FILE */
    struct hr_errors
        errs; /* HR_ERRC_PART: what it is judged without; others: what docker refuses */
};
struct hr_script_calls {
    HR_VEC(struct hr_script_call);
};

struct hr_script {
    struct hr_script_calls calls;
    struct hr_errors errs; /* of no call: HR_ERRC_PART, HR_ERRC_COMMAND */
};

/* True if a file of this NAME is a script. */
bool hr_script_is_named(const char *name);

/* True if BYTES start with a line that names sh, bash, dash or ksh as what runs them; *OTHER is, where
 * they name another program, its path, else NULL. */
bool hr_script_is_marked(const struct hr_bytes *bytes, struct hr_arena *arena, const char **other);

/* Read the script that BYTES are; PATH names it. OWN is the table of hrun's own options. False where
 * it is none that sh or bash would read to its end. */
HR_NODISCARD bool hr_script_read(const struct hr_bytes *bytes, const char *path,
                                 const struct hr_option_table *own, struct hr_arena *arena,
                                 struct hr_script *out, struct hr_error *err);

#endif
