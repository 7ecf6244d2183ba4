/* SPDX-License-Identifier: MIT */
#include "hrun/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define FIRST_ROOM ((size_t)8 * 1024) /* a shipped profile fits */

void hr_fd_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Like read(2), but waits where FD is in non-blocking mode: whoever shares a terminal or a pipe
 * with us may have switched that on. */
static ssize_t read_some(int fd, char *data, size_t size)
{
    for (;;) {
        const ssize_t got = read(fd, data, size);

        if (got >= 0)
            return got;
        if (errno == EAGAIN)
            poll(&(struct pollfd){ .fd = fd, .events = POLLIN }, 1, -1);
        else if (errno != EINTR)
            return got;
    }
}

static bool too_large(const char *name, size_t max, struct hr_arena *arena, struct hr_error *err)
{
    return hr_error_set(err, arena, HR_ERRC_INPUT, "'%s' is larger than the %zu bytes allowed",
                        name, max);
}

bool hr_fd_read(int fd, const char *name, size_t max, struct hr_arena *arena, struct hr_bytes *out,
                struct hr_error *err)
{
    size_t room = FIRST_ROOM, size = 0;
    char *data = hr_arena_alloc(arena, room);

    for (;;) {
        ssize_t got;

        if (size == room) {
            char *grown = hr_arena_array(arena, room, 2);
            memcpy(grown, data, size);
            data = grown;
            room *= 2;
        }
        got = read_some(fd, data + size, room - size);
        if (got < 0)
            return hr_error_sys(err, arena, errno, "cannot read '%s'", name);
        if (got == 0)
            break; /* with room left: what follows is the NUL */
        size += (size_t)got;
        if (size > max)
            return too_large(name, max, arena, err);
    }
    *out = (struct hr_bytes){ data, size };
    return true;
}

bool hr_file_read(const char *path, size_t max, struct hr_arena *arena, struct hr_bytes *out,
                  struct stat *status, struct hr_error *err)
{
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. A regular file ignores it. */
    HR_CLEANUP(hr_fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat found;

    /* ENXIO is what opening a socket, or a device without a driver, gives. */
    if (fd < 0 && errno != ENXIO)
        return hr_error_sys(err, arena, errno, "cannot open '%s'", path);
    if (fd >= 0 && fstat(fd, &found) < 0)
        return hr_error_sys(err, arena, errno, "cannot examine '%s'", path);
    if (fd < 0 || !S_ISREG(found.st_mode))
        return hr_error_set(err, arena, HR_ERRC_INPUT, "'%s' is not a regular file", path);
    if (found.st_size > 0 && (uintmax_t)found.st_size > max)
        return too_large(path, max, arena, err);
    if (!hr_fd_read(fd, path, max, arena, out, err))
        return false;
    if (status)
        *status = found;
    return true;
}
