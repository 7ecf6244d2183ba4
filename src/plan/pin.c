/* SPDX-License-Identifier: MIT */
/* Containers that were judged and let pass, by their ids: a name may be another's when docker looks. */
#include "hrun/base/text.h"

#include "work.h"

#include <string.h>

#define ID_LENGTH 64

/* The id of the container NAME, which may be NULL; NULL where it is not known, or is what stands there. */
static const char *id_of(const struct hr_plan *plan, const char *name)
{
    const struct hr_container_facts *c = name ? hr_facts_container(plan->facts, name) : NULL;

    return c && c->state == HR_KNOWN && c->id && strcmp(c->id, name) != 0 &&
                   strlen(c->id) == ID_LENGTH && strspn(c->id, HR_HEX) == ID_LENGTH
               ? c->id
               : NULL;
}

/* The text of S with the id in place of a container's name, or NULL. */
static const char *pinned(const struct hr_plan *plan, const struct hr_setting *s,
                          struct hr_arena *arena)
{
    const char *name, *id;

    if (s->value->kind == HR_KIND_VOLUMES_FROM) {
        name = s->value->as.mount.source;
        id = id_of(plan, name);
        return id ? hr_arena_printf(arena, "%s%s", id, s->raw + strlen(name)) : NULL;
    }
    name = hr_joined_of(s);
    /* Beside a container's network docker takes nothing. */
    id = strchr(s->raw, ',') ? NULL : id_of(plan, name);
    return id ? hr_arena_printf(arena, "container:%s", id) : NULL;
}

void hr_plan_pin_containers(struct hr_plan *plan, struct hr_arena *arena)
{
    const size_t known = plan->facts->containers.n;

    for (size_t i = 0; i < plan->settings.n && known > 0; i++) {
        struct hr_setting *s = &plan->settings.v[i], *was;
        struct hr_value *value;
        struct hr_error ignored;
        const char *raw = pinned(plan, s, arena);

        if (!raw)
            continue;
        value = hr_arena_alloc(arena, sizeof(*value));
        if (!hr_value_parse(s->option, raw, arena, value, &ignored))
            continue;
        was = hr_arena_alloc(arena, sizeof(*was));
        *was = *s;
        if (!s->was)
            s->was = was;
        s->raw = raw;
        s->value = value;
        s->reason = "the container that was judged, whatever has its name then";
    }
}
