/* SPDX-License-Identifier: MIT */
/* One question to the engine in force, over its socket or through the docker client, and what it
 * answers. Layer: facts. */
#ifndef HRUN_FACTS_ASK_H
#define HRUN_FACTS_ASK_H

#include "hrun/facts/facts.h"
#include "hrun/facts/notebook.h"

/* Whom to ask. */
struct hr_ask {
    const struct hr_asking *asking;
    struct hr_endpoint endpoint;
    struct hr_arena *arena;
};

/* What is asked for, as the client and as the engine itself take the question. */
struct hr_question {
    const char *words[3], *path;
    const char *absent[2]; /* what clients say where there is no such thing; NULL: there is one */
};

/* Ask QUESTION, unless the notebook has the answer. False if none came, or one that is neither yes nor
 * no. */
HR_NODISCARD bool hr_ask(const struct hr_ask *ask, const struct hr_question *question,
                         struct hr_reply *out, struct hr_error *err);

/* A kind of thing that has names. */
struct hr_ask_kind {
    const char *noun;         /* the client's: "image" */
    const char *path, *below; /* around the name: "/images/", "/json" */
    const char *absent[2];    /* as above */
};
extern const struct hr_ask_kind hr_ask_images, hr_ask_volumes, hr_ask_containers, hr_ask_networks;

/* Ask for the thing of KIND called NAME. */
HR_NODISCARD bool hr_ask_named(const struct hr_ask *ask, const struct hr_ask_kind *kind,
                               const char *name, struct hr_reply *out, struct hr_error *err);

/* Ask for all things of KIND called NAMES whose answers the notebook, which there must be, does not have yet,
 * in as few questions as the engine takes. The answers are for hr_ask_named; one that did not come with
 * the others is asked for there. */
void hr_ask_all(const struct hr_ask *ask, const struct hr_ask_kind *kind,
                const struct hr_strv *names);

/* Write down, where nothing is yet, that JSON is the thing of KIND called NAME. */
void hr_ask_learned(const struct hr_ask *ask, const struct hr_ask_kind *kind, const char *name,
                    const struct hr_json *json);

/* The ids of the containers that run. False if they cannot be told. */
HR_NODISCARD bool hr_ask_running(const struct hr_ask *ask, struct hr_strv *out,
                                 struct hr_error *err);

#endif
