/* SPDX-License-Identifier: MIT */
#include "hrun/engine/endpoint.h"

#include "hrun/base/file.h"
#include "hrun/base/json.h"
#include "hrun/base/sha256.h"
#include "hrun/base/text.h"
#include "hrun/engine/launch.h"

#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_SOCKET   "/var/run/docker.sock"
#define DEFAULT_TLS_HOST "tcp://localhost:2376"
#define CONFIG_MAX_BYTES ((size_t)4 << 20) /* it may hold credentials for many registries */

const char *hr_environ_get(const struct hr_environ *env, const char *name)
{
    const size_t length = strlen(name);

    for (char *const *var = env->vars; *var; var++) {
        if (strncmp(*var, name, length) == 0 && (*var)[length] == '=')
            return *var + length + 1;
    }
    return NULL;
}

/* The client takes an empty variable for one that is not set. */
static const char *filled(const struct hr_environ *env, const char *name)
{
    const char *value = hr_environ_get(env, name);

    return value && *value ? value : NULL;
}

/* Fill OUT for HOST as the client reads it. What is no plain unix socket is asked for through the
 * client, which knows all other forms, the invalid ones included. */
static void set_host(const char *host, const char *origin, struct hr_arena *arena,
                     struct hr_endpoint *out)
{
    static const char scheme[] = "unix://";
    const char *path = host + strlen(scheme);

    *out = (struct hr_endpoint){ .host = host, .origin = origin };
    if (!hr_text_starts(host, scheme) || strstr(path, "://"))
        return;
    out->socket_path = *path ? path : DEFAULT_SOCKET;
    out->host = hr_arena_printf(arena, "%s%s", scheme, out->socket_path);
}

/* The default context: DOCKER_HOST, or the socket, or, where TLS is asked for, its port. */
static void set_default(const struct hr_environ *env, struct hr_arena *arena,
                        struct hr_endpoint *out)
{
    static const char blanks[] = " \t\n\v\f\r";
    const char *host = filled(env, "DOCKER_HOST");
    const bool tls = filled(env, "DOCKER_TLS_VERIFY") || filled(env, "DOCKER_TLS");
    const char *origin = host ? "DOCKER_HOST" : "default";
    size_t length;

    if (host)
        host += strspn(host, blanks);
    if (!host || !*host) {
        set_host(tls ? DEFAULT_TLS_HOST : "unix://", origin, arena, out);
        return;
    }
    for (length = strlen(host); strchr(blanks, host[length - 1]); length--)
        ;
    set_host(hr_arena_strndup(arena, host, length), origin, arena, out);
}

/* The folder of config.json and the contexts; NULL if nothing says where it is. */
static const char *config_folder(const struct hr_environ *env, struct hr_arena *arena)
{
    const char *folder = filled(env, "DOCKER_CONFIG"), *home = filled(env, "HOME");

    if (folder)
        return folder;
    if (!home) {
        const struct passwd *entry = getpwuid(getuid());
        home = entry ? entry->pw_dir : NULL;
    }
    return home ? hr_arena_printf(arena, "%s/.docker", home) : NULL;
}

static bool read_json(const char *path, struct hr_arena *arena, const struct hr_json **out,
                      struct hr_error *err)
{
    struct hr_bytes bytes;

    return hr_file_read(path, CONFIG_MAX_BYTES, arena, &bytes, NULL, err) &&
           hr_json_parse(bytes.data, bytes.size, path, arena, out, err);
}

/* The length of the letter at TEXT, if the client's JSON reader takes it for LETTER; else 0. It ignores the
 * case, and two letters from outside ASCII are another case of s and k. */
static size_t same_letter(const char *text, char letter)
{
    letter |= 0x20;
    if (letter == 's' && hr_text_starts(text, "\u017f"))
        return strlen("\u017f");
    if (letter == 'k' && hr_text_starts(text, "\u212a"))
        return strlen("\u212a");
    return (*text | 0x20) == letter;
}

/* True if KEY is NAME, which is made of letters, to that reader. */
static bool is_member(const char *key, const char *name)
{
    size_t size = 1;

    for (; *name && size > 0; name++) {
        size = same_letter(key, *name);
        key += size;
    }
    return size > 0 && !*key;
}

bool hr_client_config_get(const struct hr_json *object, const char *name,
                          const struct hr_json **out)
{
    *out = NULL;
    if (!object || object->type != HR_JSON_OBJECT)
        return true;
    for (const struct hr_json *child = object->child; child; child = child->next) {
        if (!is_member(child->key, name))
            continue;
        if (*out)
            return false;
        *out = child;
    }
    return true;
}

/* Read the member NAME of OBJECT, which stands in what FILE says; "" if it is not there. */
static bool string_member(const struct hr_json *object, const char *name, const char *file,
                          struct hr_arena *arena, const char **out, struct hr_error *err)
{
    const struct hr_json *node;

    if (!hr_client_config_get(object, name, &node)) {
        hr_error_set(err, arena, HR_ERRC_INPUT, "%s has %s twice", file, name);
        hr_error_hint(err, arena, "leave one of them out: to the client their case is one");
        return false;
    }
    *out = node && node->type == HR_JSON_STRING ? node->text : "";
    return true;
}

/* Read FOLDER's config.json. A file that cannot be opened is for the client (with a warning) as good as
 * none. One that is not JSON is so too, but what is JSON to the client and what is to hrun may
 * differ: there hrun would take another engine, or no proxies, for the client's. */
