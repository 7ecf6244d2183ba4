/* SPDX-License-Identifier: MIT */
#include "hrun/docker/csv.h"

#include "service.h"

#include <string.h>

static void push(const struct hr_service_work *w, struct hr_strv *fields, const char *name,
                 const char *text)
{
    hr_strv_pushf(w->arena, fields, "%s=%s", name, text);
}

static void add_mount(struct hr_service_work *w, const struct hr_strv *fields,
                      const struct hr_json *node)
{
    hr_service_add(w, "mount", hr_csv_write(fields, w->arena), node);
}

/* What --mount says of a volume that the file makes with a driver or options of its own. */
static void push_driver(struct hr_service_work *w, const struct hr_json *declared,
                        struct hr_strv *fields)
{
    const struct hr_json *options = hr_json_get(declared, "driver_opts");
    const char *driver = hr_service_member(w, declared, "driver");

    if (driver)
        push(w, fields, "volume-driver", driver);
    for (const struct hr_json *node = options ? options->child : NULL; node; node = node->next) {
        const char *text = hr_service_text(w, node);

        if (text && node->key)
            hr_strv_pushf(w->arena, fields, "volume-opt=%s=%s", node->key, text);
    }
}

static bool is_made_specially(const struct hr_json *declared)
{
    return hr_json_get(declared, "driver") || hr_json_get(declared, "driver_opts");
}

static bool is_host_path(const char *source)
{
    return *source == '/' || *source == '.' || *source == '~';
}

/* SOURCE:TARGET[:MODE], TARGET alone for an anonymous volume. */
static void read_short(struct hr_service_work *w, const struct hr_json *node)
{
    const char *text = hr_service_text(w, node), *rest = text ? strchr(text, ':') : NULL;
    const struct hr_json *declared;
    const char *source;
    struct hr_strv fields = { 0 };
    struct hr_value value;
    struct hr_error err;

    if (!text || !rest) {
        if (text)
            hr_service_add(w, "volume", text, node);
        return;
    }
    source = hr_arena_strndup(w->arena, text, (size_t)(rest - text));
    if (is_host_path(source)) {
        hr_service_add(w, "volume",
                       hr_arena_printf(w->arena, "%s%s", hr_service_path(w, source), rest), node);
        return;
    }
    declared = hr_service_declared(w, "volumes", source);
    source = hr_service_global(w, source, declared);
    text = hr_arena_printf(w->arena, "%s%s", source, rest);
    if (!is_made_specially(declared) ||
        !hr_value_parse(hr_option("volume"), text, w->arena, &value, &err)) {
        hr_service_add(w, "volume", text, node);
        return;
    }
    hr_strv_push(w->arena, &fields, "type=volume");
    push(w, &fields, "source", source);
    push(w, &fields, "target", value.as.mount.target);
    if (value.as.mount.access == HR_MOUNT_READ_ONLY)
        hr_strv_push(w->arena, &fields, "readonly");
    push_driver(w, declared, &fields);
    add_mount(w, &fields, node);
}

/* Members of the long form's own parts, and what --mount calls them. */
static const struct {
    const char *part, *name, *option;
    bool flag;
} parts[] = {
    { "bind", "propagation", "bind-propagation", false },
    { "bind", "recursive", "bind-recursive", false },
    { "tmpfs", "mode", "tmpfs-mode", false },
    { "tmpfs", "size", "tmpfs-size", false },
    { "volume", "nocopy", "volume-nocopy", true },
    { "volume", "subpath", "volume-subpath", false },
    { "image", "subpath", "image-subpath", false },
};

static void push_parts(struct hr_service_work *w, const struct hr_json *node,
                       struct hr_strv *fields)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(parts); i++) {
        const struct hr_json *member = hr_json_get(hr_json_get(node, parts[i].part), parts[i].name);
        const char *text = member ? hr_service_text(w, member) : NULL;

        if (!text || (parts[i].flag && !hr_service_flag(w, member)))
            continue;
        if (parts[i].flag)
            hr_strv_push(w->arena, fields, parts[i].option);
        else
            push(w, fields, parts[i].option, text);
    }
}

/* True if NODE has what every volume has, and its parts what these may have. */
static bool check_long(struct hr_service_work *w, const struct hr_json *node)
{
    static const struct {
        const char *name;
        enum hr_shape shape;
    } inner[] = {
        { "bind", HR_SHAPE_VOLUME_BIND },
        { "image", HR_SHAPE_VOLUME_IMAGE },
        { "tmpfs", HR_SHAPE_VOLUME_TMPFS },
        { "volume", HR_SHAPE_VOLUME_VOLUME },
    };

    if (!hr_service_is(w, node, HR_SHAPE_VOLUME))
        return false;
    for (size_t i = 0; i < HR_ARRAY_LEN(inner); i++) {
        const struct hr_json *part = hr_json_get(node, inner[i].name);

        if (part && !hr_service_is(w, part, inner[i].shape))
            return false;
    }
    return true;
}

