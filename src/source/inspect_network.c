/* SPDX-License-Identifier: MIT */
/* NetworkMode and the networks that the container is connected to; ports and links. */
#include "hrun/base/attr.h"
#include "hrun/base/text.h"
#include "hrun/docker/csv.h"
#include "hrun/docker/network.h"

#include "inspect_work.h"

#include <string.h>

#define ID_SHOWN 12 /* digits of an id, where docker shows it short */

/* What a container has of one network. */
struct endpoint {
    const char *name;
    const struct hr_json *node; /* NULL: it is not connected */
    struct hr_network network;
    struct hr_strv links;
    const char *mac, *priority; /* NULL: none that it was told */
};

static bool same_network(const struct hr_value *a, const struct hr_value *b)
{
    const struct hr_network *x = &a->as.network, *y = &b->as.network;

    return x->mode == y->mode && strcmp(x->name, y->name) == 0 &&
           hr_inspect_same_text(x->ip, y->ip) && hr_inspect_same_text(x->ip6, y->ip6) &&
           hr_inspect_same_text(x->mac, y->mac) &&
           hr_inspect_same_strings(&x->aliases, &y->aliases) &&
           hr_inspect_same_strings(&x->link_local, &y->link_local) &&
           hr_inspect_same_strings(&x->driver_opts, &y->driver_opts);
}

/* Names that the engine adds by itself: the short id and, behind it, the host's name. */
static bool read_aliases(struct hr_inspect_work *w, const struct hr_json *node, struct hr_strv *out)
{
    const char *id = hr_arena_strndup(w->arena, w->out->id, ID_SHOWN);
    const char *host = hr_json_string(w->config, "Hostname");
    struct hr_strv all = { 0 };

    if (!hr_inspect_strings(w, node, &all))
        return false;
    for (size_t i = 0; i < all.n; i++) {
        const bool behind = i > 0 && strcmp(all.v[i - 1], id) == 0;

        if (strcmp(all.v[i], id) != 0 && !(behind && host && strcmp(all.v[i], host) == 0))
            hr_strv_push(w->arena, out, all.v[i]);
    }
    return true;
}

static bool read_addresses(struct hr_inspect_work *w, const struct hr_json *ipam,
                           struct hr_network *out)
{
    const struct hr_json *local;

    if (!ipam)
        return true;
    if (!hr_inspect_text(w, ipam, "IPv4Address", &out->ip) ||
        !hr_inspect_text(w, ipam, "IPv6Address", &out->ip6) ||
        !hr_inspect_member(w, ipam, "LinkLocalIPs", HR_JSON_ARRAY, &local))
        return false;
    hr_inspect_others(w, ipam, "IPv4Address IPv6Address LinkLocalIPs");
    return hr_inspect_strings(w, local, &out->link_local);
}

static bool read_driver_opts(struct hr_inspect_work *w, const struct hr_json *node,
                             struct hr_strv *out)
{
    for (node = node ? node->child : NULL; node; node = node->next) {
        if (node->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, node, HR_JSON_STRING);
        hr_strv_pushf(w->arena, out, "%s=%s", node->key, node->text);
    }
    return true;
}

/* Where nothing runs, an address is one that somebody gave. */
static const char *told_mac(const struct hr_inspect_work *w, const char *mac)
{
    return *mac && !w->out->is_running && hr_inspect_is_empty(hr_json_get(w->config, "MacAddress"))
               ? mac
               : NULL;
}

