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
#include "hrun/base/json.h"

#include <stdbool.h>

#define HR_ENGINE_ANSWER_MAX (4U << 20) /* an image with thousands of labels stays far below */
#define HR_ENGINE_SOCKET_MS  2000       /* a local engine answers in a few ms; 2 s is a stuck one */
#define HR_ENGINE_CLIENT_MS  30000      /* ssh and TLS endpoints need time */

struct hr_answer {
    int status;                 /* the HTTP status */
    const struct hr_json *json; /* NULL for an empty body */
};

/* GET PATH (escaped already) from the engine at SOCKET_PATH. False if it cannot be reached, is
 * silent for TIMEOUT_MS in all, or answers what is not HTTP with a JSON body; a 404 is an answer.
 */
HR_NODISCARD bool hr_engine_get(const char *socket_path, const char *path, int timeout_ms,
                                struct hr_arena *arena, struct hr_answer *out,
                                struct hr_error *err);

/* Parse an HTTP response (for hr_engine_get, and for the fuzz target): Content-Length, chunked, or
 * to the end. */
HR_NODISCARD bool hr_http_parse(const struct hr_bytes *response, struct hr_arena *arena,
                                struct hr_answer *out, struct hr_error *err);

/* Return TEXT with everything but unreserved characters and '/' as %XX. */
const char *hr_url_escape(struct hr_arena *arena, const char *text);

/* Called about every 200 ms while something takes long; ELAPSED_MS since its start. May be NULL. */
struct hr_progress {
    void (*tick)(void *data, unsigned elapsed_ms);
    void *data;
};

/* Run PATH with ARGV and ENVP, standard input from /dev/null, and collect at most
 * HR_ENGINE_ANSWER_MAX bytes of its standard output and its exit status. False if it cannot be
 * started or does not end within TIMEOUT_MS (it is killed then). The first line of its standard
 * error goes into *COMPLAINT. */
HR_NODISCARD bool hr_client_run(const char *path, char *const *argv, char *const *envp,
                                int timeout_ms, const struct hr_progress *progress,
                                struct hr_arena *arena, struct hr_bytes *output, int *status,
                                const char **complaint, struct hr_error *err);

#endif
