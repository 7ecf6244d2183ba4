/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"
#include "hrun/docker/csv.h"

#include "service.h"

#include <string.h>

void hr_service_port(struct hr_service_work *w, const struct hr_json *node)
{
    const bool object = node->type == HR_JSON_OBJECT;
    const char *target, *published, *address, *protocol, *host = "";

    if (object && !hr_service_is(w, node, HR_SHAPE_PORT))
        return;
    target = object ? hr_service_member(w, node, "target") : hr_service_text(w, node);
    published = hr_service_member(w, node, "published");
    address = hr_service_member(w, node, "host_ip");
    protocol = hr_service_member(w, node, "protocol");
    if (!target) {
        if (object)
            hr_service_fail(w, node, "a port wants a target", "{target: 80, published: 8080}");
        return;
    }
    if (address)
        host = hr_arena_printf(w->arena, strchr(address, ':') ? "[%s]:" : "%s:", address);
    if (object)
        target =
            hr_arena_printf(w->arena, "%s%s%s%s/%s", host, published ? published : "",
                            published || address ? ":" : "", target, protocol ? protocol : "tcp");
    hr_service_add(w, "publish", target, node);
}

/* A network that the service joins; NODE may be the name, or the member that is about it. */
static void join(struct hr_service_work *w, const char *name, const struct hr_json *node)
{
    const struct hr_json *declared = hr_service_declared(w, "networks", name);
    const struct hr_json *options =
        node->type == HR_JSON_OBJECT ? hr_json_get(node, "driver_opts") : NULL;
    struct hr_strv fields = { 0 };

    name = hr_service_global(w, name, declared);
    if (!options) {
        hr_service_add(w, "network", name, node);
        return;
    }
    hr_strv_pushf(w->arena, &fields, "name=%s", name);
    for (const struct hr_json *option = options->child; option; option = option->next) {
        const char *text = hr_service_text(w, option);

        if (text && option->key)
            hr_strv_pushf(w->arena, &fields, "driver-opt=%s=%s", option->key, text);
    }
    hr_service_add(w, "network", hr_csv_write(&fields, w->arena), node);
}

void hr_service_networks(struct hr_service_work *w, const struct hr_json *node)
{
    for (const struct hr_json *entry = node->child; entry; entry = entry->next) {
        const char *name = entry->key ? entry->key : hr_service_text(w, entry);

        if (name && (!entry->key || hr_service_is(w, entry, HR_SHAPE_NETWORK)))
            join(w, name, entry);
    }
}

/* network_mode, pid, ipc: service:NAME is the container that Compose makes of that service. */
void hr_service_mode(struct hr_service_work *w, const struct hr_json *node)
{
    const char *text = hr_service_text(w, node);
    const char *option = strcmp(node->key, "network_mode") == 0 ? "network" : node->key;

    if (text && hr_text_starts(text, "service:"))
        text =
            hr_arena_printf(w->arena, "container:%s-%s-1", w->project, text + strlen("service:"));
    if (text)
        hr_service_add(w, option, text, node);
}
