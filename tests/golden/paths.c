/* SPDX-License-Identifier: MIT */
#include "paths.h"

#include "hrun/docker/go.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const kinds[] = {
    [HR_PLACE_ENGINE_SOCKET] = "engine-socket",
    [HR_PLACE_ENGINE_DATA] = "engine-data",
    [HR_PLACE_ENGINE_STATE] = "engine-state",
    [HR_PLACE_HOME] = "home",
    [HR_PLACE_RUNTIME_DIR] = "runtime-dir",
    [HR_PLACE_SSH_AGENT] = "ssh-agent",
    [HR_PLACE_CLIENT] = "client",
    [HR_PLACE_PROFILES] = "profiles",
    [HR_PLACE_LISTED] = "listed",
    [HR_PLACE_WRITABLE] = "writable",
    [HR_PLACE_DENIED] = "denied",
};

static const struct {
    const char *name;
    mode_t bits;
} types[] = {
    { "folder", S_IFDIR },
    { "file", S_IFREG },
    { "socket", S_IFSOCK },
};

/* A word that no reader knows would make a case that tests nothing. */
static _Noreturn void die(const char *what, const char *word)
{
    fprintf(stderr, "golden: facts.json: no %s is called '%s'\n", what, word ? word : "");
    exit(2);
}

static int64_t number_of(const struct hr_json *json, const char *key, int64_t fallback)
{
    const struct hr_json *node = hr_json_get(json, key);
    int64_t number = fallback;

    if (node && !hr_json_integer(node, &number))
        die("number", key);
    return number;
}

static mode_t mode_of(const struct hr_json *json)
{
    const char *text = hr_json_string(json, "mode");
    uint64_t mode = 0755;

    if (text && !hr_go_octal(text, 32, &mode))
        die("mode", text);
    return (mode_t)mode;
}

static mode_t type_of(const struct hr_json *json)
{
    const char *type = hr_json_string(json, "type");

    for (size_t i = 0; i < HR_ARRAY_LEN(types); i++) {
        if (strcmp(types[i].name, type ? type : "folder") == 0)
            return types[i].bits;
    }
    die("type", type);
}

static const struct hr_json *first_of(const struct hr_json *json, const char *key)
{
    const struct hr_json *list = hr_json_get(json, key);

    return list ? list->child : NULL;
}

static void read_lists(const struct hr_json *json, const struct hr_host *host,
                       struct hr_arena *arena, struct hr_source_facts *out)
{
    for (const struct hr_json *node = first_of(json, "folders"); node; node = node->next)
        *HR_VEC_PUSH(arena, &out->folders) = (struct hr_folder_facts){
            .path = hr_json_string(node, "path"),
            .uid = (uid_t)number_of(node, "uid", host->uid),
            .gid = (gid_t)number_of(node, "gid", host->gid),
            .mode = S_IFDIR | mode_of(node),
        };
    for (const struct hr_json *node = first_of(json, "links"); node; node = node->next)
        *HR_VEC_PUSH(arena, &out->links) = (struct hr_link_facts){
            .folder = hr_json_string(node, "folder"),
            .uid = (uid_t)number_of(node, "uid", host->uid),
        };
    for (const struct hr_json *node = first_of(json, "submounts"); node; node = node->next) {
        const struct hr_json *read_only = hr_json_get(node, "read_only");

        *HR_VEC_PUSH(arena, &out->submounts) = (struct hr_submount){
            .path = hr_json_string(node, "path"),
            .fs_type = hr_json_string(node, "fs_type"),
            .fs_device = hr_json_string(node, "fs_device"),
            .fs_path = hr_json_string(node, "fs_path"),
            .read_only = read_only && read_only->boolean,
        };
    }
}

/* Read what is known of `given` and `clean`. */
static void read_path(const struct hr_json *json, const struct hr_host *host,
                      struct hr_arena *arena, struct hr_source_facts *out)
{
    const char *real = hr_json_string(json, "real");

    out->real = real ? real : out->clean;
    out->crossed_links = real != NULL;
    if (json->type == HR_JSON_STRING || hr_json_get(json, "absent")) {
        out->state = HR_SOURCE_ABSENT;
        return;
    }
    out->unknown_because = hr_json_string(json, "unknown");
    if (out->unknown_because)
        return;
    out->state = HR_SOURCE_KNOWN;
    out->mode = type_of(json) | mode_of(json);
    out->uid = (uid_t)number_of(json, "uid", host->uid);
    out->gid = (gid_t)number_of(json, "gid", host->gid);
    out->dev = (dev_t)number_of(json, "dev", 1);
    out->ino = (ino_t)number_of(json, "ino", 0);
    out->fs_type = hr_json_string(json, "fs_type");
    out->fs_device = hr_json_string(json, "fs_device");
    out->fs_path = hr_json_string(json, "fs_path");
    read_lists(json, host, arena, out);
}

static enum hr_place_kind kind_of(const struct hr_json *json)
{
    const char *kind = hr_json_string(json, "kind");

    for (size_t i = 0; i < HR_ARRAY_LEN(kinds) && kind; i++) {
        if (strcmp(kinds[i], kind) == 0)
            return (enum hr_place_kind)i;
    }
    die("kind", kind);
}

void golden_read_paths(const struct hr_json *facts, const struct hr_host *host,
                       struct hr_arena *arena, struct hr_facts *out)
{
    const struct hr_source_base typed = { .cwd = host->cwd },
                                any = { .cwd = host->cwd, .any = true };
    const char *locality = hr_json_string(facts, "locality");

    if (locality && strcmp(locality, "local") == 0)
        out->engine.locality = HR_LOCALITY_LOCAL;
    else if (locality)
        out->engine.locality = HR_LOCALITY_REMOTE;
    if (out->engine.locality != HR_LOCALITY_LOCAL)
        out->engine.locality_because = locality;
    if (hr_json_get(facts, "recursive_read_only"))
        out->engine.recursive_read_only =
            hr_json_get(facts, "recursive_read_only")->boolean ? HR_KNOWN : HR_ABSENT;
    out->engine.maps_users = hr_json_get(facts, "maps_users") != NULL;
    for (const struct hr_json *node = first_of(facts, "sources"); node; node = node->next) {
        struct hr_source_facts *source = HR_VEC_PUSH(arena, &out->sources);

        source->given = node->key;
        source->clean = hr_source_clean(source->given, &typed, arena);
        read_path(node, host, arena, source);
    }
    for (const struct hr_json *node = first_of(facts, "secrets"); node; node = node->next) {
        struct hr_source_facts *source = HR_VEC_PUSH(arena, &out->secrets);

        source->given = node->key;
        source->clean = hr_source_clean(source->given, &any, arena);
        read_path(node, host, arena, source);
        *HR_VEC_PUSH(arena, &out->sources) = *source;
    }
    for (const struct hr_json *node = first_of(facts, "places"); node; node = node->next) {
        struct hr_place_facts *place = HR_VEC_PUSH(arena, &out->places);

        place->kind = kind_of(node);
        place->is.given = hr_json_string(node, "given");
        place->listed = hr_json_string(node, "listed");
        place->listed = place->listed ? place->listed : place->is.given;
        place->is.clean = hr_source_clean(place->is.given, &any, arena);
        read_path(node, host, arena, &place->is);
    }
}
