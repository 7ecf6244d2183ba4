/* SPDX-License-Identifier: MIT */
#include "hrun/facts/names.h"

#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include <string.h>

#define BLOCK 512 /* bytes; a tar consists of them */

/* Where the fields of a header are. */
enum {
    SIZE_AT = 124,
    SIZE_DIGITS = 11,
    SUM_AT = 148,
    SUM_SIZE = 8,
    SUM_DIGITS = 6,
    TYPE_AT = 156,
    LINK_AT = 157,
    LINK_SIZE = 100,
    MAGIC_AT = 257,
};

/* Read COUNT octal digits and what ends them, a NUL or a blank. */
static bool read_octal(const char *field, size_t count, uint64_t *out)
{
    uint64_t value = 0;

    for (size_t i = 0; i < count; i++) {
        if (field[i] < '0' || field[i] > '7')
            return false;
        value = value * 8 + (uint64_t)(field[i] - '0');
    }
    *out = value;
    return field[count] == '\0' || field[count] == ' ';
}

/* The sum of all bytes, its own field taken for blanks. */
static bool adds_up(const char *header)
{
    uint64_t sum = (uint64_t)SUM_SIZE * ' ', want;

    for (size_t i = 0; i < BLOCK; i++) {
        if (i < SUM_AT || i >= SUM_AT + SUM_SIZE)
            sum += (unsigned char)header[i];
    }
    return read_octal(header + SUM_AT, SUM_DIGITS, &want) && sum == want;
}

static bool is_zero(const char *from, const char *end)
{
    while (from < end && *from == '\0')
        from++;
    return from == end;
}

static bool starts_tar(const struct hr_bytes *bytes)
{
    return bytes->size >= BLOCK &&
           memcmp(bytes->data + MAGIC_AT,
                  "ustar\0"
                  "00",
                  8) == 0 &&
           adds_up(bytes->data);
}

const char *hr_names_link(const struct hr_bytes *tar, const char *path, struct hr_arena *arena)
{
    const char *target, *slash = strrchr(path, '/');

    if (!starts_tar(tar) || tar->data[TYPE_AT] != '2')
        return NULL;
    target = tar->data + LINK_AT;
    target = hr_arena_strndup(arena, target, strnlen(target, LINK_SIZE));
    /* Behind a folder that is a link, too, ".." leads where the engine's clean path does not. */
    if (!*target || !hr_text_is_plain(target) || strstr(target, ".."))
        return NULL;
    if (*target == '/' || !slash)
        return target;
    return hr_arena_printf(arena, "%.*s/%s", (int)(slash - path), path, target);
}

bool hr_names_untar(const struct hr_bytes *tar, struct hr_arena *arena, struct hr_bytes *out,
                    struct hr_error *err)
{
    const char *header = tar->data;
    uint64_t size;

    if (!starts_tar(tar))
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "the answer is no tar");
    if (header[TYPE_AT] != '0')
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "it is no regular file");
    if (!read_octal(header + SIZE_AT, SIZE_DIGITS, &size) || size > tar->size - BLOCK)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "the tar is cut off");
    if (!is_zero(header + BLOCK + size, header + tar->size))
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "the tar holds more than one file");
    *out = (struct hr_bytes){ header + BLOCK, (size_t)size };
    return true;
}

/* What an entry says at field INDEX, as the engine reads it: a field that is missing or no number is
 * 0. What is out of range loses its upper bits there; here it is 0 too, the worst that can come of
 * it. */
static uint32_t id_at(char *const *fields, size_t count, size_t index)
{
    int64_t value;

    if (index >= count || !hr_go_atoi(fields[index], &value) || value < 0 || value > INT32_MAX)
        return 0;
    return (uint32_t)value;
}

#define FIELDS 4 /* name, password, uid, gid; of a group: name, password, gid */

/* Find the first line of FILE whose first field is NAME; its numbers are at the fields FIRST and
 * after. A line is trimmed as the engine trims it. One with a NUL counts as root: to the engine no field
 * with a NUL in it is a number. */
static bool find_line(const struct hr_bytes *file, const char *name, struct hr_arena *arena,
                      struct hr_ids *out)
{
    const char *at = file->data, *end = file->data + file->size;

    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const size_t length = (size_t)((stop ? stop : end) - at);
        char *rest = hr_arena_strdup(arena, hr_go_trim(arena, hr_arena_strndup(arena, at, length)));
        char *fields[FIELDS];
        size_t count = 0;

        do {
            fields[count++] = rest;
            rest = hr_text_cut(strchr(rest, ':'));
        } while (rest && count < FIELDS);
        if (strcmp(fields[0], name) == 0) {
            *out = (struct hr_ids){ 0 };
            if (!memchr(at, '\0', length))
                *out = (struct hr_ids){ id_at(fields, count, 2), id_at(fields, count, 3) };
            return true;
        }
        at += length + 1;
    }
    return false;
}

bool hr_names_find(const struct hr_bytes *passwd, const struct hr_bytes *group,
                   const struct hr_user *user, struct hr_arena *arena, struct hr_ids *out,
                   struct hr_error *err)
{
    struct hr_ids ids, of_group;

    if (!find_line(passwd, user->name, arena, &ids))
        return hr_error_set(err, arena, HR_ERRC_INPUT, "its /etc/passwd has no user %s",
                            user->name);
    if (user->gid_known) {
        ids.gid = user->gid;
    } else if (user->group && *user->group) {
        if (!find_line(group, user->group, arena, &of_group))
            return hr_error_set(err, arena, HR_ERRC_INPUT, "its /etc/group has no group %s",
                                user->group);
        ids.gid = of_group.uid; /* it stands where a user's number does */
    }
    *out = ids;
    return true;
}

bool hr_names_needed(const struct hr_user *user)
{
    return !user->uid_known && !hr_user_may_be_root(user);
}
