/* SPDX-License-Identifier: MIT */
#include "hrun/engine/launch.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_program(const char *path, struct stat *status)
{
    return stat(path, status) == 0 && S_ISREG(status->st_mode) && eaccess(path, X_OK) == 0;
}

/* By device and inode, so that links and other names of hrun are seen through: launching it again
 * would never end. */
static bool is_hrun(const struct stat *status)
{
    struct stat self;

    return stat("/proc/self/exe", &self) == 0 && self.st_dev == status->st_dev &&
           self.st_ino == status->st_ino;
}

static bool not_found(const char *name, struct hr_arena *arena, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_ENGINE,
                 "no program \"%s\" in PATH (relative entries and hrun itself do not count)", name);
    return hr_error_hint(err, arena, "install docker's client, or name it with --engine PATH");
}

/* A relative entry would let the working directory decide what runs; the client is not worth that.
 */
static bool search(const char *name, const char *path, struct hr_arena *arena, const char **out)
{
    for (const char *entry = path, *end; *entry; entry = *end ? end + 1 : end) {
        struct stat status;
        const char *candidate;
        size_t length;

        end = strchrnul(entry, ':');
        if (*entry != '/')
            continue;
        for (length = (size_t)(end - entry); length > 0 && entry[length - 1] == '/'; length--)
            ;
        candidate = hr_arena_printf(arena, "%s/%s", hr_arena_strndup(arena, entry, length), name);
        if (is_program(candidate, &status) && !is_hrun(&status)) {
            *out = candidate;
            return true;
        }
    }
    return false;
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
    if (is_hrun(&status)) {
        hr_error_set(err, arena, HR_ERRC_ENGINE, "engine %s is hrun itself", path);
        return hr_error_hint(err, arena, "--engine takes the path of docker's client");
    }
    if (*path != '/' && !getcwd(cwd, sizeof(cwd)))
        return hr_error_sys(err, arena, errno, "engine %s: the working directory", path);
    *out = *path == '/' ? hr_arena_strdup(arena, path) : hr_arena_printf(arena, "%s/%s", cwd, path);
    return true;
}

bool hr_launch_find(const char *engine, const struct hr_environ *env, struct hr_arena *arena,
                    const char **out, struct hr_error *err)
{
    const char *path = hr_environ_get(env, "PATH");

    if (strchr(engine, '/'))
        return take_path(engine, arena, out, err);
    return search(engine, path ? path : "", arena, out) || not_found(engine, arena, err);
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
