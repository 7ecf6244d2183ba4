/* SPDX-License-Identifier: MIT */
/* The members of HostConfig, and what docker's options they come to. */
#include "hrun/base/attr.h"
#include "hrun/facts/container.h"

#include "inspect_work.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#define BILLION INT64_C(1000000000)

static bool read_restart(struct hr_inspect_work *w, const struct hr_json *node)
{
    const struct hr_json *count = hr_json_get(node, "MaximumRetryCount");
    const char *name;

    if (!hr_inspect_text(w, node, "Name", &name))
        return false;
    if (!*name || strcmp(name, "no") == 0)
        return true;
    if (!hr_inspect_is_empty(count) && count->type == HR_JSON_NUMBER)
        name = hr_arena_printf(w->arena, "%s:%s", name, count->text);
    hr_inspect_add(w, "restart", name, node);
    return true;
}

static bool read_log(struct hr_inspect_work *w, const struct hr_json *node)
{
    static const struct hr_inspect_member rows[] = {
        { "Config", HR_INSPECT_PAIRS, .option = "log-opt" },
        { "Type", HR_INSPECT_TEXT, .option = "log-driver" },
    };

    if (node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
    return hr_inspect_members(w, node, rows, HR_ARRAY_LEN(rows));
}

/* Billionths of a CPU. */
static bool read_cpus(struct hr_inspect_work *w, const struct hr_json *node)
{
    struct hr_value want = { .kind = HR_KIND_CPUS };
    int64_t whole, rest;

    if (node->type != HR_JSON_NUMBER || !hr_json_integer(node, &want.as.integer))
        return hr_inspect_wrong(w, node, HR_JSON_NUMBER);
    whole = want.as.integer / BILLION;
    rest = want.as.integer % BILLION;
    if (want.as.integer != 0)
        hr_inspect_add_value(w, "cpus",
                             rest == 0 ? hr_arena_printf(w->arena, "%" PRId64, whole)
                                       : hr_arena_printf(w->arena, "%s%" PRId64 ".%09" PRId64,
                                                         want.as.integer < 0 ? "-" : "",
                                                         whole < 0 ? -whole : whole,
                                                         rest < 0 ? -rest : rest),
                             &want, hr_inspect_same_integer, node);
    return true;
}

/* The client takes any word. */
static bool read_ipc(struct hr_inspect_work *w, const struct hr_json *node)
{
    const struct hr_option *option = hr_option("ipc");
    const char *mode = node->text;

    if (node->type != HR_JSON_STRING)
        return hr_inspect_wrong(w, node, HR_JSON_STRING);
    if (*mode && hr_option_word(option, mode, strlen(mode)) < 0 && !hr_container_of_mode(mode))
        hr_inspect_unknown(w, node, "no known engine has this mode");
    if (*mode)
        hr_inspect_add(w, option->name, mode, node);
    return true;
}

static const struct hr_inspect_member rows[] = {
    { "Annotations", HR_INSPECT_PAIRS, .option = "annotation" },
    { "AutoRemove", HR_INSPECT_FLAG, .option = "rm" },
    { "Binds", HR_INSPECT_READ, .read = hr_inspect_binds },
    { "BlkioDeviceReadBps", HR_INSPECT_READ, .read = hr_inspect_rates },
    { "BlkioDeviceReadIOps", HR_INSPECT_READ, .read = hr_inspect_rates },
    { "BlkioDeviceWriteBps", HR_INSPECT_READ, .read = hr_inspect_rates },
    { "BlkioDeviceWriteIOps", HR_INSPECT_READ, .read = hr_inspect_rates },
    { "BlkioWeight", HR_INSPECT_NUMBER, .option = "blkio-weight", .usual = "0" },
    { "BlkioWeightDevice", HR_INSPECT_READ, .read = hr_inspect_rates },
    { "CapAdd", HR_INSPECT_LIST, .option = "cap-add" },
    { "CapDrop", HR_INSPECT_LIST, .option = "cap-drop" },
    { "Cgroup", HR_INSPECT_UNSAYABLE, .why = "docker has no option for it" },
    { "CgroupParent", HR_INSPECT_TEXT, .option = "cgroup-parent" },
    { "CgroupnsMode", HR_INSPECT_TEXT, .option = "cgroupns" },
    { "ConsoleSize", HR_INSPECT_NOTHING, .why = "the terminal of the client that made it" },
    { "ContainerIDFile", HR_INSPECT_NOTHING, .why = "a file that the client wrote" },
    { "CpuCount", HR_INSPECT_NUMBER, .option = "cpu-count", .usual = "0" },
    { "CpuPercent", HR_INSPECT_NUMBER, .option = "cpu-percent", .usual = "0" },
    { "CpuPeriod", HR_INSPECT_NUMBER, .option = "cpu-period", .usual = "0" },
    { "CpuQuota", HR_INSPECT_NUMBER, .option = "cpu-quota", .usual = "0" },
    { "CpuRealtimePeriod", HR_INSPECT_NUMBER, .option = "cpu-rt-period", .usual = "0" },
    { "CpuRealtimeRuntime", HR_INSPECT_NUMBER, .option = "cpu-rt-runtime", .usual = "0" },
    { "CpuShares", HR_INSPECT_NUMBER, .option = "cpu-shares", .usual = "0" },
    { "CpusetCpus", HR_INSPECT_TEXT, .option = "cpuset-cpus" },
    { "CpusetMems", HR_INSPECT_TEXT, .option = "cpuset-mems" },
    { "DeviceCgroupRules", HR_INSPECT_LIST, .option = "device-cgroup-rule" },
    { "DeviceRequests", HR_INSPECT_READ, .read = hr_inspect_requests },
    { "Devices", HR_INSPECT_READ, .read = hr_inspect_devices },
    { "Dns", HR_INSPECT_LIST, .option = "dns" },
    { "DnsOptions", HR_INSPECT_LIST, .option = "dns-option" },
    { "DnsSearch", HR_INSPECT_LIST, .option = "dns-search" },
    { "ExtraHosts", HR_INSPECT_LIST, .option = "add-host" },
    { "GroupAdd", HR_INSPECT_LIST, .option = "group-add" },
    { "IOMaximumBandwidth", HR_INSPECT_NUMBER, .option = "io-maxbandwidth", .usual = "0" },
    { "IOMaximumIOps", HR_INSPECT_NUMBER, .option = "io-maxiops", .usual = "0" },
    { "Init", HR_INSPECT_BOOLEAN, .option = "init" },
    { "IpcMode", HR_INSPECT_READ, .read = read_ipc },
    { "Isolation", HR_INSPECT_TEXT, .option = "isolation" },
    { "KernelMemory", HR_INSPECT_NUMBER, .option = "kernel-memory", .usual = "0" },
    { "KernelMemoryTCP", HR_INSPECT_UNSAYABLE, .why = "docker has no option for it" },
    { "Links", HR_INSPECT_READ, .read = hr_inspect_links },
    { "LogConfig", HR_INSPECT_READ, .read = read_log },
    { "MaskedPaths", HR_INSPECT_NOTHING, .why = "read by hr_inspect_system_paths" },
    { "Memory", HR_INSPECT_NUMBER, .option = "memory", .usual = "0" },
    { "MemoryReservation", HR_INSPECT_NUMBER, .option = "memory-reservation", .usual = "0" },
    { "MemorySwap", HR_INSPECT_NUMBER, .option = "memory-swap", .usual = "0" },
    { "MemorySwappiness", HR_INSPECT_NUMBER, .option = "memory-swappiness", .usual = "-1" },
    { "Mounts", HR_INSPECT_READ, .read = hr_inspect_mounts },
    { "NanoCpus", HR_INSPECT_READ, .read = read_cpus },
    { "NetworkMode", HR_INSPECT_NOTHING, .why = "read by hr_inspect_networks" },
    { "OomKillDisable", HR_INSPECT_FLAG, .option = "oom-kill-disable" },
    { "OomScoreAdj", HR_INSPECT_NUMBER, .option = "oom-score-adj", .usual = "0" },
    { "PidMode", HR_INSPECT_TEXT, .option = "pid" },
    { "PidsLimit", HR_INSPECT_NUMBER, .option = "pids-limit" },
    { "PortBindings", HR_INSPECT_READ, .read = hr_inspect_ports },
    { "Privileged", HR_INSPECT_FLAG, .option = "privileged" },
    { "PublishAllPorts", HR_INSPECT_FLAG, .option = "publish-all" },
    { "ReadonlyPaths", HR_INSPECT_NOTHING, .why = "read by hr_inspect_system_paths" },
    { "ReadonlyRootfs", HR_INSPECT_FLAG, .option = "read-only" },
    { "RestartPolicy", HR_INSPECT_READ, .read = read_restart },
    { "Runtime", HR_INSPECT_TEXT, .option = "runtime", .usual = "runc" },
    { "SecurityOpt", HR_INSPECT_READ, .read = hr_inspect_security },
    { "ShmSize", HR_INSPECT_NUMBER, .option = "shm-size", .usual = "67108864" },
    { "StorageOpt", HR_INSPECT_PAIRS, .option = "storage-opt" },
    { "Sysctls", HR_INSPECT_PAIRS, .option = "sysctl" },
    { "Tmpfs", HR_INSPECT_READ, .read = hr_inspect_tmpfs },
    { "UTSMode", HR_INSPECT_TEXT, .option = "uts" },
    { "Ulimits", HR_INSPECT_READ, .read = hr_inspect_ulimits },
    { "UsernsMode", HR_INSPECT_TEXT, .option = "userns" },
    { "VolumeDriver", HR_INSPECT_TEXT, .option = "volume-driver" },
    { "VolumesFrom", HR_INSPECT_LIST, .option = "volumes-from" },
};

bool hr_inspect_host(struct hr_inspect_work *w)
{
    return hr_inspect_members(w, w->host, rows, HR_ARRAY_LEN(rows)) && hr_inspect_system_paths(w);
}
