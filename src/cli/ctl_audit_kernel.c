/* SPDX-License-Identifier: MIT */
/* hrunctl audit: what the kernel says of a container that runs here. */
#include "audit.h"

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

const struct hr_kernel_facts *hr_audit_ask_kernel(struct hr_audit *audit,
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
