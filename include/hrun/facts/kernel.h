/* SPDX-License-Identifier: MIT */
/*
 * What the kernel says of a running container: who its processes are and what they may do, what is
 * mounted for them, which namespaces they share with this host, what limits hold. Every process in the
 * container's control group counts, those that `docker exec` put there too. What cannot be told is
 * unknown, and says why; it is never the truth of another process. Numbers are as this process sees them:
 * a user 0 here is this host's root, whatever the container calls it. Layer: facts.
 */
#ifndef HRUN_FACTS_KERNEL_H
#define HRUN_FACTS_KERNEL_H

#include "hrun/base/vec.h"
#include "hrun/facts/knowledge.h"
#include "hrun/facts/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* How many processes of a container are read, and how many different ones are told apart. */
#define HR_PROCESS_MAX      ((size_t)50000)
#define HR_PROCESS_SETS_MAX ((size_t)256)

/* What confines a process, as the form of its label tells. */
enum hr_lsm {
    HR_LSM_UNKNOWN, /* its label cannot be read, or has no form that is known here */
    HR_LSM_NONE,    /* the kernel has no module that gives labels */
    HR_LSM_APPARMOR,
    HR_LSM_SELINUX,
};

/* Processes of the container that the kernel treats alike. */
struct hr_process {
    pid_t pid;     /* of the first of them */
    size_t count;  /* of them all */
    bool is_first; /* the container's own first process is one of them */
    /* Real, effective, saved, and that of the file system. */
    uint32_t uid[4], gid[4];
    struct {
        HR_VEC(uint32_t);
    } groups; /* supplementary, sorted */
    uint64_t inheritable, permitted, effective, bounding, ambient;
    /* In a user namespace that it made for itself: capabilities count nowhere but there. */
    bool in_own_userns;
    int no_new_privileges; /* 0, 1; -1: the kernel does not say */
    int seccomp;           /* 0: off, 1: strict, 2: a filter; -1: the kernel does not say */
    enum hr_lsm lsm;
    const char
        *label; /* as the kernel has it: "docker-default (enforce)"; NULL where lsm is none or
                            unknown; made safe to show */
};
struct hr_processes {
    HR_VEC(struct hr_process);
};

/* Namespaces, in the order of hr_namespace_name. */
enum hr_namespace {
    HR_NAMESPACE_CGROUP,
    HR_NAMESPACE_IPC,
    HR_NAMESPACE_MNT,
    HR_NAMESPACE_NET,
    HR_NAMESPACE_PID,
    HR_NAMESPACE_USER,
    HR_NAMESPACE_UTS,
    HR_NAMESPACE_COUNT,
};

struct hr_namespace_facts {
    enum hr_knowledge state; /* HR_UNKNOWN or HR_KNOWN */
    /* It is that of process 1 here or of the engine; for the user namespace, of process 1 alone: that of
     * a rootless engine is a mapping too. */
    bool is_hosts;
};

enum hr_limited {
    HR_LIMITED_MEMORY, /* bytes */
    HR_LIMITED_SWAP,   /* bytes, memory and swap together, as --memory-swap has it */
    HR_LIMITED_CPUS,   /* billionths */
    HR_LIMITED_PIDS,
    HR_LIMITED_COUNT,
};

/* Of the container's own control group: what one above it limits, all in there share. */
struct hr_limit_facts {
    enum hr_knowledge
        state;        /* HR_ABSENT: the kernel has no such control here, so nothing is limited */
    int64_t value;    /* HR_KNOWN; -1: no limit */
    const char *file; /* that says so, without its folder: "memory.max" */
};

/* Something mounted for the container's first process. */
struct hr_kernel_mount {
    const char *point; /* in the container */
    const char *fs_device, *fs_path, *fs_type;
    /* Where the same is on this host; NULL: nowhere, as far as the mounts of this process tell. */
    const char *host;
    bool read_only; /* the mount or its file system */
    bool nosuid, nodev, noexec;
    const char *options; /* of the file system: "rw,size=65536k" */
};
struct hr_kernel_mounts {
    HR_VEC(struct hr_kernel_mount);
};

