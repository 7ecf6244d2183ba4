/* SPDX-License-Identifier: MIT */
/*
 * The one world that all vectors are typed in: world.json, which tests/engine/vectors_world makes real. It is
 * in the form of a golden case's facts.json (golden/answers.h, paths.h, environment.h), and has beside that
 *
 *     "variables": {NAME: what $NAME of a vector stands for}
 *     "environ":   {NAME: VALUE}, of whoever types
 *     "images":    {NAME: what the engine answers}; none is there under another name
 *     "users":     {NAME: {"uid", "gid"}}, of every image; there is no other
 *     "groups":    {NAME: GID}, likewise
 *     "seccomps":  {PATH: what the file holds}
 *
 * A bind source that it does not name is a folder of the caller's, a volume, container or network is not there.
 */
#ifndef HRUN_TESTS_WORLD_H
#define HRUN_TESTS_WORLD_H

#include "hrun/docker/reference.h"
#include "hrun/facts/facts.h"

/* The caller in WORLD, whose environment has ENVIRON too. */
void world_host(const struct hr_json *world, const struct hr_strv *environ, struct hr_arena *arena,
                struct hr_host *out);

/* What is asked, and who asks. */
struct world_asking {
    const struct hr_json *world;
    const struct hr_questions *questions;
    const struct hr_reference *image;
    const struct hr_host *host;
};

/* Answer ASKING. False if the world cannot be read. */
HR_NODISCARD bool world_facts(const struct world_asking *asking, struct hr_arena *arena,
                              struct hr_facts *out, struct hr_error *err);

#endif
