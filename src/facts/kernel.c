/* SPDX-License-Identifier: MIT */
#include "hrun/facts/kernel.h"

#include "hrun/base/file.h"
#include "hrun/base/number.h"
#include "hrun/base/text.h"

#include "kernel_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SETUP_SECONDS 10 /* that a runtime may take to start a process */

static const char *const namespaces[HR_NAMESPACE_COUNT] = {
    [HR_NAMESPACE_CGROUP] = "cgroup", [HR_NAMESPACE_IPC] = "ipc", [HR_NAMESPACE_MNT] = "mnt",
    [HR_NAMESPACE_NET] = "net",       [HR_NAMESPACE_PID] = "pid", [HR_NAMESPACE_USER] = "user",
    [HR_NAMESPACE_UTS] = "uts",
};

const char *hr_namespace_name(enum hr_namespace which)
{
    return namespaces[which];
}

/* One container's processes being read. */
struct survey {
    struct hr_kernel_reader *reader;
    const struct hr_container_place *place;
    struct hr_process found;                              /* the one that was read last */
    char user[HR_NAMESPACE_TEXT], pid[HR_NAMESPACE_TEXT]; /* namespaces of the first */
    double uptime; /* seconds; negative if it cannot be read */
};

/* How the reading of a process came out. */
enum outcome {
    READ,
    GONE,     /* it has ended, or is none of this container */
    UNREAD,   /* it is there */
    STARTING, /* the runtime has not made it the container's yet */
};

/* Seconds since the process started, or less; negative if they cannot be told. Behind the name, which may hold
 * anything, the start is the 20th number, in ticks. */
static double age_of(struct survey *s, const struct hr_look *look)
{
    const char *text = hr_kernel_read(s->reader, look->folder, "stat");
    const char *at = text ? strrchr(text, ')') : NULL;
    uint64_t ticks;

    for (size_t i = 0; at && i < 20; i++) {
        at = strchr(at, ' ');
        at = at ? at + 1 : NULL;
    }
    if (!at || s->uptime < 0 || !hr_number_u64(at, strspn(at, HR_DIGITS), &ticks))
        return -1;
    return s->uptime - (double)ticks / (double)sysconf(_SC_CLK_TCK);
}

/* True for the names that runtimes give to a process until it starts the container's own program. */
static bool has_runtimes_name(const char *status)
{
    static const char *const names[] = { "runc:[", "crun", "youki:[" };
    const char *name = hr_status_line(status, "Name");

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        if (hr_text_starts(name, names[i]))
            return true;
    }
    return false;
}

/* The label stands in the reader's buffer, unless it had to be made safe. */
static void read_label(struct survey *s, const struct hr_look *look)
{
    struct hr_process *found = &s->found;
    const char *text = hr_kernel_read(s->reader, look->folder, "attr/current");

    found->label = NULL;
    found->lsm = HR_LSM_UNKNOWN;
    if (text) {
        s->reader->buffer[strcspn(text, "\n")] = '\0';
        found->lsm = hr_lsm_of(text);
        found->label = hr_text_is_plain(text) ? text : hr_text_safe(s->reader->arena, text);
    } else if (errno == EINVAL || errno == ENOENT) {
        found->lsm = HR_LSM_NONE;
    }
}

/* True if the two are treated alike. */
static bool is_alike(const struct hr_process *a, const struct hr_process *b)
{
    return memcmp(a->uid, b->uid, sizeof(a->uid)) == 0 &&
           memcmp(a->gid, b->gid, sizeof(a->gid)) == 0 && a->groups.n == b->groups.n &&
           (a->groups.n == 0 ||
            memcmp(a->groups.v, b->groups.v, a->groups.n * sizeof(*a->groups.v)) == 0) &&
           a->inheritable == b->inheritable && a->permitted == b->permitted &&
           a->effective == b->effective && a->bounding == b->bounding && a->ambient == b->ambient &&
           a->in_own_userns == b->in_own_userns && a->no_new_privileges == b->no_new_privileges &&
           a->seccomp == b->seccomp && a->lsm == b->lsm && !a->label == !b->label &&
           (!a->label || strcmp(a->label, b->label) == 0);
}

