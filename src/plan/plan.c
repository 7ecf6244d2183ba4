/* SPDX-License-Identifier: MIT */
#include "hrun/plan/plan.h"

#include "hrun/docker/go.h"
#include "hrun/docker/verb.h"
#include "hrun/facts/names.h"
#include "hrun/guard/allow.h"
#include "hrun/guard/guard.h"
#include "hrun/policy/policy.h"

#include "work.h"

#include <string.h>

static bool judges_root(const struct hr_profile *profile)
{
    return hr_rule_level(hr_rule_named("root-user"), profile) > HR_LEVEL_ALLOW;
}

/* True if it must be known whether the container is in group 0. For a mere warning nobody looks. */
static bool needs_groups(const struct hr_profile *profile)
{
    return hr_rule_level(hr_rule_named("root-group"), profile) == HR_LEVEL_DENY;
}

/* True if what hrun fills in, narrows or judges depends on what the image says. */
static bool needs_image(const struct hr_invocation *invocation, const struct hr_profile *profile)
{
    return profile->user || profile->fallback_user || profile->tmpfs.n > 0 ||
           profile->environment.strip.n > 0 || judges_root(profile) || needs_groups(profile) ||
           (profile->ports.host_ip &&
            hr_settings_bool(&invocation->settings, "publish-all", false));
}

/* Where a name is root's, only the container's files tell. */
static void ask_container(const struct hr_invocation *exec, const struct hr_profile *profile,
                          struct hr_arena *arena, struct hr_questions *out)
{
    struct hr_user user;

    hr_user_parse(out->user ? out->user : "", arena, &user);
    out->groups = needs_groups(profile);
    if (exec->command.n == 0 || !((hr_names_needed(&user) && judges_root(profile)) ||
                                  (hr_names_group_needed(&user) && out->groups)))
        return;
    out->container = exec->command.v[0];
    hr_strv_push(arena, &out->joined, out->container);
}

void hr_plan_questions(const struct hr_invocation *invocation, const struct hr_profile *profile,
                       struct hr_arena *arena, struct hr_questions *out)
{
    const struct hr_setting *pull = hr_settings_last(&invocation->settings, "pull");
    const struct hr_setting *user = hr_settings_last(&invocation->settings, "user");
    const struct hr_setting *platform = hr_settings_last(&invocation->settings, "platform");
    const char *policy = pull && *pull->raw ? pull->raw : profile->pull_policy;
    int64_t nano = 0;

    *out = (struct hr_questions){ 0 };
    out->user = user && *user->raw ? user->raw : NULL;
    if (!hr_verb_creates(invocation->verb)) {
        if (invocation->verb == HR_VERB_EXEC)
            ask_container(invocation, profile, arena, out);
        hr_questions_environment(&invocation->settings, profile, arena, out);
        out->proxies = false;
        return;
    }
    out->endpoint = profile->ports.host_ip && hr_settings_last(&invocation->settings, "publish");
    /* With --pull=always the image in hand says nothing about the one that will run. */
    out->image = needs_image(invocation, profile) && !(policy && strcmp(policy, "always") == 0);
    /* One CPU is what every engine has. */
    out->cpus = profile->cpus && hr_go_cpus(profile->cpus, &nano) && nano > 1000000000 &&
                !hr_settings_last(&invocation->settings, "cpus") &&
                !hr_settings_last(&invocation->settings, "cpu-quota");
    out->apparmor = hr_profile_own_apparmor(profile);
    hr_questions_secrets(invocation, arena, out);
    hr_questions_by_name(&invocation->settings, profile, arena, out);
    hr_questions_environment(&invocation->settings, profile, arena, out);
    out->platform = platform ? platform->raw : NULL;
    out->groups = needs_groups(profile);
    out->name = out->image && (out->user || profile->user || profile->fallback_user ||
                               judges_root(profile) || out->groups);
    if (profile->fallback_user && strcmp(profile->fallback_user, "auto") != 0)
        out->fallback = profile->fallback_user;
    out->script =
        profile->stdin_open == HR_STDIN_AUTO && hr_plan_may_open_stdin(invocation, profile);
}

/* A capability without root gives nothing, unless a setuid program may take it up: who is not told
 * looks for the fault elsewhere. */
static void note_idle_capabilities(const struct hr_plan *plan, struct hr_arena *arena,
                                   struct hr_strv *notes)
{
    const struct hr_option *row = hr_option("cap-add");

