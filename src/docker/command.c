/* SPDX-License-Identifier: MIT */
#include "hrun/docker/command.h"

#include "hrun/docker/call.h"
#include "hrun/docker/verb.h"

#include <string.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static bool refuse(const struct hr_strv *line, size_t at, struct hr_arena *arena,
                   struct hr_error *err)
{
    if (at < line->n)
        hr_error_set(err, arena, HR_ERRC_USAGE, "\"%s\" runs no container", line->v[at]);
    else
        hr_error_set(err, arena, HR_ERRC_USAGE, "a command line is missing");
    return hr_error_hint(err, arena, "docker run IMAGE, docker create IMAGE or hrun IMAGE");
}

bool hr_command_find(const struct hr_strv *line, struct hr_arena *arena, struct hr_command *out,
                     struct hr_error *err)
{
    const char *program = line->n > 0 ? base_name(line->v[0]) : "";
    struct hr_call call;

    if (strcmp(program, "hrun") == 0) {
        *out = (struct hr_command){ .is_hrun = true, .skip = 1 };
        return true;
    }
    if (strcmp(program, "docker") != 0)
        return refuse(line, 0, arena, err);
    if (!hr_call_parse((const char *const *)line->v + 1, line->n - 1, arena, &call, err))
        return false;
    if (!call.command || !hr_verb_creates(call.command->verb))
        return refuse(line, call.first + (call.command ? 0 : 1), arena, err);
    *out = (struct hr_command){ .skip = 1 + call.first };
    return true;
}
