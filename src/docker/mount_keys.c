/* SPDX-License-Identifier: MIT */
#include "mount_keys.h"

#include "hrun/base/map.h"
#include "hrun/base/text.h"
#include "hrun/docker/csv.h"
#include "hrun/docker/go.h"

#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>

/* The clients, by how they read a --mount. */
enum {
    OLD = 1, /* up to 29.2.0 */
    NEW = 2, /* trims; wants strict booleans and no empty values; does not look for a target */
    ANY = OLD | NEW,
};

enum form {
    TEXT,
    LOWER, /* text that docker lower-cases */
    TYPE,
    TARGET,
    FLAG, /* true if it stands alone */
    READ_ONLY,
    RECURSIVE,
    FLAT, /* the flag that bind-recursive=disabled was */
    PAIR, /* KEY=VALUE, last per KEY */
    SIZE,
    MODE,
};

#define ALL       UINT_MAX /* types */
#define BIND      (1U << HR_MOUNT_BIND)
#define VOLUME    (1U << HR_MOUNT_VOLUME)
#define IMAGE     (1U << HR_MOUNT_IMAGE)
#define TMPFS     (1U << HR_MOUNT_TMPFS)
#define AT(field) offsetof(struct hr_mount, field)

/* The keys of --mount in the order in which they are written. */
static const struct key {
    const char *name;
    enum form form;
    unsigned clients, types; /* that know it; that it is for */
    size_t at;               /* what it sets */
} keys[] = {
    { "type", TYPE, ANY, ALL, AT(type_text) },
    { "source", TEXT, ANY, ALL, AT(source) },
    { "target", TARGET, ANY, ALL, AT(target) },
    { "readonly", READ_ONLY, ANY, ALL, AT(access) },
    { "consistency", LOWER, ANY, ALL, AT(consistency) },
    { "bind-propagation", LOWER, ANY, BIND, AT(propagation) },
    { "bind-recursive", RECURSIVE, ANY, BIND, AT(recursive) },
    { "bind-nonrecursive", FLAT, OLD, BIND, AT(recursive) },
    { "bind-create-src", FLAG, NEW, BIND, AT(create_source) },
    { "volume-nocopy", FLAG, ANY, VOLUME, AT(nocopy) },
    { "volume-driver", TEXT, ANY, VOLUME, AT(driver) },
    { "volume-opt", PAIR, ANY, VOLUME, AT(driver_opts) },
    { "volume-label", PAIR, ANY, VOLUME, AT(labels) },
    { "volume-subpath", TEXT, ANY, VOLUME, AT(subpath) },
    { "image-subpath", TEXT, ANY, IMAGE, AT(subpath) },
    { "tmpfs-size", SIZE, ANY, TMPFS, AT(tmpfs_size) },
    { "tmpfs-mode", MODE, ANY, TMPFS, AT(tmpfs_mode) },
};

static const struct {
    const char *alias, *name;
} aliases[] = {
    { "src", "source" },
    { "dst", "target" },
    { "destination", "target" },
    { "ro", "readonly" },
};

static const struct {
    const char *name;
    enum hr_mount_type type;
} types[] = {
    { "bind", HR_MOUNT_BIND },
    { "volume", HR_MOUNT_VOLUME },
    { "tmpfs", HR_MOUNT_TMPFS },
    { "image", HR_MOUNT_IMAGE },
};

/* bind-recursive's values. Each but the first sets a flag of its own that stays set: of several,
 * the one that lets most through is what counts. */
static const char *const recursions[] = { "enabled", "readonly", "disabled", "writable" };
#define READONLY_BIT (1U << 1)
#define DISABLED_BIT (1U << 2)
#define WRITABLE_BIT (1U << 3)

/* What a value may be, for messages. */
static const char *const wants[] = {
    [TYPE] = "bind, volume, tmpfs or image",
    [FLAG] = "true or false",
    [READ_ONLY] = "true or false",
    [RECURSIVE] = "enabled, readonly, disabled or writable",
    [FLAT] = "true or false",
    [SIZE] = "a size: 64m",
    [MODE] = "octal digits: 1777",
};