    if (!hr_user_is_plainly_not_root(&plan->view.user) || !plan->view.no_new_privileges.v)
        return;
    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        if (s->option == row && s->origin.kind == HR_ORIGIN_ARGUMENT)
            hr_strv_pushf(arena, notes,
                          "--cap-add %s: user %s is not root, so it gets nothing from it", s->raw,
                          plan->view.user.raw);
    }
}

/* Evidence of what was let pass, one label a rule. */
static void label_allowed(struct hr_plan *plan, const struct hr_rule *rule,
                          const struct hr_allows *allows, struct hr_arena *arena)
{
    struct hr_value *value = hr_arena_alloc(arena, sizeof(*value));
    const struct hr_option *label = hr_option("label");
    struct hr_strv reasons = { 0 };
    const char *raw;
    struct hr_error err;

    for (size_t i = 0; i < allows->n; i++) {
        if (allows->v[i].used && allows->v[i].rule == rule)
            hr_strv_push(arena, &reasons, allows->v[i].rest);
    }
    raw =
        hr_arena_printf(arena, "hrun.allow.%s=%s", rule->name, hr_strv_join(arena, &reasons, "; "));
    if (reasons.n == 0 || !hr_value_parse(label, raw, arena, value, &err))
        return;
    *HR_VEC_PUSH(arena, &plan->settings) = (struct hr_setting){
        .option = label,
        .raw = raw,
        .value = value,
        .origin = { .kind = HR_ORIGIN_HRUN },
        .reason = "evidence of what was let pass, and why",
    };
}

/* An --allow that is of no use is a mistake, or a habit that somebody should know of. */
static void warn_of_allow(struct hr_plan *plan, const struct hr_allow *allow,
                          struct hr_arena *arena)
{
    const struct hr_policy *policy = plan->profile->policy;
    const char *raw = hr_allow_shown(allow, arena);

    if (hr_policy_locks(policy, allow->rule->name))
        hr_strv_pushf(arena, &plan->warnings, "--allow %s: %s locks %s, so nothing lets it pass",
                      raw, policy->path, allow->rule->name);
    else if (!allow->used)
        hr_strv_pushf(arena, &plan->warnings, "--allow %s: nothing trips that it lets pass", raw);
}

void hr_plan_let_pass(struct hr_plan *plan, struct hr_arena *arena)
{
    struct hr_allows allows = hr_allows_of(plan->invocation, arena);
    const bool labels = hr_verb_creates(plan->invocation->verb);
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    hr_allow_apply(&allows, arena, &plan->findings);
    for (size_t i = 0; i < count && allows.n > 0 && labels; i++)
        label_allowed(plan, &rules[i], &allows, arena);
    for (size_t i = 0; i < allows.n; i++)
        warn_of_allow(plan, &allows.v[i], arena);
    plan->refused = hr_findings_refuse(&plan->findings);
}

void hr_plan_build(const struct hr_invocation *invocation, const struct hr_choice *choice,
                   const struct hr_facts *facts, const struct hr_host *host, struct hr_arena *arena,
                   struct hr_plan *out)
{
    const struct hr_harden in = {
        .invocation = invocation,
        .profile = choice->profile,
        .matched = choice->matched,
        .facts = facts,
        .host = host,
    };
    struct hr_settings hardened = { 0 };
    struct hr_case c = {
        .facts = facts, .profile = choice->profile, .image = &invocation->image, .host = host
    };

    if (!hr_verb_creates(invocation->verb)) {
        hr_plan_judge(invocation, choice, facts, host, arena, out);
        return;
    }
    *out = (struct hr_plan){
        .invocation = invocation,
        .profile = choice->profile,
        .because = choice->because,
        .facts = facts,
    };
    hr_strv_extend(arena, &out->notes, &choice->notes);
    hr_harden(&in, arena, &hardened, &out->notes);
    hr_settings_fold(&hardened, arena, &out->settings);
    hr_view_fold(&out->settings, arena, &out->view);
    hr_facts_resolve(facts, &out->view.user);
    c.settings = &out->settings;
    c.view = &out->view;
    note_idle_capabilities(out, arena, &out->notes);
    hr_plan_environ(host, arena, out);
    hr_guard_judge(&c, arena, &out->findings);
    hr_plan_pin_containers(out, arena);
    hr_plan_let_pass(out, arena);
    hr_plan_void_claims(out, arena);
}
