/* SPDX-License-Identifier: MIT */
#include "hrun/base/map.h"
#include "hrun/base/text.h"
#include "hrun/docker/capability.h"
#include "hrun/docker/go.h"
#include "hrun/plan/plan.h"
#include "hrun/policy/policy.h"
#include "hrun/version.h"

#include "work.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void hr_work_add(struct hr_work *w, struct hr_origin origin, const char *option, const char *raw,
                 const char *reason)
{
    struct hr_value *value = hr_arena_alloc(w->arena, sizeof(*value));
    const struct hr_option *row = hr_option(option);
    struct hr_error err;

    /* A profile's values were checked when it was read. Going on with one that cannot be read would be
     * going on without what it asks for. */
    if (!hr_value_parse(row, raw, w->arena, value, &err))
        abort();
    *HR_VEC_PUSH(w->arena, w->out) = (struct hr_setting){
        .option = row, .raw = raw, .value = value, .origin = origin, .reason = reason
    };
}

void hr_work_replace(struct hr_work *w, const struct hr_setting *s, const char *option,
                     const char *raw, const char *reason)
{
    struct hr_setting *was = hr_arena_alloc(w->arena, sizeof(*was));

    *was = *s;
    hr_work_add(w, s->origin, option, raw, reason);
    w->out->v[w->out->n - 1].was = was;
}

void hr_work_fill(struct hr_work *w, const char *pointer, const char *option, const char *raw,
                  const char *reason)
{
    const struct hr_origin origin = {
        .kind = hr_policy_says(w->profile, pointer) ? HR_ORIGIN_POLICY : HR_ORIGIN_PROFILE,
        .name = hr_profile_origin(w->profile, pointer),
        .pointer = pointer,
    };

    hr_work_add(w, origin, option, raw, reason);
}

/* Everything the user wrote, but labels in hrun's own name space: they are evidence. */
static void keep_settings(struct hr_work *w)
{
    const struct hr_settings *settings = &w->in->invocation->settings;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option->kind == HR_KIND_LABEL && hr_text_starts(s->raw, "hrun."))
            hr_strv_pushf(w->arena, w->notes, "label %s dropped: hrun writes hrun.* itself",
                          s->value->as.env.name);
        else if (!hr_work_narrow_publish(w, s) && !hr_work_narrow_bind(w, s) &&
                 !hr_work_narrow_tmpfs(w, s))
            *HR_VEC_PUSH(w->arena, w->out) = *s;
    }
}

void hr_work_take(struct hr_work *w, const char *place)
{
    size_t old;

    if (place)
        hr_map_put(&w->places, w->arena, place, 0, &old);
}

bool hr_work_is_taken(const struct hr_work *w, const char *place)
{
    size_t value;

    return hr_map_get(&w->places, place, &value);
}

/* Where the user's words or the image's VOLUME mount something: over that nothing is put. */
static void find_places(struct hr_work *w)
{
    const struct hr_strv *volumes = &w->in->facts->image.volumes;

    for (size_t i = 0; i < w->view.mounts.n; i++)
        hr_work_take(w, w->view.mounts.v[i].place);
    for (size_t i = 0; i < volumes->n; i++)
        hr_work_take(w, hr_work_place(volumes->v[i], w->arena));
}

/* A home that cannot be written stops caches and configuration of many programs. */
static void fill_home(struct hr_work *w)
{
    const struct hr_envs *image = &w->in->facts->image.env;

    if (!hr_work_is_taken(w, "/tmp") || !w->profile->read_only || hr_work_names_variable(w, "HOME"))
        return;
    for (size_t i = 0; i < image->n && !w->fallback; i++) {
        if (strcmp(image->v[i].name, "HOME") == 0)
            return;
    }
    hr_work_fill(w, w->fallback ? "/fallback_user" : "/read_only", "env", "HOME=/tmp",
                 "the user's home cannot be written");
}

/* True if NAME is in SET, or is the word ALL and ALL says that it was written. */
static bool has_capability(uint64_t set, bool all, const char *name)
{
    const int number = hr_capability_find(name);

    return number >= 0 ? set >> number & 1 : all && hr_capability_is_all(name);
}

static void fill_capabilities(struct hr_work *w)
{
    const struct hr_strv *drop = &w->profile->cap_drop, *grant = &w->profile->cap_add;
    const struct hr_view *view = &w->view;

    for (size_t i = 0; i < drop->n; i++) {
        if (!view->caps_all_dropped && !has_capability(view->caps_dropped, false, drop->v[i]))
            hr_work_fill(w, "/cap_drop", "cap-drop", drop->v[i],
                         "nothing is granted that is not asked for");
    }
    for (size_t i = 0; i < grant->n; i++) {
        if (!has_capability(view->caps_added, view->caps_all_added, grant->v[i]))
            hr_work_fill(w, "/cap_add", "cap-add", grant->v[i], "the profile grants it");
    }
}

/* The memory limit that will hold, as text for --memory-swap; NULL if there is none. */
static const char *fill_memory_limit(struct hr_work *w)
{
    const char *limit = w->profile->mem_limit;
    const char *reason = "a leak ends the container, not the host";
    bool differs = false;
    int64_t bytes = 0;

    if (w->view.memory.by)
        return w->view.memory.v > 0 ? w->view.memory.by->raw : NULL;
    if (!limit)
        return NULL;
    /* The engine refuses a reservation above the limit, and less for memory and swap together. */
    if (hr_go_bytes(limit, &bytes, &differs) && w->view.memory_reservation.v > bytes) {
        limit = w->view.memory_reservation.by->raw;
        reason = "raised to the --memory-reservation given";
    } else if (w->view.memory_swap.v > 0 && w->view.memory_swap.v < bytes) {
        limit = w->view.memory_swap.by->raw;
        reason = "lowered to the --memory-swap given";
    }
    hr_work_fill(w, "/mem_limit", "memory", limit, reason);
    return limit;
}

