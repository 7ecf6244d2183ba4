/* SPDX-License-Identifier: MIT */
#include "promise.h"

#include "hrun/base/attr.h"
#include "hrun/base/text.h"

#include "read.h"

#include <arpa/inet.h>
#include <string.h>

#define GIB            (INT64_C(1) << 30)
#define MEMORY_MAX     (16 * GIB)
#define SHM_MAX        GIB
#define TMPFS_MAX      (2 * GIB)
#define PIDS_MAX       8192
#define CPUS_MAX       INT64_C(16000000000)
#define DEFAULT_PERIOD 100000

struct check {
    const struct promise_case *c;
    const struct asked *asked;
    struct hr_arena *arena;
    struct hr_strv *broken;
};

/* The default profile's allow.capabilities; strict has none. */
static const char *const allowed_caps[] = { "CHOWN",   "DAC_OVERRIDE", "FOWNER",
                                            "FSETID",  "KILL",         "SETGID",
                                            "SETPCAP", "SETUID",       "NET_BIND_SERVICE" };

/* The names in order, as they are handed out. */
static const char *const names[] = {
    "readable",   "privileged",  "rootfs",     "cap-drop",      "capability",  "nnp",
    "seccomp",    "apparmor",    "label",      "security-opt",  "systempaths", "network",
    "endpoint",   "pid",         "ipc",        "uts",           "userns",      "cgroupns",
    "memory",     "swap",        "pids",       "cpus",          "shm",         "socket",
    "bind",       "propagation", "relabel",    "volume-driver", "volume-opt",  "volumes-from",
    "tmpfs-exec", "tmpfs-open",  "tmpfs-size", "tmpfs-odd",     "log",         "device",
    "gpus",       "device-rule", "sysctl",     "annotation",    "runtime",     "cgroup-parent",
    "user",       "port",        "workdir",    "group",         "link",        "oom",
    "realtime",   "twins",       NULL,
};

const char *promise_at(size_t index)
{
    return index < HR_ARRAY_LEN(names) ? names[index] : NULL;
}

static void broken(const struct check *check, const char *name, const char *subject)
{
    hr_strv_pushf(check->arena, check->broken, "%s: %s", name, subject);
}

/* The same, unless RULE tells of it and the profile is not strict. */
static void told(const struct check *check, const char *rule, const char *name, const char *subject)
{
    if (check->c->strict || !hr_strv_has(check->c->reported, rule))
        broken(check, name, subject);
}

static void check_empty(const struct check *check, const char *name, const struct hr_strv *list)
{
    for (size_t i = 0; i < list->n; i++)
        broken(check, name, list->v[i]);
}

static void check_text(const struct check *check, const char *name, const char *text,
                       const char *const *fine)
{
    for (; *fine; fine++) {
        if (strcmp(text, *fine) == 0)
            return;
    }
    broken(check, name, text);
}

static bool is_allowed_cap(const struct check *check, const char *cap)
{
    if (check->c->strict)
        return false;
    if (strncasecmp(cap, "CAP_", 4) == 0)
        cap += 4;
    for (size_t i = 0; i < HR_ARRAY_LEN(allowed_caps); i++) {
        if (strcasecmp(cap, allowed_caps[i]) == 0)
            return true;
    }
    return false;
}

static void check_capabilities(const struct check *check)
{
    const struct hr_strv *drops = &check->asked->drops, *adds = &check->asked->adds;
    bool all = false;

    for (size_t i = 0; i < drops->n; i++)
        all = all || strcasecmp(drops->v[i], "ALL") == 0;
    if (!all)
        broken(check, "cap-drop", "ALL is not dropped");
    for (size_t i = 0; i < adds->n; i++) {
        if (!is_allowed_cap(check, adds->v[i]))
            broken(check, "capability", adds->v[i]);
    }
}

