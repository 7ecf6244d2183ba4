/* SPDX-License-Identifier: MIT */
#include "locality.h"

#include "hrun/base/text.h"

#include "engine.h"
#include "process.h"

#include <string.h>

/* Who listens where an engine runs on this host: itself, or who starts it at the first connection. */
static const char *const listeners[] = { "dockerd", "init", "podman", "systemd" };

static bool is_listener(const char *name)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(listeners); i++) {
        if (strcmp(name, listeners[i]) == 0)
            return true;
    }
    return false;
}

/* Why the process PID, which listens, does not show that the engine is here; NULL if it does. */
static const char *doubt(pid_t pid, const struct hr_survey *survey)
{
    struct hr_arena *arena = survey->arena;
    const char *name = pid ? hr_process_name(pid, arena) : NULL;

    if (!pid)
        return "who listens at its socket is outside of this PID namespace";
    if (!name)
        return "who listens at its socket cannot be told";
    if (!is_listener(name))
        return hr_text_safe(
            arena, hr_arena_printf(arena, "%s listens at its socket, which is no engine", name));
    /* From a container that shares the host's processes, the engine can be seen as well. */
    if (!hr_mountinfo_same_root(survey->mountinfo, survey->engine.mountinfo))
        return hr_arena_printf(arena, "%s has another root folder than this process",
                               survey->engine.name ? survey->engine.name : name);
    return NULL;
}

void hr_locality_ask(const struct hr_endpoint *endpoint, struct hr_survey *survey,
                     struct hr_engine_facts *out)
{
    struct hr_arena *arena = survey->arena;
    struct hr_error err = { 0 };
    pid_t pid = 0;

    if (!endpoint->socket_path) {
        out->locality = HR_LOCALITY_REMOTE;
        out->locality_because = hr_text_safe(
            arena, hr_arena_printf(arena, "%s is no socket of this host", endpoint->host));
        return;
    }
    if (hr_engine_peer(endpoint->socket_path, HR_ENGINE_SOCKET_MS, arena, &pid, &err)) {
        hr_engine_process_find(endpoint->socket_path, pid, survey);
        out->locality_because = doubt(pid, survey);
        out->locality = out->locality_because ? HR_LOCALITY_UNKNOWN : HR_LOCALITY_LOCAL;
    } else {
        err.hint = NULL;
        out->locality_because = hr_error_text(&err, arena);
    }
}
