/* SPDX-License-Identifier: MIT */
#include "hrun/docker/reference.h"

#include "hrun/base/text.h"

#include <stddef.h>
#include <string.h>

#define PATH_MAX_BYTES 255
#define TAG_MAX_BYTES  128
#define ID_HEX         64

static const char hub[] = "docker.io", official[] = "library/";

/* A reference in pieces, before they are looked at. */
struct parts {
    const char *domain, *path, *tag, *digest;
};

static bool all_of(const char *text, const char *set)
{
    return text[strspn(text, set)] == '\0';
}

/* The client's digest package knows these; the grammar would let others through. */
static bool is_digest(const char *text)
{
    static const struct {
        const char *prefix;
        size_t hex;
    } algorithms[] = { { "sha256:", 64 }, { "sha384:", 96 }, { "sha512:", 128 } };

    for (size_t i = 0; i < HR_ARRAY_LEN(algorithms); i++) {
        if (hr_text_starts(text, algorithms[i].prefix)) {
            text += strlen(algorithms[i].prefix);
            return strlen(text) == algorithms[i].hex && all_of(text, HR_HEX);
        }
    }
    return false;
}

static bool is_id(const char *text)
{
    return is_digest(text) || (strlen(text) == ID_HEX && all_of(text, HR_HEX));
}

/* Between the letters of a path: one '.', one or two '_', any number of '-'. */
static size_t separator(const char *text)
{
    const size_t underscores = strspn(text, "_");

    if (underscores > 0)
        return underscores > 2 ? 2 : underscores;
    return *text == '.' ? 1 : strspn(text, "-");
}

static bool is_path(const char *text)
{
    for (;;) {
        const size_t letters = strspn(text, HR_LOWER HR_DIGITS);
        size_t gap;

        text += letters;
        if (letters == 0 || !*text)
            return letters > 0;
        gap = *text == '/' ? 1 : separator(text);
        if (gap == 0)
            return false;
        text += gap;
    }
}

/* The end of the host name at TEXT, or NULL. */
static const char *skip_host(const char *text)
{
    for (;;) {
        const size_t length = strspn(text, HR_ALNUM "-");

        if (length == 0 || text[0] == '-' || text[length - 1] == '-')
            return NULL;
        text += length;
        if (*text != '.')
            return text;
        text++;
    }
}

/* The end of the bracketed IPv6 address at TEXT, or NULL. The grammar takes hex digits and colons
 * in any order. */
static const char *skip_ipv6(const char *text)
{
    const size_t length = strspn(text + 1, HR_HEX "ABCDEF:");

    return length > 0 && text[1 + length] == ']' ? text + length + 2 : NULL;
}

static bool is_domain(const char *text)
{
    const char *const end = *text == '[' ? skip_ipv6(text) : skip_host(text);

    return end && (!*end || (*end == ':' && end[1] && all_of(end + 1, HR_DIGITS)));
}

static bool is_tag(const char *text)
{
    return *text && !strchr(".-", *text) && all_of(text, HR_ALNUM "_.-") &&
           strlen(text) <= TAG_MAX_BYTES;
}

/* What stands before the first '/' is a registry only if it looks like one. */
static bool looks_like_domain(const char *head)
{
    return strcmp(head, "localhost") == 0 || strpbrk(head, ".:" HR_UPPER);
}

static struct parts split(const char *raw, struct hr_arena *arena)
{
    char *const head = hr_arena_strdup(arena, raw);
    char *rest = hr_text_cut(strchr(head, '/'));
    struct parts parts = { .domain = hub };

    if (rest && looks_like_domain(head))
        parts.domain = strcmp(head, "index.docker.io") == 0 ? hub : head;
    else
        rest = hr_arena_strdup(arena, raw);
    parts.digest = hr_text_cut(strchr(rest, '@'));
    parts.tag = hr_text_cut(strchr(rest, ':'));
    parts.path = rest;
    if (strcmp(parts.domain, hub) == 0 && !strchr(parts.path, '/'))
        parts.path = hr_arena_printf(arena, "%s%s", official, parts.path);
    if (!is_domain(parts.domain) && is_path(parts.domain)) {
        /* a_b.c/d: no registry has such a name, so docker reads all of it as a path. */
        parts.path = hr_arena_printf(arena, "%s/%s", parts.domain, parts.path);
        parts.domain = "";
    }
    return parts;
}

/* What is wrong with PARTS, or NULL. */
static const char *fault(const struct parts *parts)
{
    if (*parts->domain && !is_domain(parts->domain))
        return "the registry before the first '/' is not a host name with an optional port";
    if (!is_path(parts->path))
        return strpbrk(parts->path, HR_UPPER) ? "its name must be in lower case"
                                              : "its name may hold a-z, 0-9 and single separators";
    if (strlen(parts->path) > PATH_MAX_BYTES)
        return "its name is longer than 255 bytes";
    if (parts->tag && !is_tag(parts->tag))
        return "the tag after ':' is up to 128 letters, digits, '_', '.' and '-'";
    if (parts->digest && !is_digest(parts->digest))
        return "the digest after '@' is sha256: and 64 hexadecimal digits in lower case";
    return NULL;
}

bool hr_reference_parse(const char *raw, struct hr_arena *arena, struct hr_reference *out,
                        struct hr_error *err)
{
    const bool id = is_id(raw);
    struct parts parts = { 0 };
    const char *wrong = NULL;

    if (!id) {
        parts = split(raw, arena);
        wrong = fault(&parts);
    }
    if (wrong) {
        hr_error_set(err, arena, HR_ERRC_USAGE, "invalid image reference '%s'", raw);
        return hr_error_hint(err, arena, "%s", wrong);
    }
    *out = (struct hr_reference){
        .raw = hr_arena_strdup(arena, raw),
        .is_id = id,
        .registry = parts.domain,
        .path = parts.path,
        .tag = parts.tag,
        .digest = parts.digest,
    };
    return true;
}

const char *hr_reference_canonical(const struct hr_reference *reference, struct hr_arena *arena)
{
    const char *const tag = reference->tag ? reference->tag : (reference->digest ? NULL : "latest");

    if (reference->is_id)
        return strchr(reference->raw, ':') ? reference->raw
                                           : hr_arena_printf(arena, "sha256:%s", reference->raw);
    return hr_arena_printf(arena, "%s%s%s%s%s%s%s", reference->registry,
                           *reference->registry ? "/" : "", reference->path, tag ? ":" : "",
                           tag ? tag : "", reference->digest ? "@" : "",
                           reference->digest ? reference->digest : "");
}
