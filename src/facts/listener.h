/* SPDX-License-Identifier: MIT */
/* Sockets with a path at which some process listens. Private to facts. */
#ifndef HRUN_FACTS_LISTENER_H
#define HRUN_FACTS_LISTENER_H

#include "place.h"

struct hr_listener {
    const char *real;                /* without links */
    const char *fs_device, *fs_path; /* as of a source */
    bool looked, is_engine;          /* hr_listener_is_engine's own */
};
struct hr_listeners {
    HR_VEC(struct hr_listener);
};

/* Those of this process's network namespace and of that of SURVEY's engine. */
struct hr_listeners *hr_listeners_read(const struct hr_survey *survey);

/* True if an engine listens there: by who answers, or by the socket's name, where it cannot be talked to or
 * seen, or another process does the listening. Whoever listens sees a connection that says nothing. */
bool hr_listener_is_engine(struct hr_listener *listener, struct hr_arena *arena);

/* True if engines, or what they keep running, are called NAME; it may be NULL. */
bool hr_is_engine_name(const char *name);

#endif
