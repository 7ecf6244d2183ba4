/* SPDX-License-Identifier: MIT */
#include "hrun/docker/mount.h"

#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include "mount_keys.h"

#include <string.h>

void hr_mount_set_target(struct hr_mount *mount, struct hr_arena *arena, const char *target)
{
    mount->target = hr_arena_strdup(arena, target);
    mount->clean = hr_go_clean(arena, hr_arena_printf(arena, "/%s", target));
}

bool hr_mount_names_volume(const struct hr_mount *mount)
{
    const char *name = mount->type == HR_MOUNT_VOLUME && mount->source ? mount->source : "";

    return strspn(name, HR_ALNUM) > 0 && !name[strspn(name, HR_ALNUM "_.-")];
}

const char *hr_mount_place(const struct hr_mount *mount, struct hr_arena *arena)
{
    static const char link[] = "/var/run";
    const size_t length = sizeof(link) - 1;

    if (!mount->clean || strncmp(mount->clean, link, length) != 0 ||
        (mount->clean[length] && mount->clean[length] != '/'))
        return mount->clean;
    return hr_arena_printf(arena, "/run%s", mount->clean + length);
}

static enum hr_mount_access word_access(const char *word)
{
    return strcmp(word, "ro") == 0   ? HR_MOUNT_READ_ONLY
           : strcmp(word, "rw") == 0 ? HR_MOUNT_READ_WRITE
                                     : HR_MOUNT_ACCESS_UNSET;
}

/* The words of MODES, ":" before them; "" for none. */
static const char *render_words(const struct hr_mount *mount, struct hr_arena *arena)
{
    enum hr_mount_access access = HR_MOUNT_ACCESS_UNSET;
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < mount->modes.n; i++) {
        if (word_access(mount->modes.v[i]))
            access = word_access(mount->modes.v[i]);
    }
    for (size_t i = 0; i < mount->modes.n; i++) {
        const char *word = mount->modes.v[i];

        if (access == mount->access || (*word && !word_access(word)))
            hr_strv_push(arena, &words, word);
    }
    if (access != mount->access && mount->access != HR_MOUNT_ACCESS_UNSET)
        hr_strv_push(arena, &words, mount->access == HR_MOUNT_READ_ONLY ? "ro" : "rw");
    return words.n ? hr_arena_printf(arena, ":%s", hr_strv_join(arena, &words, ",")) : "";
}

const char *hr_mount_render(const struct hr_mount *mount, struct hr_arena *arena)
{
    const char *source = mount->source ? mount->source : "", *target = mount->target;

    if (mount->syntax == HR_MOUNT_FROM_MOUNT)
        return hr_mount_write_keys(mount, arena);
    return hr_arena_printf(arena, "%s%s%s%s", source, *source && target ? ":" : "",
                           target ? target : "", render_words(mount, arena));
}