static bool read_endpoint(struct hr_inspect_work *w, struct endpoint *out)
{
    static const char known[] =
        "Aliases DNSNames DriverOpts EndpointID Gateway GlobalIPv6Address GlobalIPv6PrefixLen "
        "GwPriority IPAMConfig IPAddress IPPrefixLen IPv6Gateway Links MacAddress NetworkID";
    const struct hr_json *aliases, *options, *priority, *ipam, *links, *node = out->node;
    struct hr_network *network = &out->network;
    const char *mac;

    network->name = out->name;
    network->mode = hr_network_mode_of(out->name);
    if (!node)
        return true;
    if (!hr_inspect_member(w, node, "Aliases", HR_JSON_ARRAY, &aliases) ||
        !hr_inspect_member(w, node, "DriverOpts", HR_JSON_OBJECT, &options) ||
        !hr_inspect_member(w, node, "GwPriority", HR_JSON_NUMBER, &priority) ||
        !hr_inspect_member(w, node, "IPAMConfig", HR_JSON_OBJECT, &ipam) ||
        !hr_inspect_member(w, node, "Links", HR_JSON_ARRAY, &links) ||
        !hr_inspect_text(w, node, "MacAddress", &mac) ||
        !read_aliases(w, aliases, &network->aliases) ||
        !read_driver_opts(w, options, &network->driver_opts) || !read_addresses(w, ipam, network) ||
        !hr_inspect_strings(w, links, &out->links))
        return false;
    out->priority = hr_inspect_is_empty(priority) ? NULL : priority->text;
    out->mac = told_mac(w, mac);
    hr_inspect_others(w, node, known);
    return true;
}

static void push_each(struct hr_inspect_work *w, struct hr_strv *fields, const char *key,
                      const struct hr_strv *values)
{
    for (size_t i = 0; i < values->n; i++)
        hr_strv_pushf(w->arena, fields, "%s=%s", key, values->v[i]);
}

static void push_text(struct hr_inspect_work *w, struct hr_strv *fields, const char *key,
                      const char *text)
{
    if (text && *text)
        hr_strv_pushf(w->arena, fields, "%s=%s", key, text);
}

/* Add --network for E with what there is in it: the short form, if it is enough. */
static void add_network(struct hr_inspect_work *w, const struct endpoint *e,
                        const struct hr_json *node)
{
    struct hr_value want = { .kind = HR_KIND_NETWORK, .as.network = e->network };
    const struct hr_network *network = &e->network;
    struct hr_strv fields = { 0 };

    hr_strv_pushf(w->arena, &fields, "name=%s", e->name);
    push_each(w, &fields, "alias", &network->aliases);
    push_text(w, &fields, "ip", network->ip);
    push_text(w, &fields, "ip6", network->ip6);
    push_text(w, &fields, "mac-address", network->mac);
    push_each(w, &fields, "link-local-ip", &network->link_local);
    push_each(w, &fields, "driver-opt", &network->driver_opts);
    push_text(w, &fields, "gw-priority", e->priority);
    hr_inspect_add_value(w, "network", fields.n > 1 ? hr_csv_write(&fields, w->arena) : e->name,
                         &want, same_network, node);
}

/* The options that are about the first network. Where ALONE is false others come behind it. */
static void add_first(struct hr_inspect_work *w, const struct endpoint *e, bool alone,
                      const struct hr_json *mode)
{
    const struct hr_network *network = &e->network;
    struct endpoint rest = *e;

    rest.network.aliases = rest.network.link_local = (struct hr_strv){ 0 };
    rest.network.ip = rest.network.ip6 = rest.network.mac = NULL;
    if (strcmp(e->name, "default") != 0 || network->driver_opts.n > 0 || e->priority || !alone)
        add_network(w, &rest, mode);
    for (size_t i = 0; i < network->aliases.n; i++)
        hr_inspect_add(w, "network-alias", network->aliases.v[i], e->node);
    if (network->ip && *network->ip)
        hr_inspect_add(w, "ip", network->ip, e->node);
    if (network->ip6 && *network->ip6)
        hr_inspect_add(w, "ip6", network->ip6, e->node);
    for (size_t i = 0; i < network->link_local.n; i++)
        hr_inspect_add(w, "link-local-ip", network->link_local.v[i], e->node);
    for (size_t i = 0; i < e->links.n; i++)
        hr_inspect_add(w, "link", e->links.v[i], e->node);
    if (e->mac)
        hr_inspect_add(w, "mac-address", e->mac, e->node);
}

/* The endpoint of the network that MODE, which may be its id, names. */
static const struct hr_json *endpoint_of(const struct hr_json *networks, const char *mode)
{
    const struct hr_json *found =
        hr_json_get(networks, strcmp(mode, "default") == 0 ? "bridge" : mode);

    for (const struct hr_json *node = networks ? networks->child : NULL; node && !found;
         node = node->next) {
        const char *id = hr_json_string(node, "NetworkID");

        if (id && strlen(mode) >= ID_SHOWN && hr_text_starts(id, mode))
            found = node;
    }
    return found;
}