static void check_one_security(const struct check *check, const char *text, bool *nnp)
{
    const size_t length = strcspn(text, strchr(text, '=') ? "=" : ":");
    const char *key = hr_arena_strndup(check->arena, text, length);
    const char *value = text[length] ? text + length + 1 : "true";

    if (strcmp(key, "no-new-privileges") == 0)
        *nnp = read_bool(value);
    else if (strcmp(key, "seccomp") == 0 && strcmp(value, "builtin") != 0)
        broken(check, "seccomp", text);
    else if (strcmp(key, "apparmor") == 0 && strcmp(value, "docker-default") != 0)
        broken(check, "apparmor", text);
    else if (strcmp(key, "label") == 0)
        broken(check, "label", text);
    else if (strcmp(key, "seccomp") != 0 && strcmp(key, "apparmor") != 0 &&
             (strcmp(key, "writable-cgroups") != 0 || read_bool(value)))
        broken(check, "security-opt", text);
}

static void check_security(const struct check *check)
{
    const struct hr_strv *options = &check->asked->security;
    bool nnp = false;

    for (size_t i = 0; i < options->n; i++)
        check_one_security(check, options->v[i], &nnp);
    if (!nnp)
        broken(check, "nnp", "no-new-privileges is off");
    if (check->asked->unmasked)
        broken(check, "systempaths", "unconfined");
    if (check->asked->privileged)
        broken(check, "privileged", "true");
    if (!check->asked->read_only)
        broken(check, "rootfs", "writable");
}

static void check_namespaces(const struct check *check)
{
    static const char *const fine[] = { "", NULL }, *const private_only[] = { "private", NULL },
                             *const ipc[] = { "private", "none", "shareable", NULL };
    const struct asked *a = check->asked;

    check_text(check, "pid", a->pid, fine);
    check_text(check, "ipc", a->ipc, ipc);
    check_text(check, "uts", a->uts, fine);
    check_text(check, "userns", a->userns, fine);
    check_text(check, "cgroupns", a->cgroupns, private_only);
}

static void check_networks(const struct check *check)
{
    const struct hr_strv *networks = &check->asked->networks;

    for (size_t i = 0; i < networks->n; i++) {
        const char *n = networks->v[i];

        if (strcmp(n, "host") == 0 || hr_text_starts(n, "container:") || !hr_text_is_plain(n) ||
            hr_strv_has(&check->c->host_networks, n) ||
            (check->c->strict && strcmp(n, "none") != 0))
            broken(check, "network", n);
    }
    if (check->c->strict && networks->n == 0)
        broken(check, "network", "not none");
    check_empty(check, "endpoint", &check->asked->network_options);
}

static void check_within(const struct check *check, const char *name, int64_t value, int64_t max)
{
    if (value <= 0 || value > max)
        broken(check, name, hr_arena_printf(check->arena, "%lld", (long long)value));
}

static void check_limits(const struct check *check)
{
    const struct asked *a = check->asked;
    const int64_t period = a->period > 0 ? a->period : DEFAULT_PERIOD;
    const long double share = (long double)a->quota * 1e9L / (long double)period;
    const int64_t by_quota = share < 1e18L ? (int64_t)share : INT64_MAX;
    const int64_t twice = a->memory > 0 && a->memory < MEMORY_MAX ? 2 * a->memory : a->memory;

    check_within(check, "memory", a->memory, MEMORY_MAX);
    check_within(check, "swap", a->swap == 0 ? twice : a->swap, MEMORY_MAX);
    check_within(check, "pids", a->pids, PIDS_MAX);
    check_within(check, "cpus", a->cpus != 0 ? a->cpus : by_quota, CPUS_MAX);
    if (a->shm != 0)
        check_within(check, "shm", a->shm, SHM_MAX);
}

