/* SPDX-License-Identifier: MIT */
#include "hrun/guard/resources.h"

#include "hrun/docker/go.h"
#include "hrun/docker/ulimit.h"

#include <inttypes.h>
#include <string.h>

#define NANO           INT64_C(1000000000)
#define PERIOD_DEFAULT INT64_C(100000)        /* microseconds, as the engine has it */
#define CPUS_NONE      (INT64_C(8192) * NANO) /* Linux knows no more of them */

/* How a profile writes the values of a limit. */
enum unit {
    BYTES,
    CPUS,
    COUNT,
};

/* Something that can be limited. What is less than `least` is no limit, and neither is `none` or more. */
static const struct limit {
    const char *option;
    enum unit unit;
    int64_t least, none;
    size_t seen;     /* in struct hr_view */
    size_t max, own; /* in struct hr_profile: the ceiling, and what it gives itself */
    const char *why; /* what happens without it; NULL if docker's own default holds */
} limits[] = {
    {
        .option = "memory",
        .unit = BYTES,
        .least = 1,
        .none = HR_ULIMIT_BYTES_NONE,
        .seen = offsetof(struct hr_view, memory),
        .max = offsetof(struct hr_profile, max.mem_limit),
        .own = offsetof(struct hr_profile, mem_limit),
        .why = "a leak takes all of the host's memory",
    },
    {
        .option = "memory-swap",
        .unit = BYTES,
        .none = HR_ULIMIT_BYTES_NONE,
        .seen = offsetof(struct hr_view, memory_swap),
        .max = offsetof(struct hr_profile, max.memswap_limit),
        .own = offsetof(struct hr_profile, memswap_limit),
        .why = "a leak takes all of the host's swap, and every program waits for the disk",
    },
    {
        .option = "memory-reservation",
        .unit = BYTES,
        .seen = offsetof(struct hr_view, memory_reservation),
        .max = offsetof(struct hr_profile, max.mem_limit),
        .own = offsetof(struct hr_profile, mem_limit),
    },
    {
        .option = "cpus",
        .unit = CPUS,
        .least = NANO / 100, /* the engine rounds the quota of less down to none */
        .none = CPUS_NONE,
        .max = offsetof(struct hr_profile, max.cpus),
        .own = offsetof(struct hr_profile, cpus),
        .why = "a busy loop takes every CPU of the host",
    },
    {
        .option = "pids-limit",
        .unit = COUNT,
        .least = 1,
        .none = HR_ULIMIT_PROCESSES_NONE,
        .seen = offsetof(struct hr_view, pids),
        .max = offsetof(struct hr_profile, max.pids_limit),
        .own = offsetof(struct hr_profile, pids_limit),
        .why = "a fork bomb takes every process number of the host",
    },
    {
        .option = "shm-size",
        .unit = BYTES,
        .seen = offsetof(struct hr_view, shm_size),
        .max = offsetof(struct hr_profile, max.shm_size),
        .own = offsetof(struct hr_profile, shm_size),
    },
};

static int64_t share_of(int64_t quota, int64_t period)
{
    if (period <= 0)
        period = PERIOD_DEFAULT;
    if (quota / period >= INT64_MAX / NANO)
        return INT64_MAX;
    return quota / period * NANO + quota % period * NANO / period;
}

/* The CPUs that the container gets, in billionths, whichever option says so. */
static struct hr_seen cpus_of(const struct hr_view *view)
{
    if (view->cpus.v != 0 || !view->cpu_quota.by)
        return view->cpus;
    return (struct hr_seen){
        .v = share_of(view->cpu_quota.v, view->cpu_period.v),
        .by = view->cpu_quota.by,
    };
}

static struct hr_seen seen_of(const struct hr_check *k, const struct limit *limit)
{
    if (limit->unit == CPUS)
        return cpus_of(k->c->view);
    return *(const struct hr_seen *)(const void *)((const char *)k->c->view + limit->seen);
}

/* The value of the profile's key at OFFSET, and in *TEXT how it is written; 0 for none. */
static int64_t key_value(const struct hr_check *k, enum unit unit, size_t offset, const char **text)
{
    const void *key = (const char *)k->c->profile + offset;
    const char *written = unit == COUNT ? NULL : *(const char *const *)key;
    int64_t value = 0;
    bool differs = false;

    if (unit == COUNT) {
        value = *(const int64_t *)key;
        written = hr_arena_printf(k->arena, "%" PRId64, value);
    } else if (!written) {
        return 0;
    } else if (unit == CPUS ? !hr_go_cpus(written, &value)
                            : !hr_go_bytes(written, &value, &differs)) {
        return key_value(k, unit, offsetof(struct hr_profile, mem_limit), text); /* "mem_limit" */
    }
    *text = written;
    return value;
}

/* How much the line may ask for; 0 for no ceiling. */
static int64_t ceiling_of(const struct hr_check *k, const struct limit *limit, const char **text)
{
    const char *own_text = NULL;
    const int64_t max = key_value(k, limit->unit, limit->max, text);
    const int64_t own = key_value(k, limit->unit, limit->own, &own_text);

    if (max == 0 || own <= max)
        return max;
    *text = own_text;
    return own;
}

