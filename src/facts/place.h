/* SPDX-License-Identifier: MIT */
/* Asking where binds lead and where the places are that rules know. Private to facts. */
#ifndef HRUN_FACTS_PLACE_H
#define HRUN_FACTS_PLACE_H

#include "hrun/facts/facts.h"

/* The process that will mount; pid is 0 where it is not known. */
struct hr_engine_process {
    pid_t pid;
    const char *name;
    const struct hr_mountinfo *mountinfo;
};

/* Where paths of the host are looked up from, read once. */
struct hr_survey {
    const struct hr_asking *asking;
    struct hr_arena *arena;
    const struct hr_mountinfo *mountinfo;
    const char *cwd;
    struct hr_engine_process engine;
};

/* Begin SURVEY: fill in the sources and the places that are asked for, and those that always are. */
void hr_survey_take(const struct hr_asking *asking, struct hr_arena *arena,
                    struct hr_survey *survey, struct hr_facts *out);

/* Add the source GIVEN if it is not among them. */
void hr_survey_source(const struct hr_survey *survey, const char *given, struct hr_facts *out);

/* Add the place PATH if it is not among them; "" is none. */
void hr_survey_add(const struct hr_survey *survey, enum hr_place_kind kind, const char *path,
                   struct hr_facts *out);

#endif
