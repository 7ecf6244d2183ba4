/* SPDX-License-Identifier: MIT */
#include "hrun/guard/engine.h"

#include "hrun/docker/go.h"

#include <string.h>

void hr_check_no_facts(const struct hr_check *k)
{
    const struct hr_image_facts *image = &k->c->facts->image;

    if (image->state == HR_UNKNOWN && image->unknown_because)
        hr_check_trip(k, &(const struct hr_trip){
                             .absent = hr_arena_printf(k->arena, "nothing is known of image %s",
                                                       k->c->image->raw),
                             .why = image->unknown_because,
                             .remedy = image->remedy,
                         });
}

/* What engines do for a client that speaks less than this. The first row that fits is the worst: those below
 * hold as well. */
static const struct {
    int64_t minor; /* of 1.MINOR */
    const char *why;
} changes[] = {
    { 25, "--rm is not honoured, and much else is older than its options" },
    { 40, "the IPC namespace is one that others may join" },
    { 41, "the host's control group namespace is the default" },
    { 44, "what is mounted below a read-only bind stays writable" },
};

/* Take the next piece of a version off *TEXT as client and engine compare it: what is no number is 0. */
static int64_t next_part(const char **text, struct hr_arena *arena)
{
    const size_t length = strcspn(*text, ".");
    int64_t part = 0;

    if (!hr_go_atoi(hr_arena_strndup(arena, *text, length), &part))
        part = 0;
    *text += length + ((*text)[length] == '.');
    return part;
}

/* MINOR of TEXT, "1.MINOR" and maybe more behind another '.'; -1 where it is no such version. */
static int64_t minor_of(const char *text, struct hr_arena *arena)
{
    text += *text == 'v'; /* some clients take it, and drop it */
    return strchr(text, '.') && next_part(&text, arena) == 1 ? next_part(&text, arena) : -1;
}

void hr_check_old_api(const struct hr_check *k)
{
    const char *version = k->c->facts->api_version;
    const int64_t minor = version ? minor_of(version, k->arena) : -1;

    for (size_t i = 0; i < HR_ARRAY_LEN(changes) && minor >= 0; i++) {
        if (minor >= changes[i].minor)
            continue;
        hr_check_trip(k, &(const struct hr_trip){
                             .absent = hr_arena_printf(k->arena, "DOCKER_API_VERSION=%s", version),
                             .subject = version,
                             .why = changes[i].why,
                         });
        return;
    }
}
