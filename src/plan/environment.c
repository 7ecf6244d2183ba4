/* SPDX-License-Identifier: MIT */
/* The container's variables: what the profile sets, passes on and keeps from it, and how a value that
 * looks like a secret gets there unseen. */
#include "hrun/base/text.h"
#include "hrun/docker/env.h"
#include "hrun/guard/secret.h"
#include "hrun/policy/env_glob.h"

#include "work.h"

#include <string.h>

/* Rules that look into files of variables or labels. */
static const char *const env_rules[] = { "env-not-allowed", "image-labels", "loader-env",
                                         "secret-env" };

static bool any_rule_counts(const struct hr_profile *profile)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(env_rules); i++) {
        if (hr_rule_level(hr_rule_named(env_rules[i]), profile) > HR_LEVEL_ALLOW)
            return true;
    }
    return false;
}

/* True if PROFILE sets or takes away variables, which the line may name in a file. */
static bool fills_environment(const struct hr_profile *profile)
{
    const struct hr_profile_environment *e = &profile->environment;

    return e->forward.n > 0 || e->strip.n > 0 || e->set.n > 0 || profile->read_only;
}

static void collect(const struct hr_settings *settings, enum hr_kind kind, struct hr_arena *arena,
                    struct hr_strv *out)
{
    for (size_t i = 0; i < settings->n; i++) {
        if (settings->v[i].option->kind == kind)
            hr_strv_push(arena, out, settings->v[i].raw);
    }
}

void hr_questions_environment(const struct hr_settings *settings, const struct hr_profile *profile,
                              struct hr_arena *arena, struct hr_questions *out)
{
    const char *proxy = profile->environment.proxy;

    if (any_rule_counts(profile) || fills_environment(profile)) {
        collect(settings, HR_KIND_ENV_FILE, arena, &out->env_files);
        collect(settings, HR_KIND_LABEL_FILE, arena, &out->env_files);
    }
    out->proxies = proxy ? strcmp(proxy, "drop") == 0
                         : hr_rule_level(hr_rule_named("secret-env"), profile) > HR_LEVEL_ALLOW;
}

static const char *host_value(const struct hr_work *w, const char *name)
{
    return hr_environ_get(&w->in->host->environ, name);
}

static bool file_names(const struct hr_work *w, const struct hr_env_file_facts *file,
                       const char *name)
{
    for (size_t i = 0; file && i < file->lines.n; i++) {
        const struct hr_env *line = &file->lines.v[i];

        if (strcmp(line->name, name) == 0 && (line->value || host_value(w, name)))
            return true;
    }
    return false;
}

bool hr_work_names_variable(const struct hr_work *w, const char *name)
{
    for (size_t i = 0; i < w->out->n; i++) {
        const struct hr_setting *s = &w->out->v[i];

        if (s->option->kind == HR_KIND_ENV && strcmp(s->value->as.env.name, name) == 0)
            return true;
        if (s->option->kind == HR_KIND_ENV_FILE &&
            file_names(w, hr_env_file_at(&w->in->facts->env_files, s->raw), name))
            return true;
    }
    return false;
}

static void fill_set(struct hr_work *w)
{
    const struct hr_profile_variables *set = &w->profile->environment.set;

    for (size_t i = 0; i < set->n; i++) {
        const struct hr_profile_variable *var = &set->v[i];

        if (!hr_work_names_variable(w, var->name))
            hr_work_fill(w, var->pointer, "env",
                         hr_arena_printf(w->arena, "%s=%s", var->name, var->value),
                         "the profile sets it");
    }
}

/* True if `strip` means NAME: a name that a list has letter for letter beats its globs. */
static bool is_stripped(const struct hr_work *w, const char *name)
{
    const struct hr_profile_environment *e = &w->profile->environment;

    return hr_env_glob_find(&e->strip, name) && !hr_env_glob_names(&e->allow, name) &&
           !hr_env_glob_names(&e->forward, name);
}

