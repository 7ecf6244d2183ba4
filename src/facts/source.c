/* SPDX-License-Identifier: MIT */
#include "hrun/facts/source.h"

#include "hrun/base/error.h"
#include "hrun/base/map.h"
#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include "mountinfo.h"

#include <errno.h>
#include <limits.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#define LINKS_MAX 40 /* the kernel's own bound */

const char *hr_source_clean(const char *given, const struct hr_source_base *base,
                            struct hr_arena *arena)
{
    /* What is not UTF-8 reaches the engine as another text. */
    if (!*given || !hr_text_is_utf8(given, strlen(given)))
        return NULL;
    if (*given == '/')
        return hr_go_clean(arena, given);
    if ((*given != '.' && !base->any) || *base->cwd != '/')
        return NULL;
    return hr_go_clean(arena, hr_arena_printf(arena, "%s/%s", base->cwd, given));
}

/* A walk along a path. Nothing is held open: what counts is what the engine finds later, so all that a
 * walk can tell is how things stand now, and who can change them. */
struct walk {
    struct hr_arena *arena;
    struct hr_source_facts *source;
    const char *here; /* the folder reached, without links; "" is the root */
    const char *rest; /* elements not yet looked at */
    unsigned links;
    struct hr_map seen; /* folders */
};

static void stop(struct walk *w, const char *path, const char *why)
{
    w->source->state = HR_SOURCE_UNKNOWN;
    w->source->unknown_because =
        hr_text_safe(w->arena, hr_arena_printf(w->arena, "%s: %s", *path ? path : "/", why));
}

static void note_folder(struct walk *w, const struct stat *status)
{
    size_t old;

    if (hr_map_put(&w->seen, w->arena, w->here, 0, &old))
        return;
    *HR_VEC_PUSH(w->arena, &w->source->folders) = (struct hr_folder_facts){
        .path = *w->here ? w->here : "/",
        .uid = status->st_uid,
        .gid = status->st_gid,
        .mode = status->st_mode,
        .acl = hr_file_has_acl(*w->here ? w->here : "/", status),
    };
}

/* Go to where the link at PATH, which belongs to OWNER, leads. False if that cannot be told. */
static bool follow(struct walk *w, const char *path, uid_t owner)
{
    char target[PATH_MAX];
    struct statfs fs;
    ssize_t size;

    if (++w->links > LINKS_MAX) {
        stop(w, path, "too many links on the way");
        return false;
    }
    if (statfs(*w->here ? w->here : "/", &fs) < 0) {
        stop(w, path, strerrordesc_np(errno));
        return false;
    }
    if (fs.f_type == PROC_SUPER_MAGIC) {
        w->source->crossed_procfs = true;
        stop(w, path, "a link of procfs leads elsewhere for the engine");
        return false;
    }
    size = readlink(path, target, sizeof(target) - 1);
    if (size < 0) {
        stop(w, path, strerrordesc_np(errno));
        return false;
    }
    if (size == 0 || size == sizeof(target) - 1) {
        stop(w, path, "its target cannot be read whole");
        return false;
    }
    target[size] = '\0';
    w->source->crossed_links = true;
    *HR_VEC_PUSH(w->arena, &w->source->links) =
        (struct hr_link_facts){ .folder = *w->here ? w->here : "/", .uid = owner };
    w->rest = hr_arena_printf(w->arena, "%s/%s", target, w->rest);
    if (*target == '/')
        w->here = "";
    return true;
}

/* PATH, which is no link, was reached. False if the walk ends there. */
static bool arrive(struct walk *w, const char *path, const struct stat *status)
{
    w->here = path;
    w->rest += strspn(w->rest, "/");
    if (!*w->rest) {
        *w->source = (struct hr_source_facts){
            .given = w->source->given,
            .clean = w->source->clean,
            .state = HR_SOURCE_KNOWN,
            .crossed_links = w->source->crossed_links,
            .mode = status->st_mode,
            .acl = hr_file_has_acl(path, status),
            .uid = status->st_uid,
            .gid = status->st_gid,
            .dev = status->st_dev,
            .ino = status->st_ino,
            .folders = w->source->folders,
            .links = w->source->links,
        };
        return false;
    }
    if (!S_ISDIR(status->st_mode)) {
        stop(w, path, strerrordesc_np(ENOTDIR));
        return false;
    }
    note_folder(w, status);
    return true;
}

/* The folder above PATH; "" for the root and what is right below. */
static const char *above(const char *path, struct hr_arena *arena)
{
    const char *slash = strrchr(path, '/');

    return slash ? hr_arena_strndup(arena, path, (size_t)(slash - path)) : "";
}

/* Take one more element. False if the walk is over. */
static bool step(struct walk *w)
{
    const char *name, *path, *before;
    struct stat status;
    size_t length;

    w->rest += strspn(w->rest, "/");
    before = w->rest;
    length = strcspn(w->rest, "/");
    name = hr_arena_strndup(w->arena, w->rest, length);
    if (length == 0 || strcmp(name, ".") == 0)
        path = w->here;
    else if (strcmp(name, "..") == 0)
        path = above(w->here, w->arena);
    else
        path = hr_arena_printf(w->arena, "%s/%s", w->here, name);
    if (lstat(*path ? path : "/", &status) < 0) {
        if (errno == ENOENT)
            w->source->state = HR_SOURCE_ABSENT;
        else
            stop(w, path, strerrordesc_np(errno));
        return false;
    }
    w->rest += length;
    if (!S_ISLNK(status.st_mode))
        return arrive(w, path, &status);
    if (follow(w, path, status.st_uid))
        return true;
    w->rest = before;
    return false;
}

void hr_source_ask(const struct hr_mountinfo *mountinfo, struct hr_arena *arena,
                   struct hr_source_facts *source)
{
    struct walk w = { .arena = arena, .source = source, .here = "", .rest = source->clean };

    if (!source->clean) {
        source->unknown_because = "it cannot be made an absolute path";
        return;
    }
    /* The root is a folder on every way. */
    w.rest = hr_arena_printf(arena, "/./%s", source->clean);
    while (step(&w))
        ;
    source->real = hr_go_clean(arena, hr_arena_printf(arena, "/%s/%s", w.here, w.rest));
    if (source->state == HR_SOURCE_KNOWN)
        hr_mountinfo_apply(mountinfo, arena, source);
}
