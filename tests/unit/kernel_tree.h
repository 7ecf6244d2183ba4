/* SPDX-License-Identifier: MIT */
/* A made /proc and /sys/fs/cgroup below the scratch folder: include after unit.h. What is written for
 * process 4711 is a container's first process that looks as docker makes one. */
#ifndef HRUN_TESTS_KERNEL_TREE_H
#define HRUN_TESTS_KERNEL_TREE_H

#include "hrun/facts/kernel.h"

#include "scratch.h"

#define TREE_ID    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define TREE_OTHER "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"

/* Write TEXT to the file PATH of the tree, and make the folders above it. */
static inline void tree_file(const char *path, const char *text)
{
    char *full = hr_arena_printf(arena, "%s%s", scratch, path);
    FILE *file;

    for (char *at = full + strlen(scratch) + 1; (at = strchr(at, '/')); at++) {
        *at = '\0';
        (void)mkdir(full, 0755);
        *at = '/';
    }
    file = fopen(full, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static inline void tree_link(const char *path, const char *target)
{
    const char *full = hr_arena_printf(arena, "%s%s", scratch, path);

    (void)unlink(full);
    ck_assert_int_eq(symlink(target, full), 0);
}

/* The file NAME of process PID. */
static inline void tree_process_file(int pid, const char *name, const char *text)
{
    tree_file(hr_arena_printf(arena, "/proc/%d/%s", pid, name), text);
}

/* How a process differs from one that docker starts hardened. NULL: it does not. */
struct tree_process {
    int pid, parent;
    const char *name, *state, *uid, *gid, *groups, *caps, *bounding, *flags, *numbers;
    const char *cgroup; /* the text of its file */
    const char *label, *user_namespace;
    bool bare; /* without all but its status and its control group */
};

#define TREE_OR(text, other) ((text) ? (text) : (other))

static inline void tree_process(const struct tree_process *p)
{
    const char *uid = TREE_OR(p->uid, "1000"), *gid = TREE_OR(p->gid, "1000");
    const char *caps = TREE_OR(p->caps, "0000000000000000");
    const char *own[] = { "cgroup", "ipc", "mnt", "net", "pid", "uts" };

    tree_process_file(
        p->pid, "status",
        hr_arena_printf(arena,
                        "Name:\t%s\nUmask:\t0022\nState:\t%s\nTgid:\t%d\nPid:\t%d\nPPid:\t%d\n"
                        "Uid:\t%s\t%s\t%s\t%s\nGid:\t%s\t%s\t%s\t%s\nGroups:\t%s \nNSpid:\t%s\n"
                        "CapInh:\t0000000000000000\nCapPrm:\t%s\nCapEff:\t%s\nCapBnd:\t%s\n"
                        "CapAmb:\t0000000000000000\n%s",
                        TREE_OR(p->name, "sleep"), TREE_OR(p->state, "S (sleeping)"), p->pid,
                        p->pid, p->parent ? p->parent : 4000, uid, uid, uid, uid, gid, gid, gid,
                        gid, TREE_OR(p->groups, gid),
                        TREE_OR(p->numbers, hr_arena_printf(arena, "%d\t7", p->pid)), caps, caps,
                        TREE_OR(p->bounding, caps),
                        TREE_OR(p->flags, "NoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t1\n")));
    if (p->cgroup)
        tree_process_file(p->pid, "cgroup", p->cgroup);
    if (p->bare)
        return;
    if (p->label)
        tree_process_file(p->pid, "attr/current", p->label);
    tree_process_file(p->pid, "uid_map", "         0          0 4294967295\n");
    tree_process_file(p->pid, "gid_map", "         0          0 4294967295\n");
    scratch_folder(hr_arena_printf(arena, "@/proc/%d/ns", p->pid));
    for (size_t i = 0; i < HR_ARRAY_LEN(own); i++)
        tree_link(hr_arena_printf(arena, "/proc/%d/ns/%s", p->pid, own[i]),
                  hr_arena_printf(arena, "%s:[4026532%03zu]", own[i], i));
    tree_link(hr_arena_printf(arena, "/proc/%d/ns/user", p->pid),
              TREE_OR(p->user_namespace, "user:[4026531837]"));
}

/* This host: process 1, this process with the mounts MOUNTINFO, no swap, 1000 seconds up. */
static inline void tree_host(const char *mountinfo)
{
    static const char *const names[] = { "cgroup", "ipc", "mnt", "net", "pid", "user", "uts" };

    tree_process(&(const struct tree_process){ .pid = 1,
                                               .uid = "0",
                                               .gid = "0",
                                               .caps = "000001ffffffffff",
                                               .flags = "NoNewPrivs:\t0\nSeccomp:\t0\n" });
    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++)
        tree_link(hr_arena_printf(arena, "/proc/1/ns/%s", names[i]),
                  strcmp(names[i], "user") == 0
                      ? "user:[4026531837]"
                      : hr_arena_printf(arena, "%s:[4026531%03zu]", names[i], i));
    tree_file("/proc/self/mountinfo", mountinfo);
    tree_file("/proc/uptime", "1000.50 3999.99\n");
    tree_file("/proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
}

/* What the kernel shows of the container TREE_ID, whose engine says that process 4711 is its first. */
static inline void tree_ask(struct hr_kernel_facts *out)
{
    const struct hr_kernel_question question = { .root = scratch, .id = TREE_ID, .pid = 4711 };

    hr_kernel_ask(&question, arena, out);
}

#endif
