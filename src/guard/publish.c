/* SPDX-License-Identifier: MIT */
#include "hrun/guard/publish.h"

#include "hrun/guard/network.h"

#include <string.h>

/* The words behind S's option, as written. */
static const char *typed(const struct hr_setting *s)
{
    return s->was ? s->was->raw : s->raw;
}

static bool is_near(const struct hr_check *k, const struct hr_publish *publish)
{
    const char *own = k->c->profile->ports.host_ip;

    return publish->loopback || (own && publish->address && strcmp(own, publish->address) == 0);
}

static void trip_far(const struct hr_check *k, const struct hr_setting *s)
{
    struct hr_publish publish = s->value->as.publish;
    const char *why = publish.address
                          ? "it is served beyond this machine, past its firewall"
                          : "it is served on every address of the host, past its firewall";

    publish.address = "127.0.0.1";
    hr_check_trip(k, &(const struct hr_trip){
                         .by = s,
                         .subject = typed(s),
                         .why = why,
                         .remedy = hr_arena_printf(k->arena, "--publish %s",
                                                   hr_publish_render(&publish, k->arena)),
                     });
}

/* A network that gives its containers addresses beyond this machine publishes all that they have. */
static void check_network(const struct hr_check *k, const struct hr_setting *s)
{
    const struct hr_network_facts *facts = hr_facts_network(k->c->facts, s->value->as.network.name);
    const char *why = facts ? hr_network_why_open(facts) : NULL;

    if (why)
        hr_check_trip(k, &(const struct hr_trip){
                             .by = s,
                             .subject = facts->name,
                             .why = why,
                             .remedy = "a bridge of its own: docker network create NAME",
                         });
}

void hr_check_publish_not_loopback(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;
    const struct hr_seen *all = &k->c->view->publish_all;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option->kind == HR_KIND_PUBLISH && hr_check_is_typed(s) &&
            !is_near(k, &s->value->as.publish))
            trip_far(k, s);
        if (s->option->kind == HR_KIND_NETWORK && hr_check_is_typed(s))
            check_network(k, s);
    }
    if (all->v && all->by && hr_check_is_typed(all->by))
        hr_check_trip(k, &(const struct hr_trip){
                             .by = all->by,
                             .subject = "all",
                             .why = "every port that the image exposes is served on every address "
                                    "of the host",
                             .remedy = "--publish 127.0.0.1::PORT",
                         });
}

void hr_check_publish_unreachable(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;

    for (size_t i = 0; i < settings->n && k->c->view->network.v == HR_NETWORK_NONE; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option->kind == HR_KIND_PUBLISH && hr_check_is_typed(s))
            hr_check_trip(k, &(const struct hr_trip){ .by = s, .subject = typed(s) });
    }
}
