/* SPDX-License-Identifier: MIT */
/*
 * Which numbers a user's name stands for: an image's /etc/passwd and /etc/group as the engine reads
 * them, out of the tar that it hands out. All of it is hostile input, and what an engine would take
 * in some odd way counts as root. Pure. Layer: facts.
 */
#ifndef HRUN_FACTS_NAMES_H
#define HRUN_FACTS_NAMES_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/file.h"
#include "hrun/docker/user.h"

#include <stdbool.h>
#include <stdint.h>

struct hr_ids {
    uint32_t uid, gid;
    bool joins_root; /* group 0 has the user for a member, and the groups are not written */
    bool misleads;   /* whoever it is: a group's number may be a name of group 0 to the runtime */
};

/* The one regular file that TAR (ustar) holds. A link, a folder, a second member or a header that does
 * not add up is an error. */
HR_NODISCARD bool hr_names_untar(const struct hr_bytes *tar, struct hr_arena *arena,
                                 struct hr_bytes *out, struct hr_error *err);

/* Where the link leads that TAR holds in place of the file at PATH: a path for the engine to clean. NULL if
 * it holds none, or one whose way the engine would take otherwise. */
const char *hr_names_link(const struct hr_bytes *tar, const char *path, struct hr_arena *arena);

/* Look USER up in the files PASSWD and GROUP: the first line that matches counts. A number that PASSWD does
 * not have is in group 0. False if they have no such name: the engine refuses it too. */
HR_NODISCARD bool hr_names_find(const struct hr_bytes *passwd, const struct hr_bytes *group,
                                const struct hr_user *user, struct hr_arena *arena,
                                struct hr_ids *out, struct hr_error *err);

/* What counts where a user may be A or B: in each part the one that is root. */
struct hr_ids hr_names_worse(const struct hr_ids *a, const struct hr_ids *b);

/* True if only the image's files tell what USER is: a name, and not one that counts as root anyway. */
bool hr_names_needed(const struct hr_user *user);

/* True if they have a say in whether it is in group 0, of which numbers tell no more: see `misleads`. */
bool hr_names_group_needed(const struct hr_user *user);

#endif
