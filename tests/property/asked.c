/* SPDX-License-Identifier: MIT */
#include "asked.h"

#include "hrun/base/text.h"

#include "read.h"

#include <string.h>

struct asked asked_nothing(void)
{
    return (struct asked){
        .pid = "",
        .ipc = "",
        .uts = "",
        .userns = "",
        .cgroupns = "",
        .runtime = "",
        .cgroup_parent = "",
        .volume_driver = "",
        .user = "",
        .log_driver = "",
        .workdir = "",
    };
}

/* One of the modes of -v. */
static void read_mode(const char *mode, struct asked_mount *m)
{
    static const char *const spread[] = { "shared",  "slave",  "private",
                                          "rshared", "rslave", "rprivate" };

    if (strcmp(mode, "ro") == 0)
        m->writable = false;
    if (strcmp(mode, "z") == 0 || strcmp(mode, "Z") == 0)
        m->relabel = true;
    for (size_t i = 0; i < HR_ARRAY_LEN(spread); i++) {
        if (strcmp(mode, spread[i]) == 0)
            m->propagation = spread[i];
    }
}

void asked_volume(const char *text, struct hr_arena *arena, struct asked *out)
{
    struct hr_strv parts = read_split(text, ':', arena), modes;
    struct asked_mount m = {
        .options = "", .source = "", .propagation = "", .writable = true, .made = true
    };

    /* A letter and a colon are the start of a Windows path, so the whole is one. */
    if (parts.n == 1 || (strlen(parts.v[0]) == 1 && strchr(HR_LETTERS, *parts.v[0]))) {
        m.type = "volume";
        m.target = text;
    } else {
        m.source = parts.v[0];
        m.target = parts.v[1];
        m.type = strchr("/.~\\", *m.source) ? "bind" : "volume";
        modes = read_split(parts.n > 2 ? parts.v[2] : "", ',', arena);
        for (size_t i = 0; i < modes.n; i++)
            read_mode(modes.v[i], &m);
    }
    *HR_VEC_PUSH(arena, &out->mounts) = m;
}

int64_t asked_tmpfs_size(const char *options, struct hr_arena *arena)
{
    const struct hr_strv parts = read_split(options, ',', arena);
    int64_t size = 0;

    for (size_t i = 0; i < parts.n; i++) {
        if (hr_text_starts(parts.v[i], "size=") && !read_size(parts.v[i] + 5, arena, &size))
            size = 0;
    }
    return size;
}
