/* SPDX-License-Identifier: MIT */
#include "wire.h"

#include "hrun/base/attr.h"
#include "hrun/base/vec.h"
#include "hrun/engine/http.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define FIRST_BYTES ((size_t)8 * 1024) /* most answers fit */

int64_t hr_wire_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int hr_wire_until(int64_t deadline, int most)
{
    const int64_t left = deadline - hr_wire_now();

    return left <= 0 ? 0 : left < most ? (int)left : most;
}

enum hr_flow hr_wire_take(int fd, struct hr_arena *arena, struct hr_intake *in)
{
    ssize_t got;

    if (!in->data) {
        in->cap = FIRST_BYTES;
        in->data = hr_arena_alloc(arena, in->cap);
    }
    in->data = hr_vec_reserve(arena, in->data, in->size, &in->cap, 1);
    got = read(fd, in->data + in->size, in->cap - in->size);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? HR_FLOW_NONE : HR_FLOW_ERROR;
    in->size += (size_t)got;
    if (got == 0)
        return HR_FLOW_END;
    return in->size > in->max ? HR_FLOW_FULL : HR_FLOW_SOME;
}

/* Wait for EVENTS on FD. False, with errno, at DEADLINE, even where something is there: a peer that
 * always has one more byte gets no more time than a silent one. */
static bool await(int fd, short events, int64_t deadline)
{
    struct pollfd wait = { .fd = fd, .events = events };
    int timeout;

    while ((timeout = hr_wire_until(deadline, INT_MAX)) > 0) {
        const int ready = poll(&wait, 1, timeout);

        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
    errno = ETIMEDOUT;
    return false;
}

bool hr_wire_dial(const char *path, int64_t deadline, int *fd)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    const size_t length = strlen(path);
    const socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);

    if (length >= sizeof(address.sun_path)) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(address.sun_path, path, length);
    if (*path == '@') /* the abstract namespace, as the client writes it */
        address.sun_path[0] = '\0';
    *fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*fd < 0)
        return false;
    /* Where the listener's queue is full, a unix socket says EAGAIN, and nothing can be polled. */
    while (connect(*fd, (const struct sockaddr *)&address, size) < 0) {
        if (errno != EAGAIN && errno != EINTR)
            return false;
        if (hr_wire_until(deadline, 1) == 0) {
            errno = ETIMEDOUT;
            return false;
        }
        poll(NULL, 0, HR_WIRE_RETRY_MS);
    }
    return true;
}

bool hr_wire_say(int fd, const char *text, int64_t deadline)
{
    size_t left = strlen(text);

    while (left > 0) {
        const ssize_t sent = send(fd, text, left, MSG_NOSIGNAL);

        if (sent < 0 && errno == EPIPE)
            return true;
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (sent < 0 && !await(fd, POLLOUT, deadline))
            return false;
        if (sent > 0) {
            text += sent;
            left -= (size_t)sent;
        }
    }
    return true;
}

bool hr_wire_hear(int fd, int64_t deadline, struct hr_arena *arena, struct hr_intake *in)
{
    for (;;) {
        if (!await(fd, POLLIN, deadline))
            return false;
        switch (hr_wire_take(fd, arena, in)) {
        case HR_FLOW_SOME:
            if (hr_http_is_whole(&(const struct hr_bytes){ in->data, in->size }))
                return true;
            break;
        case HR_FLOW_NONE:
            break;
        case HR_FLOW_END:
            return true;
        case HR_FLOW_FULL:
            errno = EMSGSIZE;
            return false;
        case HR_FLOW_ERROR:
            return false;
        }
    }
}

bool hr_wire_failed(const char *socket_path, int number, struct hr_arena *arena,
                    struct hr_error *err)
{
    static const struct {
        int number;
        const char *msg, *hint;
    } causes[] = {
        { ETIMEDOUT, "does not answer in time", "see whether `docker info` hangs too" },
        { EMSGSIZE, "sends an answer without end", "is it a docker engine?" },
        { EACCES, "may not be used by this user",
          "join the socket's group, or set DOCKER_HOST to an engine of your own" },
        { ENOENT, "is not there", "start docker, or set DOCKER_HOST to where the engine listens" },
        { ECONNREFUSED, "is not listened to",
          "start docker, or set DOCKER_HOST to another engine" },
        { ENAMETOOLONG, "has too long a path", "set DOCKER_HOST to a link in a shorter folder" },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(causes); i++) {
        if (causes[i].number == number) {
            hr_error_set(err, arena, HR_ERRC_ENGINE, "the engine's socket %s %s", socket_path,
                         causes[i].msg);
            return hr_error_hint(err, arena, "%s", causes[i].hint);
        }
    }
    return hr_error_sys(err, arena, number, "the engine's socket %s", socket_path);
}
