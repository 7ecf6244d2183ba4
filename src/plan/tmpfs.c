/* SPDX-License-Identifier: MIT */
/* Every tmpfs has a size and an owner: the profile's own, and those that the user wrote. */
#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include "work.h"

#include <inttypes.h>
#include <string.h>

/* Of a tmpfs at a path for which the profile has none; what /tmp gets by default. */
#define DEFAULT_SIZE (INT64_C(64) << 20)

const char *hr_work_place(const char *path, struct hr_arena *arena)
{
    struct hr_mount mount = { 0 };

    hr_mount_set_target(&mount, arena, path);
    return hr_mount_place(&mount, arena);
}

/* BYTES as the kernel reads the size of a tmpfs, which knows k, m and g but not docker's kb or 0.5g. */
static const char *size_word(int64_t bytes, struct hr_arena *arena)
{
    static const char *const suffixes[] = { "k", "m", "g" };
    const char *suffix = "";

    for (size_t i = 0; i < HR_ARRAY_LEN(suffixes) && bytes % 1024 == 0; i++) {
        bytes /= 1024;
        suffix = suffixes[i];
    }
    return hr_arena_printf(arena, "%" PRId64 "%s", bytes, suffix);
}

static bool has_word(const struct hr_strv *words, const char *start)
{
    for (size_t i = 0; i < words->n; i++) {
        if (hr_text_starts(words->v[i], start))
            return true;
    }
    return false;
}

/* runc before 1.1.9 ignores mode= over a directory of the image, which then is root's and often 0755:
 * the owner is the only word that always counts. */
static void push_owner(const struct hr_work *w, struct hr_strv *words)
{
    if (w->user.uid_known && !has_word(words, "uid="))
        hr_strv_pushf(w->arena, words, "uid=%" PRIu32, w->user.uid);
    if (w->user.gid_known && !has_word(words, "gid="))
        hr_strv_pushf(w->arena, words, "gid=%" PRIu32, w->user.gid);
}

static void fill_one_tmpfs(struct hr_work *w, const struct hr_profile_tmpfs *tmpfs)
{
    const char *place = hr_work_place(tmpfs->path, w->arena);
    struct hr_strv words = { 0 };

    if (hr_work_is_taken(w, place))
        return;
    hr_work_take(w, place);
    hr_strv_pushf(w->arena, &words, "%s:rw,%s,nosuid,nodev,size=%s", tmpfs->path,
                  tmpfs->exec ? "exec" : "noexec", size_word(tmpfs->size, w->arena));
    if (tmpfs->mode >= 0)
        hr_strv_pushf(w->arena, &words, "mode=%" PRIo64, (uint64_t)tmpfs->mode);
    else if (!w->user.uid_known && w->user.name && *w->user.name)
        hr_strv_push(w->arena, &words, "mode=1777"); /* for whoever that name is */
    push_owner(w, &words);
    hr_work_fill(w, tmpfs->pointer, "tmpfs", hr_strv_join(w->arena, &words, ","),
                 "writable, in memory, of bounded size");
}

void hr_fill_tmpfs(struct hr_work *w)
{
    for (size_t i = 0; i < w->profile->tmpfs.n; i++)
        fill_one_tmpfs(w, &w->profile->tmpfs.v[i]);
}

/* Without a word on it a tmpfs takes up to half of the memory of the host. */
static int64_t size_at(const struct hr_work *w, const char *place)
{
    const struct hr_profile_mounts *own = &w->profile->tmpfs;
    int64_t size = DEFAULT_SIZE, max = 0;
    bool differs = false;

    for (size_t i = 0; i < own->n; i++) {
        if (strcmp(hr_work_place(own->v[i].path, w->arena), place) == 0)
            size = own->v[i].size;
    }
    if (w->profile->max.tmpfs && hr_go_bytes(w->profile->max.tmpfs, &max, &differs) && max > 0 &&
        max < size)
        size = max;
    return size;
}

