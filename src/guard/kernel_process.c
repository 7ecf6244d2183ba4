/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"
#include "hrun/docker/capability.h"

#include "kernel_aspect.h"

#include <string.h>

const struct hr_process *hr_kernel_find(const struct hr_kernel_check *k,
                                        bool (*is_bad)(const struct hr_kernel_check *,
                                                       const struct hr_process *))
{
    for (size_t i = 0; i < k->facts->processes.n; i++) {
        if (is_bad(k, &k->facts->processes.v[i]))
            return &k->facts->processes.v[i];
    }
    return NULL;
}

/* "process 4711", and how many others are like it. */
static const char *name_of(const struct hr_kernel_check *k, const struct hr_process *p)
{
    if (p->count == 1)
        return hr_arena_printf(k->check.arena, "process %d", (int)p->pid);
    return hr_arena_printf(k->check.arena, "process %d (and %zu more like it)", (int)p->pid,
                           p->count - 1);
}

const char *hr_kernel_differ(const struct hr_kernel_check *k, const char *claim,
                             const struct hr_process *p, const char *has)
{
    return hr_arena_printf(k->check.arena, "%s, but %s has %s", claim, name_of(k, p), has);
}

static uint64_t held_by(const struct hr_process *p)
{
    return p->in_own_userns
               ? 0
               : p->inheritable | p->permitted | p->effective | p->bounding | p->ambient;
}

static bool has_all(const struct hr_kernel_check *k, const struct hr_process *p)
{
    const uint64_t all = k->facts->every_capability;

    return all != 0 && !p->in_own_userns && (p->effective & all) == all;
}

void hr_kernel_privileged(const struct hr_kernel_check *k)
{
    const struct hr_process *p = hr_kernel_find(k, has_all);

    if (p && !HR_KERNEL_VIEW(k)->caps_all_added)
        hr_kernel_trip(k,
                       &(const struct hr_kernel_trip){
                           .what = hr_kernel_differ(k, hr_kernel_claim(k, NULL, "--privileged"), p,
                                                    "every capability"),
                           .why = "it is root on the host, as docker exec --privileged makes one",
                           .remedy = "docker exec without --privileged",
                       });
}

/* The capabilities that the profile lets anybody add, as hr_check_capability has it. */
static uint64_t allowed_by(const struct hr_profile *profile)
{
    const struct hr_strv *lists[] = { &profile->cap_add, &profile->allow.capabilities };
    uint64_t set = 0;

    for (size_t i = 0; i < HR_ARRAY_LEN(lists); i++) {
        for (size_t k = 0; k < lists[i]->n; k++) {
            const int number = hr_capability_find(lists[i]->v[k]);

            if (number >= 0)
                set |= UINT64_C(1) << number;
            else if (hr_capability_is_all(lists[i]->v[k]))
                set = UINT64_MAX;
        }
    }
    return set;
}

static void trip_capability(const struct hr_kernel_check *k, const struct hr_process *p,
                            unsigned number)
{
    const struct hr_capability *row = hr_capability_at(number);
    struct hr_arena *arena = k->check.arena;
    const char *name = row ? row->name : hr_arena_printf(arena, "%u", number);
    const bool only_bound =
        !((p->inheritable | p->permitted | p->effective | p->ambient) >> number & 1);

    if (hr_kernel_found(k, name))
        return;
    hr_kernel_trip(
        k, &(const struct hr_kernel_trip){
               .subject = name,
               .what = hr_kernel_differ(
                   k, hr_kernel_claim(k, NULL, hr_arena_printf(arena, "--cap-add %s", name)), p,
                   only_bound ? "it in its bounding set" : "it"),
               .why = hr_arena_printf(arena, "it lets the container's root %s",
                                      row ? row->risk : "do what is not known here"),
               .remedy = "a new container: none of its options gives that",
           });
}

void hr_kernel_capability(const struct hr_kernel_check *k)
{
    const uint64_t listed = HR_KERNEL_VIEW(k)->caps | allowed_by(k->check.c->profile);

    for (size_t i = 0; i < k->facts->processes.n; i++) {
        const struct hr_process *p = &k->facts->processes.v[i];
        const uint64_t more = has_all(k, p) ? 0 : held_by(p) & ~listed;

        for (unsigned number = 0; number < 64; number++) {
            if (more >> number & 1)
                trip_capability(k, p, number);
        }
    }
}

static bool keeps(const struct hr_kernel_check *k, const struct hr_process *p)
{
    return held_by(p) & hr_capability_default_set() & ~HR_KERNEL_VIEW(k)->caps_added;
}

void hr_kernel_capabilities_kept(const struct hr_kernel_check *k)
{
    const struct hr_process *p = hr_kernel_find(k, keeps);

    if (!p && hr_kernel_is_whole(k))
        hr_kernel_refute(k, NULL);
    if (p && !has_all(k, p) && !HR_KERNEL_VIEW(k)->caps_all_added && !hr_kernel_found(k, NULL))
        hr_kernel_trip(k, &(const struct hr_kernel_trip){
                              .setting = hr_settings_last(k->check.c->settings, "cap-drop"),
                              .what = hr_kernel_differ(k, "inspect lists --cap-drop ALL", p,
                                                       "capabilities that docker grants unasked"),
                          });
}

static bool may_gain(const struct hr_kernel_check *k, const struct hr_process *p)
{
    (void)k;
    return p->no_new_privileges == 0;
}

