/* SPDX-License-Identifier: MIT */
/*
 * What comes into a container's environment from outside of the line: env files, label files beside
 * them, and the proxies that docker's client adds from its config file. Layer: facts.
 */
#ifndef HRUN_FACTS_ENVIRONMENT_H
#define HRUN_FACTS_ENVIRONMENT_H

#include "hrun/base/vec.h"
#include "hrun/docker/env.h"
#include "hrun/engine/endpoint.h"
#include "hrun/facts/knowledge.h"
#include "hrun/facts/source.h"

#include <stdbool.h>

struct hr_env_file_facts {
    const char *path; /* as the setting has it */
    bool known;
    bool once;                   /* a pipe, in whose place a copy stands */
    struct hr_envs lines;        /* where known */
    const char *unknown_because; /* made safe to show, and nothing of what is in the file */
    struct hr_source_facts
        is; /* the way to it; `given` is NULL for a descriptor, or if nobody asked */
};
struct hr_env_files_facts {
    HR_VEC(struct hr_env_file_facts);
};

/* Read the files at PATHS, those of options that stand in this order in the client's reading. A regular
 * file is read and stays as it is. What can be read once only, a pipe that this process was given as
 * /dev/stdin, /dev/fd/N or /proc/self/fd/N, is read to its end, and a copy in memory put in its place
 * at the same number, for the client to read. Nothing else is read: the client would wait for another
 * writer of a named FIFO. */
void hr_env_files_read(const struct hr_strv *paths, struct hr_arena *arena,
                       struct hr_env_files_facts *out);

/* Find out who can change FILES, seen from the folder CWD: the client reads them once more. */
void hr_env_files_locate(const char *cwd, struct hr_arena *arena, struct hr_env_files_facts *files);

/* What is known of the file at PATH, or NULL if it was not asked for. */
const struct hr_env_file_facts *hr_env_file_at(const struct hr_env_files_facts *files,
                                               const char *path);

/* The variables that the client adds where the line does not name them, each in both cases: */
struct hr_proxies_facts {
    enum hr_knowledge state; /* HR_UNKNOWN: not asked, or the config file cannot be read */
    struct hr_envs vars;     /* where known; else every name that there may be, without a value */
};

/* Read them from the config file of the client that ENV is for and that talks to ENDPOINT, NULL if that
 * is not known. */
void hr_proxies_ask(const struct hr_environ *env, const struct hr_endpoint *endpoint,
                    struct hr_arena *arena, struct hr_proxies_facts *out);

#endif
