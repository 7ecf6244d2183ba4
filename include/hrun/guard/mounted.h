/* SPDX-License-Identifier: MIT */
/*
 * What the container would have mounted, whichever option of the line brings it: the mounts that
 * --volumes-from takes over stand beside those that are written. What the profile put there is left
 * out. Layer: guard.
 */
#ifndef HRUN_GUARD_MOUNTED_H
#define HRUN_GUARD_MOUNTED_H

#include "hrun/base/vec.h"
#include "hrun/guard/check.h"

#include <stdbool.h>

struct hr_mounted {
    const struct hr_setting *by;
    const struct hr_mount *mount;
    const char
        *subject; /* the source in the words of who wrote it; the target where there is none */
    const struct hr_container_facts *donor; /* whose mount it is, where --volumes-from brings it */
    /* Binds only, and never NULL there: where the source leads. */
    const struct hr_source_facts *source;
    bool unseen; /* a bind that nobody looked for: `source` is what its text tells */
    bool writable;
};
struct hr_mounteds {
    HR_VEC(struct hr_mounted);
};

/* Every mount of the case. */
struct hr_mounteds hr_mounted_all(const struct hr_check *check);

/* The same, the binds alone. */
struct hr_mounteds hr_mounted_binds(const struct hr_check *check);

/* Append a finding about MOUNTED. WHY and REMEDY are as of struct hr_trip; where another container brings
 * it, WHY starts with what that one mounts. */
void hr_mounted_trip(const struct hr_check *check, const struct hr_mounted *mounted,
                     const char *why, const char *remedy);

#endif
