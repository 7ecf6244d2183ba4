/* SPDX-License-Identifier: MIT */
/*
 * A place to run clients in: a private folder with a working directory, a home and a stand-in
 * engine, and what one run of a client there came to. Runs in one sandbox come one after the other.
 */
#ifndef HRUN_TESTS_SANDBOX_H
#define HRUN_TESTS_SANDBOX_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/file.h"

#include "request.h"
#include "vector.h"

#include <stdbool.h>
#include <sys/types.h>

struct sandbox {
    const char *folder, *work, *socket, *record;
    char **environ; /* what every client gets */
    pid_t engine;
};

struct outcome {
    int status; /* as a shell has it */
    bool created;
    struct request request; /* the last one that created a container */
    struct hr_bytes output; /* standard output, unless it was the terminal */
    const char *complaint;  /* the last line of standard error or of the terminal */
};

/* Make a sandbox below $TMPDIR or /tmp and start its engine. */
HR_NODISCARD bool sandbox_open(struct hr_arena *arena, struct sandbox *out, struct hr_error *err);

/* End the engine and remove the folder. */
void sandbox_close(const struct sandbox *sandbox);

/* Make what is around VECTOR's words, and nothing else: what an earlier run left (a cidfile, say) must not
 * change the next. */
HR_NODISCARD bool sandbox_prepare(const struct sandbox *sandbox, const struct vector *vector,
                                  struct hr_arena *arena, struct hr_error *err);

/* Run COMMAND (found in PATH only if it has no '/') among VECTOR's files, variables and terminal.
 * False if it could not be run, or did not end in time. */
HR_NODISCARD bool sandbox_run(const struct sandbox *sandbox, const struct vector *vector,
                              const struct hr_strv *command, struct hr_arena *arena,
                              struct outcome *out, struct hr_error *err);

#endif
