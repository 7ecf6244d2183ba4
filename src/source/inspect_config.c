/* SPDX-License-Identifier: MIT */
/* The members of Config, less what the image says too. */
#include "hrun/base/attr.h"

#include "inspect_work.h"

#include <stddef.h>
#include <string.h>

#define ID_SHOWN 12 /* digits of an id, where docker shows it short */

static bool has(const struct hr_map *names, const char *name)
{
    size_t value;

    return hr_map_get(names, name, &value);
}

static bool read_env(struct hr_inspect_work *w, const struct hr_json *node)
{
    const struct hr_map image = hr_inspect_names(w, hr_json_get(w->image, "Env"));

    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        struct hr_settings *settings = &w->out->invocation.settings;

        if (child->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, child, HR_JSON_STRING);
        if (has(&image, child->text))
            continue;
        hr_inspect_add(w, "env", child->text, child);
        /* The engine takes a variable without a value out of what the image sets. */
        if (!strchr(child->text, '='))
            settings->v[settings->n - 1].passage = HR_PASSAGE_UNSET;
    }
    return true;
}

/* Labels of OBJECT, each as one text. */
static struct hr_map labels_of(const struct hr_inspect_work *w, const struct hr_json *object)
{
    struct hr_map labels = { 0 };
    size_t old;

    for (const struct hr_json *node = object ? object->child : NULL; node; node = node->next) {
        if (node->key && node->type == HR_JSON_STRING)
            hr_map_put(&labels, w->arena, hr_arena_printf(w->arena, "%s=%s", node->key, node->text),
                       0, &old);
    }
    return labels;
}

static bool read_labels(struct hr_inspect_work *w, const struct hr_json *node)
{
    const struct hr_map image = labels_of(w, hr_json_get(w->image, "Labels"));

    if (node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        const char *raw;

        if (child->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, child, HR_JSON_STRING);
        raw = hr_arena_printf(w->arena, "%s=%s", child->key, child->text);
        if (!has(&image, raw))
            hr_inspect_add(w, "label", raw, child);
    }
    return true;
}

/* True if the container's first process sees another's name for the host, which is not its own to set. */
static bool shares_name(const struct hr_inspect_work *w)
{
    const char *uts = hr_json_string(w->host, "UTSMode");
    const char *network = hr_json_string(w->host, "NetworkMode");

    return (uts && strcmp(uts, "host") == 0) ||
           (network && hr_network_mode_of(network) == HR_NETWORK_CONTAINER);
}

static bool read_hostname(struct hr_inspect_work *w, const struct hr_json *node)
{
    if (node->type != HR_JSON_STRING)
        return hr_inspect_wrong(w, node, HR_JSON_STRING);
    /* Where it is not given it is made of the id. */
    if (*node->text && strcmp(node->text, hr_arena_strndup(w->arena, w->out->id, ID_SHOWN)) != 0 &&
        !shares_name(w))
        hr_inspect_add(w, "hostname", node->text, node);
    return true;
}

static bool read_domain(struct hr_inspect_work *w, const struct hr_json *node)
{
    if (node->type != HR_JSON_STRING)
        return hr_inspect_wrong(w, node, HR_JSON_STRING);
    if (*node->text && !shares_name(w))
        hr_inspect_add(w, "domainname", node->text, node);
    return true;
}

/* Ports that are published are exposed too. */
static bool read_exposed(struct hr_inspect_work *w, const struct hr_json *node)
{
    const struct hr_map image = hr_inspect_names(w, hr_json_get(w->image, "ExposedPorts"));
    const struct hr_map published = hr_inspect_names(w, hr_json_get(w->host, "PortBindings"));

    if (node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (!has(&image, child->key) && !has(&published, child->key))
            hr_inspect_add(w, "expose", child->key, child);
    }
    return true;
}

/* The check's own words: {"NONE"}, {"CMD-SHELL", TEXT} or {"CMD", WORD...}. */
static bool read_test(struct hr_inspect_work *w, const struct hr_json *node)
{
    struct hr_strv words = { 0 };

    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    if (!hr_inspect_strings(w, node, &words))
        return false;
    if (words.n == 0)
        return true;
    if (words.n == 1 && strcmp(words.v[0], "NONE") == 0)
        hr_inspect_add(w, "no-healthcheck", "true", node);
    else if (words.n == 2 && strcmp(words.v[0], "CMD-SHELL") == 0)
        hr_inspect_add(w, "health-cmd", words.v[1], node);
    else
        hr_inspect_gap(w, node, "--health-cmd is a line for the shell");
    return true;
}

