/* SPDX-License-Identifier: MIT */
/* The little of HTTP/1.1 that a question to an engine needs. An answer is untrusted input of bounded
 * size: what is not well-formed is an error, never a guess. Pure. Layer: engine. */
#ifndef HRUN_ENGINE_HTTP_H
#define HRUN_ENGINE_HTTP_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/file.h"
#include "hrun/base/json.h"

#include <stdbool.h>

#define HR_ENGINE_ANSWER_MAX (4U << 20) /* an image with thousands of labels stays far below */

struct hr_answer {
    int status; /* the HTTP status */
    struct hr_bytes body;
    const struct hr_json *json; /* the body, read; NULL for an empty one */
};

/* Parse a whole response, as it stands when the connection has ended: Content-Length, chunked, or to
 * the end. False if it is not HTTP/1.x, was cut off, goes on after its end, or has a body that is
 * not JSON. */
HR_NODISCARD bool hr_http_parse(const struct hr_bytes *response, struct hr_arena *arena,
                                struct hr_answer *out, struct hr_error *err);

/* The same for a body that is something else: it is handed out as it came, and `json` is NULL. */
HR_NODISCARD bool hr_http_parse_raw(const struct hr_bytes *response, struct hr_arena *arena,
                                    struct hr_answer *out, struct hr_error *err);

/* True if RESPONSE, read so far, has come to the end that its own head announces: whoever answers may
 * keep the connection open after it. */
bool hr_http_is_whole(const struct hr_bytes *response);

/* Return TEXT with everything but unreserved characters and '/' as %XX. */
const char *hr_url_escape(struct hr_arena *arena, const char *text);

#endif
