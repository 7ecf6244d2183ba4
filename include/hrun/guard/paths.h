/* SPDX-License-Identifier: MIT */
/*
 * Paths of the host that no container is to see, as data, and how two paths stand to each other.
 * Paths are absolute and clean, as docker cleans them; elements are compared, never text. Pure. Layer:
 * guard.
 */
#ifndef HRUN_GUARD_PATHS_H
#define HRUN_GUARD_PATHS_H

#include <stdbool.h>
#include <stddef.h>

/* How a path stands to another, or-ed where a row takes several. */
enum hr_relation {
    HR_PATH_APART = 0,
    HR_PATH_ITSELF = 1U << 0,
    HR_PATH_BELOW = 1U << 1,
    HR_PATH_ABOVE = 1U << 2,
};
#define HR_PATH_ANY ((unsigned)HR_PATH_ITSELF | HR_PATH_BELOW | HR_PATH_ABOVE)

struct hr_sensitive_path {
    const char *path;   /* "~" at its start is a home; an element "*" stands for any one */
    unsigned relations; /* of a source to it, that count */
    bool when_writable; /* reading it does no harm */
    bool no_sockets;    /* a socket in it has a rule of its own, socket-bind */
    const char *const
        *spared;         /* what below it passes where it cannot be written; NULL for nothing */
    const char *risk;    /* what is there */
    const char *instead; /* what would work; NULL for the one file or folder that is needed */
};

/* All rows. */
const struct hr_sensitive_path *hr_sensitive_paths(size_t *count);

/* How PATH stands to OTHER: PATH is OTHER itself, below it, or a folder above it. An element "*" of OTHER
 * stands for any one. */
enum hr_relation hr_path_relation(const char *path, const char *other);

/* The same to the path in a home that follows the "~" of OTHER, for the home HOME. */
enum hr_relation hr_path_relation_home(const char *path, const char *home, const char *other);

/* True if PATH is one of those that ROW spares, or below one. */
bool hr_path_is_spared(const char *path, const struct hr_sensitive_path *row);

#endif
