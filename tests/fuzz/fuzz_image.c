/* SPDX-License-Identifier: MIT */
/* What an engine says about an image, which its maker wrote: facts that are whole, or an error. */
#include "hrun/base/arena.h"
#include "hrun/base/json.h"
#include "hrun/facts/facts.h"

#include "fuzz.h"

#include <string.h>

static void check_facts(const struct hr_image_facts *image)
{
    FUZZ_CHECK(image->state == HR_KNOWN && image->id && image->user && !image->unknown_because);
    for (size_t i = 0; i < image->volumes.n; i++)
        FUZZ_CHECK(image->volumes.v[i]);
    for (size_t i = 0; i < image->ports.n; i++)
        FUZZ_CHECK(image->ports.v[i]);
    for (size_t i = 0; i < image->labels.n; i++)
        FUZZ_CHECK(strchr(image->labels.v[i], '='));
    for (size_t i = 0; i < image->env.n; i++) {
        const struct hr_env *env = &image->env.v[i];

        FUZZ_CHECK(env->name && *env->name && !strchr(env->name, '=') && env->value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    const struct hr_json *json;
    struct hr_image_facts image = { 0 };
    struct hr_error err = { 0 };

    hr_arena_init(&arena);
    if (hr_json_parse((const char *)data, size, "engine", &arena, &json, &err)) {
        if (hr_facts_read_image(json, &arena, &image, &err))
            check_facts(&image);
        else
            FUZZ_CHECK(err.code == HR_ERRC_ENGINE && err.msg && image.state == HR_UNKNOWN);
    }
    hr_arena_finish(&arena);
    return 0;
}
