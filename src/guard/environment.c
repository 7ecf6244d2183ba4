/* SPDX-License-Identifier: MIT */
#include "hrun/guard/environment.h"

#include "hrun/base/map.h"
#include "hrun/base/text.h"
#include "hrun/docker/env.h"
#include "hrun/guard/secret.h"
#include "hrun/policy/env_glob.h"

#include <string.h>

/* A variable that somebody wrote: on the line, or in a file that the line names. */
struct variable {
    const struct hr_setting *by;
    const struct hr_env *env;
    const char *place; /* "", or which line of the file, with a colon and a blank */
};

typedef void check_variable(const struct hr_check *k, const struct variable *var);

static void each_line(const struct hr_check *k, const struct hr_setting *by, check_variable *check)
{
    const struct hr_env_file_facts *file = hr_env_file_at(&k->c->facts->env_files, by->raw);
    struct hr_map seen = { 0 };
    size_t old;

    /* Of each name the first line that trips is told of; docker takes the last. */
    for (size_t i = 0; file && i < file->lines.n; i++) {
        const struct hr_env *line = &file->lines.v[i];
        const struct variable var = {
            by, line, hr_arena_printf(k->arena, "line %zu, %s: ", line->line, line->name)
        };

        const size_t before = k->out->n;

        if (hr_map_get(&seen, line->name, &old))
            continue;
        check(k, &var);
        if (k->out->n > before)
            hr_map_put(&seen, k->arena, line->name, 0, &old);
    }
}

static void each_variable(const struct hr_check *k, check_variable *check)
{
    for (size_t i = 0; i < k->c->settings->n; i++) {
        const struct hr_setting *s = &k->c->settings->v[i];
        const struct variable var = { s, &s->value->as.env, "" };

        /* What is only taken away brings nothing in. */
        if (!hr_check_is_typed(s) || s->passage == HR_PASSAGE_UNSET)
            continue;
        if (s->option->kind == HR_KIND_ENV)
            check(k, &var);
        else if (s->option->kind == HR_KIND_ENV_FILE)
            each_line(k, s, check);
    }
}

/* True if ENV has a value, its own or the host's; without one it only takes NAME away. Where nobody
 * launches, the host may have any. */
static bool has_value(const struct hr_check *k, const struct hr_env *env)
{
    return env->value || !k->c->host || hr_environ_get(&k->c->host->environ, env->name);
}

static bool is_exempt(const struct hr_check *k, const char *name)
{
    return hr_env_glob_names(&k->c->profile->environment.allow, name);
}

static void trip(const struct hr_check *k, const struct variable *var, const char *why,
                 const char *remedy)
{
    hr_check_trip(k, &(const struct hr_trip){
                         .by = var->by,
                         .subject = var->env->name,
                         .why = hr_arena_printf(k->arena, "%s%s", var->place, why),
                         .remedy = remedy,
                     });
}

static const char *secret_remedy(const struct hr_check *k, const char *name)
{
    return hr_arena_printf(k->arena,
                           "--secret-file id=%s,src=FILE, for programs that read %s_FILE or "
                           "/run/secrets/%s",
                           hr_text_lower(k->arena, name), name, hr_text_lower(k->arena, name));
}

/* What works in place of the host's value of NAME: nobody is told to write a secret out. */
static const char *allowed_remedy(const struct hr_check *k, const char *name)
{
    const char *value = k->c->host ? hr_environ_get(&k->c->host->environ, name) : NULL;
    const char *first = value && hr_secret_find(name, value, k->arena)
                            ? secret_remedy(k, name)
                            : hr_arena_printf(k->arena, "%s=VALUE written out", name);

    return hr_arena_printf(k->arena, "%s; or %s in environment.allow of a profile", first, name);
}

static void check_allowed(const struct hr_check *k, const struct variable *var)
{
    const struct hr_profile_environment *e = &k->c->profile->environment;
    const char *name = var->env->name;

    if (!has_value(k, var->env) || is_exempt(k, name))
        return;
    if (hr_env_glob_find(&e->strip, name))
        trip(k, var, "the profile's environment.strip keeps it from the container",
             hr_arena_printf(k->arena, "%s in environment.allow of a profile", name));
    else if (!var->env->value && !hr_env_glob_find(&e->allow, name) &&
             !hr_env_glob_find(&e->forward, name))
        trip(k, var,
             "it passes on the host's value, which the profile's environment.allow does not have",
             allowed_remedy(k, name));
}

