/* SPDX-License-Identifier: MIT */
#include "answers.h"

/* What is known of a thing: its answer is to be read if this is HR_KNOWN. */
static enum hr_knowledge state_of(const struct hr_json *node)
{
    if (node->type == HR_JSON_STRING)
        return HR_ABSENT;
    return hr_json_string(node, "unknown") ? HR_UNKNOWN : HR_KNOWN;
}

static const struct hr_json *first_of(const struct hr_json *facts, const char *key)
{
    const struct hr_json *object = hr_json_get(facts, key);

    return object ? object->child : NULL;
}

static bool read_volumes(const struct hr_json *facts, struct hr_arena *arena, struct hr_facts *out,
                         struct hr_error *err)
{
    for (const struct hr_json *node = first_of(facts, "volumes"); node; node = node->next) {
        struct hr_volume_facts *volume = HR_VEC_PUSH(arena, &out->volumes);

        *volume = (struct hr_volume_facts){ .name = node->key,
                                            .state = state_of(node),
                                            .unknown_because = hr_json_string(node, "unknown") };
        if (volume->state == HR_KNOWN && !hr_facts_read_volume(node, arena, volume, err))
            return false;
    }
    return true;
}

static bool read_containers(const struct hr_json *facts, struct hr_arena *arena,
                            struct hr_facts *out, struct hr_error *err)
{
    for (const struct hr_json *node = first_of(facts, "containers"); node; node = node->next) {
        struct hr_container_facts *container = HR_VEC_PUSH(arena, &out->containers);

        *container = (struct hr_container_facts){
            .name = node->key,
            .state = state_of(node),
            .unknown_because = hr_json_string(node, "unknown"),
        };
        if (container->state == HR_KNOWN && !hr_facts_read_container(node, arena, container, err))
            return false;
    }
    return true;
}

static bool read_networks(const struct hr_json *facts, struct hr_arena *arena, struct hr_facts *out,
                          struct hr_error *err)
{
    for (const struct hr_json *node = first_of(facts, "networks"); node; node = node->next) {
        struct hr_network_facts *network = HR_VEC_PUSH(arena, &out->networks);

        *network = (struct hr_network_facts){ .name = node->key,
                                              .state = state_of(node),
                                              .unknown_because = hr_json_string(node, "unknown") };
        if (network->state == HR_KNOWN && !hr_facts_read_network(node, arena, network, err))
            return false;
    }
    return true;
}

static void read_name(const struct hr_json *name, struct hr_name_facts *out)
{
    int64_t uid = 0, gid = 0;

    if (!name)
        return;
    *out = (struct hr_name_facts){ .state = HR_NAME_UNRESOLVED,
                                   .text = hr_json_string(name, "user"),
                                   .unresolved_because = hr_json_string(name, "unresolved") };
    if (hr_json_integer(hr_json_get(name, "uid"), &uid) &&
        hr_json_integer(hr_json_get(name, "gid"), &gid)) {
        out->state = HR_NAME_RESOLVED;
        out->ids = (struct hr_ids){ .uid = (uint32_t)uid, .gid = (uint32_t)gid };
    }
}

bool golden_read_image(const struct hr_json *answer, struct hr_arena *arena,
                       struct hr_image_facts *out, struct hr_error *err)
{
    out->state = state_of(answer);
    out->unknown_because = hr_json_string(answer, "unknown");
    return out->state != HR_KNOWN || hr_facts_read_image(answer, arena, out, err);
}

bool golden_read_answers(const struct hr_json *facts, struct hr_arena *arena, struct hr_facts *out,
                         struct hr_error *err)
{
    const struct hr_json *image = hr_json_get(facts, "image");

    if (image && !golden_read_image(image, arena, &out->image, err))
        return false;
    read_name(hr_json_get(facts, "name"), &out->image.name);
    read_name(hr_json_get(facts, "fallback"), &out->image.fallback);
    return read_volumes(facts, arena, out, err) && read_containers(facts, arena, out, err) &&
           read_networks(facts, arena, out, err);
}