/* An update of the period alone leaves the quota that the container has: of a shorter period that is more
 * than all of it. */
static void check_period(const struct hr_check *k)
{
    const struct hr_setting *period = k->c->view->cpu_period.by;

    if (k->c->verb == HR_VERB_UPDATE && period && !k->c->view->cpu_quota.by && !k->c->view->cpus.by)
        hr_check_trip(k, &(const struct hr_trip){
                             .by = period,
                             .subject = "cpus",
                             .why = "with the quota that the container has it may be any share",
                             .remedy = "--cpus NUMBER, or --cpu-quota beside it",
                         });
}

/* True if V limits nothing. Of too much the profile's ceiling tells, if it has one. */
static bool is_off(const struct hr_check *k, const struct limit *limit, int64_t v)
{
    const char *text;

    return v < limit->least ||
           (v >= limit->none && key_value(k, limit->unit, limit->max, &text) == 0);
}

void hr_check_limit_off(const struct hr_check *k)
{
    check_period(k);
    for (size_t i = 0; i < HR_ARRAY_LEN(limits); i++) {
        const struct limit *limit = &limits[i];
        const struct hr_seen seen = seen_of(k, limit);
        const char *text = "AMOUNT";

        if (!limit->why || !is_off(k, limit, seen.v) || (seen.by && !hr_check_is_typed(seen.by)))
            continue;
        if (key_value(k, limit->unit, limit->own, &text) == 0)
            text = "AMOUNT";
        hr_check_trip(k, &(const struct hr_trip){
                             .by = seen.by,
                             .subject = limit->option,
                             .why = limit->why,
                             .absent = hr_arena_printf(k->arena, "no --%s", limit->option),
                             .remedy = hr_arena_printf(k->arena, "--%s %s", limit->option, text),
                         });
    }
}

static void trip_above(const struct hr_check *k, const struct hr_setting *by, const char *subject,
                       const char *max)
{
    const char *option = by->option->kind == HR_KIND_MOUNT || by->option->kind == HR_KIND_TMPFS
                             ? hr_arena_printf(k->arena, "--tmpfs %s:size=", subject)
                             : hr_arena_printf(k->arena, "--%s ", subject);

    hr_check_trip(k, &(const struct hr_trip){
                         .by = by,
                         .subject = subject,
                         .why = hr_arena_printf(k->arena, "the profile's ceiling is %s", max),
                         .remedy = hr_arena_printf(k->arena, "%s%s or less", option, max),
                     });
}

static void check_tmpfs(const struct hr_check *k)
{
    const struct hr_seen_mounts *mounts = &k->c->view->mounts;
    const char *text = NULL;
    const int64_t max = key_value(k, BYTES, offsetof(struct hr_profile, max.tmpfs), &text);

    for (size_t i = 0; i < mounts->n && max > 0; i++) {
        const struct hr_seen_mount *seen = &mounts->v[i];

        if (seen->mount->type == HR_MOUNT_TMPFS && hr_check_is_typed(seen->by) &&
            seen->mount->tmpfs_size > max)
            trip_above(k, seen->by, seen->mount->target, text);
    }
}

void hr_check_limit_above_max(const struct hr_check *k)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(limits); i++) {
        const struct hr_seen seen = seen_of(k, &limits[i]);
        const char *text = NULL;
        const int64_t max = ceiling_of(k, &limits[i], &text);
        /* A size too large for an integer is negative on some machines, the largest there is on others. */
        const bool over = seen.v > max || (seen.v < 0 && !limits[i].why);

        if (seen.by && hr_check_is_typed(seen.by) && max > 0 && over)
            trip_above(k, seen.by, limits[i].option, text);
    }
    check_tmpfs(k);
}

/* True if the profile itself gives LIMIT. */
static bool is_profiles(const struct hr_check *k, const struct hr_ulimit *limit)
{
    const struct hr_profile_ulimits *own = &k->c->profile->ulimits;

    for (size_t i = 0; i < own->n; i++) {
        if (strcmp(own->v[i].name, limit->name) == 0)
            return own->v[i].soft == limit->soft && own->v[i].hard == limit->hard;
    }
    return false;
}

void hr_check_ulimit(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];
        const struct hr_ulimit *limit = &s->value->as.ulimit;

        if (s->option->kind != HR_KIND_ULIMIT || !hr_check_is_typed(s) || is_profiles(k, limit))
            continue;
        if (hr_ulimit_is_none(limit))
            hr_check_trip(
                k, &(const struct hr_trip){
                       .by = s,
                       .subject = limit->name,
                       .remedy = hr_arena_printf(k->arena, "--ulimit %s=NUMBER", limit->name),
                   });
        else if (strcmp(limit->name, "rtprio") == 0 && limit->hard > 0)
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = s,
                                 .subject = limit->name,
                                 .why = "a realtime process takes a CPU whole, past every limit",
                                 .remedy = "--ulimit rtprio=0",
                             });
    }
}

void hr_check_oom_score(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        if (s->value->as.integer < 0)
            hr_check_trip(k, &(const struct hr_trip){ .by = s });
    }
}
