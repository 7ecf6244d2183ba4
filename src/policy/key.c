/* SPDX-License-Identifier: MIT */
#include "hrun/policy/key.h"

#include "hrun/policy/profile.h"

#include <stddef.h>
#include <string.h>

#define MEMORY_MIN 6291456 /* 6m: the engine takes no less */
#define PIDS_MAX   4194304 /* nor the kernel more (PID_MAX_LIMIT) */

static const char *const users[] = { "image", "host", NULL };
static const char *const fallback_users[] = { "auto", NULL };
static const char *const namespaces[] = { "private", "host", NULL };
static const char *const swaps[] = { "mem_limit", NULL };
static const char *const autos[] = { "auto", NULL };
static const char *const pulls[] = { "never", "missing", "always", NULL };
static const char *const networks[] = { "none", "bridge", "host", NULL };
static const char *const alls[] = { "all", NULL };
static const char *const filters[] = { "default", NULL };
static const char *const proxies[] = { "drop", "keep", NULL };
static const char *const mount_modes[] = { "ro", "rw", NULL };
/* In the order of enum hr_level. */
static const char *const levels[] = { "allow", "warn", "deny", NULL };

#define IN_PROFILE(member) offsetof(struct hr_profile, member)
#define IN_ALLOW(member)   offsetof(struct hr_profile_allow, member)
#define IN_ENV(member)     offsetof(struct hr_profile_environment, member)
#define IN_IMAGE(member)   offsetof(struct hr_profile_image, member)
#define IN_MATCH(member)   offsetof(struct hr_profile_match, member)
#define IN_MAX(member)     offsetof(struct hr_profile_max, member)
#define IN_PORTS(member)   offsetof(struct hr_profile_ports, member)
#define IN_TMPFS(member)   offsetof(struct hr_profile_tmpfs, member)
#define IN_ULIMIT(member)  offsetof(struct hr_profile_ulimit, member)
#define IN_VOLUMES(member) offsetof(struct hr_profile_volumes, member)

static const struct hr_key tmpfs_keys[] = {
    {
        .name = "size",
        .type = HR_KEY_SIZE,
        .required = true,
        .order = HR_ORDER_LESS,
        .offset = IN_TMPFS(size_text),
        .min = 1,
        .injects = "tmpfs",
        .guards = "limit-above-max tmpfs-options",
        .help = "how much it may hold; this counts against mem_limit",
    },
    {
        .name = "exec",
        .type = HR_KEY_BOOL,
        .order = HR_ORDER_FALSE,
        .offset = IN_TMPFS(exec),
        .injects = "tmpfs",
        .guards = "tmpfs-options",
        .help = "whether programs in it may run",
    },
    {
        .name = "mode",
        .type = HR_KEY_MODE,
        .offset = IN_TMPFS(mode),
        .injects = "tmpfs",
        .help = "its permissions",
    },
    { 0 },
};

static const struct hr_key tmpfs_key[] = {
    {
        .name = "*",
        .type = HR_KEY_MOUNT,
        .members = tmpfs_keys,
        .injects = "tmpfs",
        .help = "a tmpfs at this path; no setuid programs, no devices",
    },
    { 0 },
};

static const struct hr_key capability_key[] = {
    {
        .name = "*",
        .type = HR_KEY_CAPABILITY,
        .help = "a capability, with or without CAP_, or ALL",
    },
    { 0 },
};

static const struct hr_key image_key[] = {
    {
        .name = "*",
        .type = HR_KEY_IMAGE,
        .help =
            "an image as docker takes it, with '*' for any characters but '/'; no tag means any",
    },
    { 0 },
};

static const struct hr_key match_keys[] = {
    {
        .name = "images",
        .type = HR_KEY_LIST,
        .offset = IN_MATCH(images),
        .members = image_key,
        .want = "a list of images",
        .help = "images that this profile is for, where nobody names another",
    },
    { 0 },
};

static const struct hr_key group_key[] = {
    {
        .name = "*",
        .type = HR_KEY_GROUP,
        .help = "a group of the image, by name or number",
    },
    { 0 },
};

static const struct hr_key device_key[] = {
    {
        .name = "*",
        .type = HR_KEY_DEVICE,
        .help = "a device of the host by path, or by CDI name; '*' is any characters but '/'",
    },
    { 0 },
};

