/* SPDX-License-Identifier: MIT */
#include "hrun/base/attr.h"
#include "hrun/base/text.h"

#include "asked.h"

#include <stddef.h>
#include <string.h>

static bool is_true(const struct hr_json *node)
{
    return node && node->type == HR_JSON_BOOL && node->boolean;
}

static const char *text_of(const struct hr_json *object, const char *key)
{
    const char *text = hr_json_string(object, key);

    return text ? text : "";
}

/* The strings of a list; of anything else in it, that there is something; of an object, its names. */
static void push_all(const struct hr_json *node, struct hr_arena *arena, struct hr_strv *out)
{
    for (const struct hr_json *e = node ? node->child : NULL; e; e = e->next) {
        const char *text = e->type == HR_JSON_STRING ? e->text : "{}";

        hr_strv_push(arena, out, e->key ? e->key : text);
    }
}

static const struct {
    const char *name;
    size_t member;
} texts[] = {
    { "PidMode", offsetof(struct asked, pid) },
    { "IpcMode", offsetof(struct asked, ipc) },
    { "UTSMode", offsetof(struct asked, uts) },
    { "UsernsMode", offsetof(struct asked, userns) },
    { "CgroupnsMode", offsetof(struct asked, cgroupns) },
    { "Runtime", offsetof(struct asked, runtime) },
    { "CgroupParent", offsetof(struct asked, cgroup_parent) },
    { "VolumeDriver", offsetof(struct asked, volume_driver) },
}, lists[] = {
    { "CapDrop", offsetof(struct asked, drops) },
    { "CapAdd", offsetof(struct asked, adds) },
    { "SecurityOpt", offsetof(struct asked, security) },
    { "VolumesFrom", offsetof(struct asked, volumes_from) },
    { "Devices", offsetof(struct asked, devices) },
    { "DeviceCgroupRules", offsetof(struct asked, device_rules) },
    { "Sysctls", offsetof(struct asked, sysctls) },
    { "GroupAdd", offsetof(struct asked, groups) },
    { "Links", offsetof(struct asked, links) },
    { "Annotations", offsetof(struct asked, annotations) },
}, numbers[] = {
    { "Memory", offsetof(struct asked, memory) },
    { "MemorySwap", offsetof(struct asked, swap) },
    { "ShmSize", offsetof(struct asked, shm) },
    { "NanoCpus", offsetof(struct asked, cpus) },
    { "CpuQuota", offsetof(struct asked, quota) },
    { "CpuPeriod", offsetof(struct asked, period) },
    { "CpuRealtimeRuntime", offsetof(struct asked, realtime) },
    { "OomScoreAdj", offsetof(struct asked, oom_score) },
    { "PidsLimit", offsetof(struct asked, pids) },
};

static void read_members(const struct hr_json *host, struct hr_arena *arena, struct asked *out)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(texts); i++)
        *(const char **)(void *)((char *)out + texts[i].member) = text_of(host, texts[i].name);
    for (size_t i = 0; i < HR_ARRAY_LEN(lists); i++)
        push_all(hr_json_get(host, lists[i].name), arena,
                 (struct hr_strv *)(void *)((char *)out + lists[i].member));
    for (size_t i = 0; i < HR_ARRAY_LEN(numbers); i++) {
        const struct hr_json *node = hr_json_get(host, numbers[i].name);

        if (node && node->type != HR_JSON_NULL &&
            !hr_json_integer(node, (int64_t *)(void *)((char *)out + numbers[i].member)))
            hr_strv_push(arena, &out->strange, numbers[i].name);
    }
}

/* A device that is named, not a file, is asked for in the way of a GPU. */
static void read_requests(const struct hr_json *host, struct hr_arena *arena, struct asked *out)
{
    const struct hr_json *requests = hr_json_get(host, "DeviceRequests");

    for (const struct hr_json *e = requests ? requests->child : NULL; e; e = e->next)
        hr_strv_push(arena, strcmp(text_of(e, "Driver"), "cdi") == 0 ? &out->devices : &out->gpus,
                     text_of(e, "Driver"));
}

