/* SPDX-License-Identifier: MIT */
#include "hrun/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#define FIRST_ROOM ((size_t)8 * 1024) /* a shipped profile fits */

void hr_fd_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Like read(2), but if WAITS it does so where FD is in non-blocking mode: whoever shares a terminal or
 * a pipe with us may have switched that on. */
static ssize_t read_some(int fd, bool waits, char *data, size_t size)
{
    for (;;) {
        const ssize_t got = read(fd, data, size);

        if (got >= 0)
            return got;
        if (errno == EAGAIN && waits)
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

/* A file and how it is read. */
struct reading {
    int fd;
    const char *name;
    size_t max;
    bool waits;
};

static bool read_all(const struct reading *in, struct hr_arena *arena, struct hr_bytes *out,
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
        got = read_some(in->fd, in->waits, data + size, room - size);
        if (got < 0)
            return hr_error_sys(err, arena, errno, "cannot read '%s'", in->name);
        if (got == 0)
            break; /* with room left: what follows is the NUL */
        size += (size_t)got;
        if (size > in->max)
            return too_large(in->name, in->max, arena, err);
    }
    *out = (struct hr_bytes){ data, size };
    return true;
}

bool hr_fd_read(int fd, const char *name, size_t max, struct hr_arena *arena, struct hr_bytes *out,
                struct hr_error *err)
{
    const struct reading in = { .fd = fd, .name = name, .max = max, .waits = true };

    return read_all(&in, arena, out, err);
}

bool hr_fd_write(int fd, const struct hr_bytes *bytes)
{
    const struct sigaction ignore = { .sa_handler = SIG_IGN };
    struct sigaction before;
    ssize_t put = 0;

    /* Beyond RLIMIT_FSIZE there is a signal before there is an error. */
    sigaction(SIGXFSZ, &ignore, &before);
    for (size_t at = 0; at < bytes->size && put >= 0; at += put > 0 ? (size_t)put : 0) {
        put = write(fd, bytes->data + at, bytes->size - at);
        if (put < 0 && errno == EINTR)
            put = 0;
    }
    sigaction(SIGXFSZ, &before, NULL);
    return put >= 0;
}

bool hr_file_read(const char *path, size_t max, struct hr_arena *arena, struct hr_bytes *out,
                  struct stat *status, struct hr_error *err)
{
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. A regular file ignores it. */
    HR_CLEANUP(hr_fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct reading in = { .fd = fd, .name = path, .max = max };
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
    /* The kernel has files that say they are regular and wait for what comes: /proc/kmsg. */
    if (!read_all(&in, arena, out, err))
        return false;
    if (status)
        *status = found;
    return true;
}

/* A mode without rights for the group leaves none to a list: the bits that stand there are its mask. */
bool hr_file_has_acl(const char *path, const struct stat *status)
{
    if (!(status->st_mode & S_IRWXG))
        return false;
    return getxattr(path, "system.posix_acl_access", NULL, 0) >= 0 ||
           (errno != ENODATA && errno != ENOTSUP);
}