static void fill_memory(struct hr_work *w)
{
    const char *swap = w->profile->memswap_limit;
    const char *limit = fill_memory_limit(w);

    if (!swap || !limit || w->view.memory_swap.v != 0)
        return;
    if (strcmp(swap, "mem_limit") == 0)
        swap = limit;
    hr_work_fill(w, "/memswap_limit", "memory-swap", swap, "no swap on top of the memory limit");
}

#define NANO       INT64_C(1000000000)
#define PERIOD_MAX INT64_C(1000000) /* microseconds */

static void fill_cpus(struct hr_work *w)
{
    const char *cpus = w->profile->cpus, *reason = "the container cannot starve the host";
    const int64_t have = w->in->facts->engine.cpus;
    int64_t nano = 0;

    if (!cpus || !hr_go_cpus(cpus, &nano) || w->view.cpus.by || w->view.cpu_quota.by)
        return;
    if (have > 0 && nano / NANO >= have && nano > have * NANO) {
        nano = have * NANO;
        cpus = hr_arena_printf(w->arena, "%" PRId64, have);
        reason = "all that the engine has";
    }
    if (w->view.cpu_period.v > 0) {
        /* --cpus beside a period is refused by the engine, and so is a period above a second. */
        const int64_t period =
            w->view.cpu_period.v < PERIOD_MAX ? w->view.cpu_period.v : PERIOD_MAX;

        /* In two steps: the product may not fit. */
        const int64_t quota = period * (nano / NANO) + period * (nano % NANO) / NANO;

        hr_work_fill(w, "/cpus", "cpu-quota", hr_arena_printf(w->arena, "%" PRId64, quota), reason);
    } else {
        hr_work_fill(w, "/cpus", "cpus", cpus, reason);
    }
}

/* True if -a names streams and standard input is not among them. */
static bool attaches_elsewhere(const struct hr_work *w)
{
    const struct hr_settings *settings = &w->in->invocation->settings;
    bool any = false;

    for (size_t i = 0; i < settings->n; i++) {
        if (settings->v[i].option->kind != HR_KIND_ATTACH)
            continue;
        if (hr_text_equal_nocase(settings->v[i].raw, "stdin"))
            return false;
        any = true;
    }
    return any;
}

bool hr_plan_may_open_stdin(const struct hr_invocation *invocation,
                            const struct hr_profile *profile)
{
    /* Who wrote docker's name wrote -i where it is wanted: a loop that reads its own input does without. */
    const bool opens = profile->stdin_open == HR_STDIN_TRUE ||
                       (profile->stdin_open == HR_STDIN_AUTO && invocation->before.n == 0);

    return opens && invocation->verb != HR_VERB_CREATE &&
           !hr_settings_last(&invocation->settings, "interactive") &&
           !hr_settings_bool(&invocation->settings, "detach", false);
}

static void fill_stdin(struct hr_work *w)
{
    const struct hr_host *host = w->in->host;

    if (!hr_plan_may_open_stdin(w->in->invocation, w->profile) || attaches_elsewhere(w))
        return;
    /* With -t docker insists that an attached standard input is a terminal. */
    if (w->view.tty.v && !host->stdin_is_tty)
        return;
    if (w->profile->stdin_open == HR_STDIN_AUTO && host->stdin_is_script) {
        hr_strv_pushf(w->arena, w->notes,
                      "standard input is the script that %s reads, so the container does not get "
                      "it; write -i if it should",
                      host->script_reader ? host->script_reader : "a shell");
        return;
    }
    hr_work_fill(w, "/stdin_open", "interactive", "true", "what is piped in arrives");
}

static void fill_evidence(struct hr_work *w)
{
    static const struct hr_origin origin = { .kind = HR_ORIGIN_HRUN };
    const struct hr_profile *profile = w->profile;
    const char *reason = "evidence of how it was started";

    hr_work_add(w, origin, "label", "hrun.version=" HR_VERSION, reason);
    hr_work_add(w, origin, "label", hr_arena_printf(w->arena, "hrun.profile=%s", profile->name),
                reason);
    hr_work_add(w, origin, "label",
                hr_arena_printf(w->arena, "hrun.profile.sha256=%s", profile->sha256), reason);
}

void hr_harden(const struct hr_harden *in, struct hr_arena *arena, struct hr_settings *out,
               struct hr_strv *notes)
{
    /* In this order they stand in the command. tmpfs needs the user, HOME needs tmpfs. */
    static void (*const steps[])(struct hr_work *) = {
        hr_fill_root,       hr_fill_user,        hr_fill_groups,  hr_fill_tmpfs,
        hr_fill_secrets,    hr_fill_environment, fill_home,       fill_capabilities,
        hr_fill_privileges, hr_fill_namespaces,  hr_fill_network, fill_memory,
        hr_fill_shm,        fill_cpus,           hr_fill_pids,    hr_fill_ulimits,
        hr_fill_init,       fill_stdin,          hr_fill_pull,    hr_fill_labels,
        fill_evidence,
    };
    struct hr_work w = {
        .in = in, .profile = in->profile, .arena = arena, .out = out, .notes = notes
    };

    hr_view_fold(&in->invocation->settings, arena, &w.view);
    find_places(&w);
    hr_work_choose_user(&w);
    keep_settings(&w);
    for (size_t i = 0; i < HR_ARRAY_LEN(steps); i++)
        steps[i](&w);
    hr_hide_secrets(&w);
    hr_note_secrets(&w);
}
