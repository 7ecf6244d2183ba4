/* SPDX-License-Identifier: MIT */
#include "hrun/docker/value.h"

#include "hrun/docker/capability.h"
#include "hrun/docker/go.h"
#include "hrun/docker/host.h"

#include <string.h>

/* How one kind is read; what no client looks at has nothing but LATE. */
struct grammar {
    bool late; /* see hr_value_is_late */
    /* Where docker looks for a range when the line is done: what its flag parser takes before. */
    bool (*flag)(const char *raw, struct hr_value *out);
    bool (*check)(const char *raw, struct hr_arena *arena, struct hr_error *err);
    bool (*parse)(const char *raw, struct hr_arena *arena, struct hr_value *out,
                  struct hr_error *err);
    /* For single values, with WANT, what would be one; and for values that a row lists. */
    bool (*read)(const char *raw, struct hr_value *out);
    const char *want;
    bool (*choose)(const char *raw, const struct hr_option *option, struct hr_value *out);
};

static bool read_bool(const char *raw, struct hr_value *out)
{
    return hr_go_bool(raw, &out->as.boolean);
}

static bool read_int(const char *raw, struct hr_value *out)
{
    return hr_go_int(raw, 64, &out->as.integer);
}

static bool read_retries(const char *raw, struct hr_value *out)
{
    return read_int(raw, out) && out->as.integer >= 0;
}

static bool read_swappiness(const char *raw, struct hr_value *out)
{
    return read_int(raw, out) && out->as.integer >= -1 && out->as.integer <= 100;
}

static bool read_uint(const char *raw, unsigned bits, struct hr_value *out)
{
    uint64_t number;

    if (!hr_go_uint(raw, bits, &number))
        return false;
    out->as.integer = number < (uint64_t)INT64_MAX ? (int64_t)number : INT64_MAX;
    return true;
}

static bool read_uint16(const char *raw, struct hr_value *out)
{
    return read_uint(raw, 16, out);
}

static bool read_uint64(const char *raw, struct hr_value *out)
{
    return read_uint(raw, 64, out);
}

static bool read_bytes(const char *raw, struct hr_value *out)
{
    return hr_go_bytes(raw, &out->as.integer, &out->differs);
}

static bool read_swap_bytes(const char *raw, struct hr_value *out)
{
    if (strcmp(raw, "-1") != 0)
        return read_bytes(raw, out);
    out->as.integer = -1;
    return true;
}

static bool read_cpus(const char *raw, struct hr_value *out)
{
    return hr_go_cpus(raw, &out->as.integer);
}

static bool read_any_duration(const char *raw, struct hr_value *out)
{
    return hr_go_duration(raw, &out->as.integer);
}

static bool read_duration(const char *raw, struct hr_value *out)
{
    return read_any_duration(raw, out) && out->as.integer >= 0;
}

static bool has_word(const struct hr_option *option, const char *text, size_t length)
{
    return hr_option_word(option, text, length) >= 0;
}

static bool choose_namespace(const char *raw, const struct hr_option *option, struct hr_value *out)
{
    const char *colon = strchr(raw, ':');

    if (!colon)
        return !*raw || has_word(option, raw, strlen(raw));
    if (has_word(option, raw, (size_t)(colon + 1 - raw))) {
        out->differs = strchr(colon + 1, ':') != NULL; /* 20.10 takes no second colon */
        return colon[1] != '\0';
    }
    out->differs = true; /* 20.10 looks no further than the first colon, later clients do */
    return colon == raw || has_word(option, raw, (size_t)(colon - raw));
}

static bool choose_pull(const char *raw, const struct hr_option *option, struct hr_value *out)
{
    /* 20.10 takes any word, and pulls nothing. */
    out->differs = *raw && !has_word(option, raw, strlen(raw));
    return true;
}

static bool read_restart(const char *raw, struct hr_value *out)
{
    const char *colon = strchr(raw, ':');
    int64_t count;

    if (!colon)
        return true;
    out->differs = colon == raw || !colon[1]; /* 20.10 takes no empty count, 28 no empty policy */
    return !colon[1] || hr_go_atoi(colon + 1, &count);
}

static bool check_mac(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    if (!*raw || hr_go_mac(hr_go_trim(arena, raw)))
        return true;
    return hr_error_set(err, arena, HR_ERRC_USAGE, "'%s' is not a MAC address as 02:42:ac:11:00:02",
                        raw);
}

static bool parse_key_value(const char *raw, struct hr_arena *arena, struct hr_value *out,
                            struct hr_error *err)
{
    const char *equals = strchr(raw, '=');

    (void)err;
    out->as.env.name = hr_arena_strndup(arena, raw, equals ? (size_t)(equals - raw) : strlen(raw));
    out->as.env.value = equals ? hr_arena_strdup(arena, equals + 1) : NULL;
    return true;
}

