/* SPDX-License-Identifier: MIT */
#include "hrun/docker/ulimit.h"

#include "hrun/docker/go.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define SECONDS_NONE      (INT64_C(1) << 31) /* no machine runs for as long */
/* Microseconds in which a realtime process does not sleep. */
#define MICROSECONDS_NONE (INT64_C(1) << 40)
/* What systemd raises fs.nr_open to, above which the kernel refuses the limit. */
#define FILES_NONE        INT64_C(1073741816)
/* A signal that waits takes memory of the kernel, for which no limit of the container's counts. */
#define SIGNALS_NONE      (INT64_C(1) << 24)
#define NICE_NONE         40 /* a nice value of -20, the lowest there is */

/* What docker can limit, and the number from which on nothing is limited. */
static const struct {
    const char *name;
    int64_t none;
} limits[] = {
    { "core", HR_ULIMIT_BYTES_NONE },
    { "cpu", SECONDS_NONE },
    { "data", HR_ULIMIT_BYTES_NONE },
    { "fsize", HR_ULIMIT_BYTES_NONE },
    { "locks", FILES_NONE }, /* no kernel since 2.4 looks at it */
    { "memlock", HR_ULIMIT_BYTES_NONE },
    { "msgqueue", HR_ULIMIT_BYTES_NONE },
    { "nice", NICE_NONE },
    { "nofile", FILES_NONE },
    { "nproc", HR_ULIMIT_PROCESSES_NONE },
    { "rss", HR_ULIMIT_BYTES_NONE },
    { "rtprio", INT64_MAX }, /* any but 0 is too much: see the guard */
    { "rttime", MICROSECONDS_NONE },
    { "sigpending", SIGNALS_NONE },
    { "stack", HR_ULIMIT_BYTES_NONE },
};

const char *hr_ulimit_name(size_t index)
{
    return index < HR_ARRAY_LEN(limits) ? limits[index].name : NULL;
}

static bool is_name(const char *text, size_t length)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(limits); i++) {
        if (strlen(limits[i].name) == length && memcmp(limits[i].name, text, length) == 0)
            return true;
    }
    return false;
}

bool hr_ulimit_is_none(const struct hr_ulimit *limit)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(limits); i++) {
        if (strcmp(limits[i].name, limit->name) == 0)
            return limit->soft < 0 || limit->hard < 0 || limit->hard >= limits[i].none;
    }
    return true;
}

/* Read SOFT[:HARD]. */
static bool read_limits(const char *text, struct hr_arena *arena, struct hr_ulimit *out)
{
    const char *const colon = strchr(text, ':');
    const char *const soft = colon ? hr_arena_strndup(arena, text, (size_t)(colon - text)) : text;

    return hr_go_atoi(soft, &out->soft) && hr_go_atoi(colon ? colon + 1 : soft, &out->hard);
}

static bool is_ordered(const struct hr_ulimit *limit)
{
    return limit->hard == -1 || (limit->soft != -1 && limit->soft <= limit->hard);
}

bool hr_ulimit_parse(const char *raw, struct hr_arena *arena, struct hr_ulimit *out,
                     struct hr_error *err)
{
    const size_t length = strcspn(raw, "=");
    struct hr_ulimit limit = { .name = hr_arena_strndup(arena, raw, length) };
    const char *wrong = NULL;

    if (!raw[length])
        wrong = "it has no '='";
    else if (!is_name(raw, length))
        wrong = "docker knows no limit of that name";
    else if (!read_limits(raw + length + 1, arena, &limit))
        wrong = "a limit is a whole number, -1 for none";
    else if (!is_ordered(&limit))
        wrong = "the soft limit is above the hard one";
    if (wrong) {
        hr_error_set(err, arena, HR_ERRC_USAGE, "invalid ulimit '%s': %s", raw, wrong);
        return hr_error_hint(err, arena, "write NAME=SOFT[:HARD], for example nofile=1024:2048");
    }
    *out = limit;
    return true;
}
