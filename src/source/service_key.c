/* SPDX-License-Identifier: MIT */
/* The keys of a service, and what docker's options they come to. */
#include "hrun/base/text.h"

#include "service.h"

#include <string.h>

#define ELEMENTS_MAX 4096 /* of one key: each is judged with all others */

/* How a key's value becomes values of its option. */
enum form {
    IGNORED, /* what it says is no matter of isolation */
    VALUE,
    FLAG,
    LIST,
    PAIRS, /* a mapping or a list of NAME=VALUE */
    OTHER, /* the row's own reader, for each element */
    WHOLE, /* the row's own reader */
};

static void read_env_file(struct hr_service_work *w, const struct hr_json *node)
{
    const bool object = node->type == HR_JSON_OBJECT;
    const char *path = NULL;

    if (!object || hr_service_is(w, node, HR_SHAPE_ENV_FILE))
        path = object ? hr_service_member(w, node, "path") : hr_service_text(w, node);
    if (path)
        hr_service_add(w, "env-file", hr_service_path(w, path), node);
}

/* NAME is the host's, or NULL where NODE says it. */
static void read_host(struct hr_service_work *w, const struct hr_json *node, const char *name)
{
    const char *text = hr_service_text(w, node);
    const char *equals = text ? strchr(text, '=') : NULL;

    if (text && name)
        text = hr_arena_printf(w->arena, "%s:%s", name, text);
    else if (equals)
        text = hr_arena_printf(w->arena, "%.*s:%s", (int)(equals - text), text, equals + 1);
    if (text)
        hr_service_add(w, "add-host", text, node);
}

static void read_hosts(struct hr_service_work *w, const struct hr_json *node)
{
    for (const struct hr_json *member = node->child; member; member = member->next) {
        if (member->type != HR_JSON_ARRAY || !member->key)
            read_host(w, member, member->key);
        else
            for (const struct hr_json *one = member->child; one; one = one->next)
                read_host(w, one, member->key);
    }
}

static void read_device(struct hr_service_work *w, const struct hr_json *node)
{
    const char *source, *target, *permissions;

    if (node->type != HR_JSON_OBJECT) {
        source = hr_service_text(w, node);
        if (source)
            hr_service_add(w, "device", source, node);
        return;
    }
    if (!hr_service_is(w, node, HR_SHAPE_DEVICE))
        return;
    source = hr_service_member(w, node, "source");
    target = hr_service_member(w, node, "target");
    permissions = hr_service_member(w, node, "permissions");
    if (source)
        hr_service_add(w, "device",
                       hr_arena_printf(w->arena, "%s:%s%s%s", source, target ? target : source,
                                       permissions ? ":" : "", permissions ? permissions : ""),
                       node);
}

/* A request for devices of the engine's drivers, of which GPUs are one. */
static void read_gpu(struct hr_service_work *w, const struct hr_json *node)
{
    const struct hr_json *count = hr_json_get(node, "count"),
                         *ids = hr_json_get(node, "device_ids");
    const bool object = node->type == HR_JSON_OBJECT;
    const char *text;

    if (object && !hr_service_is(w, node, HR_SHAPE_DEVICE_REQUEST))
        return;
    text = !object ? hr_service_text(w, node) : count ? hr_service_text(w, count) : "all";
    for (const struct hr_json *id = ids ? ids->child : NULL; id; id = id->next) {
        const char *name = hr_service_text(w, id);

        if (name)
            hr_service_add(w, "gpus", hr_arena_printf(w->arena, "device=%s", name), id);
    }
    if (!ids && text)
        hr_service_add(w, "gpus", text, node);
}

static void read_limit(struct hr_service_work *w, const struct hr_json *node)
{
    const char *soft, *hard;

    if (node->type == HR_JSON_OBJECT) {
        if (!hr_service_is(w, node, HR_SHAPE_LIMIT))
            return;
        soft = hr_service_member(w, node, "soft");
        hard = hr_service_member(w, node, "hard");
    } else {
        soft = hard = hr_service_text(w, node);
    }
    if (soft || hard)
        hr_service_add(w, "ulimit",
                       hr_arena_printf(w->arena, "%s=%s:%s", node->key, soft ? soft : hard,
                                       hard ? hard : soft),
                       node);
}

