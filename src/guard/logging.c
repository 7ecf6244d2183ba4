/* SPDX-License-Identifier: MIT */
#include "hrun/guard/logging.h"

#include <string.h>

/* Drivers that keep the output on the engine's host. Any other may send it anywhere. */
static const struct {
    const char *name;
    const char *why; /* NULL: it is kept, and bounded if docker's options say so */
} drivers[] = {
    { "", NULL }, /* the engine's own choice */
    { "json-file", NULL },
    { "local", NULL },
    { "journald", NULL },
    { "none", "nothing is kept of what it writes, so nobody can look at it afterwards" },
};

/* Options that say neither where the output goes nor what of the container goes with it. */
static const char *const options[] = {
    "cache-compress",  "cache-disabled", "cache-max-file", "cache-max-size", "compress",
    "max-buffer-size", "max-file",       "max-size",       "mode",           "tag",
};

static const char *why_driver(const char *name)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(drivers); i++) {
        if (strcmp(drivers[i].name, name) == 0)
            return drivers[i].why;
    }
    return "what it writes may leave this machine, secrets in it too";
}

static bool is_plain_option(const char *name)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(options); i++) {
        if (strcmp(options[i], name) == 0)
            return true;
    }
    return false;
}

/* True if the line names a driver that the profile allows, with whatever options it takes. */
static bool is_allowed(const struct hr_check *k)
{
    const struct hr_setting *driver = hr_settings_last(k->c->settings, "log-driver");

    return driver && hr_strv_has(&k->c->profile->allow.log_drivers, driver->raw);
}

void hr_check_log_driver(const struct hr_check *k)
{
    const bool allowed = is_allowed(k);
    const struct hr_setting *s;

    for (size_t at = 0; !allowed && (s = hr_check_next(k, &at));) {
        const bool is_driver = s->value->kind == HR_KIND_STRING;
        const char *why = is_driver ? why_driver(s->raw) : NULL;

        if (!is_driver && !is_plain_option(hr_check_name(s)))
            why = "it says where the output goes, or adds variables and labels to it";
        if (why)
            hr_check_trip(
                k, &(const struct hr_trip){ .by = s, .subject = hr_check_name(s), .why = why });
    }
}
