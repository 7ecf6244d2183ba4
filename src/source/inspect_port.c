/* SPDX-License-Identifier: MIT */
/* Ports that are published, and links of the old kind. */
#include "hrun/docker/publish.h"

#include "inspect_work.h"

#include <string.h>

static bool same_range(const struct hr_port_range *a, const struct hr_port_range *b)
{
    return a->first == b->first && a->last == b->last;
}

static bool same_publish(const struct hr_value *a, const struct hr_value *b)
{
    const struct hr_publish *x = &a->as.publish, *y = &b->as.publish;

    return hr_inspect_same_text(x->address, y->address) && x->host_given == y->host_given &&
           same_range(&x->host, &y->host) && same_range(&x->container, &y->container) &&
           strcmp(x->protocol, y->protocol) == 0;
}

/* What ADDRESS, PORTS on the host and PORT in the container come to, each read for itself, so that no
 * character of one can be part of another. */
static bool read_parts(struct hr_inspect_work *w, const char *address, const char *ports,
                       const char *port, struct hr_publish *out)
{
    struct hr_publish part;
    struct hr_error err;

    *out = (struct hr_publish){ .protocol = "tcp" };
    out->address = *address ? address : NULL;
    if (!hr_publish_parse(port, w->arena, &part, &err) || part.long_form || part.address ||
        part.host_given)
        return false;
    out->container = part.container;
    out->protocol = part.protocol;
    if (!*ports)
        return true;
    if (!hr_publish_parse(ports, w->arena, &part, &err) || part.long_form || part.address ||
        part.host_given || strchr(ports, '/'))
        return false;
    out->host_given = true;
    out->host = part.container;
    return true;
}

static void add_publish(struct hr_inspect_work *w, const char *address, const char *ports,
                        const struct hr_json *binding)
{
    const char *port = binding->parent->key;
    struct hr_value want = { .kind = HR_KIND_PUBLISH };
    const bool is_ip6 = strchr(address, ':') != NULL;
    const bool is_read = read_parts(w, address, ports, port, &want.as.publish);
    const char *raw =
        hr_arena_printf(w->arena, "%s%s%s%s%s%s%s", is_ip6 ? "[" : "", address, is_ip6 ? "]" : "",
                        *address ? ":" : "", ports, *address || *ports ? ":" : "", port);

    hr_inspect_add_value(w, "publish", raw, &want, is_read ? same_publish : NULL, binding);
}

bool hr_inspect_port(struct hr_inspect_work *w, const struct hr_json *node)
{
    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    for (const struct hr_json *binding = node->child; binding; binding = binding->next) {
        const char *address, *ports;

        if (binding->type != HR_JSON_OBJECT)
            return hr_inspect_wrong(w, binding, HR_JSON_OBJECT);
        if (!hr_inspect_text(w, binding, "HostIp", &address) ||
            !hr_inspect_text(w, binding, "HostPort", &ports))
            return false;
        add_publish(w, address, ports, binding);
        hr_inspect_others(w, binding, "HostIp HostPort");
    }
    return true;
}

bool hr_inspect_ports(struct hr_inspect_work *w, const struct hr_json *node)
{
    if (node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (child->type != HR_JSON_NULL && !hr_inspect_port(w, child))
            return false;
    }
    return true;
}

/* "/target:/container/alias", as the engine has it. */
bool hr_inspect_links(struct hr_inspect_work *w, const struct hr_json *node)
{
    struct hr_strv strings = { 0 };

    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    if (!hr_inspect_strings(w, node, &strings))
        return false;
    for (const struct hr_json *child = node->child; child; child = child->next) {
        const char *target = child->text + (*child->text == '/');
        const size_t length = strcspn(target, ":");
        const char *slash = strrchr(target + length, '/');
        const char *alias = slash ? slash + 1 : target + length + (target[length] == ':');

        hr_inspect_add(w, "link",
                       hr_arena_printf(w->arena, "%s%s%s",
                                       hr_arena_strndup(w->arena, target, length),
                                       *alias ? ":" : "", alias),
                       child);
    }
    return true;
}
