/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"
#include "hrun/facts/environment.h"

#include <string.h>

/* The members of an entry of `proxies`, and the variables that each becomes. */
static const struct {
    const char *member, *names[2];
} rows[] = {
    { "httpProxy", { "HTTP_PROXY", "http_proxy" } },
    { "httpsProxy", { "HTTPS_PROXY", "https_proxy" } },
    { "noProxy", { "NO_PROXY", "no_proxy" } },
    { "ftpProxy", { "FTP_PROXY", "ftp_proxy" } },
    { "allProxy", { "ALL_PROXY", "all_proxy" } },
};

static bool has(const struct hr_envs *vars, const char *name)
{
    for (size_t i = 0; i < vars->n; i++) {
        if (strcmp(vars->v[i].name, name) == 0)
            return true;
    }
    return false;
}

static void add(size_t row, const char *value, struct hr_arena *arena, struct hr_envs *out)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(rows[row].names); i++) {
        if (!has(out, rows[row].names[i]))
            *HR_VEC_PUSH(arena, out) =
                (struct hr_env){ .name = rows[row].names[i], .value = value };
    }
}

static void add_entry(const struct hr_json *entry, struct hr_arena *arena, struct hr_envs *out)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++) {
        const struct hr_json *value;

        if (!hr_client_config_get(entry, rows[i].member, &value))
            add(i, NULL, arena, out);
        else if (value && value->type == HR_JSON_STRING && *value->text)
            add(i, value->text, arena, out);
    }
}

/* The entry of the endpoint, else `default`. What name the client has for an endpoint that is no unix
 * socket is not known here: there every entry counts. */
static void add_proxies(const struct hr_json *proxies, const struct hr_endpoint *endpoint,
                        struct hr_arena *arena, struct hr_envs *out)
{
    const char *host = endpoint && endpoint->socket_path ? endpoint->host : NULL;
    const struct hr_json *entry = host ? hr_json_get(proxies, host) : NULL;

    if (!proxies || proxies->type != HR_JSON_OBJECT)
        return;
    if (!entry && host)
        entry = hr_json_get(proxies, "default");
    if (entry)
        add_entry(entry, arena, out);
    for (entry = host ? NULL : proxies->child; entry; entry = entry->next)
        add_entry(entry, arena, out);
}

void hr_proxies_ask(const struct hr_environ *env, const struct hr_endpoint *endpoint,
                    struct hr_arena *arena, struct hr_proxies_facts *out)
{
    const struct hr_json *config = endpoint ? endpoint->config : NULL, *proxies;
    const bool is_read = endpoint && endpoint->config_read;
    struct hr_error err;

    *out = (struct hr_proxies_facts){ .state = HR_KNOWN };
    if ((is_read || hr_client_config(env, arena, &config, &err)) &&
        hr_client_config_get(config, "proxies", &proxies)) {
        add_proxies(proxies, endpoint, arena, &out->vars);
        return;
    }
    out->state = HR_UNKNOWN;
    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++)
        add(i, NULL, arena, &out->vars);
}