static bool read_others(struct hr_inspect_work *w, const struct hr_json *networks,
                        const struct hr_json *first)
{
    for (const struct hr_json *node = networks ? networks->child : NULL; node; node = node->next) {
        struct endpoint e = { .name = node->key, .node = node };

        if (node == first)
            continue;
        if (node->type == HR_JSON_NULL)
            e.node = NULL;
        else if (node->type != HR_JSON_OBJECT)
            return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
        if (!read_endpoint(w, &e))
            return false;
        e.network.mac = e.mac;
        add_network(w, &e, node);
        if (e.links.n > 0)
            hr_inspect_gap(w, node, "--link is about the first network only");
    }
    return true;
}

static const struct hr_inspect_member rows[] = {
    { "Bridge", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "EndpointID", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "Gateway", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "GlobalIPv6Address", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "GlobalIPv6PrefixLen", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "HairpinMode", HR_INSPECT_NOTHING, .why = "the engine's own setting" },
    { "IPAddress", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "IPPrefixLen", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "IPv6Gateway", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "LinkLocalIPv6Address", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "LinkLocalIPv6PrefixLen", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "MacAddress", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "Networks", HR_INSPECT_NOTHING, .why = "read with NetworkMode" },
    { "Ports", HR_INSPECT_NOTHING, .why = "read below" },
    { "SandboxID", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "SandboxKey", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "SecondaryIPAddresses", HR_INSPECT_NOTHING, .why = "what the engine made" },
    { "SecondaryIPv6Addresses", HR_INSPECT_NOTHING, .why = "what the engine made" },
};

/* Ports that are open, though the container was told neither of them nor to publish all. */
static bool read_open_ports(struct hr_inspect_work *w, const struct hr_json *settings)
{
    const struct hr_map told = hr_inspect_names(w, hr_json_get(w->host, "PortBindings"));
    const struct hr_json *ports;
    size_t value;

    if (hr_settings_bool(&w->out->invocation.settings, "publish-all", false))
        return true;
    if (!hr_inspect_member(w, settings, "Ports", HR_JSON_OBJECT, &ports))
        return false;
    for (const struct hr_json *node = ports ? ports->child : NULL; node; node = node->next) {
        if (hr_inspect_is_empty(node) || hr_map_get(&told, node->key, &value))
            continue;
        hr_inspect_gap(w, node, "nothing that the container was told publishes it");
        if (!hr_inspect_port(w, node))
            return false;
    }
    return true;
}

bool hr_inspect_networks(struct hr_inspect_work *w)
{
    const struct hr_json *settings, *networks, *mode, *own;
    struct endpoint first = { .name = "default" };

    if (!hr_inspect_member(w, w->host, "NetworkMode", HR_JSON_STRING, &mode) ||
        !hr_inspect_member(w, w->container, "NetworkSettings", HR_JSON_OBJECT, &settings) ||
        !hr_inspect_member(w, settings, "Networks", HR_JSON_OBJECT, &networks))
        return false;
    if (mode && *mode->text)
        first.name = mode->text;
    /* The name of no network has a colon: other engines say where a namespace is. */
    if (strchr(first.name, ':') && hr_network_mode_of(first.name) != HR_NETWORK_CONTAINER)
        hr_inspect_unknown(w, mode, "no known engine has this mode");
    own = endpoint_of(networks, first.name);
    first.node = own && own->type != HR_JSON_NULL ? own : NULL;
    if (first.node && first.node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, first.node, HR_JSON_OBJECT);
    if (!read_endpoint(w, &first))
        return false;
    add_first(w, &first, !networks || networks->count == (own != NULL), mode ? mode : w->host);
    if (!read_others(w, networks, own))
        return false;
    if (!settings)
        return true;
    return hr_inspect_members(w, settings, rows, HR_ARRAY_LEN(rows)) &&
           read_open_ports(w, settings);
}