struct hr_kernel_facts {
    enum hr_knowledge state;     /* HR_UNKNOWN or HR_KNOWN */
    const char *unknown_because; /* HR_UNKNOWN: in place of all that follows; made safe to show */
    pid_t pid;                   /* of the first process, as this process counts */
    struct hr_processes processes;
    size_t read;   /* how many processes those are; what ended meanwhile is not among them */
    size_t unread; /* are there, but could not be read or were too many */
    bool whole;    /* every process is among them: what none of them shows is not there */
    struct hr_namespace_facts namespaces[HR_NAMESPACE_COUNT];
    /* Whom the container's root is on this host; HR_ABSENT: nobody, it is not mapped. */
    enum hr_knowledge root_user, root_group;
    uint32_t root_uid, root_gid;
    uint64_t
        every_capability; /* that anybody can have here: the bounding set of process 1; 0: unknown */
    bool has_swap;        /* this host has swap that could be taken */
    struct hr_limit_facts limits[HR_LIMITED_COUNT];
    enum hr_knowledge mounted; /* HR_UNKNOWN or HR_KNOWN */
    struct hr_kernel_mounts mounts;
    struct hr_sources_facts sources; /* where the mounts that have a `host` lead, each once */
    struct hr_strv unknown; /* what else could not be told, a sentence each; made safe to show */
};

struct hr_kernel_question {
    const char *
        root; /* what stands before /proc and /sys; "" is this host, tests have trees of their own */
    const char *id; /* of the container, in full: a process counts only where its control group, or
                           the shim above it, names it */
    pid_t pid;      /* of its first process as the engine counts: where that is no process of the
                           container here, those are looked for by the id */
    pid_t engine;   /* who listens at the engine's socket, as this process counts; 0: unknown */
};

/* Ask the kernel. Reading is bounded; nothing is written, nothing waits. */
void hr_kernel_ask(const struct hr_kernel_question *question, struct hr_arena *arena,
                   struct hr_kernel_facts *out);

/* "cgroup", "ipc", "mnt", "net", "pid", "user", "uts". */
const char *hr_namespace_name(enum hr_namespace which);

/* The pure readers behind it, of what the kernel writes. */

/* Read the text of /proc/PID/status into OUT, whose groups are made in ARENA. False if users, groups or
 * capabilities are not all in it. */
bool hr_process_parse(const char *text, struct hr_arena *arena, struct hr_process *out);

/* What the label TEXT, of /proc/PID/attr/current, is. */
enum hr_lsm hr_lsm_of(const char *text);

/* Read a mapping, of /proc/PID/uid_map: whom 0 inside is outside. HR_UNKNOWN for text of no such form. */
enum hr_knowledge hr_mapping_root(const char *text, uint32_t *outside);

/* Read a number of a limit's file: "max", and what is too large to be meant, are -1. False for what is
 * no number. */
bool hr_limit_parse(const char *text, int64_t *out);

/* Read cpu.max: "QUOTA PERIOD" as billionths of a CPU. */
bool hr_cpu_max_parse(const char *text, int64_t *out);

/* A line of /proc/PID/cgroup: NUMBER:HIERARCHY:PATH. */
struct hr_membership {
    const char *hierarchy; /* its controllers, "cpu,cpuacct"; "" of v2 */
    const char *path;
};
struct hr_memberships {
    HR_VEC(struct hr_membership);
};

/* Read the text of /proc/PID/cgroup; lines that are of no such form are left out. */
struct hr_memberships hr_memberships_read(const char *text, struct hr_arena *arena);

/* PATH up to the element that has ID in its name; NULL if none has. */
const char *hr_cgroup_cut(const char *path, const char *id, struct hr_arena *arena);

/* A container's control group, in the hierarchy where its processes are listed. */
struct hr_cgroup {
    const char *hierarchy; /* as of a membership */
    const char *path;      /* of the group there */
    const char *folder;    /* on this host */
};

/* True if a process of MEMBERSHIP is in CGROUP or below. */
bool hr_cgroup_has(const struct hr_cgroup *cgroup, const char *membership);

/* Read MOUNTS, of a process of the container ID, where HERE are those of this process: see struct
 * hr_kernel_mount. */
void hr_kernel_mounts_parse(const struct hr_mountinfo *mounts, const struct hr_mountinfo *here,
                            const char *id, struct hr_arena *arena, struct hr_kernel_mounts *out);

#endif
