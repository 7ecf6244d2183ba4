/* SPDX-License-Identifier: MIT */
/* What an engine says about an image, which its maker wrote: facts that are whole, or an error. */
#include "hrun/base/arena.h"
#include "hrun/base/json.h"
#include "hrun/facts/facts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_list(const struct hr_strv *list, char must_have)
{
    for (size_t i = 0; i < list->n; i++) {
        if (!list->v[i] || (must_have && !strchr(list->v[i], must_have)))
            abort();
    }
}

static void check_facts(const struct hr_image_facts *image)
{
    if (image->state != HR_KNOWN || !image->id || !image->user || image->unknown_because)
        abort();
    check_list(&image->volumes, '\0');
    check_list(&image->ports, '\0');
    check_list(&image->labels, '=');
    for (size_t i = 0; i < image->env.n; i++) {
        const struct hr_env *env = &image->env.v[i];

        if (!env->name || !*env->name || strchr(env->name, '=') || !env->value)
            abort();
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
        else if (err.code != HR_ERRC_ENGINE || !err.msg || image.state != HR_UNKNOWN)
            abort();
    }
    hr_arena_finish(&arena);
    return 0;
}
