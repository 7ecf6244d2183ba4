/* SPDX-License-Identifier: MIT */
/* The members of Config, less what the image says too. */
#include "hrun/base/attr.h"

#include "inspect_work.h"

#include <stddef.h>
#include <string.h>

#define ID_SHOWN 12 /* digits of an id, where docker shows it short */

/* True if the list LIST has TEXT. */
static bool lists(const struct hr_json *list, const char *text)
{
    for (const struct hr_json *node = list ? list->child : NULL; node; node = node->next) {
        if (node->type == HR_JSON_STRING && strcmp(node->text, text) == 0)
            return true;
    }
    return false;
}

static bool read_env(struct hr_inspect_work *w, const struct hr_json *node)
{
    const struct hr_json *image = hr_json_get(w->image, "Env");

    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        struct hr_settings *settings = &w->out->invocation.settings;

        if (child->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, child, HR_JSON_STRING);
        if (lists(image, child->text))
            continue;
        hr_inspect_add(w, "env", child->text, child);
        /* The engine takes a variable without a value out of what the image sets. */
        if (!strchr(child->text, '='))
            settings->v[settings->n - 1].passage = HR_PASSAGE_UNSET;
    }
    return true;
}

static bool read_labels(struct hr_inspect_work *w, const struct hr_json *node)
{
    const struct hr_json *image = hr_json_get(w->image, "Labels");

    if (node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (child->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, child, HR_JSON_STRING);
        if (!hr_inspect_is_same(child, hr_json_get(image, child->key)))
            hr_inspect_add(w, "label", hr_arena_printf(w->arena, "%s=%s", child->key, child->text),
                           child);
    }
    return true;
}

static bool read_hostname(struct hr_inspect_work *w, const struct hr_json *node)
{
    if (node->type != HR_JSON_STRING)
        return hr_inspect_wrong(w, node, HR_JSON_STRING);
    /* Where it is not given it is made of the id. */
    if (*node->text && strcmp(node->text, hr_arena_strndup(w->arena, w->out->id, ID_SHOWN)) != 0)
        hr_inspect_add(w, "hostname", node->text, node);
    return true;
}

static const struct hr_inspect_member rows[] = {
    { "ArgsEscaped", HR_INSPECT_NOTHING, .why = "of images for Windows" },
    { "AttachStderr", HR_INSPECT_NOTHING, .why = "how its client was connected" },
    { "AttachStdin", HR_INSPECT_NOTHING, .why = "how its client was connected" },
    { "AttachStdout", HR_INSPECT_NOTHING, .why = "how its client was connected" },
    { "Domainname", HR_INSPECT_TEXT, .option = "domainname" },
    { "Env", HR_INSPECT_READ, .read = read_env },
    { "Hostname", HR_INSPECT_READ, .read = read_hostname },
    { "Image", HR_INSPECT_NOTHING, .why = "read with the names" },
    { "Labels", HR_INSPECT_READ, .read = read_labels },
    { "MacAddress", HR_INSPECT_TEXT, .option = "mac-address" },
    { "NetworkDisabled", HR_INSPECT_UNSAYABLE, .why = "docker has no option for it" },
    { "OnBuild", HR_INSPECT_NOTHING, .why = "it acts when an image is built" },
    { "OpenStdin", HR_INSPECT_FLAG, .option = "interactive" },
    { "Shell", HR_INSPECT_NOTHING, .why = "it acts when an image is built" },
    { "StdinOnce", HR_INSPECT_NOTHING, .why = "how its client was connected" },
    { "StopTimeout", HR_INSPECT_NUMBER, .option = "stop-timeout" },
    { "Tty", HR_INSPECT_FLAG, .option = "tty" },
    { "User", HR_INSPECT_TEXT, .option = "user" },
    { "WorkingDir", HR_INSPECT_TEXT, .option = "workdir" },
};

bool hr_inspect_config(struct hr_inspect_work *w)
{
    return hr_inspect_members(w, w->config, rows, HR_ARRAY_LEN(rows));
}
