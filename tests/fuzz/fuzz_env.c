/* SPDX-License-Identifier: MIT */
/* The variables of a file, written again one a line, are read as the same; each is one that --env
 * takes too. */
#include "hrun/docker/env.h"

#include "fuzz.h"

#include <string.h>

#define SIZE_MAX_HERE 60000 /* so that a line with a new end is not too long */

static bool same_env(const struct hr_env *a, const struct hr_env *b)
{
    return strcmp(a->name, b->name) == 0 &&
           (a->value && b->value ? strcmp(a->value, b->value) == 0 : a->value == b->value);
}

static const char *assignment(const struct hr_env *env, struct hr_arena *arena)
{
    return env->value ? hr_arena_printf(arena, "%s=%s", env->name, env->value) : env->name;
}

/* The first line keeps a byte order mark from being one; a value may end in a carriage return, so
 * every line gets one. */
static struct hr_bytes render(const struct hr_envs *envs, struct hr_arena *arena)
{
    struct hr_strv lines = { 0 };
    const char *text;

    hr_strv_push(arena, &lines, "#");
    for (size_t i = 0; i < envs->n; i++)
        hr_strv_push(arena, &lines, assignment(&envs->v[i], arena));
    hr_strv_push(arena, &lines, "");
    text = hr_strv_join(arena, &lines, "\r\n");
    return (struct hr_bytes){ text, strlen(text) };
}

static void check_file(const struct hr_bytes *bytes, struct hr_arena *arena)
{
    struct hr_envs envs = { 0 }, again = { 0 };
    struct hr_bytes rendered;
    struct hr_error err;
    struct hr_env env;

    if (!hr_env_file_parse(bytes, "f", arena, &envs, &err)) {
        FUZZ_CHECK(err.code == HR_ERRC_INPUT && err.msg && err.where.line > 0 && envs.n == 0);
        return;
    }
    rendered = render(&envs, arena);
    FUZZ_CHECK(hr_env_file_parse(&rendered, "f", arena, &again, &err) && again.n == envs.n);
    for (size_t i = 0; i < envs.n; i++) {
        FUZZ_CHECK(same_env(&envs.v[i], &again.v[i]) && again.v[i].line == i + 2);
        FUZZ_CHECK(i == 0 || envs.v[i - 1].line < envs.v[i].line);
        FUZZ_CHECK(*envs.v[i].name != '#' && !strpbrk(envs.v[i].name, " \t\n="));
        FUZZ_CHECK(hr_env_parse(assignment(&envs.v[i], arena), arena, &env, &err));
        FUZZ_CHECK(same_env(&envs.v[i], &env));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct hr_bytes bytes = { (const char *)data, size };
    struct hr_arena arena;

    if (size > SIZE_MAX_HERE)
        return 0;
    hr_arena_init(&arena);
    check_file(&bytes, &arena);
    hr_arena_finish(&arena);
    return 0;
}
