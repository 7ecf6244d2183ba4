/* SPDX-License-Identifier: MIT */
#include "hrun/guard/volumes.h"

#include "hrun/guard/mounted.h"
#include "hrun/guard/shown.h"

#include <string.h>

static bool is_local(const char *driver)
{
    return !driver || !*driver || strcmp(driver, "local") == 0;
}

#define PLAIN "a volume made by `docker volume create NAME` alone"

/* A volume's name says nothing of what it mounts: that was settled when it was made. */
static void judge_made(const struct hr_check *k, const struct hr_mounted *m, struct hr_trip *trip)
{
    const char *name = m->mount->source;
    const struct hr_volume_facts *volume;

    if (!hr_mount_names_volume(m->mount))
        return;
    if (k->c->facts->image.unknown_because)
        return; /* an engine that cannot be asked is told of with the image */
    volume = hr_facts_volume(k->c->facts, name);
    if (!volume || volume->state == HR_ABSENT)
        return;
    if (volume->state == HR_UNKNOWN) {
        trip->why = hr_arena_printf(k->arena, "nothing is known of volume %s: %s", name,
                                    volume->unknown_because ? volume->unknown_because
                                                            : "the engine cannot be asked");
        trip->remedy =
            hr_arena_printf(k->arena, "see whether `docker volume inspect %s` works", name);
        return;
    }
    if (is_local(volume->driver) && !volume->has_options)
        return;
    trip->why = hr_arena_printf(
        k->arena, "volume %s was made with %s, so it may be any folder", name,
        volume->has_options ? "options of its driver"
                            : hr_arena_printf(k->arena, "driver %s", volume->driver));
    trip->remedy = PLAIN;
}

static void judge_driver(const struct hr_check *k, const struct hr_mounted *m)
{
    struct hr_trip trip = { .remedy = PLAIN };

    if (m->mount->type == HR_MOUNT_OTHER) {
        trip.why = hr_arena_printf(k->arena, "no rule knows what a mount of type %s is",
                                   m->mount->type_text);
        trip.remedy = "type volume, bind or tmpfs";
    } else if (m->mount->driver_opts.n > 0) {
        trip.why = hr_arena_printf(k->arena, "with %s the volume can be any folder of the host",
                                   hr_shown_pair(m->mount->driver_opts.v[0], k->arena));
    } else if (!is_local(m->mount->driver)) {
        trip.why = hr_arena_printf(k->arena, "driver %s decides what is mounted", m->mount->driver);
    } else {
        judge_made(k, m, &trip);
    }
    if (trip.why)
        hr_mounted_trip(k, m, trip.why, trip.remedy);
}

/* Of an option of the driver its name: the value may be a password. */
static const char *subject_of(const struct hr_setting *s, struct hr_arena *arena)
{
    return strcmp(s->option->name, "opt") == 0
               ? hr_arena_strndup(arena, s->raw, strcspn(s->raw, "="))
               : s->raw;
}

/* A volume that the line itself makes. */
static void check_made(const struct hr_check *k)
{
    for (size_t i = 0; i < k->c->settings->n; i++) {
        const struct hr_setting *s = &k->c->settings->v[i];

        if (s->option->cls == HR_CLASS_GUARDED &&
            !(strcmp(s->option->name, "driver") == 0 && is_local(s->raw)))
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = s,
                                 .subject = subject_of(s, k->arena),
                                 .why = s->option->why,
                                 .remedy = "docker volume create NAME alone",
                             });
    }
}

void hr_check_volume_driver(const struct hr_check *k)
{
    const struct hr_setting *driver = hr_settings_last(k->c->settings, "volume-driver");
    const struct hr_mounteds all = hr_mounted_all(k);

    if (k->c->verb == HR_VERB_VOLUME_CREATE)
        check_made(k);
    if (driver && hr_check_is_typed(driver) && !is_local(driver->raw))
        hr_check_trip(k, &(const struct hr_trip){
                             .by = driver,
                             .subject = driver->raw,
                             .why = hr_arena_printf(k->arena, "driver %s decides what is mounted",
                                                    driver->raw),
                             .remedy = "leave it out: the driver is local",
                         });
    for (size_t i = 0; i < all.n; i++)
        judge_driver(k, &all.v[i]);
}

/* The place that PATH of the image names once it is mounted there. */
static const char *place_of(const char *path, struct hr_arena *arena)
{
    struct hr_mount mount = { 0 };

    hr_mount_set_target(&mount, arena, path);
    return hr_mount_place(&mount, arena);
}

void hr_check_writable_volume(const struct hr_check *k)
{
    const struct hr_strv *volumes = &k->c->facts->image.volumes;
    const struct hr_mounteds all = hr_mounted_all(k);

    for (size_t i = 0; i < all.n; i++) {
        const struct hr_mounted *m = &all.v[i];

        if (m->writable && (m->mount->type == HR_MOUNT_VOLUME || m->mount->type == HR_MOUNT_IMAGE))
            hr_mounted_trip(k, m, NULL, NULL);
    }
    for (size_t i = 0; i < volumes->n; i++) {
        const char *path = volumes->v[i];

        if (!hr_view_mount_at(k->c->view, place_of(path, k->arena)))
            hr_check_trip(k, &(const struct hr_trip){
                                 .subject = path,
                                 .absent = hr_arena_printf(k->arena, "the image's VOLUME %s", path),
                                 .remedy = hr_arena_printf(k->arena, "--tmpfs %s:size=64m", path),
                             });
    }
}

/* What the mounts of DONOR are, in words. */
static const char *what_comes(const struct hr_container_facts *donor, struct hr_arena *arena)
{
    struct hr_strv list = { 0 };

    if (!donor || donor->state == HR_UNKNOWN)
        return hr_arena_printf(arena, "what it mounts is not known%s%s",
                               donor && donor->unknown_because ? ": " : "",
                               donor && donor->unknown_because ? donor->unknown_because : "");
    if (donor->state == HR_ABSENT)
        return "there is no such container now, and what one of that name mounts is not known";
    for (size_t i = 0; i < donor->mounts.n; i++) {
        const struct hr_container_mount *one = &donor->mounts.v[i];
        const char *source = *one->name ? one->name : *one->source ? one->source : one->type;

        hr_strv_pushf(arena, &list, "%s at %s", source, one->destination);
    }
    if (list.n == 0)
        return "it mounts nothing now, and another of that name may when this runs";
    return hr_arena_printf(arena, "it mounts %s", hr_strv_join(arena, &list, ", "));
}

void hr_check_volumes_from(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];
        const char *name = s->value->as.mount.source;

        if (s->value->kind == HR_KIND_VOLUMES_FROM && hr_check_is_typed(s))
            hr_check_trip(
                k, &(const struct hr_trip){
                       .by = s,
                       .subject = name,
                       .why = k->c->exists
                                  ? "what it gave is judged as the container's own mounts"
                                  : what_comes(hr_facts_container(k->c->facts, name), k->arena),
                   });
    }
}
