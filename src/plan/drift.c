/* SPDX-License-Identifier: MIT */
#include "hrun/plan/drift.h"

#include "hrun/base/text.h"
#include "hrun/guard/claim.h"

#include <string.h>

/* Which rule speaks of a setting that the profile gives; the first row that fits counts. A row without
 * RULE is of what isolates nothing, or makes the container's own business easier. */
static const struct {
    const char *option, *start, *rule;
} givers[] = {
    { "cap-add", "", NULL },
    { "cap-drop", "", "capabilities-kept" },
    { "cgroupns", "", "host-cgroupns" },
    { "env", "", NULL },
    { "group-add", "", NULL },
    { "init", "", NULL },
    { "interactive", "", NULL },
    { "ipc", "", "host-ipc" },
    { "label", "", NULL },
    { "mount", "", "writable-bind" },
    { "network", "", "network" },
    { "publish", "", "publish-not-loopback" },
    { "publish-all", "", "publish-not-loopback" },
    { "pull", "", NULL },
    { "read-only", "", "writable-rootfs" },
    { "security-opt", "apparmor", "apparmor-unconfined" },
    { "security-opt", "no-new-privileges", "no-new-privileges-off" },
    { "security-opt", "seccomp", "seccomp-profile" },
    { "shm-size", "", "limit-above-max" },
    { "tmpfs", "", "tmpfs-options" },
    { "ulimit", "", "ulimit-unlimited" },
    { "user", "", "root-user" },
    { "volume", "", "writable-bind" },
    /* Memory, swap, CPUs, processes. */
    { "", "", "limit-off" },
};

struct search {
    const struct hr_drift *drift;
    struct hr_arena *arena;
    struct hr_findings *findings;
    size_t count;
};

static const struct hr_rule *rule_of(const struct hr_setting *s)
{
    size_t i = 0;

    while (*givers[i].option && (strcmp(givers[i].option, s->option->name) != 0 ||
                                 !hr_text_starts(s->raw, givers[i].start)))
        i++;
    return givers[i].rule ? hr_rule_named(givers[i].rule) : NULL;
}

/* True if a label says that RULE was let pass when the container was started. */
static bool was_allowed(const struct search *x, const struct hr_rule *rule)
{
    const char *reason = hr_label_value(&x->drift->invocation->settings,
                                        hr_arena_printf(x->arena, "hrun.allow.%s", rule->name));

    return reason && *reason;
}

/* The finding about what is missing of OPTION, or NULL. */
static struct hr_finding *missing(const struct search *x, const struct hr_rule *rule,
                                  const char *option)
{
    const char *words = hr_arena_printf(x->arena, "no --%s", option);

    for (size_t i = 0; i < x->findings->n; i++) {
        struct hr_finding *f = &x->findings->v[i];

        if (f->rule == rule && !f->setting && f->what && hr_text_starts(f->what, words))
            return f;
    }
    return NULL;
}

static void add(struct search *x, const struct hr_finding *finding)
{
    *HR_VEC_PUSH(x->arena, x->findings) = *finding;
}

/* S is what the profile makes of the container's settings. */
static void tell_of_setting(struct search *x, const struct hr_setting *s)
{
    const struct hr_profile *profile = x->drift->profile;
    const struct hr_rule *rule = rule_of(s);
    const char *words = hr_check_words(
        &(const struct hr_setting){ .option = s->option, .raw = s->raw, .value = s->value },
        x->arena);
    struct hr_finding *old;

    if (!rule || was_allowed(x, rule))
        return;
    x->count++;
    old = missing(x, rule, s->option->name);
    if (old) {
        old->message = hr_arena_printf(x->arena, "%s; drift: profile %s gives %s", old->message,
                                       profile->name, words);
        return;
    }
    add(x,
        &(const struct hr_finding){
            .rule = rule,
            .level = hr_rule_level(rule, profile) == HR_LEVEL_DENY ? HR_LEVEL_DENY : HR_LEVEL_WARN,
            .evidence = HR_EVIDENCE_INSPECT,
            .setting = s->was,
            .message =
                hr_arena_printf(x->arena, "drift: profile %s gives %s, which it does not have",
                                profile->name, words),
            .remedy = "start it again by hrun",
        });
}

/* What harden made of S, and not of the same that leads elsewhere by now. */
static bool is_narrowed(const struct hr_setting *s)
{
    const bool is_mount = s->option->kind == HR_KIND_VOLUME || s->option->kind == HR_KIND_MOUNT;

    return s->was && (!is_mount || s->was->value->kind != s->value->kind ||
                      s->was->value->as.mount.access != s->value->as.mount.access);
}

