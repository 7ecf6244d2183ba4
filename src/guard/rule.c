/* SPDX-License-Identifier: MIT */
#include "hrun/guard/rule.h"

#include "hrun/guard/binds.h"
#include "hrun/guard/claim.h"
#include "hrun/guard/devices.h"
#include "hrun/guard/engine.h"
#include "hrun/guard/environment.h"
#include "hrun/guard/identity.h"
#include "hrun/guard/image.h"
#include "hrun/guard/logging.h"
#include "hrun/guard/mounts.h"
#include "hrun/guard/namespaces.h"
#include "hrun/guard/network.h"
#include "hrun/guard/privileges.h"
#include "hrun/guard/publish.h"
#include "hrun/guard/race.h"
#include "hrun/guard/reading.h"
#include "hrun/guard/resources.h"
#include "hrun/guard/seccomp.h"
#include "hrun/guard/secret_file.h"
#include "hrun/guard/sensitive.h"
#include "hrun/guard/volumes.h"
#include "hrun/guard/workdir.h"

#include <stddef.h>
#include <string.h>

#define VIEW(member)    offsetof(struct hr_view, member)
#define PROFILE(member) offsetof(struct hr_profile, member)

#define ALLOW HR_LEVEL_ALLOW
#define WARN  HR_LEVEL_WARN
#define DENY  HR_LEVEL_DENY

