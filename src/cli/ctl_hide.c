/* SPDX-License-Identifier: MIT */
#include "hrun/cli/ctl.h"
#include "hrun/guard/secret.h"

#include <string.h>

/* A copy of NODE, where EACH copies its members. */
static struct hr_json *copy_with(const struct hr_json *node,
                                 struct hr_json *(*each)(const struct hr_json *member,
                                                         struct hr_arena *arena),
                                 struct hr_arena *arena)
{
    struct hr_json *out = hr_json_hollow(node, arena);

    for (node = node->child; node; node = node->next)
        hr_json_append(out, each(node, arena));
    return out;
}

static struct hr_json *copy_variable(const struct hr_json *variable, struct hr_arena *arena)
{
    struct hr_json *out = hr_json_copy(variable, arena);

    if (out->type == HR_JSON_STRING && hr_secret_find(out->key, out->text, arena))
        out->text = "(hidden)";
    return out;
}

static struct hr_json *copy_environment(const struct hr_json *member, struct hr_arena *arena)
{
    return strcmp(member->key, "set") == 0 && member->type == HR_JSON_OBJECT
               ? copy_with(member, copy_variable, arena)
               : hr_json_copy(member, arena);
}

static struct hr_json *copy_key(const struct hr_json *member, struct hr_arena *arena)
{
    return strcmp(member->key, "environment") == 0 && member->type == HR_JSON_OBJECT
               ? copy_with(member, copy_environment, arena)
               : hr_json_copy(member, arena);
}

const struct hr_json *hr_ctl_hide(const struct hr_json *document, struct hr_arena *arena)
{
    return copy_with(document, copy_key, arena);
}
