/* SPDX-License-Identifier: MIT */
/* --allow RULE[:SUBJECT]=REASON: findings that somebody lets pass, and wrote down why. Layer: guard. */
#ifndef HRUN_GUARD_ALLOW_H
#define HRUN_GUARD_ALLOW_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/invocation.h"
#include "hrun/guard/rule.h"

#include <stdbool.h>

struct hr_allow {
    const struct hr_rule *rule;
    const char *raw;
    const char *rest; /* SUBJECT=REASON, or REASON. Either may hold a '=': the finding's own subject
                         tells where the reason starts */
    bool has_subject;
    bool used;
};
struct hr_allows {
    HR_VEC(struct hr_allow);
};

/* Read RAW. False if it names no rule, one that nothing lets pass, or no reason. */
HR_NODISCARD bool hr_allow_parse(const char *raw, struct hr_arena *arena, struct hr_allow *out,
                                 struct hr_error *err);

/* The --allow of INVOCATION's own options. One that cannot be read lets nothing pass. */
struct hr_allows hr_allows_of(const struct hr_invocation *invocation, struct hr_arena *arena);

/* Let the findings pass that ALLOWS name, with the reason as it is shown, and mark the allows that were of
 * use. */
void hr_allow_apply(struct hr_allows *allows, struct hr_arena *arena, struct hr_findings *findings);

/* ALLOW as it was written, for eyes. */
const char *hr_allow_shown(const struct hr_allow *allow, struct hr_arena *arena);

/* What to write to let RULE pass for SUBJECT, which may be NULL: a word for a shell, with REASON to
 * fill in. */
const char *hr_allow_text(const struct hr_rule *rule, const char *subject, struct hr_arena *arena);

/* What to do about FINDING, in one line: its remedy, and the --allow that lets it pass. NULL: there is
 * neither. */
const char *hr_allow_advice(const struct hr_finding *finding, struct hr_arena *arena);

#endif