static void read_limits(struct hr_service_work *w, const struct hr_json *node)
{
    for (const struct hr_json *member = node->child; member; member = member->next)
        read_limit(w, member);
}

static void read_pairs(struct hr_service_work *w, const struct hr_json *node, const char *option)
{
    for (const struct hr_json *member = node->child; member; member = member->next) {
        const char *text;

        if (member->key && member->type == HR_JSON_NULL) {
            hr_service_add(w, option, member->key, member);
            continue;
        }
        text = hr_service_text(w, member);
        if (text && member->key)
            text = hr_arena_printf(w->arena, "%s=%s", member->key, text);
        if (text)
            hr_service_add(w, option, text, member);
    }
}

static void read_logging(struct hr_service_work *w, const struct hr_json *node)
{
    const struct hr_json *driver = hr_json_get(node, "driver"),
                         *options = hr_json_get(node, "options");
    const char *name = NULL;

    if (!hr_service_is(w, node, HR_SHAPE_LOGGING))
        return;
    if (driver && driver->type != HR_JSON_NULL)
        name = hr_service_text(w, driver);
    if (name)
        hr_service_add(w, "log-driver", name, driver);
    if (options)
        read_pairs(w, options, "log-opt");
}

/* Compose's words beyond docker's own. */
static void read_pull(struct hr_service_work *w, const struct hr_json *node)
{
    const char *text = hr_service_text(w, node);

    if (!text || strcmp(text, "build") == 0)
        return;
    if (strcmp(text, "if_not_present") == 0)
        text = "missing";
    else if (strcmp(text, "never") != 0 && strcmp(text, "missing") != 0)
        text = "always"; /* also daily, weekly, every_... */
    hr_service_add(w, "pull", text, node);
}

/* What NODE, a mapping, runs beside the service's own command. */
static void read_beside(struct hr_service_work *w, const struct hr_json *node)
{
    const struct hr_json *privileged = hr_json_get(node, "privileged");
    const char *user = hr_service_member(w, node, "user");
    struct hr_user parsed;

    if (hr_service_flag(w, privileged))
        hr_service_add(w, "privileged", "true", privileged);
    if (!user)
        return;
    hr_user_parse(user, w->arena, &parsed);
    if (!hr_user_is_plainly_not_root(&parsed))
        hr_service_part(w, node,
                        hr_arena_printf(w->arena, "%s may be root, and is not judged", user));
}

/* Commands that Compose runs in the container by the engine's exec. */
static void read_hook(struct hr_service_work *w, const struct hr_json *node)
{
    if (hr_service_is(w, node, HR_SHAPE_HOOK))
        read_beside(w, node);
}

/* Containers that run before the service's, with its mounts and networks. */
static void read_init(struct hr_service_work *w, const struct hr_json *node)
{
    if (!hr_service_is(w, node, HR_SHAPE_INIT))
        return;
    read_beside(w, node);
    if (hr_json_get(node, "image"))
        hr_service_part(w, node, "it runs another image, which is not judged");
}

/* A service's container, or with "container:" any. */
static void read_donor(struct hr_service_work *w, const struct hr_json *node)
{
    static const char any[] = "container:";
    const char *text = hr_service_text(w, node);
    const size_t length = text ? strcspn(text, ":") : 0;

    if (text && hr_text_starts(text, any))
        text += strlen(any);
    else if (text)
        text =
            hr_arena_printf(w->arena, "%s-%.*s-1%s", w->project, (int)length, text, text + length);
    if (text)
        hr_service_add(w, "volumes-from", text, node);
}

static void read_build(struct hr_service_work *w, const struct hr_json *node)
{
    (void)node;
    w->out->is_built = true;
}

/* The short form and its twin under deploy: docker's option has one value, and Compose refuses two. */
static const struct twin {
    const char *key, *option;
    const char *part, *name; /* deploy.resources.PART.NAME */
} twins[] = {
    { "cpus", "cpus", "limits", "cpus" },
    { "mem_limit", "memory", "limits", "memory" },
    { "mem_reservation", "memory-reservation", "reservations", "memory" },
    { "pids_limit", "pids-limit", "limits", "pids" },
};

