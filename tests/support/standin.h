/* SPDX-License-Identifier: MIT */
/*
 * A stand-in for a Docker Engine, for tests. It speaks enough of the Engine API on a unix socket for
 * `docker run` to go through, never runs anything, and can write down every request. It can also
 * misbehave on purpose. A thread serves each connection; containers are numbered, and a client that
 * waits for one is let go when that one is started.
 */
#ifndef HRUN_TESTS_STANDIN_H
#define HRUN_TESTS_STANDIN_H

#include <stdbool.h>
#include <stddef.h>

#define STANDIN_API "1.47"

/* What a GET answers: the file at PATH where the target, without the version, matches GLOB. */
struct standin_answer {
    const char *glob, *path;
};

struct standin_options {
    const char *api;     /* the highest API version it admits to; NULL: STANDIN_API */
    const char *record;  /* a file that gets a line for each request, "METHOD TARGET BODY"; or NULL.
                            Only a JSON body is written */
    const char *missing; /* an image that cannot be used before it was pulled; or NULL */
    const char *manner;  /* a name of standin_manner_at in place of good manners; or NULL */
    const struct standin_answer *answers;
    size_t answer_count;
    int exit_status; /* of every container */
};

/* The name of bad manner INDEX, or NULL beyond the last. */
const char *standin_manner_at(size_t index);

/* Listen at PATH, in place of whatever is there. The descriptor, or -1 with errno set. Clients may
 * connect from then on: they wait for standin_serve. */
int standin_listen(const char *path);

/* Serve what connects to LISTENER for as long as the process lives. */
_Noreturn void standin_serve(int listener, const struct standin_options *options);

#endif