static bool is_not_held(const struct hr_kernel_check *k, const struct hr_process *p)
{
    (void)k;
    return p->no_new_privileges != 1;
}

/* The setting that lists no-new-privileges, whatever undoes it; NULL if none does. */
static const struct hr_setting *listed_no_new_privileges(const struct hr_settings *settings)
{
    const struct hr_setting *found = NULL;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option->kind == HR_KIND_SECURITY_OPT &&
            s->value->as.security.key == HR_SECURITY_NO_NEW_PRIVILEGES && s->value->as.security.on)
            found = s;
    }
    return found;
}

void hr_kernel_no_new_privileges(const struct hr_kernel_check *k)
{
    const struct hr_process *p = hr_kernel_find(k, may_gain);
    const struct hr_setting *listed = listed_no_new_privileges(k->check.c->settings);

    if (p && listed) {
        hr_kernel_refute(k, NULL);
        hr_kernel_trip(k, &(const struct hr_kernel_trip){
                              .setting = listed,
                              .what = hr_kernel_differ(k, "inspect lists no-new-privileges", p,
                                                       "NoNewPrivs 0"),
                          });
    } else if (hr_kernel_is_whole(k) && !hr_kernel_find(k, is_not_held)) {
        hr_kernel_refute(k, NULL);
    }
}

static bool is_unfiltered(const struct hr_kernel_check *k, const struct hr_process *p)
{
    (void)k;
    return p->seccomp == 0;
}

void hr_kernel_seccomp(const struct hr_kernel_check *k)
{
    const struct hr_process *p = hr_kernel_find(k, is_unfiltered);

    if (p && !hr_kernel_found(k, NULL))
        hr_kernel_trip(
            k, &(const struct hr_kernel_trip){
                   .setting = HR_KERNEL_VIEW(k)->seccomp.by,
                   .what = hr_kernel_differ(
                       k, hr_kernel_claim(k, HR_KERNEL_VIEW(k)->seccomp.by, "seccomp=unconfined"),
                       p, "Seccomp 0"),
               });
}

/* True if LABEL is AppArmor's for the profile NAME, enforced. */
static bool is_enforced(const char *label, const char *name)
{
    const size_t length = strlen(name);

    return strncmp(label, name, length) == 0 && strcmp(label + length, " (enforce)") == 0;
}

/* What is wrong with P's label, where the profile ASKED was asked for, or NULL for none; NULL for
 * nothing. */
static const char *fault_of_label(const struct hr_kernel_check *k, const struct hr_process *p,
                                  const char *asked)
{
    struct hr_arena *arena = k->check.arena;

    if (p->lsm == HR_LSM_NONE)
        return asked ? "no label: this host has no AppArmor" : NULL;
    if (p->lsm == HR_LSM_SELINUX)
        return asked ? "a label of SELinux: this host has no AppArmor" : NULL;
    if (p->lsm != HR_LSM_APPARMOR || (asked && is_enforced(p->label, asked)))
        return NULL;
    if (asked || strcmp(p->label, "unconfined") == 0 || hr_text_ends(p->label, "(complain)"))
        return hr_arena_printf(arena, "the label %s", p->label);
    return NULL;
}

void hr_kernel_apparmor(const struct hr_kernel_check *k)
{
    const struct hr_seen_text *seen = &HR_KERNEL_VIEW(k)->apparmor;
    const char *asked = seen->by && *seen->v ? seen->v : NULL;

    if (asked ? strcmp(asked, "unconfined") == 0 : hr_kernel_found(k, NULL))
        return;
    for (size_t i = 0; i < k->facts->processes.n; i++) {
        const struct hr_process *p = &k->facts->processes.v[i];
        const char *fault = fault_of_label(k, p, asked);

        if (!fault)
            continue;
        hr_kernel_refute(k, NULL);
        hr_kernel_trip(k, &(const struct hr_kernel_trip){
                              .setting = seen->by,
                              .what = hr_kernel_differ(
                                  k, hr_kernel_claim(k, seen->by, "apparmor=unconfined"), p, fault),
                              .remedy = asked ? "a profile that this host has, or none" : NULL,
                          });
        return;
    }
}

/* True for the types of SELinux that hold nothing back, or are the engine's own. */
static bool is_unlabelled(const struct hr_kernel_check *k, const struct hr_process *p)
{
    static const char *const types[] = {
        "container_runtime_t",  "init_t",       "initrc_t", "kernel_t", "spc_t",
        "unconfined_service_t", "unconfined_t",
    };
    const char *type = p->lsm == HR_LSM_SELINUX ? strchr(p->label, ':') : NULL;
    size_t length;

    (void)k;
    type = type ? strchr(type + 1, ':') : NULL;
    if (!type)
        return false;
    length = strcspn(++type, ":");
    for (size_t i = 0; i < HR_ARRAY_LEN(types); i++) {
        if (strlen(types[i]) == length && memcmp(types[i], type, length) == 0)
            return true;
    }
    return false;
}

void hr_kernel_selinux(const struct hr_kernel_check *k)
{
    const struct hr_process *p = hr_kernel_find(k, is_unlabelled);

    if (p && !hr_kernel_found(k, NULL))
        hr_kernel_trip(k, &(const struct hr_kernel_trip){
                              .what = hr_kernel_differ(
                                  k, hr_kernel_claim(k, NULL, "label=disable"), p,
                                  hr_arena_printf(k->check.arena, "the label %s", p->label)),
                          });
}
