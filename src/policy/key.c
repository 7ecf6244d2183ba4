/* SPDX-License-Identifier: MIT */
#include "hrun/policy/key.h"

#include "hrun/policy/profile.h"

#include <stddef.h>

#define MEMORY_MIN 6291456 /* 6m: the engine takes no less */
#define PIDS_MAX   4194304 /* nor the kernel more (PID_MAX_LIMIT) */

static const char *const users[] = { "image", "host", NULL };
static const char *const fallback_users[] = { "auto", NULL };
static const char *const namespaces[] = { "private", "host", NULL };
static const char *const swaps[] = { "mem_limit", NULL };
static const char *const autos[] = { "auto", NULL };
static const char *const pulls[] = { "never", "missing", "always", NULL };
/* In the order of enum hr_level. */
static const char *const levels[] = { "allow", "warn", "deny", NULL };

#define IN_PROFILE(member) offsetof(struct hr_profile, member)
#define IN_TMPFS(member)   offsetof(struct hr_profile_tmpfs, member)

static const struct hr_key tmpfs_keys[] = {
    {
        .name = "size",
        .type = HR_KEY_SIZE,
        .required = true,
        .offset = IN_TMPFS(size_text),
        .min = 1,
        .injects = "tmpfs",
        .help = "how much it may hold; this counts against mem_limit",
    },
    {
        .name = "exec",
        .type = HR_KEY_BOOL,
        .offset = IN_TMPFS(exec),
        .injects = "tmpfs",
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

static const struct hr_key rule_key[] = {
    {
        .name = "*",
        .type = HR_KEY_LEVEL,
        .words = levels,
        .help = "what happens when the rule of this name trips; \"*\" is every rule not named",
    },
    { 0 },
};

static const struct hr_key profile_keys[] = {
    {
        .name = "version",
        .type = HR_KEY_INTEGER,
        .required = true,
        .offset = IN_PROFILE(version),
        .min = 1,
        .max = 1,
        .want = "1",
        .help = "of this format: 1",
    },
    {
        .name = "name",
        .type = HR_KEY_NAME,
        .required = true,
        .offset = IN_PROFILE(name),
        .help = "the profile's name: lower-case letters, digits, '.', '_' and '-'",
    },
    {
        .name = "description",
        .type = HR_KEY_TEXT,
        .offset = IN_PROFILE(description),
        .help = "what the profile is for",
    },
    {
        .name = "read_only",
        .type = HR_KEY_BOOL,
        .offset = IN_PROFILE(read_only),
        .injects = "read-only",
        .help = "make the root file system read-only",
    },
    {
        .name = "tmpfs",
        .type = HR_KEY_OBJECT,
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
        .help = "who runs it: the image's own user, the caller (unless root), or numbers",
    },
    {
        .name = "fallback_user",
        .type = HR_KEY_USER,
        .offset = IN_PROFILE(fallback_user),
        .min = 1,
        .words = fallback_users,
        .want = "\"UID:GID\" in numbers, UID not 0",
        .injects = "user",
        .help = "who runs it where the image says root or nothing and root-user denies that",
    },
    {
        .name = "cap_drop",
        .type = HR_KEY_LIST,
        .offset = IN_PROFILE(cap_drop),
        .members = capability_key,
        .want = "a list of capabilities",
        .injects = "cap-drop",
        .help = "capabilities to take away",
    },
    {
        .name = "cap_add",
        .type = HR_KEY_LIST,
        .offset = IN_PROFILE(cap_add),
        .members = capability_key,
        .want = "a list of capabilities",
        .injects = "cap-add",
        .help = "capabilities to give",
    },
    {
        .name = "no_new_privileges",
        .type = HR_KEY_BOOL,
        .offset = IN_PROFILE(no_new_privileges),
        .injects = "security-opt",
        .help = "let no program gain privileges, setuid or not",
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
        .offset = IN_PROFILE(cgroup),
        .words = namespaces,
        .injects = "cgroupns",
        .help = "the control group namespace",
    },
    {
        .name = "ipc",
        .type = HR_KEY_WORD,
        .offset = IN_PROFILE(ipc),
        .words = namespaces,
        .injects = "ipc",
        .help = "the IPC namespace",
    },
    {
        .name = "mem_limit",
        .type = HR_KEY_SIZE,
        .offset = IN_PROFILE(mem_limit),
        .min = MEMORY_MIN,
        .want = "a size of at least 6m, such as \"512m\"",
        .injects = "memory",
        .help = "how much memory it may use",
    },
    {
        .name = "memswap_limit",
        .type = HR_KEY_SWAP,
        .offset = IN_PROFILE(memswap_limit),
        .min = MEMORY_MIN,
        .words = swaps,
        .injects = "memory-swap",
        .help = "how much memory and swap together; \"mem_limit\" is no swap",
    },
    {
        .name = "cpus",
        .type = HR_KEY_CPUS,
        .offset = IN_PROFILE(cpus),
        .injects = "cpus",
        .help = "how many CPUs it may use",
    },
    {
        .name = "pids_limit",
        .type = HR_KEY_INTEGER,
        .offset = IN_PROFILE(pids_limit),
        .min = 1,
        .max = PIDS_MAX,
        .want = "a whole number from 1 to 4194304",
        .injects = "pids-limit",
        .help = "how many processes and threads it may have",
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
        .offset = IN_PROFILE(pull_policy),
        .words = pulls,
        .injects = "pull",
        .help = "when to fetch the image",
    },
    {
        .name = "rules",
        .type = HR_KEY_OBJECT,
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
