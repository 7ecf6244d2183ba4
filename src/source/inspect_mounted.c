/* SPDX-License-Identifier: MIT */
/* Volumes of Config, less the image's; and the document's own Mounts: what is mounted, whoever said so. */
#include "hrun/base/map.h"
#include "hrun/base/text.h"
#include "hrun/docker/go.h"
#include "hrun/docker/mount.h"

#include "inspect_work.h"

#include <string.h>

#define VOLUME_DIGITS 64 /* of a name that the engine makes */

/* Where settings mount something: the last of each place, by its number. */
static struct hr_map places_of(const struct hr_inspect_work *w)
{
    const struct hr_settings *settings = &w->out->invocation.settings;
    struct hr_map places = { 0 };
    size_t old;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];
        const bool mounts = s->option->kind == HR_KIND_VOLUME || s->option->kind == HR_KIND_MOUNT ||
                            s->option->kind == HR_KIND_TMPFS;

        if (mounts && s->value->as.mount.clean)
            hr_map_put(&places, w->arena, s->value->as.mount.clean, i, &old);
    }
    return places;
}

static struct hr_map image_volumes(const struct hr_inspect_work *w)
{
    const struct hr_json *volumes = hr_json_get(w->image, "Volumes");
    struct hr_map places = { 0 };
    size_t old;

    for (const struct hr_json *node = volumes ? volumes->child : NULL; node; node = node->next) {
        if (node->key)
            hr_map_put(&places, w->arena, hr_go_clean(w->arena, node->key), 0, &old);
    }
    return places;
}

static bool has(const struct hr_map *places, const char *clean)
{
    size_t value;

    return hr_map_get(places, clean, &value);
}

bool hr_inspect_volumes(struct hr_inspect_work *w, const struct hr_json *node)
{
    const struct hr_map told = places_of(w), image = image_volumes(w);

    if (node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        struct hr_value want = {
            .kind = HR_KIND_VOLUME,
            .as.mount = { .syntax = HR_MOUNT_FROM_VOLUME, .type = HR_MOUNT_VOLUME },
        };
        struct hr_mount *mount = &want.as.mount;

        hr_mount_set_target(mount, w->arena, child->key);
        mount->type_text = "volume";
        mount->tmpfs_size = mount->tmpfs_mode = -1;
        if (!has(&image, mount->clean) && !has(&told, mount->clean))
            hr_inspect_add_value(w, "volume", child->key, &want, hr_inspect_mount_same, child);
    }
    return true;
}

static bool is_shared(const char *propagation)
{
    return strcmp(propagation, "shared") == 0 || strcmp(propagation, "rshared") == 0;
}

/* What NODE, an element of the document's own Mounts, mounts, in *OUT. */
static bool read_mounted(struct hr_inspect_work *w, const struct hr_json *node,
                         struct hr_mount *out)
{
    const struct hr_json *writable;
    const char *type, *name, *source, *target, *driver, *propagation;

    if (!hr_inspect_text(w, node, "Type", &type) || !hr_inspect_text(w, node, "Name", &name) ||
        !hr_inspect_text(w, node, "Source", &source) ||
        !hr_inspect_text(w, node, "Destination", &target) ||
        !hr_inspect_text(w, node, "Driver", &driver) ||
        !hr_inspect_text(w, node, "Propagation", &propagation) ||
        !hr_inspect_member(w, node, "RW", HR_JSON_BOOL, &writable))
        return false;
    *out = hr_inspect_mount_new(type);
    out->source = out->type == HR_MOUNT_VOLUME ? name : source;
    out->driver = *driver && strcmp(driver, "local") != 0 ? driver : NULL;
    /* What the engine chooses by itself leads nowhere. */
    out->propagation = is_shared(propagation) ? propagation : NULL;
    /* What does not say that it is read-only is not. */
    out->access = !writable || writable->boolean ? HR_MOUNT_ACCESS_UNSET : HR_MOUNT_READ_ONLY;
    hr_mount_set_target(out, w->arena, target);
    return true;
}

/* True if TOLD is where MOUNT comes from. An engine in a machine of its own has other folders before it. */
static bool is_source(const struct hr_inspect_work *w, const struct hr_mount *told,
                      const struct hr_mount *mount)
{
    const char *source = told->source ? told->source : "", *actual = mount->source;

    if (told->type == HR_MOUNT_BIND)
        return hr_text_ends(actual, hr_go_clean(w->arena, source));
    return told->type != HR_MOUNT_VOLUME || !*source || strcmp(source, actual) == 0;
}

/* True if MOUNT is what the engine makes for a volume of the image that nobody mounts. */
static bool is_anonymous(const struct hr_mount *mount)
{
    return mount->type == HR_MOUNT_VOLUME && !mount->driver &&
           strlen(mount->source) == VOLUME_DIGITS && !mount->source[strspn(mount->source, HR_HEX)];
}

/* True if TOLD mounts it, or if that is nothing and the image has a volume there. */
static bool is_told(const struct hr_inspect_work *w, const struct hr_mount *told, bool is_images,
                    const struct hr_mount *mount)
{
    if (!told)
        return is_images && is_anonymous(mount);
    return told->type == mount->type && is_source(w, told, mount) &&
           (told->access != HR_MOUNT_READ_ONLY || mount->access == HR_MOUNT_READ_ONLY);
}

static void take(struct hr_inspect_work *w, const struct hr_mount *mount,
                 const struct hr_json *node)
{
    struct hr_settings *settings = &w->out->invocation.settings;

    hr_inspect_mount_add(w, mount, node);
    *HR_VEC_PUSH(w->arena, &w->out->taken) = settings->v[--settings->n];
}

bool hr_inspect_mounted(struct hr_inspect_work *w)
{
    const struct hr_settings *settings = &w->out->invocation.settings;
    const struct hr_map places = places_of(w), image = image_volumes(w);
    const bool has_donor = hr_settings_last(settings, "volumes-from") != NULL;
    const struct hr_json *list;

    if (!hr_inspect_member(w, w->container, "Mounts", HR_JSON_ARRAY, &list))
        return false;
    if (!list)
        hr_inspect_unknown(w, hr_json_get(w->host, "VolumesFrom"),
                           "what these gave it to mount is not in the document");
    for (const struct hr_json *node = list ? list->child : NULL; node; node = node->next) {
        const struct hr_mount *told = NULL;
        struct hr_mount mount;
        size_t by;

        if (node->type != HR_JSON_OBJECT)
            return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
        if (!read_mounted(w, node, &mount))
            return false;
        if (hr_map_get(&places, mount.clean, &by))
            told = &settings->v[by].value->as.mount;
        if (is_told(w, told, has(&image, mount.clean), &mount))
            continue;
        take(w, &mount, node);
        if (!has_donor || told)
            hr_inspect_gap(w, node, "nothing that the container was told mounts it like this");
    }
    return true;
}