static void check_files(const struct hr_check *k)
{
    for (size_t i = 0; i < k->c->settings->n; i++) {
        const struct hr_setting *s = &k->c->settings->v[i];
        const struct hr_env_file_facts *file = hr_env_file_at(&k->c->facts->env_files, s->raw);

        if (s->option->kind != HR_KIND_ENV_FILE || !hr_check_is_typed(s) || (file && file->known))
            continue;
        hr_check_trip(k, &(const struct hr_trip){
                             .by = s,
                             .subject = s->raw,
                             .unlisted = true,
                             .why = file ? file->unknown_because : "nobody read it",
                             .remedy = "a regular file, or <(COMMAND), of lines NAME=VALUE",
                         });
    }
}

void hr_check_env_not_allowed(const struct hr_check *k)
{
    check_files(k);
    each_variable(k, check_allowed);
}

/* The host's value that ENV passes on where a glob lets it, or the other rule does not look; NULL for
 * any other. A glob is of names, and what it lets pass may still be a secret. */
static const char *passed_value(const struct hr_check *k, const struct hr_env *env)
{
    const struct hr_profile_environment *e = &k->c->profile->environment;
    const struct hr_rule *other = hr_rule_named("env-not-allowed");
    const bool looks = hr_rule_level(other, k->c->profile) > HR_LEVEL_ALLOW;

    if (!k->c->host || hr_env_glob_find(&e->forward, env->name) ||
        (looks &&
         (hr_env_glob_find(&e->strip, env->name) || !hr_env_glob_find(&e->allow, env->name))))
        return NULL;
    return hr_environ_get(&k->c->host->environ, env->name);
}

static void check_secret(const struct hr_check *k, const struct variable *var)
{
    const char *name = var->env->name;
    const char *value = var->env->value ? var->env->value : passed_value(k, var->env);
    const char *what = NULL;

    if (value && !is_exempt(k, name))
        what = hr_secret_find(name, value, k->arena);
    if (what)
        trip(k, var,
             hr_arena_printf(k->arena,
                             "it looks like a secret (%s), which docker inspect and every process "
                             "of the container can read",
                             what),
             secret_remedy(k, name));
}

/* The proxies that the client adds by itself, where the profile says neither to drop nor to keep them. */
static void check_proxies(const struct hr_check *k)
{
    const struct hr_envs *vars = &k->c->facts->proxies.vars;

    for (size_t i = 0; i < vars->n && !k->c->profile->environment.proxy; i++) {
        const struct hr_env *var = &vars->v[i];

        /* The same value comes under the same name in lower case. */
        if (strchr(HR_LOWER, *var->name) || !var->value || is_exempt(k, var->name) ||
            hr_view_env(k->c->view, var->name) || !hr_secret_find(var->name, var->value, k->arena))
            continue;
        hr_check_trip(k, &(const struct hr_trip){
                             .subject = var->name,
                             .absent = "the proxies in docker's config file",
                             .why = hr_arena_printf(k->arena,
                                                    "%s has a password in it, and docker gives it "
                                                    "to every container",
                                                    var->name),
                             .remedy = "environment.proxy \"drop\" in a profile",
                         });
    }
}

void hr_check_secret_env(const struct hr_check *k)
{
    each_variable(k, check_secret);
    check_proxies(k);
}

/* Names that make programs load code, '*' for any rest; where words stand, only with one of them in the
 * value: the variable has harmless uses, and many. */
