/* SPDX-License-Identifier: MIT */
/* Binds, Mounts and Tmpfs of HostConfig: what the container was told to mount. */
#include "hrun/base/attr.h"
#include "hrun/base/text.h"
#include "hrun/docker/mount.h"

#include "inspect_work.h"

#include <stddef.h>
#include <string.h>

/* Members of a mount that are text, and lists. */
static const size_t texts[] = {
    offsetof(struct hr_mount, source),      offsetof(struct hr_mount, target),
    offsetof(struct hr_mount, propagation), offsetof(struct hr_mount, recursive),
    offsetof(struct hr_mount, consistency), offsetof(struct hr_mount, driver),
    offsetof(struct hr_mount, subpath),     offsetof(struct hr_mount, type_text),
};
static const size_t lists[] = {
    offsetof(struct hr_mount, modes),
    offsetof(struct hr_mount, driver_opts),
    offsetof(struct hr_mount, labels),
};

static bool same_parts(const struct hr_mount *x, const struct hr_mount *y)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(texts); i++) {
        if (!hr_inspect_same_text(*(const char *const *)(const void *)((const char *)x + texts[i]),
                                  *(const char *const *)(const void *)((const char *)y + texts[i])))
            return false;
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(lists); i++) {
        if (!hr_inspect_same_strings((const void *)((const char *)x + lists[i]),
                                     (const void *)((const char *)y + lists[i])))
            return false;
    }
    return true;
}

bool hr_inspect_mount_same(const struct hr_value *a, const struct hr_value *b)
{
    const struct hr_mount *x = &a->as.mount, *y = &b->as.mount;

    return same_parts(x, y) && x->type == y->type && x->access == y->access &&
           x->nocopy == y->nocopy && x->create_source == y->create_source &&
           x->tmpfs_size == y->tmpfs_size && x->tmpfs_mode == y->tmpfs_mode && x->exec == y->exec &&
           x->suid == y->suid && x->dev == y->dev;
}

void hr_inspect_mount_add(struct hr_inspect_work *w, const struct hr_mount *mount,
                          const struct hr_json *node)
{
    const struct hr_value want = { .kind = HR_KIND_MOUNT, .as.mount = *mount };

    hr_inspect_add_value(w, "mount", hr_mount_render(mount, w->arena), &want, hr_inspect_mount_same,
                         node);
}

struct hr_mount hr_inspect_mount_new(const char *type)
{
    static const char *const types[] = {
        [HR_MOUNT_VOLUME] = "volume",
        [HR_MOUNT_BIND] = "bind",
        [HR_MOUNT_TMPFS] = "tmpfs",
        [HR_MOUNT_IMAGE] = "image",
    };
    struct hr_mount mount = {
        .syntax = HR_MOUNT_FROM_MOUNT,
        .type = HR_MOUNT_OTHER,
        .type_text = type,
        .tmpfs_size = -1,
        .tmpfs_mode = -1,
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(types); i++) {
        if (strcmp(types[i], type) == 0)
            mount.type = (enum hr_mount_type)i;
    }
    return mount;
}

/* One of Binds. A client takes SOURCE for a drive where it is one letter, the engine does not. */
static void read_bind(struct hr_inspect_work *w, const struct hr_json *node)
{
    const char *rest = strchr(node->text, ':'), *mode;
    struct hr_mount mount;

    if (!rest || rest != node->text + 1 || !strchr(HR_LETTERS, *node->text)) {
        hr_inspect_add(w, "volume", node->text, node);
        return;
    }
    mode = strchr(++rest, ':');
    mount = hr_inspect_mount_new("volume");
    mount.source = hr_arena_strndup(w->arena, node->text, 1);
    hr_mount_set_target(&mount, w->arena, hr_arena_strndup(w->arena, rest, strcspn(rest, ":")));
    if (mode && strcmp(mode, ":ro") == 0)
        mount.access = HR_MOUNT_READ_ONLY;
    else if (mode && strcmp(mode, ":rw") == 0)
        mount.access = HR_MOUNT_READ_WRITE;
    else if (mode)
        hr_strv_push(w->arena, &mount.modes, mode + 1);
    hr_inspect_mount_add(w, &mount, node);
}

