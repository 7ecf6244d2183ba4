/* SPDX-License-Identifier: MIT */
#include "hrun/guard/mounted.h"

#include "hrun/docker/go.h"
#include "hrun/guard/secret_file.h"

#include <string.h>

/* Where the source of a bind leads, if nobody asked: as far as its text tells. */
static const struct hr_source_facts *unasked(const char *source, struct hr_arena *arena)
{
    struct hr_source_facts *facts = hr_arena_alloc(arena, sizeof(*facts));

    facts->given = source;
    facts->clean = facts->real = *source == '/' ? hr_go_clean(arena, source) : NULL;
    facts->unknown_because = "nobody looked";
    return facts;
}

static void add(const struct hr_check *k, struct hr_mounted mounted, struct hr_mounteds *out)
{
    const struct hr_mount *mount = mounted.mount;
    const char *source = mount->source ? mount->source : "";

    if (mount->type == HR_MOUNT_BIND) {
        mounted.source = hr_facts_source(k->c->facts, source);
        mounted.unseen = !mounted.source;
        if (mounted.unseen)
            mounted.source = unasked(source, k->arena);
    }
    *HR_VEC_PUSH(k->arena, out) = mounted;
}

/* What the person called it: a narrowed setting has another source. */
static const char *subject_of(const struct hr_setting *s)
{
    const struct hr_setting *typed = s->was ? s->was : s;
    const struct hr_mount *mount =
        typed->value->kind == s->value->kind ? &typed->value->as.mount : &s->value->as.mount;

    return mount->source ? mount->source : mount->target ? mount->target : "";
}

static enum hr_mount_type type_of(const struct hr_container_mount *mount)
{
    static const struct {
        const char *name;
        enum hr_mount_type type;
    } types[] = {
        { "bind", HR_MOUNT_BIND },
        { "volume", HR_MOUNT_VOLUME },
        { "tmpfs", HR_MOUNT_TMPFS },
        { "image", HR_MOUNT_IMAGE },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(types); i++) {
        if (strcmp(types[i].name, mount->type) == 0)
            return types[i].type;
    }
    return HR_MOUNT_OTHER;
}

/* The mount ONE of a donor, as the line's own `--volumes-from` hands it on. */
static const struct hr_mount *handed_on(const struct hr_check *k,
                                        const struct hr_container_mount *one,
                                        const struct hr_mount *line)
{
    struct hr_mount *mount = hr_arena_alloc(k->arena, sizeof(*mount));

    mount->syntax = HR_MOUNT_FROM_VOLUMES_FROM;
    mount->type = type_of(one);
    mount->type_text = one->type;
    mount->source = mount->type == HR_MOUNT_VOLUME ? one->name : one->source;
    mount->access = one->writable && line->access != HR_MOUNT_READ_ONLY ? HR_MOUNT_READ_WRITE
                                                                        : HR_MOUNT_READ_ONLY;
    mount->propagation = *one->propagation ? one->propagation : NULL;
    mount->relabel = line->relabel;
    mount->driver = *one->driver ? one->driver : NULL;
    mount->tmpfs_size = mount->tmpfs_mode = -1;
    hr_mount_set_target(mount, k->arena, one->destination);
    return mount;
}

static void add_donor(const struct hr_check *k, const struct hr_setting *s, struct hr_mounteds *out)
{
    const struct hr_mount *line = &s->value->as.mount;
    const struct hr_container_facts *donor = hr_facts_container(k->c->facts, line->source);

    for (size_t i = 0; donor && donor->state == HR_KNOWN && i < donor->mounts.n; i++) {
        const struct hr_mount *mount = handed_on(k, &donor->mounts.v[i], line);

        add(k,
            (struct hr_mounted){ .by = s,
                                 .mount = mount,
                                 .subject = *mount->source ? mount->source : mount->target,
                                 .donor = donor,
                                 .writable = mount->access != HR_MOUNT_READ_ONLY },
            out);
    }
}

struct hr_mounteds hr_mounted_all(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;
    struct hr_mounteds out = { 0 };

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];
        const enum hr_kind kind = s->value->kind;

        /* The engine mounts the file of a --secret-file as it does any other. */
        if (!hr_check_is_typed(s) && !hr_setting_is_secret_file(s))
            continue;
        if (kind == HR_KIND_VOLUMES_FROM)
            add_donor(k, s, &out);
        else if (kind == HR_KIND_VOLUME || kind == HR_KIND_MOUNT || kind == HR_KIND_TMPFS)
            add(k,
                (struct hr_mounted){ .by = s,
                                     .mount = &s->value->as.mount,
                                     .subject = subject_of(s),
                                     .writable = s->value->as.mount.access != HR_MOUNT_READ_ONLY },
                &out);
    }
    return out;
}

struct hr_mounteds hr_mounted_binds(const struct hr_check *k)
{
    const struct hr_mounteds all = hr_mounted_all(k);
    struct hr_mounteds out = { 0 };

    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].mount->type == HR_MOUNT_BIND)
            *HR_VEC_PUSH(k->arena, &out) = all.v[i];
    }
    return out;
}

void hr_mounted_trip(const struct hr_check *k, const struct hr_mounted *m, const char *why,
                     const char *remedy)
{
    if (!why)
        why = k->rule->why;
    if (m->donor)
        why =
            hr_arena_printf(k->arena, "it mounts %s at %s: %s", m->subject, m->mount->target, why);
    hr_check_trip(k, &(const struct hr_trip){ .by = m->by,
                                              .subject = m->subject,
                                              .why = why,
                                              .remedy = remedy,
                                              .unlisted = m->donor != NULL });
}
