/* SPDX-License-Identifier: MIT */
#include "hrun/facts/facts.h"

#include <string.h>

bool hr_facts_read_volume(const struct hr_json *answer, struct hr_arena *arena,
                          struct hr_volume_facts *out, struct hr_error *err)
{
    const char *driver = hr_json_string(answer, "Driver");
    const struct hr_json *options = hr_json_get(answer, "Options");

    if (!driver)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "the answer describes no volume");
    if (options && options->type != HR_JSON_OBJECT && options->type != HR_JSON_NULL)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "%s of the volume is %s, not an object",
                            hr_json_pointer(options, arena), hr_json_type_name(options->type));
    out->state = HR_KNOWN;
    out->driver = driver;
    out->has_options = options && options->count > 0;
    return true;
}

const struct hr_volume_facts *hr_facts_volume(const struct hr_facts *facts, const char *name)
{
    for (size_t i = 0; i < facts->volumes.n; i++) {
        if (strcmp(facts->volumes.v[i].name, name) == 0)
            return &facts->volumes.v[i];
    }
    return NULL;
}
