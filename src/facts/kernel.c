/* SPDX-License-Identifier: MIT */
#include "hrun/facts/kernel.h"

#include "hrun/base/file.h"

#include "kernel_files.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

static const char *const namespaces[HR_NAMESPACE_COUNT] = {
    [HR_NAMESPACE_CGROUP] = "cgroup", [HR_NAMESPACE_IPC] = "ipc", [HR_NAMESPACE_MNT] = "mnt",
    [HR_NAMESPACE_NET] = "net",       [HR_NAMESPACE_PID] = "pid", [HR_NAMESPACE_USER] = "user",
    [HR_NAMESPACE_UTS] = "uts",
};

const char *hr_namespace_name(enum hr_namespace which)
{
    return namespaces[which];
}

static void end_hosts(struct hr_hosts *hosts)
{
    hr_look_end(&hosts->one);
    hr_look_end(&hosts->self);
    hr_look_end(&hosts->engine);
}

static struct hr_hosts look_at_hosts(const struct hr_kernel_reader *r, pid_t engine)
{
    struct hr_hosts hosts = { .one = hr_look_at(r, 1), .engine = { .folder = -1 } };

    hosts.self = (struct hr_look){
        .folder = openat(r->proc, "self", O_RDONLY | O_DIRECTORY | O_CLOEXEC),
    };
    if (engine > 0)
        hosts.engine = hr_look_at(r, engine);
    return hosts;
}

static void read_namespaces(struct hr_kernel_reader *r, const struct hr_look *first,
                            const struct hr_hosts *hosts)
{
    struct hr_kernel_facts *out = r->out;
    struct hr_strv unread = { 0 };

    for (size_t i = 0; i < HR_NAMESPACE_COUNT; i++) {
        char own[HR_NAMESPACE_TEXT], ones[HR_NAMESPACE_TEXT], engines[HR_NAMESPACE_TEXT] = "";

        hr_look_namespace(first, namespaces[i], own);
        hr_look_namespace(&hosts->one, namespaces[i], ones);
        if (!*ones)
            hr_look_namespace(&hosts->self, namespaces[i], ones);
        if (i != HR_NAMESPACE_USER)
            hr_look_namespace(&hosts->engine, namespaces[i], engines);
        if (!*own || !*ones) {
            hr_strv_push(r->arena, &unread, namespaces[i]);
            continue;
        }
        out->namespaces[i] = (struct hr_namespace_facts){
            .state = HR_KNOWN,
            .is_hosts = strcmp(own, ones) == 0 || strcmp(own, engines) == 0,
        };
    }
    if (unread.n > 0)
        hr_strv_pushf(r->arena, &out->unknown, "its namespaces cannot be read: %s",
                      hr_strv_join(r->arena, &unread, ", "));
}

static enum hr_knowledge read_mapping(struct hr_kernel_reader *r, const struct hr_look *first,
                                      const char *name, uint32_t *out)
{
    const char *text = hr_kernel_read(r, first->folder, name);
    const enum hr_knowledge state = text ? hr_mapping_root(text, out) : HR_UNKNOWN;

    if (state == HR_UNKNOWN)
        hr_strv_pushf(r->arena, &r->out->unknown, "its %s cannot be read", name);
    return state;
}

/* What is this host's, not the container's. */
static void read_host(struct hr_kernel_reader *r, const struct hr_hosts *hosts)
{
    const struct hr_look *most = hosts->engine.folder < 0 ? &hosts->one : &hosts->engine;
    struct hr_kernel_facts *out = r->out;
    struct hr_process process = { 0 };
    const char *text = most->folder < 0 ? NULL : hr_kernel_read(r, most->folder, "status");

    if (text && hr_process_parse(text, r->arena, &process))
        out->every_capability = process.bounding;
    text = hr_kernel_read(r, r->proc, "swaps");
    /* Below the line of titles there is one for each. */
    text = text ? strchr(text, '\n') : NULL;
    out->has_swap = text && text[1] != '\0';
}

static void read_container(struct hr_kernel_reader *r, const struct hr_kernel_question *question,
                           const struct hr_container_place *place)
{
    struct hr_kernel_facts *out = r->out;
    const struct hr_look *first = &place->first;
    HR_CLEANUP(end_hosts) struct hr_hosts hosts = look_at_hosts(r, question->engine);
    const char *text;

    out->pid = first->pid;
    read_host(r, &hosts);
    hr_kernel_processes_read(r, place, &hosts);
    read_namespaces(r, first, &hosts);
    out->root_user = read_mapping(r, first, "uid_map", &out->root_uid);
    out->root_group = read_mapping(r, first, "gid_map", &out->root_gid);
    text = hr_kernel_read(r, first->folder, "cgroup");
    if (text)
        hr_cgroup_limits(r, text, question->id, place->cgroup.folder != NULL);
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

void hr_kernel_ask(const struct hr_kernel_question *question, struct hr_arena *arena,
                   struct hr_kernel_facts *out)
{
    struct hr_kernel_reader r = {
        .root = question->root, .id = question->id, .arena = arena, .out = out
    };
    HR_CLEANUP(hr_fd_close) int proc = hr_kernel_open(&r, "/proc");
    struct hr_container_place place;
    const char *mounts;

    *out = (struct hr_kernel_facts){ 0 };
    r.proc = proc;
    r.engine = owner_of(&r, question->engine);
    mounts = proc < 0 ? NULL : hr_kernel_read(&r, proc, "self/mountinfo");
    r.here = hr_mountinfo_parse(mounts ? mounts : "", arena);
    if (!hr_container_find(&r, question, &place))
        return;
    read_container(&r, question, &place);
    hr_look_end(&place.first);
    if (out->processes.n > 0)
        out->state = HR_KNOWN;
    else
        out->unknown_because = "none of its processes can be read";
}