/* Count what was read. False if there are too many different ones. */
static bool add(struct survey *s, const struct hr_look *look)
{
    struct hr_arena *arena = s->reader->arena;
    struct hr_processes *all = &s->reader->out->processes;
    struct hr_process *p = NULL;

    for (size_t i = 0; i < all->n && !p; i++)
        p = is_alike(&all->v[i], &s->found) ? &all->v[i] : NULL;
    if (!p && all->n == HR_PROCESS_SETS_MAX)
        return false;
    if (!p) {
        p = HR_VEC_PUSH(arena, all);
        *p = s->found;
        p->pid = look->pid;
        p->label = p->label ? hr_arena_strdup(arena, p->label) : NULL;
        p->groups.v = hr_arena_array(arena, p->groups.n, sizeof(*p->groups.v));
        p->groups.cap = p->groups.n;
        if (p->groups.n > 0)
            memcpy(p->groups.v, s->found.groups.v, p->groups.n * sizeof(*p->groups.v));
    }
    p->count++;
    p->is_first |= look->pid == s->place->first.pid;
    return true;
}

/* True if the process belongs to the container. */
static bool is_ones(struct survey *s, const struct hr_look *look)
{
    char pid[HR_NAMESPACE_TEXT];
    const char *membership;

    if (s->place->cgroup.folder) {
        membership = hr_kernel_read(s->reader, look->folder, "cgroup");
        return membership && hr_cgroup_has(&s->place->cgroup, membership);
    }
    hr_look_namespace(look, "pid", pid);
    return look->pid == s->place->first.pid || (*s->pid && strcmp(pid, s->pid) == 0);
}

static enum outcome read_one(struct survey *s, const struct hr_look *look)
{
    char user[HR_NAMESPACE_TEXT];
    const char *status;
    bool whole, starting;

    if (!is_ones(s, look))
        return GONE;
    status = hr_kernel_read(s->reader, look->folder, "status");
    if (!status)
        return errno == ESRCH || errno == ENOENT ? GONE : UNREAD;
    if (strchr("ZX", *hr_status_line(status, "State")))
        return GONE; /* it runs nothing any more */
    starting = has_runtimes_name(status);
    whole = hr_process_parse(status, s->reader->arena, &s->found);
    if (starting) {
        const double age = age_of(s, look);

        if (age >= 0 && age < SETUP_SECONDS)
            return STARTING;
    }
    hr_look_namespace(look, "user", user);
    s->found.in_own_userns = *user && *s->user && strcmp(user, s->user) != 0;
    read_label(s, look);
    return whole && add(s, look) ? READ : UNREAD;
}

/* Every process of the container's PID namespace: where there is no control group to list them. */
static bool list_by_namespace(struct survey *s, struct hr_pids *out)
{
    const int own = dup(s->reader->proc);
    DIR *entries = own < 0 ? NULL : fdopendir(own);

    if (!entries) {
        hr_fd_close(&(int){ own });
        return false;
    }
    rewinddir(entries);
    for (const struct dirent *entry; (entry = readdir(entries));) {
        uint64_t pid;

        if (hr_number_u64(entry->d_name, strlen(entry->d_name), &pid) && pid <= INT32_MAX)
            *HR_VEC_PUSH(s->reader->arena, out) = (pid_t)pid;
    }
    closedir(entries);
    return *s->pid != '\0';
}

static int compare(const void *left, const void *right)
{
    const pid_t a = *(const pid_t *)left, b = *(const pid_t *)right;

    return a < b ? -1 : a > b;
}

/* Processes that could not be looked at by their numbers: those of other users may be hidden (hidepid). */
static size_t still_listed(struct survey *s, const struct hr_pids *missed)
{
    struct hr_pids now = { 0 };
    size_t count = 0;

    if (missed->n == 0 || !s->place->cgroup.folder)
        return 0;
    (void)hr_cgroup_list(s->reader, &s->place->cgroup, &now);
    if (now.n > 0)
        qsort(now.v, now.n, sizeof(*now.v), compare);
    for (size_t i = 0; i < missed->n && now.n > 0; i++)
        count += bsearch(&missed->v[i], now.v, now.n, sizeof(*now.v), compare) != NULL;
    return count;
}

