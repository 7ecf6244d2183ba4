/* SPDX-License-Identifier: MIT */
#include "hrun/facts/seccomp.h"

#include "hrun/base/json.h"
#include "hrun/base/text.h"

#include <string.h>

#define FILTER_MAX_BYTES ((size_t)1024 * 1024) /* docker's own has 13 KB */

/* TEXT, which is JSON, without the blanks between its parts. */
static const char *compact(const struct hr_bytes *text, struct hr_arena *arena)
{
    char *const out = hr_arena_alloc(arena, text->size + 1);
    bool quoted = false;
    char *end = out;

    for (size_t i = 0; i < text->size; i++) {
        const char c = text->data[i];

        if (!quoted && strchr(" \t\r\n", c))
            continue;
        if (quoted && c == '\\')
            *end++ = text->data[i++];
        else if (c == '"')
            quoted = !quoted;
        *end++ = text->data[i];
    }
    *end = '\0';
    return out;
}

static bool is_refusal(const struct hr_json *action)
{
    static const char *const actions[] = {
        "SCMP_ACT_ERRNO",       "SCMP_ACT_KILL", "SCMP_ACT_KILL_PROCESS",
        "SCMP_ACT_KILL_THREAD", "SCMP_ACT_TRAP",
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(actions) && action->type == HR_JSON_STRING; i++) {
        if (strcmp(actions[i], action->text) == 0)
            return true;
    }
    return false;
}

/* The engine takes a member's name in any case, and of several the last. */
static bool refuses(const struct hr_json *filter)
{
    bool any = false;

    for (const struct hr_json *node = filter->child; node; node = node->next) {
        if (!hr_text_equal_nocase(node->key, "defaultAction"))
            continue;
        if (!is_refusal(node))
            return false;
        any = true;
    }
    return any;
}

bool hr_seccomp_read(const struct hr_bytes *bytes, struct hr_arena *arena,
                     struct hr_seccomp_facts *out, struct hr_error *err)
{
    const struct hr_json *filter;

    if (!hr_json_parse(bytes->data, bytes->size, out->path, arena, &filter, err))
        return false;
    if (filter->type != HR_JSON_OBJECT)
        return hr_error_set(err, arena, HR_ERRC_USAGE, "%s is %s, no filter of system calls",
                            out->path, hr_json_type_name(filter->type));
    out->text = compact(bytes, arena);
    out->refuses = refuses(filter);
    return true;
}

void hr_seccomp_ask(const char *path, struct hr_arena *arena, struct hr_seccomp_facts *out)
{
    struct hr_error err = { 0 };
    struct hr_bytes bytes;

    *out = (struct hr_seccomp_facts){ .path = path };
    if (!hr_file_read(path, FILTER_MAX_BYTES, arena, &bytes, NULL, &err) ||
        !hr_seccomp_read(&bytes, arena, out, &err))
        out->unknown_because = hr_error_text(&err, arena);
}
