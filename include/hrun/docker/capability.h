/* SPDX-License-Identifier: MIT */
/* Linux capabilities by number and name: facts about the container's kernel, not about the machine
 * that builds hrun. Pure. Layer: docker. */
#ifndef HRUN_DOCKER_CAPABILITY_H
#define HRUN_DOCKER_CAPABILITY_H

#include <stdbool.h>
#include <stdint.h>

#define HR_CAPABILITY_COUNT 41
#define HR_CAPABILITY_ALL   ((UINT64_C(1) << HR_CAPABILITY_COUNT) - 1)

/* PERFMON, the first of those that engines up to 20.10 call unknown: seen on 20.10.24. */
#define HR_CAPABILITY_NEWER 38

struct hr_capability {
    const char *name;    /* without CAP_, upper case */
    bool docker_default; /* one of the 14 that docker grants by default */
    const char *risk;    /* what it gives to an attacker, one line */
};

/* The row of capability NUMBER, or NULL beyond the last. */
const struct hr_capability *hr_capability_at(unsigned number);

/* Find TEXT as docker does: ASCII upper-casing, CAP_ added where missing. The number, or -1 ("ALL"
 * is no capability: ask hr_capability_is_all). */
int hr_capability_find(const char *text);

/* True for ALL in any case. CAP_ALL is not ALL: the engine refuses it. */
bool hr_capability_is_all(const char *text);

/* The set that docker grants by default, bit N for capability N. */
uint64_t hr_capability_default_set(void);

#endif