/* Sorted by name. A name that is gone is never used for something else. */
static const struct hr_rule rules[] = {
    {
        .name = "ambiguous-text",
        .verbs = HR_VERB_EXEC | HR_VERB_UPDATE,
        .level = DENY,
        .title = "a value that matters to isolation holds bytes other than printable ASCII",
        .check = hr_check_ambiguous_text,
        .why = "it holds other bytes than printable ASCII, some of which docker folds into it",
        .remedy = "printable ASCII",
    },
    {
        .name = "annotation",
        .weight = 5,
        .level = DENY,
        .title = "the runtime gets an annotation that the profile does not allow",
        .check = hr_check_listed,
        .options = "annotation",
        .key = PROFILE(allow.annotations),
        .list = "/allow/annotations",
        .why = "runtimes act on annotations: control groups, hooks, another kernel",
        .remedy = "leave it out; --label NAME=VALUE if only people read it",
    },
    {
        .name = "apparmor-unconfined",
        .weight = 10,
        .level = DENY,
        .title = "AppArmor is switched off or runs a profile of the user's choice",
        .check = hr_check_apparmor,
        .why = "the engine's AppArmor profile does not hold the container",
        .remedy = "leave it out, or apparmor=docker-default",
        .refs = "CIS 5.1, OWASP rule 6, Pod Security baseline",
    },
    {
        .name = "bind-denied",
        .weight = 5,
        .level = DENY,
        .title = "a host path is mounted that the profile denies",
        .check = hr_check_bind_denied,
    },
    {
        .name = "capabilities-kept",
        .weight = 8,
        .level = DENY,
        .title = "capabilities are kept that docker grants unasked",
        .check = hr_check_capabilities_kept,
        .why = "the container's root keeps what few programs need, such as raw sockets",
        .absent = "no --cap-drop ALL",
        .remedy = "--cap-drop ALL, with --cap-add for what fails without it",
        .refs = "CIS 5.3, OWASP rule 3, Pod Security restricted",
    },
    {
        .name = "capability",
        .weight = 25,
        .level = DENY,
        .title = "a capability is added that the profile does not allow",
        .check = hr_check_capability,
        .options = "cap-add",
        .key = PROFILE(allow.capabilities),
        .list = "/allow/capabilities",
        .refs = "CIS 5.3, OWASP rule 3, Pod Security baseline",
    },
    {
        .name = "cgroup-parent",
        .weight = 5,
        .level = DENY,
        .title = "the container is put under a control group of the user's choice",
        .check = hr_check_given,
        .options = "cgroup-parent",
        .why = "the limits of the engine's own control group no longer hold it",
        .remedy = "leave it out; --memory, --cpus and --pids-limit limit this container alone",
        .refs = "CIS 5.24",
    },
    {
        .name = "container-namespace",
        .weight = 8,
        .level = DENY,
        .title = "a namespace is shared with another container",
        .check = hr_check_container_namespace,
        .options = "network pid ipc",
        .why = "who breaks into one of the two is in both",
        .remedy = "a network that both are on, or a shared volume",
    },
    {
        .name = "cpu-rt",
        .verbs = HR_VERB_UPDATE,
        .weight = 3,
        .level = DENY,
        .title = "the container may use realtime scheduling",
        .check = hr_check_given,
        .options = "cpu-rt-period cpu-rt-runtime",
        .why = "a realtime process takes a CPU whole, the host's own programs wait",
        .remedy = "--cpu-shares NUMBER, for more than others get",
        .refs = "CIS 5.11",
    },
    {
        .name = "default-bridge",
        .weight = 3,
        .level = ALLOW,
        .title = "the container is on the default bridge, with every other container there",
        .check = hr_check_default_bridge,
        .options = "network",
        .why = "every container that names no network is there too, and reaches it",
        .absent = "no --network",
        .remedy =
            "--network NAME, after docker network create NAME; --network none if it needs none",
        .refs = "CIS 5.29, OWASP rule 5",
    },
    {
        .name = "device",
        .weight = 20,
        .level = DENY,
        .title = "a host device is given that the profile does not allow",
        .check = hr_check_device,
        .options = "device",
        .key = PROFILE(allow.devices),
        .list = "/allow/devices",
        .why = "a device is reached past every file permission of the host",
        .remedy = "leave it out; of a folder, give the one node in it that is needed",
        .refs = "CIS 5.17",
    },
    {
        .name = "device-cgroup-rule",
        .weight = 30,
        .level = DENY,
        .title = "a whole class of host devices is opened to the container",
        .check = hr_check_given,
        .options = "device-cgroup-rule",
        .why = "with CAP_MKNOD, which docker grants, it opens every device that fits, disks too",
        .remedy = "--device PATH for the one device that is needed",
        .refs = "CIS 5.17",
    },
    {
        .name = "engine-socket",
        .weight = 75,
        .level = DENY,
        .title = "a container engine's socket is within reach, which is root on the host",
        .check = hr_check_engine_socket,
        .options = "use-api-socket",
        .remedy =
            "a socket proxy that lets only the needed calls through, on a network of its own, "
            "and DOCKER_HOST=tcp://PROXY:2375 in this container",
        .refs = "CIS 5.31, OWASP rule 1, Pod Security baseline",
    },
    {
        .name = "env-not-allowed",
        .verbs = HR_VERB_EXEC,
        .weight = 2,
        .level = DENY,
        .title = "a host variable is passed on that the profile does not allow",
        .check = hr_check_env_not_allowed,
        .options = "env env-file",
        .key = PROFILE(environment.allow),
        .list = "/environment/allow",
    },
    {
        .name = "gpus",
        .weight = 4,
        .level = WARN,
        .title = "a GPU is given that the profile does not allow",
        .check = hr_check_gpus,
        .options = "gpus",
        .key = PROFILE(allow.gpus),
        .why = "it gives devices of the host, and a large driver in the kernel",
        .remedy = "leave it out, or --gpus device=ID for the one that is needed",
    },
    {
        .name = "group-add",
        .weight = 3,
        .level = DENY,
        .title = "a group is added that the profile does not allow",
        .check = hr_check_group_add,
        .options = "group-add",
        .key = PROFILE(allow.groups),
        .list = "/allow/groups",
        .why = "a group counts on what is mounted from the host too: root, docker, disk",
        .remedy = "leave it out, or give the files to --user UID:GID",
    },
    {
        .name = "host-cgroupns",
        .weight = 3,
        .level = DENY,
        .title = "the host's control group namespace is shared",
        .check = hr_check_word,
        .options = "cgroupns",
        .field = VIEW(cgroupns),
        .word = "host",
        .key = PROFILE(cgroup),
        .why = "it sees the host's control groups",
        .remedy = "--cgroupns private",
    },
    {
        .name = "host-gateway",
        .weight = 2,
        .level = WARN,
        .title = "a host name leads to the host's own address",
        .check = hr_check_host_gateway,
        .options = "add-host",
        .why = "services of the host that listen on all addresses are meant to be reached",
        .remedy = "a container for the service, on a network that both are on",
    },
    {
        .name = "host-ipc",
        .weight = 8,
        .level = DENY,
        .title = "the host's IPC namespace is shared",
        .check = hr_check_host_ipc,
        .options = "ipc",
        .field = VIEW(ipc),
        .word = "host",
        .key = PROFILE(ipc),
        .why = "it reads and writes the shared memory of the host's programs",
        .remedy = "--ipc private, with --shm-size for more of it",
        .refs = "CIS 5.16, Pod Security baseline",
    },
    {
        .name = "host-network",
        .weight = 15,
        .level = DENY,
        .title = "the host's network namespace is shared",
        .check = hr_check_host_network,
        .options = "network",
        .why = "it listens on and reaches everything that the host does, loopback included",
        .remedy = "leave it out, and publish the ports that are needed: --publish PORT:PORT",
        .refs = "CIS 5.9, OWASP rule 5, Pod Security baseline",
    },
    {
        .name = "host-pid",
        .weight = 15,
        .level = DENY,
        .title = "the host's process namespace is shared",
        .check = hr_check_host_pid,
        .options = "pid",
        .field = VIEW(pid),
        .word = "host",
        .why = "it sees every process of the host, and with the same user signals and reads them",
        .remedy = "leave it out; docker top and ps look from the host",
        .refs = "CIS 5.15, Pod Security baseline",
    },
    {
        .name = "host-userns",
        .weight = 10,
        .level = DENY,
        .title = "the engine's user namespace remapping is switched off",
        .check = hr_check_word,
        .options = "userns",
        .field = VIEW(userns),
        .word = "host",
        .why = "root in the container is root on the host, whatever the engine's remapping says",
        .remedy = "leave it out",
        .refs = "CIS 5.30",
    },
    {
        .name = "host-uts",
        .weight = 3,
        .level = DENY,
        .title = "the host's name namespace is shared",
        .check = hr_check_word,
        .options = "uts",
        .field = VIEW(uts),
        .word = "host",
        .why = "it can change the host's name",
        .remedy = "--hostname NAME",
        .refs = "CIS 5.20",
    },
    {
        .name = "hrun-labels",
        .level = WARN,
        .title = "hrun.* labels say what is not so, or are not hrun's",
        .check = hr_check_hrun_labels,
        .options = "label",
        .why =
            "labels that start with hrun. are evidence of how hrun started a container, and this "
            "one is none",
        .remedy = "leave it out: hrun writes them itself",
    },
    {
        .name = "image-denied",
        .level = DENY,
        .title = "the profile's lists do not let this image run",
        .check = hr_check_image_denied,
        .refs = "CIS 4.2",
    },
    {
        .name = "image-env-secret",
        .weight = 4,
        .level = WARN,
        .title = "the image's own environment holds what looks like a secret",
        .check = hr_check_image_env_secret,
        .refs = "CIS 4.10",
    },
    {
        .name = "image-labels",
        .level = WARN,
        .title = "the image or a label file has hrun.* labels, which only a launch may set",
        .check = hr_check_image_labels,
        .options = "label-file",
        .why = "labels that start with hrun. are evidence of how a launch was judged",
        .remedy = "an image without them: hrun overwrites them, with its own or with nothing",
    },
    {
        .name = "image-latest",
        .weight = 2,
        .level = WARN,
        .title = "the image has no tag or the tag latest, so its content changes",
        .check = hr_check_image_latest,
        .refs = "CIS 5.27",
    },
    {
        .name = "image-unpinned",
        .weight = 3,
        .level = ALLOW,
        .title = "the image is not named by its digest",
        .check = hr_check_image_unpinned,
        .demand = PROFILE(image.require_digest),
        .refs = "CIS 4.2",
    },
    {
        .name = "legacy-link",
        .weight = 3,
        .level = DENY,
        .title = "a link imports another container's environment",
        .check = hr_check_given,
        .options = "link",
        .why = "it copies the other's environment in, secrets too, and opens a way to it",
        .remedy = "--network NAME for both: there each finds the other by name",
    },
    {
        .name = "limit-above-max",
        .verbs = HR_VERB_UPDATE,
        .level = DENY,
        .title = "a limit is above the profile's ceiling",
        .check = hr_check_limit_above_max,
        .options = "shm-size",
        .refs = "OWASP rule 7",
    },
    {
        .name = "limit-off",
        .verbs = HR_VERB_UPDATE,
        .weight = 6,
        .level = DENY,
        .title = "memory, swap, CPUs or processes are not limited",
        .check = hr_check_limit_off,
        .options = "cpu-period cpu-quota cpus memory memory-reservation memory-swap pids-limit",
        .refs = "CIS 5.10, CIS 5.11, CIS 5.28, OWASP rule 7",
    },
    {
        .name = "loader-env",
        .verbs = HR_VERB_EXEC,
        .weight = 2,
        .level = WARN,
        .title = "a variable makes the program's loader or shell run other code",
        .check = hr_check_loader_env,
    },
    {
        .name = "log-driver",
        .weight = 1,
        .level = WARN,
        .title = "logs are sent away or thrown away",
        .check = hr_check_log_driver,
        .options = "log-driver log-opt",
        .key = PROFILE(allow.log_drivers),
        .remedy = "--log-driver local, or json-file with --log-opt max-size=10m",
    },
    {
        .name = "missing-source",
        .of_launch = true,
        .weight = 1,
        .level = DENY,
        .title = "a bind source is not there: the engine would make a folder owned by root",
        .check = hr_check_missing_source,
    },
    {
        .name = "mount-propagation",
        .weight = 8,
        .level = DENY,
        .title = "mounts travel between host and container, or labels of host files are changed",
        .check = hr_check_mount_propagation,
        .refs = "CIS 5.19",
    },
    {
        .name = "network",
        .level = ALLOW,
        .title = "the container joins a network that the profile does not list",
        .check = hr_check_network,
        .options = "network",
        .key = PROFILE(allow.networks),
        .list = "/allow/networks",
        .why = "whatever is on that network can reach it, and it them",
        .remedy = "leave it out, or --network none",
    },
    {
        .name = "network-driver-opt",
        .weight = 2,
        .level = DENY,
        .title = "a network driver gets options that the profile does not allow",
        .check = hr_check_network_driver_opt,
        .options = "network",
        .why = "a driver may act on it as on --sysctl and more",
        .remedy = "leave it out",
        .refs = "Pod Security baseline",
    },
    {
        .name = "no-facts",
        .level = WARN,
        .title = "the image's facts are unknown, so the container that would run is a guess",
        .check = hr_check_no_facts,
        .remedy = "see whether `docker info` works",
    },
    {
        .name = "no-new-privileges-off",
        .weight = 7,
        .level = DENY,
        .title = "setuid programs may gain privileges",
        .check = hr_check_seen,
        .field = VIEW(no_new_privileges),
        .bad = false,
        .why = "setuid programs and file capabilities give a user of the container more rights",
        .absent = "no --security-opt no-new-privileges",
        .remedy = "--security-opt no-new-privileges",
        .refs = "CIS 5.25, OWASP rule 4, Pod Security restricted",
    },
    {
        .name = "old-api",
        .of_launch = true,
        .weight = 3,
        .level = WARN,
        .title = "an API version is forced under which the engine's defaults are weaker",
        .check = hr_check_old_api,
        .remedy = "unset DOCKER_API_VERSION",
    },
    {
        .name = "oom-kill-disable",
        .weight = 3,
        .level = DENY,
        .title = "the kernel may not kill the container when memory runs out",
        .check = hr_check_given,
        .options = "oom-kill-disable",
        .why = "its processes hang where memory runs out, and without a limit so does the host",
        .remedy = "leave it out, or a larger --memory",
        .refs = "OWASP rule 7",
    },
    {
        .name = "oom-score",
        .weight = 2,
        .level = DENY,
        .title = "the kernel is told to kill other programs before this container",
        .check = hr_check_oom_score,
        .options = "oom-score-adj",
        .why = "when the host's memory runs out, programs of the host are killed in its place",
        .remedy = "0 or more: --oom-score-adj 0",
    },
    {
        .name = "privileged",
        .verbs = HR_VERB_EXEC,
        .weight = 75,
        .level = DENY,
        .title = "the container is privileged, which is root on the host",
        .check = hr_check_seen,
        .options = "privileged",
        .field = VIEW(privileged),
        .bad = true,
        .why = "every capability and device, no seccomp, no AppArmor: root on the host",
        .remedy = "leave it out, and add the one thing that fails without it",
        .refs = "CIS 5.4, Pod Security baseline",
    },
    {
        .name = "publish-not-loopback",
        .weight = 3,
        .level = WARN,
        .title = "a port is published beyond this machine",
        .check = hr_check_publish_not_loopback,
        .options = "publish publish-all",
        .refs = "CIS 5.13",
    },
    {
        .name = "publish-unreachable",
        .level = WARN,
        .title = "a port is published for a container without a network",
        .check = hr_check_publish_unreachable,
        .why = "the container has no network, so nobody reaches it there",
        .remedy = "another --network, or no --publish",
    },
    {
        .name = "pull-policy",
        .of_launch = true,
        .level = WARN,
        .title = "an image may be fetched where the profile says otherwise",
        .check = hr_check_pull,
        .options = "pull disable-content-trust",
    },
    {
        .name = "racy-source",
        .weight = 3,
        .level = WARN,
        .title = "somebody else can change where a bind source leads, or a file of variables",
        .check = hr_check_racy_source,
    },
    {
        .name = "remote-bind",
        .of_launch = true,
        .weight = 1,
        .level = WARN,
        .title =
            "the engine may not be on this machine, so a bind source is not the file seen here",
        .check = hr_check_remote_bind,
        .remedy =
            "a named volume, which lives where the engine is; in a container, a shared volume "
            "mounted at the same path there and here",
    },
    {
        .name = "root-group",
        .verbs = HR_VERB_EXEC,
        .weight = 2,
        .level = WARN,
        .title = "the container runs with group 0",
        .check = hr_check_root_group,
        .options = "user group-add",
        .why = "files of the image and of mounts often let group 0 write",
        .absent = "no --user",
        .remedy = "--user UID:GID in numbers other than 0",
        .refs = "Pod Security restricted",
    },
    {
        .name = "root-user",
        .verbs = HR_VERB_EXEC,
        .weight = 10,
        .level = DENY,
        .title = "the container runs as root",
        .check = hr_check_root_user,
        .options = "user",
        .absent = "no --user",
        .refs = "CIS 4.1, OWASP rule 2, Pod Security restricted",
    },
    {
        .name = "runtime",
        .weight = 10,
        .level = DENY,
        .title = "a runtime is chosen that the profile does not allow",
        .check = hr_check_listed,
        .options = "runtime",
        .key = PROFILE(allow.runtimes),
        .list = "/allow/runtimes",
        .why = "another runtime may isolate less, or ignore what it is told",
        .remedy = "leave it out: the engine has a default",
    },
    {
        .name = "seccomp-profile",
        .weight = 8,
        .level = DENY,
        .title = "a seccomp filter is chosen that is not the profile's",
        .check = hr_check_seccomp_profile,
        .options = "security-opt",
        .why = "this filter may let through what the engine's own refuses",
        .remedy = "leave it out: the engine's filter suits most programs",
        .refs = "CIS 5.21, Pod Security baseline",
    },
    {
        .name = "seccomp-unconfined",
        .weight = 15,
        .level = DENY,
        .title = "system calls are not filtered",
        .check = hr_check_seccomp_unconfined,
        .options = "security-opt",
        .why = "every system call reaches the kernel, also those that its exploits need",
        .remedy = "leave it out: the engine's filter suits most programs",
        .refs = "CIS 5.21, Pod Security baseline",
    },
    {
        .name = "secret-env",
        .verbs = HR_VERB_EXEC,
        .weight = 6,
        .level = DENY,
        .key = PROFILE(environment.allow),
        .list = "/environment/allow",
        .title = "a secret is written into the environment",
        .check = hr_check_secret_env,
        .refs = "CIS 4.10, OWASP rule 12",
    },
    {
        .name = "secret-file",
        .weight = 2,
        .level = DENY,
        .title = "a secret file is no regular file, or others on this host can read it",
        .check = hr_check_secret_file,
        .remedy = "a file of mode 0600, or one in a folder of mode 0700",
    },
    {
        .name = "selinux-disabled",
        .weight = 10,
        .level = DENY,
        .title = "SELinux is switched off or its label is of the user's choice",
        .check = hr_check_security,
        .bad = HR_SECURITY_LABEL,
        .why = "the label that keeps the container from the host's files is gone or another",
        .remedy = "leave it out",
        .refs = "CIS 5.2, OWASP rule 6, Pod Security baseline",
    },
    {
        .name = "sensitive-path",
        .weight = 40,
        .level = DENY,
        .title = "a host path is mounted that holds secrets or controls the host",
        .check = hr_check_sensitive_path,
        .options = "mount volume",
        .refs = "CIS 5.5, OWASP rule 8, Pod Security baseline",
    },
    {
        .name = "socket-bind",
        .weight = 15,
        .level = DENY,
        .title = "a host socket is mounted",
        .check = hr_check_socket_bind,
        .why = "whoever listens there takes the container for a program of this host",
        .remedy = "a port on a network that both are on",
        .refs = "Pod Security baseline",
    },
    {
        .name = "sysctl",
        .weight = 5,
        .level = DENY,
        .title = "a kernel setting is changed that the profile does not allow",
        .check = hr_check_listed,
        .options = "sysctl",
        .key = PROFILE(allow.sysctls),
        .list = "/allow/sysctls",
        .why = "some open ports, routes and addresses that docker's defaults close",
        .remedy = "leave it out",
        .refs = "Pod Security baseline",
    },
    {
        .name = "systempaths-unconfined",
        .weight = 15,
        .level = DENY,
        .title = "the hidden parts of /proc and /sys are open",
        .check = hr_check_security,
        .bad = HR_SECURITY_SYSTEMPATHS,
        .why = "/proc and /sys show and set what is the whole machine's",
        .remedy = "leave it out",
        .refs = "Pod Security baseline",
    },
    {
        .name = "tmpfs-options",
        .weight = 2,
        .level = DENY,
        .title = "a tmpfs has no size, or allows setuid programs, devices or programs",
        .check = hr_check_tmpfs_options,
        .options = "tmpfs",
        .refs = "OWASP rule 8",
    },
    {
        .name = "ulimit-unlimited",
        .weight = 2,
        .level = DENY,
        .title = "a ulimit is unlimited",
        .check = hr_check_ulimit,
        .options = "ulimit",
        .why = "nothing stops it short of the host's own limits",
        .refs = "CIS 5.18",
    },
    {
        .name = "unknown-command",
        .level = WARN,
        .of_files = true,
        .title = "a command of a script may make a container, which its text does not tell",
        .remedy = "the command written out",
    },
    {
        .name = "unknown-option",
        .level = DENY,
        .fixed = true, /* whether it takes a value is unknown, so the rest of the line is too */
        .title =
            "an option that no known docker client has, or a part that no known engine tells of",
    },
    {
        .name = "unknown-part",
        .level = DENY,
        .of_files = true,
        .title = "part of what makes the container cannot be told from the file",
        .remedy = "the value written out",
    },
    {
        .name = "usage",
        .level = DENY,
        .fixed = true, /* there is nothing to judge */
        .title = "a line that no known docker client takes",
        .check = hr_check_usage,
    },
    {
        .name = "user-unverified",
        .verbs = HR_VERB_EXEC,
        .weight = 2,
        .level = ALLOW,
        .title = "a user's name could not be resolved to a number",
        .check = hr_check_user_unverified,
        .absent = "no --user",
        .remedy = "--user UID:GID in numbers",
    },
    {
        .name = "version-dependent",
        .verbs = HR_VERB_EXEC | HR_VERB_UPDATE,
        .level = DENY,
        .title = "known docker clients read a value differently",
        .check = hr_check_version_dependent,
        .why = "known docker clients or engines read this differently",
        .remedy = "write it in a form that all of them read alike",
    },
    {
        .name = "volume-driver",
        .verbs = HR_VERB_VOLUME_CREATE,
        .weight = 30,
        .level = DENY,
        .title = "a volume has a driver or options, which can mount any part of the host",
        .check = hr_check_volume_driver,
        .options = "volume-driver",
        .refs = "CIS 5.5",
    },
    {
        .name = "volumes-from",
        .weight = 10,
        .level = DENY,
        .title = "another container's mounts are taken over",
        .check = hr_check_volumes_from,
        .options = "volumes-from",
        .remedy = "the mounts that are needed, by --volume",
    },
    {
        .name = "workdir",
        .verbs = HR_VERB_EXEC,
        .weight = 10,
        .level = DENY,
        .title = "the working directory is under /proc",
        .check = hr_check_workdir,
        .options = "workdir",
        .why = "below /proc and /dev/fd are folders of the host that the runtime left open",
        .remedy = "--workdir with a clean absolute path elsewhere",
        .refs = "CVE-2024-21626",
    },
    {
        .name = "writable-bind",
        .weight = 4,
        .level = ALLOW,
        .title = "a host path can be written that the profile does not list as writable",
        .check = hr_check_writable_bind,
        .key = PROFILE(volumes.writable),
        .list = "/volumes/writable",
        .why = "what the container writes there stays on the host, owned by its user",
        .refs = "OWASP rule 8",
    },
    {
        .name = "writable-cgroups",
        .weight = 10,
        .level = DENY,
        .title = "the container can write its own control groups",
        .check = hr_check_writable_cgroups,
        .why = "the container can lift its own limits",
        .remedy = "leave it out",
        .refs = "CIS 5.24",
    },
    {
        .name = "writable-rootfs",
        .weight = 6,
        .level = DENY,
        .title = "the container can write its own root file system",
        .check = hr_check_seen,
        .options = "read-only",
        .field = VIEW(read_only),
        .bad = false,
        .why = "whoever breaks in can replace the programs of the container",
        .absent = "no --read-only",
        .remedy = "--read-only, with --tmpfs PATH or a volume for what must be written",
        .refs = "CIS 5.12, OWASP rule 8",
    },
    {
        .name = "writable-volume",
        .weight = 1,
        .level = ALLOW,
        .title = "a volume can be written without limit, and what is written can be run",
        .check = hr_check_writable_volume,
        .why = "it can be filled without limit, and what is written there can be run",
        .remedy = "read-only: with the mode ro; or --tmpfs PATH:size=64m",
        .refs = "OWASP rule 8",
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

const struct hr_rule *hr_rule_of_error(const struct hr_error *err)
{
    static const struct {
        enum hr_errc code;
        const char *name;
    } rows[] = {
        { HR_ERRC_COMMAND, "unknown-command" },
        { HR_ERRC_PART, "unknown-part" },
        { HR_ERRC_UNKNOWN, "unknown-option" },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++) {
        if (rows[i].code == err->code)
            return hr_rule_named(rows[i].name);
    }
    return hr_rule_named("usage");
}

struct hr_rule_names hr_rule_names(struct hr_arena *arena)
{
    enum hr_level *levels = hr_arena_array(arena, HR_ARRAY_LEN(rules), sizeof(*levels));
    struct hr_rule_names names = { .levels = levels };

    for (size_t i = 0; i < HR_ARRAY_LEN(rules); i++) {
        if (rules[i].fixed)
            continue;
        levels[names.n] = rules[i].level;
        *HR_VEC_PUSH(arena, &names) = rules[i].name;
    }
    return names;
}

enum hr_level hr_rule_level(const struct hr_rule *rule, const struct hr_profile *profile)
{
    if (rule->fixed)
        return rule->level;
    if (rule->demand > 0 && *(const bool *)((const char *)profile + rule->demand))
        return HR_LEVEL_DENY;
    return hr_profile_level(profile, rule->name, rule->level);
}

struct hr_strv hr_rule_refs(const struct hr_rule *rule, struct hr_arena *arena)
{
    const char *refs = rule->refs ? rule->refs : "";
    struct hr_strv out = { 0 };

    while (*refs) {
        const size_t length = strcspn(refs, ",");

        hr_strv_push(arena, &out, hr_arena_strndup(arena, refs, length));
        refs += length + strspn(refs + length, ", ");
    }
    return out;
}

const char *hr_evidence_name(enum hr_evidence evidence)
{
    static const char *const names[] = {
        [HR_EVIDENCE_TEXT] = "text",
        [HR_EVIDENCE_INSPECT] = "inspect",
        [HR_EVIDENCE_KERNEL] = "kernel",
    };

    return names[evidence];
}