/* Words of the other options for mounts, which --mount does not have. */
static const struct {
    const char *name, *hint;
} strangers[] = {
    { "rw", "a mount is read-write unless it says readonly" },
    { "z", "only --volume has it" },
    { "size", "did you mean 'tmpfs-size'?" },
    { "mode", "did you mean 'tmpfs-mode'?" },
    { "uid", "only --tmpfs has it" },
    { "gid", "only --tmpfs has it" },
    { "exec", "only --tmpfs has it" },
    { "noexec", "a tmpfs is noexec, nosuid and nodev" },
};

/* A --mount while it is read. */
struct reading {
    struct hr_arena *arena;
    struct hr_error *err;
    struct hr_mount mount;
    unsigned clients;    /* that have refused nothing so far */
    unsigned seen;       /* keys, a bit each */
    unsigned recursions; /* a bit each */
    struct hr_map pairs; /* KEY=NAME: where the pair of that name stands in its list */
};

static void *member(struct hr_mount *mount, const struct key *key)
{
    return (char *)mount + key->at;
}

/* Only CLIENTS read what was found, and it is no matter of a key that came or went. */
static void only(struct reading *r, unsigned clients)
{
    r->clients &= clients;
    r->mount.differs = true;
}

static bool read_flag(struct reading *r, const char *value, bool *out)
{
    static const char *const strict[] = { "1", "true", "0", "false" };
    size_t i = 0;

    *out = true;
    if (!value)
        return true;
    while (i < HR_ARRAY_LEN(strict) && strcmp(value, strict[i]) != 0)
        i++;
    if (i == HR_ARRAY_LEN(strict))
        only(r, OLD);
    return hr_go_bool(value, out);
}

static bool read_recursive(struct reading *r, const char *value)
{
    for (unsigned i = 0; i < HR_ARRAY_LEN(recursions); i++) {
        if (strcmp(recursions[i], value) == 0) {
            r->recursions |= 1U << i;
            return true;
        }
    }
    return false;
}

/* Put PAIR in place of the one with the same name, or at the end. 20.10 keeps an empty name, the others
 * drop it. */
static void put_pair(struct reading *r, const struct key *key, const char *pair)
{
    struct hr_strv *const pairs = member(&r->mount, key);
    const size_t length = strcspn(pair, "=");
    const char *name =
        hr_arena_printf(r->arena, "%s=%s", key->name, hr_arena_strndup(r->arena, pair, length));
    size_t place;

    r->mount.differs |= length == 0;
    if (hr_map_get(&r->pairs, name, &place)) {
        pairs->v[place] = hr_arena_strdup(r->arena, pair);
        return;
    }
    hr_map_put(&r->pairs, r->arena, name, pairs->n, &place);
    hr_strv_push(r->arena, pairs, pair);
}

static bool read_size(struct reading *r, const char *value)
{
    bool differs;

    if (!hr_go_bytes(value, &r->mount.tmpfs_size, &differs))
        return false;
    r->mount.tmpfs_size_given = true;
    r->mount.differs |= differs;
    return true;
}

static bool read_mode(struct reading *r, const char *value)
{
    uint64_t mode;

    if (!hr_go_octal(value, 32, &mode))
        return false;
    r->mount.tmpfs_mode = (int64_t)mode;
    return true;
}

/* Take in KEY with VALUE, which is NULL where a flag stands alone. */
static bool read_value(struct reading *r, const struct key *key, const char *value)
{
    void *const at = member(&r->mount, key);
    bool flag = false;

    switch (key->form) {
    case TEXT:
        *(const char **)at = *value ? value : NULL;
        return true;
    case LOWER:
        *(const char **)at = *value ? hr_go_lower(r->arena, value) : NULL;
        return true;
    case TYPE:
        *(const char **)at = hr_go_lower(r->arena, value);
        return *value;
    case TARGET:
        hr_mount_set_target(&r->mount, r->arena, value);
        return true;
    case FLAG:
        return read_flag(r, value, at);
    case READ_ONLY:
        if (!read_flag(r, value, &flag))
            return false;
        r->mount.access = flag ? HR_MOUNT_READ_ONLY : HR_MOUNT_READ_WRITE;
        return true;
    case FLAT:
        if (!read_flag(r, value, &flag))
            return false;
        r->recursions &= ~DISABLED_BIT;
        r->recursions |= flag ? DISABLED_BIT : 0;
        return true;
    case RECURSIVE:
        return read_recursive(r, value);
    case PAIR:
        put_pair(r, key, value);
        return true;
    case SIZE:
        return read_size(r, value);
    case MODE:
        return read_mode(r, value);
    }
    return false;
}

