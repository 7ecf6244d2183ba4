/* SPDX-License-Identifier: MIT */
#include "hrun/guard/namespaces.h"

#include <stddef.h>
#include <string.h>

struct hr_joined_mode hr_joined_mode(const struct hr_facts *facts, const char *mode, size_t field)
{
    const char *name = hr_container_of_mode(mode);

    /* Containers may join each other in a circle. */
    for (size_t i = 0; name && i <= facts->containers.n; i++) {
        const struct hr_container_facts *container = hr_facts_container(facts, name);

        if (container ? container->state == HR_ABSENT : i == 0)
            return (struct hr_joined_mode){ 0 };
        /* Of a row that is too long the end was not asked for. */
        if (!container || container->state == HR_UNKNOWN)
            return (struct hr_joined_mode){ .unknown = name };
        mode = *(const char *const *)(const void *)((const char *)container + field);
        name = hr_container_of_mode(mode);
    }
    if (name)
        return (struct hr_joined_mode){ .unknown = name };
    return (struct hr_joined_mode){ .mode = mode };
}

/* SEEN, which joins another container, as that container's own mode has it. */
static void check_donor(const struct hr_check *k, const struct hr_seen_text *seen, size_t field)
{
    const char *donor = hr_container_of_mode(seen->v);
    struct hr_joined_mode end;

    if (!donor || !seen->by || !hr_check_is_typed(seen->by))
        return;
    end = hr_joined_mode(k->c->facts, seen->v, field);
    if (end.unknown && !k->c->facts->image.unknown_because)
        hr_check_trip(
            k,
            &(const struct hr_trip){
                .by = seen->by,
                .why = hr_arena_printf(k->arena, "nothing is known of container %s", end.unknown),
                .remedy = hr_arena_printf(
                    k->arena, "see whether `docker container inspect %s` works", end.unknown),
            });
    else if (end.mode && strcmp(end.mode, k->rule->word) == 0)
        hr_check_trip(k,
                      &(const struct hr_trip){
                          .by = seen->by,
                          .why = hr_arena_printf(k->arena, "container %s shares the host's, so %s",
                                                 donor, k->rule->why),
                          .remedy = "a container that has its own",
                      });
}

void hr_check_host_pid(const struct hr_check *k)
{
    hr_check_word(k);
    check_donor(k, &k->c->view->pid, offsetof(struct hr_container_facts, pid));
}

static bool is_known_ipc(const char *mode)
{
    static const char *const modes[] = { "", "none", "private", "shareable", "host" };

    for (size_t i = 0; i < HR_ARRAY_LEN(modes); i++) {
        if (strcmp(modes[i], mode) == 0)
            return true;
    }
    return hr_container_of_mode(mode) != NULL;
}

void hr_check_host_ipc(const struct hr_check *k)
{
    const struct hr_seen_text *ipc = &k->c->view->ipc;

    hr_check_word(k);
    check_donor(k, ipc, offsetof(struct hr_container_facts, ipc));
    if (ipc->by && hr_check_is_typed(ipc->by) && !is_known_ipc(ipc->v))
        hr_check_trip(
            k, &(const struct hr_trip){ .by = ipc->by, .why = "no mode that is known here" });
}

/* The container whose namespace S joins, or NULL. */
static const char *donor_of(const struct hr_setting *s)
{
    return hr_container_of_mode(s->option->kind == HR_KIND_NETWORK ? s->value->as.network.name
                                                                   : s->raw);
}

void hr_check_container_namespace(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        const char *donor = donor_of(s);

        if (donor)
            hr_check_trip(k, &(const struct hr_trip){ .by = s, .subject = donor });
        else if (s->option->kind == HR_KIND_IPC && strcmp(s->raw, "shareable") == 0)
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = s,
                                 .subject = s->raw,
                                 .why = "any container that names this one shares its memory",
                                 .remedy = "--ipc private",
                             });
    }
}
