/* SPDX-License-Identifier: MIT */
#include "hrun/docker/device.h"

#include "hrun/base/number.h"
#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WEIGHT_MIN 10
#define WEIGHT_MAX 1000

static bool is_one_of(char byte, const char *set)
{
    return byte && strchr(set, byte);
}

/* True if the LENGTH bytes at TEXT start with a letter, end with a letter or digit, and hold those
 * and "_-." only. */
static bool is_label(const char *text, size_t length)
{
    /* One letter is a label too, but every client that knows labels crashes on it. */
    if (length < 2 || !is_one_of(text[0], HR_LETTERS) || !is_one_of(text[length - 1], HR_ALNUM))
        return false;
    return strspn(text, HR_ALNUM "_-.") >= length;
}

static bool is_device_name(const char *text)
{
    const size_t length = strspn(text, HR_ALNUM "_-.:");

    return length > 0 && !text[length] && is_one_of(text[0], HR_ALNUM) &&
           is_one_of(text[length - 1], HR_ALNUM);
}

/* VENDOR/CLASS=NAME of the container device interface. */
static bool is_cdi(const char *text)
{
    const size_t vendor = strcspn(text, "/");
    const char *const class = text[vendor] ? text + vendor + 1 : "";
    const size_t length = strcspn(class, "=");

    return is_label(text, vendor) && is_label(class, length) && class[length] &&
           is_device_name(class + length + 1);
}

/* One to three of r, w and m, each at most once. */
static bool is_mode(const char *text)
{
    const size_t length = strspn(text, "rwm");

    if (length == 0 || text[length])
        return false;
    for (size_t i = 0; i < length; i++) {
        if (strchr(text + i + 1, text[i]))
            return false;
    }
    return true;
}

/* Read HOST[:CTR][:MODE], cutting TEXT to pieces. What is wrong with it, or NULL. Cleaned is what
 * the client cleans: the path of a value with one path, and CTR without a mode. */
static const char *read_paths(char *text, struct hr_arena *arena, struct hr_device *out)
{
    char *parts[4] = { text };
    size_t count = 1;

    for (char *at = text; count < HR_ARRAY_LEN(parts) && (at = strchr(at, ':')); count++) {
        *at++ = '\0';
        parts[count] = at;
    }
    if (count > 3)
        return "it has more than two colons";
    out->host = parts[0];
    out->permissions = "rwm";
    if (count == 3 && !is_mode(parts[2]))
        return "the mode is made of r, w and m";
    if (count == 3)
        out->permissions = parts[2];
    if (count == 2 && is_mode(parts[1])) {
        out->permissions = parts[1];
        count = 1;
    }
    out->container = count == 1 ? parts[0] : parts[1];
    if (*out->container != '/')
        return "its path in the container is not absolute";
    if (count < 3)
        out->container = hr_go_clean(arena, out->container);
    if (count == 1)
        out->host = out->container;
    return *out->host ? NULL : "it has no path on the host";
}

bool hr_device_parse(const char *raw, struct hr_arena *arena, struct hr_device *out,
                     struct hr_error *err)
{
    /* Clients before 25.0 take a CDI name for a path; some later ones crash on a path like one. */
    struct hr_device device = { .cdi = is_cdi(raw), .differs = *raw != '/' && strchr(raw, '=') };
    const char *wrong = NULL;

    if (device.cdi) {
        device.host = hr_arena_strdup(arena, raw);
        device.container = device.permissions = "";
    } else {
        wrong = read_paths(hr_arena_strdup(arena, raw), arena, &device);
    }
    if (wrong) {
        hr_error_set(err, arena, HR_ERRC_USAGE, "invalid device '%s': %s", raw, wrong);
        return hr_error_hint(err, arena, "write HOST[:CONTAINER][:rwm] or VENDOR/CLASS=NAME");
    }
    *out = device;
    return true;
}

static const char *skip_number(const char *text)
{
    const size_t digits = strspn(text, HR_DIGITS);

    if (digits > 0)
        return text + digits;
    return *text == '*' ? text + 1 : NULL;
}

static bool is_rule(const char *text)
{
    const char *at = is_one_of(text[0], "acb") && text[1] == ' ' ? skip_number(text + 2) : NULL;
    size_t modes;

    if (at)
        at = *at == ':' ? skip_number(at + 1) : NULL;
    if (!at || *at != ' ')
        return false;
    modes = strspn(at + 1, "rwm");
    return modes >= 1 && modes <= 3 && !at[1 + modes];
}

bool hr_device_rule_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    if (is_rule(raw))
        return true;
    hr_error_set(err, arena, HR_ERRC_USAGE, "invalid device rule '%s'", raw);
    return hr_error_hint(err, arena, "write TYPE MAJOR:MINOR MODE, for example c 1:3 rwm");
}

/* What follows the colon of /dev/X:VALUE; NULL if RAW is no such pair. */
static const char *pair_value(const char *raw)
{
    const char *const colon = hr_text_starts(raw, "/dev/") ? strchr(raw, ':') : NULL;

    return colon ? colon + 1 : NULL;
}

static bool refuse_pair(const char *raw, const char *value, struct hr_arena *arena,
                        struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_USAGE, "invalid value '%s' for a device", raw);
    return hr_error_hint(err, arena, "write /dev/NAME:%s", value);
}

bool hr_device_weight_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    const char *const value = pair_value(raw);
    uint64_t weight;

    if (value && hr_number_u64(value, strlen(value), &weight) &&
        (weight == 0 || (weight >= WEIGHT_MIN && weight <= WEIGHT_MAX)))
        return true;
    return refuse_pair(raw, "WEIGHT, which is 0 or from 10 to 1000", arena, err);
}

bool hr_device_bytes_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    const char *const value = pair_value(raw);
    bool differs;
    int64_t bytes;

    if (value && hr_go_bytes(value, &bytes, &differs) && bytes >= 0)
        return true;
    return refuse_pair(raw, "BYTES, for example /dev/sda:1mb", arena, err);
}

bool hr_device_count_check(const char *raw, struct hr_arena *arena, struct hr_error *err)
{
    const char *const value = pair_value(raw);
    uint64_t count;

    if (value && hr_number_u64(value, strlen(value), &count))
        return true;
    return refuse_pair(raw, "COUNT, a whole number", arena, err);
}
