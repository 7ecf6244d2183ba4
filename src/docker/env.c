/* SPDX-License-Identifier: MIT */
#include "hrun/docker/env.h"

#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include <stdint.h>
#include <string.h>

/* Go's bufio.Scanner gives up where its buffer of 64 KiB is full and has no newline in it. */
#define LINE_MAX_BYTES (64 * 1024 - 1)

/* A piece of a file: not NUL-terminated. */
struct span {
    const char *data;
    size_t size;
};

static size_t find(const struct span *span, char byte)
{
    const char *const at = memchr(span->data, byte, span->size);

    return at ? (size_t)(at - span->data) : span->size;
}

bool hr_env_parse(const char *raw, struct hr_arena *arena, struct hr_env *out, struct hr_error *err)
{
    const size_t length = strcspn(raw, "=");

    /* The value may be a secret whose name got lost. */
    if (length == 0)
        return hr_error_set(err, arena, HR_ERRC_USAGE,
                            "invalid environment variable: no name before '='");
    *out = (struct hr_env){
        .name = hr_arena_strndup(arena, raw, length),
        .value = raw[length] == '=' ? hr_arena_strdup(arena, raw + length + 1) : NULL,
    };
    return true;
}

/* Take what stands before the next newline off REST. Like Go's bufio.ScanLines, one carriage return
 * before it is not part of the line. */
static bool next_line(struct span *rest, struct span *line)
{
    const size_t length = find(rest, '\n');

    if (length > LINE_MAX_BYTES)
        return false;
    *line = (struct span){ rest->data, length };
    if (length > 0 && line->data[length - 1] == '\r')
        line->size--;
    rest->data += length;
    rest->size -= length;
    if (rest->size > 0) {
        rest->data++;
        rest->size--;
    }
    return true;
}

static void skip_bom(struct span *line)
{
    static const char bom[] = "\xef\xbb\xbf";

    if (line->size >= strlen(bom) && memcmp(line->data, bom, strlen(bom)) == 0) {
        line->data += strlen(bom);
        line->size -= strlen(bom);
    }
}

static void skip_space(struct span *line)
{
    uint32_t rune;
    size_t size;

    while ((size = hr_text_rune(line->data, line->size, &rune)) > 0 && hr_go_is_space(rune)) {
        line->data += size;
        line->size -= size;
    }
}

/* The reason why docker, or the runtime after it, refuses LINE as a variable; NULL if it is one. */
static const char *refusal(const struct span *line)
{
    const struct span name = { line->data, find(line, '=') };

    if (name.size == 0)
        return "no variable name before '='";
    if (find(&name, ' ') < name.size || find(&name, '\t') < name.size)
        return "white space in the name of a variable";
    /* The client passes it on, and the container then fails to start. */
    if (find(line, '\0') < line->size)
        return "NUL byte";
    return NULL;
}

static void push(const struct span *line, size_t number, struct hr_arena *arena,
                 struct hr_envs *out)
{
    const size_t length = find(line, '=');
    struct hr_env *const env = HR_VEC_PUSH(arena, out);

    env->name = hr_arena_strndup(arena, line->data, length);
    if (length < line->size)
        env->value = hr_arena_strndup(arena, line->data + length + 1, line->size - length - 1);
    env->line = number;
}

static bool refuse(const char *name, size_t line, const char *reason, struct hr_arena *arena,
                   struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_INPUT, "%s", reason);
    err->where.source = hr_arena_strdup(arena, name);
    err->where.line = line;
    return hr_error_hint(err, arena, "each line is NAME=VALUE, NAME or # and a comment");
}

bool hr_env_file_parse(const struct hr_bytes *bytes, const char *name, struct hr_arena *arena,
                       struct hr_envs *out, struct hr_error *err)
{
    struct span rest = { bytes->data, bytes->size }, line;
    struct hr_envs envs = { 0 };

    for (size_t number = 1; rest.size > 0; number++) {
        const char *reason;

        if (!next_line(&rest, &line))
            return refuse(name, number, "line of 64 KiB or more", arena, err);
        if (!hr_text_is_utf8(line.data, line.size))
            return refuse(name, number, "text that is not UTF-8", arena, err);
        if (number == 1)
            skip_bom(&line);
        skip_space(&line);
        if (line.size == 0 || line.data[0] == '#')
            continue;
        reason = refusal(&line);
        if (reason)
            return refuse(name, number, reason, arena, err);
        push(&line, number, arena, &envs);
    }
    for (size_t i = 0; i < envs.n; i++)
        *HR_VEC_PUSH(arena, out) = envs.v[i];
    return true;
}

bool hr_env_is_clients(const char *name)
{
    /* A '*' at the end is any rest. Of Go's and ssh's only what they read: other names that start so are
     * the workload's (GOOGLE_API_KEY, SSH_PRIVATE_KEY). */
    static const char *const names[] = {
        "ALL_PROXY",
        "DBUS_*",
        "DEBUG",
        "DOCKER_*",
        "FTP_PROXY",
        "GLIBC_TUNABLES",
        "GOCOVERDIR",
        "GODEBUG",
        "GOENV",
        "GOFIPS*",
        "GOGC",
        "GOMAXPROCS",
        "GOMEMLIMIT",
        "GORACE",
        "GOROOT",
        "GOTRACEBACK",
        "HOME",
        "HOSTALIASES",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "LANG",
        "LC_*",
        "LD_*",
        "LOCALDOMAIN",
        "NORAW",
        "NO_COLOR",
        "NO_PROXY",
        "OTEL_*",
        "PATH",
        "RES_OPTIONS",
        "SSH_AGENT_PID",
        "SSH_ASKPASS*",
        "SSH_AUTH_SOCK",
        "SSH_SK_PROVIDER",
        "SSL_CERT_DIR",
        "SSL_CERT_FILE",
        "TERM",
        "TMPDIR",
        "TZ",
        "XDG_*",
        "ZONEINFO",
        "all_proxy",
        "ftp_proxy",
        "http_proxy",
        "https_proxy",
        "no_proxy",
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        if (hr_text_fits(names[i], name, '\0'))
            return true;
    }
    return false;
}
