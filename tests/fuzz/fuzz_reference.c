/* SPDX-License-Identifier: MIT */
/* The canonical form of an image reference is one, and is its own canonical form. */
#include "hrun/docker/reference.h"

#include "fuzz.h"

#include <string.h>

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void check_reference(const char *raw, struct hr_arena *arena)
{
    struct hr_reference reference, again;
    struct hr_error err;
    const char *canonical;

    if (!hr_reference_parse(raw, arena, &reference, &err)) {
        FUZZ_CHECK(err.code == HR_ERRC_USAGE && err.msg && err.hint);
        return;
    }
    FUZZ_CHECK(reference.is_id == !reference.path && strcmp(reference.raw, raw) == 0);
    canonical = hr_reference_canonical(&reference, arena);
    FUZZ_CHECK(hr_reference_parse(canonical, arena, &again, &err));
    FUZZ_CHECK(same_text(hr_reference_canonical(&again, arena), canonical));
    FUZZ_CHECK(again.is_id == reference.is_id && same_text(again.registry, reference.registry) &&
               same_text(again.path, reference.path) && same_text(again.digest, reference.digest));
    if (reference.tag || reference.digest)
        FUZZ_CHECK(same_text(again.tag, reference.tag));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;

    hr_arena_init(&arena);
    check_reference(hr_arena_strndup(&arena, (const char *)data, size), &arena);
    hr_arena_finish(&arena);
    return 0;
}