static const struct hr_key glob_key[] = {
    {
        .name = "*",
        .type = HR_KEY_GLOB,
        .help = "a name, with '*' for any characters",
    },
    { 0 },
};

static const struct hr_key variable_key[] = {
    {
        .name = "*",
        .type = HR_KEY_GLOB,
        .want = "the name of a variable, with * for any characters, such as \"LC_*\"",
        .help = "the name of a variable, with '*' for any characters",
    },
    { 0 },
};

static const struct hr_key token_key[] = {
    {
        .name = "*",
        .type = HR_KEY_TOKEN,
        .help = "a name as docker has it",
    },
    { 0 },
};

static const struct hr_key gpu_key[] = {
    {
        .name = "*",
        .type = HR_KEY_TOKEN,
        .words = alls,
        .help = "the id of a GPU, or count:N",
    },
    { 0 },
};

static const struct hr_key host_path_key[] = {
    {
        .name = "*",
        .type = HR_KEY_HOST_PATH,
        .help = "a path of the host, from the working directory if relative, and all below it",
    },
    { 0 },
};

static const struct hr_key set_key[] = {
    {
        .name = "*",
        .type = HR_KEY_VARIABLE,
        .injects = "env",
        .guards = "loader-env secret-env",
        .help = "what the variable of this name is set to",
    },
    { 0 },
};

static const struct hr_key ulimit_keys[] = {
    {
        .name = "soft",
        .type = HR_KEY_INTEGER,
        .order = HR_ORDER_LESS,
        .required = true,
        .offset = IN_ULIMIT(soft),
        .min = -1,
        .max = INT64_MAX,
        .want = "a whole number, -1 for unlimited",
        .injects = "ulimit",
        .help = "what holds; the program may raise it as far as the hard limit",
    },
    {
        .name = "hard",
        .type = HR_KEY_INTEGER,
        .order = HR_ORDER_LESS,
        .required = true,
        .offset = IN_ULIMIT(hard),
        .min = -1,
        .max = INT64_MAX,
        .want = "a whole number, -1 for unlimited",
        .injects = "ulimit",
        .help = "how far the soft limit may be raised",
    },
    { 0 },
};

static const struct hr_key ulimit_key[] = {
    {
        .name = "*",
        .type = HR_KEY_ULIMIT,
        .order = HR_ORDER_LESS,
        .members = ulimit_keys,
        .injects = "ulimit",
        .guards = "ulimit-unlimited",
        .help = "a limit of this name: one number, or soft and hard",
    },
    { 0 },
};

static const struct hr_key label_key[] = {
    {
        .name = "*",
        .type = HR_KEY_LABEL,
        .injects = "label",
        .help = "a label of this name; hrun.* is hrun's own",
    },
    { 0 },
};

static const struct hr_key max_keys[] = {
    {
        .name = "mem_limit",
        .type = HR_KEY_SIZE,
        .merge = HR_MERGE_KEEP,
        .order = HR_ORDER_LESS,
        .offset = IN_MAX(mem_limit),
        .min = MEMORY_MIN,
        .want = "a size of at least 6m, such as \"16g\"",
        .guards = "limit-above-max",
        .help = "how much --memory and --memory-reservation may give",
    },
    {
        .name = "memswap_limit",
        .type = HR_KEY_SIZE,
        .merge = HR_MERGE_KEEP,
        .order = HR_ORDER_LESS,
        .offset = IN_MAX(memswap_limit),
        .min = MEMORY_MIN,
        .want = "a size of at least 6m, such as \"16g\"",
        .guards = "limit-above-max",
        .help = "how much --memory-swap may give",
    },
    {
        .name = "cpus",
        .type = HR_KEY_CPUS,
        .merge = HR_MERGE_KEEP,
        .order = HR_ORDER_LESS,
        .offset = IN_MAX(cpus),
        .guards = "limit-above-max",
        .help = "how many CPUs --cpus or a quota may give",
    },
    {
        .name = "pids_limit",
        .type = HR_KEY_INTEGER,
        .merge = HR_MERGE_KEEP,
        .order = HR_ORDER_LESS,
        .offset = IN_MAX(pids_limit),
        .min = 1,
        .max = PIDS_MAX,
        .want = "a whole number from 1 to 4194304",
        .guards = "limit-above-max",
        .help = "how many processes --pids-limit may give",
    },
    {
        .name = "shm_size",
        .type = HR_KEY_SIZE,
        .merge = HR_MERGE_KEEP,
        .order = HR_ORDER_LESS,
        .offset = IN_MAX(shm_size),
        .min = 1,
        .guards = "limit-above-max",
        .help = "how much --shm-size may give",
    },
    {
        .name = "tmpfs",
        .type = HR_KEY_SIZE,
        .merge = HR_MERGE_KEEP,
        .order = HR_ORDER_LESS,
        .offset = IN_MAX(tmpfs),
        .min = 1,
        .guards = "limit-above-max",
        .help = "how much a tmpfs of the line may hold",
    },
    { 0 },
};

