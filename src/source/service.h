/* SPDX-License-Identifier: MIT */
/* What reads one service of a compose file. Private to source. */
#ifndef HRUN_SOURCE_SERVICE_H
#define HRUN_SOURCE_SERVICE_H

#include "hrun/source/compose.h"

#include "shape.h"

struct hr_service_work {
    const struct hr_compose *compose;
    const struct hr_json *document;
    const char *project;
    struct hr_arena *arena;
    struct hr_service *out;
    const struct hr_json *at; /* the member that is read: what has no place of its own is there */
};

/* Note what is wrong at NODE, and what would work. */
void hr_service_fail(struct hr_service_work *w, const struct hr_json *node, const char *msg,
                     const char *hint);

/* Note that NODE tells only a part of what makes the container. */
void hr_service_part(struct hr_service_work *w, const struct hr_json *node, const char *msg);

/* True if NODE is one of TYPES, or a mapping of SHAPE; what is not is noted. */
bool hr_service_takes(struct hr_service_work *w, const struct hr_json *node, const char *types);
bool hr_service_is(struct hr_service_work *w, const struct hr_json *node, enum hr_shape shape);

/* The text of NODE, a scalar, with its variables filled in; NULL for anything else, which is noted. */
const char *hr_service_text(struct hr_service_work *w, const struct hr_json *node);

/* The text of NODE's member NAME, or NULL if it has none. */
const char *hr_service_member(struct hr_service_work *w, const struct hr_json *node,
                              const char *name);

/* True if NODE, which may be NULL, is true: as text too, as Compose has it. */
bool hr_service_flag(struct hr_service_work *w, const struct hr_json *node);

/* Add RAW of docker's OPTION, said at NODE. */
void hr_service_add(struct hr_service_work *w, const char *option, const char *raw,
                    const struct hr_json *node);

/* PATH as it is from the root: a relative one is below the file's folder, ~ is the home. */
const char *hr_service_path(const struct hr_service_work *w, const char *path);

/* The elements of NODE, a list, or NODE itself where it is one scalar, one by one to EACH. */
void hr_service_each(struct hr_service_work *w, const struct hr_json *node,
                     void (*each)(struct hr_service_work *w, const struct hr_json *element));

/* What the file says of the volume, network or secret NAME in its member KIND; NULL where nothing. */
const struct hr_json *hr_service_declared(const struct hr_service_work *w, const char *kind,
                                          const char *name);

/* What the engine calls NAME, which DECLARED is about: its own name, or with the project before it. */
const char *hr_service_global(struct hr_service_work *w, const char *name,
                              const struct hr_json *declared);

/* Keys that are more than one option with one value. */
void hr_service_volume(struct hr_service_work *w, const struct hr_json *node);
void hr_service_secrets(struct hr_service_work *w, const struct hr_json *node);
void hr_service_configs(struct hr_service_work *w, const struct hr_json *node);
void hr_service_port(struct hr_service_work *w, const struct hr_json *node);
void hr_service_networks(struct hr_service_work *w, const struct hr_json *node);
void hr_service_mode(struct hr_service_work *w, const struct hr_json *node);

/* The key of a service that says what OPTION, which may be NULL, does, or NULL; *IS_LIST: it takes a list. */
const char *hr_service_key(const struct hr_option *option, bool *is_list);

/* Read the members of SERVICE. */
void hr_service_read(struct hr_service_work *w, const struct hr_json *service);

#endif