static void find_settings(struct search *x)
{
    struct hr_invocation created = *x->drift->invocation;
    const struct hr_harden in = {
        .invocation = &created,
        .profile = x->drift->profile,
        .facts = x->drift->facts,
        .host = x->drift->host,
    };
    struct hr_settings hardened = { 0 };
    struct hr_strv ignored = { 0 };

    created.verb = HR_VERB_CREATE; /* how it is attached is nobody's business */
    hr_harden(&in, x->arena, &hardened, &ignored);
    for (size_t i = 0; i < hardened.n; i++) {
        const enum hr_origin_kind from = hardened.v[i].origin.kind;

        if (from == HR_ORIGIN_PROFILE || from == HR_ORIGIN_POLICY || is_narrowed(&hardened.v[i]))
            tell_of_setting(x, &hardened.v[i]);
    }
}

/* What trips under the profile on SETTINGS, whoever wrote them. */
static struct hr_findings judged(const struct search *x, const struct hr_settings *settings)
{
    const struct hr_drift *drift = x->drift;
    struct hr_settings *folded = hr_arena_alloc(x->arena, sizeof(*folded));
    struct hr_findings findings = { 0 };
    struct hr_view view;
    const struct hr_case c = {
        .settings = folded,
        .view = &view,
        .facts = drift->facts,
        .image = &drift->invocation->image,
        .profile = drift->profile,
        .reviewed = true,
        .exists = true,
    };

    hr_settings_fold(settings, x->arena, folded);
    for (size_t i = 0; i < folded->n; i++)
        folded->v[i].judged = true;
    hr_view_fold(folded, x->arena, &view);
    hr_facts_resolve(drift->facts, &view.user);
    hr_guard_judge(&c, x->arena, &findings);
    return findings;
}

/* What trips on nothing but what the profile itself gives to this image. */
static struct hr_findings own_findings(const struct search *x)
{
    struct hr_invocation bare = *x->drift->invocation;
    const struct hr_harden in = {
        .invocation = &bare,
        .profile = x->drift->profile,
        .facts = x->drift->facts,
        .host = x->drift->host,
    };
    struct hr_settings given = { 0 };
    struct hr_strv ignored = { 0 };

    bare.settings = (struct hr_settings){ 0 };
    bare.verb = HR_VERB_CREATE;
    hr_harden(&in, x->arena, &given, &ignored);
    return judged(x, &given);
}

static bool is_same(const struct hr_finding *a, const struct hr_finding *b)
{
    const struct hr_option *left = a->setting ? a->setting->option : NULL;
    const struct hr_option *right = b->setting ? b->setting->option : NULL;
    const char *subject = a->subject ? a->subject : "", *other = b->subject ? b->subject : "";

    return a->rule == b->rule && left == right && strcmp(subject, other) == 0;
}

static struct hr_finding *same_in(const struct hr_findings *findings, const struct hr_finding *f)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (is_same(&findings->v[i], f))
            return &findings->v[i];
    }
    return NULL;
}

/* F would have refused the container. */
static void tell_of_refusal(struct search *x, const struct hr_finding *f)
{
    struct hr_finding *old = same_in(x->findings, f), more = *f;

    x->count++;
    if (old) {
        old->message = hr_arena_printf(x->arena, "%s; drift: profile %s refuses it", old->message,
                                       x->drift->profile->name);
        return;
    }
    more.evidence = HR_EVIDENCE_INSPECT;
    more.message = hr_arena_printf(x->arena, "drift: profile %s refuses it: %s",
                                   x->drift->profile->name, f->message);
    add(x, &more);
}

static void find_refusals(struct search *x)
{
    const struct hr_findings all = judged(x, &x->drift->invocation->settings);
    const struct hr_findings own = own_findings(x);

    for (size_t i = 0; i < all.n; i++) {
        const struct hr_finding *f = &all.v[i];

        /* What is missing is told of as what the profile gives. */
        if (f->level == HR_LEVEL_DENY && f->setting && !same_in(&own, f) &&
            !was_allowed(x, f->rule))
            tell_of_refusal(x, f);
    }
}

size_t hr_drift_find(const struct hr_drift *drift, struct hr_arena *arena,
                     struct hr_findings *findings)
{
    struct search x = { .drift = drift, .arena = arena, .findings = findings };

    find_refusals(&x);
    find_settings(&x);
    return x.count;
}
