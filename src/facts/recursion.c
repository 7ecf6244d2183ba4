/* SPDX-License-Identifier: MIT */
#include "recursion.h"

#include "hrun/base/number.h"
#include "hrun/base/text.h"

#include <string.h>

struct version {
    uint64_t major, minor;
};

/* Since when: the engine and the client that asks by API 1.44, and mount_setattr of the kernel. */
static const struct version engine_since = { 25, 0 }, client_since = { 25, 0 };
static const struct version api_since = { 1, 44 }, kernel_since = { 5, 12 };

/* KNOWN if TEXT is MAJOR.MINOR of at least SINCE, whatever follows, ABSENT if it is less. */
static enum hr_knowledge is_since(const char *text, const struct version *since)
{
    const size_t length = strspn(text, HR_DIGITS);
    const char *rest = text + length + (text[length] == '.');
    struct version version;

    if (text[length] != '.' || !hr_number_u64(text, length, &version.major) ||
        !hr_number_u64(rest, strspn(rest, HR_DIGITS), &version.minor))
        return HR_UNKNOWN;
    return version.major > since->major ||
                   (version.major == since->major && version.minor >= since->minor)
               ? HR_KNOWN
               : HR_ABSENT;
}

static bool has_writable_submount(const struct hr_sources_facts *sources)
{
    for (size_t i = 0; i < sources->n; i++) {
        for (size_t k = 0; k < sources->v[i].submounts.n; k++) {
            if (!sources->v[i].submounts.v[k].read_only)
                return true;
        }
    }
    return false;
}

static enum hr_knowledge client_knows(const struct hr_ask *ask)
{
    static const char before[] = "Docker version ";
    struct hr_client_result result = { 0 };
    struct hr_strv argv = { 0 };
    struct hr_client_call call = {
        .path = ask->asking->client,
        .envp = ask->asking->host->environ.vars,
        .timeout_ms = HR_ENGINE_SOCKET_MS,
    };
    struct hr_error ignored;

    if (!call.path)
        return HR_UNKNOWN;
    hr_strv_push(ask->arena, &argv, call.path);
    hr_strv_push(ask->arena, &argv, "--version");
    call.argv = argv.v;
    if (!hr_client_run(&call, ask->arena, &result, &ignored) ||
        !hr_text_starts(result.output.data, before))
        return HR_UNKNOWN;
    return is_since(result.output.data + sizeof(before) - 1, &client_since);
}

/* The client takes long to start. */
static enum hr_knowledge client_knows_once(const struct hr_ask *ask)
{
    struct hr_notebook *book = ask->asking->notebook;

    if (!book)
        return client_knows(ask);
    if (!book->client_asked)
        book->client = client_knows(ask);
    book->client_asked = true;
    return book->client;
}

enum hr_knowledge hr_recursion_ask(const struct hr_ask *ask, const struct hr_json *info,
                                   const struct hr_sources_facts *sources)
{
    const char *engine = hr_json_string(info, "ServerVersion");
    const char *kernel = hr_json_string(info, "KernelVersion");
    const char *api = hr_environ_get(&ask->asking->host->environ, "DOCKER_API_VERSION");
    const enum hr_knowledge parts[] = {
        is_since(engine ? engine : "", &engine_since),
        is_since(kernel ? kernel : "", &kernel_since),
        api && *api ? is_since(api, &api_since) : HR_KNOWN,
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(parts); i++) {
        if (parts[i] != HR_KNOWN)
            return parts[i];
    }
    return has_writable_submount(sources) ? client_knows_once(ask) : HR_KNOWN;
}
