/* SPDX-License-Identifier: MIT */
/*
 * Where the docker client would send its requests, worked out as the client does: DOCKER_HOST,
 * DOCKER_CONTEXT, the config file's currentContext, the default socket. Layer: engine.
 */
#ifndef HRUN_ENGINE_ENDPOINT_H
#define HRUN_ENGINE_ENDPOINT_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/docker/setting.h"

#include <stdbool.h>

/* The environment as data: NAME=VALUE strings, NULL-terminated, as main gets them. */
struct hr_environ {
    char *const *vars;
};

/* The value of NAME, or NULL. */
const char *hr_environ_get(const struct hr_environ *env, const char *name);

struct hr_endpoint {
    const char *host;        /* as the client would show it: unix:///var/run/docker.sock */
    const char *socket_path; /* for unix endpoints; else NULL: ask through the client */
    const char *origin; /* what decided: "DOCKER_HOST", "DOCKER_CONTEXT", "context NAME in PATH",
                           "default" */
    bool config_read;   /* the client's config file was, on the way */
    const struct hr_json *config; /* what it holds; NULL if there is none */
};

/* Work out the endpoint. False if a named context cannot be read, where the client would fail too, or if
 * clients differ in what they take. */
HR_NODISCARD bool hr_endpoint_find(const struct hr_environ *env, struct hr_arena *arena,
                                   struct hr_endpoint *out, struct hr_error *err);

/* Read the client's config file. *OUT is NULL if there is none that can be opened; false if it is not
 * JSON. */
HR_NODISCARD bool hr_client_config(const struct hr_environ *env, struct hr_arena *arena,
                                   const struct hr_json **out, struct hr_error *err);

/* Find the member NAME of OBJECT, a part of that file, as the client reads it: the case of names does not
 * matter. *OUT is NULL if there is none, or OBJECT is NULL or no object. False if it is there twice: which
 * of them counts depends on what they hold (of several maps all, of texts the last that is one). */
HR_NODISCARD bool hr_client_config_get(const struct hr_json *object, const char *name,
                                       const struct hr_json **out);

/* Return ENV with what GLOBALS, docker's own options, say of the engine and of the client's settings put
 * in: to the client -H X is DOCKER_HOST=X, and so on. */
struct hr_environ hr_endpoint_environ(const struct hr_environ *env,
                                      const struct hr_settings *globals, struct hr_arena *arena);

#endif
