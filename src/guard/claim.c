/* SPDX-License-Identifier: MIT */
#include "hrun/guard/claim.h"

#include "hrun/base/text.h"
#include "hrun/policy/profile.h"

#include <string.h>

const char *hr_label_value(const struct hr_settings *settings, const char *key)
{
    const char *value = NULL;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option->kind == HR_KIND_LABEL && strcmp(s->value->as.env.name, key) == 0)
            value = s->value->as.env.value ? s->value->as.env.value : "";
    }
    return value;
}

struct hr_claim hr_claim_of(const struct hr_settings *settings, struct hr_arena *arena)
{
    struct hr_claim claim = {
        .profile = hr_label_value(settings, "hrun.profile"),
        .sha256 = hr_label_value(settings, "hrun.profile.sha256"),
    };
    const bool has_name = claim.profile && *claim.profile, has_hash = claim.sha256 && *claim.sha256;

    if (!has_name && !has_hash)
        return claim;
    claim.state = HR_CLAIM_MALFORMED;
    if (!has_name)
        claim.because = "label hrun.profile.sha256 stands without hrun.profile";
    else if (!hr_profile_is_name(claim.profile)) /* a path would be one that the container chose */
        claim.because =
            hr_arena_printf(arena, "label hrun.profile says \"%s\", which is no profile's name",
                            hr_text_safe(arena, claim.profile));
    else if (!has_hash)
        claim.because = "label hrun.profile stands without hrun.profile.sha256";
    else
        claim.state = HR_CLAIM_UNCHECKED;
    return claim;
}

const char *hr_claim_state_name(enum hr_claim_state state)
{
    static const char *const names[] = {
        [HR_CLAIM_MALFORMED] = "malformed", [HR_CLAIM_UNKNOWN] = "unknown",
        [HR_CLAIM_CHANGED] = "changed",     [HR_CLAIM_DRIFTED] = "drifted",
        [HR_CLAIM_HELD] = "held",
    };

    return names[state];
}

const char *hr_claim_text(const struct hr_claim *claim, struct hr_arena *arena)
{
    switch (claim->state) {
    case HR_CLAIM_NONE:
    case HR_CLAIM_UNCHECKED:
        return NULL;
    case HR_CLAIM_MALFORMED:
    case HR_CLAIM_UNKNOWN:
    case HR_CLAIM_CHANGED:
        return hr_arena_printf(arena, "%s, so it is held to none", claim->because);
    case HR_CLAIM_DRIFTED:
        return hr_arena_printf(arena, "labelled as started by hrun with profile %s, but it drifted",
                               claim->profile);
    case HR_CLAIM_HELD:
        return hr_arena_printf(arena, "labelled as started by hrun with profile %s, which it holds",
                               claim->profile);
    }
    return NULL;
}

/* What hrun itself and its profiles write is evidence; a container's own labels are looked into. */
static bool is_anybodys(const struct hr_setting *s)
{
    return s->origin.kind == HR_ORIGIN_ARGUMENT || s->origin.kind == HR_ORIGIN_COMPOSE;
}

void hr_check_hrun_labels(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        if (is_anybodys(s) && hr_text_starts(s->value->as.env.name, "hrun."))
            hr_check_trip(k, &(const struct hr_trip){ .by = s, .subject = s->value->as.env.name });
    }
}