static void check_tmpfs(const struct check *check, const struct asked_mount *m)
{
    static const char *const fine[] = { "rw",       "ro",         "noexec",        "nosuid",
                                        "nodev",    "exec",       "suid",          "dev",
                                        "noatime",  "nodiratime", "relatime",      "strictatime",
                                        "sync",     "async",      "dirsync",       "atime",
                                        "diratime", "norelatime", "nostrictatime", "defaults",
                                        "private",  "rprivate" };
    const struct hr_strv words = read_split(m->options, ',', check->arena);
    bool exec = false, open = false;

    for (size_t i = 0; i < words.n; i++) {
        const char *w = words.v[i];
        bool known = strchr(w, '=') != NULL || *w == '\0';

        for (size_t k = 0; k < HR_ARRAY_LEN(fine); k++)
            known = known || strcmp(w, fine[k]) == 0;
        if (!known)
            broken(check, "tmpfs-odd", w);
        exec = strcmp(w, "exec") == 0 || (exec && strcmp(w, "noexec") != 0);
        open = open || strcmp(w, "suid") == 0 || strcmp(w, "dev") == 0;
    }
    if (exec)
        told(check, "tmpfs-options", "tmpfs-exec", m->target);
    if (open)
        broken(check, "tmpfs-open", m->options);
    if (m->size <= 0 || m->size > TMPFS_MAX)
        broken(check, "tmpfs-size", m->target);
}

static void check_mount(const struct check *check, const struct asked_mount *m)
{
    if (strcmp(m->type, "tmpfs") == 0) {
        check_tmpfs(check, m);
        return;
    }
    if (strcmp(m->type, "bind") == 0)
        promise_check_source(check->c, m, check->arena, check->broken);
    else if (strcmp(m->type, "volume") != 0 && strcmp(m->type, "image") != 0)
        broken(check, "readable", m->type);
    if (*m->propagation && strcmp(m->propagation, "private") != 0 &&
        strcmp(m->propagation, "rprivate") != 0)
        broken(check, "propagation", m->propagation);
    if (m->volume_driver)
        broken(check, "volume-driver", m->target);
    if (m->volume_options)
        broken(check, "volume-opt", m->target);
}

/* TARGET without what changes nothing of where it leads. */
static const char *clean(const char *target, struct hr_arena *arena)
{
    struct hr_strv parts = read_split(target, '/', arena), kept = { 0 };

    for (size_t i = 0; i < parts.n; i++) {
        if (strcmp(parts.v[i], "..") == 0)
            kept.n -= kept.n > 0;
        else if (*parts.v[i] && strcmp(parts.v[i], ".") != 0)
            hr_strv_push(arena, &kept, parts.v[i]);
    }
    return hr_strv_join(arena, &kept, "/");
}

/* A tmpfs that the profile adds hides no mount of the line, nor the other way round: the engine stacks the two
 * in an order that nobody knows, or makes no container. */
static void check_twins(const struct check *check)
{
    const struct asked_mounts *mounts = &check->asked->mounts;
    const struct hr_strv *added = &check->c->added;

    for (size_t i = 0; i < added->n; i++) {
        const char *place = clean(added->v[i], check->arena);
        size_t count = 0;

        for (size_t k = 0; k < mounts->n; k++) {
            const char *target = mounts->v[k].target;

            count += *target == '/' && strcmp(clean(target, check->arena), place) == 0;
        }
        if (count > 1)
            broken(check, "twins", added->v[i]);
    }
}

static void check_mounts(const struct check *check)
{
    const struct asked *a = check->asked;

    for (size_t i = 0; i < a->mounts.n; i++)
        check_mount(check, &a->mounts.v[i]);
    check_twins(check);
    check_empty(check, "volumes-from", &a->volumes_from);
    if (*a->volume_driver && strcmp(a->volume_driver, "local") != 0)
        broken(check, "volume-driver", a->volume_driver);
    if (a->api_socket)
        broken(check, "socket", "the engine's");
    if (strcmp(clean(a->workdir, check->arena), "proc") == 0 ||
        hr_text_starts(clean(a->workdir, check->arena), "proc/"))
        broken(check, "workdir", a->workdir);
}

