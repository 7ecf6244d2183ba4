/* SPDX-License-Identifier: MIT */
#include "hrun/guard/privileges.h"

#include "hrun/base/text.h"
#include "hrun/docker/capability.h"

#include <string.h>

/* The capabilities that NAMES hold; *ALL for the word ALL. */
static uint64_t set_of(const struct hr_strv *names, bool *all)
{
    uint64_t set = 0;

    for (size_t i = 0; i < names->n; i++) {
        const int number = hr_capability_find(names->v[i]);

        if (number >= 0)
            set |= UINT64_C(1) << number;
        else if (hr_capability_is_all(names->v[i]))
            *all = true;
    }
    return set;
}

static const char *nearest(const char *word)
{
    struct hr_nearest best = { .word = word };

    for (unsigned i = 0; i < HR_CAPABILITY_COUNT; i++)
        hr_nearest_offer(&best, hr_capability_at(i)->name);
    return best.best;
}

static void trip_unknown(const struct hr_check *k, const struct hr_setting *s)
{
    const char *word = nearest(s->raw);

    hr_check_trip(
        k, &(const struct hr_trip){
               .by = s,
               .subject = s->raw,
               .unlisted = true,
               .why = "no capability that is known here",
               .remedy = word ? hr_arena_printf(k->arena, "--cap-add %s, if that was meant", word)
                              : "a name of capabilities(7)",
           });
}

static void trip_known(const struct hr_check *k, const struct hr_setting *s, int number)
{
    const struct hr_capability *row = hr_capability_at((unsigned)number);
    const struct hr_user *user = &k->c->view->user;
    const char *remedy = "leave it out";

    if (hr_user_is_plainly_not_root(user) && k->c->view->no_new_privileges.v)
        remedy = hr_arena_printf(
            k->arena, "leave it out: user %s is not root, so it would get nothing from it",
            user->raw);
    hr_check_trip(
        k, &(const struct hr_trip){
               .by = s,
               .subject = row->name,
               .why = hr_arena_printf(
                   k->arena, "it lets the container's root %s%s", row->risk,
                   number < HR_CAPABILITY_NEWER ? "" : "; engines up to 20.10 do not know it"),
               .remedy = remedy,
           });
}

void hr_check_capability(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;
    const struct hr_option *row = hr_option("cap-add");
    bool all = false;
    const uint64_t allowed =
        set_of(&k->c->profile->cap_add, &all) | set_of(&k->c->profile->allow.capabilities, &all);

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option != row || !hr_check_is_typed(s) || all)
            continue;
        if (hr_capability_is_all(s->raw))
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = s,
                                 .subject = "ALL",
                                 .why = "it is root on the host, and undoes --cap-drop ALL",
                                 .remedy = "--cap-add with the one capability that is needed",
                             });
        else if (s->value->as.capability < 0)
            trip_unknown(k, s);
        else if (!(allowed & (UINT64_C(1) << s->value->as.capability)))
            trip_known(k, s, s->value->as.capability);
    }
}

void hr_check_capabilities_kept(const struct hr_check *k)
{
    const struct hr_view *view = k->c->view;

    /* --privileged and --cap-add ALL have rules of their own, and no --cap-drop helps there. */
    if (view->privileged.v || view->caps_all_added)
        return;
    if (hr_capability_default_set() & view->caps & ~view->caps_added)
        hr_check_trip(k, &(const struct hr_trip){ 0 });
}

/* Trip on every --security-opt of KEY that IS_BAD. */
static void each_security(const struct hr_check *k, enum hr_security_key key,
                          bool (*is_bad)(const struct hr_check *, const struct hr_security_opt *))
{
    const struct hr_settings *settings = k->c->settings;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option->kind == HR_KIND_SECURITY_OPT && hr_check_is_typed(s) &&
            s->value->as.security.key == key && is_bad(k, &s->value->as.security))
            hr_check_trip(k, &(const struct hr_trip){ .by = s });
    }
}

static bool is_any_or_word(const struct hr_check *k, const struct hr_security_opt *opt)
{
    return !k->rule->word || strcmp(opt->value, k->rule->word) == 0;
}

void hr_check_security(const struct hr_check *k)
{
    each_security(k, (enum hr_security_key)k->rule->bad, is_any_or_word);
}

/* True if OPT's value is what the profile itself asks for. */
static bool is_profiles(const struct hr_security_opt *opt, const char *own)
{
    return own && strcmp(opt->value, own) == 0;
}

static bool is_other_apparmor(const struct hr_check *k, const struct hr_security_opt *opt)
{
    return strcmp(opt->value, "docker-default") != 0 &&
           !is_profiles(opt, hr_profile_own_apparmor(k->c->profile));
}

void hr_check_apparmor(const struct hr_check *k)
{
    each_security(k, HR_SECURITY_APPARMOR, is_other_apparmor);
}

static bool is_not_off(const struct hr_check *k, const struct hr_security_opt *opt)
{
    (void)k;
    return opt->on || !opt->valid;
}

void hr_check_writable_cgroups(const struct hr_check *k)
{
    each_security(k, HR_SECURITY_WRITABLE_CGROUPS, is_not_off);
}