static void read_mount(const struct hr_json *node, struct hr_arena *arena, struct asked *out)
{
    const struct hr_json *bind = hr_json_get(node, "BindOptions");
    const struct hr_json *volume = hr_json_get(node, "VolumeOptions");
    const struct hr_json *driver = hr_json_get(volume, "DriverConfig");
    const struct hr_json *options = hr_json_get(driver, "Options");
    const struct hr_json *size = hr_json_get(hr_json_get(node, "TmpfsOptions"), "SizeBytes");
    const char *name = text_of(driver, "Name");
    struct asked_mount m = {
        .type = text_of(node, "Type"),
        .source = text_of(node, "Source"),
        .target = text_of(node, "Target"),
        .options = "",
        .propagation = text_of(bind, "Propagation"),
        .writable = !is_true(hr_json_get(node, "ReadOnly")),
        .not_below = is_true(hr_json_get(bind, "NonRecursive")) ||
                     is_true(hr_json_get(bind, "ReadOnlyNonRecursive")),
        .volume_driver = *name && strcmp(name, "local") != 0,
        .volume_options = options && options->count > 0,
    };

    if (size && !hr_json_integer(size, &m.size))
        hr_strv_push(arena, &out->strange, "SizeBytes");
    *HR_VEC_PUSH(arena, &out->mounts) = m;
}

static void read_mounts(const struct hr_json *host, struct hr_arena *arena, struct asked *out)
{
    const struct hr_json *mounts = hr_json_get(host, "Mounts"), *tmpfs = hr_json_get(host, "Tmpfs");
    struct hr_strv binds = { 0 };

    push_all(hr_json_get(host, "Binds"), arena, &binds);
    for (size_t i = 0; i < binds.n; i++)
        asked_volume(binds.v[i], arena, out);
    for (const struct hr_json *e = mounts ? mounts->child : NULL; e; e = e->next)
        read_mount(e, arena, out);
    for (const struct hr_json *e = tmpfs ? tmpfs->child : NULL; e; e = e->next)
        *HR_VEC_PUSH(arena, &out->mounts) = (struct asked_mount){
            .type = "tmpfs",
            .source = "",
            .target = e->key,
            .options = e->text,
            .propagation = "",
            .writable = true,
            .size = asked_tmpfs_size(e->text, arena),
        };
}

static void read_ports(const struct hr_json *host, struct hr_arena *arena, struct asked *out)
{
    const struct hr_json *bindings = hr_json_get(host, "PortBindings");

    for (const struct hr_json *e = bindings ? bindings->child : NULL; e; e = e->next) {
        for (const struct hr_json *b = e->child; b; b = b->next)
            hr_strv_push(arena, &out->ports, text_of(b, "HostIp"));
    }
}

/* The mode, and every network that has an endpoint: its name is the mode's for the first. */
static void read_networks(const struct hr_json *body, const struct hr_json *host,
                          struct hr_arena *arena, struct asked *out)
{
    const struct hr_json *endpoints =
        hr_json_get(hr_json_get(body, "NetworkingConfig"), "EndpointsConfig");

    hr_strv_push(arena, &out->networks, text_of(host, "NetworkMode"));
    push_all(endpoints, arena, &out->networks);
    for (const struct hr_json *e = endpoints ? endpoints->child : NULL; e; e = e->next)
        push_all(hr_json_get(e, "DriverOpts"), arena, &out->network_options);
}

static bool is_empty_list(const struct hr_json *node)
{
    return node && node->type == HR_JSON_ARRAY && node->count == 0;
}

void asked_of_body(const struct hr_json *body, struct hr_arena *arena, struct asked *out)
{
    const struct hr_json *host = hr_json_get(body, "HostConfig");
    const struct hr_json *log = hr_json_get(host, "LogConfig");

    *out = asked_nothing();
    read_members(host, arena, out);
    read_requests(host, arena, out);
    out->privileged = is_true(hr_json_get(host, "Privileged"));
    out->oom_kill_disable = is_true(hr_json_get(host, "OomKillDisable"));
    out->read_only = is_true(hr_json_get(host, "ReadonlyRootfs"));
    out->publish_all = is_true(hr_json_get(host, "PublishAllPorts"));
    out->unmasked = is_empty_list(hr_json_get(host, "MaskedPaths")) ||
                    is_empty_list(hr_json_get(host, "ReadonlyPaths"));
    out->user = text_of(body, "User");
    out->workdir = text_of(body, "WorkingDir");
    out->log_driver = text_of(log, "Type");
    push_all(hr_json_get(log, "Config"), arena, &out->log_options);
    read_mounts(host, arena, out);
    read_ports(host, arena, out);
    read_networks(body, host, arena, out);
}
