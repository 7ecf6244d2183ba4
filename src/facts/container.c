/* SPDX-License-Identifier: MIT */
#include "hrun/facts/container.h"

#include "hrun/base/text.h"

#include <stddef.h>
#include <string.h>

/* Where a text of the answer goes. One that is not there, or null, is the empty text. */
struct text {
    const char *name;
    size_t field;
};

static const struct text modes[] = {
    { "NetworkMode", offsetof(struct hr_container_facts, network) },
    { "PidMode", offsetof(struct hr_container_facts, pid) },
    { "IpcMode", offsetof(struct hr_container_facts, ipc) },
    { "UTSMode", offsetof(struct hr_container_facts, uts) },
    { "UsernsMode", offsetof(struct hr_container_facts, userns) },
    { "CgroupnsMode", offsetof(struct hr_container_facts, cgroupns) },
};

static const struct text own_texts[] = { { "Image", offsetof(struct hr_container_facts, image) } };

static const struct text mount_texts[] = {
    { "Type", offsetof(struct hr_container_mount, type) },
    { "Name", offsetof(struct hr_container_mount, name) },
    { "Source", offsetof(struct hr_container_mount, source) },
    { "Destination", offsetof(struct hr_container_mount, destination) },
    { "Driver", offsetof(struct hr_container_mount, driver) },
    { "Propagation", offsetof(struct hr_container_mount, propagation) },
};

static bool wrong_type(const struct hr_json *node, enum hr_json_type want, struct hr_arena *arena,
                       struct hr_error *err)
{
    return hr_error_set(err, arena, HR_ERRC_ENGINE, "%s of the container is %s, not %s",
                        hr_json_pointer(node, arena), hr_json_type_name(node->type),
                        hr_json_type_name(want));
}

/* The member NAME of OBJECT in *OUT, NULL where it is absent or null. False if it is not of TYPE. */
static bool member_of(const struct hr_json *object, const char *name, enum hr_json_type type,
                      struct hr_arena *arena, const struct hr_json **out, struct hr_error *err)
{
    const struct hr_json *node = hr_json_get(object, name);

    *out = NULL;
    if (!node || node->type == HR_JSON_NULL)
        return true;
    if (node->type != type)
        return wrong_type(node, type, arena, err);
    *out = node;
    return true;
}

static bool read_texts(const struct hr_json *object, const struct text *texts, size_t count,
                       struct hr_arena *arena, void *out, struct hr_error *err)
{
    for (size_t i = 0; i < count; i++) {
        const char **field = (const char **)(void *)((char *)out + texts[i].field);
        const struct hr_json *node;

        if (!member_of(object, texts[i].name, HR_JSON_STRING, arena, &node, err))
            return false;
        *field = node ? node->text : "";
    }
    return true;
}

static bool read_strings(const struct hr_json *object, const char *name, struct hr_arena *arena,
                         struct hr_strv *out, struct hr_error *err)
{
    const struct hr_json *list;

    if (!member_of(object, name, HR_JSON_ARRAY, arena, &list, err))
        return false;
    for (const struct hr_json *node = list ? list->child : NULL; node; node = node->next) {
        if (node->type != HR_JSON_STRING)
            return wrong_type(node, HR_JSON_STRING, arena, err);
        hr_strv_push(arena, out, node->text);
    }
    return true;
}

static bool read_mounts(const struct hr_json *answer, struct hr_arena *arena,
                        struct hr_container_mounts *out, struct hr_error *err)
{
    const struct hr_json *list, *writable;

    if (!member_of(answer, "Mounts", HR_JSON_ARRAY, arena, &list, err))
        return false;
    for (const struct hr_json *node = list ? list->child : NULL; node; node = node->next) {
        struct hr_container_mount *mount = HR_VEC_PUSH(arena, out);

        if (node->type != HR_JSON_OBJECT)
            return wrong_type(node, HR_JSON_OBJECT, arena, err);
        if (!read_texts(node, mount_texts, HR_ARRAY_LEN(mount_texts), arena, mount, err) ||
            !member_of(node, "RW", HR_JSON_BOOL, arena, &writable, err))
            return false;
        /* What does not say that it is read-only is not. */
        mount->writable = !writable || writable->boolean;
    }
    return true;
}

bool hr_facts_read_container(const struct hr_json *answer, struct hr_arena *arena,
                             struct hr_container_facts *out, struct hr_error *err)
{
    struct hr_container_facts facts = { .name = out->name, .joined = out->joined };
    const struct hr_json *config, *privileged;

    facts.state = HR_KNOWN;
    facts.id = hr_json_string(answer, "Id");
    if (!facts.id)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "the answer describes no container");
    if (!member_of(answer, "HostConfig", HR_JSON_OBJECT, arena, &config, err))
        return false;
    if (!config)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "the answer describes no container");
    if (!member_of(config, "Privileged", HR_JSON_BOOL, arena, &privileged, err) ||
        !read_texts(answer, own_texts, HR_ARRAY_LEN(own_texts), arena, &facts, err) ||
        !read_texts(config, modes, HR_ARRAY_LEN(modes), arena, &facts, err) ||
        !read_strings(config, "CapAdd", arena, &facts.cap_add, err) ||
        !read_strings(config, "SecurityOpt", arena, &facts.security_opt, err) ||
        !read_mounts(answer, arena, &facts.mounts, err))
        return false;
    facts.privileged = privileged && privileged->boolean;
    *out = facts;
    return true;
}

const char *hr_container_of_mode(const char *mode)
{
    static const char prefix[] = "container:";

    return hr_text_starts(mode, prefix) ? mode + strlen(prefix) : NULL;
}
