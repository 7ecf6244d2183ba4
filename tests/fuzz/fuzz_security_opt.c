/* SPDX-License-Identifier: MIT */
/* A security option is cut, not changed; what the engine takes has a key that is known. */
#include "hrun/docker/security_opt.h"

#include "fuzz.h"

#include <string.h>

static void check_opt(const char *raw, struct hr_arena *arena)
{
    struct hr_security_opt opt;
    struct hr_error err;

    if (!hr_security_opt_parse(raw, arena, &opt, &err)) {
        FUZZ_CHECK(err.code == HR_ERRC_USAGE && err.msg);
        return;
    }
    if (opt.separator)
        FUZZ_CHECK(
            strcmp(hr_arena_printf(arena, "%s%c%s", opt.name, opt.separator, opt.value), raw) == 0);
    else
        FUZZ_CHECK(strcmp(raw, "no-new-privileges") == 0 && opt.on);
    FUZZ_CHECK(opt.valid ? opt.key != HR_SECURITY_OTHER : !opt.on);
    FUZZ_CHECK(!opt.on || opt.key == HR_SECURITY_NO_NEW_PRIVILEGES ||
               opt.key == HR_SECURITY_WRITABLE_CGROUPS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;

    hr_arena_init(&arena);
    check_opt(hr_arena_strndup(&arena, (const char *)data, size), &arena);
    hr_arena_finish(&arena);
    return 0;
}
