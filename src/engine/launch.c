/* SPDX-License-Identifier: MIT */
#include "hrun/engine/launch.h"

#include "hrun/base/number.h"
#include "hrun/engine/program.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH     "HRUN_DEPTH"
#define DEPTH_MAX 16 /* scripts that stand in for docker call each other in twos and threes */

static bool is_program(const char *path, struct stat *status)
{
    return stat(path, status) == 0 && S_ISREG(status->st_mode) && eaccess(path, X_OK) == 0;
}

/* hrun by its own file, where that cannot be read, or by its note. The kernel tells the path that was
 * executed where there is no /proc. */
static bool is_hrun(const char *path, const struct stat *status)
{
    const unsigned long value = getauxval(AT_EXECFN);
    const char *executed;
    struct stat self;

    memcpy(&executed, &value, sizeof(executed));
    if ((stat("/proc/self/exe", &self) == 0 || (executed && stat(executed, &self) == 0)) &&
        self.st_dev == status->st_dev && self.st_ino == status->st_ino)
        return true;
    return hr_program_kind(path) == HR_PROGRAM_HRUN;
}

static bool not_found(const char *name, bool behind, struct hr_arena *arena, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_ENGINE,
                 "no program \"%s\" in PATH%s (relative entries and hrun itself do not count)",
                 name, behind ? " behind hrun" : "");
    return hr_error_hint(err, arena, "install docker's client, or name it with %s",
                         behind ? "HRUN_ENGINE=PATH" : "--engine PATH");
}

/* A walk over the entries of PATH. */
struct search {
    const char *name, *path;
    bool behind; /* start behind the first entry that has hrun under this name */
};

/* The entry from START to END as a folder in which NAME would be; NULL if it does not count: a relative
 * entry would let the working directory decide what runs, and the client is not worth that. */
static const char *candidate_in(const char *start, const char *end, const char *name,
                                struct hr_arena *arena)
{
    size_t length = (size_t)(end - start);

    if (*start != '/')
        return NULL;
    while (length > 0 && start[length - 1] == '/')
        length--;
    return hr_arena_printf(arena, "%s/%s", hr_arena_strndup(arena, start, length), name);
}

static bool search_entries(const struct search *search, struct hr_arena *arena, const char **out,
                           bool *met)
{
    bool counts = !search->behind;

    *met = false;
    for (const char *entry = search->path, *end; *entry; entry = *end ? end + 1 : end) {
        const char *candidate;
        struct stat status;

        end = strchrnul(entry, ':');
        candidate = candidate_in(entry, end, search->name, arena);
        if (!candidate || !is_program(candidate, &status))
            continue;
        if (is_hrun(candidate, &status)) {
            counts = *met = true;
        } else if (counts) {
            *out = candidate;
            return true;
        }
    }
    return false;
}

/* Where hrun was called by a path that PATH does not have, all of PATH is behind it. */
static bool search_path(struct search search, struct hr_arena *arena, const char **out)
{
    bool met;

    if (search_entries(&search, arena, out, &met))
        return true;
    if (met || !search.behind)
        return false;
    search.behind = false;
    return search_entries(&search, arena, out, &met);
}

static bool take_path(const char *path, struct hr_arena *arena, const char **out,
                      struct hr_error *err)
{
    char cwd[PATH_MAX];
    struct stat status;

    if (stat(path, &status) < 0) {
        hr_error_sys(err, arena, errno, "engine %s", path);
        return hr_error_hint(err, arena, "--engine takes the path of docker's client");
    }
    if (!is_program(path, &status)) {
        hr_error_set(err, arena, HR_ERRC_ENGINE, "engine %s is not an executable file", path);
        return hr_error_hint(err, arena, "--engine takes the path of docker's client");
    }
    if (is_hrun(path, &status)) {
        hr_error_set(err, arena, HR_ERRC_ENGINE, "engine %s is hrun itself", path);
        return hr_error_hint(err, arena, "--engine takes the path of docker's client");
    }
    if (*path != '/' && !getcwd(cwd, sizeof(cwd)))
        return hr_error_sys(err, arena, errno, "engine %s: the working directory", path);
    *out = *path == '/' ? hr_arena_strdup(arena, path) : hr_arena_printf(arena, "%s/%s", cwd, path);
    return true;
}