static void fill_forward(struct hr_work *w)
{
    const struct hr_strv *forward = &w->profile->environment.forward;
    char *const *var = w->in->host->environ.vars;

    for (; forward->n > 0 && *var; var++) {
        const char *name = hr_arena_strndup(w->arena, *var, strcspn(*var, "="));

        if (*name && hr_env_glob_find(forward, name) && !is_stripped(w, name) &&
            !hr_work_names_variable(w, name))
            hr_work_fill(w, "/environment/forward", "env", name, "the profile passes it on");
    }
}

/* Have the engine take NAME out of the container: it does so for a name that the client sends without a
 * value. What the client itself reads it must keep, so there the value is made empty. */
static void take_away(struct hr_work *w, const char *pointer, const char *name, const char *reason)
{
    const bool set = host_value(w, name) != NULL;
    const bool keeps = set && hr_env_is_clients(name);

    if (hr_work_names_variable(w, name))
        return;
    hr_work_fill(w, pointer, "env", keeps ? hr_arena_printf(w->arena, "%s=", name) : name, reason);
    if (set && !keeps)
        w->out->v[w->out->n - 1].passage = HR_PASSAGE_UNSET;
}

static void fill_strip(struct hr_work *w)
{
    const struct hr_image_facts *image = &w->in->facts->image;
    const struct hr_strv *strip = &w->profile->environment.strip;
    const char *reason = "the profile keeps it from the container";

    for (size_t i = 0; i < image->env.n && strip->n > 0; i++) {
        if (is_stripped(w, image->env.v[i].name))
            take_away(w, "/environment/strip", image->env.v[i].name, reason);
    }
    /* Of an image that nobody knows only names can be taken away, not what globs would match. */
    for (size_t i = 0; i < strip->n && image->state != HR_KNOWN; i++) {
        if (!strchr(strip->v[i], '*') && is_stripped(w, strip->v[i]))
            take_away(w, "/environment/strip", strip->v[i], reason);
    }
}

static void fill_proxy(struct hr_work *w)
{
    const struct hr_proxies_facts *proxies = &w->in->facts->proxies;
    const char *proxy = w->profile->environment.proxy;
    const size_t before = w->out->n;

    if (!proxy || strcmp(proxy, "drop") != 0)
        return;
    for (size_t i = 0; i < proxies->vars.n; i++)
        take_away(w, "/environment/proxy", proxies->vars.v[i].name,
                  "docker's client would add its own proxy");
    if (w->out->n > before && proxies->state == HR_KNOWN)
        hr_strv_push(w->arena, w->notes,
                     "the proxies in docker's config file are not passed on; a profile with "
                     "environment.proxy \"keep\" does so");
}

void hr_fill_environment(struct hr_work *w)
{
    fill_set(w);
    fill_forward(w);
    fill_strip(w);
    fill_proxy(w);
}

void hr_hide_secrets(struct hr_work *w)
{
    for (size_t i = 0; i < w->out->n; i++) {
        struct hr_setting *s = &w->out->v[i];
        const struct hr_env *env = &s->value->as.env;

        if (s->option->kind != HR_KIND_ENV || !env->value ||
            !hr_secret_find(env->name, env->value, w->arena))
            continue;
        if (hr_env_is_clients(env->name)) {
            s->passage = HR_PASSAGE_MASKED;
            s->reason = "the client reads this name for itself, so the value stays in argv";
        } else {
            s->passage = HR_PASSAGE_ENVIRON;
            s->raw = env->name;
            s->reason = "the value travels in the client's environment, where ps does not show it";
        }
    }
}

void hr_plan_environ(const struct hr_host *host, struct hr_arena *arena, struct hr_plan *plan)
{
    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];
        const struct hr_env *env = &s->value->as.env;

        if (s->passage == HR_PASSAGE_ENVIRON)
            hr_strv_pushf(arena, &plan->set, "%s=%s", env->name, env->value);
        else if (s->passage == HR_PASSAGE_UNSET && hr_environ_get(&host->environ, env->name))
            hr_strv_push(arena, &plan->unset, env->name);
    }
}
