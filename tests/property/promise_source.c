/* SPDX-License-Identifier: MIT */
/* A second answer, found another way, to whether a container may see a path of the host. */
#include "hrun/base/attr.h"
#include "hrun/base/text.h"

#include "promise.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* No container sees one of these, what is in it, or a folder that holds it. "~": of the client's home and
 * of root's. */
static const char *const kept[] = {
    "/etc",
    "/proc",
    "/sys",
    "/dev",
    "/boot",
    "/var/lib/docker",
    "/run/docker.sock",
    "/var/run/docker.sock",
    "/run/containerd",
    "~/.ssh",
    "~/.aws",
    "~/.kube",
    "~/.docker",
    "~/.gnupg",
    "~/.netrc",
    "~/.config/gcloud",
};

/* These may be seen, read-only; the devices are every container's anyway. */
static const char *const open_to_read[] = {
    "/etc/localtime", "/etc/timezone", "/etc/ssl/certs", "/etc/pki/ca-trust", "/dev/null",
    "/dev/zero",      "/dev/full",     "/dev/random",    "/dev/urandom",
};

/* True if PATH is FOLDER or in it. */
static bool is_in(const char *path, const char *folder)
{
    const size_t length = strlen(folder);

    if (strcmp(folder, "/") == 0)
        return true;
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static bool is_open_to_read(const char *path)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(open_to_read); i++) {
        if (is_in(path, open_to_read[i]))
            return true;
    }
    return false;
}

static bool meets(const char *path, const char *place)
{
    return is_in(path, place) || is_in(place, path);
}

/* The place that PATH shows, or NULL. */
static const char *place_shown(const char *path, const char *home, struct hr_arena *arena)
{
    const char *const homes[] = { home, "/root" };

    for (size_t i = 0; i < HR_ARRAY_LEN(kept); i++) {
        if (*kept[i] == '/' && meets(path, kept[i]))
            return kept[i];
        for (size_t k = 0; *kept[i] == '~' && k < HR_ARRAY_LEN(homes); k++) {
            if (meets(path, hr_arena_printf(arena, "%s%s", homes[k], kept[i] + 1)))
                return kept[i];
        }
    }
    return NULL;
}

/* Without ".", ".." and empty names, links left alone. */
static const char *clean(const char *cwd, const char *path, struct hr_arena *arena)
{
    const char *whole = *path == '/' ? path : hr_arena_printf(arena, "%s/%s", cwd, path);
    char *out = hr_arena_alloc(arena, strlen(whole) + 2), *end = out;

    while (*whole) {
        const size_t length = strcspn(whole, "/");

        if (length == 2 && whole[0] == '.' && whole[1] == '.') {
            while (end > out && *--end != '/')
                ;
        } else if (length > 0 && !(length == 1 && *whole == '.')) {
            *end++ = '/';
            memcpy(end, whole, length);
            end += length;
        }
        whole += length + (whole[length] == '/');
    }
    if (end == out)
        *end++ = '/';
    *end = '\0';
    return out;
}

/* Append a line where a container may not see PATH, to which the line itself or a link leads. */
static void check_place(const struct promise_case *c, const char *path, bool writable,
                        struct hr_arena *arena, struct hr_strv *broken)
{
    const char *place = place_shown(path, c->home, arena);

    if (place && (writable || !is_open_to_read(path)))
        hr_strv_pushf(arena, broken, "bind: %s shows %s", path, place);
}

static void check_real(const struct promise_case *c, const char *real, struct hr_arena *arena,
                       struct hr_strv *broken)
{
    struct stat status, engine;

    if (stat(real, &status) != 0 || S_ISSOCK(status.st_mode)) {
        hr_strv_pushf(arena, broken, "socket: %s", real);
        return;
    }
    if (c->socket && stat(c->socket, &engine) == 0 &&
        (is_in(c->socket, real) ||
         (engine.st_dev == status.st_dev && engine.st_ino == status.st_ino)))
        hr_strv_pushf(arena, broken, "socket: %s shows the engine's", real);
}

void promise_check_source(const struct promise_case *c, const struct asked_mount *m,
                          struct hr_arena *arena, struct hr_strv *broken)
{
    const char *path = clean(c->cwd, m->source, arena);
    char real[PATH_MAX];

    check_place(c, path, m->writable, arena, broken);
    if (m->relabel && (is_in(path, "/usr") || is_in(path, "/var") || strcmp(path, c->home) == 0))
        hr_strv_pushf(arena, broken, "relabel: %s", path);
    if (c->remote)
        return; /* links are followed there */
    if (!realpath(path, real)) {
        if (errno == ENOENT && !m->made)
            return; /* the engine refuses it */
        hr_strv_pushf(arena, broken, "bind: %s: %s", path, strerror(errno));
        return;
    }
    check_place(c, real, m->writable, arena, broken);
    check_real(c, real, arena, broken);
}