static bool find(const char *engine, bool behind, const struct hr_environ *env,
                 struct hr_arena *arena, const char **out, struct hr_error *err)
{
    const char *path = hr_environ_get(env, "PATH");
    const struct search search = { .name = engine, .path = path ? path : "", .behind = behind };

    if (strchr(engine, '/'))
        return take_path(engine, arena, out, err);
    return search_path(search, arena, out) || not_found(engine, behind, arena, err);
}

bool hr_launch_find(const char *engine, const struct hr_environ *env, struct hr_arena *arena,
                    const char **out, struct hr_error *err)
{
    return find(engine, false, env, arena, out, err);
}

bool hr_launch_find_next(const char *engine, const struct hr_environ *env, struct hr_arena *arena,
                         const char **out, struct hr_error *err)
{
    return find(engine, true, env, arena, out, err);
}

bool hr_launch_count(const char *path, const struct hr_environ *env, struct hr_arena *arena,
                     struct hr_strv *set, struct hr_error *err)
{
    const char *text = hr_environ_get(env, DEPTH);
    uint64_t depth = 0;

    if (hr_program_kind(path) == HR_PROGRAM_BINARY)
        return true;
    if (text && !hr_number_u64(text, strlen(text), &depth))
        depth = 0;
    if (depth >= DEPTH_MAX) {
        hr_error_set(err, arena, HR_ERRC_ENGINE, "%s calls hrun, which calls it again", path);
        return hr_error_hint(err, arena, "name docker's own client with HRUN_ENGINE=PATH");
    }
    hr_strv_pushf(arena, set, DEPTH "=%" PRIu64, depth + 1);
    return true;
}

/* True if one of LIST, NAMEs or NAME=VALUEs, has the name of VARIABLE, a NAME=VALUE. */
static bool names(const struct hr_strv *list, const char *variable)
{
    const size_t length = strcspn(variable, "=");

    for (size_t i = 0; i < list->n; i++) {
        if (strcspn(list->v[i], "=") == length && strncmp(list->v[i], variable, length) == 0)
            return true;
    }
    return false;
}

char *const *hr_launch_environ(const struct hr_environ *env, const struct hr_strv *set,
                               const struct hr_strv *unset, struct hr_arena *arena)
{
    struct {
        HR_VEC(char *);
    } vars = { 0 };

    for (char *const *var = env->vars; *var; var++) {
        if (!names(set, *var) && !names(unset, *var))
            *HR_VEC_PUSH(arena, &vars) = *var;
    }
    for (size_t i = 0; i < set->n; i++)
        *HR_VEC_PUSH(arena, &vars) = set->v[i];
    *HR_VEC_PUSH(arena, &vars) = NULL;
    return vars.v;
}

bool hr_launch_exec(const char *path, const struct hr_strv *argv, char *const *envp,
                    struct hr_arena *arena, struct hr_error *err)
{
    static const struct {
        int number;
        const char *hint;
    } causes[] = {
        { E2BIG, "command line and environment together are too long: use --env-file, or unset "
                 "variables" },
        { EACCES, "it must be executable, on a file system that is not mounted noexec" },
        { ENOENT, "the file is gone, or the interpreter that it names does not exist" },
        { ENOEXEC, "it is no program for this machine, or a script without a #! line" },
    };
    int number;

    execve(path, argv->v, envp);
    number = errno;
    hr_error_sys(err, arena, number, "cannot run %s", path);
    for (size_t i = 0; i < HR_ARRAY_LEN(causes); i++) {
        if (causes[i].number == number)
            hr_error_hint(err, arena, "%s", causes[i].hint);
    }
    return false;
}