/* With a driver that keeps what it gets on this machine, options only say how. */
static void check_log(const struct check *check)
{
    static const char *const here[] = { "", "json-file", "local", "journald" };
    const char *driver = check->asked->log_driver;
    const struct hr_strv *options = &check->asked->log_options;
    bool stays = false;

    for (size_t i = 0; i < HR_ARRAY_LEN(here); i++)
        stays = stays || strcmp(driver, here[i]) == 0;
    if (!stays)
        told(check, "log-driver", "log", driver);
    for (size_t i = 0; i < options->n; i++) {
        if (strstr(options->v[i], "address") || strstr(options->v[i], "url"))
            told(check, "log-driver", "log", options->v[i]);
    }
}

static void check_rest(const struct check *check)
{
    static const char *const none[] = { "", NULL }, *const runtimes[] = { "", NULL };
    const struct asked *a = check->asked;

    check_empty(check, "readable", &a->strange);
    check_empty(check, "device", &a->devices);
    for (size_t i = 0; i < a->gpus.n; i++)
        told(check, "gpus", "gpus", a->gpus.v[i]);
    check_empty(check, "device-rule", &a->device_rules);
    check_empty(check, "sysctl", &a->sysctls);
    for (size_t i = 0; i < a->annotations.n; i++) {
        if (*a->annotations.v[i]) /* no runtime knows one without a name */
            broken(check, "annotation", a->annotations.v[i]);
    }
    check_empty(check, "group", &a->groups);
    check_empty(check, "link", &a->links);
    if (a->oom_kill_disable || a->oom_score < 0)
        broken(check, "oom", "others are killed before it");
    if (a->realtime > 0)
        broken(check, "realtime", "it takes a CPU whole");
    check_text(check, "runtime", a->runtime, runtimes);
    check_text(check, "cgroup-parent", a->cgroup_parent, none);
}

/* 0 in any spelling. */
static bool is_zero(const char *name)
{
    name += *name == '+' || *name == '-';
    return *name && strspn(name, "0") == strlen(name);
}

/* A number other than 0 (the engine refuses one that is too large), or a name that is not root's. */
static void check_user(const struct check *check)
{
    const char *user = check->asked->user;
    const char *name = hr_arena_strndup(check->arena, user, strcspn(user, ":"));

    if (*name == '\0' || is_zero(name) || strcmp(name, "root") == 0 || !hr_text_is_plain(name) ||
        hr_strv_has(&check->c->roots, name))
        broken(check, "user", user);
    else if (strspn(name, HR_DIGITS "+-") != strlen(name) && check->c->strict &&
             !hr_strv_has(&check->c->users, name))
        broken(check, "user", hr_arena_printf(check->arena, "%s may be uid 0", user));
}

static bool is_loopback(const char *address)
{
    struct in_addr v4;
    struct in6_addr v6;

    if (inet_pton(AF_INET, address, &v4) == 1)
        return (ntohl(v4.s_addr) >> 24) == 127;
    if (inet_pton(AF_INET6, address, &v6) != 1)
        return false;
    return IN6_IS_ADDR_LOOPBACK(&v6) || (IN6_IS_ADDR_V4MAPPED(&v6) && v6.s6_addr[12] == 127);
}

static void check_ports(const struct check *check)
{
    const struct hr_strv *ports = &check->asked->ports, *networks = &check->asked->networks;

    if (networks->n > 0 && strcmp(networks->v[0], "none") == 0)
        return; /* nothing is published */
    for (size_t i = 0; i < ports->n; i++) {
        if (!is_loopback(ports->v[i]))
            told(check, "publish-not-loopback", "port", ports->v[i]);
    }
    if (check->asked->publish_all)
        told(check, "publish-not-loopback", "port", "all");
}

void promise_check(const struct promise_case *c, struct hr_arena *arena, struct hr_strv *out)
{
    const struct check check = { .c = c, .asked = c->asked, .arena = arena, .broken = out };

    check_capabilities(&check);
    check_security(&check);
    check_namespaces(&check);
    check_networks(&check);
    check_limits(&check);
    check_mounts(&check);
    check_log(&check);
    check_rest(&check);
    check_user(&check);
    check_ports(&check);
}
