/* SPDX-License-Identifier: MIT */
/* The keys of a profile that are one option of docker's, given where the line does not give it. */
#include "hrun/base/text.h"
#include "hrun/docker/option.h"

#include "work.h"

#include <inttypes.h>
#include <string.h>

void hr_fill_root(struct hr_work *w)
{
    if (w->profile->read_only && !w->view.read_only.by)
        hr_work_fill(w, "/read_only", "read-only", "true", "the root filesystem cannot be changed");
}

/* The keys that the line itself gives to OPTION, to compare COUNT of the profile's with. */
static struct hr_map keys_of(const struct hr_work *w, const char *option, size_t count)
{
    const struct hr_settings *settings = &w->in->invocation->settings;
    const struct hr_option *row = hr_option(option);
    struct hr_map keys = { 0 };
    size_t old;

    for (size_t i = 0; i < settings->n && count > 0; i++) {
        if (settings->v[i].option == row)
            hr_map_put(&keys, w->arena, hr_setting_key(&settings->v[i], w->arena), 0, &old);
    }
    return keys;
}

static bool is_given(const struct hr_map *keys, const char *name)
{
    size_t value;

    return hr_map_get(keys, name, &value);
}

void hr_fill_groups(struct hr_work *w)
{
    const struct hr_strv *groups = &w->profile->group_add;
    const struct hr_map given = keys_of(w, "group-add", groups->n);

    for (size_t i = 0; i < groups->n; i++) {
        if (!is_given(&given, groups->v[i]))
            hr_work_fill(w, "/group_add", "group-add", groups->v[i], "the profile adds the group");
    }
}

static void fill_apparmor(struct hr_work *w)
{
    const char *name = hr_profile_own_apparmor(w->profile);

    if (!name || w->view.apparmor.by)
        return;
    /* An engine without AppArmor takes the option and does nothing: better say so. */
    if (w->in->facts->engine.apparmor == HR_ABSENT)
        hr_strv_pushf(w->arena, w->notes,
                      "the engine has no AppArmor, so its profile %s is not in force", name);
    else
        hr_work_fill(w, "/apparmor", "security-opt", hr_arena_printf(w->arena, "apparmor=%s", name),
                     "the profile's AppArmor profile");
}

void hr_fill_privileges(struct hr_work *w)
{
    const char *filter = hr_profile_own_seccomp(w->profile);

    if (w->profile->no_new_privileges && !w->view.no_new_privileges.by)
        hr_work_fill(w, "/no_new_privileges", "security-opt", "no-new-privileges",
                     "setuid programs and file capabilities give nothing");
    if (filter && !w->view.seccomp.by)
        hr_work_fill(w, "/seccomp", "security-opt", hr_arena_printf(w->arena, "seccomp=%s", filter),
                     "the profile's filter of system calls");
    fill_apparmor(w);
}

void hr_fill_namespaces(struct hr_work *w)
{
    if (w->profile->cgroup && !*w->view.cgroupns.v)
        hr_work_fill(w, "/cgroup", "cgroupns", w->profile->cgroup,
                     "the engine's own default may be the host's");
    if (w->profile->ipc && !*w->view.ipc.v)
        hr_work_fill(w, "/ipc", "ipc", w->profile->ipc,
                     "the engine's own default may be shareable");
}

void hr_fill_network(struct hr_work *w)
{
    /* docker keeps the first --network: beside the line's own this one would win or be lost. */
    if (w->profile->network_mode && !w->view.network.by)
        hr_work_fill(w, "/network_mode", "network", w->profile->network_mode,
                     "the profile's network");
}

void hr_fill_shm(struct hr_work *w)
{
    if (w->profile->shm_size && !hr_settings_last(&w->in->invocation->settings, "shm-size") &&
        !hr_work_is_taken(w, "/dev/shm"))
        hr_work_fill(w, "/shm_size", "shm-size", w->profile->shm_size,
                     "shared memory of bounded size");
}

void hr_fill_pids(struct hr_work *w)
{
    if (w->profile->pids_limit > 0 && !w->view.pids.by)
        hr_work_fill(w, "/pids_limit", "pids-limit",
                     hr_arena_printf(w->arena, "%" PRId64, w->profile->pids_limit),
                     "a fork bomb stays inside");
}

void hr_fill_ulimits(struct hr_work *w)
{
    const struct hr_profile_ulimits *limits = &w->profile->ulimits;
    const struct hr_map given = keys_of(w, "ulimit", limits->n);

    for (size_t i = 0; i < limits->n; i++) {
        const struct hr_profile_ulimit *limit = &limits->v[i];

        if (!is_given(&given, limit->name))
            hr_work_fill(w, limit->pointer, "ulimit",
                         hr_arena_printf(w->arena, "%s=%" PRId64 ":%" PRId64, limit->name,
                                         limit->soft, limit->hard),
                         "the profile's limit for each process");
    }
}

void hr_fill_init(struct hr_work *w)
{
    if (w->profile->init && !w->view.init.by)
        hr_work_fill(w, "/init", "init", "true",
                     "a first process that reaps and passes on signals");
}

void hr_fill_pull(struct hr_work *w)
{
    if (w->profile->pull_policy && !*w->view.pull.v)
        hr_work_fill(w, "/pull_policy", "pull", w->profile->pull_policy, "no surprise pulls");
}

/* One that a --label-file gives is covered: docker reads those before any --label, and the file is
 * not read here. */
void hr_fill_labels(struct hr_work *w)
{
    const struct hr_profile_labels *labels = &w->profile->labels;
    const struct hr_map given = keys_of(w, "label", labels->n);

    for (size_t i = 0; i < labels->n; i++) {
        const struct hr_profile_label *label = &labels->v[i];

        if (!is_given(&given, label->name))
            hr_work_fill(w, label->pointer, "label",
                         hr_arena_printf(w->arena, "%s=%s", label->name, label->value),
                         "the profile's label");
    }
}
