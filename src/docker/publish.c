/* SPDX-License-Identifier: MIT */
#include "hrun/docker/publish.h"

#include "hrun/base/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>

#define PORT_MAX 65535

/* Clients that read differently, by the first version of each; what versions between them take, one
 * of these takes too. A value starts with all, and every oddity in it leaves those that take it. */
enum client {
    CLIENT_20_10 = 1U << 0,
    CLIENT_25_0 = 1U << 1,
    CLIENT_29_4 = 1U << 2, /* 29.4.1, to be exact */
    CLIENT_ALL = (1U << 3) - 1,
};

static const char no_number[] = "a port is a number from 0 to 65535, a range goes upwards";

/* Read LENGTH bytes as a decimal port. From 29.4.1 on a sign may stand before it, and '-' before
 * zero is no error there. */
static bool read_port(const char *text, size_t length, uint16_t *out, unsigned *clients)
{
    const bool sign = *text == '+' || *text == '-';
    const uint32_t max = *text == '-' ? 0 : PORT_MAX;
    uint32_t port = 0;

    for (size_t i = sign; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        port = port * 10 + (uint32_t)(text[i] - '0');
        if (port > max)
            return false;
    }
    if (sign)
        *clients &= CLIENT_29_4;
    *out = (uint16_t)port;
    return length > sign;
}

/* Read PORT or PORT-PORT. Before 29.4.1, what follows a second '-' is not looked at. */
static bool read_range(const char *text, struct hr_port_range *out, unsigned *clients)
{
    const size_t first = strcspn(text, "-");
    const char *const last = text + first + 1;
    size_t length;

    if (!read_port(text, first, &out->first, clients))
        return false;
    out->last = out->first;
    if (!text[first])
        return true;
    length = *last == '-' ? strlen(last) : strcspn(last, "-");
    if (last[length])
        *clients &= CLIENT_20_10 | CLIENT_25_0;
    return read_port(last, length, &out->last, clients) && out->first <= out->last;
}

/* Read what stands behind the container's port. Before 28.5, a second '/' ends the protocol. */
static bool read_protocol(char *text, struct hr_arena *arena, struct hr_publish *out,
                          unsigned *clients)
{
    static const char *const protocols[] = { "tcp", "udp", "sctp" };

    if (text && hr_text_cut(strchr(text, '/')))
        *clients &= CLIENT_20_10 | CLIENT_25_0;
    if (!text || !*text) {
        out->protocol = "tcp";
        return true;
    }
    out->protocol = hr_text_lower(arena, text);
    for (size_t i = 0; i < HR_ARRAY_LEN(protocols); i++) {
        if (strcmp(out->protocol, protocols[i]) == 0)
            return true;
    }
    return false;
}

/* Read an IP literal; inet_pton takes what Go's net.ParseIP does: no zone, no zero before a digit,
 * no short form. Brackets around nothing are no address, and so every address. */
static bool read_address(char *text, struct hr_publish *out, unsigned *clients)
{
    const size_t length = strlen(text);
    struct in6_addr ip6;
    struct in_addr ip;

    if (*text == '[') {
        if (text[length - 1] != ']')
            return false;
        text[length - 1] = '\0';
        text++;
    } else if (strchr(text, ':')) {
        *clients &= CLIENT_25_0 | CLIENT_29_4;
    }
    if (!*text)
        return true;
    out->address = text;
    if (inet_pton(AF_INET, text, &ip) == 1) {
        out->loopback = ntohl(ip.s_addr) >> 24 == IN_LOOPBACKNET;
        return true;
    }
    if (inet_pton(AF_INET6, text, &ip6) != 1)
        return false;
    out->loopback = IN6_IS_ADDR_LOOPBACK(&ip6) ||
                    (IN6_IS_ADDR_V4MAPPED(&ip6) && ip6.s6_addr[12] == IN_LOOPBACKNET);
    return true;
}

static bool same_length(const struct hr_port_range *a, const struct hr_port_range *b)
{
    return a->last - a->first == b->last - b->first;
}