/* The number that TEXT, of docker's OPTION, comes to; 0 for nothing. */
static int64_t number_of(struct hr_service_work *w, const char *option, const char *text)
{
    struct hr_value value;
    struct hr_error err;

    return text && hr_value_parse(hr_option(option), text, w->arena, &value, &err)
               ? value.as.integer
               : 0;
}

static void read_twin(struct hr_service_work *w, const struct hr_json *service,
                      const struct hr_json *resources, const struct twin *twin)
{
    const struct hr_json *part = hr_json_get(resources, twin->part);
    const struct hr_json *other = hr_json_get(part, twin->name);
    const struct hr_json *own = hr_json_get(service, twin->key);
    const char *text = other ? hr_service_text(w, other) : NULL;
    const int64_t first =
        number_of(w, twin->option, own && own->text ? hr_service_text(w, own) : NULL);

    if (text)
        hr_service_add(w, twin->option, text, other);
    if (first != 0 && part && first != number_of(w, twin->option, text))
        hr_service_fail(w, own,
                        hr_arena_printf(w->arena,
                                        "Compose refuses %s beside deploy.resources.%s where %s is "
                                        "not the same",
                                        twin->key, twin->part, twin->name),
                        hr_arena_printf(w->arena, "leave %s out", twin->key));
}

/* True if the mappings in deploy, which may be NULL, have the members that they may have. */
static bool check_deploy(struct hr_service_work *w, const struct hr_json *deploy)
{
    static const struct {
        const char *name;
        enum hr_shape shape;
    } parts[] = {
        { "limits", HR_SHAPE_LIMITS },
        { "reservations", HR_SHAPE_RESERVATIONS },
    };
    const struct hr_json *resources = hr_json_get(deploy, "resources");

    if (!deploy || !hr_service_is(w, deploy, HR_SHAPE_DEPLOY) || !resources ||
        !hr_service_is(w, resources, HR_SHAPE_RESOURCES))
        return false;
    for (size_t i = 0; i < HR_ARRAY_LEN(parts); i++) {
        const struct hr_json *part = hr_json_get(resources, parts[i].name);

        if (part && !hr_service_is(w, part, parts[i].shape))
            return false;
    }
    return true;
}

static void read_deploy(struct hr_service_work *w, const struct hr_json *service)
{
    const struct hr_json *deploy = hr_json_get(service, "deploy");
    const struct hr_json *resources = hr_json_get(deploy, "resources");
    const struct hr_json *devices = hr_json_get(hr_json_get(resources, "reservations"), "devices");

    if (!check_deploy(w, deploy))
        return;
    for (size_t i = 0; i < HR_ARRAY_LEN(twins); i++)
        read_twin(w, service, resources, &twins[i]);
    if (devices)
        hr_service_each(w, devices, read_gpu);
}

