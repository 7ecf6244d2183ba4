/* SPDX-License-Identifier: MIT */
#include "hrun/cli/shim.h"

#include "hrun/engine/endpoint.h"
#include "hrun/engine/launch.h"

#include <string.h>

bool hr_shim_is_docker(const char *program)
{
    const char *slash = program ? strrchr(program, '/') : NULL;

    return program && strcmp(slash ? slash + 1 : program, "docker") == 0;
}

/* Options that print something and do nothing else. */
static bool is_silent(const struct hr_setting *s)
{
    return strcmp(s->option->name, "help") != 0 && strcmp(s->option->name, "version") != 0;
}

void hr_shim_take_globals(const struct hr_call *call, struct hr_arena *arena, struct hr_host *host)
{
    if (call->globals.n == 0)
        return;
    host->overridden = hr_endpoint_environ(&host->environ, &call->globals, arena);
    for (size_t i = 0; i < call->globals.n; i++) {
        const struct hr_setting *s = &call->globals.v[i];

        if (is_silent(s))
            hr_strv_pushf(arena, &host->globals, "--%s=%s", s->option->name, s->raw);
    }
}

bool hr_shim_pass(char **argv, const struct hr_host *host, struct hr_arena *arena,
                  struct hr_error *err)
{
    const char *engine = hr_environ_get(&host->environ, "HRUN_ENGINE"), *client;
    const struct hr_strv none = { 0 }, words = { .v = argv };
    struct hr_strv set = { 0 };
    char *const *envp = host->environ.vars;

    if (!hr_launch_find_next(engine && *engine ? engine : "docker", &host->environ, arena, &client,
                             err) ||
        !hr_launch_count(client, &host->environ, arena, &set, err))
        return false;
    if (set.n > 0)
        envp = hr_launch_environ(&host->environ, &set, &none, arena);
    return hr_launch_exec(client, &words, envp, arena, err);
}
