/* SPDX-License-Identifier: MIT */
#include "hrun/facts/name_cache.h"

#include "hrun/base/json.h"
#include "hrun/base/jsonw.h"
#include "hrun/base/sha256.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BYTES_MAX ((size_t)64 * 1024) /* a user's text has no bound but a label's */

/* The folder of the cache, with no guarantee that it is there; NULL if nothing says where. */
static const char *folder_of(const struct hr_environ *env, struct hr_arena *arena)
{
    const char *cache = hr_environ_get(env, "XDG_CACHE_HOME");
    const char *home = hr_environ_get(env, "HOME");

    if (cache && *cache == '/')
        return hr_arena_printf(arena, "%s/hrun", cache);
    return home && *home == '/' ? hr_arena_printf(arena, "%s/.cache/hrun", home) : NULL;
}

static const char *file_of(const char *folder, const char *id, const char *user,
                           struct hr_arena *arena)
{
    const char *key = hr_arena_printf(arena, "%s\n%s", id, user);
    char hash[HR_SHA256_HEX];

    hr_sha256_hex(key, strlen(key), hash);
    return hr_arena_printf(arena, "%s/user-%s.json", folder, hash);
}

/* True if nobody else can have written it. */
static bool is_own(const struct stat *status)
{
    return status->st_uid == geteuid() && (status->st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

static bool read_id(const struct hr_json *entry, const char *key, uint32_t *out)
{
    int64_t value;

    if (!hr_json_integer(hr_json_get(entry, key), &value) || value < 0 || value > INT32_MAX)
        return false;
    *out = (uint32_t)value;
    return true;
}

static bool read_bool(const struct hr_json *entry, const char *key, bool *out)
{
    const struct hr_json *node = hr_json_get(entry, key);

    if (!node || node->type != HR_JSON_BOOL)
        return false;
    *out = node->boolean;
    return true;
}

bool hr_name_cache_get(const struct hr_environ *env, const char *id, const char *user,
                       struct hr_arena *arena, struct hr_ids *out)
{
    const char *folder = folder_of(env, arena), *path, *kept_id, *kept_user;
    const struct hr_json *entry;
    struct hr_error ignored;
    struct hr_bytes bytes;
    struct hr_ids ids;
    struct stat status;

    if (!folder || stat(folder, &status) < 0 || !is_own(&status))
        return false;
    path = file_of(folder, id, user, arena);
    if (!hr_file_read(path, FILE_BYTES_MAX, arena, &bytes, &status, &ignored) || !is_own(&status) ||
        !hr_json_parse(bytes.data, bytes.size, path, arena, &entry, &ignored))
        return false;
    kept_id = hr_json_string(entry, "image");
    kept_user = hr_json_string(entry, "user");
    if (!kept_id || strcmp(kept_id, id) != 0 || !kept_user || strcmp(kept_user, user) != 0 ||
        !read_id(entry, "uid", &ids.uid) || !read_id(entry, "gid", &ids.gid) ||
        !read_bool(entry, "joins_root", &ids.joins_root) ||
        !read_bool(entry, "misleads", &ids.misleads))
        return false;
    *out = ids;
    return true;
}

/* Make PATH and the folders above it that are not there. */
static bool make_folder(const char *path, struct hr_arena *arena)
{
    char *part = hr_arena_strdup(arena, path);
    struct stat status;

    for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(part, S_IRWXU); /* it may be there; the last look tells */
        *slash = '/';
    }
    (void)mkdir(path, S_IRWXU);
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode) && is_own(&status);
}

static const char *text_of(const char *id, const char *user, const struct hr_ids *ids,
                           struct hr_arena *arena)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_object(&w);
    hr_jsonw_member_string(&w, "image", id);
    hr_jsonw_member_string(&w, "user", user);
    hr_jsonw_member_integer(&w, "uid", ids->uid);
    hr_jsonw_member_integer(&w, "gid", ids->gid);
    hr_jsonw_member_bool(&w, "joins_root", ids->joins_root);
    hr_jsonw_member_bool(&w, "misleads", ids->misleads);
    hr_jsonw_end(&w);
    return hr_jsonw_text(&w);
}

void hr_name_cache_put(const struct hr_environ *env, const char *id, const char *user,
                       const struct hr_ids *ids, struct hr_arena *arena)
{
    const char *folder = folder_of(env, arena), *text = text_of(id, user, ids, arena);
    HR_CLEANUP(hr_fd_close) int fd = -1;
    char *temporary;

    if (!folder || !make_folder(folder, arena))
        return;
    temporary = hr_arena_printf(arena, "%s/.new-XXXXXX", folder);
    fd = mkostemp(temporary, O_CLOEXEC); /* mode 0600 */
    if (fd < 0)
        return;
    if (!hr_fd_write(fd, &(const struct hr_bytes){ text, strlen(text) }) ||
        rename(temporary, file_of(folder, id, user, arena)) < 0)
        (void)unlink(temporary);
}