/* A bind with an SELinux label, which only --volume can say: SOURCE:TARGET:MODE. */
static void add_labelled(struct hr_service_work *w, const struct hr_json *node, const char *source,
                         const char *target, const char *label)
{
    const struct hr_json *bind = hr_json_get(node, "bind");
    const char *propagation = hr_service_member(w, bind, "propagation");
    const bool read_only = hr_service_flag(w, hr_json_get(node, "read_only"));

    if (hr_json_get(bind, "recursive"))
        hr_service_fail(w, node, "no docker line has both recursive and selinux",
                        "one of the two alone");
    else
        hr_service_add(w, "volume",
                       hr_arena_printf(w->arena, "%s:%s:%s%s%s%s", source, target,
                                       read_only ? "ro," : "", label, propagation ? "," : "",
                                       propagation ? propagation : ""),
                       node);
}

/* Compose has the engine make the source of a bind that is not there, unless the file says otherwise. */
static bool makes_source(struct hr_service_work *w, const struct hr_json *node)
{
    const struct hr_json *create = hr_json_get(hr_json_get(node, "bind"), "create_host_path");

    return !create || create->type == HR_JSON_NULL || hr_service_flag(w, create);
}

static void read_long(struct hr_service_work *w, const struct hr_json *node)
{
    const struct hr_json *declared = NULL;
    const char *type, *source, *target, *label;
    struct hr_strv fields = { 0 };

    if (!check_long(w, node))
        return;
    type = hr_service_member(w, node, "type");
    source = hr_service_member(w, node, "source");
    target = hr_service_member(w, node, "target");
    label = hr_service_member(w, hr_json_get(node, "bind"), "selinux");
    if (!type || !target) {
        hr_service_fail(w, node, "a volume wants type and target",
                        "{type: volume, source: NAME, target: /PATH}");
        return;
    }
    if (source && strcmp(type, "volume") == 0) {
        declared = hr_service_declared(w, "volumes", source);
        source = hr_service_global(w, source, declared);
    } else if (source && strcmp(type, "bind") == 0) {
        source = hr_service_path(w, source);
    }
    if (source && label) {
        add_labelled(w, node, source, target, label);
        return;
    }
    push(w, &fields, "type", type);
    if (source)
        push(w, &fields, "source", source);
    push(w, &fields, "target", target);
    if (hr_service_flag(w, hr_json_get(node, "read_only")))
        hr_strv_push(w->arena, &fields, "readonly");
    push_parts(w, node, &fields);
    if (strcmp(type, "bind") == 0 && makes_source(w, node))
        hr_strv_push(w->arena, &fields, "bind-create-src");
    if (is_made_specially(declared))
        push_driver(w, declared, &fields);
    add_mount(w, &fields, node);
}

void hr_service_volume(struct hr_service_work *w, const struct hr_json *node)
{
    (node->type == HR_JSON_OBJECT ? read_long : read_short)(w, node);
}

/* Files that Compose binds, read-only: those that the file's member KIND takes from the host. */
static void read_files(struct hr_service_work *w, const struct hr_json *node, const char *kind,
                       const char *below)
{
    for (const struct hr_json *entry = node->child; entry; entry = entry->next) {
        const bool object = entry->type == HR_JSON_OBJECT;
        const char *name, *target, *file;
        struct hr_strv fields = { 0 };

        if (object && !hr_service_is(w, entry, HR_SHAPE_SECRET))
            continue;
        name = object ? hr_service_member(w, entry, "source") : hr_service_text(w, entry);
        target = object ? hr_service_member(w, entry, "target") : NULL;
        file = name ? hr_service_member(w, hr_service_declared(w, kind, name), "file") : NULL;
        if (!file)
            continue;
        if (!target || *target != '/')
            target = hr_arena_printf(w->arena, "%s%s", below, target ? target : name);
        hr_strv_push(w->arena, &fields, "type=bind");
        push(w, &fields, "source", hr_service_path(w, file));
        push(w, &fields, "target", target);
        hr_strv_push(w->arena, &fields, "readonly");
        add_mount(w, &fields, entry);
    }
}

void hr_service_secrets(struct hr_service_work *w, const struct hr_json *node)
{
    read_files(w, node, "secrets", "/run/secrets/");
}

void hr_service_configs(struct hr_service_work *w, const struct hr_json *node)
{
    read_files(w, node, "configs", "/");
}
