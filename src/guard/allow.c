/* SPDX-License-Identifier: MIT */
#include "hrun/guard/allow.h"

#include "hrun/base/quote.h"
#include "hrun/base/text.h"
#include "hrun/guard/shown.h"

#include <string.h>

#define BLANKS " \t\n\r\f\v"

static bool is_reason(const char *text)
{
    return text[strspn(text, BLANKS)] != '\0';
}

static bool unknown_rule(const char *name, struct hr_arena *arena, struct hr_error *err)
{
    struct hr_nearest nearest = { .word = name };
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++)
        hr_nearest_offer(&nearest, rules[i].name);
    hr_error_set(err, arena, HR_ERRC_USAGE, "--allow: no rule is called \"%s\"", name);
    if (nearest.best)
        return hr_error_hint(err, arena, "did you mean \"%s\"?", nearest.best);
    return hr_error_hint(err, arena, "a refusal ends in its rule's name");
}

bool hr_allow_parse(const char *raw, struct hr_arena *arena, struct hr_allow *out,
                    struct hr_error *err)
{
    const size_t length = strcspn(raw, ":=");
    const char *name = hr_arena_strndup(arena, raw, length);
    const char *rest = raw[length] ? raw + length + 1 : "";
    const bool has_subject = raw[length] == ':';
    const char *equals = has_subject ? strchr(rest, '=') : NULL;
    const struct hr_rule *rule = hr_rule_named(name);

    if (!rule)
        return unknown_rule(name, arena, err);
    if (rule->fixed)
        return hr_error_set(err, arena, HR_ERRC_USAGE, "--allow: nothing lets %s pass", name);
    if (has_subject ? !equals || !is_reason(equals + 1) : !is_reason(rest)) {
        hr_error_set(err, arena, HR_ERRC_USAGE, "--allow %s: no reason is given", raw);
        return hr_error_hint(err, arena, "write RULE=REASON, or RULE:SUBJECT=REASON");
    }
    *out = (struct hr_allow){ .rule = rule, .raw = raw, .rest = rest, .has_subject = has_subject };
    return true;
}

struct hr_allows hr_allows_of(const struct hr_invocation *invocation, struct hr_arena *arena)
{
    const struct hr_settings *own = &invocation->own;
    struct hr_allows allows = { 0 };
    struct hr_allow allow;
    struct hr_error err;

    for (size_t i = 0; i < own->n; i++) {
        if (strcmp(own->v[i].option->name, "allow") == 0 &&
            hr_allow_parse(own->v[i].raw, arena, &allow, &err))
            *HR_VEC_PUSH(arena, &allows) = allow;
    }
    return allows;
}

/* The reason that ALLOW gives for FINDING, or NULL if it means another. */
static const char *reason_for(const struct hr_allow *allow, const struct hr_finding *finding)
{
    const char *subject = finding->subject, *reason = allow->rest;

    if (allow->rule != finding->rule || allow->has_subject != (subject != NULL))
        return NULL;
    if (subject) {
        if (!hr_text_starts(reason, subject) || reason[strlen(subject)] != '=')
            return NULL;
        reason += strlen(subject) + 1;
    }
    return is_reason(reason) ? reason : NULL;
}

void hr_allow_apply(struct hr_allows *allows, struct hr_arena *arena, struct hr_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        struct hr_finding *finding = &findings->v[i];

        if (finding->locked)
            continue;
        for (size_t k = 0; k < allows->n; k++) {
            const char *reason = reason_for(&allows->v[k], finding);

            if (!reason)
                continue;
            finding->allowed = hr_shown_text(reason, arena);
            allows->v[k].used = true;
        }
    }
}

const char *hr_allow_shown(const struct hr_allow *allow, struct hr_arena *arena)
{
    const char *rest = hr_shown_text(allow->rest, arena);

    return rest == allow->rest ? allow->raw
                               : hr_arena_printf(arena, "%s=%s", allow->rule->name, rest);
}

const char *hr_allow_text(const struct hr_rule *rule, const char *subject, struct hr_arena *arena)
{
    return hr_arena_printf(arena, "--allow %s%s%s=REASON", rule->name, subject ? ":" : "",
                           subject ? hr_quote_shell(arena, subject) : "");
}

const char *hr_allow_advice(const struct hr_finding *finding, struct hr_arena *arena)
{
    if (!finding->once || !finding->remedy)
        return finding->once ? finding->once : finding->remedy;
    return hr_arena_printf(arena, "%s; or %s", finding->remedy, finding->once);
}
