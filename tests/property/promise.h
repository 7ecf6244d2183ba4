/* SPDX-License-Identifier: MIT */
/*
 * What `default` and `strict` promise of every container that they let run, held against what an engine
 * is asked for. Knows docker, and the two profiles' numbers; nothing of hrun's rules but the names of those
 * that tell of a thing in place of refusing it.
 */
#ifndef HRUN_TESTS_PROMISE_H
#define HRUN_TESTS_PROMISE_H

#include "asked.h"

struct promise_case {
    const struct asked *asked;
    bool strict;
    const struct hr_strv *reported; /* the rules that were told of: warnings */
    const char *cwd, *home;         /* of the client */
    const char *socket;             /* the engine's; or NULL */
    bool remote;                    /* the engine has another host's files */
    /* Users of the image whose names are uid 0, and those whose names are another one. */
    struct hr_strv roots, users;
    struct hr_strv added;         /* places of what the profile mounts */
    struct hr_strv host_networks; /* the host's, by another name */
};

/* Append a line to BROKEN for each promise that is. The first word of a line is a name of promise_at. */
void promise_check(const struct promise_case *c, struct hr_arena *arena, struct hr_strv *broken);

/* The name of promise INDEX, or NULL beyond the last. */
const char *promise_at(size_t index);

/* Append a line where a container may not see SOURCE of the host, a path. */
void promise_check_source(const struct promise_case *c, const struct asked_mount *mount,
                          struct hr_arena *arena, struct hr_strv *broken);

#endif