static bool read_config(const char *folder, struct hr_arena *arena, const struct hr_json **out,
                        struct hr_error *err)
{
    const char *path = hr_arena_printf(arena, "%s/config.json", folder);
    struct hr_error why;

    if (read_json(path, arena, out, &why))
        return true;
    if (why.code == HR_ERRC_SYSTEM) {
        *out = NULL;
        return true;
    }
    *err = why;
    return hr_error_hint(err, arena, "mend %s, or set DOCKER_HOST", path);
}

bool hr_client_config(const struct hr_environ *env, struct hr_arena *arena,
                      const struct hr_json **out, struct hr_error *err)
{
    const char *folder = config_folder(env, arena);

    *out = NULL;
    return !folder || read_config(folder, arena, out, err);
}

static bool set_context(const char *name, const char *origin, const char *folder,
                        struct hr_arena *arena, struct hr_endpoint *out, struct hr_error *err)
{
    char id[HR_SHA256_HEX];
    const struct hr_json *meta, *endpoints, *docker = NULL;
    const char *path, *host;

    hr_sha256_hex(name, strlen(name), id);
    path = hr_arena_printf(arena, "%s/contexts/meta/%s/meta.json", folder, id);
    if (!read_json(path, arena, &meta, err)) {
        hr_error_wrap(err, arena, "docker context \"%s\" (%s)", name, origin);
        return hr_error_hint(err, arena, "`docker context ls` lists those that exist");
    }
    if (hr_client_config_get(meta, "Endpoints", &endpoints))
        docker = hr_json_get(endpoints, "docker");
    if (!docker) {
        hr_error_set(err, arena, HR_ERRC_INPUT, "docker context \"%s\" (%s) has no docker endpoint",
                     name, origin);
        return hr_error_hint(err, arena, "`docker context ls` lists those that have one");
    }
    if (!string_member(docker, "Host", path, arena, &host, err))
        return false;
    set_host(*host ? host : "unix://", origin, arena, out);
    return true;
}

/* Where DOCKER_HOST is set to nothing, clients before 23.0 take the default context, and later ones NAME. */
static bool check_host_variable(const struct hr_environ *env, const char *name, const char *origin,
                                struct hr_arena *arena, struct hr_error *err)
{
    if (!hr_environ_get(env, "DOCKER_HOST"))
        return true;
    hr_error_set(
        err, arena, HR_ERRC_INPUT,
        "DOCKER_HOST is set to nothing: some clients then take docker context \"%s\" (%s), "
        "some do not",
        name, origin);
    return hr_error_hint(err, arena, "unset DOCKER_HOST");
}

bool hr_endpoint_find(const struct hr_environ *env, struct hr_arena *arena, struct hr_endpoint *out,
                      struct hr_error *err)
{
    const char *context = filled(env, "DOCKER_CONTEXT"), *origin = "DOCKER_CONTEXT";
    const struct hr_json *config = NULL;
    const char *folder;
    bool config_read = false;

    if (filled(env, "DOCKER_HOST")) {
        set_default(env, arena, out);
        return true;
    }
    folder = config_folder(env, arena);
    if (!context && folder) {
        if (!read_config(folder, arena, &config, err))
            return false;
        config_read = true;
        if (!string_member(config, "currentContext",
                           hr_arena_printf(arena, "%s/config.json", folder), arena, &context, err))
            return false;
        origin = hr_arena_printf(arena, "context %s in %s/config.json", context, folder);
    }
    if (!context || !*context || strcmp(context, "default") == 0) {
        set_default(env, arena, out);
    } else if (!check_host_variable(env, context, origin, arena, err) ||
               !set_context(context, origin, folder ? folder : "", arena, out, err)) {
        return false;
    }
    out->config_read = config_read;
    out->config = config;
    return true;
}

static const struct hr_setting *last(const struct hr_settings *settings, const char *name)
{
    const struct hr_setting *found = NULL;

    for (size_t i = 0; i < settings->n; i++) {
        if (strcmp(settings->v[i].option->name, name) == 0)
            found = &settings->v[i];
    }
    return found;
}

/* A context that is named beats DOCKER_HOST, but for the default one, which is where that counts. */
static void override_context(const char *name, struct hr_arena *arena, struct hr_strv *set,
                             struct hr_strv *unset)
{
    if (strcmp(name, "default") != 0)
        hr_strv_push(arena, unset, "DOCKER_HOST");
    hr_strv_pushf(arena, set, "DOCKER_CONTEXT=%s", name);
}

struct hr_environ hr_endpoint_environ(const struct hr_environ *env,
                                      const struct hr_settings *globals, struct hr_arena *arena)
{
    const struct hr_setting *config = last(globals, "config"), *host = last(globals, "host");
    const struct hr_setting *context = last(globals, "context"), *tls = last(globals, "tls");
    struct hr_strv set = { 0 }, unset = { 0 };

    if (config && *config->raw)
        hr_strv_pushf(arena, &set, "DOCKER_CONFIG=%s", config->raw);
    if (context && *context->raw) {
        override_context(context->raw, arena, &set, &unset);
    } else if (host) {
        hr_strv_pushf(arena, &set, "DOCKER_HOST=%s", host->raw);
        hr_strv_push(arena, &set, "DOCKER_CONTEXT=default");
    }
    /* --tlsverify asks for TLS whatever its value. */
    if (last(globals, "tlsverify") || (tls && tls->value->as.boolean))
        hr_strv_push(arena, &set, "DOCKER_TLS=1");
    else if (tls)
        hr_strv_push(arena, &unset, "DOCKER_TLS");
    return (struct hr_environ){ hr_launch_environ(env, &set, &unset, arena) };
}
