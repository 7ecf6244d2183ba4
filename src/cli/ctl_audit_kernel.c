/* SPDX-License-Identifier: MIT */
/* hrunctl audit: what the kernel says of the containers that run here. */
#include "audit.h"

#include <time.h>

/* Whose namespaces are the host's for the containers; 0 where that cannot be told. */
static pid_t engine_of(struct hr_audit *audit)
{
    struct hr_error ignored;
    pid_t pid = 0;

    if (!audit->asked_engine && hr_engine_peer(audit->ask.endpoint.socket_path, HR_ENGINE_SOCKET_MS,
                                               audit->ctl->arena, &pid, &ignored))
        audit->engine = pid;
    audit->asked_engine = true;
    return audit->engine;
}

static const struct hr_kernel_facts *ask(struct hr_audit *audit,
                                         const struct hr_inspected *inspected)
{
    struct hr_arena *arena = audit->ctl->arena;
    struct hr_kernel_question question = { .root = "", .id = inspected->id, .pid = inspected->pid };
    struct hr_kernel_facts *facts;

    /* What standard input tells may be of any host, and of any time. */
    if (audit->from_input || !audit->asks || !inspected->is_running)
        return NULL;
    facts = hr_arena_alloc(arena, sizeof(*facts));
    if (!audit->ask.endpoint.socket_path) {
        facts->unknown_because = "the engine is not asked through a socket of this host";
        return facts;
    }
    question.engine = engine_of(audit);
    hr_kernel_ask(&question, arena, facts);
    return facts;
}

static unsigned elapsed_ms(const struct timespec *since)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (unsigned)((now.tv_sec - since->tv_sec) * 1000 +
                      (now.tv_nsec - since->tv_nsec) / 1000000);
}

void hr_audit_ask_kernel(struct hr_audit *audit)
{
    struct timespec since;

    clock_gettime(CLOCK_MONOTONIC, &since);
    for (size_t i = 0; i < audit->containers.n; i++) {
        struct hr_audited *one = &audit->containers.v[i];

        one->kernel = ask(audit, &one->inspected);
        hr_waiting_tick(&audit->waiting, elapsed_ms(&since));
    }
}
