/* SPDX-License-Identifier: MIT */
#include "hrun/guard/network.h"

#include "hrun/base/text.h"
#include "hrun/guard/namespaces.h"
#include "hrun/policy/env_glob.h"

#include <stddef.h>
#include <string.h>

/* A --network as it comes out, whoever's it is. */
struct joined {
    const struct hr_setting *by;
    enum hr_network_mode mode;
    const char *name;
    const char *through;                  /* the container whose it is; NULL: the line's own */
    const struct hr_network_facts *facts; /* of a network with a name; NULL if nobody asked */
    const char *unknown;                  /* what of it could not be found out; else NULL */
};

static void follow_container(const struct hr_check *k, struct joined *out)
{
    const struct hr_joined_mode end =
        hr_joined_mode(k->c->facts, out->name, offsetof(struct hr_container_facts, network));

    out->through = hr_container_of_mode(out->name);
    if (end.mode) {
        out->name = end.mode;
        out->mode = hr_network_mode_of(end.mode);
    } else {
        out->unknown = end.unknown;
    }
}

/* A partial id leads where the engine says. */
static void follow_id(const struct hr_check *k, struct joined *out)
{
    out->facts = hr_facts_network(k->c->facts, out->name);
    if (!out->facts)
        return;
    if (out->facts->state == HR_UNKNOWN)
        out->unknown = out->name;
    if (out->facts->state != HR_KNOWN || strcmp(out->facts->own_name, out->name) == 0)
        return;
    out->name = out->facts->own_name;
    out->mode = hr_network_mode_of(out->name);
}

/* The next --network that somebody typed, as hr_check_next. */
static bool next_network(const struct hr_check *k, size_t *at, struct joined *out)
{
    const struct hr_setting *s = hr_check_next(k, at);

    if (!s)
        return false;
    *out = (struct joined){
        .by = s,
        .mode = s->value->as.network.mode,
        .name = s->value->as.network.name,
    };
    if (out->mode == HR_NETWORK_CONTAINER)
        follow_container(k, out);
    else if (out->mode == HR_NETWORK_NAMED)
        follow_id(k, out);
    return true;
}

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* By the name that was typed, or by what it came out as. */
static bool is_profiles(const struct hr_check *k, const struct joined *network)
{
    const char *own = k->c->profile->network_mode;

    return is_same(own, network->name) || is_same(own, network->by->value->as.network.name);
}

static bool is_host(const struct joined *network)
{
    return network->mode == HR_NETWORK_HOST ||
           (network->facts && network->facts->state == HR_KNOWN &&
            strcmp(network->facts->driver, "host") == 0);
}

static void trip_unknown(const struct hr_check *k, const struct joined *network)
{
    const char *noun = network->through ? "container" : "network";
    const char *because = network->facts ? network->facts->unknown_because : NULL;

    if (k->c->facts->image.unknown_because)
        return; /* an engine that cannot be asked is told of with the image */
    hr_check_trip(
        k,
        &(const struct hr_trip){
            .by = network->by,
            .why = hr_arena_printf(k->arena, "nothing is known of %s %s%s%s", noun,
                                   network->unknown, because ? ": " : "", because ? because : ""),
            .remedy = hr_arena_printf(k->arena, "see whether `docker %s inspect %s` works", noun,
                                      network->unknown),
        });
}

void hr_check_host_network(const struct hr_check *k)
{
    struct joined network;

    for (size_t at = 0; next_network(k, &at, &network);) {
        if (is_profiles(k, &network))
            continue;
        if (network.unknown)
            trip_unknown(k, &network);
        else if (is_host(&network))
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = network.by,
                                 .why = network.through
                                            ? hr_arena_printf(
                                                  k->arena, "container %s shares the host's, so %s",
                                                  network.through, k->rule->why)
                                            : NULL,
                             });
    }
}

/* True if docker would put a container there anyway. */
static bool is_dockers_own(const struct hr_check *k, const struct joined *network)
{
    return network->mode == HR_NETWORK_NONE ||
           (network->mode == HR_NETWORK_DEFAULT && !k->c->profile->network_mode);
}

void hr_check_network(const struct hr_check *k)
{
    struct joined network;

    for (size_t at = 0; next_network(k, &at, &network);) {
        /* host and what cannot be told are host-network's and container-namespace's to judge. */
        if (is_host(&network) || network.unknown || network.mode == HR_NETWORK_CONTAINER)
            continue;
        if (is_dockers_own(k, &network) || is_profiles(k, &network) ||
            hr_strv_has(&k->c->profile->allow.networks, network.name))
            continue;
        hr_check_trip(k, &(const struct hr_trip){ .by = network.by, .subject = network.name });
    }
}

