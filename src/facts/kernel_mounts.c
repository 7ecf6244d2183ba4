/* SPDX-License-Identifier: MIT */
#include "hrun/base/path.h"
#include "hrun/base/text.h"

#include "kernel_files.h"

#include <string.h>

#define MOUNTS_MAX 4096

/* Mounts being read. */
struct reading {
    const struct hr_mountinfo *here;
    const char *id;
    struct hr_arena *arena;
    struct hr_kernel_mounts *out;
};

/* What every container has of the engine's own. */
static const char *const engines[] = { "/etc/hostname", "/etc/hosts", "/etc/resolv.conf" };

/* True for MOUNT, if it is one of the files that the engine makes for a container. */
static bool is_engines(const struct hr_kernel_mount *mount)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(engines); i++) {
        const char *name = strrchr(engines[i], '/');

        if (strcmp(mount->point, engines[i]) == 0 && hr_text_ends(mount->fs_path, name) &&
            strstr(mount->fs_path, "/containers/"))
            return true;
    }
    return false;
}

/* The host's path of ROOT, in the file system DEVICE. Of several, the one with the least in front of it: a
 * bind mount of the host may show the same again. */
static const char *on_host(const struct reading *r, const char *device, const char *root)
{
    const char *best = NULL;

    for (size_t i = 0; i < r->here->n; i++) {
        const struct hr_mountinfo_line *line = &r->here->v[i];
        const char *rest, *path;

        if (strcmp(line->device, device) != 0)
            continue;
        rest = strcmp(line->root, "/") == 0 ? root : hr_path_below(root, line->root);
        if (!rest)
            continue;
        if (strcmp(line->point, "/") == 0)
            path = *rest ? rest : "/";
        else
            path = strcmp(rest, "/") == 0 ? line->point
                                          : hr_arena_printf(r->arena, "%s%s", line->point, rest);
        if (!best || strlen(path) < strlen(best))
            best = path;
    }
    return best;
}

/* The kernel's own file systems are its, wherever they are mounted. */
static bool is_files(const char *type)
{
    static const char *const others[] = { "cgroup", "cgroup2", "devpts", "mqueue",
                                          "nsfs",   "proc",    "sysfs" };

    for (size_t i = 0; i < HR_ARRAY_LEN(others); i++) {
        if (strcmp(type, others[i]) == 0)
            return false;
    }
    return true;
}

/* True where the runtime mounts what is the container's own, and hides what is the host's. */
static bool is_kernels(const char *point)
{
    return strcmp(point, "/") == 0 || hr_path_below(point, "/dev") ||
           hr_path_below(point, "/proc") || hr_path_below(point, "/sys");
}

static struct hr_kernel_mount *place_of(const struct reading *r, const char *point)
{
    struct hr_kernel_mounts *mounts = r->out;

    /* What was mounted there before is hidden. */
    for (size_t i = 0; i < mounts->n; i++) {
        if (strcmp(mounts->v[i].point, point) == 0)
            return &mounts->v[i];
    }
    return HR_VEC_PUSH(r->arena, mounts);
}

static void add(const struct reading *r, const struct hr_mountinfo_line *line)
{
    struct hr_kernel_mount *mount = place_of(r, line->point);

    *mount = (struct hr_kernel_mount){
        .point = line->point,
        .fs_device = line->device,
        .fs_path = line->root,
        .fs_type = line->type,
        .read_only =
            hr_mountinfo_has(line->options, "ro") || hr_mountinfo_has(line->own_options, "ro"),
        .nosuid = hr_mountinfo_has(line->options, "nosuid"),
        .nodev = hr_mountinfo_has(line->options, "nodev"),
        .noexec = hr_mountinfo_has(line->options, "noexec"),
        .options = line->own_options,
    };
    if (is_files(line->type) && !is_kernels(line->point) && !is_engines(mount))
        mount->host = on_host(r, line->device, line->root);
    /* Secrets and shared memory are in the folder that the engine has for the container. */
    if (mount->host && strstr(mount->host, r->id))
        mount->host = NULL;
}

void hr_kernel_mounts_parse(const struct hr_mountinfo *mounts, const struct hr_mountinfo *here,
                            const char *id, struct hr_arena *arena, struct hr_kernel_mounts *out)
{
    const struct reading reading = { .here = here, .id = id, .arena = arena, .out = out };

    for (size_t i = 0; i < mounts->n; i++)
        add(&reading, &mounts->v[i]);
}

static void survey(struct hr_kernel_reader *r)
{
    struct hr_kernel_facts *out = r->out;

    for (size_t i = 0; i < out->mounts.n; i++) {
        const char *host = out->mounts.v[i].host;
        size_t known = 0;

        while (host && known < out->sources.n && strcmp(out->sources.v[known].given, host) != 0)
            known++;
        if (!host || known < out->sources.n)
            continue;
        *HR_VEC_PUSH(r->arena, &out->sources) =
            (struct hr_source_facts){ .given = host, .clean = host };
        hr_source_ask(r->here, r->arena, &out->sources.v[out->sources.n - 1]);
    }
}

void hr_kernel_mounts_read(struct hr_kernel_reader *r, const char *mountinfo)
{
    const struct hr_mountinfo *lines = hr_mountinfo_parse(mountinfo, r->arena);

    if (lines->n > MOUNTS_MAX) {
        hr_strv_pushf(r->arena, &r->out->unknown, "it has more than %d mounts", MOUNTS_MAX);
        return;
    }
    if (lines->n == 0)
        return;
    hr_kernel_mounts_parse(lines, r->here, r->id, r->arena, &r->out->mounts);
    r->out->mounted = HR_KNOWN;
    survey(r);
}
