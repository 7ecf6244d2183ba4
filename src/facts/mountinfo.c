/* SPDX-License-Identifier: MIT */
#include "mountinfo.h"

#include "hrun/base/file.h"
#include "hrun/base/path.h"
#include "hrun/base/text.h"

#include <fcntl.h>
#include <string.h>
#include <sys/sysmacros.h>

#define MOUNTINFO_MAX ((size_t)64 << 20) /* 100,000 mounts, the kernel's own bound, stay below */

static bool is_octal(const char *text)
{
    return text[0] >= '0' && text[0] <= '3' && text[1] >= '0' && text[1] <= '7' && text[2] >= '0' &&
           text[2] <= '7';
}

/* Undo the kernel's \ooo for blanks and backslashes, in place. */
static void unescape(char *text)
{
    char *out = text;

    for (; *text; text++) {
        if (*text == '\\' && is_octal(text + 1)) {
            *out++ = (char)((text[1] - '0') << 6 | (text[2] - '0') << 3 | (text[3] - '0'));
            text += 3;
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
}

/* The word at *AT, ended there; "" at the end of the line. */
static char *take_word(char **at)
{
    char *word = *at, *rest = hr_text_cut(strchr(word, ' '));

    *at = rest ? rest : word + strlen(word);
    return word;
}

static bool read_line(char *text, struct hr_mountinfo_line *out)
{
    char *root, *point;

    out->id = take_word(&text);
    out->parent = take_word(&text);
    out->device = take_word(&text);
    out->root = root = take_word(&text);
    out->point = point = take_word(&text);
    out->options = take_word(&text);
    while (*text && strcmp(take_word(&text), "-") != 0)
        ;
    out->type = take_word(&text);
    take_word(&text);
    out->own_options = text;
    unescape(root);
    unescape(point);
    return *out->point == '/' && *out->type;
}

const struct hr_mountinfo *hr_mountinfo_parse(const char *text, struct hr_arena *arena)
{
    struct hr_mountinfo *lines = hr_arena_alloc(arena, sizeof(*lines));
    struct hr_mountinfo_line line;

    lines->text = text;
    for (char *at = hr_arena_strdup(arena, text), *next; at && *at; at = next) {
        next = hr_text_cut(strchr(at, '\n'));
        if (read_line(at, &line))
            *HR_VEC_PUSH(arena, lines) = line;
    }
    return lines;
}

static const struct hr_mountinfo *read_file(const char *path, struct hr_arena *arena)
{
    HR_CLEANUP(hr_fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct hr_bytes bytes;
    struct hr_error ignored;

    if (fd < 0 || !hr_fd_read(fd, path, MOUNTINFO_MAX, arena, &bytes, &ignored))
        return hr_mountinfo_parse("", arena);
    return hr_mountinfo_parse(bytes.data, arena);
}

const struct hr_mountinfo *hr_mountinfo_read(struct hr_arena *arena)
{
    return read_file("/proc/self/mountinfo", arena);
}

const struct hr_mountinfo *hr_mountinfo_read_of(pid_t pid, struct hr_arena *arena)
{
    return read_file(hr_arena_printf(arena, "/proc/%d/mountinfo", (int)pid), arena);
}

bool hr_mountinfo_same(const struct hr_mountinfo *a, const struct hr_mountinfo *b)
{
    return strcmp(a->text, b->text) == 0;
}

/* The mount that is the root: the last of those at it. */
static const struct hr_mountinfo_line *root_of(const struct hr_mountinfo *mountinfo)
{
    for (size_t i = mountinfo->n; i > 0; i--) {
        if (strcmp(mountinfo->v[i - 1].point, "/") == 0)
            return &mountinfo->v[i - 1];
    }
    return NULL;
}

bool hr_mountinfo_same_root(const struct hr_mountinfo *a, const struct hr_mountinfo *b)
{
    const struct hr_mountinfo_line *one = root_of(a), *other = root_of(b);

    return one && other && strcmp(one->device, other->device) == 0 &&
           strcmp(one->root, other->root) == 0;
}

bool hr_mountinfo_has(const char *options, const char *word)
{
    const size_t length = strlen(word);

    for (const char *at = options; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, word, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
    }
    return false;
}

/* True if LINE's options, of the mount and not of its file system, have ro. */
static bool is_read_only(const struct hr_mountinfo_line *line)
{
    return hr_mountinfo_has(line->options, "ro");
}

/* The mount that holds a path, so far. */
struct holder {
    const struct hr_mountinfo_line *line; /* NULL: none */
    bool same_device;
    size_t length; /* of its point */
};

/* A mount hides what is mounted below its point by then. Those hidden are of another device, mostly;
 * a file system that hands out devices of its own (btrfs) matches no line at all. */
static void offer(struct holder *best, const struct hr_mountinfo_line *line, const char *device)
{
    const bool same = strcmp(line->device, device) == 0;
    const size_t length = strlen(line->point);

    if (same < best->same_device || (same == best->same_device && length < best->length))
        return;
    *best = (struct holder){ .line = line, .same_device = same, .length = length };
}

static void set_holder(const struct hr_mountinfo_line *line, struct hr_arena *arena,
                       struct hr_source_facts *source)
{
    const char *rest = hr_path_below(source->real, line->point);

    source->fs_type = line->type;
    source->fs_device = line->device;
    source->fs_path = strcmp(line->root, "/") == 0
                          ? (*rest ? rest : "/")
                          : hr_arena_printf(arena, "%s%s", line->root, rest);
}

static void add_submount(const struct hr_mountinfo_line *line, struct hr_arena *arena,
                         struct hr_source_facts *source)
{
    *HR_VEC_PUSH(arena, &source->submounts) =
        (struct hr_submount){ .path = line->point,
                              .fs_device = line->device,
                              .fs_path = line->root,
                              .fs_type = line->type,
                              .read_only = is_read_only(line) };
}

void hr_mountinfo_apply(const struct hr_mountinfo *mountinfo, struct hr_arena *arena,
                        struct hr_source_facts *source)
{
    const char *device = hr_arena_printf(arena, "%u:%u", major(source->dev), minor(source->dev));
    struct holder best = { 0 };

    for (size_t i = 0; i < mountinfo->n; i++) {
        const struct hr_mountinfo_line *line = &mountinfo->v[i];
        const char *rest = S_ISDIR(source->mode) ? hr_path_below(line->point, source->real) : NULL;

        if (hr_path_below(source->real, line->point))
            offer(&best, line, device);
        if (rest && *rest)
            add_submount(line, arena, source);
    }
    if (best.line)
        set_holder(best.line, arena, source);
}

/* The mount that PATH is met first in, on the way through MOUNT: of those that are mounted on it. */
static const struct hr_mountinfo_line *next_mount(const struct hr_mountinfo *mountinfo,
                                                  const struct hr_mountinfo_line *mount,
                                                  const char *path)
{
    const struct hr_mountinfo_line *next = NULL;

    for (size_t i = 0; i < mountinfo->n; i++) {
        const struct hr_mountinfo_line *line = &mountinfo->v[i];

        if (line != mount && strcmp(line->parent, mount->id) == 0 &&
            hr_path_below(path, line->point) &&
            (!next || strlen(line->point) < strlen(next->point)))
            next = line;
    }
    return next;
}

/* The mount below which all others are: what it is mounted on is not listed. */
static const struct hr_mountinfo_line *first_mount(const struct hr_mountinfo *mountinfo)
{
    for (size_t i = 0; i < mountinfo->n; i++) {
        size_t k = 0;

        while (k < mountinfo->n &&
               (k == i || strcmp(mountinfo->v[k].id, mountinfo->v[i].parent) != 0))
            k++;
        if (k == mountinfo->n && strcmp(mountinfo->v[i].point, "/") == 0)
            return &mountinfo->v[i];
    }
    return NULL;
}

/* The mount that holds PATH: each of those on the way hides what is below its point. */
static const struct hr_mountinfo_line *mount_of(const struct hr_mountinfo *mountinfo,
                                                const char *path)
{
    const struct hr_mountinfo_line *mount = first_mount(mountinfo);

    for (size_t i = 0; mount && i < mountinfo->n; i++) {
        const struct hr_mountinfo_line *next = next_mount(mountinfo, mount, path);

        if (!next)
            return mount;
        mount = next;
    }
    return mount;
}

/* PATH, which MOUNT holds, from the root of its file system. */
static const char *path_in(const struct hr_mountinfo_line *mount, const char *path,
                           struct hr_arena *arena)
{
    const char *rest = hr_path_below(path, mount->point);

    return hr_arena_printf(arena, "%s%s", strcmp(mount->root, "/") == 0 ? "" : mount->root,
                           rest ? rest : path);
}

static bool has_mount(const struct hr_mountinfo *mountinfo, const struct hr_mountinfo_line *wanted)
{
    for (size_t i = 0; i < mountinfo->n; i++) {
        const struct hr_mountinfo_line *line = &mountinfo->v[i];

        if (strcmp(line->device, wanted->device) == 0 && strcmp(line->root, wanted->root) == 0 &&
            strcmp(line->point, wanted->point) == 0)
            return true;
    }
    return false;
}

void hr_mountinfo_compare(const struct hr_mountinfo *ours, const struct hr_mountinfo *theirs,
                          struct hr_arena *arena, struct hr_source_facts *source)
{
    const struct hr_mountinfo_line *here, *there;

    if (source->state == HR_SOURCE_UNKNOWN)
        return;
    here = mount_of(ours, source->real);
    there = mount_of(theirs, source->real);
    if (!here || !there || strcmp(here->device, there->device) != 0 ||
        strcmp(path_in(here, source->real, arena), path_in(there, source->real, arena)) != 0) {
        source->state = HR_SOURCE_UNKNOWN;
        source->unknown_because =
            there ? hr_text_safe(arena, hr_arena_printf(arena, "the engine has another mount at %s",
                                                        there->point))
                  : "the engine's mounts cannot be told";
        return;
    }
    source->submounts.cap = source->submounts.n; /* the list may be others' too */
    for (size_t i = 0; i < theirs->n && S_ISDIR(source->mode); i++) {
        const char *rest = hr_path_below(theirs->v[i].point, source->real);

        if (rest && *rest && !has_mount(ours, &theirs->v[i]))
            add_submount(&theirs->v[i], arena, source);
    }
}
