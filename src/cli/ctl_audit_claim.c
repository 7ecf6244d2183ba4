/* SPDX-License-Identifier: MIT */
/* hrunctl audit: whether a container is what its labels say. */
#include "hrun/cli/search.h"
#include "hrun/guard/claim.h"
#include "hrun/plan/drift.h"

#include "audit.h"

#include <string.h>

/* The profile of this name, looked for as any bare name is: a label chooses no file. */
static const struct hr_profile *find_profile(struct hr_audit *audit, struct hr_claim *claim)
{
    struct hr_ctl *ctl = audit->ctl;
    const struct hr_wish wish = { .flag = claim->profile, .is_operand = true };
    struct hr_choice *choice;
    struct hr_errors errs = { 0 };
    size_t place;

    if (hr_map_get(&audit->claimed.by_name, claim->profile, &place))
        return audit->claimed.v[place];
    choice = hr_arena_alloc(ctl->arena, sizeof(*choice));
    if (!hr_store_choose(hr_search_store(&ctl->host, ctl->arena), &wish, ctl->arena, choice, &errs))
        choice->profile = NULL;
    hr_map_put(&audit->claimed.by_name, ctl->arena, claim->profile, audit->claimed.n, &place);
    *HR_VEC_PUSH(ctl->arena, &audit->claimed) = choice->profile;
    return choice->profile;
}

static bool is_claimed(const struct hr_profile *profile, const struct hr_claim *claim)
{
    return strcmp(profile->name, claim->profile) == 0 &&
           strcmp(profile->sha256, claim->sha256) == 0;
}

/* The profile that CLAIM names, by its hash too; NULL, and its state says why, if there is none. */
static const struct hr_profile *check_claim(struct hr_audit *audit, const struct hr_audited *one,
                                            struct hr_claim *claim)
{
    struct hr_arena *arena = audit->ctl->arena;
    const struct hr_profile *profile = one->gate->profile;

    /* One that is named by its path is known here too. */
    if (is_claimed(profile, claim))
        return profile;
    profile = find_profile(audit, claim);
    if (profile && is_claimed(profile, claim))
        return profile;
    claim->state = profile ? HR_CLAIM_CHANGED : HR_CLAIM_UNKNOWN;
    claim->because =
        profile ? hr_arena_printf(arena,
                                  "label hrun.profile says %s, but its hash is of another "
                                  "content than that profile has here",
                                  claim->profile)
                : hr_arena_printf(arena,
                                  "label hrun.profile says %s, a profile that cannot be read here",
                                  claim->profile);
    return NULL;
}

/* What is wrong with the labels themselves, as a finding of their rule. */
static void tell_of_labels(const struct hr_audited *one, const char *message,
                           struct hr_arena *arena, struct hr_findings *findings)
{
    const struct hr_rule *rule = hr_rule_named("hrun-labels");
    const enum hr_level level = hr_rule_level(rule, one->gate->profile);

    if (level == HR_LEVEL_ALLOW)
        return;
    *HR_VEC_PUSH(arena, findings) = (struct hr_finding){
        .rule = rule,
        .level = level,
        .evidence = HR_EVIDENCE_INSPECT,
        .subject = "hrun.profile",
        .message = message,
        .remedy = "start it again by hrun",
    };
}

void hr_audit_check_claim(struct hr_audit *audit, const struct hr_audited *one,
                          struct hr_claim *claim, struct hr_findings *findings)
{
    struct hr_arena *arena = audit->ctl->arena;
    struct hr_invocation invocation = one->inspected.invocation;
    struct hr_drift drift = {
        .invocation = &invocation,
        .facts = &one->facts,
        .host = &audit->ctl->host,
    };

    if (claim->state == HR_CLAIM_UNCHECKED)
        drift.profile = check_claim(audit, one, claim);
    if (claim->state == HR_CLAIM_NONE)
        return;
    if (!drift.profile) {
        tell_of_labels(one, claim->because, arena, findings);
        return;
    }
    invocation.settings = one->settings;
    claim->state = hr_drift_find(&drift, arena, findings) > 0 ? HR_CLAIM_DRIFTED : HR_CLAIM_HELD;
    if (claim->state == HR_CLAIM_DRIFTED)
        tell_of_labels(one,
                       hr_arena_printf(arena,
                                       "label hrun.profile says %s, but the container lacks some "
                                       "of what that gives: it was changed, or hrun did not start "
                                       "it",
                                       claim->profile),
                       arena, findings);
}
