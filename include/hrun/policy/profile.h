/* SPDX-License-Identifier: MIT */
/*
 * A profile: policy read from strict JSON. The key table (policy/key.h) says for each key its type,
 * where it goes and what it injects; this structure is what the rows fill. An absent key injects
 * nothing. Layer: policy.
 */
#ifndef HRUN_POLICY_PROFILE_H
#define HRUN_POLICY_PROFILE_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/base/sha256.h"
#include "hrun/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HR_PROFILE_MAX_BYTES ((size_t)256 * 1024)

enum hr_level {
    HR_LEVEL_UNSET,
    HR_LEVEL_ALLOW,
    HR_LEVEL_WARN,
    HR_LEVEL_DENY,
};

enum hr_stdin_open {
    HR_STDIN_UNSET,
    HR_STDIN_FALSE,
    HR_STDIN_TRUE,
    HR_STDIN_AUTO,
};

/* A tmpfs that the profile mounts. */
struct hr_profile_tmpfs {
    const char *path;    /* absolute, clean, printable ASCII, no ':' */
    const char *pointer; /* its JSON pointer: "/tmpfs/~1tmp" */
    int64_t size;        /* bytes: the engine hands a tmpfs's size to the kernel, which reads other
                              suffixes than docker does */
    const char *size_text; /* as written: 64m */
    bool exec;
    int64_t mode; /* 01777; -1 if not given */
};
struct hr_profile_mounts {
    HR_VEC(struct hr_profile_tmpfs);
};

struct hr_profile_ulimit {
    const char *name, *pointer;
    int64_t soft, hard; /* -1 is unlimited */
};
struct hr_profile_ulimits {
    HR_VEC(struct hr_profile_ulimit);
};

struct hr_profile_label {
    const char *name, *value, *pointer;
};
struct hr_profile_labels {
    HR_VEC(struct hr_profile_label);
};

/* A rule's level: `rules` of the profile. "*" stands for every rule not named. */
struct hr_profile_rule {
    const char *name;
    enum hr_level level;
};
struct hr_profile_rules {
    HR_VEC(struct hr_profile_rule);
};

/* What the profile itself says it is for. */
struct hr_profile_match {
    struct hr_strv images; /* globs as written: see hrun/policy/match.h */
};

/* What the user may add, and no more. Globs are over names, for hr_env_glob_matches. */
struct hr_profile_allow {
    /* --cap-add: with or without CAP_, or ALL. */
    struct hr_strv capabilities;
    /* --device, with any permissions: the host's path, absolute and clean, or a CDI name, in which '*' is any
     * characters but '/' (hr_text_fits). */
    struct hr_strv devices;
    /* --gpus: an id, as in device=ID, or count:N for a count up to N; "all" is any request. */
    struct hr_strv gpus;
    /* --sysctl: globs. */
    struct hr_strv sysctls;
    /* --runtime: names. */
    struct hr_strv runtimes;
    /* --group-add: names, or numbers as text, as in group_add. */
    struct hr_strv groups;
    /* --network: names, besides network_mode's. */
    struct hr_strv networks;
    /* --annotation: globs. */
    struct hr_strv annotations;
    /* --log-driver, with any --log-opt: names. */
    struct hr_strv log_drivers;
};

/* A variable that the profile sets. */
struct hr_profile_variable {
    const char *name, *value, *pointer; /* pointer: "/environment/set/HOME" */
};
struct hr_profile_variables {
    HR_VEC(struct hr_profile_variable);
};

/* The container's variables. The lists are globs over names, for hr_env_glob_matches. */
struct hr_profile_environment {
    /* Of the caller, passed on as -e NAME where set there and not on the line. */
    struct hr_strv forward;
    /* What the line may take from the caller. A name without '*' beats `strip`, and what the line sets it to
     * may look like a secret. */
    struct hr_strv allow;
    /* Kept from the container, the image's own included. */
    struct hr_strv strip;
    /* Set where the line does not set them. */
    struct hr_profile_variables set;
    /* "drop" or "keep" the variables that the client adds from its config file; NULL keeps. */
    const char *proxy;
};

/* Bind mounts, by their source on the host: paths as written, to be cleaned against the working
 * directory, each with all that is below it. */
struct hr_profile_volumes {
    const char *default_mode; /* "ro" or "rw" where the line says neither; NULL is rw */
    struct hr_strv writable;  /* keep docker's own mode and pass writable-bind */
    struct hr_strv deny;      /* trip bind-denied */
};

/* Which images may run; globs as written: see hrun/policy/match.h. */
struct hr_profile_image {
    bool require_digest;
    struct hr_strv allow, deny; /* an empty `allow` is no list */
};

struct hr_profile_ports {
    const char *host_ip; /* NULL or an IP address: where a port without one is published */
};

/* Ceilings for what the user may set; sizes and numbers as written, NULL or 0 for none. */
struct hr_profile_max {
    const char *mem_limit, *memswap_limit, *cpus, *shm_size, *tmpfs;
    int64_t pids_limit;
};

