/* SPDX-License-Identifier: MIT */
/* For a build without libyaml. */
#include "hrun/base/yaml.h"

bool hr_yaml_parse(const char *text, size_t size, const char *source, struct hr_arena *arena,
                   const struct hr_json **out, struct hr_error *err)
{
    (void)text;
    (void)size;
    (void)out;
    hr_error_set(err, arena, HR_ERRC_SYSTEM, "%s: this build reads no YAML", source);
    return hr_error_hint(err, arena, "build with libyaml (Debian: libyaml-dev)");
}
