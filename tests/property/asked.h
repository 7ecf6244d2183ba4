/* SPDX-License-Identifier: MIT */
/*
 * What an engine is asked for, read a second time: from the words that docker gets, or from the body of
 * its create request. Plain, written from what clients and engines do, with nothing of hrun's own
 * readers and rules in it, so that a mistake there is none here.
 */
#ifndef HRUN_TESTS_ASKED_H
#define HRUN_TESTS_ASKED_H

#include "hrun/base/json.h"
#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stdint.h>

struct asked_mount {
    const char *type;   /* bind, volume, tmpfs, image, ... */
    const char *source; /* "" for none */
    const char *target;
    const char *options;      /* a tmpfs' own: "exec,size=1m"; else "" */
    const char *propagation;  /* of a bind; "" for docker's own */
    bool writable, not_below; /* not_below: what is mounted in it stays as it is, or stays out */
    bool made;                /* by the engine, if the source is not there: -v */
    bool relabel, volume_driver, volume_options;
    int64_t size; /* of a tmpfs; 0 for none */
};
struct asked_mounts {
    HR_VEC(struct asked_mount);
};

struct asked {
    struct hr_strv strange; /* what could not be read */
    bool privileged, read_only, publish_all, unmasked, api_socket, oom_kill_disable;
    const char *pid, *ipc, *uts, *userns, *cgroupns; /* "" for docker's own, as all below */
    const char *runtime, *cgroup_parent, *volume_driver, *user, *log_driver, *workdir;
    /* Lists. ports: the address of each, "" for all. drops and adds: capabilities as written. */
    struct hr_strv drops, adds, security, networks, network_options, ports, volumes_from, devices,
        gpus, device_rules, sysctls, annotations, log_options, groups, links;
    struct asked_mounts mounts;
    /* Bytes, billionths of a CPU, microseconds; 0 for none. */
    int64_t memory, swap, shm, cpus, quota, period, pids, oom_score, realtime;
};

/* Read the words behind `docker run`, as hrun writes them: each option one word, by its long name. */
void asked_of_words(const struct hr_strv *words, struct hr_arena *arena, struct asked *out);

/* Read a create request. */
void asked_of_body(const struct hr_json *body, struct hr_arena *arena, struct asked *out);

/* An empty one. */
struct asked asked_nothing(void);

/* Read TEXT, [SOURCE:]TARGET[:MODES] of -v, into a mount. */
void asked_volume(const char *text, struct hr_arena *arena, struct asked *out);

/* The size in the options of a tmpfs, the last one; 0 for none, or one that is no number of bytes. */
int64_t asked_tmpfs_size(const char *options, struct hr_arena *arena);

#endif
