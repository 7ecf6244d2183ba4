/* SPDX-License-Identifier: MIT */
/* What the profile makes of a tmpfs that the user wrote: every one gets a size. */
#include "work.h"

#include <string.h>

/* The profile's tmpfs at the place of MOUNT, else the largest that it has; NULL for none. */
static const struct hr_profile_tmpfs *model_for(const struct hr_work *w,
                                                const struct hr_mount *mount)
{
    const struct hr_profile_mounts *list = &w->profile->tmpfs;
    const char *place = hr_mount_place(mount, w->arena);
    const struct hr_profile_tmpfs *largest = NULL;

    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->v[i].path, place) == 0)
            return &list->v[i];
        if (!largest || list->v[i].size > largest->size)
            largest = &list->v[i];
    }
    return largest;
}

bool hr_work_narrow_tmpfs(struct hr_work *w, const struct hr_setting *s)
{
    const struct hr_profile_tmpfs *model;
    struct hr_mount mount;
    struct hr_value again;
    struct hr_error ignored;
    const char *raw;

    if ((s->value->kind != HR_KIND_TMPFS && s->value->kind != HR_KIND_MOUNT) ||
        s->value->as.mount.type != HR_MOUNT_TMPFS || s->value->as.mount.tmpfs_size_given)
        return false;
    mount = s->value->as.mount;
    model = model_for(w, &mount);
    if (!model)
        return false;
    if (mount.syntax == HR_MOUNT_FROM_TMPFS) {
        const struct hr_strv words = mount.modes;

        mount.modes = (struct hr_strv){ 0 };
        hr_strv_extend(w->arena, &mount.modes, &words);
        hr_strv_pushf(w->arena, &mount.modes, "size=%s", hr_size_word(model->size, w->arena));
    }
    mount.tmpfs_size = model->size;
    mount.tmpfs_size_given = true;
    raw = hr_mount_render(&mount, w->arena);
    if (!hr_value_parse(s->option, raw, w->arena, &again, &ignored))
        return false;
    hr_work_replace(w, s, s->option->name, raw, "of bounded size");
    hr_strv_pushf(w->arena, w->notes, "--%s %s holds %s at most; for another size: --%s %s",
                  s->option->name, s->raw, model->size_text, s->option->name, raw);
    return true;
}
