/* SPDX-License-Identifier: MIT */
#include "hrun/guard/relation.h"

#include "hrun/guard/paths.h"

#include <string.h>

/* Where something is: a path of the host, or of the file system DEVICE. */
struct spot {
    const char *device, *path;
};
struct spots {
    struct spot v[3];
    size_t n;
};

static void add_spot(struct spots *spots, const char *device, const char *path)
{
    if (path)
        spots->v[spots->n++] = (struct spot){ device, path };
}

static struct spots spots_of(const struct hr_source_facts *source)
{
    struct spots spots = { .n = 0 };

    add_spot(&spots, NULL, source->clean);
    add_spot(&spots, NULL, source->real);
    if (source->fs_device)
        add_spot(&spots, source->fs_device, source->fs_path);
    return spots;
}

static bool is_comparable(const struct spot *a, const struct spot *b)
{
    return a->device && b->device ? strcmp(a->device, b->device) == 0 : !a->device && !b->device;
}

/* True if both are one file: a hard link, or a bind mount of it. */
static bool is_same(const struct hr_source_facts *a, const struct hr_source_facts *b)
{
    return a->state == HR_SOURCE_KNOWN && b->state == HR_SOURCE_KNOWN && a->dev == b->dev &&
           a->ino == b->ino && a->ino != 0;
}

unsigned hr_source_relation(const struct hr_source_facts *source,
                            const struct hr_source_facts *place)
{
    const struct spots here = spots_of(source), there = spots_of(place);
    unsigned relations = is_same(source, place) ? HR_PATH_ITSELF : HR_PATH_APART;

    for (size_t i = 0; i < here.n; i++) {
        for (size_t j = 0; j < there.n; j++) {
            if (is_comparable(&here.v[i], &there.v[j]))
                relations |= hr_path_relation(here.v[i].path, there.v[j].path);
        }
    }
    return relations;
}

unsigned hr_source_relation_home(const struct hr_facts *facts, const struct hr_source_facts *source,
                                 const char *other)
{
    static const struct hr_source_facts common[] = {
        { .clean = "/root" },
        { .clean = "/home/*" },
    };
    const struct hr_places_facts *places = &facts->places;
    const struct spots here = spots_of(source);
    unsigned relations = HR_PATH_APART;

    for (size_t p = 0; p < places->n + HR_ARRAY_LEN(common); p++) {
        const bool known = p < places->n;
        const struct hr_source_facts *home = known ? &places->v[p].is : &common[p - places->n];
        const struct spots there = spots_of(home);

        if (known && places->v[p].kind != HR_PLACE_HOME)
            continue;
        for (size_t i = 0; i < here.n; i++) {
            for (size_t j = 0; j < there.n; j++) {
                if (is_comparable(&here.v[i], &there.v[j]))
                    relations |= hr_path_relation_home(here.v[i].path, there.v[j].path, other);
            }
        }
    }
    return relations;
}

bool hr_submount_source(const struct hr_facts *facts, const struct hr_submount *sub,
                        struct hr_source_facts *out)
{
    for (size_t i = 0; i < facts->places.n && sub->fs_device; i++) {
        const char *device = facts->places.v[i].is.fs_device;

        if (device && strcmp(device, sub->fs_device) == 0) {
            *out = (struct hr_source_facts){
                .given = sub->path,
                .fs_device = sub->fs_device,
                .fs_path = sub->fs_path,
            };
            return true;
        }
    }
    return false;
}
