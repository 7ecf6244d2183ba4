/* SPDX-License-Identifier: MIT */
#include "hrun/guard/reading.h"

#include "hrun/base/text.h"
#include "hrun/guard/shown.h"

/* What was written, where hrun made something narrower of it. */
static const struct hr_setting *typed_of(const struct hr_setting *s)
{
    return s->was ? s->was : s;
}

/* The next typed setting, at *AT or behind it, of an option that a rule judges; NULL for no more. */
static const struct hr_setting *next_guarded(const struct hr_check *k, size_t *at)
{
    const struct hr_settings *settings = k->c->settings;

    while (*at < settings->n) {
        const struct hr_setting *s = &settings->v[(*at)++];

        if (hr_check_is_typed(s) && s->option->cls == HR_CLASS_GUARDED)
            return s;
    }
    return NULL;
}

static void trip(const struct hr_check *k, const struct hr_setting *s)
{
    const struct hr_setting *typed = typed_of(s);

    hr_check_trip(
        k,
        &(const struct hr_trip){
            .by = s,
            .subject = typed->option->kind == HR_KIND_BOOL ? NULL : hr_shown_value(typed, k->arena),
        });
}

void hr_check_ambiguous_text(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = next_guarded(k, &at));) {
        /* Variables are the workload's text; everything else here is compared with names. */
        if (s->option->kind != HR_KIND_ENV && !hr_text_is_plain(typed_of(s)->raw))
            trip(k, s);
    }
}

/* An engine that takes what no known one does may take it for anything. */
static bool is_unknown(const struct hr_setting *s)
{
    return s->option->kind == HR_KIND_SECURITY_OPT &&
           s->value->as.security.key == HR_SECURITY_OTHER;
}

/* Clients before 25.0 take the name of a CDI device for a path: what is judged is the name. */
static bool differs(const struct hr_setting *s)
{
    const bool is_cdi = s->value->kind == HR_KIND_DEVICE && s->value->as.device.cdi;

    return s->value->differs && !is_cdi;
}

void hr_check_version_dependent(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = next_guarded(k, &at));) {
        if (differs(typed_of(s)) || is_unknown(s))
            trip(k, s);
    }
}
