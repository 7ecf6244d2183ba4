/* SPDX-License-Identifier: MIT */
#include "hrun/guard/kernel.h"

#include "kernel_aspect.h"

#include <inttypes.h>
#include <string.h>

bool hr_kernel_is_whole(const struct hr_kernel_check *k)
{
    return k->facts->whole;
}

static bool is_one(const struct hr_kernel_check *k, const struct hr_finding *f, const char *subject)
{
    return f->rule == k->check.rule &&
           (!subject || (f->subject && strcmp(f->subject, subject) == 0));
}

bool hr_kernel_found(const struct hr_kernel_check *k, const char *subject)
{
    for (size_t i = 0; i < k->check.out->n; i++) {
        if (is_one(k, &k->check.out->v[i], subject) && !k->check.out->v[i].doubtful)
            return true;
    }
    return false;
}

/* Take back what is_one finds, or only what was in doubt. */
static void take_back(const struct hr_kernel_check *k, const char *subject, bool doubts)
{
    struct hr_findings *findings = k->check.out;
    size_t kept = 0;

    for (size_t i = 0; i < findings->n; i++) {
        if (!is_one(k, &findings->v[i], subject) || (doubts && !findings->v[i].doubtful))
            findings->v[kept++] = findings->v[i];
    }
    findings->n = kept;
}

void hr_kernel_refute(const struct hr_kernel_check *k, const char *subject)
{
    take_back(k, subject, false);
}

void hr_kernel_trip(const struct hr_kernel_check *k, const struct hr_kernel_trip *trip)
{
    struct hr_finding *finding;

    take_back(k, trip->subject, true);
    hr_check_trip(&k->check, &(const struct hr_trip){
                                 .subject = trip->subject,
                                 .absent = trip->what,
                                 .why = trip->why,
                                 .remedy = trip->remedy,
                             });
    finding = &k->check.out->v[k->check.out->n - 1];
    finding->evidence = HR_EVIDENCE_KERNEL;
    finding->setting = trip->setting;
}

const char *hr_kernel_claim(const struct hr_kernel_check *k, const struct hr_setting *setting,
                            const char *absent)
{
    return setting ? hr_arena_printf(k->check.arena, "inspect lists %s",
                                     hr_check_words(setting, k->check.arena))
                   : hr_arena_printf(k->check.arena, "inspect lists no %s", absent);
}

static void judge_namespace(const struct hr_kernel_check *k)
{
    const struct hr_namespace_facts *facts = &k->facts->namespaces[k->aspect->which];

    if (facts->state != HR_KNOWN || !facts->is_hosts || hr_kernel_found(k, NULL))
        return;
    /* Without a mapping there is nothing to be switched off. */
    if (k->aspect->which == HR_NAMESPACE_USER && !k->check.c->facts->engine.maps_users)
        return;
    hr_kernel_trip(k, &(const struct hr_kernel_trip){
                          .what = hr_arena_printf(
                              k->check.arena,
                              "inspect lists no %s, but process %d is in the host's %s namespace",
                              k->aspect->option, (int)k->facts->pid,
                              hr_namespace_name((enum hr_namespace)k->aspect->which)),
                      });
}

/* What inspect asks for, 0 for nothing, and the setting that does. */
static int64_t asked_of(const struct hr_view *view, enum hr_limited which,
                        const struct hr_setting **by)
{
    const struct hr_seen *seen[HR_LIMITED_COUNT] = {
        [HR_LIMITED_MEMORY] = &view->memory,
        [HR_LIMITED_SWAP] = &view->memory_swap,
        [HR_LIMITED_CPUS] = view->cpus.v != 0 ? &view->cpus : &view->cpu_quota,
        [HR_LIMITED_PIDS] = &view->pids,
    };
    int64_t asked = seen[which]->v;

    *by = seen[which]->by;
    if (which == HR_LIMITED_SWAP && asked == 0) { /* as much again as of memory */
        *by = view->memory.by;
        asked = view->memory.v;
    }
    return asked > 0 ? asked : 0;
}

