/* SPDX-License-Identifier: MIT */
/* What was asked of an engine and of this host, and what came of it, so that whoever asks the same again need
 * not wait: of many containers most ask the same. Layer: facts. */
#ifndef HRUN_FACTS_NOTEBOOK_H
#define HRUN_FACTS_NOTEBOOK_H

#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/base/map.h"
#include "hrun/base/vec.h"
#include "hrun/facts/knowledge.h"
#include "hrun/facts/source.h"

#include <stdbool.h>

struct hr_reply {
    bool absent;
    const struct hr_json *json; /* NULL for an empty one */
};

struct hr_engine_facts;
struct hr_engine_process;
struct hr_listeners;

struct hr_note {
    bool answered;
    struct hr_reply reply; /* where answered */
    struct hr_error err;   /* where not */
};

/* Zeroed is empty. */
struct hr_notebook {
    HR_VEC(struct hr_note);
    struct hr_map by_path; /* the place of what a GET of the path came to */
    /* Of this host. */
    struct hr_sources_facts sources;      /* by_path has each, as docker cleans it */
    const struct hr_mountinfo *mountinfo; /* this process's; NULL: not read yet */
    const struct hr_engine_facts
        *locality; /* of the engine, and nothing else; NULL: not asked yet */
    const struct hr_engine_process *engine; /* where locality was asked */
    struct hr_listeners *listeners;         /* what listens at paths here; NULL: not looked yet */
    bool client_asked;
    enum hr_knowledge client; /* whether it asks for mounts that are read-only all the way down */
};

/* The note of PATH, good until the next one is written; NULL if there is none. */
const struct hr_note *hr_notebook_find(const struct hr_notebook *book, const char *path);

/* Write down NOTE for PATH, of which there is none yet; both are borrowed. */
void hr_notebook_add(struct hr_notebook *book, const char *path, const struct hr_note *note,
                     struct hr_arena *arena);

#endif
