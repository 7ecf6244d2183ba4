/* SPDX-License-Identifier: MIT */
/*
 * What a container's labels say of how it was started: hrun.profile, hrun.profile.sha256. hrun writes them,
 * and so can anybody else, so they are claims: whoever looks finds the profile by its bare name and holds
 * the container to it. Pure. Layer: guard.
 */
#ifndef HRUN_GUARD_CLAIM_H
#define HRUN_GUARD_CLAIM_H

#include "hrun/guard/check.h"

enum hr_claim_state {
    HR_CLAIM_NONE,      /* no label says anything */
    HR_CLAIM_UNCHECKED, /* nobody has looked yet */
    HR_CLAIM_MALFORMED, /* what the label names is no profile's name, or no hash stands beside it */
    HR_CLAIM_UNKNOWN,   /* no profile of that name can be read here */
    HR_CLAIM_CHANGED,   /* the profile of that name has another hash */
    HR_CLAIM_DRIFTED,   /* it is that profile, and the container lacks some of what that gives */
    HR_CLAIM_HELD,      /* it is that profile, and the container has all that it gives */
};

struct hr_claim {
    enum hr_claim_state state;
    const char *profile, *sha256; /* as the labels have them; NULL: no such label */
    const char *because; /* MALFORMED, UNKNOWN, CHANGED: what is wrong, made safe to show */
};

/* The value of the label KEY in SETTINGS: "" where it is empty, NULL where there is none. */
const char *hr_label_value(const struct hr_settings *settings, const char *key);

/* What the labels of SETTINGS claim: HR_CLAIM_NONE, MALFORMED or UNCHECKED. */
struct hr_claim hr_claim_of(const struct hr_settings *settings, struct hr_arena *arena);

/* The name of STATE in JSON: "malformed", "unknown", "changed", "drifted", "held"; NULL where there is no
 * claim. */
const char *hr_claim_state_name(enum hr_claim_state state);

/* What CLAIM comes to, for people: "as hrun starts it with profile strict". NULL where there is none. */
const char *hr_claim_text(const struct hr_claim *claim, struct hr_arena *arena);

/* `hrun-labels`: a label under hrun. that somebody else than hrun writes. Subject: its name. */
void hr_check_hrun_labels(const struct hr_check *check);

#endif