static const struct key *find_key(const char *name)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(aliases); i++) {
        if (strcmp(aliases[i].alias, name) == 0)
            name = aliases[i].name;
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++) {
        if (strcmp(keys[i].name, name) == 0)
            return &keys[i];
    }
    return NULL;
}

static bool unknown_key(struct reading *r, const char *name)
{
    struct hr_nearest nearest = { .word = name };

    for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++)
        hr_nearest_offer(&nearest, keys[i].name);
    for (size_t i = 0; i < HR_ARRAY_LEN(aliases); i++)
        hr_nearest_offer(&nearest, aliases[i].alias);
    hr_error_set(r->err, r->arena, HR_ERRC_USAGE, "no client has a key '%s'", name);
    for (size_t i = 0; i < HR_ARRAY_LEN(strangers); i++) {
        if (strcmp(strangers[i].name, name) == 0)
            return hr_error_hint(r->err, r->arena, "%s", strangers[i].hint);
    }
    if (nearest.best)
        hr_error_hint(r->err, r->arena, "did you mean '%s'?", nearest.best);
    return false;
}

static bool read_field(struct reading *r, const char *field)
{
    const size_t length = strcspn(field, "=");
    const char *name = hr_go_lower(r->arena, hr_arena_strndup(r->arena, field, length));
    const char *value = field[length] ? field + length + 1 : NULL;
    const struct key *key = find_key(name);

    if (!key)
        return unknown_key(r, name);
    if (!value && key->form != FLAG && key->form != READ_ONLY && key->form != FLAT)
        return hr_error_set(r->err, r->arena, HR_ERRC_USAGE, "'%s' needs a value: %s=VALUE", field,
                            name);
    if (value && (!*value || strcmp(hr_go_trim(r->arena, value), value) != 0))
        only(r, OLD);
    r->clients &= key->clients;
    if (!read_value(r, key, value)) {
        hr_error_set(r->err, r->arena, HR_ERRC_USAGE, "'%s' is no value for %s", value, name);
        return hr_error_hint(r->err, r->arena, "%s takes %s", name, wants[key->form]);
    }
    if (key->form != RECURSIVE || r->recursions > 1) /* enabled says nothing, to any type */
        r->seen |= 1U << (key - keys);
    return true;
}

/* Work out what bind-recursive comes to, and whether what it needs is there. */
static bool finish_recursion(struct reading *r)
{
    struct hr_mount *const mount = &r->mount;
    const char *propagation = mount->propagation ? mount->propagation : "";

    if ((r->recursions & (WRITABLE_BIT | READONLY_BIT)) && mount->access != HR_MOUNT_READ_ONLY)
        return hr_error_set(r->err, r->arena, HR_ERRC_USAGE,
                            "bind-recursive=readonly and =writable need readonly beside them");
    if ((r->recursions & READONLY_BIT) && strcmp(propagation, "rprivate") != 0)
        return hr_error_set(r->err, r->arena, HR_ERRC_USAGE,
                            "bind-recursive=readonly needs bind-propagation=rprivate beside it");
    for (unsigned i = 0; i < HR_ARRAY_LEN(recursions) && mount->type == HR_MOUNT_BIND; i++) {
        if (r->recursions & 1U << i)
            mount->recursive = recursions[i];
    }
    return true;
}