bool hr_inspect_binds(struct hr_inspect_work *w, const struct hr_json *node)
{
    struct hr_strv strings = { 0 };

    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    if (!hr_inspect_strings(w, node, &strings))
        return false;
    for (const struct hr_json *child = node->child; child; child = child->next)
        read_bind(w, child);
    return true;
}

/* How a member of Mounts goes into a mount. */
enum form {
    TYPE,
    TEXT,
    TARGET,
    READ_ONLY,
    FLAG,
    RECURSIVE, /* a flag, which is a word there */
    PAIRS,
    SIZE,
    MODE,
    WORDS, /* lists of words, of which a mount knows some */
    PART,
};

static const struct row {
    const char *part, *name; /* of which object; NULL: the mount itself */
    enum form form;
    size_t at;
    const char *word;
} rows[] = {
    { NULL, "BindOptions", PART, 0, NULL },
    { NULL, "ClusterOptions", PART, 0, NULL },
    { NULL, "Consistency", TEXT, offsetof(struct hr_mount, consistency), NULL },
    { NULL, "ImageOptions", PART, 0, NULL },
    { NULL, "ReadOnly", READ_ONLY, 0, NULL },
    { NULL, "Source", TEXT, offsetof(struct hr_mount, source), NULL },
    { NULL, "Target", TARGET, 0, NULL },
    { NULL, "TmpfsOptions", PART, 0, NULL },
    { NULL, "Type", TYPE, 0, NULL },
    { NULL, "VolumeOptions", PART, 0, NULL },
    { "BindOptions", "CreateMountpoint", FLAG, offsetof(struct hr_mount, create_source), NULL },
    { "BindOptions", "NonRecursive", RECURSIVE, 0, "disabled" },
    { "BindOptions", "Propagation", TEXT, offsetof(struct hr_mount, propagation), NULL },
    { "BindOptions", "ReadOnlyForceRecursive", RECURSIVE, 0, "readonly" },
    { "BindOptions", "ReadOnlyNonRecursive", RECURSIVE, 0, "writable" },
    { "DriverConfig", "Name", TEXT, offsetof(struct hr_mount, driver), NULL },
    { "DriverConfig", "Options", PAIRS, offsetof(struct hr_mount, driver_opts), NULL },
    { "ImageOptions", "Subpath", TEXT, offsetof(struct hr_mount, subpath), NULL },
    { "TmpfsOptions", "Mode", MODE, 0, NULL },
    { "TmpfsOptions", "Options", WORDS, 0, NULL },
    { "TmpfsOptions", "SizeBytes", SIZE, 0, NULL },
    { "VolumeOptions", "DriverConfig", PART, 0, NULL },
    { "VolumeOptions", "Labels", PAIRS, offsetof(struct hr_mount, labels), NULL },
    { "VolumeOptions", "NoCopy", FLAG, offsetof(struct hr_mount, nocopy), NULL },
    { "VolumeOptions", "Subpath", TEXT, offsetof(struct hr_mount, subpath), NULL },
};

static enum hr_json_type type_of(enum form form)
{
    static const enum hr_json_type types[] = {
        [TYPE] = HR_JSON_STRING,    [TEXT] = HR_JSON_STRING, [TARGET] = HR_JSON_STRING,
        [READ_ONLY] = HR_JSON_BOOL, [FLAG] = HR_JSON_BOOL,   [RECURSIVE] = HR_JSON_BOOL,
        [PAIRS] = HR_JSON_OBJECT,   [SIZE] = HR_JSON_NUMBER, [MODE] = HR_JSON_NUMBER,
        [WORDS] = HR_JSON_ARRAY,    [PART] = HR_JSON_OBJECT,
    };

    return types[form];
}

static bool read_pairs(struct hr_inspect_work *w, const struct hr_json *node, struct hr_strv *out)
{
    for (node = node->child; node; node = node->next) {
        if (node->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, node, HR_JSON_STRING);
        hr_strv_pushf(w->arena, out, "%s=%s", node->key, node->text);
    }
    return true;
}

