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

#define FIELDS 4 /* name, password, uid, gid; of a group: name, password, gid, members */

/* A line of one of the files, as the engine reads it: trimmed, and cut at its colons. */
struct line {
    char *fields[FIELDS];
    size_t count;
    struct hr_ids ids; /* at the fields from the third on */
    bool cut;          /* by a NUL, behind which the engine goes on reading */
};

/* Read the line at *AT, which then is the next one; false behind the last. One with a NUL counts as
 * root: to the engine no field with a NUL in it is a number. */
static bool next_line(const char **at, const char *end, struct hr_arena *arena, struct line *out)
{
    const char *start = *at, *stop;
    size_t length;
    char *rest;

    if (start >= end)
        return false;
    stop = memchr(start, '\n', (size_t)(end - start));
    length = (size_t)((stop ? stop : end) - start);
    rest = hr_arena_strdup(arena, hr_go_trim(arena, hr_arena_strndup(arena, start, length)));
    *out = (struct line){ .count = 0 };
    do {
        out->fields[out->count++] = rest;
        rest = hr_text_cut(strchr(rest, ':'));
    } while (rest && out->count < FIELDS);
    out->cut = memchr(start, '\0', length);
    if (!out->cut)
        out->ids = (struct hr_ids){ .uid = id_at(out->fields, out->count, 2),
                                    .gid = id_at(out->fields, out->count, 3) };
    *at = start + length + 1;
    return true;
}

/* Find the first line of FILE that is NAME's, or if that is NULL, the number UID's, or may be. */
static bool find_line(const struct hr_bytes *file, const char *name, uint32_t uid,
                      struct hr_arena *arena, struct line *out)
{
    const char *at = file->data, *end = file->data + file->size;

    while (next_line(&at, end, arena, out)) {
        if (name ? strcmp(out->fields[0], name) == 0 : out->cut || out->ids.uid == uid)
            return true;
    }
    return false;
}

/* True if MEMBERS, with a comma between two, have NAME. */
static bool has_member(const char *members, const char *name)
{
    const size_t length = strlen(name);

    for (const char *at = members; at; at = *(at += strcspn(at, ",")) ? at + 1 : NULL) {
        if (strncmp(at, name, length) == 0 && strchr(",", at[length]))
            return true;
    }
    return false;
}

/* True if a line of GROUP puts the user called NAME into group 0. */
static bool joins_root(const struct hr_bytes *group, const char *name, struct hr_arena *arena)
{
    const char *at = group->data, *end = group->data + group->size;
    struct line line;

    while (*name && next_line(&at, end, arena, &line)) {
        if (line.cut ||
            (line.count == FIELDS && line.ids.uid == 0 && has_member(line.fields[3], name)))
            return true;
    }
    return false;
}

/* True if GROUP calls a group 0 by a number. The engine hands the numbers of a process's groups on as text,
 * without sign or leading zeros, and runc (seen with 1.1.5) looks each of them up once more, as a name too. */
static bool misleads(const struct hr_bytes *group, struct hr_arena *arena)
{
    const char *at = group->data, *end = group->data + group->size, *name;
    struct line line;

    while (next_line(&at, end, arena, &line)) {
        name = line.fields[0];
        if (line.ids.uid == 0 && *name && *name != '0' && !name[strspn(name, HR_DIGITS)])
            return true;
    }
    return false;
}

/* The groups of USER, whose line in the passwd is LINE, or NULL if it has none. */
static bool find_groups(const struct hr_bytes *group, const struct hr_user *user,
                        const struct line *line, struct hr_arena *arena, struct hr_ids *ids,
                        struct hr_error *err)
{
    struct line of_group;

    if (user->gid_known) {
        ids->gid = user->gid;
    } else if (!user->group || !*user->group) {
        ids->joins_root = line && joins_root(group, line->fields[0], arena);
    } else if (find_line(group, user->group, 0, arena, &of_group)) {
        ids->gid = of_group.ids.uid; /* it stands where a user's number does */
    } else {
        return hr_error_set(err, arena, HR_ERRC_INPUT, "its /etc/group has no group %s",
                            user->group);
    }
    return true;
}

bool hr_names_find(const struct hr_bytes *passwd, const struct hr_bytes *group,
                   const struct hr_user *user, struct hr_arena *arena, struct hr_ids *out,
                   struct hr_error *err)
{
    const char *name = user->uid_known ? NULL : user->name;
    struct hr_ids ids = { .uid = user->uid };
    struct line line;
    const bool found = find_line(passwd, name, user->uid, arena, &line);

    if (found)
        ids = line.ids;
    if (user->uid_known)
        ids.uid = user->uid;
    else if (!found)
        return hr_error_set(err, arena, HR_ERRC_INPUT, "its /etc/passwd has no user %s", name);
    if (!find_groups(group, user, found ? &line : NULL, arena, &ids, err))
        return false;
    ids.misleads = misleads(group, arena);
    *out = ids;
    return true;
}

struct hr_ids hr_names_worse(const struct hr_ids *a, const struct hr_ids *b)
{
    return (struct hr_ids){
        .uid = b->uid == 0 ? 0 : a->uid,
        .gid = b->gid == 0 ? 0 : a->gid,
        .joins_root = a->joins_root || b->joins_root,
        .misleads = a->misleads || b->misleads,
    };
}

bool hr_names_needed(const struct hr_user *user)
{
    return !user->uid_known && !hr_user_may_be_root(user);
}

bool hr_names_group_needed(const struct hr_user *user)
{
    return hr_user_group(user) != HR_GROUP_ROOT && !hr_user_may_be_root(user);
}