static void note_counts(struct survey *s, const size_t counts[STARTING + 1], bool whole)
{
    struct hr_kernel_facts *out = s->reader->out;
    struct hr_arena *arena = s->reader->arena;

    out->read = counts[READ];
    out->unread = counts[UNREAD] + counts[STARTING];
    if (counts[UNREAD] > 0)
        hr_strv_pushf(arena, &out->unknown, "%zu of its processes cannot be read", counts[UNREAD]);
    if (counts[STARTING] > 0)
        hr_strv_pushf(arena, &out->unknown, "the runtime is still starting %zu of its processes",
                      counts[STARTING]);
    if (!whole)
        hr_strv_push(arena, &out->unknown, "not all of its processes can be listed");
}

static void read_processes(struct survey *s)
{
    const struct hr_container_place *place = s->place;
    struct hr_pids pids = { 0 }, missed = { 0 };
    size_t counts[STARTING + 1] = { 0 };
    const bool whole = place->cgroup.folder ? hr_cgroup_list(s->reader, &place->cgroup, &pids)
                                            : list_by_namespace(s, &pids);

    counts[read_one(s, &place->first)]++;
    for (size_t i = 0; i < pids.n; i++) {
        struct hr_look look;

        if (pids.v[i] == place->first.pid)
            continue;
        if (counts[READ] >= HR_PROCESS_MAX) {
            counts[UNREAD] += place->cgroup.folder ? pids.n - i : 1;
            break;
        }
        look = hr_look_at(s->reader, pids.v[i]);
        if (look.folder < 0)
            *HR_VEC_PUSH(s->reader->arena, &missed) = pids.v[i];
        else
            counts[read_one(s, &look)]++;
        hr_look_end(&look);
    }
    counts[UNREAD] += still_listed(s, &missed);
    note_counts(s, counts, whole);
}

/* Those of this host: of process 1, of this one where that one's cannot be read, and of the engine. */
struct hosts {
    struct hr_look one, self, engine; /* no folder: unknown */
};

static void end_hosts(struct hosts *hosts)
{
    hr_look_end(&hosts->one);
    hr_look_end(&hosts->self);
    hr_look_end(&hosts->engine);
}

static struct hosts look_at_hosts(const struct hr_kernel_reader *r, pid_t engine)
{
    struct hosts hosts = { .one = hr_look_at(r, 1), .engine = { .folder = -1 } };

    hosts.self = (struct hr_look){
        .folder = openat(r->proc, "self", O_RDONLY | O_DIRECTORY | O_CLOEXEC),
    };
    if (engine > 0)
        hosts.engine = hr_look_at(r, engine);
    return hosts;
}

static void read_namespaces(struct survey *s, const struct hosts *hosts)
{
    struct hr_kernel_facts *out = s->reader->out;
    struct hr_strv unread = { 0 };

    for (size_t i = 0; i < HR_NAMESPACE_COUNT; i++) {
        char own[HR_NAMESPACE_TEXT], ones[HR_NAMESPACE_TEXT], engines[HR_NAMESPACE_TEXT] = "";

        hr_look_namespace(&s->place->first, namespaces[i], own);
        hr_look_namespace(&hosts->one, namespaces[i], ones);
        if (!*ones)
            hr_look_namespace(&hosts->self, namespaces[i], ones);
        if (i != HR_NAMESPACE_USER)
            hr_look_namespace(&hosts->engine, namespaces[i], engines);
        if (!*own || !*ones) {
            hr_strv_push(s->reader->arena, &unread, namespaces[i]);
            continue;
        }
        out->namespaces[i] = (struct hr_namespace_facts){
            .state = HR_KNOWN,
            .is_hosts = strcmp(own, ones) == 0 || strcmp(own, engines) == 0,
        };
    }
    if (unread.n > 0)
        hr_strv_pushf(s->reader->arena, &out->unknown, "its namespaces cannot be read: %s",
                      hr_strv_join(s->reader->arena, &unread, ", "));
}

