/* SPDX-License-Identifier: MIT */
#include "hrun/docker/command.h"

#include "hrun/docker/call.h"

#include <string.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static bool refuse(const struct hr_strv *line, struct hr_arena *arena, struct hr_error *err)
{
    if (line->n == 0)
        hr_error_set(err, arena, HR_ERRC_USAGE, "a command line is missing");
    else
        hr_error_set(err, arena, HR_ERRC_USAGE, "%s: this makes no container",
                     hr_strv_join(arena, line, " "));
    return hr_error_hint(err, arena, "docker run IMAGE, docker create IMAGE or hrun IMAGE");
}

bool hr_command_find(const struct hr_strv *line, struct hr_arena *arena, struct hr_command *out,
                     struct hr_error *err)
{
    const char *program = line->n > 0 ? base_name(line->v[0]) : "";
    struct hr_call call;

    if (strcmp(program, "hrun") == 0) {
        *out = (struct hr_command){ .is_hrun = true, .verb = HR_VERB_RUN, .skip = 1 };
        return true;
    }
    if (strcmp(program, "docker") != 0)
        return refuse(line, arena, err);
    if (!hr_call_parse((const char *const *)line->v + 1, line->n - 1, arena, &call, err))
        return false;
    if (!call.command ||
        (call.command->verb != HR_VERB_RUN && call.command->verb != HR_VERB_CREATE))
        return refuse(line, arena, err);
    *out = (struct hr_command){ .verb = call.command->verb, .skip = call.first + 1 };
    return true;
}
