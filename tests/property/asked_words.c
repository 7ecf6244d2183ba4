/* SPDX-License-Identifier: MIT */
#include "hrun/base/attr.h"
#include "hrun/base/text.h"

#include "asked.h"
#include "read.h"

#include <stddef.h>
#include <string.h>

static const char *key_of(const char *field, struct hr_arena *arena, const char **value)
{
    const char *equals = strchr(field, '=');

    *value = equals ? equals + 1 : "";
    return hr_text_lower(arena,
                         equals ? hr_arena_strndup(arena, field, (size_t)(equals - field)) : field);
}

static bool is_set(const char *field, const char *value)
{
    return !strchr(field, '=') || read_bool(value);
}

/* KEY among the words of LIST, blanks between them. */
static bool is_one_of(const char *key, const char *list)
{
    const size_t length = strlen(key);

    for (const char *p = strstr(list, key); p; p = strstr(p + 1, key)) {
        if ((p == list || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
            return length > 0;
    }
    return false;
}

static void read_mount_field(const char *field, struct hr_arena *arena, struct asked *out,
                             struct asked_mount *m)
{
    const char *value, *key = key_of(field, arena, &value);

    if (is_one_of(key, "type"))
        m->type = hr_text_lower(arena, value);
    else if (is_one_of(key, "source src"))
        m->source = value;
    else if (is_one_of(key, "target dst destination"))
        m->target = value;
    else if (is_one_of(key, "readonly ro"))
        m->writable = !is_set(field, value);
    else if (is_one_of(key, "bind-propagation"))
        m->propagation = hr_text_lower(arena, value);
    else if (is_one_of(key, "bind-nonrecursive"))
        m->not_below = is_set(field, value);
    else if (is_one_of(key, "bind-recursive"))
        m->not_below = !is_one_of(value, "enabled readonly");
    else if (is_one_of(key, "volume-driver"))
        m->volume_driver = *value && strcmp(value, "local") != 0;
    else if (is_one_of(key, "volume-opt"))
        m->volume_options = true;
    else if (is_one_of(key, "tmpfs-size") && !read_size(value, arena, &m->size))
        hr_strv_push(arena, &out->strange, field);
    else if (!is_one_of(key, "tmpfs-size tmpfs-mode consistency volume-nocopy volume-label "
                             "volume-subpath image-subpath bind-create-src"))
        hr_strv_push(arena, &out->strange, field);
}

static void read_mount(const char *value, struct hr_arena *arena, struct asked *out)
{
    const struct hr_strv fields = read_csv(value, arena);
    struct asked_mount m = { .type = "volume",
                             .source = "",
                             .target = "",
                             .options = "",
                             .propagation = "",
                             .writable = true };

    for (size_t i = 0; i < fields.n; i++)
        read_mount_field(fields.v[i], arena, out, &m);
    *HR_VEC_PUSH(arena, &out->mounts) = m;
}

static void read_tmpfs(const char *value, struct hr_arena *arena, struct asked *out)
{
    const size_t length = strcspn(value, ":");
    const char *options = value[length] ? value + length + 1 : "";

    *HR_VEC_PUSH(arena, &out->mounts) = (struct asked_mount){
        .type = "tmpfs",
        .source = "",
        .target = hr_arena_strndup(arena, value, length),
        .options = options,
        .propagation = "",
        .writable = true,
        .size = asked_tmpfs_size(options, arena),
    };
}

/* True where the client takes VALUE for the long syntax: \w+=\w+ somewhere. */
static bool is_long_network(const char *value)
{
    static const char word[] = HR_ALNUM "_";

    for (const char *p = strchr(value, '='); p; p = strchr(p + 1, '=')) {
        if (p > value && strchr(word, p[-1]) && p[1] && strchr(word, p[1]))
            return true;
    }
    return false;
}

static const char *trim(const char *text, struct hr_arena *arena)
{
    static const char blanks[] = " \t\n\v\f\r";
    size_t length;

    text += strspn(text, blanks);
    for (length = strlen(text); length > 0 && strchr(blanks, text[length - 1]); length--)
        ;
    return hr_arena_strndup(arena, text, length);
}

static bool is_ascii(const char *text)
{
    while ((unsigned char)*text - 1U < 0x7f)
        text++;
    return *text == '\0';
}

static void read_network(const char *value, struct hr_arena *arena, struct asked *out)
{
    struct hr_strv fields;
    const char *name = "";

    /* Unicode has blanks and letters of its own, which clients trim and fold. */
    if (!is_long_network(value) || !is_ascii(value)) {
        hr_strv_push(arena, &out->networks, value);
        return;
    }
    fields = read_csv(value, arena);
    for (size_t i = 0; i < fields.n; i++) {
        const char *rest, *key = trim(key_of(fields.v[i], arena, &rest), arena);

        if (strcmp(key, "name") == 0)
            name = hr_text_lower(arena, trim(rest, arena));
        if (strcmp(key, "driver-opt") == 0)
            hr_strv_push(arena, &out->network_options, rest);
    }
    hr_strv_push(arena, &out->networks, name);
}

/* "80:80" of "target=80,published=80"; anything else as it is. */
static const char *short_port(const char *value, struct hr_arena *arena)
{
    const struct hr_strv fields = read_split(value, ',', arena);
    const char *target = "", *published = "";

    if (!strchr(value, '='))
        return value;
    for (size_t i = 0; i < fields.n; i++) {
        if (hr_text_starts(fields.v[i], "target="))
            target = fields.v[i] + strlen("target=");
        if (hr_text_starts(fields.v[i], "published="))
            published = fields.v[i] + strlen("published=");
    }
    return hr_arena_printf(arena, "%s:%s", published, target);
}

/* The address in [ADDRESS:][HOST]:CONTAINER; "" where there is none. */
static void read_port(const char *value, struct hr_arena *arena, struct asked *out)
{
    char *text = hr_arena_strdup(arena, short_port(value, arena)), *colon, *start = text;

    text[strcspn(text, "/")] = '\0';
    colon = strrchr(text, ':');
    if (colon)
        *colon = '\0';
    colon = colon ? strrchr(text, ':') : NULL;
    if (!colon)
        *text = '\0';
    else
        *colon = '\0';
    if (*start == '[') {
        start++;
        start[strcspn(start, "]")] = '\0';
    }
    hr_strv_push(arena, &out->ports, start);
}

static void read_security(const char *value, struct hr_arena *arena, struct asked *out)
{
    if (strcmp(value, "systempaths=unconfined") == 0)
        out->unmasked = true;
    else
        hr_strv_push(arena, &out->security, value);
}

#define TEXT(name, member)                                    \
    {                                                         \
        name, READ_TEXT, offsetof(struct asked, member), NULL \
    }
#define LIST(name, member)                                    \
    {                                                         \
        name, READ_LIST, offsetof(struct asked, member), NULL \
    }
#define FLAG(name, member)                                    \
    {                                                         \
        name, READ_FLAG, offsetof(struct asked, member), NULL \
    }
#define SIZE(name, member)                                    \
    {                                                         \
        name, READ_SIZE, offsetof(struct asked, member), NULL \
    }
#define INTEGER(name, member)                                    \
    {                                                            \
        name, READ_INTEGER, offsetof(struct asked, member), NULL \
    }
#define OTHER(name, read)         \
    {                             \
        name, READ_OTHER, 0, read \
    }

static const struct row {
    const char *name;
    enum { READ_TEXT, READ_LIST, READ_FLAG, READ_SIZE, READ_INTEGER, READ_CPUS, READ_OTHER } how;
    size_t member;
    void (*read)(const char *value, struct hr_arena *arena, struct asked *out);
} rows[] = {
    LIST("annotation", annotations),
    LIST("cap-add", adds),
    LIST("cap-drop", drops),
    TEXT("cgroup-parent", cgroup_parent),
    TEXT("cgroupns", cgroupns),
    INTEGER("cpu-period", period),
    INTEGER("cpu-quota", quota),
    { "cpus", READ_CPUS, offsetof(struct asked, cpus), NULL },
    INTEGER("cpu-rt-runtime", realtime),
    LIST("device", devices),
    LIST("device-cgroup-rule", device_rules),
    LIST("gpus", gpus),
    LIST("group-add", groups),
    TEXT("ipc", ipc),
    LIST("link", links),
    TEXT("log-driver", log_driver),
    LIST("log-opt", log_options),
    SIZE("memory", memory),
    SIZE("memory-swap", swap),
    OTHER("mount", read_mount),
    OTHER("network", read_network),
    FLAG("oom-kill-disable", oom_kill_disable),
    INTEGER("oom-score-adj", oom_score),
    TEXT("pid", pid),
    INTEGER("pids-limit", pids),
    FLAG("privileged", privileged),
    OTHER("publish", read_port),
    FLAG("publish-all", publish_all),
    FLAG("read-only", read_only),
    TEXT("runtime", runtime),
    OTHER("security-opt", read_security),
    SIZE("shm-size", shm),
    LIST("sysctl", sysctls),
    OTHER("tmpfs", read_tmpfs),
    FLAG("use-api-socket", api_socket),
    TEXT("user", user),
    TEXT("userns", userns),
    TEXT("uts", uts),
    OTHER("volume", asked_volume),
    TEXT("volume-driver", volume_driver),
    LIST("volumes-from", volumes_from),
    TEXT("workdir", workdir),
};

static bool read_value(const struct row *row, const char *value, struct hr_arena *arena,
                       struct asked *out)
{
    char *member = (char *)out + row->member;

    switch (row->how) {
    case READ_TEXT:
        *(const char **)(void *)member = value;
        return true;
    case READ_LIST:
        hr_strv_push(arena, (struct hr_strv *)(void *)member, value);
        return true;
    case READ_FLAG:
        *(bool *)member = read_bool(value);
        return true;
    case READ_SIZE:
        if (row->member == offsetof(struct asked, swap) && strcmp(value, "-1") == 0) {
            out->swap = -1;
            return true;
        }
        return read_size(value, arena, (int64_t *)(void *)member);
    case READ_INTEGER:
        return read_integer(value, (int64_t *)(void *)member);
    case READ_CPUS:
        return read_billionths(value, arena, &out->cpus);
    case READ_OTHER:
        break;
    }
    row->read(value, arena, out);
    return true;
}

static void read_word(const char *word, struct hr_arena *arena, struct asked *out)
{
    const char *equals = strchr(word, '=');
    const size_t length = equals ? (size_t)(equals - word) : 0;

    if (length < 3) {
        hr_strv_push(arena, &out->strange, word);
        return;
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(rows); i++) {
        if (strlen(rows[i].name) == length - 2 && memcmp(rows[i].name, word + 2, length - 2) == 0 &&
            !read_value(&rows[i], equals + 1, arena, out))
            hr_strv_push(arena, &out->strange, word);
    }
}

void asked_of_words(const struct hr_strv *words, struct hr_arena *arena, struct asked *out)
{
    *out = asked_nothing();
    for (size_t i = 0; i < words->n && hr_text_starts(words->v[i], "-"); i++)
        read_word(words->v[i], arena, out);
}