/* Remember, once, which --tmpfs is the last at each path. */
static void index_tmpfs(struct hr_work *w, const struct hr_settings *settings)
{
    size_t old;

    for (size_t i = 0; i < settings->n && !w->tmpfs_indexed; i++) {
        if (settings->v[i].value->kind == HR_KIND_TMPFS)
            hr_map_put(&w->tmpfs, w->arena, settings->v[i].value->as.mount.clean, i, &old);
    }
    w->tmpfs_indexed = true;
}

/* The last --tmpfs behind S at the same path, or NULL. */
static const struct hr_setting *later_at_same_path(struct hr_work *w, const struct hr_setting *s)
{
    const struct hr_settings *settings = &w->in->invocation->settings;
    size_t last;

    index_tmpfs(w, settings);
    if (!hr_map_get(&w->tmpfs, s->value->as.mount.clean, &last) || &settings->v[last] == s)
        return NULL;
    return &settings->v[last];
}

/* docker takes two texts for two places, and mounts them in random order. The last one counts, as with
 * the same text. True if S goes. */
static bool drop(struct hr_work *w, const struct hr_setting *s)
{
    const struct hr_setting *later = later_at_same_path(w, s);

    if (later && strcmp(later->value->as.mount.target, s->value->as.mount.target) != 0)
        hr_strv_pushf(
            w->arena, w->notes,
            "--tmpfs %s dropped: --tmpfs %s is the same folder, and docker would mount the "
            "two in random order",
            s->raw, later->raw);
    return later;
}

/* The words that a --tmpfs lacks. */
static void complete_words(const struct hr_work *w, const char *size, struct hr_mount *mount)
{
    static const char *const flags[] = { "exec", "suid", "dev" };
    struct hr_strv words = { 0 };

    hr_strv_extend(w->arena, &words, &mount->modes);
    for (size_t i = 0; i < HR_ARRAY_LEN(flags); i++) {
        const char *off = hr_arena_printf(w->arena, "no%s", flags[i]);

        if (!hr_strv_has(&words, flags[i]) && !hr_strv_has(&words, off))
            hr_strv_push(w->arena, &words, off);
    }
    if (size)
        hr_strv_pushf(w->arena, &words, "size=%s", size);
    push_owner(w, &words);
    mount->modes = words;
}

/* S, a tmpfs, with what it lacks. */
static void complete(struct hr_work *w, const struct hr_setting *s)
{
    struct hr_mount mount = s->value->as.mount;
    const bool sized = mount.tmpfs_size_given, long_form = s->value->kind == HR_KIND_MOUNT;
    const int64_t bytes = sized ? 0 : size_at(w, hr_mount_place(&mount, w->arena));
    const char *size = sized ? NULL : size_word(bytes, w->arena);

    if (!long_form) {
        complete_words(w, size, &mount);
    } else if (!sized) {
        mount.tmpfs_size = bytes;
        mount.tmpfs_size_given = true;
    }
    hr_work_replace(w, s, s->option->name, hr_mount_render(&mount, w->arena),
                    sized ? "writable for the container's user" : "in memory, of bounded size");
    if (!sized)
        hr_strv_pushf(w->arena, w->notes, "--%s %s holds %s at most; to change that write %s=SIZE",
                      s->option->name, s->raw, size, long_form ? "tmpfs-size" : "size");
}

/* True if S already has all that `complete` adds. */
static bool is_complete(const struct hr_work *w, const struct hr_setting *s)
{
    struct hr_mount mount = s->value->as.mount;
    const size_t words = mount.modes.n;

    if (!mount.tmpfs_size_given)
        return false;
    if (s->value->kind == HR_KIND_TMPFS)
        complete_words(w, NULL, &mount);
    return mount.modes.n == words;
}

bool hr_work_narrow_tmpfs(struct hr_work *w, const struct hr_setting *s)
{
    if (w->profile->tmpfs.n == 0 && !w->profile->max.tmpfs)
        return false;
    if (s->value->kind != HR_KIND_TMPFS &&
        (s->value->kind != HR_KIND_MOUNT || s->value->as.mount.type != HR_MOUNT_TMPFS))
        return false;
    if (s->value->kind == HR_KIND_TMPFS && drop(w, s))
        return true;
    if (s->value->as.mount.differs || is_complete(w, s))
        return false;
    complete(w, s);
    return true;
}
