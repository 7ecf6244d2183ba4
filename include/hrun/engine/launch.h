/* SPDX-License-Identifier: MIT */
/* Finding the real client and becoming it. Layer: engine. */
#ifndef HRUN_ENGINE_LAUNCH_H
#define HRUN_ENGINE_LAUNCH_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/vec.h"
#include "hrun/engine/endpoint.h"

/* Find the client that ENGINE names: a path with a '/' in it is taken as it is; a bare name is
 * looked up in PATH, where relative and empty entries, what cannot be executed, and hrun itself
 * (see engine/program.h) are passed over. *OUT is absolute. */
HR_NODISCARD bool hr_launch_find(const char *engine, const struct hr_environ *env,
                                 struct hr_arena *arena, const char **out, struct hr_error *err);

/* The same for hrun under the name ENGINE: a bare name is looked up behind the first entry of PATH that
 * has hrun there, in all of PATH if none has. */
HR_NODISCARD bool hr_launch_find_next(const char *engine, const struct hr_environ *env,
                                      struct hr_arena *arena, const char **out,
                                      struct hr_error *err);

/* Add to SET what keeps PATH, if it is a script, from calling hrun and hrun from calling it without end:
 * a count in HRUN_DEPTH, which is part of ENV. Nothing for docker's own client. False if it has come
 * too far. */
HR_NODISCARD bool hr_launch_count(const char *path, const struct hr_environ *env,
                                  struct hr_arena *arena, struct hr_strv *set,
                                  struct hr_error *err);

/* Return ENV with the variables NAME=VALUE of SET put in and the names of UNSET left out. */
char *const *hr_launch_environ(const struct hr_environ *env, const struct hr_strv *set,
                               const struct hr_strv *unset, struct hr_arena *arena);

/* Become PATH: returns only if execve failed, always false. */
HR_NODISCARD bool hr_launch_exec(const char *path, const struct hr_strv *argv, char *const *envp,
                                 struct hr_arena *arena, struct hr_error *err);

#endif
