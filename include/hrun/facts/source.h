/* SPDX-License-Identifier: MIT */
/*
 * Paths of the host: where a bind leads, and where the places are that no container is to see. Links
 * are followed element by element, as the kernel would, and what was met on the way is kept. A link
 * inside procfs (/proc/self, /proc/PID/root) stands for something else in the engine's process than
 * in this one, so it is never followed. Layer: facts.
 */
#ifndef HRUN_FACTS_SOURCE_H
#define HRUN_FACTS_SOURCE_H

#include "hrun/base/map.h"
#include "hrun/base/vec.h"
#include "hrun/engine/endpoint.h"

#include <stdbool.h>
#include <sys/types.h>

enum hr_source_state {
    HR_SOURCE_UNKNOWN, /* not asked, or it cannot be told: unknown_because says why */
    HR_SOURCE_ABSENT,  /* nothing is there, or a link leads to where nothing is */
    HR_SOURCE_KNOWN,
};

/* A folder on the way: who can write it can change where the path leads. */
struct hr_folder_facts {
    const char *path; /* without links */
    uid_t uid;
    gid_t gid;
    mode_t mode;
    bool acl; /* its mode is not all: see hr_file_has_acl */
};
struct hr_folders_facts {
    HR_VEC(struct hr_folder_facts);
};

/* A link that was followed: whoever owns it can replace it, in a sticky folder too. */
struct hr_link_facts {
    const char *folder; /* that holds it, as in struct hr_folder_facts */
    uid_t uid;
};
struct hr_links_facts {
    HR_VEC(struct hr_link_facts);
};

/* Something mounted below a source. */
struct hr_submount {
    const char *path;
    const char *fs_device, *fs_path; /* as of a source */
    const char *fs_type;             /* proc, ext4, ... */
    bool read_only;
};
struct hr_submounts {
    HR_VEC(struct hr_submount);
};

struct hr_source_facts {
    const char *given; /* as the setting, the profile or the table has it */
    /* Absolute and cleaned lexically, as docker does it before anything else. NULL where no engine
     * takes it: `name/x`, `~/x`; then the state is HR_SOURCE_UNKNOWN. */
    const char *clean;
    /* Links followed. ABSENT: the deepest part that is there, and the rest; UNKNOWN: as far as it
     * could be told, and the rest, cleaned. NULL only if `clean` is. */
    const char *real;
    enum hr_source_state state;
    bool crossed_links;
    bool crossed_procfs; /* UNKNOWN because the next link is one of procfs, by whatever path */
    bool barred; /* KNOWN, of a --secret-file: the caller may not read it, by his real user */
    bool acl;    /* KNOWN: as of a folder */
    /* KNOWN: what it is. */
    mode_t mode;
    uid_t uid;
    gid_t gid;
    dev_t dev;
    ino_t ino;
    /* KNOWN: the type of the file system that holds it, which one that is ("8:1"), and its path from
     * that one's root, the same through every bind mount of the host; NULL if that cannot be told. */
    const char *fs_type, *fs_device, *fs_path;
    /* Every folder on the way, each once, also those that links lead through; not the source itself.
     */
    struct hr_folders_facts folders;
    struct hr_links_facts links;
    struct hr_submounts submounts; /* KNOWN and a folder: in the order in which they were mounted */
    const char *unknown_because;   /* UNKNOWN; made safe to show */
};
struct hr_sources_facts {
    HR_VEC(struct hr_source_facts);
    /* Where each is in the list: by `given`, and by `clean` and `real`. Empty: nobody made them. */
    struct hr_map by_name, by_path;
};

/* Places of this host that rules know by what they are. */
enum hr_place_kind {
    HR_PLACE_ENGINE_SOCKET, /* a row of hr_engine_sockets, or the endpoint's own */
    HR_PLACE_ENGINE_DATA,   /* the folder of its containers, images and volumes */
    HR_PLACE_ENGINE_STATE,  /* the folder of what runs, and of the sockets to it */
    HR_PLACE_HOME,          /* $HOME, that of passwd, and that of who called sudo */
    HR_PLACE_RUNTIME_DIR,   /* $XDG_RUNTIME_DIR */
    HR_PLACE_SSH_AGENT,     /* $SSH_AUTH_SOCK */
    HR_PLACE_CLIENT,        /* $DOCKER_CONFIG, $DOCKER_CERT_PATH */
    HR_PLACE_PROFILES,      /* hrun's own */
    HR_PLACE_LISTED,        /* that the guard's tables name */
    HR_PLACE_WRITABLE,      /* volumes.writable of the profile */
    HR_PLACE_DENIED,        /* volumes.deny of the profile */
};

/* `is` has no folders, links and submounts. */
struct hr_place_facts {
    enum hr_place_kind kind;
    const char *listed; /* HR_PLACE_LISTED: the path as the table has it, "~" for a home */
    struct hr_source_facts is;
};
struct hr_places_facts {
    HR_VEC(struct hr_place_facts);
};

/* Where an engine of this host may listen. */
enum hr_socket_base {
    HR_SOCKET_ABSOLUTE,
    HR_SOCKET_IN_RUNTIME_DIR, /* $XDG_RUNTIME_DIR, else /run/user/UID */
    HR_SOCKET_IN_HOME,
};
struct hr_engine_socket {
    const char *path; /* absolute and clean, or what follows the base's "/" */
    enum hr_socket_base base;
    const char *engine; /* docker, containerd, podman, ... */
};

/* The known ones: whoever can talk to one is root on the host, or as good as. */
const struct hr_engine_socket *hr_engine_sockets(size_t *count);

/* What a source of a bind is made absolute against. */
struct hr_source_base {
    const char
        *cwd; /* as the client sees it: $PWD if that is the working directory; "" if unknown */
    bool any; /* also what does not start with '.', as in profiles */
};

/* GIVEN as docker sends it: absolute, and cleaned lexically. NULL if no engine takes it, or it depends
 * on a working directory that cannot be told. Pure. */
const char *hr_source_clean(const char *given, const struct hr_source_base *base,
                            struct hr_arena *arena);

/* The mounts of a process. */
struct hr_mountinfo;

/* Read /proc/self/mountinfo; without a single mount if it cannot be read. */
const struct hr_mountinfo *hr_mountinfo_read(struct hr_arena *arena);

/* The same of the process PID, which may be another user's. */
const struct hr_mountinfo *hr_mountinfo_read_of(pid_t pid, struct hr_arena *arena);

/* True if both were read from the same text. */
bool hr_mountinfo_same(const struct hr_mountinfo *a, const struct hr_mountinfo *b);

/* Compare what SOURCE is by OURS, which it was asked with, with what it is by THEIRS, of the process that
 * will mount it: another file is HR_SOURCE_UNKNOWN, and what THEIRS alone have below it becomes a submount
 * of it. */
void hr_mountinfo_compare(const struct hr_mountinfo *ours, const struct hr_mountinfo *theirs,
                          struct hr_arena *arena, struct hr_source_facts *source);

/* True if the root of both is the same folder of the same file system. */
bool hr_mountinfo_same_root(const struct hr_mountinfo *a, const struct hr_mountinfo *b);

/* The mounts that TEXT, in the form of that file, lists; lines that are of no such form are left out. */
const struct hr_mountinfo *hr_mountinfo_parse(const char *text, struct hr_arena *arena);

/* Find out where SOURCE, of which `given` and `clean` are filled in, leads. MOUNTINFO as above. */
void hr_source_ask(const struct hr_mountinfo *mountinfo, struct hr_arena *arena,
                   struct hr_source_facts *source);

#endif
