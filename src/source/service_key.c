/* SPDX-License-Identifier: MIT */
/* The keys of a service, and what docker's options they come to. */
#include "hrun/base/text.h"

#include "service.h"

#include <string.h>

/* How a key's value becomes values of its option. */
enum form {
    IGNORED, /* what it says is no matter of isolation */
    VALUE,
    FLAG,
    LIST,  /* also one scalar */
    PAIRS, /* a mapping or a list of NAME=VALUE */
    OTHER, /* the row's own reader, for each element */
    WHOLE, /* the row's own reader */
};

static void read_env_file(struct hr_service_work *w, const struct hr_json *node)
{
    const bool object = node->type == HR_JSON_OBJECT;
    const char *path = object ? hr_service_member(w, node, "path") : hr_service_text(w, node);

    if (path)
        hr_service_add(w, "env-file", hr_service_path(w, path), node);
}

static void read_host(struct hr_service_work *w, const struct hr_json *node)
{
    const char *text = hr_service_text(w, node);
    const char *equals = text ? strchr(text, '=') : NULL;

    if (text && node->key) /* a mapping: its name is the host */
        text = hr_arena_printf(w->arena, "%s:%s", node->key, text);
    else if (equals)
        text = hr_arena_printf(w->arena, "%.*s:%s", (int)(equals - text), text, equals + 1);
    if (text)
        hr_service_add(w, "add-host", text, node);
}

static void read_hosts(struct hr_service_work *w, const struct hr_json *node)
{
    for (const struct hr_json *member = node->child; member; member = member->next)
        read_host(w, member);
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
    const char *text = node->type == HR_JSON_OBJECT ? count ? hr_service_text(w, count) : "all"
                                                    : hr_service_text(w, node);

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

    if (!node->key) {
        hr_service_fail(w, node, "want limits by name");
        return;
    }
    if (node->type == HR_JSON_OBJECT) {
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
    const char *name = driver ? hr_service_text(w, driver) : NULL;

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

/* Commands that Compose runs in the container by the engine's exec. */
static void read_hook(struct hr_service_work *w, const struct hr_json *node)
{
    const struct hr_json *privileged = hr_json_get(node, "privileged");

    if (hr_service_flag(w, privileged))
        hr_service_add(w, "privileged", "true", privileged);
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
                                        twin->key, twin->part, twin->name));
}

static void read_deploy(struct hr_service_work *w, const struct hr_json *service)
{
    const struct hr_json *resources = hr_json_get(hr_json_get(service, "deploy"), "resources");
    const struct hr_json *devices = hr_json_get(hr_json_get(resources, "reservations"), "devices");

    for (size_t i = 0; i < HR_ARRAY_LEN(twins); i++)
        read_twin(w, service, resources, &twins[i]);
    if (devices)
        hr_service_each(w, devices, read_gpu);
}

