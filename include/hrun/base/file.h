/* SPDX-License-Identifier: MIT */
/* Reading files whole, with a bound. Layer: base. */
#ifndef HRUN_BASE_FILE_H
#define HRUN_BASE_FILE_H

#include "hrun/base/arena.h"
#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* The bytes of a file; a NUL stands after them (not counted), and they may hold others. */
struct hr_bytes {
    const char *data;
    size_t size;
};

/* Close *FD if it is not negative: for HR_CLEANUP. */
void hr_fd_close(int *fd);

/* Read the regular file at PATH, of at most MAX bytes. What is not a regular file (a folder, a
 * FIFO, a device) or is larger is an error, found without reading it and without blocking. If
 * STATUS is not NULL it gets the fstat of the very file that was read. */
HR_NODISCARD bool hr_file_read(const char *path, size_t max, struct hr_arena *arena,
                               struct hr_bytes *out, struct stat *status, struct hr_error *err);

/* True if what STATUS says of the file or folder at PATH, links followed, is not all: it has an access control
 * list, by which users and groups of any number have up to the rights that its mode gives the group. True
 * also where that cannot be told. */
bool hr_file_has_acl(const char *path, const struct stat *status);

/* Write all of BYTES to FD. False, with errno, if that cannot be done; no signal ends the process for it. */
HR_NODISCARD bool hr_fd_write(int fd, const struct hr_bytes *bytes);

/* Read FD to its end, at most MAX bytes; NAME is for messages. Works on pipes. */
HR_NODISCARD bool hr_fd_read(int fd, const char *name, size_t max, struct hr_arena *arena,
                             struct hr_bytes *out, struct hr_error *err);

#endif
