/* SPDX-License-Identifier: MIT */
/*
 * What was asked of host, image and engine. "Unknown" is a value. Records are const once made;
 * everything after this layer is pure. What an image says is hostile input. Layer: facts.
 */
#ifndef HRUN_FACTS_FACTS_H
#define HRUN_FACTS_FACTS_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/docker/env.h"
#include "hrun/docker/reference.h"
#include "hrun/engine/client.h"
#include "hrun/engine/endpoint.h"
#include "hrun/facts/container.h"
#include "hrun/facts/environment.h"
#include "hrun/facts/knowledge.h"
#include "hrun/facts/names.h"
#include "hrun/facts/network.h"
#include "hrun/facts/seccomp.h"
#include "hrun/facts/source.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Facts about the process that types: env, cwd, uid come in from here only. */
struct hr_host {
    struct hr_environ environ;
    struct hr_environ
        overridden;         /* as docker's own options on the line change it; no vars: none do */
    struct hr_strv globals; /* those options, as words for the client */
    uid_t uid;
    gid_t gid;
    const char *cwd; /* "" if it cannot be told */
    pid_t pid;
    bool stdin_is_tty, stdout_is_tty, stderr_is_tty;
    unsigned columns;     /* the terminal's, 0 if there is none */
    bool stdin_is_script; /* an ancestor shell reads its script from this very standard input */
    const char *script_reader; /* that shell's name, for the note; NULL if none */
};

/* The numbers behind a user that is a name: only the image's files tell. */
enum hr_name_state {
    HR_NAME_NOT_NEEDED, /* numbers, root, or a user that nobody asked about */
    HR_NAME_RESOLVED,
    HR_NAME_UNRESOLVED,
};
struct hr_name_facts {
    enum hr_name_state state;
    const char *text;  /* the user, as it was written */
    struct hr_ids ids; /* HR_NAME_RESOLVED */
    bool
        counts_as_root; /* HR_NAME_RESOLVED: its files cannot be read, so ids is 0, but for a number */
    const char *unresolved_because; /* those, and HR_NAME_UNRESOLVED; made safe to show */
};

struct hr_image_facts {
    enum hr_knowledge state;
    const char *id;                /* sha256:... */
    const char *user;              /* Config.User; "" where the image names none */
    const char *workdir;           /* Config.WorkingDir; "" where the image names none */
    struct hr_strv volumes;        /* the paths of Config.Volumes */
    struct hr_strv ports;          /* the keys of Config.ExposedPorts: "80/tcp" */
    struct hr_envs env;            /* Config.Env */
    struct hr_strv digests;        /* RepoDigests, NAME@DIGEST; none for an image made here */
    struct hr_strv labels;         /* Config.Labels as KEY=VALUE */
    struct hr_name_facts name;     /* of the user that will count */
    struct hr_name_facts fallback; /* of the profile's, where that one may be root */
    const char *unknown_because; /* for HR_UNKNOWN where somebody asked: what went wrong, made safe
                                    to show; else NULL */
    const char *remedy;          /* and what would work; may be NULL */
};

/* Whether paths mean the same to the engine as to this process. */
enum hr_locality {
    HR_LOCALITY_UNKNOWN, /* not asked, or not told by who listens */
    HR_LOCALITY_LOCAL,   /* a unix socket where an engine or the init system of this host listens */
    HR_LOCALITY_REMOTE,  /* no unix socket */
};

struct hr_engine_facts {
    const char *endpoint;
    enum hr_locality locality; /* asked only where there are sources or donors */
    /* Why it is not LOCAL, made safe to show; NULL if it is, or nobody asked. */
    const char *locality_because;
    /* Whether what is mounted below a read-only bind becomes read-only too: HR_ABSENT, it stays as it is.
     * Asked as locality is. */
    enum hr_knowledge recursive_read_only;
    bool maps_users; /* rootless, or with a user namespace: its users are others than the host's */
    /* Of /info, asked only where a decision needs it. */
    int64_t cpus;               /* NCPU; 0 is unknown */
    enum hr_knowledge apparmor; /* whether it can confine a container by AppArmor */
};

/* A named volume that is there already keeps the driver and the options that it was made with: of
 * the local driver, they mount anything, the host's own folders included. */
struct hr_volume_facts {
    const char *name;
    enum hr_knowledge state;
    const char *driver;          /* HR_KNOWN */
    bool has_options;            /* HR_KNOWN; they may hold passwords, so nobody needs them */
    const char *unknown_because; /* as above; may be NULL */
};
struct hr_volumes_facts {
    HR_VEC(struct hr_volume_facts);
};

struct hr_facts {
    struct hr_image_facts image;
    struct hr_engine_facts engine;
    struct hr_volumes_facts volumes; /* those asked for, and those that donors mount */
    struct hr_containers_facts containers;
    struct hr_networks_facts networks;
    struct hr_sources_facts sources; /* of the binds asked for, then of those that donors mount */
    struct hr_places_facts places;   /* only where there are sources or donors */
    struct hr_env_files_facts env_files; /* of --env-file and --label-file, as asked for */
    struct hr_proxies_facts proxies;
    struct hr_sources_facts secrets;   /* the files asked for, in that order */
    struct hr_seccomps_facts seccomps; /* those asked for */
    const char *api_version; /* DOCKER_API_VERSION of the environment; NULL if it is not set */
    bool content_trust;      /* as hr_facts_content_trust says */
};

