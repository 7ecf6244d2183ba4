/* SPDX-License-Identifier: MIT */
#include "environment.h"

#include <string.h>

static bool read_env_file(const struct hr_json *node, struct hr_arena *arena, struct hr_facts *out,
                          struct hr_error *err)
{
    struct hr_env_file_facts *file = HR_VEC_PUSH(arena, &out->env_files);

    *file = (struct hr_env_file_facts){ .path = node->key,
                                        .known = node->type == HR_JSON_STRING,
                                        .unknown_because = hr_json_string(node, "unknown") };
    return !file->known ||
           hr_env_file_parse(&(const struct hr_bytes){ node->text, strlen(node->text) }, node->key,
                             arena, &file->lines, err);
}

bool golden_read_environment(const struct hr_json *facts, struct hr_arena *arena,
                             struct hr_facts *out, struct hr_error *err)
{
    const struct hr_json *files = hr_json_get(facts, "env_files");
    const struct hr_json *proxies = hr_json_get(facts, "proxies");

    for (const struct hr_json *node = files ? files->child : NULL; node; node = node->next) {
        if (!read_env_file(node, arena, out, err))
            return false;
    }
    out->proxies.state = proxies ? HR_KNOWN : HR_UNKNOWN;
    for (const struct hr_json *node = proxies ? proxies->child : NULL; node; node = node->next)
        *HR_VEC_PUSH(arena, &out->proxies.vars) =
            (struct hr_env){ .name = node->key, .value = node->text };
    return true;
}

struct hr_environ golden_environ(const struct hr_json *host, struct hr_arena *arena)
{
    const struct hr_json *vars = hr_json_get(host, "environ");
    struct hr_strv environ = { 0 };

    hr_strv_push(arena, &environ, "PATH=/bin");
    for (vars = vars ? vars->child : NULL; vars; vars = vars->next)
        hr_strv_pushf(arena, &environ, "%s=%s", vars->key, vars->text);
    return (struct hr_environ){ environ.v };
}
