/* SPDX-License-Identifier: MIT */
/*
 * usage: property SEED COUNT: whatever of COUNT random lines `default` and `strict` let pass is what docker
 * gets, and of that nothing is weaker than the profile: it is read again from the words that are handed
 * on, without a look at who wrote them. What is only warned of must have been. Vector I is the same on
 * every machine.
 */
#include "hrun/base/text.h"
#include "hrun/docker/capability.h"
#include "hrun/docker/go.h"
#include "hrun/docker/view.h"
#include "hrun/guard/workdir.h"
#include "hrun/render/argv.h"

#include "planned.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_MAX 20
#define GIB       (INT64_C(1) << 30)

/* What docker gets. */
struct sent {
    const struct hr_plan *plan;
    struct hr_arena *arena;
    struct hr_invocation line;
    struct hr_view view;
};

static bool is_told(const struct sent *sent, const char *rule)
{
    for (size_t i = 0; i < sent->plan->findings.n; i++) {
        if (strcmp(sent->plan->findings.v[i].rule->name, rule) == 0)
            return true;
    }
    return false;
}

static bool is_one_of(const char *text, const char *const *words)
{
    while (*words && strcmp(*words, text) != 0)
        words++;
    return *words != NULL;
}

/* Each names what is wrong, or returns NULL. */

static const char *privileges(const struct sent *sent)
{
    const struct hr_view *v = &sent->view;
    uint64_t allowed = 0;

    for (size_t i = 0; i < sent->plan->profile->allow.capabilities.n; i++)
        allowed |= UINT64_C(1) << hr_capability_find(sent->plan->profile->allow.capabilities.v[i]);
    if (v->privileged.v)
        return "privileged";
    if (!v->read_only.v)
        return "writable root";
    if (!v->no_new_privileges.v)
        return "new privileges";
    if (!v->caps_all_dropped || v->caps_all_added || (v->caps & ~allowed))
        return "capabilities";
    if (v->seccomp.v && strcmp(v->seccomp.v, "builtin") != 0)
        return "seccomp";
    if (v->apparmor.v && strcmp(v->apparmor.v, "docker-default") != 0)
        return "apparmor";
    return hr_user_may_be_root(&v->user) ? "root" : NULL;
}

static const char *namespaces(const struct sent *sent)
{
    static const char *const ipc[] = { "", "none", "private", NULL };
    const struct hr_view *v = &sent->view;

    if (*v->pid.v || *v->uts.v || *v->userns.v)
        return "a namespace";
    if (!is_one_of(v->ipc.v, ipc))
        return "ipc";
    return strcmp(v->cgroupns.v, "private") == 0 ? NULL : "cgroupns";
}

static const char *limits(const struct sent *sent)
{
    const struct hr_view *v = &sent->view;

    if (v->memory.v <= 0 || v->memory.v > 16 * GIB)
        return "memory";
    if (v->memory_swap.v <= 0 || v->memory_swap.v > 16 * GIB)
        return "swap";
    if (v->pids.v <= 0 || v->pids.v > 8192)
        return "pids";
    if (v->cpus.v <= 0 && v->cpu_quota.v <= 0)
        return "cpus";
    return v->cpus.v > INT64_C(16000000000) || v->shm_size.v > GIB ? "too much" : NULL;
}

static bool is_sensitive(const char *path)
{
    static const char *const places[] = { "/etc", "/proc", "/sys", "/dev", "/boot", "/root", NULL };
    bool found = strcmp(path, "/") == 0;

    for (size_t i = 0; places[i]; i++)
        found |= hr_text_starts(path, places[i]) &&
                 (path[strlen(places[i])] == '/' || path[strlen(places[i])] == '\0');
    return found;
}

static const char *mounts(const struct sent *sent)
{
    for (size_t i = 0; i < sent->view.mounts.n; i++) {
        const struct hr_mount *m = sent->view.mounts.v[i].mount;

        if (m->driver_opts.n > 0 || (m->driver && strcmp(m->driver, "local") != 0))
            return "a volume's driver";
        if (m->type == HR_MOUNT_DONOR || m->type == HR_MOUNT_OTHER)
            return "mounts of others";
        if (m->propagation && strcmp(m->propagation, "private") != 0 &&
            strcmp(m->propagation, "rprivate") != 0)
            return "propagation";
        if (m->type == HR_MOUNT_BIND && m->source &&
            is_sensitive(hr_go_clean(sent->arena, m->source)))
            return "a sensitive path";
        if (m->type != HR_MOUNT_TMPFS)
            continue;
        if (m->suid || m->dev || (m->exec && !is_told(sent, "tmpfs-options")))
            return "a tmpfs";
        if (m->tmpfs_size > 2 * GIB || m->tmpfs_size == 0)
            return "a tmpfs's size";
    }
    return NULL;
}

