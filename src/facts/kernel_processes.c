/* SPDX-License-Identifier: MIT */
#include "hrun/base/file.h"
#include "hrun/base/number.h"
#include "hrun/base/text.h"

#include "kernel_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SETUP_SECONDS 10 /* that a runtime may take to start a process */

/* One container's processes being read. */
struct survey {
    struct hr_kernel_reader *reader;
    const struct hr_container_place *place;
    struct hr_process found;                                  /* the one that was read last */
    char user[HR_NAMESPACE_TEXT], pid[HR_NAMESPACE_TEXT];     /* namespaces of the first */
    char ones[HR_NAMESPACE_TEXT], engines[HR_NAMESPACE_TEXT]; /* those of mounts, of the host */
    double uptime; /* seconds; negative if it cannot be read */
    bool whole;    /* none was left out unseen so far */
};

/* How the reading of a process came out. */
enum outcome {
    READ,
    GONE,     /* it has ended, or is none of this container */
    UNREAD,   /* it is there */
    STARTING, /* the runtime has not made it the container's yet */
};

/* True if the process started a short time ago. Behind the name, which may hold anything, the start is the
 * 20th number, in ticks; the clock was read before, and is behind that of one that has started since. */
static bool is_young(struct survey *s, const char *stat)
{
    const char *at = strrchr(stat, ')');
    uint64_t ticks;

    for (size_t i = 0; at && i < 20; i++) {
        at = strchr(at, ' ');
        at = at ? at + 1 : NULL;
    }
    if (!at || s->uptime < 0 || !hr_number_u64(at, strspn(at, HR_DIGITS), &ticks))
        return false;
    return s->uptime - (double)ticks / (double)sysconf(_SC_CLK_TCK) < SETUP_SECONDS;
}

/* True for the names that runtimes give to a process until it starts the container's own program. A name
 * may be anybody's, so it counts only for as long as that takes. */
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

static enum outcome outcome_of_error(void)
{
    return errno == ESRCH || errno == ENOENT ? GONE : UNREAD;
}

/* READ if the process belongs to the container. */
static enum outcome belongs(struct survey *s, const struct hr_look *look)
{
    char pid[HR_NAMESPACE_TEXT];
    const char *membership;

    if (s->place->cgroup.folder) {
        membership = hr_kernel_read(s->reader, look->folder, "cgroup");
        if (!membership)
            return outcome_of_error();
        return hr_cgroup_has(&s->place->cgroup, membership) ? READ : GONE;
    }
    if (look->pid == s->place->first.pid)
        return READ;
    hr_look_namespace(look, "pid", pid);
    /* Whose it is cannot be told: one of this host's, most likely, but who knows. */
    if (!*pid && outcome_of_error() == UNREAD)
        s->whole = false;
    return *pid && strcmp(pid, s->pid) == 0 ? READ : GONE;
}

/* True while a runtime may be at work in the process, with rights that the container's own program does not
 * get: it has such a name, or has not left the host's mounts yet. */
static bool is_runtimes(const struct survey *s, const struct hr_look *look, const char *status)
{
    char mounts[HR_NAMESPACE_TEXT];

    if (has_runtimes_name(status))
        return true;
    hr_look_namespace(look, "mnt", mounts);
    return *mounts && (strcmp(mounts, s->ones) == 0 || strcmp(mounts, s->engines) == 0);
}

static enum outcome read_one(struct survey *s, const struct hr_look *look)
{
    char user[HR_NAMESPACE_TEXT];
    const enum outcome whose = belongs(s, look);
    const char *text;
    bool whole, runtimes;

    if (whose != READ)
        return whose;
    text = hr_kernel_read(s->reader, look->folder, "status");
    if (!text)
        return outcome_of_error();
    if (strchr("ZX", *hr_status_line(text, "State")))
        return GONE; /* it runs nothing any more */
    runtimes = is_runtimes(s, look, text);
    whole = hr_process_parse(text, s->reader->arena, &s->found);
    text = runtimes ? hr_kernel_read(s->reader, look->folder, "stat") : "";
    if (!text)
        return outcome_of_error();
    if (runtimes && is_young(s, text))
        return STARTING;
    hr_look_namespace(look, "user", user);
    s->found.in_own_userns = *user && *s->user && strcmp(user, s->user) != 0;
    read_label(s, look);
    return whole && add(s, look) ? READ : UNREAD;
}

/* Every process of the container's PID namespace: where there is no control group to list them. */
static bool list_by_namespace(struct survey *s, struct hr_pids *out)
{
    int own = fcntl(s->reader->proc, F_DUPFD_CLOEXEC, 0);
    DIR *entries = own < 0 ? NULL : fdopendir(own);

    if (!entries) {
        hr_fd_close(&own);
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

    if (missed->n == 0)
        return 0;
    (void)hr_cgroup_list(s->reader, &s->place->cgroup, &now);
    if (now.n > 0)
        qsort(now.v, now.n, sizeof(*now.v), compare);
    for (size_t i = 0; i < missed->n && now.n > 0; i++)
        count += bsearch(&missed->v[i], now.v, now.n, sizeof(*now.v), compare) != NULL;
    return count;
}

static void note_counts(struct survey *s, const size_t counts[STARTING + 1])
{
    struct hr_kernel_facts *out = s->reader->out;
    struct hr_arena *arena = s->reader->arena;

    out->read = counts[READ];
    out->unread = counts[UNREAD] + counts[STARTING];
    out->whole = s->whole && out->unread == 0;
    if (counts[UNREAD] > 0)
        hr_strv_pushf(arena, &out->unknown, "%zu of its processes cannot be read", counts[UNREAD]);
    if (counts[STARTING] > 0)
        hr_strv_pushf(arena, &out->unknown, "the runtime is still starting %zu of its processes",
                      counts[STARTING]);
    if (!s->whole)
        hr_strv_push(arena, &out->unknown, "not all of its processes can be listed");
}

static void read_all(struct survey *s)
{
    const struct hr_container_place *place = s->place;
    struct hr_pids pids = { 0 }, missed = { 0 };
    size_t counts[STARTING + 1] = { 0 };

    s->whole = place->cgroup.folder ? hr_cgroup_list(s->reader, &place->cgroup, &pids)
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
        if (look.folder < 0 && place->cgroup.folder)
            *HR_VEC_PUSH(s->reader->arena, &missed) = pids.v[i];
        else if (look.folder < 0)
            s->whole = s->whole && outcome_of_error() == GONE;
        else
            counts[read_one(s, &look)]++;
        hr_look_end(&look);
    }
    counts[UNREAD] += still_listed(s, &missed);
    note_counts(s, counts);
}

static double uptime_of(struct hr_kernel_reader *r)
{
    const char *text = hr_kernel_read(r, r->proc, "uptime");
    uint64_t seconds;

    return text && hr_number_u64(text, strspn(text, HR_DIGITS), &seconds) ? (double)seconds : -1;
}

void hr_kernel_processes_read(struct hr_kernel_reader *r, const struct hr_container_place *place,
                              const struct hr_hosts *hosts)
{
    struct survey s = { .reader = r, .place = place, .uptime = uptime_of(r) };

    hr_look_namespace(&place->first, "user", s.user);
    hr_look_namespace(&place->first, "pid", s.pid);
    hr_look_namespace(&hosts->one, "mnt", s.ones);
    hr_look_namespace(&hosts->engine, "mnt", s.engines);
    read_all(&s);
}
