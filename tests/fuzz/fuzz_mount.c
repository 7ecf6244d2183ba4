/* SPDX-License-Identifier: MIT */
/* The first byte picks a syntax, the rest is the value. A mount that is written again must be read
 * as the same mount, in the syntaxes with colons from the same bytes; made read-only it must be
 * read as read-only. */
#include "hrun/docker/mount.h"

#include "fuzz.h"

#include <string.h>

typedef bool parser(const char *raw, struct hr_arena *arena, struct hr_mount *out,
                    struct hr_error *err);

static parser *const parsers[] = {
    hr_mount_parse_mount,
    hr_mount_parse_volume,
    hr_mount_parse_tmpfs,
    hr_mount_parse_volumes_from,
};

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_list(const struct hr_strv *a, const struct hr_strv *b)
{
    bool same = a->n == b->n;

    for (size_t i = 0; same && i < a->n; i++)
        same = strcmp(a->v[i], b->v[i]) == 0;
    return same;
}

static bool same_mount(const struct hr_mount *a, const struct hr_mount *b)
{
    return a->syntax == b->syntax && a->type == b->type && same_text(a->type_text, b->type_text) &&
           same_text(a->source, b->source) && same_text(a->target, b->target) &&
           same_text(a->clean, b->clean) && a->access == b->access &&
           same_list(&a->modes, &b->modes) && same_text(a->propagation, b->propagation) &&
           same_text(a->recursive, b->recursive) && same_text(a->consistency, b->consistency) &&
           a->relabel == b->relabel && a->nocopy == b->nocopy &&
           a->create_source == b->create_source && same_text(a->driver, b->driver) &&
           same_list(&a->driver_opts, &b->driver_opts) && same_list(&a->labels, &b->labels) &&
           same_text(a->subpath, b->subpath) && a->tmpfs_size == b->tmpfs_size &&
           a->tmpfs_size_given == b->tmpfs_size_given && a->tmpfs_mode == b->tmpfs_mode &&
           a->exec == b->exec && a->suid == b->suid && a->dev == b->dev;
}

static void check_mount(parser *parse, const char *raw, struct hr_arena *arena)
{
    struct hr_mount mount, again;
    struct hr_error err;
    const char *text;

    if (!parse(raw, arena, &mount, &err)) {
        FUZZ_CHECK(parse == hr_mount_parse_mount && err.msg);
        return;
    }
    FUZZ_CHECK(!mount.clean || *mount.clean == '/');
    text = hr_mount_render(&mount, arena);
    FUZZ_CHECK(parse(text, arena, &again, &err) && same_mount(&mount, &again));
    FUZZ_CHECK(same_text(hr_mount_render(&again, arena), text));
    FUZZ_CHECK(parse != hr_mount_parse_volume || same_text(text, raw));
    if (mount.differs || (parse != hr_mount_parse_mount && !mount.source) ||
        (mount.target && *mount.target != '/'))
        return; /* broken, or without a place for words, or a target that no engine takes */
    mount.access = HR_MOUNT_READ_ONLY;
    FUZZ_CHECK(parse(hr_mount_render(&mount, arena), arena, &again, &err));
    FUZZ_CHECK(again.access == HR_MOUNT_READ_ONLY && same_text(again.source, mount.source) &&
               same_text(again.target, mount.target));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;

    if (size == 0)
        return 0;
    hr_arena_init(&arena);
    check_mount(parsers[*data % HR_ARRAY_LEN(parsers)],
                hr_arena_strndup(&arena, (const char *)data + 1, size - 1), &arena);
    hr_arena_finish(&arena);
    return 0;
}
