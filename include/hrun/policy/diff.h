/* SPDX-License-Identifier: MIT */
/*
 * What a profile grants that another does not, and the other way round, key by key: by the order that
 * each row of the key table has. Pure. Layer: policy.
 */
#ifndef HRUN_POLICY_DIFF_H
#define HRUN_POLICY_DIFF_H

#include "hrun/policy/profile.h"

/* What the second profile's value is to the first one's. */
enum hr_change_kind {
    HR_CHANGE_LOOSER,    /* it grants more */
    HR_CHANGE_UNORDERED, /* nobody can tell, so it may */
    HR_CHANGE_TIGHTER,
    HR_CHANGE_HARMLESS, /* nothing that a rule judges hangs on it */
    HR_CHANGE__COUNT,
};

struct hr_change {
    enum hr_change_kind kind;
    const char *pointer;   /* JSON pointer of the value, or of the list that it is in */
    const char *from, *to; /* JSON; of lists, what only one of them has; NULL: nothing */
};
struct hr_changes {
    HR_VEC(struct hr_change);
};

/* A rule's level under either. */
struct hr_level_pair {
    const char *rule;
    enum hr_level first, second;
};
struct hr_level_pairs {
    HR_VEC(struct hr_level_pair);
};

/* Append what changes from FIRST to SECOND, in the order of the key table, then the rules of LEVELS, which
 * has all of them. */
void hr_profile_diff(const struct hr_profile *first, const struct hr_profile *second,
                     const struct hr_level_pairs *levels, struct hr_arena *arena,
                     struct hr_changes *out);

/* "looser", "differs", "tighter" or "other". */
const char *hr_change_name(enum hr_change_kind kind);

#endif
