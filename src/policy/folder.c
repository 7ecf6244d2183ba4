/* SPDX-License-Identifier: MIT */
#include "folder.h"

#include "hrun/base/file.h"
#include "hrun/base/quote.h"
#include "hrun/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#define SUFFIX ".json"

static bool is_absent(int number)
{
    return number == ENOENT || number == ENOTDIR;
}

static bool refuse(const char *path, const char *why, const char *remedy, struct hr_arena *arena,
                   struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_INPUT, "%s", why);
    err->where.source = path;
    return hr_error_hint(err, arena, "%s %s", remedy, hr_quote_shell(arena, path));
}

/* Files and folders that STATUS is of may be changed by root and the caller only. A group whose number
 * is the caller's own is the caller's alone: so useradd makes them. */
static bool check_owner(const char *path, const struct stat *status, const struct hr_store *store,
                        struct hr_arena *arena, struct hr_error *err)
{
    const bool own_group =
        status->st_gid == 0 || (status->st_gid == store->gid && store->gid == store->uid);

    if (status->st_uid != 0 && status->st_uid != store->uid) {
        hr_error_set(err, arena, HR_ERRC_INPUT, "it belongs to user %u, who could change it",
                     (unsigned)status->st_uid);
        err->where.source = path;
        return hr_error_hint(err, arena,
                             "a profile that is named must be root's or your own; "
                             "--profile with a path takes any that not everybody can "
                             "write");
    }
    if (status->st_mode & S_IWOTH)
        return refuse(path, "everybody can write this", "chmod o-w", arena, err);
    if ((status->st_mode & S_IWGRP) && !own_group)
        return refuse(path, "others can write this: its group can", "chmod g-w", arena, err);
    if ((status->st_mode & S_IWGRP) && hr_file_has_acl(path, status))
        return refuse(path, "others may write this: it has an access control list", "chmod g-w",
                      arena, err);
    return true;
}

/* The same of the folder at PATH; nothing is wrong with one that is not there. */
static bool check_folder(const char *path, const struct hr_store *store, struct hr_arena *arena,
                         struct hr_error *err)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return is_absent(errno) || hr_error_sys(err, arena, errno, "cannot examine '%s'", path);
    return check_owner(path, &status, store, arena, err);
}

bool hr_folder_path(const char *path, const struct hr_store *store, struct hr_arena *arena,
                    struct hr_found *out, struct hr_error *err)
{
    const char *slash = strrchr(path, '/');
    struct hr_bytes bytes;
    struct stat status;

    if (!hr_file_read(path, HR_PROFILE_MAX_BYTES, arena, &bytes, &status, err))
        return false;
    if (!store && (status.st_mode & S_IWOTH))
        return refuse(path, "everybody can write this file", "chmod o-w", arena, err);
    if (store && (!check_owner(path, &status, store, arena, err) ||
                  !check_folder(hr_arena_strndup(arena, path, (size_t)(slash + 1 - path)), store,
                                arena, err)))
        return false;
    *out = (struct hr_found){
        .text = { .text = bytes.data, .size = bytes.size, .source = path, .path = path },
        .builtin = hr_builtin_same(bytes.data, bytes.size),
        .held = store != NULL,
        .device = status.st_dev,
        .inode = status.st_ino,
    };
    return true;
}

bool hr_folder_check(const struct hr_store *store, size_t place, struct hr_arena *arena,
                     struct hr_error *err)
{
    return check_folder(store->folders.v[place], store, arena, err);
}

bool hr_folder_builtin(const struct hr_store *store, const char *name, struct hr_arena *arena,
                       struct hr_found *out)
{
    const struct hr_builtin *row = hr_builtin_named(name);

    if (!row)
        return false;
    *out = (struct hr_found){
        .text = { .text = row->text,
                  .size = row->size,
                  .source = hr_arena_printf(arena, "builtin:%s", name) },
        .builtin = row,
        .name = row->name,
        .place = store->folders.n,
    };
    return true;
}

bool hr_folder_parse(const struct hr_found *found, struct hr_arena *arena,
                     const struct hr_json **out, struct hr_error *err)
{
    const struct hr_profile_text *text = &found->text;

    if (!found->builtin)
        return hr_json_parse(text->text, text->size, text->source, arena, out, err);
    *out = hr_json_from_table(&found->builtin->document, text->source, arena);
    return true;
}

bool hr_folder_named(const struct hr_store *store, size_t place, const char *name,
                     struct hr_arena *arena, struct hr_found *out, struct hr_error *err)
{
    const char *path = hr_arena_printf(arena, "%s/%s" SUFFIX, store->folders.v[place], name);
    struct stat status;
    struct hr_bytes bytes;

    *out = (struct hr_found){ .place = place };
    if (stat(path, &status) != 0 && is_absent(errno))
        return true;
    if (!hr_file_read(path, HR_PROFILE_MAX_BYTES, arena, &bytes, &status, err))
        return false;
    if (!check_owner(path, &status, store, arena, err) ||
        !hr_folder_check(store, place, arena, err))
        return false;
    *out = (struct hr_found){
        .text = { .text = bytes.data, .size = bytes.size, .source = path, .path = path },
        .builtin = hr_builtin_same(bytes.data, bytes.size),
        .name = name,
        .held = true,
        .place = place,
        .device = status.st_dev,
        .inode = status.st_ino,
    };
    return true;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void close_folder(DIR **folder)
{
    if (*folder)
        closedir(*folder);
}

bool hr_folder_list(const char *folder, struct hr_arena *arena, struct hr_strv *out,
                    struct hr_error *err)
{
    HR_CLEANUP(close_folder) DIR *open = opendir(folder);
    const size_t before = out->n;

    if (!open)
        return is_absent(errno) || hr_error_sys(err, arena, errno, "cannot list '%s'", folder);
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open)) {
        const size_t length = strlen(entry->d_name);
        const char *name;

        if (!hr_text_ends(entry->d_name, SUFFIX))
            continue;
        name = hr_arena_strndup(arena, entry->d_name, length - strlen(SUFFIX));
        if (hr_profile_is_name(name))
            hr_strv_push(arena, out, name);
    }
    if (out->n > before)
        qsort(out->v + before, out->n - before, sizeof(*out->v), compare);
    return true;
}
