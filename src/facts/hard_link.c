/* SPDX-License-Identifier: MIT */
#include "hard_link.h"

#include "hrun/base/attr.h"
#include "hrun/base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static void close_folder(DIR **folder)
{
    if (*folder)
        closedir(*folder);
}

static bool is_other(const char *name)
{
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* True if PATH is the file. Folders are put on QUEUE. */
static bool is_it(const char *path, struct hr_hunt *hunt, struct hr_arena *arena,
                  struct hr_strv *queue)
{
    struct stat status;

    if (lstat(path, &status) != 0) {
        hunt->incomplete = hunt->incomplete || errno != ENOENT;
        return false;
    }
    if (status.st_dev != hunt->dev)
        return false;
    if (S_ISDIR(status.st_mode))
        hr_strv_push(arena, queue, path);
    return status.st_ino == hunt->ino;
}

/* Look at the entries of PATH. */
static const char *look(const char *path, struct hr_hunt *hunt, struct hr_arena *arena,
                        struct hr_strv *queue)
{
    HR_CLEANUP(close_folder) DIR *folder = opendir(path);
    const struct dirent *entry;

    if (!folder) {
        hunt->incomplete = hunt->incomplete || errno != ENOENT;
        return NULL;
    }
    while ((entry = readdir(folder))) {
        const char *inner;

        if (!is_other(entry->d_name))
            continue;
        if (hunt->left == 0) {
            hunt->incomplete = true;
            return NULL;
        }
        hunt->left--;
        if (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN && entry->d_ino != hunt->ino)
            continue; /* nearly all: no memory for those */
        inner = hr_arena_printf(arena, "%s/%s", path, entry->d_name);
        if (is_it(inner, hunt, arena, queue))
            return inner;
    }
    return NULL;
}

const char *hr_hard_link_find(const char *folder, struct hr_hunt *hunt, struct hr_arena *arena)
{
    struct hr_strv queue = { 0 };

    hr_strv_push(arena, &queue, strcmp(folder, "/") == 0 ? "" : folder);
    while (queue.n > 0) {
        const char *path = queue.v[--queue.n];
        const char *found = look(*path ? path : "/", hunt, arena, &queue);

        if (found)
            return found;
    }
    return NULL;
}
