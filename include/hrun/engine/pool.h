/* SPDX-License-Identifier: MIT */
/*
 * Many questions to an engine at once: each is sent once, over a few connections that are kept open, in the
 * order in which they are asked. One that gets no answer takes no other with it. Layer: engine.
 */
#ifndef HRUN_ENGINE_POOL_H
#define HRUN_ENGINE_POOL_H

#include "hrun/engine/client.h"

#define HR_POOL_CONNECTIONS 4 /* an engine answers so many in parallel, and is not flooded */

/* GET PATH, escaped already, and what came of it. */
struct hr_pool_question {
    const char *path;
    bool answered;
    struct hr_answer answer; /* where answered; a 404 is an answer */
    struct hr_error err;     /* where not */
};
struct hr_pool_questions {
    HR_VEC(struct hr_pool_question);
};

/* What all of QUESTIONS are asked of. */
struct hr_pool {
    const char *socket_path;
    int timeout_ms;                     /* for each, from when it is sent */
    const struct hr_progress *progress; /* may be NULL */
};

/* Ask all of QUESTIONS. Where the engine cannot be reached, or answers as many in a row too late as there are
 * connections, the rest is not asked any more. */
void hr_pool_ask(const struct hr_pool *pool, struct hr_arena *arena,
                 struct hr_pool_questions *questions);

#endif
