/* SPDX-License-Identifier: MIT */
#include "hrun/guard/mounts.h"

#include "hrun/base/path.h"
#include "hrun/base/text.h"
#include "hrun/docker/ulimit.h"
#include "hrun/guard/mounted.h"
#include "hrun/guard/paths.h"
#include "hrun/guard/relation.h"

#include <string.h>

/* True if WORD is one of WORDS, which end with NULL; one that ends in '=' stands for all that start with
 * it. */
static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++) {
        if (hr_text_ends(*words, "=") ? hr_text_starts(word, *words) : strcmp(word, *words) == 0)
            return true;
    }
    return false;
}

/* The first of MODES that WORDS does not have, or NULL. */
static const char *stranger_in(const struct hr_strv *modes, const char *const *words)
{
    for (size_t i = 0; i < modes->n; i++) {
        if (*modes->v[i] && !is_one_of(modes->v[i], words))
            return modes->v[i];
    }
    return NULL;
}

static bool is_private(const char *propagation)
{
    return !propagation || strcmp(propagation, "private") == 0 ||
           strcmp(propagation, "rprivate") == 0;
}

/* Folders whose files the host cannot read any more with the label of a container on them. */
static bool is_relabelled_in_vain(const struct hr_check *k, const struct hr_mounted *m)
{
    static const struct {
        const char *path;
        unsigned relations;
    } folders[] = {
        { "/usr", HR_PATH_ANY },        { "/etc", HR_PATH_ANY },
        { "/bin", HR_PATH_ANY },        { "/sbin", HR_PATH_ANY },
        { "/lib", HR_PATH_ANY },        { "/lib64", HR_PATH_ANY },
        { "/boot", HR_PATH_ANY },       { "/var/lib", HR_PATH_ITSELF | HR_PATH_ABOVE },
        { "/var/log", HR_PATH_ITSELF }, { "/run", HR_PATH_ITSELF },
        { "/opt", HR_PATH_ITSELF },     { "/srv", HR_PATH_ITSELF },
        { "/media", HR_PATH_ITSELF },   { "/mnt", HR_PATH_ITSELF },
        { "/tmp", HR_PATH_ITSELF },     { "~", HR_PATH_ITSELF | HR_PATH_ABOVE },
    };

    if (m->mount->type != HR_MOUNT_BIND || !m->mount->relabel)
        return false;
    for (size_t i = 0; i < HR_ARRAY_LEN(folders); i++) {
        const struct hr_source_facts place = { .clean = folders[i].path };
        const unsigned relations =
            *folders[i].path == '~'
                ? hr_source_relation_home(k->c->facts, m->source, folders[i].path)
                : hr_source_relation(m->source, &place);

        if (relations & folders[i].relations)
            return true;
    }
    return false;
}

static void judge_propagation(const struct hr_check *k, const struct hr_mounted *m)
{
    static const char *const words[] = {
        "ro",      "rw",    "z",      "Z",       "nocopy",   "consistent", "cached", "shared",
        "rshared", "slave", "rslave", "private", "rprivate", "delegated",  NULL,
    };
    const struct hr_mount *mount = m->mount;
    const char *stranger = mount->type == HR_MOUNT_TMPFS ? NULL : stranger_in(&mount->modes, words);
    struct hr_trip trip = { 0 };

    if (!is_private(mount->propagation)) {
        trip.why = hr_arena_printf(k->arena, "%s lets mounts travel between host and container",
                                   mount->propagation);
        trip.remedy = "leave it out: rprivate is the default";
    } else if (mount->recursive && strcmp(mount->recursive, "disabled") == 0) {
        trip.why = "what the host hides under mounts is seen";
        trip.remedy = "leave it out: what is mounted there comes with it";
    } else if (mount->recursive && strcmp(mount->recursive, "writable") == 0) {
        trip.why = "what is mounted in it can be written though the mount is read-only";
        trip.remedy = "bind-recursive=readonly,bind-propagation=rprivate";
    } else if (is_relabelled_in_vain(k, m)) {
        trip.why = "the host's own programs may not read what has a container's label";
        trip.remedy = "a folder for this container alone";
    } else if (stranger) {
        trip.why = hr_arena_printf(k->arena, "no known engine has the mode '%s'", stranger);
        trip.remedy = "the modes ro, rw, z, Z and nocopy";
    }
    if (trip.why)
        hr_mounted_trip(k, m, trip.why, trip.remedy);
}

void hr_check_mount_propagation(const struct hr_check *k)
{
    const struct hr_mounteds all = hr_mounted_all(k);

    for (size_t i = 0; i < all.n; i++)
        judge_propagation(k, &all.v[i]);
}

/* What of a tmpfs a container can do with files of its own that it could not do else; NULL for nothing. */
static const char *tmpfs_fault(const struct hr_check *k, const struct hr_mount *m)
{
    static const char *const words[] = {
        "ro",         "rw",         "exec",        "noexec",        "suid",
        "nosuid",     "dev",        "nodev",       "sync",          "async",
        "dirsync",    "atime",      "noatime",     "diratime",      "relatime",
        "nodiratime", "norelatime", "strictatime", "nostrictatime", "private",
        "rprivate",   "defaults",   "size=",       "nr_blocks=",    "nr_inodes=",
        "mode=",      "uid=",       "gid=",        "shared",        "rshared",
        "slave",      "rslave",     NULL,
    };
    const char *stranger = stranger_in(&m->modes, words);

    /* By another name, a link of the image, it gets there too: that nobody can tell from the line. */
    if (hr_path_below(hr_mount_place(m, k->arena), "/proc"))
        return "it hides what the runtime confines the container by";
    if (m->suid)
        return "setuid programs in it gain rights";
    if (m->dev)
        return "devices in it open what they stand for";
    if (!m->tmpfs_size_given)
        return "without a size it takes half of the host's memory";
    if (m->tmpfs_size <= 0 || m->tmpfs_size >= HR_ULIMIT_BYTES_NONE)
        return "its size is no number of bytes that limits anything, so it may be all of the host's memory";
    if (m->tmpfs_inodes_off)
        return "without a limit of files it takes all of the host's memory";
    return stranger ? hr_arena_printf(k->arena, "'%s' is no option of a plain tmpfs", stranger)
                    : NULL;
}

static const char *sized(const struct hr_check *k, const struct hr_mount *m)
{
    if (m->syntax == HR_MOUNT_FROM_MOUNT)
        return hr_arena_printf(k->arena, "--mount type=tmpfs,dst=%s,tmpfs-size=64m", m->target);
    return hr_arena_printf(k->arena, "--tmpfs %s:size=64m", m->target);
}

static void judge_tmpfs(const struct hr_check *k, const struct hr_mounted *m)
{
    const char *fault = tmpfs_fault(k, m->mount);
    struct hr_check warning = *k;

    if (fault) {
        hr_mounted_trip(k, m, fault, sized(k, m->mount));
        return;
    }
    /* Compilers and the like cannot do without: where no profile says more, it is only told. */
    warning.level = hr_profile_level(k->c->profile, k->rule->name, HR_LEVEL_WARN);
    if (m->mount->exec && warning.level > HR_LEVEL_ALLOW)
        hr_mounted_trip(&warning, m, "programs that are written there can be run",
                        "leave exec out, unless programs are made there");
}

void hr_check_tmpfs_options(const struct hr_check *k)
{
    const struct hr_mounteds all = hr_mounted_all(k);

    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].mount->type == HR_MOUNT_TMPFS && !all.v[i].donor)
            judge_tmpfs(k, &all.v[i]);
    }
}
