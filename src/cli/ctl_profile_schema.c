/* SPDX-License-Identifier: MIT */
/* hrunctl profile schema: what editors complete and check profiles by. */
#include "hrun/cli/ctl.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/schema.h"

static enum hr_ctl_status schema(struct hr_ctl *ctl)
{
    const struct hr_rule_names rules = hr_rule_names(ctl->arena);

    return hr_ctl_print(ctl, hr_arena_printf(ctl->arena, "%s\n", hr_schema(&rules, ctl->arena)));
}

const struct hr_ctl_command hr_ctl_profile_schema = {
    .name = "profile schema",
    .operands = "",
    .help = "print the JSON Schema of a profile's file",
    .about = "Editors complete keys and explain them by it:\n"
             "\n"
             "  hrunctl profile schema >hrun-profile.schema.json\n",
    .exec = schema,
};
