/* SPDX-License-Identifier: MIT */
#include "kernel_files.h"

#include "hrun/base/file.h"
#include "hrun/base/number.h"
#include "hrun/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_ROOM ((size_t)4 * 1024)
#define FILE_MAX   ((size_t)16 << 20) /* a list of two million processes */

int hr_kernel_open(const struct hr_kernel_reader *r, const char *path)
{
    return open(hr_arena_printf(r->arena, "%s%s", r->root, path),
                O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool hr_kernel_is_trusted(const struct hr_kernel_reader *r, int folder)
{
    struct stat status;

    return fstat(folder, &status) == 0 &&
           (status.st_uid == 0 || status.st_uid == geteuid() || status.st_uid == r->engine);
}

static void make_room(struct hr_kernel_reader *r)
{
    const size_t room = r->room ? r->room * 2 : FIRST_ROOM;
    char *grown = hr_arena_alloc(r->arena, room);

    if (r->size > 0)
        memcpy(grown, r->buffer, r->size);
    r->buffer = grown;
    r->room = room;
}

const char *hr_kernel_read(struct hr_kernel_reader *r, int folder, const char *name)
{
    HR_CLEANUP(hr_fd_close)
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    ssize_t got = 1;

    r->size = 0;
    if (fd < 0)
        return NULL;
    while (got > 0) {
        if (r->size + 1 >= r->room)
            make_room(r);
        got = read(fd, r->buffer + r->size, r->room - r->size - 1);
        if (got < 0)
            return NULL;
        r->size += (size_t)got;
        if (r->size > FILE_MAX) {
            errno = EFBIG;
            return NULL;
        }
    }
    r->buffer[r->size] = '\0';
    return r->buffer;
}

struct hr_look hr_look_at(const struct hr_kernel_reader *r, pid_t pid)
{
    char name[16];

    snprintf(name, sizeof(name), "%d", (int)pid);
    return (struct hr_look){
        .pid = pid,
        .folder = openat(r->proc, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
    };
}

void hr_look_end(struct hr_look *look)
{
    hr_fd_close(&look->folder);
}

const char *hr_status_line(const char *status, const char *name)
{
    const size_t length = strlen(name);

    for (const char *line = status; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name, length) == 0 && line[length] == ':')
            return line + length + 1 + strspn(line + length + 1, " \t");
    }
    return "";
}

pid_t hr_status_pid(const char *status, const char *name)
{
    const char *text = hr_status_line(status, name);
    uint64_t pid;

    return hr_number_u64(text, strspn(text, HR_DIGITS), &pid) && pid <= INT32_MAX ? (pid_t)pid : -1;
}

void hr_look_namespace(const struct hr_look *look, const char *name, char out[HR_NAMESPACE_TEXT])
{
    char path[32];
    ssize_t length;

    snprintf(path, sizeof(path), "ns/%s", name);
    length = readlinkat(look->folder, path, out, HR_NAMESPACE_TEXT - 1);
    out[length > 0 ? length : 0] = '\0';
}