static const struct {
    const char *name;
    const char *words[5];
} loaders[] = {
    { "LD_*", { NULL } },
    { "BASH_ENV", { NULL } },
    { "BASH_FUNC_*", { NULL } },
    { "CORECLR_PROFILER_PATH*", { NULL } },
    { "DOTNET_STARTUP_HOOKS", { NULL } },
    { "ENV", { "/" } },
    { "GCONV_PATH", { NULL } },
    { "GIT_EXEC_PATH", { NULL } },
    { "GIT_EXTERNAL_DIFF", { NULL } },
    { "GIT_SSH", { NULL } },
    { "GIT_SSH_COMMAND", { NULL } },
    { "GLIBC_TUNABLES", { NULL } },
    { "IFS", { NULL } },
    { "JAVA_TOOL_OPTIONS", { "-javaagent", "-agentpath", "-agentlib" } },
    { "JDK_JAVA_OPTIONS", { "-javaagent", "-agentpath", "-agentlib" } },
    { "LESSCLOSE", { NULL } },
    { "LESSOPEN", { NULL } },
    { "LUA_INIT*", { NULL } },
    { "NODE_OPTIONS", { "--require", "-r ", "--import", "--loader", "--experimental-loader" } },
    { "OPENSSL_CONF", { NULL } },
    { "OPENSSL_ENGINES", { NULL } },
    { "PERL5DB", { NULL } },
    { "PERL5OPT", { NULL } },
    { "PROMPT_COMMAND", { NULL } },
    { "PYTHONBREAKPOINT", { NULL } },
    { "PYTHONHOME", { NULL } },
    { "PYTHONSTARTUP", { NULL } },
    { "RUBYOPT", { NULL } },
    { "SHELLOPTS", { NULL } },
    { "ZDOTDIR", { NULL } },
    { "_JAVA_OPTIONS", { "-javaagent", "-agentpath", "-agentlib" } },
};

/* True if VALUE has one of WORDS in it, or they say nothing, or it is not known. */
static bool has_word(const char *const words[5], const char *value)
{
    for (size_t i = 0; i < 5 && words[i] && value; i++) {
        if (strstr(value, words[i]))
            return true;
    }
    return !words[0] || !value;
}

static bool is_loader(const char *name, const char *value)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(loaders); i++) {
        if (hr_text_fits(loaders[i].name, name, '\0') && has_word(loaders[i].words, value))
            return true;
    }
    return false;
}

static void check_loader(const struct hr_check *k, const struct variable *var)
{
    const struct hr_env *env = var->env;

    if (!has_value(k, env) || (env->value && !*env->value) || is_exempt(k, env->name))
        return;
    if (is_loader(env->name, env->value))
        trip(k, var, "it makes programs load code or run commands that are not the image's",
             "leave it out, or set it in the image");
}

/* --secret-file sets a variable to a path of its own, which says nothing about what is in the file. */
static void check_secret_files(const struct hr_check *k)
{
    for (size_t i = 0; i < k->c->settings->n; i++) {
        const struct hr_setting *s = &k->c->settings->v[i];
        const struct variable var = { s, &s->value->as.env, "" };

        if (s->option->kind != HR_KIND_ENV || !s->was ||
            strcmp(s->was->option->name, "secret-file") != 0 || is_exempt(k, var.env->name) ||
            !is_loader(var.env->name, NULL))
            continue;
        trip(k, &var, "programs load code or run commands from the file that it names",
             "env=VARIABLE of another name");
    }
}

void hr_check_loader_env(const struct hr_check *k)
{
    each_variable(k, check_loader);
    check_secret_files(k);
}

void hr_check_image_env_secret(const struct hr_check *k)
{
    const struct hr_image_facts *image = &k->c->facts->image;

    for (size_t i = 0; i < image->env.n; i++) {
        const struct hr_env *env = &image->env.v[i];
        const char *what = env->value && !hr_view_env(k->c->view, env->name)
                               ? hr_secret_find(env->name, env->value, k->arena)
                               : NULL;

        if (!what || is_exempt(k, env->name))
            continue;
        hr_check_trip(k, &(const struct hr_trip){
                             .subject = env->name,
                             .absent = "the image's ENV",
                             .why = hr_arena_printf(k->arena,
                                                    "%s looks like a secret (%s), and whoever can "
                                                    "pull the image has it",
                                                    hr_text_safe(k->arena, env->name), what),
                             .remedy = "an image built without it, and a new secret",
                         });
    }
}