static const char *value_of(const struct hr_kernel_check *k, const struct hr_limit_facts *limit)
{
    if (limit->state == HR_ABSENT)
        return hr_arena_printf(k->check.arena, "the kernel has no %s for it", limit->file);
    if (limit->value < 0)
        return hr_arena_printf(k->check.arena, "%s sets no limit", limit->file);
    return hr_arena_printf(k->check.arena, "%s comes to %" PRId64 "%s", limit->file, limit->value,
                           k->aspect->which == HR_LIMITED_CPUS ? " billionths of a CPU" : "");
}

static void trip_limit(const struct hr_kernel_check *k, const struct hr_setting *by,
                       const char *why)
{
    const struct hr_limit_facts *limit = &k->facts->limits[k->aspect->which];

    hr_kernel_trip(k, &(const struct hr_kernel_trip){
                          .setting = by,
                          .subject = k->aspect->option,
                          .what = hr_arena_printf(k->check.arena, "%s, but %s",
                                                  hr_kernel_claim(k, by, NULL), value_of(k, limit)),
                          .why = why,
                          .remedy = "see what `docker info` warns of: some kernels ignore limits",
                      });
}

static void judge_limit_off(const struct hr_kernel_check *k)
{
    const struct hr_limit_facts *limit = &k->facts->limits[k->aspect->which];
    const struct hr_setting *by;
    const int64_t asked = asked_of(HR_KERNEL_VIEW(k), (enum hr_limited)k->aspect->which, &by);
    const bool is_on = limit->state == HR_KNOWN && limit->value >= 0;
    /* Of swap that is not there nothing can be taken, whatever the kernel counts. */
    const bool is_moot =
        k->aspect->which == HR_LIMITED_SWAP && limit->state == HR_ABSENT && !k->facts->has_swap;

    if (is_on || is_moot)
        hr_kernel_refute(k, k->aspect->option);
    else if (limit->state != HR_UNKNOWN && asked > 0 && by &&
             !hr_kernel_found(k, k->aspect->option))
        trip_limit(k, by, "so nothing limits it");
}

/* The kernel rounds: memory to pages, CPUs to a quota in microseconds. */
static void judge_limit_more(const struct hr_kernel_check *k)
{
    const struct hr_limit_facts *limit = &k->facts->limits[k->aspect->which];
    const int64_t slack = k->aspect->which == HR_LIMITED_PIDS ? 0 : 65536;
    const struct hr_setting *by;
    const int64_t asked = asked_of(HR_KERNEL_VIEW(k), (enum hr_limited)k->aspect->which, &by);

    if (limit->state != HR_KNOWN || asked == 0 || !by || strcmp(by->option->name, "cpu-quota") == 0)
        return;
    /* Without --memory-swap it is twice as much. */
    if (k->aspect->which == HR_LIMITED_SWAP && by == HR_KERNEL_VIEW(k)->memory.by)
        return;
    if (limit->value > asked && limit->value - asked > asked / 50 + slack &&
        !hr_kernel_found(k, k->aspect->option))
        trip_limit(k, by, "so it may take more than it was given");
}

#define NAMESPACE(rule, namespace, option)              \
    {                                                   \
        rule, judge_namespace, false, namespace, option \
    }
#define LIMIT(limit, option)                                      \
    { "limit-off", judge_limit_off, false, limit, option },       \
    {                                                             \
        "limit-above-max", judge_limit_more, false, limit, option \
    }