/* Check what docker checks once it has read all fields, and fill in what follows from them. */
static bool finish(struct reading *r)
{
    struct hr_mount *const mount = &r->mount;

    mount->type = HR_MOUNT_OTHER;
    for (size_t i = 0; i < HR_ARRAY_LEN(types); i++) {
        if (strcmp(types[i].name, mount->type_text) == 0)
            mount->type = types[i].type;
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++) {
        if ((r->seen & 1U << i) && !(keys[i].types & 1U << mount->type))
            return hr_error_set(r->err, r->arena, HR_ERRC_USAGE, "a mount of type %s takes no %s",
                                mount->type_text, keys[i].name);
    }
    if (!finish_recursion(r))
        return false;
    if (!mount->target)
        hr_mount_set_target(mount, r->arena, "");
    if (!*mount->target)
        only(r, NEW);
    if (!r->clients)
        return hr_error_set(r->err, r->arena, HR_ERRC_USAGE,
                            *mount->target ? "no client reads all of this" : "no target is given");
    return true;
}

/* What clients up to 29.2.0 see of RAW, if that is not FIELDS. */
static void compare_untrimmed(struct reading *r, const char *raw, const struct hr_strv *fields)
{
    struct hr_strv plain = { 0 };
    struct hr_error ignored;

    if (!hr_csv_record(raw, r->arena, &plain, &ignored)) {
        only(r, NEW);
        return;
    }
    r->mount.differs |= plain.n != fields->n;
    for (size_t i = 0; i < plain.n && i < fields->n; i++)
        r->mount.differs |= strcmp(plain.v[i], fields->v[i]) != 0;
}

bool hr_mount_parse_mount(const char *raw, struct hr_arena *arena, struct hr_mount *out,
                          struct hr_error *err)
{
    struct reading r = { .arena = arena, .err = err, .clients = ANY };
    struct hr_strv fields = { 0 };

    r.mount = (struct hr_mount){
        .syntax = HR_MOUNT_FROM_MOUNT,
        .type_text = "volume",
        .tmpfs_size = -1,
        .tmpfs_mode = -1,
    };
    if (!hr_csv_record(hr_go_trim(arena, raw), arena, &fields, err))
        return hr_error_wrap(err, arena, "mount '%s'", raw);
    compare_untrimmed(&r, raw, &fields);
    for (size_t i = 0; i < fields.n; i++) {
        if (!read_field(&r, fields.v[i]))
            return hr_error_wrap(err, arena, "mount '%s'", raw);
    }
    if (!finish(&r))
        return hr_error_wrap(err, arena, "mount '%s'", raw);
    *out = r.mount;
    return true;
}

static void write_key(struct hr_mount *mount, const struct key *key, struct hr_arena *arena,
                      struct hr_strv *fields)
{
    void *const at = member(mount, key);
    const struct hr_strv *pairs = at;
    const char *text;

    switch (key->form) {
    case TYPE:
    case TEXT:
    case LOWER:
    case TARGET:
    case RECURSIVE:
        text = *(const char **)at;
        if (text && *text)
            hr_strv_pushf(arena, fields, "%s=%s", key->name, text);
        break;
    case FLAG:
        if (*(bool *)at)
            hr_strv_push(arena, fields, key->name);
        break;
    case READ_ONLY:
        if (mount->access != HR_MOUNT_ACCESS_UNSET)
            hr_strv_pushf(arena, fields, "%s%s", key->name,
                          mount->access == HR_MOUNT_READ_ONLY ? "" : "=false");
        break;
    case FLAT:
        break;
    case PAIR:
        for (size_t i = 0; i < pairs->n; i++)
            hr_strv_pushf(arena, fields, "%s=%s", key->name, pairs->v[i]);
        break;
    case SIZE: /* what wrapped around to less than 0 is read as it was from its unsigned form */
        if (mount->tmpfs_size_given)
            hr_strv_pushf(arena, fields, "%s=%" PRIu64, key->name, (uint64_t)mount->tmpfs_size);
        break;
    case MODE:
        if (mount->tmpfs_mode >= 0)
            hr_strv_pushf(arena, fields, "%s=%" PRIo64, key->name, (uint64_t)mount->tmpfs_mode);
        break;
    }
}

const char *hr_mount_write_keys(const struct hr_mount *mount, struct hr_arena *arena)
{
    struct hr_mount copy = *mount; /* members of what is const are const, and the table has no use
                                      for two ways to reach them */
    struct hr_strv fields = { 0 };

    for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++) {
        if (keys[i].types & 1U << mount->type)
            write_key(&copy, &keys[i], arena, &fields);
    }
    return hr_csv_write(&fields, arena);
}
