/* SPDX-License-Identifier: MIT */
/*
 * Mounts: one structure for --volume, --mount, --tmpfs and --volumes-from. Text is kept as written;
 * `type` and `clean` are what docker will see. Only what every known client refuses is an error:
 * what a client sends on without looking (modes, types, tmpfs options, relative targets) is kept,
 * and the engine refuses it. Pure. Layer: docker.
 */
#ifndef HRUN_DOCKER_MOUNT_H
#define HRUN_DOCKER_MOUNT_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stdint.h>

enum hr_mount_syntax {
    HR_MOUNT_FROM_VOLUME,       /* --volume */
    HR_MOUNT_FROM_MOUNT,        /* --mount */
    HR_MOUNT_FROM_TMPFS,        /* --tmpfs */
    HR_MOUNT_FROM_VOLUMES_FROM, /* --volumes-from: source is the container, target is NULL */
    HR_MOUNT_FROM_IMAGE,        /* the image's VOLUME */
};

enum hr_mount_type {
    HR_MOUNT_VOLUME, /* named (source) or anonymous (source NULL) */
    HR_MOUNT_BIND,
    HR_MOUNT_TMPFS,
    HR_MOUNT_IMAGE,
    HR_MOUNT_DONOR, /* everything of another container */
    HR_MOUNT_OTHER, /* cluster, npipe, or a type that no known engine has: type_text tells */
};

/* An explicit word on whether it can be written; absent is read-write for docker. */
enum hr_mount_access {
    HR_MOUNT_ACCESS_UNSET,
    HR_MOUNT_READ_ONLY,
    HR_MOUNT_READ_WRITE,
};

/* Text members are NULL where nothing was given, or the empty text, which docker takes for that. */
struct hr_mount {
    enum hr_mount_syntax syntax;
    enum hr_mount_type type;
    const char *type_text; /* lower-cased as docker does */
    const char *source;    /* as written */
    const char *target;    /* as written, "" included; NULL only for HR_MOUNT_DONOR */
    /* The target from the container's root, cleaned lexically, so that /run/, //run and run are /run;
     * NULL if target is. */
    const char *clean;
    enum hr_mount_access access;
    /* --volume and --volumes-from: the words of MODES; --tmpfs: the words of OPTS, as written. */
    struct hr_strv modes;
    const char *propagation; /* shared, rslave, ... */
    /* What bind-recursive and bind-nonrecursive add up to: enabled, readonly, disabled or writable,
     * the last that applies. */
    const char *recursive;
    const char *consistency;
    bool relabel;               /* z or Z */
    bool nocopy;                /* volume-nocopy or nocopy */
    bool create_source;         /* bind-create-src */
    const char *driver;         /* volume-driver */
    struct hr_strv driver_opts; /* volume-opt, each KEY=VALUE or KEY, the last per KEY */
    struct hr_strv labels;      /* volume-label, the same */
    const char *subpath;        /* volume-subpath, image-subpath */
    /* Bytes; 0 is no limit for the kernel; -1 if not given or not a plain number of bytes (size=50%,
     * nr_blocks=9). */
    int64_t tmpfs_size;
    bool tmpfs_size_given;
    bool
        tmpfs_inodes_off; /* nr_inodes= comes to 0, to too many to limit anything, or to no number */
    int64_t tmpfs_mode;   /* -1 if not given */
    /* tmpfs: what the words leave on (docker starts from noexec,nosuid,nodev; the last wins). */
    bool exec, suid, dev;
    /* Known clients read the raw text differently, or one refuses it for more than a key that it does
     * not have. */
    bool differs;
};

/* Set MOUNT's target, and `clean` with it. */
void hr_mount_set_target(struct hr_mount *mount, struct hr_arena *arena, const char *target);

/* Parse --volume's [SRC:]DST[:MODES]. A source that starts with / . ~ \\ or a drive (X:) is a bind,
 * else a volume's name. What newer clients refuse is split as an engine splits what older ones send
 * on, so nothing is refused here. */
HR_NODISCARD bool hr_mount_parse_volume(const char *raw, struct hr_arena *arena,
                                        struct hr_mount *out, struct hr_error *err);

/* Parse --mount's CSV: as clients from 29.2.1 on do, white space around it aside. */
HR_NODISCARD bool hr_mount_parse_mount(const char *raw, struct hr_arena *arena,
                                       struct hr_mount *out, struct hr_error *err);

/* Parse --tmpfs's PATH[:OPTS]. No client refuses one. */
HR_NODISCARD bool hr_mount_parse_tmpfs(const char *raw, struct hr_arena *arena,
                                       struct hr_mount *out, struct hr_error *err);

/* Parse --volumes-from's CONTAINER[:MODE]. No client refuses one. */
HR_NODISCARD bool hr_mount_parse_volumes_from(const char *raw, struct hr_arena *arena,
                                              struct hr_mount *out, struct hr_error *err);

/* True if MOUNT is a volume whose source is a name that an engine takes. */
bool hr_mount_names_volume(const struct hr_mount *mount);

/* The path that MOUNT's target names once inside a usual image: clean, with /var/run as /run. NULL
 * if it has no target. */
const char *hr_mount_place(const struct hr_mount *mount, struct hr_arena *arena);

/* Write MOUNT again in the syntax it came in, from its parsed parts. Where `access` was changed,
 * the words ro and rw follow it; other words are written as `modes` has them. */
const char *hr_mount_render(const struct hr_mount *mount, struct hr_arena *arena);

#endif