static enum hr_knowledge read_mapping(struct survey *s, const char *name, uint32_t *out)
{
    const char *text = hr_kernel_read(s->reader, s->place->first.folder, name);
    const enum hr_knowledge state = text ? hr_mapping_root(text, out) : HR_UNKNOWN;

    if (state == HR_UNKNOWN)
        hr_strv_pushf(s->reader->arena, &s->reader->out->unknown, "%s of its cannot be read", name);
    return state;
}

/* What is this host's, not the container's. */
static void read_host(struct survey *s, const struct hosts *hosts)
{
    const struct hr_look *most = hosts->engine.folder < 0 ? &hosts->one : &hosts->engine;
    struct hr_kernel_facts *out = s->reader->out;
    struct hr_process process = { 0 };
    const char *text = most->folder < 0 ? NULL : hr_kernel_read(s->reader, most->folder, "status");

    if (text && hr_process_parse(text, s->reader->arena, &process))
        out->every_capability = process.bounding;
    text = hr_kernel_read(s->reader, s->reader->proc, "swaps");
    /* Below the line of titles there is one for each. */
    text = text ? strchr(text, '\n') : NULL;
    out->has_swap = text && text[1] != '\0';
}

static void read_container(struct survey *s, const struct hr_kernel_question *question)
{
    struct hr_kernel_reader *r = s->reader;
    struct hr_kernel_facts *out = r->out;
    const struct hr_look *first = &s->place->first;
    HR_CLEANUP(end_hosts) struct hosts hosts = look_at_hosts(r, question->engine);
    const char *text;

    out->pid = first->pid;
    hr_look_namespace(first, "user", s->user);
    hr_look_namespace(first, "pid", s->pid);
    read_host(s, &hosts);
    read_processes(s);
    read_namespaces(s, &hosts);
    out->root_user = read_mapping(s, "uid_map", &out->root_uid);
    out->root_group = read_mapping(s, "gid_map", &out->root_gid);
    text = hr_kernel_read(r, first->folder, "cgroup");
    if (text)
        hr_cgroup_limits(r, text, question->id, s->place->cgroup.folder != NULL);
    text = hr_kernel_read(r, first->folder, "mountinfo");
    if (text)
        hr_kernel_mounts_read(r, text);
    if (out->mounted != HR_KNOWN)
        hr_strv_push(r->arena, &out->unknown, "its mounts cannot be read");
}

static uid_t owner_of(const struct hr_kernel_reader *r, pid_t pid)
{
    HR_CLEANUP(hr_look_end) struct hr_look look = { .folder = -1 };
    struct stat status;

    if (pid > 0)
        look = hr_look_at(r, pid);
    return look.folder >= 0 && fstat(look.folder, &status) == 0 ? status.st_uid : 0;
}

static double uptime_of(struct hr_kernel_reader *r)
{
    const char *text = hr_kernel_read(r, r->proc, "uptime");
    uint64_t seconds;

    return text && hr_number_u64(text, strspn(text, HR_DIGITS), &seconds) ? (double)seconds : -1;
}

void hr_kernel_ask(const struct hr_kernel_question *question, struct hr_arena *arena,
                   struct hr_kernel_facts *out)
{
    struct hr_kernel_reader r = {
        .root = question->root, .id = question->id, .arena = arena, .out = out
    };
    HR_CLEANUP(hr_fd_close) int proc = hr_kernel_open(&r, "/proc");
    struct hr_container_place place;
    struct survey s = { .reader = &r, .place = &place };
    const char *mounts;

    *out = (struct hr_kernel_facts){ 0 };
    r.proc = proc;
    r.engine = owner_of(&r, question->engine);
    mounts = proc < 0 ? NULL : hr_kernel_read(&r, proc, "self/mountinfo");
    r.here = hr_mountinfo_parse(mounts ? mounts : "", arena);
    s.uptime = proc < 0 ? -1 : uptime_of(&r);
    if (!hr_container_find(&r, question, &place))
        return;
    read_container(&s, question);
    hr_look_end(&place.first);
    if (out->processes.n > 0)
        out->state = HR_KNOWN;
    else
        out->unknown_because = "none of its processes can be read";
}