static bool check_label(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    const char *name = raw + strspn(raw, " \t");
    const size_t length = strcspn(name, "= \t");

    if (length == 0)
        return hr_error_set(err, arena, HR_ERRC_USAGE, "'%s' has no name", raw);
    if (name[length] && name[length] != '=')
        return hr_error_set(err, arena, HR_ERRC_USAGE, "'%s' has a blank in its name", raw);
    return true;
}

static bool check_storage_opt(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    return strchr(raw, '=') || hr_error_set(err, arena, HR_ERRC_USAGE, "'%s' is no KEY=VALUE", raw);
}

static bool parse_capability(const char *raw, struct hr_arena *arena, struct hr_value *out,
                             struct hr_error *err)
{
    (void)arena;
    (void)err;
    out->as.capability = hr_capability_find(raw);
    return true;
}

static bool parse_device(const char *raw, struct hr_arena *arena, struct hr_value *out,
                         struct hr_error *err)
{
    if (!hr_device_parse(raw, arena, &out->as.device, err))
        return false;
    out->differs = out->as.device.differs;
    return true;
}

static bool parse_env(const char *raw, struct hr_arena *arena, struct hr_value *out,
                      struct hr_error *err)
{
    return hr_env_parse(raw, arena, &out->as.env, err);
}

static bool parse_mount(const char *raw, struct hr_arena *arena, struct hr_value *out,
                        struct hr_error *err)
{
    if (!hr_mount_parse_mount(raw, arena, &out->as.mount, err))
        return false;
    out->differs = out->as.mount.differs;
    return true;
}

static bool parse_network(const char *raw, struct hr_arena *arena, struct hr_value *out,
                          struct hr_error *err)
{
    if (!hr_network_parse(raw, arena, &out->as.network, err))
        return false;
    out->differs = out->as.network.differs;
    return true;
}

static bool parse_publish(const char *raw, struct hr_arena *arena, struct hr_value *out,
                          struct hr_error *err)
{
    if (!hr_publish_parse(raw, arena, &out->as.publish, err))
        return false;
    out->differs = out->as.publish.differs;
    return true;
}

static bool parse_security_opt(const char *raw, struct hr_arena *arena, struct hr_value *out,
                               struct hr_error *err)
{
    if (!hr_security_opt_parse(raw, arena, &out->as.security, err))
        return false;
    out->differs = out->as.security.differs;
    return true;
}

static bool parse_tmpfs(const char *raw, struct hr_arena *arena, struct hr_value *out,
                        struct hr_error *err)
{
    if (!hr_mount_parse_tmpfs(raw, arena, &out->as.mount, err))
        return false;
    out->differs = out->as.mount.differs;
    return true;
}

static bool parse_ulimit(const char *raw, struct hr_arena *arena, struct hr_value *out,
                         struct hr_error *err)
{
    return hr_ulimit_parse(raw, arena, &out->as.ulimit, err);
}

static bool parse_user(const char *raw, struct hr_arena *arena, struct hr_value *out,
                       struct hr_error *err)
{
    (void)err;
    hr_user_parse(raw, arena, &out->as.user);
    return true;
}

static bool parse_volume(const char *raw, struct hr_arena *arena, struct hr_value *out,
                         struct hr_error *err)
{
    if (!hr_mount_parse_volume(raw, arena, &out->as.mount, err))
        return false;
    out->differs = out->as.mount.differs;
    return true;
}

static bool parse_volumes_from(const char *raw, struct hr_arena *arena, struct hr_value *out,
                               struct hr_error *err)
{
    if (!hr_mount_parse_volumes_from(raw, arena, &out->as.mount, err))
        return false;
    out->differs = out->as.mount.differs;
    return true;
}

/* Early is what the client's flag parser looks at itself, by a type of its own; late is what is
 * kept as text and taken apart when the line is done, by the client or by the engine. */