/* Options of a tmpfs, each a list of a word and, where it has one, its value. */
static bool read_words(struct hr_inspect_work *w, const struct hr_json *node,
                       struct hr_mount *mount)
{
    for (const struct hr_json *option = node->child; option; option = option->next) {
        struct hr_strv words = { 0 };

        if (option->type != HR_JSON_ARRAY)
            return hr_inspect_wrong(w, option, HR_JSON_ARRAY);
        if (!hr_inspect_strings(w, option, &words))
            return false;
        mount->exec |= hr_strv_has(&words, "exec");
        mount->suid |= hr_strv_has(&words, "suid");
        mount->dev |= hr_strv_has(&words, "dev");
    }
    if (node->count > 0)
        hr_inspect_gap(w, node, "--mount has no options of a tmpfs");
    return true;
}

/* What NODE, which is not null and of its row's type, says of MOUNT. */
static bool read_row(struct hr_inspect_work *w, const struct row *row, const struct hr_json *node,
                     struct hr_mount *mount)
{
    void *const at = (char *)mount + row->at;

    switch (row->form) {
    case TYPE:
    case PART:
        return true;
    case TEXT:
        *(const char **)at = node->text;
        return true;
    case TARGET:
        hr_mount_set_target(mount, w->arena, node->text);
        return true;
    case READ_ONLY:
        mount->access = node->boolean ? HR_MOUNT_READ_ONLY : HR_MOUNT_ACCESS_UNSET;
        return true;
    case FLAG:
        *(bool *)at = node->boolean;
        return true;
    case RECURSIVE:
        if (node->boolean && mount->recursive)
            hr_inspect_gap(w, node, "--mount has one word on what is mounted below");
        if (node->boolean)
            mount->recursive = row->word;
        return true;
    case PAIRS:
        return read_pairs(w, node, at);
    case SIZE:
        mount->tmpfs_size_given = true;
        return hr_json_integer(node, &mount->tmpfs_size) ||
               hr_inspect_wrong(w, node, HR_JSON_NUMBER);
    case MODE:
        return hr_json_integer(node, &mount->tmpfs_mode) ||
               hr_inspect_wrong(w, node, HR_JSON_NUMBER);
    case WORDS:
        return read_words(w, node, mount);
    }
    return true;
}

static const struct row *row_of(const char *part, const char *name)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++) {
        if (hr_inspect_same_text(rows[i].part, part) && strcmp(rows[i].name, name) == 0)
            return &rows[i];
    }
    return NULL;
}

/* Read the members of OBJECT, PART of a mount, and of the parts of it. */
static bool read_part(struct hr_inspect_work *w, const char *part, const struct hr_json *object,
                      struct hr_mount *mount)
{
    for (const struct hr_json *node = object->child; node; node = node->next) {
        const struct row *row = row_of(part, node->key);

        if (node->type == HR_JSON_NULL)
            continue;
        if (!row) {
            hr_inspect_unknown(w, node, NULL);
            continue;
        }
        if (node->type != type_of(row->form))
            return hr_inspect_wrong(w, node, type_of(row->form));
        if (row->form == PART ? !read_part(w, row->name, node, mount)
                              : !read_row(w, row, node, mount))
            return false;
    }
    return true;
}

bool hr_inspect_mounts(struct hr_inspect_work *w, const struct hr_json *node)
{
    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        struct hr_mount mount;
        const char *type;

        if (child->type != HR_JSON_OBJECT)
            return hr_inspect_wrong(w, child, HR_JSON_OBJECT);
        if (!hr_inspect_text(w, child, "Type", &type))
            return false;
        mount = hr_inspect_mount_new(type);
        hr_mount_set_target(&mount, w->arena, "");
        if (!read_part(w, NULL, child, &mount))
            return false;
        hr_inspect_mount_add(w, &mount, child);
    }
    return true;
}

bool hr_inspect_tmpfs(struct hr_inspect_work *w, const struct hr_json *node)
{
    if (node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        struct hr_value want = { .kind = HR_KIND_TMPFS };
        const char *colon, *raw;

        if (child->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, child, HR_JSON_STRING);
        colon = *child->text ? ":" : "";
        raw = hr_arena_printf(w->arena, "%s%s", colon, child->text);
        if (!hr_mount_parse_tmpfs(raw, w->arena, &want.as.mount, w->err))
            return false;
        hr_mount_set_target(&want.as.mount, w->arena, child->key);
        hr_inspect_add_value(w, "tmpfs", hr_arena_printf(w->arena, "%s%s", child->key, raw), &want,
                             hr_inspect_mount_same, child);
    }
    return true;
}
