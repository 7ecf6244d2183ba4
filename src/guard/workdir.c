/* SPDX-License-Identifier: MIT */
#include "hrun/guard/workdir.h"

#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include <string.h>

static bool is_element(const char *text, size_t length, const char *name)
{
    return strlen(name) == length && memcmp(text, name, length) == 0;
}

/* True if PATH, as it stands, is FOLDER or below it. */
static bool is_below(const char *path, const char *folder)
{
    const size_t length = strlen(folder);

    return hr_text_starts(path, folder) && (path[length] == '/' || path[length] == '\0');
}

/* The engine cleans what it gets, so only what is clean already tells where it leads. */
static bool is_clean(const char *path)
{
    while (*path == '/') {
        const char *const element = path + 1;
        const size_t length = strcspn(element, "/");

        if ((length == 0 && *element) || is_element(element, length, ".") ||
            is_element(element, length, ".."))
            return false;
        path = element + length;
    }
    return *path == '\0';
}

bool hr_folder_is_plain(const char *path)
{
    return is_clean(path) && !is_below(path, "/proc") && !is_below(path, "/dev/fd");
}

/* The image's, where the line names none. What it says without a '/' is from the root. */
static void check_images(const struct hr_check *k)
{
    const struct hr_image_facts *image = &k->c->facts->image;

    if (image->state == HR_KNOWN &&
        !hr_folder_is_plain(
            hr_go_clean(k->arena, hr_arena_printf(k->arena, "/%s", image->workdir))))
        hr_check_trip(
            k, &(const struct hr_trip){
                   .absent = hr_arena_printf(k->arena, "the image starts in %s", image->workdir),
                   .subject = image->workdir,
               });
}

void hr_check_workdir(const struct hr_check *k)
{
    const struct hr_setting *given = hr_settings_last(k->c->settings, "workdir");

    if (!given || !*given->raw)
        check_images(k);
    else if (hr_check_is_typed(given) && !hr_folder_is_plain(given->raw))
        hr_check_trip(k, &(const struct hr_trip){ .by = given, .subject = given->raw });
}