static const struct hr_key image_keys[] = {
    {
        .name = "require_digest",
        .type = HR_KEY_BOOL,
        .order = HR_ORDER_TRUE,
        .offset = IN_IMAGE(require_digest),
        .guards = "image-unpinned",
        .help = "whether an image must be named by its digest or full id",
    },
    {
        .name = "allow",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_WITHIN,
        .offset = IN_IMAGE(allow),
        .members = image_key,
        .want = "a list of images",
        .guards = "image-denied",
        .help = "the images that may run, and no others",
    },
    {
        .name = "deny",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_MORE,
        .offset = IN_IMAGE(deny),
        .members = image_key,
        .want = "a list of images",
        .guards = "image-denied",
        .help = "images that may not run",
    },
    { 0 },
};

static const struct hr_key ports_keys[] = {
    {
        .name = "host_ip",
        .type = HR_KEY_ADDRESS,
        .offset = IN_PORTS(host_ip),
        .guards = "publish-not-loopback",
        .help = "where a port is served that the line publishes without an address",
    },
    { 0 },
};

static const struct hr_key allow_keys[] = {
    {
        .name = "capabilities",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ALLOW(capabilities),
        .members = capability_key,
        .want = "a list of capabilities",
        .guards = "capability",
        .help = "capabilities that --cap-add may give",
    },
    {
        .name = "devices",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ALLOW(devices),
        .members = device_key,
        .want = "a list of devices",
        .guards = "device",
        .help = "devices that --device may give, with any permissions",
    },
    {
        .name = "gpus",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ALLOW(gpus),
        .members = gpu_key,
        .want = "a list of GPUs",
        .guards = "gpus",
        .help =
            "what --gpus may ask for: ids of GPUs; \"count:N\" is up to N of any; \"all\" is anything",
    },
    {
        .name = "sysctls",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ALLOW(sysctls),
        .members = glob_key,
        .want = "a list of names",
        .guards = "sysctl",
        .help = "kernel parameters that --sysctl may set",
    },
    {
        .name = "runtimes",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ALLOW(runtimes),
        .members = token_key,
        .want = "a list of runtimes",
        .guards = "runtime",
        .help = "runtimes that --runtime may name",
    },
    {
        .name = "groups",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ALLOW(groups),
        .members = group_key,
        .want = "a list of groups",
        .guards = "group-add root-group",
        .help = "groups that --group-add may give",
    },
    {
        .name = "networks",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ALLOW(networks),
        .members = token_key,
        .want = "a list of networks",
        .guards = "network",
        .help = "networks that --network may name besides network_mode",
    },
    {
        .name = "annotations",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ALLOW(annotations),
        .members = glob_key,
        .want = "a list of names",
        .guards = "annotation",
        .help = "annotations that --annotation may set",
    },
    {
        .name = "log_drivers",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ALLOW(log_drivers),
        .members = token_key,
        .want = "a list of log drivers",
        .guards = "log-driver",
        .help = "log drivers that --log-driver may name, with any --log-opt",
    },
    { 0 },
};

