/* SPDX-License-Identifier: MIT */
#include "hrun/facts/network.h"

static bool read_options(const struct hr_json *options, struct hr_arena *arena, struct hr_strv *out,
                         struct hr_error *err)
{
    const struct hr_json *node = options ? options->child : NULL;

    if (options && options->type != HR_JSON_OBJECT && options->type != HR_JSON_NULL)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "%s of the network is %s, not an object",
                            hr_json_pointer(options, arena), hr_json_type_name(options->type));
    for (; node; node = node->next) {
        if (node->type != HR_JSON_STRING)
            return hr_error_set(err, arena, HR_ERRC_ENGINE, "%s of the network is no text",
                                hr_json_pointer(node, arena));
        hr_strv_pushf(arena, out, "%s=%s", node->key, node->text);
    }
    return true;
}

bool hr_facts_read_network(const struct hr_json *answer, struct hr_arena *arena,
                           struct hr_network_facts *out, struct hr_error *err)
{
    struct hr_network_facts facts = { .name = out->name, .state = HR_KNOWN };
    const struct hr_json *internal = hr_json_get(answer, "Internal");

    facts.own_name = hr_json_string(answer, "Name");
    facts.driver = hr_json_string(answer, "Driver");
    if (!facts.own_name || !facts.driver)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "the answer describes no network");
    if (!read_options(hr_json_get(answer, "Options"), arena, &facts.options, err))
        return false;
    facts.internal = internal && internal->type == HR_JSON_BOOL && internal->boolean;
    *out = facts;
    return true;
}
