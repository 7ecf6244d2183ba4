/* SPDX-License-Identifier: MIT */
/* SecurityOpt, and the paths of the kernel's own filesystems that are hidden or read-only. */
#include "hrun/base/attr.h"
#include "hrun/base/sha256.h"
#include "hrun/base/text.h"

#include "inspect_work.h"

#include <string.h>

/* True if the engine itself puts label=disable last: it does so where the container shares what SELinux
 * would tell apart, and nobody asked for a label. */
static bool is_engines(const struct hr_inspect_work *w, const struct hr_json *node)
{
    static const char *const modes[] = { "PidMode", "IpcMode" };
    const struct hr_json *privileged = hr_json_get(w->host, "Privileged");

    if (node->next || strcmp(node->text, "label=disable") != 0)
        return false;
    for (size_t i = 0; i < HR_ARRAY_LEN(modes); i++) {
        const char *mode = hr_json_string(w->host, modes[i]);

        if (mode && strcmp(mode, "host") == 0)
            return true;
    }
    return privileged && privileged->type == HR_JSON_BOOL && privileged->boolean;
}

/* The client sends what is in the file: what the file was called nobody knows. */
static const char *keep_filter(struct hr_inspect_work *w, const char *text)
{
    const struct hr_bytes bytes = { .data = text, .size = strlen(text) };
    struct hr_seccomp_facts *filter = HR_VEC_PUSH(w->arena, &w->out->filters);
    char hash[HR_SHA256_HEX];
    struct hr_error err;

    hr_sha256_hex(text, bytes.size, hash);
    filter->path = hr_arena_printf(w->arena, "sha256:%s", hash);
    if (!hr_seccomp_read(&bytes, w->arena, filter, &err))
        filter->unknown_because = hr_error_text(&err, w->arena);
    return hr_arena_printf(w->arena, "seccomp=%s", filter->path);
}

static void read_option(struct hr_inspect_work *w, const struct hr_json *node)
{
    struct hr_security_opt opt;
    struct hr_error err;
    const bool content = hr_security_opt_parse(node->text, w->arena, &opt, &err) &&
                         opt.key == HR_SECURITY_SECCOMP && strcmp(opt.value, "unconfined") != 0 &&
                         strcmp(opt.value, "builtin") != 0;

    hr_inspect_add(w, "security-opt", content ? keep_filter(w, opt.value) : node->text, node);
}

bool hr_inspect_security(struct hr_inspect_work *w, const struct hr_json *node)
{
    struct hr_strv strings = { 0 };

    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    if (!hr_inspect_strings(w, node, &strings))
        return false;
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (!is_engines(w, child))
            read_option(w, child);
    }
    return true;
}

/* What every known engine hides, or makes read-only, unless it is told otherwise. */
static const char *const masked[] = {
    "/proc/asound",        "/proc/acpi",       "/proc/kcore",       "/proc/keys",
    "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug",
    "/proc/scsi",          "/sys/firmware",
};
static const char *const read_only[] = {
    "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger",
};

/* Whether NODE, a list or NULL, lacks one of the COUNT paths at PATHS. */
static bool read_paths(struct hr_inspect_work *w, const struct hr_json *node,
                       const char *const *paths, size_t count, bool *lacks)
{
    struct hr_strv strings = { 0 };

    *lacks = false;
    if (!hr_inspect_strings(w, node, &strings))
        return false;
    for (size_t i = 0; i < count && node; i++)
        *lacks |= !hr_strv_has(&strings, paths[i]);
    return true;
}

bool hr_inspect_system_paths(struct hr_inspect_work *w)
{
    const struct hr_json *hidden, *fixed;
    bool open_hidden, open_fixed;

    if (!hr_inspect_member(w, w->host, "MaskedPaths", HR_JSON_ARRAY, &hidden) ||
        !hr_inspect_member(w, w->host, "ReadonlyPaths", HR_JSON_ARRAY, &fixed) ||
        !read_paths(w, hidden, masked, HR_ARRAY_LEN(masked), &open_hidden) ||
        !read_paths(w, fixed, read_only, HR_ARRAY_LEN(read_only), &open_fixed))
        return false;
    if (!open_hidden && !open_fixed)
        return true;
    /* The option opens all of them: that is how some are judged, too. */
    hr_inspect_add(w, "security-opt", "systempaths=unconfined", open_hidden ? hidden : fixed);
    if (!hidden || !fixed || hidden->count > 0 || fixed->count > 0)
        hr_inspect_gap(w, open_hidden ? hidden : fixed,
                       "--security-opt systempaths=unconfined opens all paths, not some");
    return true;
}