/* Sorted by key. */
static const struct row {
    const char *key;
    enum form form;
    const char *option;
    void (*read)(struct hr_service_work *w, const struct hr_json *node);
} rows[] = {
    { "annotations", PAIRS, "annotation", NULL },
    { "attach", IGNORED, NULL, NULL },
    { "blkio_config", IGNORED, NULL, NULL },
    { "build", WHOLE, NULL, read_build },
    { "cap_add", LIST, "cap-add", NULL },
    { "cap_drop", LIST, "cap-drop", NULL },
    { "cgroup", VALUE, "cgroupns", NULL },
    { "cgroup_parent", VALUE, "cgroup-parent", NULL },
    { "command", IGNORED, NULL, NULL },
    { "configs", WHOLE, NULL, hr_service_configs },
    { "container_name", VALUE, "name", NULL },
    { "cpu_count", IGNORED, NULL, NULL },
    { "cpu_percent", IGNORED, NULL, NULL },
    { "cpu_period", VALUE, "cpu-period", NULL },
    { "cpu_quota", VALUE, "cpu-quota", NULL },
    { "cpu_rt_period", VALUE, "cpu-rt-period", NULL },
    { "cpu_rt_runtime", VALUE, "cpu-rt-runtime", NULL },
    { "cpu_shares", VALUE, "cpu-shares", NULL },
    { "cpus", VALUE, "cpus", NULL },
    { "cpuset", VALUE, "cpuset-cpus", NULL },
    { "credential_spec", IGNORED, NULL, NULL },
    { "depends_on", IGNORED, NULL, NULL },
    { "deploy", IGNORED, NULL, NULL }, /* read_deploy */
    { "develop", IGNORED, NULL, NULL },
    { "device_cgroup_rules", LIST, "device-cgroup-rule", NULL },
    { "devices", OTHER, NULL, read_device },
    { "dns", LIST, "dns", NULL },
    { "dns_opt", LIST, "dns-option", NULL },
    { "dns_search", LIST, "dns-search", NULL },
    { "domainname", VALUE, "domainname", NULL },
    { "entrypoint", IGNORED, NULL, NULL },
    { "env_file", OTHER, NULL, read_env_file },
    { "environment", PAIRS, "env", NULL },
    { "expose", LIST, "expose", NULL },
    { "extends", IGNORED, NULL, NULL },        /* compose.c */
    { "external_links", IGNORED, NULL, NULL }, /* names on a network, no environment */
    { "extra_hosts", WHOLE, NULL, read_hosts },
    { "gpus", OTHER, NULL, read_gpu },
    { "group_add", LIST, "group-add", NULL },
    { "healthcheck", IGNORED, NULL, NULL },
    { "hostname", VALUE, "hostname", NULL },
    { "image", IGNORED, NULL, NULL }, /* compose.c */
    { "init", FLAG, "init", NULL },
    { "ipc", WHOLE, "ipc", hr_service_mode },
    { "isolation", VALUE, "isolation", NULL },
    { "label_file", IGNORED, NULL, NULL }, /* labels are no matter of isolation */
    { "labels", PAIRS, "label", NULL },
    { "links", IGNORED, NULL, NULL }, /* names on a network, no environment */
    { "logging", WHOLE, NULL, read_logging },
    { "mac_address", VALUE, "mac-address", NULL },
    { "mem_limit", VALUE, "memory", NULL },
    { "mem_reservation", VALUE, "memory-reservation", NULL },
    { "mem_swappiness", VALUE, "memory-swappiness", NULL },
    { "memswap_limit", VALUE, "memory-swap", NULL },
    { "models", IGNORED, NULL, NULL },
    { "network_mode", WHOLE, "network", hr_service_mode },
    { "networks", WHOLE, NULL, hr_service_networks },
    { "oom_kill_disable", FLAG, "oom-kill-disable", NULL },
    { "oom_score_adj", VALUE, "oom-score-adj", NULL },
    { "pid", WHOLE, "pid", hr_service_mode },
    { "pids_limit", VALUE, "pids-limit", NULL },
    { "platform", VALUE, "platform", NULL },
    { "ports", OTHER, NULL, hr_service_port },
    { "post_start", OTHER, NULL, read_hook },
    { "pre_start", OTHER, NULL, read_hook },
    { "pre_stop", OTHER, NULL, read_hook },
    { "privileged", FLAG, "privileged", NULL },
    { "profiles", IGNORED, NULL, NULL },
    { "provider", IGNORED, NULL, NULL },
    { "pull_policy", WHOLE, NULL, read_pull },
    { "pull_refresh_after", IGNORED, NULL, NULL },
    { "read_only", FLAG, "read-only", NULL },
    { "restart", IGNORED, NULL, NULL },
    { "runtime", VALUE, "runtime", NULL },
    { "scale", IGNORED, NULL, NULL },
    { "secrets", WHOLE, NULL, hr_service_secrets },
    { "security_opt", LIST, "security-opt", NULL },
    { "shm_size", VALUE, "shm-size", NULL },
    { "stdin_open", FLAG, "interactive", NULL },
    { "stop_grace_period", IGNORED, NULL, NULL },
    { "stop_signal", IGNORED, NULL, NULL },
    { "storage_opt", PAIRS, "storage-opt", NULL },
    { "sysctls", PAIRS, "sysctl", NULL },
    { "tmpfs", LIST, "tmpfs", NULL },
    { "tty", FLAG, "tty", NULL },
    { "ulimits", WHOLE, NULL, read_limits },
    { "use_api_socket", FLAG, "use-api-socket", NULL },
    { "user", VALUE, "user", NULL },
    { "userns_mode", VALUE, "userns", NULL },
    { "uts", VALUE, "uts", NULL },
    { "volumes", OTHER, NULL, hr_service_volume },
    { "volumes_from", OTHER, NULL, read_donor },
    { "working_dir", VALUE, "workdir", NULL },
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
    if (node->type == HR_JSON_NULL)
        return; /* as if it were not there */
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
    const char *hint = "";

    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++)
        hr_nearest_offer(&nearest, rows[i].key);
    if (nearest.best)
        hint = hr_arena_printf(w->arena, "; did you mean \"%s\"?", nearest.best);
    hr_service_fail(w, node,
                    hr_arena_printf(w->arena, "no service has a \"%s\"%s", node->key, hint));
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
