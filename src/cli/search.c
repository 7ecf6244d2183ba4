/* SPDX-License-Identifier: MIT */
#include "hrun/cli/search.h"

#include "hrun/docker/go.h"
#include "hrun/guard/rule.h"
#include "hrun/version.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running program, or NULL. Installed files are found from there, so that a tree may
 * be moved, and a build is not led to what another version installed. */
static const char *program_folder(struct hr_arena *arena)
{
    char *path = hr_arena_alloc(arena, PATH_MAX);
    const ssize_t size = readlink("/proc/self/exe", path, PATH_MAX - 1);
    char *slash = size > 0 ? strrchr(path, '/') : NULL;

    if (!slash)
        return NULL;
    *slash = '\0';
    return path;
}

/* An absolute path in variable NAME, or NULL: a relative one is to be passed over. */
static const char *folder_in(const struct hr_environ *env, const char *name)
{
    const char *value = hr_environ_get(env, name);

    return value && *value == '/' ? value : NULL;
}

/* Append the caller's own folder, if the environment tells it. */
static void push_own(const struct hr_environ *env, struct hr_arena *arena, struct hr_strv *folders)
{
    const char *config = folder_in(env, "XDG_CONFIG_HOME"), *home = folder_in(env, "HOME");

    if (config)
        hr_strv_pushf(arena, folders, "%s/hrun/profiles", config);
    else if (home)
        hr_strv_pushf(arena, folders, "%s/.config/hrun/profiles", home);
}

struct hr_strv hr_search_path(const struct hr_environ *env, struct hr_arena *arena)
{
    const char *program = program_folder(arena);
    struct hr_strv folders = { 0 };

    push_own(env, arena, &folders);
    hr_strv_push(arena, &folders, "/etc/hrun/profiles");
    if (program)
        hr_strv_push(
            arena, &folders,
            hr_go_clean(arena, hr_arena_printf(arena, "%s/" HR_DATA_FROM_PROGRAM "/hrun/profiles",
                                               program)));
    return folders;
}

const struct hr_store *hr_search_store(const struct hr_host *host, struct hr_arena *arena)
{
    struct hr_rule_names *rules = hr_arena_alloc(arena, sizeof(*rules));
    struct hr_store *store = hr_arena_alloc(arena, sizeof(*store));
    struct hr_strv own = { 0 };

    push_own(&host->environ, arena, &own);
    *rules = hr_rule_names(arena);
    *store = (struct hr_store){
        .folders = hr_search_path(&host->environ, arena),
        .own = own.n,
        .uid = host->uid,
        .gid = host->gid,
        .rules = rules,
        .policy = hr_search_policy(),
    };
    return store;
}
