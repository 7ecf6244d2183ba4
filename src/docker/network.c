/* SPDX-License-Identifier: MIT */
#include "hrun/docker/network.h"

#include "hrun/base/text.h"
#include "hrun/docker/csv.h"
#include "hrun/docker/go.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum key {
    KEY_NAME,
    KEY_ALIAS,
    KEY_IP,
    KEY_IP6,
    KEY_MAC,
    KEY_LINK_LOCAL,
    KEY_DRIVER_OPT,
    KEY_PRIORITY,
    KEY__COUNT,
};

static const struct {
    const char *name;
    bool newer; /* 20.10 does not have it */
} keys[] = {
    [KEY_NAME] = { "name", false },
    [KEY_ALIAS] = { "alias", false },
    [KEY_IP] = { "ip", false },
    [KEY_IP6] = { "ip6", false },
    [KEY_MAC] = { "mac-address", true },
    [KEY_LINK_LOCAL] = { "link-local-ip", true },
    [KEY_DRIVER_OPT] = { "driver-opt", false },
    [KEY_PRIORITY] = { "gw-priority", true },
};
_Static_assert(HR_ARRAY_LEN(keys) == KEY__COUNT, "every key has a row");

static bool is_word(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || byte == '_';
}

/* Go's \w+=\w+, anywhere. */
static bool is_long_form(const char *raw)
{
    for (const char *at = strchr(raw, '='); at; at = strchr(at + 1, '=')) {
        if (at > raw && is_word(at[-1]) && is_word(at[1]))
            return true;
    }
    return false;
}

static bool is_ascii(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text > 0x7f)
            return false;
    }
    return true;
}

static enum key find_key(const char *name)
{
    enum key key = 0;

    while (key < KEY__COUNT && strcmp(name, keys[key].name) != 0)
        key++;
    return key;
}

static bool refuse(const char *raw, const char *wrong, struct hr_arena *arena, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_USAGE, "invalid network '%s': %s", raw, wrong);
    return hr_error_hint(err, arena, "write NAME, or name=NAME and more of KEY=VALUE with commas");
}

static const char *read_driver_opt(const char *text, struct hr_arena *arena, struct hr_network *out)
{
    char *const key = hr_arena_strdup(arena, text), *const value = hr_text_cut(strchr(key, '='));

    if (!value)
        return "a driver-opt is KEY=VALUE";
    /* Newer clients refuse an empty key. */
    out->differs |= !*key;
    hr_strv_pushf(arena, &out->driver_opts, "%s=%s", hr_go_trim(arena, key),
                  hr_go_trim(arena, value));
    return NULL;
}

/* Read one KEY=VALUE. What is wrong with it, or NULL. */
static const char *read_field(const char *field, struct hr_arena *arena, struct hr_network *out)
{
    char *const name = hr_go_lower(arena, field), *const rest = hr_text_cut(strchr(name, '='));
    const enum key key = find_key(hr_go_trim(arena, name));
    const char *value;
    int64_t priority;

    if (!rest)
        return "each part is KEY=VALUE";
    if (key == KEY__COUNT)
        return "it has a key that docker does not know";
    value = hr_go_trim(arena, rest);
    out->folded |= !is_ascii(field);
    out->differs |= keys[key].newer;
    switch (key) {
    case KEY_NAME:
        out->name = value;
        break;
    case KEY_ALIAS:
        hr_strv_push(arena, &out->aliases, value);
        break;
    case KEY_IP:
        out->ip = value;
        break;
    case KEY_IP6:
        out->ip6 = value;
        break;
    case KEY_MAC:
        out->mac = value;
        return hr_go_mac(value) ? NULL : "mac-address is no MAC address";
    case KEY_LINK_LOCAL:
        hr_strv_push(arena, &out->link_local, value);
        break;
    case KEY_DRIVER_OPT:
        return read_driver_opt(value, arena, out);
    case KEY_PRIORITY:
        return hr_go_atoi(value, &priority) ? NULL : "gw-priority is a whole number";
    case KEY__COUNT:
        break;
    }
    return NULL;
}

enum hr_network_mode hr_network_mode_of(const char *name)
{
    static const struct {
        const char *name;
        enum hr_network_mode mode;
    } modes[] = {
        { "default", HR_NETWORK_DEFAULT },
        { "bridge", HR_NETWORK_DEFAULT },
        { "none", HR_NETWORK_NONE },
        { "host", HR_NETWORK_HOST },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(modes); i++) {
        if (strcmp(name, modes[i].name) == 0)
            return modes[i].mode;
    }
    return hr_text_starts(name, "container:") ? HR_NETWORK_CONTAINER : HR_NETWORK_NAMED;
}

bool hr_network_parse(const char *raw, struct hr_arena *arena, struct hr_network *out,
                      struct hr_error *err)
{
    struct hr_network network = { .long_form = is_long_form(raw) };
    struct hr_strv fields = { 0 };

    if (!network.long_form)
        network.name = hr_arena_strdup(arena, raw);
    else if (!hr_csv_record(raw, arena, &fields, err))
        return hr_error_wrap(err, arena, "invalid network '%s'", raw);
    for (size_t i = 0; i < fields.n; i++) {
        const char *const wrong = read_field(fields.v[i], arena, &network);

        if (wrong)
            return refuse(raw, wrong, arena, err);
    }
    if (!network.name || !*hr_go_trim(arena, network.name))
        return refuse(raw, "it has no name", arena, err);
    network.mode = hr_network_mode_of(network.name);
    *out = network;
    return true;
}
