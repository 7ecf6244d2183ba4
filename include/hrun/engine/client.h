/* SPDX-License-Identifier: MIT */
/*
 * One question to an engine, one answer: HTTP/1.1 over its unix socket, or, for any other endpoint,
 * the docker client's own words. Answers are untrusted input of bounded size. Layer: engine.
 */
#ifndef HRUN_ENGINE_CLIENT_H
#define HRUN_ENGINE_CLIENT_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/file.h"
#include "hrun/engine/http.h"

#include <stdbool.h>
#include <sys/types.h>

#define HR_ENGINE_SOCKET_MS 2000  /* a local engine answers in a few ms; 2 s is a stuck one */
#define HR_ENGINE_CLIENT_MS 30000 /* ssh and TLS endpoints need time */

/* GET PATH (escaped already) from the engine at SOCKET_PATH. False if it cannot be reached, is
 * silent for TIMEOUT_MS in all, or answers what is not HTTP with a JSON body; a 404 is an answer.
 */
HR_NODISCARD bool hr_engine_get(const char *socket_path, const char *path, int timeout_ms,
                                struct hr_arena *arena, struct hr_answer *out,
                                struct hr_error *err);

/* A request of any kind. */
struct hr_request {
    const char *method, *path; /* escaped already */
    const char *body;          /* JSON; NULL: none */
    bool raw;                  /* the answer's body is no JSON: leave it as it comes */
};

/* The same for REQUEST. */
HR_NODISCARD bool hr_engine_send(const char *socket_path, const struct hr_request *request,
                                 int timeout_ms, struct hr_arena *arena, struct hr_answer *out,
                                 struct hr_error *err);

/* The process that listens at SOCKET_PATH in *PID, 0 where this one cannot see it: it is in another PID
 * namespace. False as above. */
HR_NODISCARD bool hr_engine_peer(const char *socket_path, int timeout_ms, struct hr_arena *arena,
                                 pid_t *pid, struct hr_error *err);

/* Called about every 200 ms while something takes long; ELAPSED_MS since its start. May be NULL. */
struct hr_progress {
    void (*tick)(void *data, unsigned elapsed_ms);
    void *data;
};

/* A program to run: standard input comes from /dev/null, the rest of the session (process group,
 * terminal, working directory) is the caller's. */
struct hr_client_call {
    const char *path;
    char *const *argv, *const *envp;
    int timeout_ms;
    const struct hr_progress *progress; /* may be NULL */
};

/* What it said and how it ended. */
struct hr_client_result {
    struct hr_bytes output; /* standard output */
    const char *complaint;  /* the start of its standard error; "" if it wrote nothing there */
    int status;             /* exit status; 128 + N if signal N ended it */
};

/* Run CALL to its end. False if it cannot be started, writes more than HR_ENGINE_ANSWER_MAX bytes to
 * its standard output, or does not end within the time allowed; in the latter two cases it is
 * killed. */
HR_NODISCARD bool hr_client_run(const struct hr_client_call *call, struct hr_arena *arena,
                                struct hr_client_result *out, struct hr_error *err);

#endif