/* A row for each aspect. Those of one rule stand together, in the order in which they are told. */
static const struct hr_aspect aspects[] = {
    { "privileged", hr_kernel_privileged, true, 0, NULL },
    { "capability", hr_kernel_capability, true, 0, NULL },
    { "capabilities-kept", hr_kernel_capabilities_kept, true, 0, NULL },
    { "no-new-privileges-off", hr_kernel_no_new_privileges, false, 0, NULL },
    { "seccomp-unconfined", hr_kernel_seccomp, true, 0, NULL },
    { "apparmor-unconfined", hr_kernel_apparmor, true, 0, NULL },
    { "selinux-disabled", hr_kernel_selinux, true, 0, NULL },
    { "root-user", hr_kernel_root_user, false, 0, NULL },
    { "user-unverified", hr_kernel_user_unverified, false, 0, NULL },
    { "root-group", hr_kernel_root_group, false, 0, NULL },
    { "group-add", hr_kernel_group_add, false, 0, NULL },
    NAMESPACE("host-cgroupns", HR_NAMESPACE_CGROUP, "--cgroupns host"),
    NAMESPACE("host-ipc", HR_NAMESPACE_IPC, "--ipc host"),
    NAMESPACE("host-network", HR_NAMESPACE_NET, "--network host"),
    NAMESPACE("host-pid", HR_NAMESPACE_PID, "--pid host"),
    NAMESPACE("host-userns", HR_NAMESPACE_USER, "--userns host"),
    NAMESPACE("host-uts", HR_NAMESPACE_UTS, "--uts host"),
    LIMIT(HR_LIMITED_MEMORY, "memory"),
    LIMIT(HR_LIMITED_SWAP, "memory-swap"),
    LIMIT(HR_LIMITED_CPUS, "cpus"),
    LIMIT(HR_LIMITED_PIDS, "pids-limit"),
    { "writable-rootfs", hr_kernel_rootfs, false, 0, NULL },
    { "tmpfs-options", hr_kernel_tmpfs, false, 0, NULL },
    { "systempaths-unconfined", hr_kernel_systempaths, true, 0, NULL },
    { "writable-cgroups", hr_kernel_cgroups, true, 0, NULL },
    { "engine-socket", hr_kernel_bind, false, 0, NULL },
    { "socket-bind", hr_kernel_bind, false, 0, NULL },
    { "sensitive-path", hr_kernel_bind, false, 0, NULL },
    { "bind-denied", hr_kernel_bind, false, 0, NULL },
    { "writable-bind", hr_kernel_bind, false, 0, NULL },
};

/* True if the container's processes are processes of this kernel: of a runtime with a kernel or a sandbox
 * of its own, what is seen here is that one's. */
static bool shares_kernel(const struct hr_case *c)
{
    static const char *const runtimes[] = {
        "",       "crun", "io.containerd.runc.v2", "io.containerd.runtime.v1.linux",
        "nvidia", "runc", "sysbox-runc",           "youki",
    };
    const struct hr_setting *runtime = hr_settings_last(c->settings, "runtime");

    for (size_t i = 0; runtime && i < HR_ARRAY_LEN(runtimes); i++) {
        if (strcmp(runtimes[i], runtime->raw) == 0)
            return true;
    }
    return !runtime;
}

void hr_kernel_judge(const struct hr_case *c, const struct hr_kernel_facts *kernel,
                     struct hr_arena *arena, struct hr_findings *findings)
{
    if (kernel->state != HR_KNOWN || !shares_kernel(c))
        return;
    for (size_t i = 0; i < HR_ARRAY_LEN(aspects); i++) {
        const struct hr_rule *rule = hr_rule_named(aspects[i].rule);
        const struct hr_kernel_check check = {
            .check = {
                .c = c,
                .rule = rule,
                .level = hr_rule_level(rule, c->profile),
                .arena = arena,
                .out = findings,
            },
            .aspect = &aspects[i],
            .facts = kernel,
        };

        if (check.check.level != HR_LEVEL_ALLOW &&
            !(aspects[i].of_privileged && c->view->privileged.v))
            aspects[i].judge(&check);
    }
}

const char *hr_kernel_text(const struct hr_kernel_facts *kernel, struct hr_arena *arena)
{
    const char *more = hr_strv_join(arena, &kernel->unknown, "; ");

    if (kernel->state != HR_KNOWN)
        return hr_arena_printf(arena, "the kernel could not be asked: %s", kernel->unknown_because);
    return hr_arena_printf(arena, "the kernel was asked about %zu process%s%s%s", kernel->read,
                           kernel->read == 1 ? "" : "es", *more ? "; " : "", more);
}
