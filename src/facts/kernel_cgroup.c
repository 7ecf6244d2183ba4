/* SPDX-License-Identifier: MIT */
#include "hrun/base/file.h"
#include "hrun/base/number.h"
#include "hrun/base/path.h"
#include "hrun/base/text.h"

#include "kernel_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* A container makes groups below its own where it may write them, so both are bounded. */
#define DEPTH_MAX   32
#define FOLDERS_MAX 20000

struct hr_memberships hr_memberships_read(const char *text, struct hr_arena *arena)
{
    struct hr_memberships out = { 0 };

    for (char *line = hr_arena_strdup(arena, text), *next; line && *line; line = next) {
        char *hierarchy, *path;

        next = hr_text_cut(strchr(line, '\n'));
        hierarchy = hr_text_cut(strchr(line, ':'));
        path = hierarchy ? hr_text_cut(strchr(hierarchy, ':')) : NULL;
        if (path && *path == '/')
            *HR_VEC_PUSH(arena, &out) = (struct hr_membership){ hierarchy, path };
    }
    return out;
}

const char *hr_cgroup_cut(const char *path, const char *id, struct hr_arena *arena)
{
    const char *found = *id ? strstr(path, id) : NULL;

    if (!found)
        return NULL;
    return hr_arena_strndup(arena, path, (size_t)(found - path) + strcspn(found, "/"));
}

/* True if LINE mounts HIERARCHY: a v1 one names its controllers among the options. */
static bool mounts(const struct hr_mountinfo_line *line, const char *hierarchy,
                   struct hr_arena *arena)
{
    if (!*hierarchy)
        return strcmp(line->type, "cgroup2") == 0;
    return strcmp(line->type, "cgroup") == 0 &&
           hr_mountinfo_has(line->own_options,
                            hr_arena_strndup(arena, hierarchy, strcspn(hierarchy, ",")));
}

const char *hr_cgroup_folder(const struct hr_kernel_reader *r, const char *hierarchy,
                             const char *path)
{
    for (size_t i = 0; i < r->here->n; i++) {
        const struct hr_mountinfo_line *line = &r->here->v[i];
        const char *rest;

        if (!mounts(line, hierarchy, r->arena))
            continue;
        rest = strcmp(line->root, "/") == 0 ? path : hr_path_below(path, line->root);
        if (rest)
            return hr_arena_printf(r->arena, "%s%s", line->point, rest);
    }
    return NULL;
}

static bool can_list(const struct hr_kernel_reader *r, const char *path)
{
    HR_CLEANUP(hr_fd_close) int folder = hr_kernel_open(r, path);

    return folder >= 0 && hr_kernel_is_trusted(r, folder) &&
           faccessat(folder, "cgroup.procs", R_OK, AT_EACCESS) == 0;
}

bool hr_cgroup_named(struct hr_kernel_reader *r, const char *membership, const char *id,
                     struct hr_cgroup *out)
{
    const struct hr_memberships all = hr_memberships_read(membership, r->arena);

    for (size_t i = 0; i < all.n; i++) {
        const char *path = hr_cgroup_cut(all.v[i].path, id, r->arena);
        const char *folder = path ? hr_cgroup_folder(r, all.v[i].hierarchy, path) : NULL;

        if (!folder || !can_list(r, folder))
            continue;
        *out = (struct hr_cgroup){ all.v[i].hierarchy, path, folder };
        return true;
    }
    return false;
}

bool hr_cgroup_has(const struct hr_cgroup *cgroup, const char *membership)
{
    const size_t hierarchy = strlen(cgroup->hierarchy), path = strlen(cgroup->path);

    for (const char *line = membership; line; line = strchr(line, '\n')) {
        const char *at;

        line += *line == '\n';
        at = line + strcspn(line, ":\n");
        if (*at != ':' || strncmp(at + 1, cgroup->hierarchy, hierarchy) != 0)
            continue;
        at += 1 + hierarchy;
        if (at[0] == ':' && at[1] == '/')
            return strncmp(at + 1, cgroup->path, path) == 0 && strchr("/\n", at[1 + path]) != NULL;
    }
    return false;
}

