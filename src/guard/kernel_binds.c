/* SPDX-License-Identifier: MIT */
#include "hrun/base/path.h"
#include "hrun/base/text.h"
#include "hrun/guard/mounted.h"

#include "kernel_aspect.h"

#include <string.h>

/* True if REAL is what MOUNTED asks for: at its target, or, where a link of the image leads elsewhere, of
 * its source. */
static bool is_same(const struct hr_mounted *mounted, const struct hr_kernel_mount *real,
                    struct hr_arena *arena)
{
    const char *place = hr_mount_place(mounted->mount, arena);
    const struct hr_source_facts *source = mounted->source;

    if (place && strcmp(place, real->point) == 0)
        return true;
    if (mounted->mount->clean && strcmp(mounted->mount->clean, real->point) == 0)
        return true;
    if (source)
        return source->fs_path && strcmp(source->fs_path, real->fs_path) == 0 &&
               strcmp(source->fs_device, real->fs_device) == 0;
    return mounted->mount->type == HR_MOUNT_VOLUME && mounted->mount->source &&
           hr_text_ends(real->fs_path, hr_arena_printf(arena, "/%s/_data", mounted->mount->source));
}

/* What inspect lists that REAL is, or is below of; NULL for nothing. *BELOW tells which. */
static const struct hr_mounted *listed(const struct hr_mounteds *all,
                                       const struct hr_kernel_mount *real, struct hr_arena *arena,
                                       bool *below)
{
    const struct hr_mounted *above = NULL;

    *below = false;
    for (size_t i = 0; i < all->n; i++) {
        const char *place = hr_mount_place(all->v[i].mount, arena);

        if (is_same(&all->v[i], real, arena))
            return &all->v[i];
        if (place && strcmp(place, "/") != 0 && hr_path_below(real->point, place))
            above = &all->v[i];
    }
    *below = above != NULL;
    return above;
}

/* What is mounted read-only may have something writable below it, or be writable after all. */
static void judge_writable(const struct hr_kernel_check *k, const struct hr_mounted *mounted,
                           const struct hr_kernel_mount *real, bool below)
{
    const char *subject = real->host ? real->host : real->point;

    if (strcmp(k->check.rule->name, "writable-bind") != 0 || mounted->writable || real->read_only ||
        mounted->mount->type == HR_MOUNT_TMPFS || hr_kernel_found(k, subject))
        return;
    hr_kernel_trip(k,
                   &(const struct hr_kernel_trip){
                       .setting = mounted->by,
                       .subject = subject,
                       .what = hr_arena_printf(k->check.arena, "%s, but %s%s is mounted rw",
                                               hr_kernel_claim(k, mounted->by, NULL), real->point,
                                               below ? " in it" : ""),
                       .remedy = "bind-recursive=readonly, with --mount, or unmount what is there",
                   });
}

/* REAL as somebody would have written it. */
static struct hr_setting as_setting(const struct hr_kernel_mount *real, struct hr_arena *arena)
{
    struct hr_value *value = hr_arena_alloc(arena, sizeof(*value));
    struct hr_mount *mount = &value->as.mount;

    value->kind = HR_KIND_VOLUME;
    mount->syntax = HR_MOUNT_FROM_MOUNT;
    mount->type = HR_MOUNT_BIND;
    mount->type_text = "bind";
    mount->source = real->host;
    mount->access = real->read_only ? HR_MOUNT_READ_ONLY : HR_MOUNT_READ_WRITE;
    mount->tmpfs_size = mount->tmpfs_mode = -1;
    hr_mount_set_target(mount, arena, real->point);
    return (struct hr_setting){
        .option = hr_option("volume"),
        .raw = real->host,
        .value = value,
        .judged = true,
    };
}

/* Whatever the rule finds in a mount that nobody lists. */
static void judge_unlisted(const struct hr_kernel_check *k, const struct hr_kernel_mount *real)
{
    struct hr_arena *arena = k->check.arena;
    struct hr_setting one = as_setting(real, arena);
    const struct hr_settings settings = { .v = &one, .n = 1 };
    struct hr_facts facts = *k->check.c->facts;
    struct hr_case c = *k->check.c;
    struct hr_findings found = { 0 };
    struct hr_check check = k->check;

    facts.sources = k->facts->sources;
    c.settings = &settings;
    c.facts = &facts;
    check.c = &c;
    check.out = &found;
    k->check.rule->check(&check);
    for (size_t i = 0; i < found.n; i++) {
        if (hr_kernel_found(k, found.v[i].subject))
            continue;
        hr_kernel_trip(k, &(const struct hr_kernel_trip){
                              .subject = found.v[i].subject,
                              .what = hr_arena_printf(arena,
                                                      "inspect does not list it, but %s is mounted "
                                                      "at %s",
                                                      real->host, real->point),
                              .why = found.v[i].why,
                              .remedy = found.v[i].remedy,
                          });
    }
}

/* True for the program that --init runs. */
static bool is_init(const struct hr_kernel_mount *real)
{
    return real->read_only && strcmp(real->point, "/sbin/docker-init") == 0;
}

void hr_kernel_bind(const struct hr_kernel_check *k)
{
    struct hr_check check = k->check;
    const struct hr_mounteds all = hr_mounted_all(&check);

    for (size_t i = 0; i < k->facts->mounts.n; i++) {
        const struct hr_kernel_mount *real = &k->facts->mounts.v[i];
        bool below;
        const struct hr_mounted *mounted = listed(&all, real, k->check.arena, &below);

        if (mounted)
            judge_writable(k, mounted, real, below);
        else if (real->host && !is_init(real))
            judge_unlisted(k, real);
    }
}