static bool read_health(struct hr_inspect_work *w, const struct hr_json *node)
{
    static const struct {
        const char *name, *option, *unit;
    } numbers[] = {
        { "Interval", "health-interval", "ns" },
        { "Retries", "health-retries", "" },
        { "StartInterval", "health-start-interval", "ns" },
        { "StartPeriod", "health-start-period", "ns" },
        { "Timeout", "health-timeout", "ns" },
    };
    const struct hr_json *image = hr_json_get(w->image, node->key);
    const struct hr_json *test = hr_json_get(node, "Test");

    if (node->type != HR_JSON_OBJECT)
        return hr_inspect_wrong(w, node, HR_JSON_OBJECT);
    if (!hr_inspect_is_same(test, hr_json_get(image, "Test")) && test && !read_test(w, test))
        return false;
    for (size_t i = 0; i < HR_ARRAY_LEN(numbers); i++) {
        const struct hr_json *number;

        if (!hr_inspect_member(w, node, numbers[i].name, HR_JSON_NUMBER, &number))
            return false;
        if (!hr_inspect_is_empty(number) &&
            !hr_inspect_is_same(number, hr_json_get(image, numbers[i].name)))
            hr_inspect_add(w, numbers[i].option,
                           hr_arena_printf(w->arena, "%s%s", number->text, numbers[i].unit),
                           number);
    }
    hr_inspect_others(w, node, "Interval Retries StartInterval StartPeriod Test Timeout");
    return true;
}

static const struct hr_inspect_member rows[] = {
    { "ArgsEscaped", HR_INSPECT_NOTHING, .why = "of images for Windows" },
    { "AttachStderr", HR_INSPECT_NOTHING, .why = "how its client was connected" },
    { "AttachStdin", HR_INSPECT_NOTHING, .why = "how its client was connected" },
    { "AttachStdout", HR_INSPECT_NOTHING, .why = "how its client was connected" },
    { "Cmd", HR_INSPECT_NOTHING, .why = "read by read_command" },
    { "Domainname", HR_INSPECT_READ, .read = read_domain },
    { "Entrypoint", HR_INSPECT_NOTHING, .why = "read by read_command" },
    { "Env", HR_INSPECT_READ, .read = read_env },
    { "ExposedPorts", HR_INSPECT_READ, .read = read_exposed },
    { "Healthcheck", HR_INSPECT_READ, .read = read_health },
    { "Hostname", HR_INSPECT_READ, .read = read_hostname },
    { "Image", HR_INSPECT_NOTHING, .why = "read with the names" },
    { "Labels", HR_INSPECT_READ, .read = read_labels },
    { "MacAddress", HR_INSPECT_TEXT, .option = "mac-address" },
    { "NetworkDisabled", HR_INSPECT_UNSAYABLE, .why = "docker has no option for it" },
    { "OnBuild", HR_INSPECT_NOTHING, .why = "it acts when an image is built" },
    { "OpenStdin", HR_INSPECT_FLAG, .option = "interactive" },
    { "Shell", HR_INSPECT_NOTHING, .why = "it acts when an image is built" },
    { "StdinOnce", HR_INSPECT_NOTHING, .why = "how its client was connected" },
    { "StopSignal", HR_INSPECT_TEXT, .option = "stop-signal", .less = true },
    { "StopTimeout", HR_INSPECT_NUMBER, .option = "stop-timeout" },
    { "Tty", HR_INSPECT_FLAG, .option = "tty" },
    { "User", HR_INSPECT_TEXT, .option = "user", .less = true, .none = "0" },
    { "Volumes", HR_INSPECT_READ, .read = hr_inspect_volumes },
    { "WorkingDir", HR_INSPECT_TEXT, .option = "workdir", .less = true, .none = "/" },
};

/* The words of the member NAME of CONFIG, which may be one word alone. */
static bool read_words(struct hr_inspect_work *w, const struct hr_json *config, const char *name,
                       struct hr_strv *out)
{
    const struct hr_json *node = hr_json_get(config, name);

    if (!node || node->type == HR_JSON_NULL)
        return true;
    if (node->type == HR_JSON_STRING) {
        hr_strv_push(w->arena, out, node->text);
        return true;
    }
    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    return hr_inspect_strings(w, node, out);
}

/* --entrypoint is one word, and drops the image's command: the others go before the command's. */
static bool read_command(struct hr_inspect_work *w)
{
    struct hr_strv entry = { 0 }, cmd = { 0 }, own_entry = { 0 }, own_cmd = { 0 };
    struct hr_strv *command = &w->out->invocation.command;
    const struct hr_json *node = hr_json_get(w->config, "Entrypoint");
    bool same;

    if (!read_words(w, w->config, "Entrypoint", &entry) || !read_words(w, w->config, "Cmd", &cmd) ||
        !read_words(w, w->image, "Entrypoint", &own_entry) ||
        !read_words(w, w->image, "Cmd", &own_cmd))
        return false;
    same = hr_inspect_same_strings(&entry, &own_entry);
    if (same && hr_inspect_same_strings(&cmd, &own_cmd))
        return true;
    if (!same || cmd.n == 0)
        hr_inspect_add(w, "entrypoint", entry.n > 0 ? entry.v[0] : "", node ? node : w->config);
    for (size_t i = 1; i < entry.n && (!same || cmd.n == 0); i++)
        hr_strv_push(w->arena, command, entry.v[i]);
    hr_strv_extend(w->arena, command, &cmd);
    return true;
}

bool hr_inspect_config(struct hr_inspect_work *w)
{
    return hr_inspect_members(w, w->config, rows, HR_ARRAY_LEN(rows)) && read_command(w);
}
