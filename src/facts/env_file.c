/* SPDX-License-Identifier: MIT */
#include "hrun/base/number.h"
#include "hrun/base/quote.h"
#include "hrun/base/text.h"
#include "hrun/facts/environment.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define FILE_MAX_BYTES ((size_t)8 << 20) /* a request of docker's client must carry it */

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U
#endif

/* The descriptor that PATH is another name of; -1 if it is none. */
static int descriptor_of(const char *path)
{
    static const struct {
        const char *path;
        int fd;
    } names[] = {
        { "/dev/stdin", STDIN_FILENO },
        { "/dev/stdout", STDOUT_FILENO },
        { "/dev/stderr", STDERR_FILENO },
    };
    static const char *const folders[] = { "/dev/fd/", "/proc/self/fd/" };
    uint64_t number;

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        if (strcmp(path, names[i].path) == 0)
            return names[i].fd;
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(folders); i++) {
        const char *digits = path + strlen(folders[i]);

        if (hr_text_starts(path, folders[i]) && hr_number_u64(digits, strlen(digits), &number) &&
            number <= INT_MAX)
            return (int)number;
    }
    return -1;
}

static int memory_file(void)
{
    const int fd = memfd_create("hrun-env-file", MFD_CLOEXEC | MFD_NOEXEC_SEAL);

    /* Before Linux 6.3 that flag is not known. */
    return fd < 0 && errno == EINVAL ? memfd_create("hrun-env-file", MFD_CLOEXEC) : fd;
}

/* Put BYTES where FD was. Its offset is at the end: who inherits the descriptor finds it read, as the
 * pipe would be, and who opens it by name starts anew. */
static bool replace(int fd, const struct hr_bytes *bytes)
{
    HR_CLEANUP(hr_fd_close) int copy = memory_file();

    return copy >= 0 && hr_fd_write(copy, bytes) && dup2(copy, fd) >= 0;
}

static bool take_pipe(int fd, const char *path, struct hr_arena *arena, struct hr_bytes *out,
                      struct hr_error *err)
{
    if (!hr_fd_read(fd, path, FILE_MAX_BYTES, arena, out, err))
        return false;
    return replace(fd, out) ||
           hr_error_sys(err, arena, errno, "cannot hand on what '%s' holds", path);
}

static bool is_null(const struct stat *status)
{
    return S_ISCHR(status->st_mode) && major(status->st_rdev) == 1 && minor(status->st_rdev) == 3;
}

static bool read_bytes(struct hr_env_file_facts *file, struct hr_arena *arena, struct hr_bytes *out,
                       struct hr_error *err)
{
    const char *path = file->path;
    const int fd = descriptor_of(path);
    struct stat status;

    if (stat(path, &status) < 0)
        return hr_error_sys(err, arena, errno, "cannot open '%s'", path);
    if (is_null(&status)) {
        *out = (struct hr_bytes){ "", 0 };
        return true;
    }
    if (!S_ISFIFO(status.st_mode))
        return hr_file_read(path, FILE_MAX_BYTES, arena, out, NULL, err);
    file->once = fd >= 0;
    if (file->once)
        return take_pipe(fd, path, arena, out, err);
    return hr_error_set(err, arena, HR_ERRC_INPUT,
                        "'%s' is a named pipe, which could be read once only: write <(cat %s), or "
                        "name a regular file",
                        path, hr_quote_shell(arena, path));
}

/* True if an earlier one of FILES took the pipe that PATH names: docker would find it empty. */
static bool is_taken(const struct hr_env_files_facts *files, const char *path)
{
    const int fd = descriptor_of(path);

    for (size_t i = 0; i < files->n && fd >= 0; i++) {
        if (files->v[i].once && descriptor_of(files->v[i].path) == fd)
            return true;
    }
    return false;
}

static void read_one(const char *path, struct hr_arena *arena, struct hr_env_files_facts *out)
{
    struct hr_env_file_facts file = { .path = path };
    struct hr_bytes bytes;
    struct hr_error err = { 0 };

    if (is_taken(out, path))
        hr_error_set(&err, arena, HR_ERRC_INPUT, "'%s' is named twice, and can be read once", path);
    else
        file.known = read_bytes(&file, arena, &bytes, &err) &&
                     hr_env_file_parse(&bytes, path, arena, &file.lines, &err);
    if (!file.known) {
        err.hint = NULL;
        file.unknown_because = hr_error_text(&err, arena);
    }
    *HR_VEC_PUSH(arena, out) = file;
}

void hr_env_files_read(const struct hr_strv *paths, struct hr_arena *arena,
                       struct hr_env_files_facts *out)
{
    for (size_t i = 0; i < paths->n; i++)
        read_one(paths->v[i], arena, out);
}

void hr_env_files_locate(const char *cwd, struct hr_arena *arena, struct hr_env_files_facts *files)
{
    const struct hr_source_base base = { .cwd = cwd, .any = true };

    for (size_t i = 0; i < files->n; i++) {
        struct hr_source_facts *is = &files->v[i].is;

        if (descriptor_of(files->v[i].path) >= 0)
            continue;
        is->given = files->v[i].path;
        is->clean = hr_source_clean(is->given, &base, arena);
        hr_source_ask(hr_mountinfo_parse("", arena), arena, is);
    }
}

const struct hr_env_file_facts *hr_env_file_at(const struct hr_env_files_facts *files,
                                               const char *path)
{
    const struct hr_env_file_facts *found = NULL;

    /* Of one that is named twice the reading that failed counts. */
    for (size_t i = 0; i < files->n; i++) {
        if (strcmp(files->v[i].path, path) == 0 && (!found || !files->v[i].known))
            found = &files->v[i];
    }
    return found;
}
