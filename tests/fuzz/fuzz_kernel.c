/* SPDX-License-Identifier: MIT */
/* What is read of /proc and of control groups, some of which a container's processes can write: facts
 * that are whole, or none. Every reader gets the same text. */
#include "hrun/base/arena.h"
#include "hrun/facts/kernel.h"

#include "fuzz.h"

#include <string.h>

static void check_status(const char *text, struct hr_arena *arena)
{
    struct hr_process process = { 0 };

    if (!hr_process_parse(text, arena, &process))
        return;
    FUZZ_CHECK(process.no_new_privileges >= -1 && process.no_new_privileges <= 2);
    FUZZ_CHECK(process.seccomp >= -1 && process.seccomp <= 2);
    for (size_t i = 1; i < process.groups.n; i++)
        FUZZ_CHECK(process.groups.v[i - 1] <= process.groups.v[i]);
    /* nothing is left over from the one before */
    FUZZ_CHECK(hr_process_parse(text, arena, &process));
    FUZZ_CHECK(strstr(text, "Uid:") && strstr(text, "CapEff:"));
}

static void check_numbers(const char *text)
{
    int64_t value = INT64_MIN;
    uint32_t outside = 7;

    if (hr_limit_parse(text, &value))
        FUZZ_CHECK(value >= -1);
    if (hr_cpu_max_parse(text, &value))
        FUZZ_CHECK(value >= -1);
    if (hr_mapping_root(text, &outside) != HR_KNOWN)
        FUZZ_CHECK(outside == 7);
    (void)hr_lsm_of(text);
}

static void check_groups(const char *text, struct hr_arena *arena)
{
    const struct hr_memberships all = hr_memberships_read(text, arena);

    for (size_t i = 0; i < all.n; i++) {
        const struct hr_membership *one = &all.v[i];
        const struct hr_cgroup group = { .hierarchy = one->hierarchy, .path = one->path };
        const struct hr_cgroup below = {
            .hierarchy = one->hierarchy,
            .path = hr_arena_printf(arena, "%s/x", one->path),
        };
        const char *cut = hr_cgroup_cut(one->path, "abc", arena);
        bool first = true;

        for (size_t k = 0; k < i; k++)
            first = first && strcmp(all.v[k].hierarchy, one->hierarchy) != 0;
        FUZZ_CHECK(one->path[0] == '/' && !strchr(one->path, '\n') && !strchr(one->hierarchy, ':'));
        FUZZ_CHECK(!cut || (strncmp(cut, one->path, strlen(cut)) == 0 && strstr(cut, "abc")));
        if (first)
            FUZZ_CHECK(hr_cgroup_has(&group, text) && !hr_cgroup_has(&below, text));
    }
}

static void check_mounts(const char *text, struct hr_arena *arena)
{
    const struct hr_mountinfo *lines = hr_mountinfo_parse(text, arena);
    struct hr_kernel_mounts mounts = { 0 };

    hr_kernel_mounts_parse(lines, lines, "0123456789ab", arena, &mounts);
    for (size_t i = 0; i < mounts.n; i++) {
        const struct hr_kernel_mount *mount = &mounts.v[i];

        FUZZ_CHECK(mount->point[0] == '/' && *mount->fs_type && mount->fs_path && mount->options);
        FUZZ_CHECK(!mount->host || !strstr(mount->host, "0123456789ab"));
        for (size_t k = 0; k < i; k++)
            FUZZ_CHECK(strcmp(mount->point, mounts.v[k].point) != 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    const char *text;

    hr_arena_init(&arena);
    text = hr_arena_strndup(&arena, (const char *)data, size);
    check_status(text, &arena);
    check_numbers(text);
    check_groups(text, &arena);
    check_mounts(text, &arena);
    hr_arena_finish(&arena);
    return 0;
}