/* A place whose facts are wanted beside those that are always asked. */
struct hr_place_question {
    enum hr_place_kind kind;
    /* Relative ones are from the working directory. HR_PLACE_LISTED: with "~" at its start it is asked
     * for in every home, where it is more than its name says: a link, a mount, one of several names. */
    const char *path;
};
struct hr_place_questions {
    HR_VEC(struct hr_place_question);
};

/* Which questions the decisions of this run need. */
struct hr_questions {
    bool image, cpus, apparmor;
    bool endpoint;          /* where the engine is, if nothing else is asked */
    struct hr_strv volumes; /* names, each once */
    struct hr_strv
        donors; /* containers whose mounts are taken over: their volumes are asked for too */
    struct hr_strv joined;   /* containers whose namespaces are joined */
    struct hr_strv networks; /* names, each once */
    struct hr_strv seccomps; /* paths of filters, each once */
    /* The sources of binds, as settings have them, each once. If there are any, or donors, the places
     * that rules know are asked too, the engine's data folder and its locality among them. */
    struct hr_strv sources;
    struct hr_place_questions places;
    struct hr_strv env_files; /* paths, each as often as the line has it; then those of labels */
    bool proxies;             /* that the client adds */
    struct hr_strv secrets;   /* files of --secret-file, from the working directory if relative */
    bool secret_sources;   /* they are asked for as sources of binds too, by their absolute paths */
    bool name;             /* the numbers of the user, if that is a name; takes `image` too */
    bool groups;           /* those of its groups too, where they are not written */
    const char *user;      /* the user that is written; NULL: the image's own */
    const char *platform;  /* of the image; NULL: the engine's own */
    const char *container; /* one of `joined`, whose files tell what `user` is; or NULL */
    const char *fallback;  /* the name of one for where the image's own may be root; or NULL */
    bool script;           /* hr_host_ask_script: the caller asks it, as it is about this process */
};

/* Read the facts of this process, but for stdin_is_script and script_reader, which cost a look at
 * every ancestor. */
void hr_host_ask(char *const *envp, struct hr_arena *arena, struct hr_host *out);

/* What the client reads its own settings from: the environment, changed by docker's own options. */
const struct hr_environ *hr_host_settings(const struct hr_host *host);

/* Find out whether standard input is the script of an ancestor shell: same device and inode, no
 * terminal, a shell with neither -c nor a script operand. */
void hr_host_ask_script(struct hr_arena *arena, struct hr_host *host);

/* True if ARGV, the argument vector of COUNT words of some process, is a shell's and names neither -c
 * nor a script other than standard input itself: the shell reads its script from there. */
bool hr_host_is_script_reader(const char *const *argv, size_t count);

struct hr_notebook;

/* Everything that asking an engine takes. */
struct hr_asking {
    const struct hr_questions *questions;
    const struct hr_reference *image; /* may be NULL if questions->image is false */
    const struct hr_host *host;
    /* The real client's path, for endpoints that are no unix socket; NULL: those cannot be asked. */
    const char *client;
    const struct hr_progress *progress; /* may be NULL */
    bool may_create; /* a container may be made to read its files, and the cache be written */
    struct hr_notebook *notebook; /* of what was asked before; NULL: nothing is kept */
};

/* Ask the engine what QUESTIONS name, each at most once. An engine that cannot be reached, is silent
 * or answers nonsense is no failure here: the facts are HR_UNKNOWN and say why. */
void hr_facts_ask(const struct hr_asking *asking, struct hr_arena *arena, struct hr_facts *out);

/* Read the answer to GET /images/NAME/json (an object), or an element of `docker image inspect`.
 * False if it is not of that shape. */
HR_NODISCARD bool hr_facts_read_image(const struct hr_json *answer, struct hr_arena *arena,
                                      struct hr_image_facts *out, struct hr_error *err);

/* The same for GET /volumes/NAME and `docker volume inspect`; the name stays as it is. */
HR_NODISCARD bool hr_facts_read_volume(const struct hr_json *answer, struct hr_arena *arena,
                                       struct hr_volume_facts *out, struct hr_error *err);

/* Fill in the numbers of USER if they were looked up. True if they were. */
bool hr_facts_resolve(const struct hr_facts *facts, struct hr_user *user);

/* What is known of the container NAME, or NULL if it was not asked for. */
const struct hr_container_facts *hr_facts_container(const struct hr_facts *facts, const char *name);

/* What is known of the network NAME, or NULL if it was not asked for. */
const struct hr_network_facts *hr_facts_network(const struct hr_facts *facts, const char *name);

/* What is known of the bind source TEXT, as a setting has it, cleaned or with links followed; NULL if it
 * was not asked for. */
const struct hr_source_facts *hr_facts_source(const struct hr_facts *facts, const char *text);

/* True if SOURCE is a place of KIND or below one: by where links lead. If the engine is not known to be on
 * this host, also as docker cleans it; that alone, where links cannot be followed here. */
bool hr_facts_source_is_in(const struct hr_facts *facts, const struct hr_source_facts *source,
                           enum hr_place_kind kind);

/* What is known of the filter at PATH, or NULL if it was not asked for. */
const struct hr_seccomp_facts *hr_facts_seccomp(const struct hr_facts *facts, const char *path);

/* What is known of the volume NAME, or NULL if it was not asked for. */
const struct hr_volume_facts *hr_facts_volume(const struct hr_facts *facts, const char *name);

/* True if the client asks who signed what, where the line does not say: DOCKER_CONTENT_TRUST is neither empty
 * nor a word of Go's for false. */
bool hr_facts_content_trust(const struct hr_environ *env);

#endif