/* Sorted by key. */
static const struct row {
    const char *key;
    enum form form;
    const char *option; /* the one that says the same; NULL: none does */
    const char *takes;  /* see hr_shape_check_type */
    void (*read)(struct hr_service_work *w, const struct hr_json *node);
} rows[] = {
    { "annotations", PAIRS, "annotation", "lm", NULL },
    { "attach", IGNORED, NULL, "t", NULL },
    { "blkio_config", IGNORED, NULL, "m", NULL },
    { "build", WHOLE, NULL, "mt", read_build },
    { "cap_add", LIST, "cap-add", "l", NULL },
    { "cap_drop", LIST, "cap-drop", "l", NULL },
    { "cgroup", VALUE, "cgroupns", "t", NULL },
    { "cgroup_parent", VALUE, "cgroup-parent", "t", NULL },
    { "command", IGNORED, NULL, "lt", NULL },
    { "configs", WHOLE, NULL, "l", hr_service_configs },
    { "container_name", VALUE, "name", "t", NULL },
    { "cpu_count", IGNORED, NULL, "t", NULL },
    { "cpu_percent", IGNORED, NULL, "t", NULL },
    { "cpu_period", VALUE, "cpu-period", "t", NULL },
    { "cpu_quota", VALUE, "cpu-quota", "t", NULL },
    { "cpu_rt_period", VALUE, "cpu-rt-period", "t", NULL },
    { "cpu_rt_runtime", VALUE, "cpu-rt-runtime", "t", NULL },
    { "cpu_shares", VALUE, "cpu-shares", "t", NULL },
    { "cpus", VALUE, "cpus", "t", NULL },
    { "cpuset", VALUE, "cpuset-cpus", "t", NULL },
    { "credential_spec", IGNORED, NULL, "m", NULL },
    { "depends_on", IGNORED, NULL, "lm", NULL },
    { "deploy", IGNORED, NULL, "m", NULL }, /* read_deploy */
    { "develop", IGNORED, NULL, "m", NULL },
    { "device_cgroup_rules", LIST, "device-cgroup-rule", "l", NULL },
    { "devices", OTHER, "device", "l", read_device },
    { "dns", LIST, "dns", "lt", NULL },
    { "dns_opt", LIST, "dns-option", "l", NULL },
    { "dns_search", LIST, "dns-search", "lt", NULL },
    { "domainname", VALUE, "domainname", "t", NULL },
    { "entrypoint", IGNORED, NULL, "lt", NULL },
    { "env_file", OTHER, "env-file", "lt", read_env_file },
    { "environment", PAIRS, "env", "lm", NULL },
    { "expose", LIST, "expose", "l", NULL },
    { "extends", IGNORED, NULL, "mt", NULL },       /* compose.c */
    { "external_links", IGNORED, NULL, "l", NULL }, /* names on a network, no environment */
    { "extra_hosts", WHOLE, "add-host", "lm", read_hosts },
    { "gpus", OTHER, "gpus", "lt", read_gpu },
    { "group_add", LIST, "group-add", "l", NULL },
    { "healthcheck", IGNORED, NULL, "m", NULL },
    { "hostname", VALUE, "hostname", "t", NULL },
    { "image", IGNORED, NULL, "t", NULL }, /* compose.c */
    { "init", FLAG, "init", "t", NULL },
    { "ipc", WHOLE, "ipc", "t", hr_service_mode },
    { "isolation", VALUE, "isolation", "t", NULL },
    { "label_file", IGNORED, NULL, "lt", NULL }, /* labels are no matter of isolation */
    { "labels", PAIRS, "label", "lm", NULL },
    { "links", IGNORED, NULL, "l", NULL }, /* names on a network, no environment */
    { "logging", WHOLE, "log-driver", "m", read_logging },
    { "mac_address", VALUE, "mac-address", "t", NULL },
    { "mem_limit", VALUE, "memory", "t", NULL },
    { "mem_reservation", VALUE, "memory-reservation", "t", NULL },
    { "mem_swappiness", VALUE, "memory-swappiness", "t", NULL },
    { "memswap_limit", VALUE, "memory-swap", "t", NULL },
    { "models", IGNORED, NULL, "lm", NULL },
    { "network_mode", WHOLE, "network", "t", hr_service_mode },
    { "networks", WHOLE, NULL, "lm", hr_service_networks },
    { "oom_kill_disable", FLAG, "oom-kill-disable", "t", NULL },
    { "oom_score_adj", VALUE, "oom-score-adj", "t", NULL },
    { "pid", WHOLE, "pid", "t", hr_service_mode },
    { "pids_limit", VALUE, "pids-limit", "t", NULL },
    { "platform", VALUE, "platform", "t", NULL },
    { "ports", OTHER, "publish", "l", hr_service_port },
    { "post_start", OTHER, NULL, "l", read_hook },
    { "pre_start", OTHER, NULL, "l", read_init },
    { "pre_stop", OTHER, NULL, "l", read_hook },
    { "privileged", FLAG, "privileged", "t", NULL },
    { "profiles", IGNORED, NULL, "l", NULL },
    { "provider", IGNORED, NULL, "m", NULL },
    { "pull_policy", WHOLE, "pull", "t", read_pull },
    { "pull_refresh_after", IGNORED, NULL, "t", NULL },
    { "read_only", FLAG, "read-only", "t", NULL },
    { "restart", IGNORED, NULL, "t", NULL },
    { "runtime", VALUE, "runtime", "t", NULL },
    { "scale", IGNORED, NULL, "t", NULL },
    { "secrets", WHOLE, NULL, "l", hr_service_secrets },
    { "security_opt", LIST, "security-opt", "l", NULL },
    { "shm_size", VALUE, "shm-size", "t", NULL },
    { "stdin_open", FLAG, "interactive", "t", NULL },
    { "stop_grace_period", IGNORED, NULL, "t", NULL },
    { "stop_signal", IGNORED, NULL, "t", NULL },
    { "storage_opt", PAIRS, "storage-opt", "m", NULL },
    { "sysctls", PAIRS, "sysctl", "lm", NULL },
    { "tmpfs", LIST, "tmpfs", "lt", NULL },
    { "tty", FLAG, "tty", "t", NULL },
    { "ulimits", WHOLE, "ulimit", "m", read_limits },
    { "use_api_socket", FLAG, "use-api-socket", "t", NULL },
    { "user", VALUE, "user", "t", NULL },
    { "userns_mode", VALUE, "userns", "t", NULL },
    { "uts", VALUE, "uts", "t", NULL },
    { "volumes", OTHER, "volume", "l", hr_service_volume },
    { "volumes_from", OTHER, "volumes-from", "l", read_donor },
    { "working_dir", VALUE, "workdir", "t", NULL },
};