static const struct hr_key environment_keys[] = {
    {
        .name = "forward",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ENV(forward),
        .members = variable_key,
        .want = "a list of names",
        .injects = "env",
        .guards = "env-not-allowed",
        .help = "variables of the caller that go to the container where they are set",
    },
    {
        .name = "allow",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_ENV(allow),
        .members = variable_key,
        .want = "a list of names",
        .guards = "env-not-allowed secret-env",
        .help =
            "variables that the line may take from the caller: -e NAME; an exact name may be a secret",
    },
    {
        .name = "strip",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_MORE,
        .offset = IN_ENV(strip),
        .members = variable_key,
        .want = "a list of names",
        .guards = "env-not-allowed",
        .help = "variables kept from it, the image's own too, unless allow has the exact name",
    },
    {
        .name = "set",
        .type = HR_KEY_OBJECT,
        .offset = IN_ENV(set),
        .members = set_key,
        .want = "an object of variables",
        .injects = "env",
        .help = "variables to set, by name",
    },
    {
        .name = "proxy",
        .type = HR_KEY_WORD,
        .order = HR_ORDER_FIRST,
        .offset = IN_ENV(proxy),
        .words = proxies,
        .help =
            "what becomes of the proxy variables that docker's client adds from its config file",
    },
    { 0 },
};

static const struct hr_key volumes_keys[] = {
    {
        .name = "default_mode",
        .type = HR_KEY_WORD,
        .order = HR_ORDER_FIRST,
        .offset = IN_VOLUMES(default_mode),
        .words = mount_modes,
        .guards = "writable-bind",
        .help = "what a bind mount is where the line says neither",
    },
    {
        .name = "writable",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_VOLUMES(writable),
        .members = host_path_key,
        .want = "a list of paths",
        .guards = "writable-bind",
        .help = "sources that default_mode is not for, and writable-bind neither",
    },
    {
        .name = "deny",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_MORE,
        .offset = IN_VOLUMES(deny),
        .members = host_path_key,
        .want = "a list of paths",
        .guards = "bind-denied",
        .help = "sources that may not be mounted",
    },
    { 0 },
};

static const struct hr_key rule_key[] = {
    {
        .name = "*",
        .type = HR_KEY_LEVEL,
        .merge = HR_MERGE_KEEP,
        .order = HR_ORDER_LAST,
        .words = levels,
        .help = "what happens when the rule of this name trips; \"*\" is every rule not named",
    },
    { 0 },
};

