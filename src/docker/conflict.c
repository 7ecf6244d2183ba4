/* SPDX-License-Identifier: MIT */
#include "hrun/docker/conflict.h"

#include "hrun/base/attr.h"
#include "hrun/base/map.h"

#include <string.h>

static bool is_there(const struct hr_setting *setting)
{
    (void)setting;
    return true;
}

static bool is_on(const struct hr_setting *setting)
{
    return setting->value->as.boolean;
}

static bool is_nonzero(const struct hr_setting *setting)
{
    return setting->value->as.integer != 0;
}

static bool is_filled(const struct hr_setting *setting)
{
    return *setting->raw != '\0';
}

static bool is_none(const struct hr_setting *setting)
{
    return strcmp(setting->raw, "none") == 0;
}

/* Docker looks at the policy's name alone, and exactly: `no:3` restarts nothing, `NO` is refused. */
static bool is_restart(const struct hr_setting *setting)
{
    const size_t length = strcspn(setting->raw, ":");

    return length > 0 && !(length == 2 && memcmp(setting->raw, "no", 2) == 0);
}

/* Two options, and when the last setting of each is part of a conflict. */
static const struct exclusion {
    const char *one;
    bool (*one_is)(const struct hr_setting *);
    const char *other;
    bool (*other_is)(const struct hr_setting *);
} exclusions[] = {
    { "detach", is_on, "attach", is_there },
    { "rm", is_on, "restart", is_restart },
    { "log-driver", is_none, "log-opt", is_there },
    { "no-healthcheck", is_on, "health-cmd", is_filled },
    { "no-healthcheck", is_on, "health-interval", is_nonzero },
    { "no-healthcheck", is_on, "health-retries", is_nonzero },
    { "no-healthcheck", is_on, "health-start-interval", is_nonzero },
    { "no-healthcheck", is_on, "health-start-period", is_nonzero },
    { "no-healthcheck", is_on, "health-timeout", is_nonzero },
};

static bool says_alias(const struct hr_network *network)
{
    return network->aliases.n > 0;
}

static bool says_link_local(const struct hr_network *network)
{
    return network->link_local.n > 0;
}

static bool says_ip(const struct hr_network *network)
{
    return network->ip && *network->ip;
}

static bool says_ip6(const struct hr_network *network)
{
    return network->ip6 && *network->ip6;
}

static bool says_mac(const struct hr_network *network)
{
    return network->mac && *network->mac;
}

/* Options that speak of the first --network, which may say the same itself. */
static const struct network_part {
    const char *option;
    bool (*option_is)(const struct hr_setting *);
    bool (*network_says)(const struct hr_network *);
} network_parts[] = {
    { "network-alias", is_there, says_alias },
    { "link-local-ip", is_there, says_link_local },
    { "ip", is_filled, says_ip },
    { "ip6", is_filled, says_ip6 },
    { "mac-address", is_filled, says_mac },
};

static bool exclude(const struct hr_setting *one, const struct hr_setting *other,
                    struct hr_arena *arena, struct hr_error *err)
{
    const struct hr_setting *late = one->origin.number > other->origin.number ? one : other;

    hr_error_set(err, arena, HR_ERRC_USAGE, "--%s and --%s exclude each other", one->option->name,
                 other->option->name);
    err->where.argument = late->origin.number;
    return hr_error_hint(err, arena, "leave one of them out");
}

static bool check_exclusions(const struct hr_settings *settings, struct hr_arena *arena,
                             struct hr_error *err)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(exclusions); i++) {
        const struct exclusion *e = &exclusions[i];
        const struct hr_setting *one = hr_settings_last(settings, e->one);
        const struct hr_setting *other = hr_settings_last(settings, e->other);
        if (one && other && e->one_is(one) && e->other_is(other))
            return exclude(one, other, arena, err);
    }
    return true;
}

static bool fail(const struct hr_setting *setting, struct hr_arena *arena, const char *msg,
                 struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_USAGE, "--network %s: %s", setting->raw, msg);
    err->where.argument = setting->origin.number;
    return false;
}

static bool check_first_network(const struct hr_settings *settings, const struct hr_setting *first,
                                struct hr_arena *arena, struct hr_error *err)
{
    const struct hr_network *network = &first->value->as.network;

    for (size_t i = 0; i < HR_ARRAY_LEN(network_parts); i++) {
        const struct network_part *part = &network_parts[i];
        const struct hr_setting *option = hr_settings_last(settings, part->option);
        if (option && part->option_is(option) && part->network_says(network))
            return exclude(first, option, arena, err);
    }
    if (network->mode != HR_NETWORK_NAMED && hr_settings_last(settings, "network-alias"))
        return fail(first, arena, "only a network of one's own has aliases", err);
    return true;
}

/* One network after the other: what does not go with those before it. */
static bool check_network(const struct hr_setting *setting, const struct hr_setting *first,
                          struct hr_map *names, struct hr_arena *arena, struct hr_error *err)
{
    const struct hr_network *network = &setting->value->as.network;
    const bool own = network->mode == HR_NETWORK_NAMED;
    size_t old;

    if (hr_map_put(names, arena, network->name, 1, &old))
        return fail(setting, arena, "the same network twice", err);
    if (own != (first->value->as.network.mode == HR_NETWORK_NAMED))
        return fail(setting, arena, "docker's own networks and others exclude each other", err);
    if (!own && says_alias(network))
        return fail(setting, arena, "only a network of one's own has aliases", err);
    return true;
}

static bool check_networks(const struct hr_settings *settings, struct hr_arena *arena,
                           struct hr_error *err)
{
    const struct hr_setting *first = hr_settings_first(settings, "network");
    struct hr_map names = { 0 };

    for (size_t i = 0; first && i < settings->n; i++) {
        const struct hr_setting *setting = &settings->v[i];
        if (setting->option != first->option)
            continue;
        if (setting->value->as.network.folded)
            return true; /* no reader without Unicode's tables knows what the name comes to */
        if (!check_network(setting, first, &names, arena, err))
            return false;
    }
    return !first || check_first_network(settings, first, arena, err);
}

bool hr_conflict_check(const struct hr_settings *settings, struct hr_arena *arena,
                       struct hr_error *err)
{
    return check_exclusions(settings, arena, err) && check_networks(settings, arena, err);
}
