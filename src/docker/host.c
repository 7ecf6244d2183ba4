/* SPDX-License-Identifier: MIT */
#include "hrun/docker/host.h"

#include "hrun/base/map.h"
#include "hrun/base/text.h"
#include "hrun/base/vec.h"
#include "hrun/docker/csv.h"
#include "hrun/docker/go.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define DOMAIN_MAX_BYTES 254

static bool is_address(const char *text)
{
    struct in6_addr address;

    return inet_pton(AF_INET, text, &address) == 1 || inet_pton(AF_INET6, text, &address) == 1;
}

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text, words[i]) == 0)
            return true;
    }
    return false;
}

/* True if RAW is a name and an address with SEPARATOR between them. */
static bool is_host(const char *raw, char separator, bool brackets, struct hr_arena *arena)
{
    const char *const at = strchr(raw, separator);
    const char *value = at ? at + 1 : "";
    const size_t length = strlen(value);

    if (!at || at == raw || memchr(raw, ':', (size_t)(at - raw)))
        return false;
    if (brackets && length > 2 && value[0] == '[' && value[length - 1] == ']')
        value = hr_arena_strndup(arena, value + 1, length - 2);
    return strcmp(value, "host-gateway") == 0 || is_address(hr_go_trim(arena, value));
}

bool hr_add_host_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    /* Clients before 25.0 know neither '=' nor brackets; later ones prefer '='. */
    if (is_host(raw, '=', true, arena) || is_host(raw, ':', !strchr(raw, '='), arena))
        return true;
    hr_error_set(err, arena, HR_ERRC_USAGE, "invalid host to add '%s'", raw);
    return hr_error_hint(err, arena, "write NAME:IP or NAME:host-gateway");
}

bool hr_dns_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    if (is_address(hr_go_trim(arena, raw)))
        return true;
    return hr_error_set(err, arena, HR_ERRC_USAGE, "DNS server '%s' is no IP address", raw);
}

/* The end of the label at TEXT, or NULL. docker's pattern says ":?" where "(?:" was meant, and so
 * lets up to COLONS stand before a label. */
static const char *skip_label(const char *text, size_t colons)
{
    const size_t before = strspn(text, ":"), length = strspn(text + before, HR_ALNUM "-");
    const char *const label = text + before;

    if (length == 0 || label[0] == '-' || label[length - 1] == '-' || before > colons)
        return NULL;
    return label + length;
}

static bool is_domain(const char *text)
{
    const char *end = skip_label(text, 2), *dot = end;

    while (dot) {
        end = dot;
        dot += *dot == ':';
        dot = *dot == '.' ? skip_label(dot + 1, 1) : NULL;
    }
    if (!end || end - text > DOMAIN_MAX_BYTES)
        return false;
    end += *end == '.';
    return end[strspn(end, " \t\n\f\r")] == '\0';
}

bool hr_dns_search_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    const char *const text = raw + strspn(raw, " ");
    const bool root = text[0] == '.' && text[1 + strspn(text + 1, " ")] == '\0';
    const bool letter = strpbrk(text, HR_LETTERS);

    if (root || (letter && is_domain(text)))
        return true;
    return hr_error_set(err, arena, HR_ERRC_USAGE, "DNS search domain '%s' is no domain", raw);
}

bool hr_link_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    const char *const colon = strchr(raw, ':');

    if (*raw && (!colon || !strchr(colon + 1, ':')))
        return true;
    hr_error_set(err, arena, HR_ERRC_USAGE, "invalid link '%s'", raw);
    return hr_error_hint(err, arena, "write CONTAINER[:ALIAS]");
}

bool hr_sysctl_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    static const char *const names[] = {
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem",
        "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced",
    };
    const char *const name = hr_arena_strndup(arena, raw, strcspn(raw, "="));

    if (strchr(raw, '=') && (hr_text_starts(name, "net.") || hr_text_starts(name, "fs.mqueue.") ||
                             is_one_of(name, names, HR_ARRAY_LEN(names))))
        return true;
    hr_error_set(err, arena, HR_ERRC_USAGE, "sysctl '%s' is not allowed", raw);
    return hr_error_hint(err, arena,
                         "write NAME=VALUE, NAME being net.*, fs.mqueue.* or one of "
                         "kernel.msg*, kernel.sem and kernel.shm*");
}

bool hr_attach_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    static const char *const streams[] = { "stdin", "stdout", "stderr" };

    if (is_one_of(hr_go_lower(arena, raw), streams, HR_ARRAY_LEN(streams)))
        return true;
    return hr_error_set(err, arena, HR_ERRC_USAGE,
                        "stream '%s' is none of stdin, stdout and stderr", raw);
}

static bool is_count(const char *text)
{
    int64_t count;

    return strcmp(text, "all") == 0 || hr_go_atoi(text, &count);
}

/* Check one part of --gpus; SEEN has the keys so far. What is wrong with it, or NULL. */
static const char *check_gpus_field(const char *field, struct hr_arena *arena, struct hr_map *seen)
{
    static const char *const free_keys[] = { "driver", "device", "capabilities" };
    const char *const equals = strchr(field, '=');
    const char *const key = hr_arena_strndup(arena, field, strcspn(field, "="));
    struct hr_strv options = { 0 };
    struct hr_error ignored;
    size_t old;

    if (hr_map_put(seen, arena, key, 0, &old))
        return "a key is there twice";
    if (!equals)
        hr_map_put(seen, arena, "count", 0, &old);
    if (!equals || strcmp(key, "count") == 0)
        return is_count(equals ? equals + 1 : field) ? NULL : "a count is all or a whole number";
    if (strcmp(key, "options") == 0)
        return hr_csv_record(equals + 1, arena, &options, &ignored) ? NULL
                                                                    : "options are a list of CSV";
    return is_one_of(key, free_keys, HR_ARRAY_LEN(free_keys))
               ? NULL
               : "it has a key that docker does not know";
}

bool hr_gpus_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    struct hr_strv fields = { 0 };
    struct hr_map seen = { 0 };
    const char *wrong = NULL;

    if (!hr_csv_record(raw, arena, &fields, err))
        return hr_error_wrap(err, arena, "invalid GPU request '%s'", raw);
    for (size_t i = 0; i < fields.n && !wrong; i++)
        wrong = check_gpus_field(fields.v[i], arena, &seen);
    if (!wrong)
        return true;
    hr_error_set(err, arena, HR_ERRC_USAGE, "invalid GPU request '%s': %s", raw, wrong);
    return hr_error_hint(err, arena,
                         "write all, a count, or KEY=VALUE of count, device, driver, "
                         "capabilities and options");
}
