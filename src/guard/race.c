/* SPDX-License-Identifier: MIT */
#include "hrun/guard/race.h"

#include "hrun/base/number.h"
#include "hrun/guard/mounted.h"

#include <string.h>
#include <sys/stat.h>

/* True if ID is what the variable NAME of sudo says of who called it, where that is the caller too. Where
 * the rule denies, the person behind sudo is not root. */
static bool is_sudos(const struct hr_check *k, const char *name, uint32_t id)
{
    const struct hr_host *host = k->c->host;
    const char *text;
    uint64_t said;

    if (!host || host->uid != 0 || !host->environ.vars || k->level == HR_LEVEL_DENY)
        return false;
    text = hr_environ_get(&host->environ, name);
    return text && hr_number_u64(text, strlen(text), &said) && said == id;
}

/* True if UID is root or who launches. Where nobody does, root alone is not somebody else. */
static bool is_own(const struct hr_check *k, uid_t uid)
{
    return uid == 0 || (k->c->host && uid == k->c->host->uid) || is_sudos(k, "SUDO_UID", uid);
}

/* The same of a group: a private one has the number of its only member. */
static bool is_own_group(const struct hr_check *k, gid_t gid)
{
    return gid == 0 || (k->c->host && gid == k->c->host->gid && (uid_t)gid == k->c->host->uid) ||
           (is_sudos(k, "SUDO_UID", gid) && is_sudos(k, "SUDO_GID", gid));
}

/* True if PATH is right below FOLDER. */
static bool is_entry(const char *path, const char *folder)
{
    const char *slash = strrchr(path, '/');
    const size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);

    return slash && slash[1] && (size_t)(slash - path) == length &&
           memcmp(path, folder, length) == 0;
}

/* True if all that the way to SOURCE takes of FOLDER belongs to root or the caller: in a sticky folder
 * nobody else can replace it. */
static bool holds_own_entries(const struct hr_check *k, const struct hr_source_facts *source,
                              const struct hr_folder_facts *folder)
{
    for (size_t i = 0; i < source->links.n; i++) {
        const struct hr_link_facts *link = &source->links.v[i];

        if (!is_own(k, link->uid) && strcmp(link->folder, folder->path) == 0)
            return false;
    }
    for (size_t i = 0; i < source->folders.n; i++) {
        const struct hr_folder_facts *next = &source->folders.v[i];

        if (!is_own(k, next->uid) && is_entry(next->path, folder->path))
            return false;
    }
    if (!is_entry(source->real, folder->path))
        return true;
    return source->state == HR_SOURCE_KNOWN && is_own(k, source->uid);
}

/* Who else can change what is in FOLDER; NULL for nobody. The caller's own private group is nobody else.
 */
static const char *other_writer(const struct hr_check *k, const struct hr_source_facts *source,
                                const struct hr_folder_facts *folder)
{
    if (!is_own(k, folder->uid))
        return hr_arena_printf(k->arena, "user %u", folder->uid);
    if (!(folder->mode & S_IWOTH) &&
        (!(folder->mode & S_IWGRP) || (is_own_group(k, folder->gid) && !folder->acl)))
        return NULL;
    if ((folder->mode & S_ISVTX) && holds_own_entries(k, source, folder))
        return NULL;
    if (folder->mode & S_IWOTH)
        return "everybody";
    return folder->acl ? "whoever its access control list names"
                       : hr_arena_printf(k->arena, "group %u", folder->gid);
}

static void judge_race(const struct hr_check *k, const struct hr_mounted *m)
{
    for (size_t i = 0; i < m->source->folders.n; i++) {
        const struct hr_folder_facts *folder = &m->source->folders.v[i];
        const char *who = other_writer(k, m->source, folder);

        if (!who)
            continue;
        hr_mounted_trip(k, m,
                        hr_arena_printf(k->arena, "%s can write %s, and so decide what is mounted",
                                        who, folder->path),
                        "a folder below which you and root alone can write");
        return;
    }
}

/* Who else can write the file SOURCE itself; NULL for nobody. */
static const char *file_writer(const struct hr_check *k, const struct hr_source_facts *source)
{
    if (source->state != HR_SOURCE_KNOWN)
        return NULL;
    if (!is_own(k, source->uid))
        return hr_arena_printf(k->arena, "user %u", source->uid);
    if (source->mode & S_IWOTH)
        return "everybody";
    return source->mode & S_IWGRP && !is_own_group(k, source->gid)
               ? hr_arena_printf(k->arena, "group %u", source->gid)
               : NULL;
}

/* A file of variables or labels: what was judged may not be what docker reads. */
static void judge_file(const struct hr_check *k, const struct hr_setting *s)
{
    const struct hr_env_file_facts *file = hr_env_file_at(&k->c->facts->env_files, s->raw);
    const struct hr_source_facts *source = file ? &file->is : NULL;
    const char *who, *what;

    if (!source || !source->given || !source->clean)
        return;
    who = file_writer(k, source);
    what = source->real;
    for (size_t i = 0; i < source->folders.n && !who; i++) {
        who = other_writer(k, source, &source->folders.v[i]);
        what = source->folders.v[i].path;
    }
    if (who)
        hr_check_trip(
            k, &(const struct hr_trip){
                   .by = s,
                   .subject = s->raw,
                   .why = hr_arena_printf(
                       k->arena, "%s can write %s, and docker reads the file once more", who, what),
                   .remedy = "a file that you and root alone can write",
               });
}

void hr_check_racy_source(const struct hr_check *k)
{
    const struct hr_mounteds binds = hr_mounted_binds(k);

    for (size_t i = 0; i < binds.n; i++)
        judge_race(k, &binds.v[i]);
    for (size_t i = 0; i < k->c->settings->n; i++) {
        const struct hr_setting *s = &k->c->settings->v[i];

        if ((s->option->kind == HR_KIND_ENV_FILE || s->option->kind == HR_KIND_LABEL_FILE) &&
            hr_check_is_typed(s))
            judge_file(k, s);
    }
}
