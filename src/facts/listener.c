/* SPDX-License-Identifier: MIT */
#include "listener.h"

#include "hrun/base/text.h"

#include "process.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define LIST_MAX_BYTES ((size_t)32 << 20)
#define PEER_MS        200 /* it may be anybody's */

/* The kernel cuts names at 15 bytes. */
static const char *const names[] = { "buildkitd", "containerd", "containerd-shim", "cri-dockerd",
                                     "crio",      "dockerd",    "k3s-server",      "podman" };

bool hr_is_engine_name(const char *name)
{
    for (size_t i = 0; name && i < HR_ARRAY_LEN(names); i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

/* The path in the LENGTH bytes at LINE, of /proc/net/unix, if a socket listens there. */
static const char *path_of(const char *line, size_t length, struct hr_arena *arena)
{
    enum { FLAGS = 3, PATH = 7 };
    const char *word = line, *end = line + length;
    bool listens = false;

    for (size_t i = 0; i < PATH && word < end; i++) {
        word += strspn(word, " ");
        listens = listens || (i == FLAGS && hr_text_starts(word, "00010000 "));
        word += strcspn(word, " \n");
    }
    /* Abstract ones start with '@'. */
    return listens && end - word > 1 && word[1] == '/'
               ? hr_arena_strndup(arena, word + 1, (size_t)(end - word - 1))
               : NULL;
}

/* Folders that sockets are in, each asked for once; and the sockets, of which both lists may be one. */
struct folders {
    HR_VEC(struct hr_source_facts);
    struct hr_map by_path, sockets;
};

static const struct hr_source_facts *folder_of(const struct hr_survey *survey, const char *path,
                                               struct folders *folders)
{
    struct hr_arena *arena = survey->arena;
    const size_t length = (size_t)(strrchr(path, '/') - path);
    const char *folder = length ? hr_arena_strndup(arena, path, length) : "/";
    struct hr_source_facts is = { .given = folder };
    size_t place = folders->n, old;

    if (hr_map_get(&folders->by_path, folder, &place))
        return &folders->v[place];
    is.clean = hr_source_clean(folder, &(struct hr_source_base){ .cwd = "/" }, arena);
    hr_source_ask(survey->mountinfo, arena, &is);
    hr_map_put(&folders->by_path, arena, folder, folders->n, &old);
    *HR_VEC_PUSH(arena, folders) = is;
    return &folders->v[folders->n - 1];
}

static const char *below(const char *folder, const char *name, struct hr_arena *arena)
{
    return hr_arena_printf(arena, "%s%s", strcmp(folder, "/") == 0 ? "" : folder, name);
}

static void add(const struct hr_survey *survey, const char *path, struct folders *folders,
                struct hr_listeners *out)
{
    const struct hr_source_facts *folder;
    const char *name = strrchr(path, '/');
    size_t old;

    if (hr_map_put(&folders->sockets, survey->arena, path, 0, &old))
        return;
    folder = folder_of(survey, path, folders);
    if (folder->state == HR_SOURCE_ABSENT || !folder->real)
        return;
    *HR_VEC_PUSH(survey->arena, out) = (struct hr_listener){
        .real = below(folder->real, name, survey->arena),
        .fs_device = folder->fs_device,
        .fs_path = folder->fs_device ? below(folder->fs_path, name, survey->arena) : NULL,
    };
}

static void read_of(const struct hr_survey *survey, pid_t pid, struct folders *folders,
                    struct hr_listeners *out)
{
    struct hr_bytes bytes;
    size_t length;

    if (!hr_process_read(pid, "net/unix", LIST_MAX_BYTES, survey->arena, &bytes))
        return;
    for (const char *line = bytes.data; *line; line += length + (line[length] == '\n')) {
        const char *path;

        length = strcspn(line, "\n");
        path = path_of(line, length, survey->arena);
        if (path)
            add(survey, path, folders, out);
    }
}

struct hr_listeners *hr_listeners_read(const struct hr_survey *survey)
{
    struct hr_listeners *out = hr_arena_alloc(survey->arena, sizeof(*out));
    struct folders folders = { 0 };

    read_of(survey, 0, &folders, out);
    if (survey->engine.pid)
        read_of(survey, survey->engine.pid, &folders, out);
    return out;
}

static bool has_usual_name(const char *path)
{
    const char *name = strrchr(path, '/') + 1;
    size_t count;
    const struct hr_engine_socket *sockets = hr_engine_sockets(&count);

    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr(sockets[i].path, '/');

        if (strcmp(slash ? slash + 1 : sockets[i].path, name) == 0)
            return true;
    }
    return false;
}

static bool look(const char *path, struct hr_arena *arena)
{
    struct hr_error ignored;
    struct stat status;
    pid_t pid = 0;

    if (lstat(path, &status) != 0) /* the engine, which is root, gets there all the same */
        return errno == EACCES && has_usual_name(path);
    if (!S_ISSOCK(status.st_mode))
        return false;
    return has_usual_name(path) || (hr_engine_peer(path, PEER_MS, arena, &pid, &ignored) && pid &&
                                    hr_is_engine_name(hr_process_name(pid, arena)));
}

bool hr_listener_is_engine(struct hr_listener *listener, struct hr_arena *arena)
{
    if (!listener->looked) {
        listener->looked = true;
        listener->is_engine = look(listener->real, arena);
    }
    return listener->is_engine;
}