/* The documents that make a profile: itself, what it extends, and so on. */
struct hr_documents {
    HR_VEC(const struct hr_json *);
    const char *sha256; /* of what they come to, where somebody knows; NULL: it is to be computed */
};

struct hr_profile {
    int64_t version;
    const char *name, *description;
    const char *extends; /* NULL or what the profile itself says */
    struct hr_profile_match match;
    const char *path;               /* NULL for one compiled in */
    char sha256[HR_SHA256_HEX];     /* of the canonical JSON of the effective policy */
    const struct hr_json *document; /* the effective policy; each node has its source and place */
    struct hr_documents chain;
    const struct hr_policy *policy; /* what it is held to, or NULL */

    bool read_only, no_new_privileges, init;
    struct hr_profile_mounts tmpfs;
    const char *user;          /* NULL, "image", "host" or "uid:gid" */
    const char *fallback_user; /* NULL, "auto", "uid:gid" or a user's name */
    struct hr_strv group_add;  /* names, or numbers as text */
    struct hr_strv cap_drop, cap_add;
    const char *seccomp;  /* NULL, "default" or a path, from the working directory or absolute */
    const char *apparmor; /* NULL, "auto" or a name */
    struct hr_profile_allow allow;
    struct hr_profile_environment environment;
    struct hr_profile_volumes volumes;
    struct hr_profile_ports ports;
    struct hr_profile_image image;
    const char *cgroup, *ipc; /* NULL, "private" or "host" */
    const char *network_mode; /* NULL or a network's name */
    const char *mem_limit,
        *memswap_limit;   /* NULL or a size as written; memswap_limit may be "mem_limit" */
    const char *cpus;     /* NULL or a number as written */
    int64_t pids_limit;   /* 0: absent */
    const char *shm_size; /* NULL or a size as written */
    struct hr_profile_ulimits ulimits;
    struct hr_profile_max max;
    struct hr_profile_labels labels;
    enum hr_stdin_open stdin_open;
    const char *pull_policy; /* NULL, "never", "missing", "always" */
    struct hr_profile_rules rules;
};

/* The rules whose level a profile may set: the guard's table, handed in because policy stands above
 * it. */
struct hr_rule_names {
    HR_VEC(const char *);
    const enum hr_level *levels; /* of each, where nobody sets it */
};

struct hr_policy; /* policy/policy.h */

/* A profile as text. */
struct hr_profile_text {
    const char *text;
    size_t size;
    const char *source; /* names it in errors */
    const char *path;   /* NULL for one compiled in */
};

/* Read the profile that CHAIN, which is not empty, comes to: each document is a JSON Merge Patch (RFC
 * 7396) for the one behind it, but for the keys that are a profile's own. The last extends nothing. Each
 * is checked by itself, then what they come to. ERRS is empty. */
HR_NODISCARD bool hr_profile_build(const struct hr_documents *chain,
                                   const struct hr_rule_names *rules, struct hr_arena *arena,
                                   struct hr_profile *out, struct hr_errors *errs);

/* The hash of what DOCUMENT says, however it is written. */
void hr_profile_hash(const struct hr_json *document, struct hr_arena *arena,
                     char out[HR_SHA256_HEX]);

/* "a extends b extends c": the profiles of CHAIN, by name. */
const char *hr_profile_chain(const struct hr_documents *chain, struct hr_arena *arena);

/* The name of the profile of the chain that says what the value at POINTER is; "policy" where the system
 * policy does. */
const char *hr_profile_origin(const struct hr_profile *profile, const char *pointer);

/* Read a profile that extends nothing. A syntax error stands alone; errors of meaning are found all at once, each with
 * line, column and JSON pointer, and the nearest valid word where there is one. ERRS is empty. */
HR_NODISCARD bool hr_profile_parse(const struct hr_profile_text *from,
                                   const struct hr_rule_names *rules, struct hr_arena *arena,
                                   const struct hr_profile **out, struct hr_errors *errs);

/* True for what a profile may be called: at most 64 of a-z, 0-9, '.', '_' and '-', the first a letter or
 * digit. */
bool hr_profile_is_name(const char *name);

/* The level of RULE in PROFILE: the rule's own row, else "*", else FALLBACK. The guard's
 * hr_rule_level asks with the rule's own default. */
enum hr_level hr_profile_level(const struct hr_profile *profile, const char *rule,
                               enum hr_level fallback);

/* What PROFILE itself names as its user, filter of system calls and AppArmor profile, as written; NULL for none.
 * "image", "host", "default" and "auto" are words of these keys and name nothing: on a line each of them is a user,
 * file or profile like any other. */
const char *hr_profile_own_user(const struct hr_profile *profile);
const char *hr_profile_own_seccomp(const struct hr_profile *profile);
const char *hr_profile_own_apparmor(const struct hr_profile *profile);

/* "allow", "warn" or "deny". */
const char *hr_level_name(enum hr_level level);

#endif