static const struct grammar grammars[] = {
    [HR_KIND_BOOL] = { .read = read_bool, .want = "a boolean: true, t, 1, false, f or 0" },
    [HR_KIND_STRING] = { .late = true },
    [HR_KIND_INT] = { .read = read_int, .want = "a whole number" },
    [HR_KIND_UINT16] = { .read = read_uint16, .want = "a whole number from 0 to 65535" },
    [HR_KIND_UINT64] = { .read = read_uint64, .want = "a whole number from 0 on" },
    [HR_KIND_BYTES] = { .read = read_bytes, .want = "a size as 512m or 1.5g" },
    [HR_KIND_SWAP_BYTES] = { .read = read_swap_bytes, .want = "a size as 512m or 1.5g, or -1" },
    [HR_KIND_CPUS] = { .read = read_cpus,
                       .want = "a number of CPUs as 1.5, with at most nine decimals" },
    [HR_KIND_DURATION] = { .flag = read_any_duration,
                           .read = read_duration,
                           .want = "a time as 90s or 1m30s" },
    [HR_KIND_ADD_HOST] = { .check = hr_add_host_check },
    [HR_KIND_ATTACH] = { .check = hr_attach_check },
    [HR_KIND_CAPABILITY] = { .late = true, .parse = parse_capability },
    [HR_KIND_DEVICE] = { .late = true, .parse = parse_device },
    [HR_KIND_DEVICE_CGROUP_RULE] = { .check = hr_device_rule_check },
    [HR_KIND_DNS] = { .check = hr_dns_check },
    [HR_KIND_DNS_SEARCH] = { .check = hr_dns_search_check },
    [HR_KIND_ENV] = { .parse = parse_env },
    [HR_KIND_ENV_FILE] = { .late = true },
    [HR_KIND_EXPOSE] = { .late = true, .check = hr_expose_check },
    [HR_KIND_GPUS] = { .check = hr_gpus_check },
    [HR_KIND_IPC] = { .late = true },
    [HR_KIND_KEY_VALUE] = { .parse = parse_key_value },
    [HR_KIND_LABEL] = { .check = check_label, .parse = parse_key_value },
    [HR_KIND_LABEL_FILE] = { .late = true },
    [HR_KIND_LINK] = { .check = hr_link_check },
    [HR_KIND_MAC] = { .late = true, .check = check_mac },
    [HR_KIND_MOUNT] = { .parse = parse_mount },
    [HR_KIND_NAMESPACE] = { .late = true, .choose = choose_namespace },
    [HR_KIND_NETWORK] = { .parse = parse_network },
    [HR_KIND_PUBLISH] = { .late = true, .parse = parse_publish },
    [HR_KIND_PULL] = { .late = true, .choose = choose_pull },
    [HR_KIND_RESTART] = { .late = true,
                          .read = read_restart,
                          .want = "a policy: no, always, unless-stopped or on-failure[:COUNT]" },
    [HR_KIND_RETRIES] = { .flag = read_int,
                          .read = read_retries,
                          .want = "a whole number from 0 on" },
    [HR_KIND_SECURITY_OPT] = { .late = true, .parse = parse_security_opt },
    [HR_KIND_STORAGE_OPT] = { .late = true, .check = check_storage_opt, .parse = parse_key_value },
    [HR_KIND_SWAPPINESS] = { .flag = read_int,
                             .read = read_swappiness,
                             .want = "a whole number from -1 to 100" },
    [HR_KIND_SYSCTL] = { .check = hr_sysctl_check, .parse = parse_key_value },
    [HR_KIND_THROTTLE_BYTES] = { .check = hr_device_bytes_check },
    [HR_KIND_THROTTLE_COUNT] = { .check = hr_device_count_check },
    [HR_KIND_TMPFS] = { .late = true, .parse = parse_tmpfs },
    [HR_KIND_ULIMIT] = { .parse = parse_ulimit },
    [HR_KIND_USER] = { .late = true, .parse = parse_user },
    [HR_KIND_VOLUME] = { .late = true, .parse = parse_volume },
    [HR_KIND_VOLUMES_FROM] = { .late = true, .parse = parse_volumes_from },
    [HR_KIND_WEIGHT_DEVICE] = { .check = hr_device_weight_check },
};
_Static_assert(HR_ARRAY_LEN(grammars) == HR_KIND__COUNT, "a grammar for every kind");

bool hr_value_parse(const struct hr_option *option, const char *raw, struct hr_arena *arena,
                    struct hr_value *out, struct hr_error *err)
{
    const struct grammar *grammar = &grammars[option->kind];
    struct hr_value value = { .kind = option->kind };
    bool good = (!grammar->check || grammar->check(raw, arena, err)) &&
                (!grammar->parse || grammar->parse(raw, arena, &value, err));

    if (grammar->read && !grammar->read(raw, &value))
        good = hr_error_set(err, arena, HR_ERRC_USAGE, "'%s' is not %s", raw, grammar->want);
    if (grammar->choose && !grammar->choose(raw, option, &value))
        good =
            hr_error_set(err, arena, HR_ERRC_USAGE, "'%s' is not one of: %s", raw, option->words);
    if (good)
        *out = value;
    return good;
}

bool hr_value_is_late(const struct hr_option *option, const char *raw)
{
    const struct grammar *grammar = &grammars[option->kind];
    struct hr_value ignored;

    return grammar->late || (grammar->flag && grammar->flag(raw, &ignored));
}
