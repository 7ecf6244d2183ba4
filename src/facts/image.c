/* SPDX-License-Identifier: MIT */
#include "hrun/facts/facts.h"

#include <string.h>

/* Where an image's record is read from and to. What it says was written by whoever made the image.
 */
struct reading {
    struct hr_arena *arena;
    struct hr_image_facts *out;
};

/* One member of Config: what it must be where it is neither absent nor null, and how it is read.
 * READ_NODE gets the member, or each of its elements where TYPE is a list or a map. */
struct member {
    const char *name;
    void (*read)(const struct reading *in, const struct hr_json *node);
    enum hr_json_type type;
    bool strings; /* the elements must be strings */
};

static void read_user(const struct reading *in, const struct hr_json *node)
{
    in->out->user = node->text;
}

static void read_workdir(const struct reading *in, const struct hr_json *node)
{
    in->out->workdir = node->text;
}

static void read_volume(const struct reading *in, const struct hr_json *node)
{
    hr_strv_push(in->arena, &in->out->volumes, node->key);
}

static void read_port(const struct reading *in, const struct hr_json *node)
{
    hr_strv_push(in->arena, &in->out->ports, node->key);
}

/* The engine takes an entry without '=' for a variable that is set to nothing. */
static void read_env(const struct reading *in, const struct hr_json *node)
{
    const size_t length = strcspn(node->text, "=");

    if (length == 0)
        return;
    *HR_VEC_PUSH(in->arena, &in->out->env) = (struct hr_env){
        .name = hr_arena_strndup(in->arena, node->text, length),
        .value = node->text[length] ? node->text + length + 1 : "",
    };
}

static void read_label(const struct reading *in, const struct hr_json *node)
{
    hr_strv_pushf(in->arena, &in->out->labels, "%s=%s", node->key, node->text);
}

static void read_digest(const struct reading *in, const struct hr_json *node)
{
    hr_strv_push(in->arena, &in->out->digests, node->text);
}

static const struct member digests = { "RepoDigests", read_digest, HR_JSON_ARRAY, true };

static const struct member members[] = {
    { "User", read_user, HR_JSON_STRING, false },
    { "WorkingDir", read_workdir, HR_JSON_STRING, false },
    { "Volumes", read_volume, HR_JSON_OBJECT, false },
    { "ExposedPorts", read_port, HR_JSON_OBJECT, false },
    { "Env", read_env, HR_JSON_ARRAY, true },
    { "Labels", read_label, HR_JSON_OBJECT, true },
};

static bool wrong_type(const struct hr_json *node, enum hr_json_type want, struct hr_arena *arena,
                       struct hr_error *err)
{
    return hr_error_set(err, arena, HR_ERRC_ENGINE, "%s of the image is %s, not %s",
                        hr_json_pointer(node, arena), hr_json_type_name(node->type),
                        hr_json_type_name(want));
}

static bool read_member(const struct member *member, const struct hr_json *node,
                        const struct reading *in, struct hr_error *err)
{
    if (!node || node->type == HR_JSON_NULL)
        return true;
    if (node->type != member->type)
        return wrong_type(node, member->type, in->arena, err);
    if (member->type == HR_JSON_STRING) {
        member->read(in, node);
        return true;
    }
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (member->strings && child->type != HR_JSON_STRING)
            return wrong_type(child, HR_JSON_STRING, in->arena, err);
        member->read(in, child);
    }
    return true;
}

bool hr_facts_read_image(const struct hr_json *answer, struct hr_arena *arena,
                         struct hr_image_facts *out, struct hr_error *err)
{
    struct hr_image_facts facts = { .state = HR_KNOWN, .user = "", .workdir = "" };
    const struct reading in = { arena, &facts };
    const struct hr_json *config = hr_json_get(answer, "Config");

    facts.id = hr_json_string(answer, "Id");
    if (!facts.id)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "the answer describes no image");
    if (config && config->type != HR_JSON_OBJECT && config->type != HR_JSON_NULL)
        return wrong_type(config, HR_JSON_OBJECT, arena, err);
    for (size_t i = 0; i < HR_ARRAY_LEN(members); i++) {
        if (!read_member(&members[i], hr_json_get(config, members[i].name), &in, err))
            return false;
    }
    if (!read_member(&digests, hr_json_get(answer, digests.name), &in, err))
        return false;
    *out = facts;
    return true;
}
