/* SPDX-License-Identifier: MIT */
#include "hrun/guard/rule.h"

#include <string.h>

#define ALLOW HR_LEVEL_ALLOW
#define WARN  HR_LEVEL_WARN
#define DENY  HR_LEVEL_DENY

/* Sorted by name. A name that is gone is never used for something else. */
static const struct hr_rule rules[] = {
    {
        .name = "ambiguous-text",
        .level = DENY,
        .title = "a value that matters to isolation holds bytes other than printable ASCII",
    },
    {
        .name = "annotation",
        .level = DENY,
        .title = "the runtime gets an annotation that the profile does not allow",
    },
    {
        .name = "apparmor-unconfined",
        .level = DENY,
        .title = "AppArmor is switched off or runs a profile of the user's choice",
    },
    {
        .name = "bind-denied",
        .level = DENY,
        .title = "a host path is mounted that the profile denies",
    },
    {
        .name = "capability",
        .level = DENY,
        .title = "a capability is added that the profile does not allow",
    },
    {
        .name = "cgroup-parent",
        .level = DENY,
        .title = "the container is put under a control group of the user's choice",
    },
    {
        .name = "container-namespace",
        .level = DENY,
        .title = "a namespace is shared with another container",
    },
    {
        .name = "cpu-rt",
        .level = DENY,
        .title = "the container may use realtime scheduling",
    },
    {
        .name = "default-bridge",
        .level = ALLOW,
        .title = "the container is on the default bridge, with every other container there",
    },
    {
        .name = "device",
        .level = DENY,
        .title = "a host device is given that the profile does not allow",
    },
    {
        .name = "device-cgroup-rule",
        .level = DENY,
        .title = "a whole class of host devices is opened to the container",
    },
    {
        .name = "engine-socket",
        .level = DENY,
        .title = "a container engine's socket is within reach, which is root on the host",
    },
    {
        .name = "env-not-allowed",
        .level = DENY,
        .title = "a host variable is passed on that the profile does not allow",
    },
    {
        .name = "gpus",
        .level = WARN,
        .title = "a GPU is given that the profile does not allow",
    },
    {
        .name = "group-add",
        .level = DENY,
        .title = "a group is added that the profile does not allow",
    },
    {
        .name = "host-cgroupns",
        .level = DENY,
        .title = "the host's control group namespace is shared",
    },
    {
        .name = "host-gateway",
        .level = WARN,
        .title = "a host name leads to the host's own address",
    },
    {
        .name = "host-ipc",
        .level = DENY,
        .title = "the host's IPC namespace is shared",
    },
    {
        .name = "host-network",
        .level = DENY,
        .title = "the host's network namespace is shared",
    },
    {
        .name = "host-pid",
        .level = DENY,
        .title = "the host's process namespace is shared",
    },
    {
        .name = "host-userns",
        .level = DENY,
        .title = "the engine's user namespace remapping is switched off",
    },
    {
        .name = "host-uts",
        .level = DENY,
        .title = "the host's name namespace is shared",
    },
    {
        .name = "image-denied",
        .level = DENY,
        .title = "the profile's lists do not let this image run",
    },
    {
        .name = "image-env-secret",
        .level = WARN,
        .title = "the image's own environment holds what looks like a secret",
    },
    {
        .name = "image-labels",
        .level = WARN,
        .title = "the image carries hrun.* labels, which only a launch may set",
    },
    {
        .name = "image-latest",
        .level = WARN,
        .title = "the image has no tag or the tag latest, so its content changes",
    },
    {
        .name = "image-unpinned",
        .level = ALLOW,
        .title = "the image is not named by its digest",
    },
    {
        .name = "legacy-link",
        .level = DENY,
        .title = "a link imports another container's environment",
    },
    {
        .name = "limit-above-max",
        .level = DENY,
        .title = "a limit is above the profile's ceiling",
    },
    {
        .name = "limit-off",
        .level = DENY,
        .title = "memory, swap, CPUs or processes are not limited",
    },
    {
        .name = "loader-env",
        .level = WARN,
        .title = "a variable makes the program's loader or shell run other code",
    },
    {
        .name = "log-driver",
        .level = WARN,
        .title = "logs are sent away or thrown away",
    },
    {
        .name = "missing-source",
        .level = DENY,
        .title = "a bind source is not there: the engine would make a folder owned by root",
    },
    {
        .name = "mount-propagation",
        .level = DENY,
        .title = "mounts travel between host and container, or labels of host files are changed",
    },
    {
        .name = "network",
        .level = ALLOW,
        .title = "the container joins a network that the profile does not list",
    },
    {
        .name = "network-driver-opt",
        .level = DENY,
        .title = "a network driver gets options that the profile does not allow",
    },
    {
        .name = "no-facts",
        .level = WARN,
        .title = "the image's facts are unknown, so the container that would run is a guess",
    },
    {
        .name = "no-new-privileges-off",
        .level = DENY,
        .title = "setuid programs may gain privileges",
    },
    {
        .name = "old-api",
        .level = WARN,
        .title = "an API version is forced under which the engine's defaults are weaker",
    },
    {
        .name = "oom-kill-disable",
        .level = DENY,
        .title = "the kernel may not kill the container when memory runs out",
    },
    {
        .name = "oom-score",
        .level = DENY,
        .title = "the kernel is told to kill other programs before this container",
    },
    {
        .name = "privileged",
        .level = DENY,
        .title = "the container is privileged, which is root on the host",
    },
    {
        .name = "publish-not-loopback",
        .level = WARN,
        .title = "a port is published beyond this machine",
    },
    {
        .name = "publish-unreachable",
        .level = WARN,
        .title = "a port is published for a container without a network",
    },
    {
        .name = "pull-policy",
        .level = WARN,
        .title = "an image may be fetched where the profile says otherwise",
    },
    {
        .name = "racy-source",
        .level = ALLOW,
        .title = "somebody else can change where a bind source leads",
    },
    {
        .name = "remote-bind",
        .level = WARN,
        .title =
            "the engine may not be on this machine, so a bind source is not the file seen here",
    },
    {
        .name = "root-group",
        .level = WARN,
        .title = "the container runs with group 0",
    },
    {
        .name = "root-user",
        .level = DENY,
        .title = "the container runs as root",
    },
    {
        .name = "runtime",
        .level = DENY,
        .title = "a runtime is chosen that the profile does not allow",
    },
    {
        .name = "seccomp-profile",
        .level = DENY,
        .title = "a seccomp filter is chosen that is not the profile's",
    },
    {
        .name = "seccomp-unconfined",
        .level = DENY,
        .title = "system calls are not filtered",
    },
    {
        .name = "secret-env",
        .level = DENY,
        .title = "a secret is written into the environment",
    },
    {
        .name = "selinux-disabled",
        .level = DENY,
        .title = "SELinux is switched off or its label is of the user's choice",
    },
    {
        .name = "sensitive-path",
        .level = DENY,
        .title = "a host path is mounted that holds secrets or controls the host",
    },
    {
        .name = "socket-bind",
        .level = DENY,
        .title = "a host socket is mounted",
    },
    {
        .name = "sysctl",
        .level = DENY,
        .title = "a kernel setting is changed that the profile does not allow",
    },
    {
        .name = "systempaths-unconfined",
        .level = DENY,
        .title = "the hidden parts of /proc and /sys are open",
    },
    {
        .name = "tmpfs-options",
        .level = DENY,
        .title = "a tmpfs has no size, or allows setuid programs, devices or programs",
    },
    {
        .name = "ulimit-unlimited",
        .level = DENY,
        .title = "a ulimit is unlimited",
    },
    {
        .name = "unknown-option",
        .level = DENY,
        .fixed = true, /* whether it takes a value is unknown, so the rest of the line is too */
        .title = "an option that no known docker client has",
    },
    {
        .name = "usage",
        .level = DENY,
        .fixed = true, /* there is nothing to judge */
        .title = "a line that no known docker client takes",
    },
    {
        .name = "user-unverified",
        .level = ALLOW,
        .title = "a user's name could not be resolved to a number",
    },
    {
        .name = "version-dependent",
        .level = DENY,
        .title = "known docker clients read a value differently",
    },
    {
        .name = "volume-driver",
        .level = DENY,
        .title = "a volume has a driver or options, which can mount any part of the host",
    },
    {
        .name = "volumes-from",
        .level = DENY,
        .title = "another container's mounts are taken over",
    },
    {
        .name = "workdir",
        .level = DENY,
        .title = "the working directory is under /proc",
    },
    {
        .name = "writable-bind",
        .level = ALLOW,
        .title = "a host path can be written that the profile does not list as writable",
    },
    {
        .name = "writable-cgroups",
        .level = DENY,
        .title = "the container can write its own control groups",
    },
    {
        .name = "writable-rootfs",
        .level = DENY,
        .title = "the container can write its own root file system",
    },
    {
        .name = "writable-volume",
        .level = ALLOW,
        .title = "a volume can be written without limit, and what is written can be run",
    },
};

const struct hr_rule *hr_rules(size_t *count)
{
    *count = HR_ARRAY_LEN(rules);
    return rules;
}

static int compare(const void *name, const void *row)
{
    return strcmp(name, ((const struct hr_rule *)row)->name);
}

const struct hr_rule *hr_rule_named(const char *name)
{
    return bsearch(name, rules, HR_ARRAY_LEN(rules), sizeof(rules[0]), compare);
}

struct hr_rule_names hr_rule_names(struct hr_arena *arena)
{
    struct hr_rule_names names = { 0 };

    for (size_t i = 0; i < HR_ARRAY_LEN(rules); i++) {
        if (!rules[i].fixed)
            *HR_VEC_PUSH(arena, &names) = rules[i].name;
    }
    return names;
}

enum hr_level hr_rule_level(const struct hr_rule *rule, const struct hr_profile *profile)
{
    return rule->fixed ? rule->level : hr_profile_level(profile, rule->name, rule->level);
}