void hr_check_default_bridge(const struct hr_check *k)
{
    struct joined network;

    if (!k->c->view->network.by)
        hr_check_trip(k, &(const struct hr_trip){ 0 });
    for (size_t at = 0; next_network(k, &at, &network);) {
        if (network.mode == HR_NETWORK_DEFAULT && !is_profiles(k, &network))
            hr_check_trip(k, &(const struct hr_trip){ .by = network.by });
    }
}

#define SYSCTLS "com.docker.network.endpoint.sysctls"

/* True if the profile's allow.sysctls has NAME, in any case: some clients make it lower. */
static bool allows_sysctl(const struct hr_check *k, const char *name)
{
    const struct hr_strv *list = &k->c->profile->allow.sysctls;

    for (size_t i = 0; i < list->n; i++) {
        if (hr_env_glob_matches(hr_text_lower(k->arena, list->v[i]), hr_text_lower(k->arena, name)))
            return true;
    }
    return false;
}

/* True if it has every name in TEXT: NAME=VALUE with commas between two. */
static bool allows_sysctls(const struct hr_check *k, const char *text)
{
    for (const char *item = text; item; item = strchr(item, ',')) {
        item += *item == ',';
        if (!allows_sysctl(k, hr_arena_strndup(k->arena, item, strcspn(item, "=,"))))
            return false;
    }
    return true;
}

/* True if OPT, KEY=VALUE, changes nothing of what the container may do. */
static bool is_plain_opt(const struct hr_check *k, const char *opt)
{
    static const char interface[] = "com.docker.network.endpoint.ifname=";
    static const char sysctls[] = SYSCTLS "=";

    if (hr_text_starts(opt, sysctls))
        return allows_sysctls(k, opt + strlen(sysctls));
    return hr_text_starts(opt, interface);
}

void hr_check_network_driver_opt(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        const struct hr_strv *opts = &s->value->as.network.driver_opts;

        for (size_t i = 0; i < opts->n; i++) {
            if (!is_plain_opt(k, opts->v[i]))
                hr_check_trip(k, &(const struct hr_trip){
                                     .by = s,
                                     .subject = hr_arena_strndup(k->arena, opts->v[i],
                                                                 strcspn(opts->v[i], "=")),
                                 });
        }
    }
}

void hr_check_host_gateway(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        if (hr_text_ends(s->raw, "host-gateway"))
            hr_check_trip(k, &(const struct hr_trip){ .by = s, .subject = s->raw });
    }
}

/* Bridges that give their containers' addresses away to the network around the host. Since 27.0 and 28.0.
 */
static const char *const open_modes[] = {
    "com.docker.network.bridge.gateway_mode_ipv4=routed",
    "com.docker.network.bridge.gateway_mode_ipv6=routed",
    "com.docker.network.bridge.gateway_mode_ipv4=nat-unprotected",
    "com.docker.network.bridge.gateway_mode_ipv6=nat-unprotected",
};

const char *hr_network_why_open(const struct hr_network_facts *network)
{
    if (network->state != HR_KNOWN || network->internal || strcmp(network->driver, "null") == 0 ||
        strcmp(network->driver, "host") == 0)
        return NULL;
    if (strcmp(network->driver, "bridge") != 0)
        return "its containers have addresses beyond this machine, so each port that they listen "
               "on is reached there, published or not";
    for (size_t i = 0; i < HR_ARRAY_LEN(open_modes); i++) {
        if (hr_strv_has(&network->options, open_modes[i]))
            return "it passes on what comes from beyond this machine, to ports that nobody "
                   "published";
    }
    return NULL;
}

/* True for an option that docker takes on a network of one's own only. */
static bool needs_own_network(const struct hr_setting *s)
{
    static const char *const names[] = { "ip", "ip6", "network-alias" };

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        if (strcmp(names[i], s->option->name) == 0)
            return *s->raw != '\0';
    }
    return false;
}

void hr_check_usage(const struct hr_check *k)
{
    const struct hr_setting *network = k->c->view->network.by;

    if (!network || hr_check_is_typed(network) || k->c->view->network.v == HR_NETWORK_NAMED)
        return;
    for (size_t i = 0; i < k->c->settings->n; i++) {
        const struct hr_setting *s = &k->c->settings->v[i];

        if (hr_check_is_typed(s) && needs_own_network(s))
            hr_check_trip(
                k,
                &(const struct hr_trip){
                    .by = s,
                    .why = hr_arena_printf(k->arena,
                                           "docker takes it on a network of your own only, and the "
                                           "profile's network is %s",
                                           network->raw),
                    .remedy =
                        "leave it out, or --network NAME beside it, with NAME in allow.networks "
                        "where the profile denies others",
                    .final = true,
                });
    }
}
