/* SPDX-License-Identifier: MIT */
#include "hrun/guard/volume_create.h"

#include "hrun/guard/check.h"

#include <string.h>

/* The local driver without options makes a folder of the engine's. */
static bool is_plain(const struct hr_setting *s)
{
    return strcmp(s->option->name, "driver") == 0 && (!*s->raw || strcmp(s->raw, "local") == 0);
}

void hr_guard_judge_volume(const struct hr_case *c, struct hr_arena *arena, struct hr_findings *out)
{
    const struct hr_rule *rule = hr_rule_named("volume-driver");
    const struct hr_check check = {
        .c = c,
        .rule = rule,
        .level = hr_rule_level(rule, c->profile),
        .arena = arena,
        .out = out,
    };

    for (size_t i = 0; i < c->settings->n && check.level > HR_LEVEL_ALLOW; i++) {
        const struct hr_setting *s = &c->settings->v[i];

        if (s->option->cls == HR_CLASS_GUARDED && !is_plain(s))
            hr_check_trip(&check, &(const struct hr_trip){
                                      .by = s,
                                      .subject = s->raw,
                                      .why = s->option->why,
                                      .remedy = "docker volume create NAME alone",
                                  });
    }
}
