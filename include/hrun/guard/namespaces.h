/* SPDX-License-Identifier: MIT */
/* Checks of what the container shares with the host or with another container. Layer: guard. */
#ifndef HRUN_GUARD_NAMESPACES_H
#define HRUN_GUARD_NAMESPACES_H

#include "hrun/guard/check.h"

/* `host-pid`: the host's, typed, or of a container that shares it. */
void hr_check_host_pid(const struct hr_check *check);

/* `host-ipc`: the same; also a mode that no known engine has. */
void hr_check_host_ipc(const struct hr_check *check);

/* `container-namespace`: network, pid or ipc of another container; ipc that others may join. Subject:
 * the container, or the mode. */
void hr_check_container_namespace(const struct hr_check *check);

/* What a mode comes to. Both are NULL where nobody asked for the first container, and where there is none of
 * a name, which docker refuses. */
struct hr_joined_mode {
    const char *mode;
    const char
        *unknown; /* the container of which nothing is known: of a long row the rest is not asked */
};

/* Follow MODE, container:NAME, from container to container, to the mode of the last of them. FIELD is the
 * mode's place in struct hr_container_facts. */
struct hr_joined_mode hr_joined_mode(const struct hr_facts *facts, const char *mode, size_t field);

#endif
