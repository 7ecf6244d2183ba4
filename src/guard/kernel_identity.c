/* SPDX-License-Identifier: MIT */
#include "hrun/base/number.h"

#include "kernel_aspect.h"

#include <inttypes.h>
#include <string.h>

#define GROUPS_TOLD 8 /* of one process: there may be 65536 */

static bool has_id(const uint32_t ids[4], uint32_t id)
{
    return ids[0] == id || ids[1] == id || ids[2] == id || ids[3] == id;
}

static bool is_root(const struct hr_kernel_check *k, const struct hr_process *p)
{
    (void)k;
    return has_id(p->uid, 0);
}

/* What inspect says of the user. */
static const char *claim_of_user(const struct hr_kernel_check *k)
{
    const struct hr_view *view = HR_KERNEL_VIEW(k);
    const struct hr_image_facts *image = &k->check.c->facts->image;

    if (view->user_by && *view->user_by->raw)
        return hr_kernel_claim(k, view->user_by, NULL);
    if (image->state == HR_KNOWN && *image->user)
        return hr_arena_printf(k->check.arena, "the image names user %s", image->user);
    return hr_kernel_claim(k, NULL, "--user");
}

static const struct hr_setting *user_by(const struct hr_kernel_check *k)
{
    const struct hr_setting *by = HR_KERNEL_VIEW(k)->user_by;

    return by && *by->raw ? by : NULL;
}

/* True if nothing but the image, which is not known, would tell who runs. */
static bool is_guess(const struct hr_kernel_check *k)
{
    const struct hr_image_facts *image = &k->check.c->facts->image;

    return image->name.counts_as_root || (image->state != HR_KNOWN && !user_by(k));
}

bool hr_kernel_is_mapped(enum hr_knowledge state, uint32_t outside)
{
    return state == HR_ABSENT || (state == HR_KNOWN && outside != 0);
}

void hr_kernel_root_user(const struct hr_kernel_check *k)
{
    const struct hr_process *p = hr_kernel_find(k, is_root);

    if (p && is_guess(k))
        hr_kernel_refute(k, NULL);
    if (p && !hr_kernel_found(k, NULL))
        hr_kernel_trip(
            k, &(const struct hr_kernel_trip){
                   .setting = user_by(k),
                   .what = hr_kernel_differ(k, claim_of_user(k), p, "uid 0"),
                   .why = "root in the container is one mistake away from root on the host",
                   .remedy = p->is_first ? "--user UID:GID in numbers other than 0"
                                         : "docker exec without --user, or with the container's",
               });
    /* One that was root once, and may be again when it starts anew, counts as what inspect says. */
    else if (!p && hr_kernel_is_whole(k) &&
             (hr_kernel_is_mapped(k->facts->root_user, k->facts->root_uid) || is_guess(k)))
        hr_kernel_refute(k, NULL);
}

void hr_kernel_user_unverified(const struct hr_kernel_check *k)
{
    if (hr_kernel_is_whole(k))
        hr_kernel_refute(k, NULL);
}

static bool in_group(const struct hr_process *p, uint32_t group)
{
    for (size_t i = 0; i < p->groups.n; i++) {
        if (p->groups.v[i] == group)
            return true;
    }
    return has_id(p->gid, group);
}

/* Of root the rule about root tells all there is. */
static bool is_in_root_group(const struct hr_kernel_check *k, const struct hr_process *p)
{
    (void)k;
    return !has_id(p->uid, 0) && in_group(p, 0);
}

void hr_kernel_root_group(const struct hr_kernel_check *k)
{
    const struct hr_process *p = hr_kernel_find(k, is_in_root_group);
    const struct hr_strv *own = &k->check.c->profile->group_add;

    if (p && !hr_kernel_found(k, NULL) && !hr_strv_has(own, "0") && !hr_strv_has(own, "root"))
        hr_kernel_trip(
            k, &(const struct hr_kernel_trip){
                   .setting = user_by(k),
                   .what = hr_kernel_differ(k, claim_of_user(k), p,
                                            has_id(p->gid, 0) ? "gid 0" : "group 0 beside its own"),
               });
    else if (!p && hr_kernel_is_whole(k))
        hr_kernel_refute(k, NULL);
}

/* True if LIST, of names and numbers, has GROUP; *NAMES counts what may be any number. */
static bool lists_group(const char *text, uint32_t group, size_t *names)
{
    int64_t number;

    if (!hr_number_i64(text, &number)) {
        ++*names;
        return false;
    }
    return number == group;
}

/* True if somebody asked for GROUP. */
static bool is_asked(const struct hr_kernel_check *k, uint32_t group, size_t *names)
{
    const struct hr_settings *settings = k->check.c->settings;
    const struct hr_profile *profile = k->check.c->profile;
    const struct hr_strv *lists[] = { &profile->group_add, &profile->allow.groups };
    const struct hr_option *row = hr_option("group-add");
    bool found = false;

    *names = 0;
    for (size_t i = 0; i < settings->n; i++)
        found |= settings->v[i].option == row && lists_group(settings->v[i].raw, group, names);
    for (size_t i = 0; i < HR_ARRAY_LEN(lists); i++) {
        for (size_t n = 0; n < lists[i]->n; n++)
            found |= lists_group(lists[i]->v[n], group, names);
    }
    return found;
}

static void trip_group(const struct hr_kernel_check *k, const struct hr_process *p, uint32_t group)
{
    const char *subject = hr_arena_printf(k->check.arena, "%" PRIu32, group);

    if (!hr_kernel_found(k, subject))
        hr_kernel_trip(
            k, &(const struct hr_kernel_trip){
                   .subject = subject,
                   .what = hr_kernel_differ(
                       k,
                       hr_kernel_claim(k, NULL,
                                       hr_arena_printf(k->check.arena, "--group-add %s", subject)),
                       p, hr_arena_printf(k->check.arena, "group %s", subject)),
                   .remedy = "--user UID:GID in numbers, so that the image's files add none",
               });
}

/* Groups that nobody asked for: those that the image's own files give to its user. */
static void judge_groups(const struct hr_kernel_check *k, const struct hr_process *p)
{
    struct {
        HR_VEC(uint32_t);
    } more = { 0 };
    size_t names = 0;

    for (size_t i = 0; i < p->groups.n; i++) {
        const uint32_t group = p->groups.v[i];

        /* 0 has a rule of its own. */
        if (group != 0 && !has_id(p->gid, group) && !is_asked(k, group, &names))
            *HR_VEC_PUSH(k->check.arena, &more) = group;
    }
    for (size_t i = 0; i < more.n && i < GROUPS_TOLD && more.n > names; i++)
        trip_group(k, p, more.v[i]);
}

void hr_kernel_group_add(const struct hr_kernel_check *k)
{
    /* What is mapped is none of the host's. */
    if (k->facts->root_group != HR_KNOWN ||
        hr_kernel_is_mapped(k->facts->root_group, k->facts->root_gid))
        return;
    for (size_t i = 0; i < k->facts->processes.n; i++) {
        if (!has_id(k->facts->processes.v[i].uid, 0))
            judge_groups(k, &k->facts->processes.v[i]);
    }
}