static void read_scalar(struct hr_service_work *w, const struct hr_json *node, const char *option)
{
    const char *text = hr_service_text(w, node);

    if (text)
        hr_service_add(w, option, text, node);
}

static void read_list(struct hr_service_work *w, const struct hr_json *node, const char *option)
{
    if (node->type != HR_JSON_ARRAY) {
        read_scalar(w, node, option);
        return;
    }
    for (const struct hr_json *element = node->child; element; element = element->next)
        read_scalar(w, element, option);
}

static void read_row(struct hr_service_work *w, const struct row *row, const struct hr_json *node)
{
    w->at = node;
    if (node->type == HR_JSON_NULL || !hr_service_takes(w, node, row->takes))
        return; /* a null is as if it were not there */
    if (node->count > ELEMENTS_MAX) {
        hr_service_fail(w, node, hr_arena_printf(w->arena, "%s: more than 4096", row->key),
                        "fewer: no service needs so many");
        return;
    }
    switch (row->form) {
    case IGNORED:
        break;
    case FLAG:
        hr_service_add(w, row->option, hr_service_flag(w, node) ? "true" : "false", node);
        break;
    case VALUE:
        read_scalar(w, node, row->option);
        break;
    case LIST:
        read_list(w, node, row->option);
        break;
    case PAIRS:
        read_pairs(w, node, row->option);
        break;
    case OTHER:
        hr_service_each(w, node, row->read);
        break;
    case WHOLE:
        row->read(w, node);
        break;
    }
}

const char *hr_service_key(const struct hr_option *option, bool *is_list)
{
    for (size_t i = 0; option && i < HR_ARRAY_LEN(rows); i++) {
        if (!rows[i].option || strcmp(rows[i].option, option->name) != 0)
            continue;
        *is_list = strchr(rows[i].takes, 'l') && !strchr(rows[i].takes, 'm');
        return rows[i].key;
    }
    return NULL;
}

static const struct row *row_of(const char *key)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++) {
        if (strcmp(rows[i].key, key) == 0)
            return &rows[i];
    }
    return NULL;
}

static void refuse_key(struct hr_service_work *w, const struct hr_json *node)
{
    struct hr_nearest nearest = { .word = node->key };
    struct hr_json at_key = *node;

    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++)
        hr_nearest_offer(&nearest, rows[i].key);
    at_key.line = node->key_line;
    at_key.column = node->key_column;
    hr_service_fail(w, &at_key, hr_arena_printf(w->arena, "no service has a \"%s\"", node->key),
                    nearest.best ? hr_arena_printf(w->arena, "did you mean \"%s\"?", nearest.best)
                                 : "a name that starts with x- is nobody's");
}

void hr_service_read(struct hr_service_work *w, const struct hr_json *service)
{
    for (const struct hr_json *node = service->child; node; node = node->next) {
        const struct row *row = row_of(node->key);

        if (row)
            read_row(w, row, node);
        else if (!hr_text_starts(node->key, "x-"))
            refuse_key(w, node);
    }
    read_deploy(w, service);
}