/* A walk over the folders of a hierarchy. */
struct walk {
    struct hr_kernel_reader *reader;
    size_t folders;
    bool whole;        /* nothing was left out so far */
    const char *id;    /* searched for; NULL: the processes are listed */
    const char *found; /* the path of the folder that has it in its name */
    struct hr_pids *out;
};

static void list_procs(struct walk *w, int folder)
{
    const char *text = hr_kernel_read(w->reader, folder, "cgroup.procs");

    /* Of a threaded group (v2) the processes are listed above it. */
    if (!text && errno != EOPNOTSUPP && errno != ENOENT && errno != ENODEV)
        w->whole = false;
    while (text && *text) {
        const size_t length = strcspn(text, "\n");
        uint64_t pid;

        if (!hr_number_u64(text, length, &pid) || pid > INT32_MAX)
            w->whole = false;
        else
            *HR_VEC_PUSH(w->reader->arena, w->out) = (pid_t)pid;
        text += length + (text[length] == '\n');
    }
}

/* True for the folder of another container, which has none of this one's in it. */
static bool is_others(const char *name)
{
    while (*name) {
        const size_t length = strspn(name, HR_HEX);

        if (length == 64)
            return true;
        name += length;
        name += strcspn(name, HR_HEX);
    }
    return false;
}

static void walk(struct walk *w, int folder, const char *path, unsigned depth);

static void enter(struct walk *w, int folder, const char *path, const char *name, unsigned depth)
{
    const bool is_it = w->id && strstr(name, w->id);
    const char *full = w->id ? hr_arena_printf(w->reader->arena, "%s/%s", path, name) : NULL;
    HR_CLEANUP(hr_fd_close) int below = -1;

    if (w->id && !is_it && is_others(name))
        return;
    below = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (below < 0)
        w->whole &= errno == ENOENT || errno == ENOTDIR;
    else if (w->id && !hr_kernel_is_trusted(w->reader, below))
        return;
    else if (is_it)
        w->found = full;
    else
        walk(w, below, full, depth + 1);
}

/* Names can be removed while they are read, which is no failure. */
static void walk(struct walk *w, int folder, const char *path, unsigned depth)
{
    const int own = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR *entries = own < 0 ? NULL : fdopendir(own);

    if (!entries || depth > DEPTH_MAX || ++w->folders > FOLDERS_MAX) {
        w->whole = false;
        if (entries)
            closedir(entries);
        else if (own >= 0)
            close(own);
        return;
    }
    if (!w->id)
        list_procs(w, folder);
    for (const struct dirent *entry; !w->found && (entry = readdir(entries));) {
        if ((entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN) && *entry->d_name != '.')
            enter(w, folder, path, entry->d_name, depth);
    }
    closedir(entries);
}

bool hr_cgroup_search(struct hr_kernel_reader *r, const char *id, struct hr_cgroup *out)
{
    struct walk w = { .reader = r, .whole = true, .id = id };

    for (size_t i = 0; i < r->here->n && *id; i++) {
        const struct hr_mountinfo_line *line = &r->here->v[i];
        const bool unified = strcmp(line->type, "cgroup2") == 0;
        HR_CLEANUP(hr_fd_close) int folder = -1;

        /* One hierarchy is as good as another, and this one every engine uses. */
        if (!unified &&
            !(strcmp(line->type, "cgroup") == 0 && hr_mountinfo_has(line->own_options, "memory")))
            continue;
        folder = hr_kernel_open(r, line->point);
        w.folders = 0;
        if (folder >= 0)
            walk(&w, folder, "", 0);
        if (!w.found)
            continue;
        *out = (struct hr_cgroup){
            .hierarchy = unified ? "" : "memory",
            .path = strcmp(line->root, "/") == 0
                        ? w.found
                        : hr_arena_printf(r->arena, "%s%s", line->root, w.found),
            .folder = hr_arena_printf(r->arena, "%s%s", line->point, w.found),
        };
        return true;
    }
    return false;
}

bool hr_cgroup_list(struct hr_kernel_reader *r, const struct hr_cgroup *cgroup, struct hr_pids *out)
{
    struct walk w = { .reader = r, .whole = true, .out = out };
    HR_CLEANUP(hr_fd_close) int folder = hr_kernel_open(r, cgroup->folder);

    if (folder < 0)
        return false;
    walk(&w, folder, NULL, 0);
    return w.whole;
}