/* Read the short form. TEXT is cut to pieces. What is wrong with it, or NULL. */
static const char *read_short(char *text, struct hr_arena *arena, struct hr_publish *out,
                              unsigned *clients)
{
    char *const behind = hr_text_cut(strrchr(text, ':')), *const container = behind ? behind : text;
    char *const middle = behind ? hr_text_cut(strrchr(text, ':')) : NULL;
    const char *const host = middle ? middle : (behind ? text : "");

    if (!read_protocol(hr_text_cut(strchr(container, '/')), arena, out, clients))
        return "the protocol is tcp, udp or sctp";
    if (!*container)
        return "there is no container port";
    if (middle && !read_address(text, out, clients))
        return "what stands before the ports is no IP address";
    if (!read_range(container, &out->container, clients))
        return no_number;
    out->host_given = *host != '\0';
    if (!out->host_given)
        return NULL;
    if (!read_range(host, &out->host, clients))
        return no_number;
    if (out->container.first != out->container.last && !same_length(&out->host, &out->container))
        return "the two ranges of ports differ in length";
    return NULL;
}

/* Rewrite a list of KEY=VALUE, in which docker looks at three keys, as the short form; NULL if it
 * is no such list. Clients before 23.0 take an empty key, and end a value at a second '='. */
static char *to_short(const char *raw, struct hr_arena *arena, unsigned *clients)
{
    static const char *const keys[] = { "published", "target", "protocol" };
    char empty[] = "", tcp[] = "tcp", *values[] = { empty, empty, tcp };
    char *next = hr_arena_strdup(arena, raw);

    while (next) {
        char *const key = next;
        char *value;

        next = hr_text_cut(strchr(key, ','));
        value = hr_text_cut(strchr(key, '='));
        if (!value)
            return NULL;
        if (!*key)
            *clients &= CLIENT_20_10;
        for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++) {
            if (strcmp(key, keys[i]) == 0)
                values[i] = value;
        }
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(keys); i++) {
        if (hr_text_cut(strchr(values[i], '=')))
            *clients &= CLIENT_20_10;
    }
    return hr_arena_printf(arena, "%s:%s/%s", values[0], values[1], values[2]);
}

bool hr_publish_parse(const char *raw, struct hr_arena *arena, struct hr_publish *out,
                      struct hr_error *err)
{
    struct hr_publish publish = { .long_form = strchr(raw, '=') != NULL };
    unsigned clients = CLIENT_ALL;
    char *const text =
        publish.long_form ? to_short(raw, arena, &clients) : hr_arena_strdup(arena, raw);
    const char *wrong = text ? read_short(text, arena, &publish, &clients)
                             : "with a '=', it is a list of KEY=VALUE";

    if (!wrong && clients == 0)
        wrong = "no docker client reads all of it";
    if (wrong) {
        hr_error_set(err, arena, HR_ERRC_USAGE, "invalid port to publish '%s': %s", raw, wrong);
        return hr_error_hint(err, arena,
                             "write [IP:][HOST:]CONTAINER[/PROTOCOL], for example "
                             "127.0.0.1:8080:80");
    }
    publish.differs = clients != CLIENT_ALL;
    *out = publish;
    return true;
}

static const char *range_text(const struct hr_port_range *range, struct hr_arena *arena)
{
    return range->first == range->last ? hr_arena_printf(arena, "%u", range->first)
                                       : hr_arena_printf(arena, "%u-%u", range->first, range->last);
}

const char *hr_publish_render(const struct hr_publish *publish, struct hr_arena *arena)
{
    const bool tcp = strcmp(publish->protocol, "tcp") == 0;
    const char *address = "", *host = "";

    if (publish->address)
        address = hr_arena_printf(
            arena, strchr(publish->address, ':') ? "[%s]:" : "%s:", publish->address);
    if (publish->host_given)
        host = range_text(&publish->host, arena);
    return hr_arena_printf(arena, "%s%s%s%s%s%s", address, host, *address || *host ? ":" : "",
                           range_text(&publish->container, arena), tcp ? "" : "/",
                           tcp ? "" : publish->protocol);
}

bool hr_expose_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    /* The reader that takes signs is not asked here. */
    unsigned clients = CLIENT_20_10 | CLIENT_25_0;
    char *const text = hr_arena_strdup(arena, raw);
    struct hr_port_range range;

    hr_text_cut(strchr(text, '/'));
    if (read_range(text, &range, &clients) && clients != 0)
        return true;
    hr_error_set(err, arena, HR_ERRC_USAGE, "invalid port to expose '%s': %s", raw, no_number);
    return hr_error_hint(err, arena, "write PORT[-PORT][/PROTOCOL], for example 8080/tcp");
}
