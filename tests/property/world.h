/* SPDX-License-Identifier: MIT */
/* What is around a random line beside its words: an image, an engine, volumes, networks, who types. */
#ifndef HRUN_TESTS_WORLD_H
#define HRUN_TESTS_WORLD_H

#include "hrun/facts/facts.h"

#include "promise.h"

#include <stdint.h>

struct world {
    const char *told;  /* all of it, for a person */
    const char *image; /* as the engine answers; NULL: it is unknown */
    enum hr_locality locality;
    uid_t uid;
    enum hr_knowledge recursive;
};

/* Make the world of line INDEX of the family SEED. */
void world_random(uint64_t seed, uint64_t index, struct hr_arena *arena, struct world *out);

/* What hrun would know in WORLD: the files that QUESTIONS name are those of this machine. */
void world_facts(const struct world *world, const struct hr_questions *questions,
                 const struct hr_host *host, struct hr_arena *arena, struct hr_facts *out);

/* Add what names stand for, where FACTS tell. */
void world_names(const struct hr_facts *facts, struct hr_arena *arena, struct promise_case *c);

#endif
