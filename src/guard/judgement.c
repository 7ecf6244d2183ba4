/* SPDX-License-Identifier: MIT */
#include "hrun/guard/judgement.h"

#include "hrun/docker/capability.h"
#include "hrun/guard/kernel.h"

const struct hr_profile *hr_judgement_baseline(struct hr_arena *arena)
{
    static const struct hr_profile_rule every = { .name = "*", .level = HR_LEVEL_DENY };
    struct hr_profile *baseline = hr_arena_alloc(arena, sizeof(*baseline));

    baseline->version = 1;
    baseline->name = "baseline";
    *HR_VEC_PUSH(arena, &baseline->rules) = every;
    for (unsigned i = 0; i < HR_CAPABILITY_COUNT; i++) {
        if (hr_capability_at(i)->docker_default)
            hr_strv_push(arena, &baseline->allow.capabilities, hr_capability_at(i)->name);
    }
    return baseline;
}

/* What counts of the target's settings, each to be judged. */
static struct hr_settings settings_of(const struct hr_target *target, struct hr_arena *arena)
{
    struct hr_settings settings = { 0 };

    hr_settings_fold(target->settings, arena, &settings);
    for (size_t i = 0; i < settings.n; i++)
        settings.v[i].judged = true;
    return settings;
}

/* What is in force on a container is what its engine says of it. */
static void tell_evidence(const struct hr_target *target, struct hr_findings *findings)
{
    for (size_t i = 0; i < findings->n && target->kind == HR_TARGET_CONTAINER; i++)
        findings->v[i].evidence = HR_EVIDENCE_INSPECT;
}

static struct hr_judgement open_judgement(const struct hr_target *target)
{
    return (struct hr_judgement){
        .kind = target->kind,
        .name = target->name,
        .profile = target->profile,
        .place = target->place,
        .claim = target->claim,
        .gaps = target->gaps,
        .kernel = target->kernel,
    };
}

static void judge(const struct hr_target *target, const struct hr_case *c, struct hr_arena *arena,
                  struct hr_findings *out)
{
    hr_guard_judge(c, arena, out);
    tell_evidence(target, out);
    if (target->kernel)
        hr_kernel_judge(c, target->kernel, arena, out);
}

void hr_judgement_make(const struct hr_target *target, struct hr_arena *arena,
                       struct hr_judgement *out)
{
    struct hr_settings *settings = hr_arena_alloc(arena, sizeof(*settings));
    struct hr_view view;
    struct hr_case c = {
        .settings = settings,
        .view = &view,
        .facts = target->facts,
        .image = target->image,
        .profile = target->profile,
        .built = target->is_built,
        .reviewed = true,
        .exists = target->kind == HR_TARGET_CONTAINER,
    };

    *out = open_judgement(target);
    *settings = settings_of(target, arena);
    hr_view_fold(settings, arena, &view);
    hr_facts_resolve(target->facts, &view.user);
    judge(target, &c, arena, &out->findings);
    c.profile = hr_judgement_baseline(arena);
    judge(target, &c, arena, &out->all);
    out->exposure = hr_exposure(&out->all);
    hr_checklist_answer(&c, &out->all, arena, out->checklist);
}

/* The level of RULE, which ERR breaks, in JUDGEMENT. */
static enum hr_level level_of(const struct hr_rule *rule, const struct hr_judgement *judgement)
{
    return judgement->profile && !rule->fixed ? hr_rule_level(rule, judgement->profile)
                                              : rule->level;
}

/* Where ERR is, in the file that says the container. */
static struct hr_origin place_of(const struct hr_error *err, const struct hr_judgement *judgement)
{
    const enum hr_origin_kind kind = judgement->place.kind;

    if (!err->where.source || err->where.line == 0 ||
        (kind != HR_ORIGIN_FILE && kind != HR_ORIGIN_COMPOSE))
        return (struct hr_origin){ 0 };
    return (struct hr_origin){ .kind = kind, .name = err->where.source, .number = err->where.line };
}

void hr_judgement_add_error(const struct hr_error *err, struct hr_arena *arena,
                            struct hr_judgement *judgement)
{
    const struct hr_error message = { .code = err->code, .where = err->where, .msg = err->msg };
    const struct hr_rule *rule = hr_rule_of_error(err);
    const struct hr_finding finding = {
        .rule = rule,
        .level = level_of(rule, judgement),
        .message = hr_error_text(&message, arena),
        .remedy = err->hint,
        .place = place_of(err, judgement),
    };

    if (finding.level > HR_LEVEL_ALLOW)
        *HR_VEC_PUSH(arena, &judgement->findings) = finding;
    *HR_VEC_PUSH(arena, &judgement->all) = finding;
    for (size_t i = 0; err->code == HR_ERRC_PART && i < HR_CHECKLIST_COUNT; i++) {
        if (judgement->checklist[i].state == HR_STATE_PASS)
            judgement->checklist[i].state = HR_STATE_UNKNOWN;
    }
}

void hr_judgement_of_error(const struct hr_target *target, const struct hr_error *err,
                           struct hr_arena *arena, struct hr_judgement *out)
{
    *out = open_judgement(target);
    out->exposure = HR_EXPOSURE_MAX;
    hr_judgement_add_error(err, arena, out);
    for (size_t i = 0; i < HR_CHECKLIST_COUNT; i++)
        out->checklist[i] =
            (struct hr_answered){ .point = &hr_checklist()[i], .state = HR_STATE_UNKNOWN };
}

bool hr_judgements_have(const struct hr_judgements *judgements, enum hr_level level)
{
    for (size_t i = 0; i < judgements->n; i++) {
        const struct hr_findings *findings = &judgements->v[i].findings;

        for (size_t k = 0; k < findings->n; k++) {
            if (findings->v[k].level >= level && !findings->v[k].allowed)
                return true;
        }
    }
    return false;
}

const char *hr_target_kind_name(enum hr_target_kind kind)
{
    static const char *const names[] = {
        [HR_TARGET_COMMAND] = "command",
        [HR_TARGET_CONTAINER] = "container",
        [HR_TARGET_SERVICE] = "service",
    };

    return names[kind];
}