static const struct hr_key profile_keys[] = {
    {
        .name = "version",
        .type = HR_KEY_INTEGER,
        .merge = HR_MERGE_OWN,
        .required = true,
        .offset = IN_PROFILE(version),
        .min = 1,
        .max = 1,
        .want = "1",
        .help = "the version of this format",
    },
    {
        .name = "name",
        .type = HR_KEY_NAME,
        .merge = HR_MERGE_OWN,
        .required = true,
        .offset = IN_PROFILE(name),
        .help = "the profile's name: lower-case letters, digits, '.', '_' and '-'",
    },
    {
        .name = "description",
        .type = HR_KEY_TEXT,
        .merge = HR_MERGE_OWN,
        .offset = IN_PROFILE(description),
        .help = "what the profile is for",
    },
    {
        .name = "extends",
        .type = HR_KEY_PARENT,
        .merge = HR_MERGE_OWN,
        .offset = IN_PROFILE(extends),
        .help = "the profile that this one changes: a name, or a path with a '/' in it",
    },
    {
        .name = "match",
        .type = HR_KEY_OBJECT,
        .merge = HR_MERGE_OWN,
        .offset = IN_PROFILE(match),
        .members = match_keys,
        .help = "what this profile is for",
    },
    {
        .name = "read_only",
        .type = HR_KEY_BOOL,
        .order = HR_ORDER_TRUE,
        .offset = IN_PROFILE(read_only),
        .injects = "read-only",
        .guards = "writable-rootfs",
        .help = "make the root file system read-only",
    },
    {
        .name = "tmpfs",
        .type = HR_KEY_OBJECT,
        .order = HR_ORDER_FEWER,
        .offset = IN_PROFILE(tmpfs),
        .members = tmpfs_key,
        .want = "an object of paths",
        .injects = "tmpfs",
        .help = "file systems in memory, by path",
    },
    {
        .name = "user",
        .type = HR_KEY_USER,
        .offset = IN_PROFILE(user),
        .words = users,
        .injects = "user",
        .guards = "root-user root-group user-unverified",
        .help = "who runs it: the image's own user, the caller (unless root), or numbers",
    },
    {
        .name = "fallback_user",
        .type = HR_KEY_FALLBACK,
        .offset = IN_PROFILE(fallback_user),
        .words = fallback_users,
        .injects = "user",
        .guards = "root-user root-group",
        .help = "who runs it where the image says root or nothing and root-user denies that",
    },
    {
        .name = "group_add",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_PROFILE(group_add),
        .members = group_key,
        .want = "a list of groups",
        .injects = "group-add",
        .guards = "group-add root-group",
        .help = "groups that the user is in besides its own",
    },
    {
        .name = "cap_drop",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_MORE,
        .offset = IN_PROFILE(cap_drop),
        .members = capability_key,
        .want = "a list of capabilities",
        .injects = "cap-drop",
        .guards = "capabilities-kept",
        .help = "capabilities to take away",
    },
    {
        .name = "cap_add",
        .type = HR_KEY_LIST,
        .order = HR_ORDER_FEWER,
        .offset = IN_PROFILE(cap_add),
        .members = capability_key,
        .want = "a list of capabilities",
        .injects = "cap-add",
        .guards = "capability",
        .help = "capabilities to give",
    },
    {
        .name = "no_new_privileges",
        .type = HR_KEY_BOOL,
        .order = HR_ORDER_TRUE,
        .offset = IN_PROFILE(no_new_privileges),
        .injects = "security-opt",
        .guards = "no-new-privileges-off",
        .help = "let no program gain privileges, setuid or not",
    },
    {
        .name = "seccomp",
        .type = HR_KEY_FILE,
        .offset = IN_PROFILE(seccomp),
        .words = filters,
        .injects = "security-opt",
        .guards = "seccomp-profile seccomp-unconfined",
        .help = "which system calls pass: by the engine's own filter, or by a file's",
    },
    {
        .name = "apparmor",
        .type = HR_KEY_APPARMOR,
        .offset = IN_PROFILE(apparmor),
        .words = autos,
        .injects = "security-opt",
        .guards = "apparmor-unconfined",
        .help = "the AppArmor profile, where the engine has AppArmor; \"auto\" is the engine's own",
    },
    {
        .name = "init",
        .type = HR_KEY_BOOL,
        .offset = IN_PROFILE(init),
        .injects = "init",
        .help = "run an init that passes signals on and reaps children",
    },
    {
        .name = "cgroup",
        .type = HR_KEY_WORD,
        .order = HR_ORDER_FIRST,
        .offset = IN_PROFILE(cgroup),
        .words = namespaces,
        .injects = "cgroupns",
        .guards = "host-cgroupns",
        .help = "the control group namespace",
    },
    {
        .name = "ipc",
        .type = HR_KEY_WORD,
        .order = HR_ORDER_FIRST,
        .offset = IN_PROFILE(ipc),
        .words = namespaces,
        .injects = "ipc",
        .guards = "container-namespace host-ipc",
        .help = "the IPC namespace",
    },
    {
        .name = "network_mode",
        .type = HR_KEY_NETWORK,
        .order = HR_ORDER_FIRST,
        .offset = IN_PROFILE(network_mode),
        .words = networks,
        .injects = "network",
        .guards = "container-namespace default-bridge host-network network",
        .help = "the network that it is in, where the line names none",
    },
    {
        .name = "mem_limit",
        .type = HR_KEY_SIZE,
        .order = HR_ORDER_LESS,
        .offset = IN_PROFILE(mem_limit),
        .min = MEMORY_MIN,
        .want = "a size of at least 6m, such as \"512m\"",
        .injects = "memory",
        .guards = "limit-above-max limit-off",
        .help = "how much memory it may use",
    },
    {
        .name = "memswap_limit",
        .type = HR_KEY_SWAP,
        .order = HR_ORDER_LESS,
        .offset = IN_PROFILE(memswap_limit),
        .min = MEMORY_MIN,
        .words = swaps,
        .injects = "memory-swap",
        .guards = "limit-above-max limit-off",
        .help = "how much memory and swap together; \"mem_limit\" is no swap",
    },
    {
        .name = "cpus",
        .type = HR_KEY_CPUS,
        .order = HR_ORDER_LESS,
        .offset = IN_PROFILE(cpus),
        .injects = "cpus",
        .guards = "limit-above-max limit-off",
        .help = "how many CPUs it may use",
    },
    {
        .name = "pids_limit",
        .type = HR_KEY_INTEGER,
        .order = HR_ORDER_LESS,
        .offset = IN_PROFILE(pids_limit),
        .min = 1,
        .max = PIDS_MAX,
        .want = "a whole number from 1 to 4194304",
        .injects = "pids-limit",
        .guards = "limit-above-max limit-off",
        .help = "how many processes and threads it may have",
    },
    {
        .name = "shm_size",
        .type = HR_KEY_SIZE,
        .order = HR_ORDER_LESS,
        .offset = IN_PROFILE(shm_size),
        .min = 1,
        .injects = "shm-size",
        .guards = "limit-above-max",
        .help = "how much /dev/shm may hold; this counts against mem_limit",
    },
    {
        .name = "ulimits",
        .type = HR_KEY_OBJECT,
        .offset = IN_PROFILE(ulimits),
        .members = ulimit_key,
        .want = "an object of limits",
        .injects = "ulimit",
        .help = "limits of each process, by name: nofile, core, memlock and others",
    },
    {
        .name = "stdin_open",
        .type = HR_KEY_AUTO,
        .offset = IN_PROFILE(stdin_open),
        .words = autos,
        .injects = "interactive",
        .help = "pass standard input on; \"auto\" is yes, unless a shell reads its script from it",
    },
    {
        .name = "pull_policy",
        .type = HR_KEY_WORD,
        .order = HR_ORDER_FIRST,
        .offset = IN_PROFILE(pull_policy),
        .words = pulls,
        .injects = "pull",
        .guards = "pull-policy",
        .help = "when to fetch the image",
    },
    {
        .name = "labels",
        .type = HR_KEY_OBJECT,
        .offset = IN_PROFILE(labels),
        .members = label_key,
        .want = "an object of labels",
        .injects = "label",
        .help = "labels of the container, by name",
    },
    {
        .name = "environment",
        .type = HR_KEY_OBJECT,
        .offset = IN_PROFILE(environment),
        .members = environment_keys,
        .help = "the container's variables",
    },
    {
        .name = "volumes",
        .type = HR_KEY_OBJECT,
        .offset = IN_PROFILE(volumes),
        .members = volumes_keys,
        .help = "what of the host may be mounted, and how",
    },
    {
        .name = "image",
        .type = HR_KEY_OBJECT,
        .offset = IN_PROFILE(image),
        .members = image_keys,
        .want = "an object of lists",
        .help = "which images may run",
    },
    {
        .name = "ports",
        .type = HR_KEY_OBJECT,
        .offset = IN_PROFILE(ports),
        .members = ports_keys,
        .want = "an object of addresses",
        .help = "where ports are published",
    },
    {
        .name = "max",
        .type = HR_KEY_OBJECT,
        .merge = HR_MERGE_KEEP,
        .offset = IN_PROFILE(max),
        .members = max_keys,
        .want = "an object of ceilings",
        .help = "ceilings for what the line may ask for",
    },
    {
        .name = "allow",
        .type = HR_KEY_OBJECT,
        .offset = IN_PROFILE(allow),
        .members = allow_keys,
        .help = "what the line may add",
    },
    {
        .name = "rules",
        .type = HR_KEY_OBJECT,
        .merge = HR_MERGE_KEEP,
        .offset = IN_PROFILE(rules),
        .members = rule_key,
        .want = "an object of rules",
        .help = "levels that differ from the rules' own",
    },
    { 0 },
};

const struct hr_key *hr_profile_keys(void)
{
    return profile_keys;
}

bool hr_key_is_guarded(const struct hr_key *key, const char *rule)
{
    const size_t length = strlen(rule);
    const char *word = key->guards;

    for (word = word ? strstr(word, rule) : NULL; word; word = strstr(word + 1, rule)) {
        if ((word == key->guards || word[-1] == ' ') && (!word[length] || word[length] == ' '))
            return true;
    }
    return false;
}

const char *hr_key_order_text(enum hr_key_order order)
{
    static const char *const texts[] = {
        [HR_ORDER_NONE] = NULL,
        [HR_ORDER_TRUE] = "true is tighter",
        [HR_ORDER_FALSE] = "false is tighter",
        [HR_ORDER_LESS] = "less is tighter",
        [HR_ORDER_FIRST] = "the first word is the tightest",
        [HR_ORDER_LAST] = "the last word is the tightest",
        [HR_ORDER_FEWER] = "fewer is tighter",
        [HR_ORDER_MORE] = "more is tighter",
        [HR_ORDER_WITHIN] = "fewer is tighter, but none at all is any",
    };

    return texts[order];
}
