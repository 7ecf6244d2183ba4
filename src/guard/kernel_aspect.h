/* SPDX-License-Identifier: MIT */
/* An aspect of the kernel's truth and the rule that it is judged by. Private to guard. */
#ifndef HRUN_GUARD_KERNEL_ASPECT_H
#define HRUN_GUARD_KERNEL_ASPECT_H

#include "hrun/facts/kernel.h"
#include "hrun/guard/check.h"

struct hr_aspect;

/* An aspect at work. */
struct hr_kernel_check {
    struct hr_check check; /* its `out` has what was found before */
    const struct hr_aspect *aspect;
    const struct hr_kernel_facts *facts;
};

struct hr_aspect {
    const char *rule;
    void (*judge)(const struct hr_kernel_check *check);
    bool of_privileged; /* --privileged, which has a rule of its own, brings it along */
    int which;          /* enum hr_namespace, enum hr_limited: for a judge of several rows */
    const char *option; /* what inspect would list: "--network host" */
};

/* The case's view, in short. */
#define HR_KERNEL_VIEW(k) ((k)->check.c->view)

/* True if every process was read, so that what none of them shows is not there. */
bool hr_kernel_is_whole(const struct hr_kernel_check *check);

/* True if the rule tripped with SUBJECT, and that is not in doubt; NULL: with any. */
bool hr_kernel_found(const struct hr_kernel_check *check, const char *subject);

/* Take back what tripped the rule with SUBJECT; NULL: with any. */
void hr_kernel_refute(const struct hr_kernel_check *check, const char *subject);

/* What the kernel shows. */
struct hr_kernel_trip {
    const struct hr_setting *setting; /* that says otherwise; NULL: none does */
    const char *subject;
    const char *what;         /* "inspect lists A, but process 4711 has B" */
    const char *why, *remedy; /* NULL: the rule's */
};

/* Append a finding, in place of what was in doubt. */
void hr_kernel_trip(const struct hr_kernel_check *check, const struct hr_kernel_trip *trip);

/* "inspect lists --memory 64m" or, of what no setting says, "inspect lists no ABSENT". */
const char *hr_kernel_claim(const struct hr_kernel_check *check, const struct hr_setting *setting,
                            const char *absent);

/* The first process that IS_BAD; NULL if none is. */
const struct hr_process *hr_kernel_find(const struct hr_kernel_check *check,
                                        bool (*is_bad)(const struct hr_kernel_check *,
                                                       const struct hr_process *));

/* "CLAIM, but process 4711 has HAS". */
const char *hr_kernel_differ(const struct hr_kernel_check *check, const char *claim,
                             const struct hr_process *process, const char *has);

/* True if 0 of the container is not 0 of this host. */
bool hr_kernel_is_mapped(enum hr_knowledge state, uint32_t outside);

void hr_kernel_privileged(const struct hr_kernel_check *check);
void hr_kernel_capability(const struct hr_kernel_check *check);
void hr_kernel_capabilities_kept(const struct hr_kernel_check *check);
void hr_kernel_no_new_privileges(const struct hr_kernel_check *check);
void hr_kernel_seccomp(const struct hr_kernel_check *check);
void hr_kernel_apparmor(const struct hr_kernel_check *check);
void hr_kernel_selinux(const struct hr_kernel_check *check);
void hr_kernel_root_user(const struct hr_kernel_check *check);
void hr_kernel_user_unverified(const struct hr_kernel_check *check);
void hr_kernel_root_group(const struct hr_kernel_check *check);
void hr_kernel_group_add(const struct hr_kernel_check *check);
void hr_kernel_rootfs(const struct hr_kernel_check *check);
void hr_kernel_tmpfs(const struct hr_kernel_check *check);
void hr_kernel_systempaths(const struct hr_kernel_check *check);
void hr_kernel_cgroups(const struct hr_kernel_check *check);
void hr_kernel_bind(const struct hr_kernel_check *check);

#endif
