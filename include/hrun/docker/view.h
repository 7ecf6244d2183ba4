/* SPDX-License-Identifier: MIT */
/*
 * The view: what docker will see, settings folded by docker's own rules. Rules and harden judge
 * this, never text. Layer: docker.
 */
#ifndef HRUN_DOCKER_VIEW_H
#define HRUN_DOCKER_VIEW_H

#include "hrun/base/vec.h"
#include "hrun/docker/invocation.h"
#include "hrun/docker/mount.h"
#include "hrun/docker/network.h"
#include "hrun/docker/publish.h"
#include "hrun/docker/setting.h"
#include "hrun/docker/user.h"

#include <stdbool.h>
#include <stdint.h>

/* A folded value and the setting that decided it (NULL: docker's default). */
struct hr_seen {
    int64_t v;
    const struct hr_setting *by;
};
struct hr_seen_text {
    const char *v;
    const struct hr_setting *by;
};

struct hr_seen_mount {
    const struct hr_mount *mount;
    const char *place;           /* see hr_mount_place */
    const struct hr_setting *by; /* NULL: the image's VOLUME */
};
struct hr_seen_mounts {
    HR_VEC(struct hr_seen_mount);
};

struct hr_seen_env {
    struct hr_env env;
    const struct hr_setting *by; /* NULL: a later one of the same name replaces it */
};
struct hr_seen_envs {
    HR_VEC(struct hr_seen_env);
};

struct hr_view {
    struct hr_seen privileged, read_only, init, tty, publish_all;
    struct hr_seen no_new_privileges;                    /* last wins; v is a boolean */
    struct hr_seen_text seccomp, apparmor;               /* last wins; NULL: docker's own */
    struct hr_seen_text pid, ipc, uts, userns, cgroupns; /* "" is docker's default */
    struct hr_seen_text pull;
    struct hr_seen network; /* enum hr_network_mode of the first */
    /* Bytes; 0 is unset, -1 of swap is unlimited. */
    struct hr_seen memory, memory_swap, memory_reservation;
    struct hr_seen cpus; /* billionths; from --cpus */
    struct hr_seen cpu_quota, cpu_period;
    struct hr_seen pids;               /* 0 is unset */
    struct hr_seen shm_size;           /* bytes; 0 is docker's default */
    uint64_t caps;                     /* after drops and adds, as the engine computes them */
    uint64_t caps_added, caps_dropped; /* by name; ALL is apart */
    bool caps_all_added, caps_all_dropped;
    struct hr_user user; /* of --user; empty if not given */
    const struct hr_setting *user_by;
    struct hr_seen_mounts mounts;
    struct hr_seen_envs env; /* of --env only, last per name */
};

/* Fold SETTINGS. */
void hr_view_fold(const struct hr_settings *settings, struct hr_arena *arena, struct hr_view *out);

/* The mount that covers PLACE exactly, or NULL. */
const struct hr_seen_mount *hr_view_mount_at(const struct hr_view *view, const char *place);

/* The variable called NAME, or NULL. */
const struct hr_seen_env *hr_view_env(const struct hr_view *view, const char *name);

#endif
