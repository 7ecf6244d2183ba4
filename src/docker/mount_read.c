/* SPDX-License-Identifier: MIT */
/* Reading a --mount: its fields, then what docker checks when it has them all. */
#include "hrun/base/map.h"
#include "hrun/docker/csv.h"
#include "hrun/docker/go.h"
#include "hrun/docker/mount.h"

#include "mount_keys.h"

#include <string.h>

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
    [HR_FORM_TYPE] = "bind, volume, tmpfs or image",
    [HR_FORM_FLAG] = "true or false",
    [HR_FORM_READ_ONLY] = "true or false",
    [HR_FORM_RECURSIVE] = "enabled, readonly, disabled or writable",
    [HR_FORM_FLAT] = "true or false",
    [HR_FORM_SIZE] = "a size: 64m",
    [HR_FORM_MODE] = "octal digits: 1777",
};

/* A --mount while it is read. */
struct reading {
    struct hr_arena *arena;
    struct hr_error *err;
    const struct hr_mount_key *keys; /* COUNT of them */
    size_t count;
    struct hr_mount mount;
    unsigned clients;    /* that have refused nothing so far */
    unsigned seen;       /* keys, a bit each */
    unsigned recursions; /* a bit each */
    struct hr_map pairs; /* KEY=NAME: where the pair of that name stands in its list */
};

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
        only(r, HR_MOUNT_OLD);
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

/* Put HR_FORM_PAIR in place of the one with the same name, or at the end. 20.10 keeps an empty name, the others
 * drop it. */
static void put_pair(struct reading *r, const struct hr_mount_key *key, const char *pair)
{
    struct hr_strv *const pairs = hr_mount_key_member(key, &r->mount);
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
static bool read_value(struct reading *r, const struct hr_mount_key *key, const char *value)
{
    void *const at = hr_mount_key_member(key, &r->mount);
    bool flag = false;

    switch (key->form) {
    case HR_FORM_TEXT:
        *(const char **)at = *value ? value : NULL;
        return true;
    case HR_FORM_LOWER:
        *(const char **)at = *value ? hr_go_lower(r->arena, value) : NULL;
        return true;
    case HR_FORM_TYPE:
        *(const char **)at = hr_go_lower(r->arena, value);
        return *value;
    case HR_FORM_TARGET:
        hr_mount_set_target(&r->mount, r->arena, value);
        return true;
    case HR_FORM_FLAG:
        return read_flag(r, value, at);
    case HR_FORM_READ_ONLY:
        if (!read_flag(r, value, &flag))
            return false;
        r->mount.access = flag ? HR_MOUNT_READ_ONLY : HR_MOUNT_READ_WRITE;
        return true;
    case HR_FORM_FLAT:
        if (!read_flag(r, value, &flag))
            return false;
        r->recursions &= ~DISABLED_BIT;
        r->recursions |= flag ? DISABLED_BIT : 0;
        return true;
    case HR_FORM_RECURSIVE:
        return read_recursive(r, value);
    case HR_FORM_PAIR:
        put_pair(r, key, value);
        return true;
    case HR_FORM_SIZE:
        return read_size(r, value);
    case HR_FORM_MODE:
        return read_mode(r, value);
    }
    return false;
}

static bool read_field(struct reading *r, const char *field)
{
    const size_t length = strcspn(field, "=");
    const char *name = hr_go_lower(r->arena, hr_arena_strndup(r->arena, field, length));
    const char *value = field[length] ? field + length + 1 : NULL;
    const struct hr_mount_key *key = hr_mount_key_named(name);

    if (!key)
        return hr_mount_key_unknown(name, r->arena, r->err);
    if (!value && key->form != HR_FORM_FLAG && key->form != HR_FORM_READ_ONLY &&
        key->form != HR_FORM_FLAT)
        return hr_error_set(r->err, r->arena, HR_ERRC_USAGE, "'%s' needs a value: %s=VALUE", field,
                            name);
    if (value && (!*value || strcmp(hr_go_trim(r->arena, value), value) != 0))
        only(r, HR_MOUNT_OLD);
    r->clients &= key->clients;
    if (!read_value(r, key, value)) {
        hr_error_set(r->err, r->arena, HR_ERRC_USAGE, "'%s' is no value for %s", value, name);
        return hr_error_hint(r->err, r->arena, "%s takes %s", name, wants[key->form]);
    }
    if (key->form != HR_FORM_RECURSIVE || r->recursions > 1) /* enabled says nothing, to any type */
        r->seen |= 1U << (key - r->keys);
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
    for (size_t i = 0; i < r->count; i++) {
        if ((r->seen & 1U << i) && !(r->keys[i].types & 1U << mount->type))
            return hr_error_set(r->err, r->arena, HR_ERRC_USAGE, "a mount of type %s takes no %s",
                                mount->type_text, r->keys[i].name);
    }
    if (!finish_recursion(r))
        return false;
    if (!mount->target)
        hr_mount_set_target(mount, r->arena, "");
    if (!*mount->target)
        only(r, HR_MOUNT_NEW);
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
        only(r, HR_MOUNT_NEW);
        return;
    }
    r->mount.differs |= plain.n != fields->n;
    for (size_t i = 0; i < plain.n && i < fields->n; i++)
        r->mount.differs |= strcmp(plain.v[i], fields->v[i]) != 0;
}

bool hr_mount_parse_mount(const char *raw, struct hr_arena *arena, struct hr_mount *out,
                          struct hr_error *err)
{
    struct reading r = { .arena = arena, .err = err, .clients = HR_MOUNT_ANY };
    struct hr_strv fields = { 0 };

    r.keys = hr_mount_keys(&r.count);
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
