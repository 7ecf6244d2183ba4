/* SPDX-License-Identifier: MIT */
#include "hrun/guard/seccomp.h"

#include <string.h>

/* What a typed filter is. */
enum filter {
    FILTER_KNOWN, /* the engine's own, or the profile's */
    FILTER_NONE,
    FILTER_OPEN, /* it lets through what it does not list */
    FILTER_OTHER,
    FILTER_UNREAD,
};

/* True if the file at PATH is the profile's own, or has the same in it. A profile's path has a '/'. */
static bool is_profiles(const struct hr_check *k, const char *path)
{
    const char *own = hr_profile_own_seccomp(k->c->profile);
    const struct hr_seccomp_facts *given = hr_facts_seccomp(k->c->facts, path);
    const struct hr_seccomp_facts *wanted = own ? hr_facts_seccomp(k->c->facts, own) : NULL;

    if (own && strchr(own, '/') && strcmp(own, path) == 0)
        return true;
    return given && given->text && wanted && wanted->text && strcmp(given->text, wanted->text) == 0;
}

static enum filter filter_of(const struct hr_check *k, const char *value)
{
    const struct hr_seccomp_facts *facts = hr_facts_seccomp(k->c->facts, value);

    if (strcmp(value, "unconfined") == 0)
        return FILTER_NONE;
    if (strcmp(value, "builtin") == 0)
        return FILTER_KNOWN;
    if (is_profiles(k, value))
        return FILTER_KNOWN;
    if (!facts || !facts->text)
        return FILTER_UNREAD;
    return facts->refuses ? FILTER_OTHER : FILTER_OPEN;
}

/* The next filter that somebody typed, as hr_check_next; NULL for no more. */
static const struct hr_setting *next_filter(const struct hr_check *k, size_t *at, enum filter *out)
{
    const struct hr_setting *s;

    while ((s = hr_check_next(k, at))) {
        if (s->value->as.security.key != HR_SECURITY_SECCOMP)
            continue;
        *out = filter_of(k, s->value->as.security.value);
        return s;
    }
    return NULL;
}

static const char *why_unread(const struct hr_check *k, const char *path)
{
    const struct hr_seccomp_facts *facts = hr_facts_seccomp(k->c->facts, path);

    return facts && facts->unknown_because
               ? hr_arena_printf(k->arena, "it cannot be read as docker will: %s",
                                 facts->unknown_because)
               : NULL;
}

void hr_check_seccomp_profile(const struct hr_check *k)
{
    const struct hr_setting *s;
    enum filter filter;

    for (size_t at = 0; (s = next_filter(k, &at, &filter));) {
        const char *path = s->value->as.security.value;

        if (filter == FILTER_OTHER || filter == FILTER_UNREAD)
            hr_check_trip(
                k, &(const struct hr_trip){ .by = s, .subject = path, .why = why_unread(k, path) });
    }
}

void hr_check_seccomp_unconfined(const struct hr_check *k)
{
    const struct hr_setting *s;
    enum filter filter;

    for (size_t at = 0; (s = next_filter(k, &at, &filter));) {
        if (filter == FILTER_NONE)
            hr_check_trip(k, &(const struct hr_trip){ .by = s });
        else if (filter == FILTER_OPEN)
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = s,
                                 .subject = s->value->as.security.value,
                                 .why = "its defaultAction lets through what it does not list",
                             });
    }
}
