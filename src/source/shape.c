/* SPDX-License-Identifier: MIT */
#include "shape.h"

#include "hrun/base/text.h"

#include <string.h>

/* The name of each member, and behind the colon what it may be. */
static const struct {
    const char *what; /* for messages: what has the members */
    const char *members;
} shapes[] = {
    [HR_SHAPE_FILE] = { "compose file", "configs:m include:l models:m name:t networks:m secrets:m "
                                        "services:m version:t volumes:m" },
    [HR_SHAPE_DEPLOY] = { "deploy", "endpoint_mode:t labels:lm mode:t placement:m replicas:t "
                                    "resources:m restart_policy:m rollback_config:m "
                                    "update_config:m" },
    [HR_SHAPE_RESOURCES] = { "deploy.resources", "limits:m reservations:m" },
    [HR_SHAPE_LIMITS] = { "deploy.resources.limits", "cpus:t memory:t pids:t" },
    [HR_SHAPE_RESERVATIONS] = { "deploy.resources.reservations",
                                "cpus:t devices:l generic_resources:l memory:t" },
    [HR_SHAPE_DEVICE_REQUEST] = { "request for devices",
                                  "capabilities:l count:t device_ids:l driver:t options:lm" },
    [HR_SHAPE_DEVICE] = { "device", "permissions:t source:t target:t" },
    [HR_SHAPE_ENV_FILE] = { "env file", "format:t path:t required:t" },
    [HR_SHAPE_EXTENDS] = { "extends", "file:t service:t" },
    [HR_SHAPE_HOOK] = { "hook", "command:lt environment:lm privileged:t user:t working_dir:t" },
    [HR_SHAPE_INIT] = { "step of pre_start", "command:lt environment:lm image:t per_replica:t "
                                             "privileged:t user:t working_dir:t" },
    [HR_SHAPE_LIMIT] = { "ulimit", "hard:t soft:t" },
    [HR_SHAPE_LOGGING] = { "logging", "driver:t options:m" },
    [HR_SHAPE_NETWORK] = { "network of a service",
                           "aliases:l driver_opts:m gw_priority:t interface_name:t ipv4_address:t "
                           "ipv6_address:t link_local_ips:l mac_address:t priority:t" },
    [HR_SHAPE_PORT] = { "port", "app_protocol:t host_ip:t mode:t name:t protocol:t published:t "
                                "target:t" },
    [HR_SHAPE_SECRET] = { "secret or config of a service", "gid:t mode:t source:t target:t uid:t" },
    [HR_SHAPE_VOLUME] = { "volume of a service",
                          "bind:m consistency:t image:m read_only:t source:t "
                          "target:t tmpfs:m type:t volume:m" },
    [HR_SHAPE_VOLUME_BIND] = { "bind", "create_host_path:t propagation:t recursive:t selinux:t" },
    [HR_SHAPE_VOLUME_IMAGE] = { "image", "subpath:t" },
    [HR_SHAPE_VOLUME_TMPFS] = { "tmpfs", "mode:t size:t" },
    [HR_SHAPE_VOLUME_VOLUME] = { "volume", "labels:lm nocopy:t subpath:t" },
    [HR_SHAPE_DECLARED_CONFIG] = { "config", "content:t environment:t external:tm file:t labels:lm "
                                             "name:t template_driver:t" },
    [HR_SHAPE_DECLARED_NETWORK] = { "network", "attachable:t driver:t driver_opts:m enable_ipv4:t "
                                               "enable_ipv6:t external:tm internal:t ipam:m "
                                               "labels:lm name:t" },
    [HR_SHAPE_DECLARED_SECRET] = { "secret", "driver:t driver_opts:m environment:t external:tm "
                                             "file:t labels:lm name:t template_driver:t" },
    [HR_SHAPE_DECLARED_VOLUME] = { "volume", "driver:t driver_opts:m external:tm labels:lm "
                                             "name:t" },
};
_Static_assert(HR_ARRAY_LEN(shapes) == HR_SHAPE__COUNT, "a row for each mapping");

static char letter_of(enum hr_json_type type)
{
    if (type == HR_JSON_ARRAY)
        return 'l';
    if (type == HR_JSON_OBJECT)
        return 'm';
    return 't';
}

static const char *name_of(char letter)
{
    return letter == 'l' ? "a list" : letter == 'm' ? "a mapping" : "text";
}

/* TYPES, up to a blank, in words. */
static const char *names_of(const char *types, struct hr_arena *arena)
{
    const size_t length = strcspn(types, " ");
    struct hr_strv names = { 0 };

    for (size_t i = 0; i < length; i++)
        hr_strv_push(arena, &names, name_of(types[i]));
    return hr_strv_join(arena, &names, " or ");
}

struct hr_fault hr_shape_check_type(const struct hr_json *node, const char *types,
                                    struct hr_arena *arena)
{
    const char letter = letter_of(node->type);
    const char *found = memchr(types, letter, strcspn(types, " "));

    if (node->type == HR_JSON_NULL || found)
        return (struct hr_fault){ 0 };
    return (struct hr_fault){
        .line = node->line,
        .column = node->column,
        .msg = node->key ? hr_arena_printf(arena, "%s: want %s, found %s", node->key,
                                           names_of(types, arena), name_of(letter))
                         : hr_arena_printf(arena, "want %s, found %s", names_of(types, arena),
                                           name_of(letter)),
        .hint = *types == 'l'   ? "- ITEM, a line for each; or [ITEM, ITEM]"
                : *types == 'm' ? "NAME: VALUE, a line for each"
                                : "one word, or text in quotes",
    };
}

/* The types of the member NAME among MEMBERS; NULL: it is none. */
static const char *types_of(const char *members, const char *name)
{
    const size_t size = strlen(name);

    while (*members) {
        const size_t length = strcspn(members, ":");

        if (length == size && memcmp(members, name, size) == 0)
            return members + length + 1;
        members += strcspn(members, " ");
        members += *members == ' ';
    }
    return NULL;
}

static struct hr_fault no_member(const struct hr_json *node, enum hr_shape shape,
                                 struct hr_arena *arena)
{
    struct hr_nearest nearest = { .word = node->key };
    struct hr_strv names = { 0 };

    for (const char *next = shapes[shape].members; *next;) {
        hr_strv_push(arena, &names, hr_arena_strndup(arena, next, strcspn(next, ":")));
        next += strcspn(next, " ");
        next += *next == ' ';
    }
    for (size_t i = 0; i < names.n; i++)
        hr_nearest_offer(&nearest, names.v[i]);
    return (struct hr_fault){
        .line = node->key_line,
        .column = node->key_column,
        .msg = hr_arena_printf(arena, "no %s has a \"%s\"", shapes[shape].what, node->key),
        .hint = nearest.best
                    ? hr_arena_printf(arena, "did you mean \"%s\"?", nearest.best)
                    : hr_arena_printf(arena, "one of: %s", hr_strv_join(arena, &names, ", ")),
    };
}

struct hr_fault hr_shape_check(const struct hr_json *node, enum hr_shape shape,
                               struct hr_arena *arena)
{
    struct hr_fault fault = hr_shape_check_type(node, "m", arena);

    for (node = node->type == HR_JSON_OBJECT ? node->child : NULL; node && !fault.msg;
         node = node->next) {
        const char *types = types_of(shapes[shape].members, node->key);

        if (types)
            fault = hr_shape_check_type(node, types, arena);
        else if (!hr_text_starts(node->key, "x-"))
            fault = no_member(node, shape, arena);
    }
    return fault;
}
