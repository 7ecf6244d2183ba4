/* SPDX-License-Identifier: MIT */
#include "locality.h"

#include "hrun/base/file.h"
#include "hrun/base/text.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#define COMM_MAX 64 /* the kernel's own bound is 16 */

/* Who listens where an engine runs on this host: itself, or who starts it at the first connection. */
static const char *const listeners[] = { "dockerd", "init", "podman", "systemd" };

/* The name that PID runs under; NULL if that cannot be read. */
static const char *name_of(pid_t pid, struct hr_arena *arena)
{
    const char *path = hr_arena_printf(arena, "/proc/%d/comm", (int)pid);
    HR_CLEANUP(hr_fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct hr_bytes bytes;
    struct hr_error ignored;

    if (fd < 0 || !hr_fd_read(fd, path, COMM_MAX, arena, &bytes, &ignored))
        return NULL;
    return hr_arena_strndup(arena, bytes.data, strcspn(bytes.data, "\n"));
}

static bool is_listener(const char *name)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(listeners); i++) {
        if (strcmp(name, listeners[i]) == 0)
            return true;
    }
    return false;
}

/* Why the process PID, which listens, does not show that the engine is here; NULL if it does. */
static const char *doubt(pid_t pid, const struct hr_mountinfo *mountinfo, struct hr_arena *arena)
{
    const char *name = pid ? name_of(pid, arena) : NULL;

    if (!pid)
        return "who listens at its socket is outside of this PID namespace";
    if (!name)
        return "who listens at its socket cannot be told";
    if (!is_listener(name))
        return hr_text_safe(
            arena, hr_arena_printf(arena, "%s listens at its socket, which is no engine", name));
    /* From a container that shares the host's processes, the engine can be seen as well. */
    if (!hr_mountinfo_same_root(mountinfo, hr_mountinfo_read_of(pid, arena)))
        return hr_arena_printf(arena, "%s has another root folder than this process", name);
    return NULL;
}

void hr_locality_ask(const struct hr_endpoint *endpoint, const struct hr_mountinfo *mountinfo,
                     struct hr_arena *arena, struct hr_engine_facts *out)
{
    struct hr_error err = { 0 };
    pid_t pid = 0;

    if (!endpoint->socket_path) {
        out->locality = HR_LOCALITY_REMOTE;
        out->locality_because = hr_text_safe(
            arena, hr_arena_printf(arena, "%s is no socket of this host", endpoint->host));
        return;
    }
    if (hr_engine_peer(endpoint->socket_path, HR_ENGINE_SOCKET_MS, arena, &pid, &err)) {
        out->locality_because = doubt(pid, mountinfo, arena);
        out->locality = out->locality_because ? HR_LOCALITY_UNKNOWN : HR_LOCALITY_LOCAL;
    } else {
        err.hint = NULL;
        out->locality_because = hr_error_text(&err, arena);
    }
}