/* Options that nothing but their empty or harmless forms passes of. */
static const char *one(const struct sent *sent, const struct hr_setting *s)
{
    static const char *const never[] = { "device", "device-cgroup-rule", "sysctl", "annotation",
                                         "link",   "group-add",          NULL };
    static const char *const empty[] = { "runtime", "cgroup-parent", NULL };
    static const char *const not_true[] = { "oom-kill-disable", "use-api-socket", NULL };
    static const char *const zero[] = { "cpu-rt-period", "cpu-rt-runtime", NULL };
    static const char *const logs[] = { "", "json-file", "local", "journald", NULL };
    const char *name = s->option->name;
    const bool cdi = s->value->kind == HR_KIND_DEVICE;

    if (is_one_of(name, never) || (is_one_of(name, empty) && *s->raw) ||
        (is_one_of(name, not_true) && s->value->as.boolean) ||
        (is_one_of(name, zero) && s->value->as.integer != 0))
        return name;
    if (strcmp(name, "oom-score-adj") == 0 && s->value->as.integer < 0)
        return name;
    if (strcmp(name, "workdir") == 0 && *s->raw && !hr_folder_is_plain(s->raw))
        return name;
    if (strcmp(name, "log-driver") == 0 && !is_one_of(s->raw, logs) && !is_told(sent, "log-driver"))
        return name;
    if (strcmp(name, "gpus") == 0 && !is_told(sent, "gpus"))
        return name;
    if (s->value->kind == HR_KIND_NETWORK && (s->value->as.network.mode == HR_NETWORK_HOST ||
                                              s->value->as.network.mode == HR_NETWORK_CONTAINER ||
                                              s->value->as.network.driver_opts.n > 0))
        return name;
    if (s->value->kind == HR_KIND_PUBLISH && !s->value->as.publish.loopback &&
        !is_told(sent, "publish-not-loopback"))
        return name;
    return s->option->cls == HR_CLASS_GUARDED && s->value->differs && !cdi
               ? "something that clients read differently"
               : NULL;
}

static const char *settings(const struct sent *sent)
{
    const char *wrong = NULL;

    for (size_t i = 0; i < sent->line.settings.n && !wrong; i++)
        wrong = one(sent, &sent->line.settings.v[i]);
    return wrong;
}

/* What is weaker in PLAN than its profile, or NULL. */
static const char *weakness(const struct hr_plan *plan, struct hr_arena *arena)
{
    static const char *(*const checks[])(const struct sent *) = { privileges, namespaces, limits,
                                                                  mounts, settings };
    struct sent sent = { .plan = plan, .arena = arena };
    struct hr_strv argv = { 0 };
    const char *wrong = NULL;
    struct hr_error err;

    hr_render_argv(plan, "docker", arena, &argv);
    if (!hr_invocation_parse((const char *const *)argv.v + 2, argv.n - 2, NULL, arena, &sent.line,
                             &err))
        return NULL; /* docker refuses it: a network alias beside the network `none` of `strict` */
    hr_view_fold(&sent.line.settings, arena, &sent.view);
    for (size_t i = 0; i < HR_ARRAY_LEN(checks) && !wrong; i++)
        wrong = checks[i](&sent);
    return wrong;
}

/* How the vectors fared. */
struct tally {
    size_t read, passed, bad;
};

static void check(uint64_t seed, uint64_t index, const char *profile, struct tally *tally)
{
    struct hr_arena arena;
    struct vector vector;
    struct hr_plan plan;
    const char *wrong = NULL;

    hr_arena_init(&arena);
    vector_random(seed, index, &arena, &vector);
    if (planned(&vector, profile, &arena, &plan)) {
        tally->read++;
        tally->passed += !plan.refused;
        wrong = plan.refused ? NULL : weakness(&plan, &arena);
    }
    if (wrong && tally->bad++ < SHOWN_MAX)
        printf("random %" PRIu64 " %" PRIu64 " under %s: %s: docker run %s [%s]\n", seed, index,
               profile, wrong, vector_text(&vector, &arena), planned_findings(&plan, &arena));
    hr_arena_finish(&arena);
}

int main(int argc, char **argv)
{
    static const char *const profiles[] = { "default", "strict" };
    int64_t seed, count;
    int bad = 0;

    if (argc != 3 || !hr_go_atoi(argv[1], &seed) || !hr_go_atoi(argv[2], &count) || count <= 0) {
        fputs("usage: property SEED COUNT\n", stderr);
        return 2;
    }
    for (size_t p = 0; p < HR_ARRAY_LEN(profiles); p++) {
        struct tally tally = { 0 };

        for (int64_t i = 0; i < count; i++)
            check((uint64_t)seed, (uint64_t)i, profiles[p], &tally);
        printf("%s: %zu lines that docker takes, %zu pass, %zu are weaker\n", profiles[p],
               tally.read, tally.passed, tally.bad);
        bad |= tally.bad > 0 || tally.read == 0;
    }
    return bad;
}
