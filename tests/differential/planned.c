/* SPDX-License-Identifier: MIT */
#include "planned.h"

#include "hrun/base/file.h"
#include "hrun/cli/options.h"
#include "hrun/facts/facts.h"
#include "hrun/policy/store.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void write_file(const struct vector_file *file)
{
    HR_CLEANUP(hr_fd_close)
    int fd = open(file->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (fd < 0 || write(fd, file->text, strlen(file->text)) < 0)
        perror(file->path);
}

/* The engine has the image, which runs as root, and nothing else that a line names. */
static void answer(struct hr_facts *facts)
{
    facts->image =
        (struct hr_image_facts){ .state = HR_KNOWN, .id = "sha256:0", .user = "", .workdir = "" };
    for (size_t i = 0; i < facts->volumes.n; i++)
        facts->volumes.v[i].state = HR_ABSENT;
    for (size_t i = 0; i < facts->containers.n; i++)
        facts->containers.v[i].state = HR_ABSENT;
    for (size_t i = 0; i < facts->networks.n; i++)
        facts->networks.v[i].state = HR_ABSENT;
}

bool planned(const struct vector *vector, const char *profile, struct hr_arena *arena,
             struct hr_plan *out)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_store store = { .rules = &rules };
    const struct hr_wish wish = { .flag = profile };
    struct hr_strv environ = { 0 };
    struct hr_host *host = hr_arena_alloc(arena, sizeof(*host));
    struct hr_choice *choice = hr_arena_alloc(arena, sizeof(*choice));
    struct hr_invocation *invocation = hr_arena_alloc(arena, sizeof(*invocation));
    struct hr_facts *facts = hr_arena_alloc(arena, sizeof(*facts));
    struct hr_questions questions;
    struct hr_errors errs = { 0 };
    struct hr_error err;

    hr_strv_push(arena, &environ, "DOCKER_HOST=unix:///nonexistent/sock");
    hr_strv_extend(arena, &environ, &vector->environ);
    hr_host_ask(environ.v, arena, host);
    for (size_t i = 0; i < vector->files.n; i++)
        write_file(&vector->files.v[i]);
    if (!hr_invocation_parse((const char *const *)vector->words.v, vector->words.n,
                             hr_own_options(), arena, invocation, &err) ||
        invocation->help || !invocation->has_image ||
        !hr_store_choose(&store, &wish, arena, choice, &errs))
        return false;
    hr_plan_questions(invocation, choice->profile, arena, &questions);
    hr_facts_ask(&(const struct hr_asking){ .questions = &questions,
                                            .image = &invocation->image,
                                            .host = host },
                 arena, facts);
    answer(facts);
    hr_plan_build(invocation, choice, facts, host, arena, out);
    return true;
}

const char *planned_findings(const struct hr_plan *plan, struct hr_arena *arena)
{
    struct hr_strv names = { 0 };

    for (size_t i = 0; i < plan->findings.n; i++)
        hr_strv_push(arena, &names, plan->findings.v[i].rule->name);
    return hr_strv_join(arena, &names, " ");
}
