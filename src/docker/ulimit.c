/* SPDX-License-Identifier: MIT */
#include "hrun/docker/ulimit.h"

#include "hrun/docker/go.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const char *const names[] = {
    "core",   "cpu",   "data", "fsize",  "locks",  "memlock",    "msgqueue", "nice",
    "nofile", "nproc", "rss",  "rtprio", "rttime", "sigpending", "stack",
};

const char *hr_ulimit_name(size_t index)
{
    return index < HR_ARRAY_LEN(names) ? names[index] : NULL;
}

static bool is_name(const char *text, size_t length)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        if (strlen(names[i]) == length && memcmp(names[i], text, length) == 0)
            return true;
    }
    return false;
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
