/* SPDX-License-Identifier: MIT */
#include "hrun/base/file.h"
#include "hrun/base/number.h"
#include "hrun/base/text.h"

#include "kernel_files.h"

#include <errno.h>
#include <string.h>

#define NANO INT64_C(1000000000)

/* v1 counts pages: where nothing is limited it says the largest number of whole ones. */
#define NO_LIMIT (INT64_C(1) << 62)

bool hr_limit_parse(const char *text, int64_t *out)
{
    const size_t length = strcspn(text, "\n");
    uint64_t value;

    if (text[length] == '\n' && text[length + 1] != '\0')
        return false;
    if ((length == 3 && memcmp(text, "max", 3) == 0) ||
        (length == 2 && memcmp(text, "-1", 2) == 0)) {
        *out = -1;
        return true;
    }
    if (!hr_number_u64(text, length, &value))
        return false;
    *out = value >= (uint64_t)NO_LIMIT ? -1 : (int64_t)value;
    return true;
}

/* QUOTA of PERIOD as billionths of a CPU. */
static bool read_share(int64_t quota, int64_t period, int64_t *out)
{
    int64_t product;

    if (period <= 0)
        return false;
    if (quota < 0 || __builtin_mul_overflow(quota, NANO, &product))
        *out = -1;
    else
        *out = product / period;
    return true;
}

bool hr_cpu_max_parse(const char *text, int64_t *out)
{
    const size_t length = strcspn(text, " ");
    uint64_t quota = UINT64_MAX, period;
    const char *rest = text + length + (text[length] == ' ');

    if (!hr_number_u64(rest, strcspn(rest, "\n"), &period) || period > INT64_MAX)
        return false;
    if (!(length == 3 && memcmp(text, "max", 3) == 0) && !hr_number_u64(text, length, &quota))
        return false;
    return read_share(quota > INT64_MAX ? -1 : (int64_t)quota, (int64_t)period, out);
}

/* Where a limit is, by version. Of v1 there may be a second file, which the value is a share of. */
static const struct limit {
    const char *controller, *v1, *v1_period, *v2;
} limits[HR_LIMITED_COUNT] = {
    [HR_LIMITED_MEMORY] = { "memory", "memory.limit_in_bytes", NULL, "memory.max" },
    [HR_LIMITED_SWAP] = { "memory", "memory.memsw.limit_in_bytes", NULL, "memory.swap.max" },
    [HR_LIMITED_CPUS] = { "cpu", "cpu.cfs_quota_us", "cpu.cfs_period_us", "cpu.max" },
    [HR_LIMITED_PIDS] = { "pids", "pids.max", NULL, "pids.max" },
};

/* True if the hierarchy called NAMES, with commas between them, has CONTROLLER. */
static bool has_controller(const char *names, const char *controller)
{
    return hr_mountinfo_has(names, controller);
}

/* The group that holds CONTROLLER: of v1 where a hierarchy has it, else of v2. */
static const struct hr_membership *group_of(const struct hr_memberships *all,
                                            const char *controller)
{
    const struct hr_membership *unified = NULL;

    for (size_t i = 0; i < all->n; i++) {
        if (has_controller(all->v[i].hierarchy, controller))
            return &all->v[i];
        if (!*all->v[i].hierarchy)
            unified = &all->v[i];
    }
    return unified;
}

/* Read the file NAME in FOLDER as a number. */
static enum hr_knowledge read_number(struct hr_kernel_reader *r, int folder, const char *name,
                                     int64_t *out)
{
    const char *text = hr_kernel_read(r, folder, name);

    if (!text)
        return errno == ENOENT ? HR_ABSENT : HR_UNKNOWN;
    return hr_limit_parse(text, out) ? HR_KNOWN : HR_UNKNOWN;
}

static enum hr_knowledge read_v1(struct hr_kernel_reader *r, int folder, const struct limit *limit,
                                 int64_t *out)
{
    enum hr_knowledge state = read_number(r, folder, limit->v1, out);
    int64_t period;

    if (state != HR_KNOWN || !limit->v1_period)
        return state;
    state = read_number(r, folder, limit->v1_period, &period);
    if (state == HR_KNOWN && !read_share(*out, period, out))
        state = HR_UNKNOWN;
    return state;
}

static enum hr_knowledge read_v2(struct hr_kernel_reader *r, int folder, enum hr_limited which,
                                 int64_t *out)
{
    const char *text;

    if (which != HR_LIMITED_CPUS)
        return read_number(r, folder, limits[which].v2, out);
    text = hr_kernel_read(r, folder, limits[which].v2);
    if (!text)
        return errno == ENOENT ? HR_ABSENT : HR_UNKNOWN;
    return hr_cpu_max_parse(text, out) ? HR_KNOWN : HR_UNKNOWN;
}

/* v2 counts swap apart. */
static void add_memory(const struct hr_limit_facts *memory, struct hr_limit_facts *swap)
{
    if (swap->state != HR_KNOWN || swap->value < 0)
        return;
    if (memory->state != HR_KNOWN)
        swap->state = memory->state;
    else if (memory->value < 0 || __builtin_add_overflow(swap->value, memory->value, &swap->value))
        swap->value = -1;
}

static void read_limit(struct hr_kernel_reader *r, const struct hr_membership *group,
                       const char *id, enum hr_limited which)
{
    struct hr_limit_facts *out = &r->out->limits[which];
    const bool unified = !*group->hierarchy;
    const char *cut = hr_cgroup_cut(group->path, id, r->arena);
    const char *place = hr_cgroup_folder(r, group->hierarchy, cut ? cut : group->path);
    HR_CLEANUP(hr_fd_close) int folder = place ? hr_kernel_open(r, place) : -1;

    out->file = unified ? limits[which].v2 : limits[which].v1;
    if (folder < 0)
        out->state = HR_UNKNOWN;
    else if (unified)
        out->state = read_v2(r, folder, which, &out->value);
    else
        out->state = read_v1(r, folder, &limits[which], &out->value);
    if (unified && which == HR_LIMITED_SWAP)
        add_memory(&r->out->limits[HR_LIMITED_MEMORY], out);
    if (out->state == HR_UNKNOWN)
        hr_strv_pushf(r->arena, &r->out->unknown, "%s of its control group cannot be read",
                      out->file);
}

void hr_cgroup_limits(struct hr_kernel_reader *r, const char *membership, const char *id, bool own)
{
    const struct hr_memberships all = hr_memberships_read(membership, r->arena);

    for (size_t i = 0; i < HR_LIMITED_COUNT; i++) {
        const struct hr_membership *group = group_of(&all, limits[i].controller);

        r->out->limits[i] = (struct hr_limit_facts){ .state = HR_ABSENT, .file = limits[i].v2 };
        if (own && group)
            read_limit(r, group, id, (enum hr_limited)i);
    }
}
