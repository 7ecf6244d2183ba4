/* SPDX-License-Identifier: MIT */
#include "hrun/base/path.h"
#include "hrun/base/text.h"

#include "kernel_aspect.h"

#include <string.h>

/* What is mounted at POINT; NULL for nothing. */
static const struct hr_kernel_mount *mount_at(const struct hr_kernel_facts *facts,
                                              const char *point)
{
    for (size_t i = 0; i < facts->mounts.n; i++) {
        if (strcmp(facts->mounts.v[i].point, point) == 0)
            return &facts->mounts.v[i];
    }
    return NULL;
}

void hr_kernel_rootfs(const struct hr_kernel_check *k)
{
    const struct hr_kernel_mount *root = mount_at(k->facts, "/");
    const struct hr_seen *seen = &HR_KERNEL_VIEW(k)->read_only;

    if (!root)
        return;
    if (root->read_only)
        hr_kernel_refute(k, NULL);
    else if (seen->v && !hr_kernel_found(k, NULL))
        hr_kernel_trip(k, &(const struct hr_kernel_trip){
                              .setting = seen->by,
                              .what = "inspect lists --read-only, but its root is mounted rw",
                          });
}

/* What is wrong with MOUNT, a tmpfs that was asked for as ASKED; NULL for nothing. */
static const char *fault_of_tmpfs(const struct hr_kernel_mount *mount, const struct hr_mount *asked)
{
    if (asked->tmpfs_size > 0 && !strstr(mount->options, "size="))
        return "no size";
    if (!asked->suid && !mount->nosuid)
        return "setuid programs";
    if (!asked->dev && !mount->nodev)
        return "devices";
    if (!asked->exec && !mount->noexec)
        return "programs that run";
    return NULL;
}

void hr_kernel_tmpfs(const struct hr_kernel_check *k)
{
    const struct hr_seen_mounts *mounts = &HR_KERNEL_VIEW(k)->mounts;

    for (size_t i = 0; i < mounts->n; i++) {
        const struct hr_seen_mount *seen = &mounts->v[i];
        const struct hr_kernel_mount *real =
            seen->mount->type == HR_MOUNT_TMPFS ? mount_at(k->facts, seen->place) : NULL;
        const char *fault =
            real && strcmp(real->fs_type, "tmpfs") == 0 ? fault_of_tmpfs(real, seen->mount) : NULL;

        if (fault && !hr_kernel_found(k, seen->mount->target))
            hr_kernel_trip(k, &(const struct hr_kernel_trip){
                                  .setting = seen->by,
                                  .subject = seen->mount->target,
                                  .what = hr_arena_printf(
                                      k->check.arena, "%s, but the tmpfs at %s has %s",
                                      hr_kernel_claim(k, seen->by, NULL), real->point, fault),
                                  .why = "what is asked for does not hold",
                                  .remedy = "start the container again",
                              });
    }
}

void hr_kernel_systempaths(const struct hr_kernel_check *k)
{
    static const char *const held[] = { "/proc/sys", "/sys" };

    if (k->facts->mounted != HR_KNOWN || hr_kernel_found(k, NULL))
        return;
    for (size_t i = 0; i < HR_ARRAY_LEN(held); i++) {
        const struct hr_kernel_mount *mount = mount_at(k->facts, held[i]);

        if (mount && mount->read_only)
            continue;
        hr_kernel_trip(k, &(const struct hr_kernel_trip){
                              .what = hr_arena_printf(k->check.arena,
                                                      "inspect lists no systempaths=unconfined, "
                                                      "but %s is not mounted read-only",
                                                      held[i]),
                              .remedy = "a new container",
                          });
        return;
    }
}

void hr_kernel_cgroups(const struct hr_kernel_check *k)
{
    /* An engine that maps users mounts them rw, and their files are for the host's root to write. */
    if (hr_kernel_found(k, NULL) || hr_kernel_is_mapped(k->facts->root_user, k->facts->root_uid))
        return;
    for (size_t i = 0; i < k->facts->mounts.n; i++) {
        const struct hr_kernel_mount *mount = &k->facts->mounts.v[i];

        if (mount->read_only || !hr_text_starts(mount->fs_type, "cgroup"))
            continue;
        hr_kernel_trip(k, &(const struct hr_kernel_trip){
                              .what = hr_arena_printf(k->check.arena,
                                                      "inspect lists no writable-cgroups, but %s "
                                                      "is mounted rw",
                                                      mount->point),
                              .remedy = "a new container",
                          });
        return;
    }
}
