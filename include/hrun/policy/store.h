/* SPDX-License-Identifier: MIT */
/*
 * Where profiles are and which one applies: --profile, else HRUN_PROFILE, else the one whose
 * `match.images` fits the image best, else `default`. A value with a '/' is a path; any other is a name, looked for in the folders of the search path and then among
 * the profiles compiled in: the first found is meant, and nothing else ever, least of all a file of the
 * folder that one happens to be in. Layer: policy.
 */
#ifndef HRUN_POLICY_STORE_H
#define HRUN_POLICY_STORE_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/reference.h"
#include "hrun/policy/policy.h"
#include "hrun/policy/profile.h"

#include <stdbool.h>
#include <sys/types.h>

/* Where profiles come from. A profile NAME is the file NAME.json. */
struct hr_store {
    struct hr_strv folders; /* the search path */
    size_t own;             /* how many of them, the first ones, the caller's environment names */
    uid_t uid;              /* the caller, whose files count besides root's */
    gid_t gid;
    const struct hr_rule_names *rules;
    const struct hr_policy_place *policy; /* of the system policy; NULL: there is none */
    const struct hr_strv *only;           /* the names that may be used; NULL: any. hr_store_choose
                                              sets it by the policy */
};

/* What the caller asked for. */
struct hr_wish {
    const char *flag; /* --profile's value, or NULL */
    /* It is no option's value: errors name none, and as nothing is to run, any profile may be named. */
    bool is_operand;
    const char *variable;             /* HRUN_PROFILE's, or NULL; empty is unset */
    const struct hr_reference *image; /* or NULL */
};

/* A profile chosen and why. */
struct hr_choice {
    const struct hr_profile *profile;
    /* "--profile", "HRUN_PROFILE", "matches docker.io/library/nginx:*" or "no other was chosen"; then what
     * the system policy has a word in, if it has */
    const char *because;
    bool matched;         /* it is the image's: nobody named one */
    struct hr_strv notes; /* what a person should know of the choice, one line each */
};

/* Choose and read, with everything that the profile extends. A file must be regular and at most
 * HR_PROFILE_MAX_BYTES; one that is named by a path must not be everybody's to write, one that is found
 * by its name, and its folder, nobody's but root's and the caller's. Of profiles that match the image the
 * one with the most literal characters wins, then the first on the search path; two of one folder are an
 * error. A file that may be for the image but cannot be read is passed over, and a note says so. The profile
 * is held to the system policy; where that lists the names that may be used, only folders that belong to
 * its owner, and that the caller did not name, are searched. */
HR_NODISCARD bool hr_store_choose(const struct hr_store *store, const struct hr_wish *wish,
                                  struct hr_arena *arena, struct hr_choice *out,
                                  struct hr_errors *errs);

#endif
