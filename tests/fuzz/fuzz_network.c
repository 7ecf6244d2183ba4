/* SPDX-License-Identifier: MIT */
/* The short form is taken as it stands. The long form does not care for case, and what was read
 * from it is read again from its fields, each quoted. */
#include "hrun/base/text.h"
#include "hrun/docker/network.h"

#include "fuzz.h"

#include <string.h>

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_list(const struct hr_strv *a, const struct hr_strv *b)
{
    bool same = a->n == b->n;

    for (size_t i = 0; same && i < a->n; i++)
        same = strcmp(a->v[i], b->v[i]) == 0;
    return same;
}

static bool same_network(const struct hr_network *a, const struct hr_network *b)
{
    return a->mode == b->mode && same_text(a->name, b->name) && a->long_form == b->long_form &&
           same_list(&a->aliases, &b->aliases) && same_list(&a->link_local, &b->link_local) &&
           same_list(&a->driver_opts, &b->driver_opts) && same_text(a->ip, b->ip) &&
           same_text(a->ip6, b->ip6) && same_text(a->mac, b->mac) && a->folded == b->folded;
}

static void put_field(struct hr_arena *arena, struct hr_strv *fields, const char *key,
                      const char *value)
{
    char *const quoted = hr_arena_array(arena, strlen(value) + 1, 2);
    char *end = quoted;

    for (; *value; value++) {
        if (*value == '"')
            *end++ = '"';
        *end++ = *value;
    }
    hr_strv_pushf(arena, fields, "\"%s=%s\"", key, quoted);
}

static void put_list(struct hr_arena *arena, struct hr_strv *fields, const char *key,
                     const struct hr_strv *list)
{
    for (size_t i = 0; i < list->n; i++)
        put_field(arena, fields, key, list->v[i]);
}

static const char *render(const struct hr_network *network, struct hr_arena *arena)
{
    struct hr_strv fields = { 0 };

    put_field(arena, &fields, "name", network->name);
    put_list(arena, &fields, "alias", &network->aliases);
    put_list(arena, &fields, "link-local-ip", &network->link_local);
    put_list(arena, &fields, "driver-opt", &network->driver_opts);
    if (network->ip)
        put_field(arena, &fields, "ip", network->ip);
    if (network->ip6)
        put_field(arena, &fields, "ip6", network->ip6);
    if (network->mac)
        put_field(arena, &fields, "mac-address", network->mac);
    put_field(arena, &fields, "gw-priority", "0"); /* surely a word on both sides of '=' */
    return hr_strv_join(arena, &fields, ",");
}

static const char *upper(struct hr_arena *arena, const char *text)
{
    char *const copy = hr_arena_strdup(arena, text);

    for (char *c = copy; *c; c++) {
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
    return copy;
}

static void check_network(const char *raw, struct hr_arena *arena)
{
    struct hr_network network, again;
    struct hr_error err;

    if (!hr_network_parse(raw, arena, &network, &err)) {
        FUZZ_CHECK(err.code == HR_ERRC_USAGE && err.msg);
        return;
    }
    FUZZ_CHECK(*network.name);
    FUZZ_CHECK((network.mode == HR_NETWORK_HOST) == (strcmp(network.name, "host") == 0));
    if (!network.long_form) {
        FUZZ_CHECK(strcmp(network.name, raw) == 0 && !network.folded && !network.differs);
        return;
    }
    FUZZ_CHECK(hr_network_parse(upper(arena, raw), arena, &again, &err));
    FUZZ_CHECK(same_network(&network, &again));
    FUZZ_CHECK(hr_network_parse(render(&network, arena), arena, &again, &err));
    again.folded = network.folded; /* by a letter that is ASCII now */
    FUZZ_CHECK(same_network(&network, &again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;

    hr_arena_init(&arena);
    check_network(hr_arena_strndup(&arena, (const char *)data, size), &arena);
    hr_arena_finish(&arena);
    return 0;
}
