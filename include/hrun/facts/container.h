/* SPDX-License-Identifier: MIT */
/*
 * Another container that a line leans on: whose mounts it takes over (--volumes-from), whose namespaces
 * it joins (--network, --pid, --ipc container:NAME). What it shares and mounts, this line's container
 * shares and mounts too. Layer: facts.
 */
#ifndef HRUN_FACTS_CONTAINER_H
#define HRUN_FACTS_CONTAINER_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/base/vec.h"
#include "hrun/facts/knowledge.h"

#include <stdbool.h>

/* One of the container's mounts, as --volumes-from takes it over. A --tmpfs is none of them, a --mount
 * of type tmpfs is. "" where the engine says nothing. */
struct hr_container_mount {
    const char *type;        /* bind, volume, tmpfs, image, ... */
    const char *name;        /* a volume's name */
    const char *source;      /* on the engine's host; of a volume, the folder that holds it */
    const char *destination; /* in the container */
    const char *driver;      /* a volume's driver */
    const char *propagation;
    bool writable;
};
struct hr_container_mounts {
    HR_VEC(struct hr_container_mount);
};

struct hr_container_facts {
    const char *name; /* as the line has it: a name, an id or the start of one */
    bool joined;      /* its namespaces count, so those that it joins itself were asked for too */
    enum hr_knowledge state;
    /* HR_KNOWN. Modes are as docker writes them: host, private, container:ID; "" for the default. */
    const char *id, *image; /* the image's id */
    const char *network, *pid, *ipc, *uts, *userns, *cgroupns;
    bool privileged;
    struct hr_strv cap_add, security_opt;
    struct hr_container_mounts mounts;
    const char *unknown_because; /* HR_UNKNOWN: what went wrong, made safe to show; may be NULL */
};
struct hr_containers_facts {
    HR_VEC(struct hr_container_facts);
};

/* Read the answer to GET /containers/NAME/json (an object), or an element of `docker container
 * inspect`; the name stays as it is. False if it is not of that shape. */
HR_NODISCARD bool hr_facts_read_container(const struct hr_json *answer, struct hr_arena *arena,
                                          struct hr_container_facts *out, struct hr_error *err);

/* The container whose namespace MODE joins ("container:web" is "web"), or NULL for any other mode. */
const char *hr_container_of_mode(const char *mode);

#endif
