/* SPDX-License-Identifier: MIT */
/* The files that the kernel's truth is read from. Private to facts. */
#ifndef HRUN_FACTS_KERNEL_FILES_H
#define HRUN_FACTS_KERNEL_FILES_H

#include "hrun/base/arena.h"
#include "hrun/facts/kernel.h"

#include "mountinfo.h"

struct hr_kernel_reader {
    const char *root, *id; /* as of the question */
    struct hr_arena *arena;
    const struct hr_mountinfo *here; /* the mounts of this process */
    int proc;                        /* the folder /proc */
    uid_t engine;                    /* whom the engine runs as; 0 where that is not known */
    char *buffer;                    /* that a file was read into last */
    size_t room, size;               /* of the buffer, and of the text in it */
    struct hr_kernel_facts *out;
};

/* The text of the file NAME in FOLDER, good until the next call; NULL, with errno, if it cannot be read or
 * is far larger than the kernel's own. */
const char *hr_kernel_read(struct hr_kernel_reader *reader, int folder, const char *name);

/* Open the folder PATH of this host, below the root. Negative, with errno, on failure. */
int hr_kernel_open(const struct hr_kernel_reader *reader, const char *path);

/* True if FOLDER is root's, the caller's or the engine's: others can make control groups and processes of
 * their own, and give them a container's name. */
bool hr_kernel_is_trusted(const struct hr_kernel_reader *reader, int folder);

/* A process that is looked at. While its folder is open it is this one: once it has ended there is nothing
 * in it, whoever has the number by then. */
struct hr_look {
    pid_t pid;
    int folder; /* negative, with errno, where there is none */
};
struct hr_look hr_look_at(const struct hr_kernel_reader *reader, pid_t pid);

/* For HR_CLEANUP. */
void hr_look_end(struct hr_look *look);

/* What the line NAME of STATUS, the text of /proc/PID/status, says, up to its end; "" where there is none. */
const char *hr_status_line(const char *status, const char *name);

/* The number that such a line starts with; -1 where it has none. */
pid_t hr_status_pid(const char *status, const char *name);

/* "net:[4026532330]", the namespace NAME of LOOK; "" if it cannot be read. */
#define HR_NAMESPACE_TEXT 64
void hr_look_namespace(const struct hr_look *look, const char *name, char out[HR_NAMESPACE_TEXT]);

struct hr_pids {
    HR_VEC(pid_t);
};

/* Where the group PATH of HIERARCHY is on this host; NULL if it is not mounted here. */
const char *hr_cgroup_folder(const struct hr_kernel_reader *reader, const char *hierarchy,
                             const char *path);

/* The control group in MEMBERSHIP, the text of /proc/PID/cgroup, that names ID and can be listed. */
bool hr_cgroup_named(struct hr_kernel_reader *reader, const char *membership, const char *id,
                     struct hr_cgroup *out);

/* The same by a search of the hierarchies of this host, for where no process leads there. */
bool hr_cgroup_search(struct hr_kernel_reader *reader, const char *id, struct hr_cgroup *out);

/* Append every process of CGROUP and of those below; 0 for one that has no number here. False if not all
 * could be listed. */
bool hr_cgroup_list(struct hr_kernel_reader *reader, const struct hr_cgroup *cgroup,
                    struct hr_pids *out);

/* Fill in the limits of the container whose first process has MEMBERSHIP. Without an OWN control group
 * nothing limits it. */
void hr_cgroup_limits(struct hr_kernel_reader *reader, const char *membership, const char *id,
                      bool own);

/* Where a container is. */
struct hr_container_place {
    struct hr_look first;    /* its first process */
    struct hr_cgroup cgroup; /* `folder` is NULL where it has none of its own */
};

/* Processes whose namespaces are this host's: process 1, this one where that one's cannot be read, and the
 * engine. Without a folder: unknown. */
struct hr_hosts {
    struct hr_look one, self, engine;
};

/* Find the container of QUESTION. False if it is not here: `unknown_because` of the facts is set. The
 * caller ends `first`. */
bool hr_container_find(struct hr_kernel_reader *reader, const struct hr_kernel_question *question,
                       struct hr_container_place *out);

/* Fill in the processes of the container at PLACE. */
void hr_kernel_processes_read(struct hr_kernel_reader *reader,
                              const struct hr_container_place *place, const struct hr_hosts *hosts);

/* Fill in what is mounted, from the text of /proc/PID/mountinfo. */
void hr_kernel_mounts_read(struct hr_kernel_reader *reader, const char *mountinfo);

#endif
