/* SPDX-License-Identifier: MIT */
/* A tar from an engine, and an image's passwd and group in it: a file within the tar or an error, and
 * numbers that the kernel takes or none. */
#include "hrun/base/arena.h"
#include "hrun/facts/names.h"

#include "fuzz.h"

#include <string.h>

static void check_find(const struct hr_bytes *file, struct hr_arena *arena)
{
    static const char *const users[] = { "app", "app:app", "a:7", "5", "5:app" };
    struct hr_error err = { 0 };
    struct hr_user user;
    struct hr_ids ids;

    for (size_t i = 0; i < HR_ARRAY_LEN(users); i++) {
        hr_user_parse(users[i], arena, &user);
        if (!hr_names_find(file, file, &user, arena, &ids, &err)) {
            FUZZ_CHECK(err.code == HR_ERRC_INPUT && err.msg);
            continue;
        }
        FUZZ_CHECK(ids.uid <= INT32_MAX && ids.gid <= INT32_MAX);
        FUZZ_CHECK(user.uid_known
                       ? ids.uid == user.uid
                       : memmem(file->data, file->size, user.name, strlen(user.name)) != NULL);
        FUZZ_CHECK(!user.gid_known || ids.gid == user.gid);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct hr_bytes input = { (const char *)data, size };
    struct hr_error err = { 0 };
    struct hr_arena arena;
    struct hr_bytes file;
    const char *link;

    hr_arena_init(&arena);
    check_find(&input, &arena);
    link = hr_names_link(&input, "/etc/passwd", &arena);
    FUZZ_CHECK(!link || (*link == '/' && !strstr(link, "..")));
    if (hr_names_untar(&input, &arena, &file, &err)) {
        FUZZ_CHECK(file.data >= input.data && file.size <= input.size &&
                   file.data + file.size <= input.data + input.size);
        check_find(&file, &arena);
    } else {
        FUZZ_CHECK(err.code == HR_ERRC_ENGINE && err.msg);
    }
    hr_arena_finish(&arena);
    return 0;
}
