/* SPDX-License-Identifier: MIT */
/* hrunctl audit: which containers, and what the engine or standard input says of them. */
#include "hrun/base/file.h"
#include "hrun/base/text.h"

#include "audit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What docker inspect prints of a container is about 10 KiB. */
#define INPUT_MAX      ((size_t)8 << 20)
#define CONTAINERS_MAX ((size_t)5000)

/* Take DOCUMENT, unless its container is among them. */
static void add(struct hr_audit *audit, struct hr_map *seen, const struct hr_json *document)
{
    const char *id = hr_json_string(document, "Id");
    size_t old;

    if (id && hr_map_put(seen, audit->ctl->arena, id, 0, &old))
        return;
    *HR_VEC_PUSH(audit->ctl->arena, &audit->containers) = (struct hr_audited){
        .document = document,
        .image_id = hr_json_string(document, "Image"),
    };
}

static bool read_input(struct hr_audit *audit, struct hr_error *err)
{
    static const char name[] = "standard input";
    struct hr_arena *arena = audit->ctl->arena;
    struct hr_map seen = { 0 };
    const struct hr_json *root;
    struct hr_bytes bytes;

    if (!hr_fd_read(STDIN_FILENO, name, INPUT_MAX, arena, &bytes, err))
        return false;
    if (!hr_json_parse(bytes.data, bytes.size, name, arena, &root, err)) {
        if (!err->hint)
            hr_error_hint(err, arena, "give what `docker inspect CONTAINER` prints");
        return false;
    }
    if (root->type == HR_JSON_OBJECT)
        add(audit, &seen, root);
    for (const struct hr_json *one = root->type == HR_JSON_ARRAY ? root->child : NULL;
         one && audit->containers.n <= CONTAINERS_MAX; one = one->next)
        add(audit, &seen, one);
    if (audit->containers.n > 0 && audit->containers.n <= CONTAINERS_MAX)
        return true;
    hr_error_set(err, arena, HR_ERRC_INPUT, "%s tells of %s container%s", name,
                 audit->containers.n > 0 ? "too many" : "no", audit->containers.n > 0 ? "s" : "");
    return hr_error_hint(err, arena, "docker inspect NAME... | hrunctl audit -");
}

/* A container that ended since it was listed is none that runs; one that is named is missed. */
static void tell_absent(struct hr_audit *audit, const char *name)
{
    struct hr_arena *arena = audit->ctl->arena;
    struct hr_error err;

    if (audit->ctl->given[HR_CTL_ALL]) {
        hr_waiting_end(&audit->waiting);
        fprintf(stderr, "hrunctl: container %.12s ended meanwhile\n", hr_text_safe(arena, name));
        return;
    }
    hr_error_set(&err, arena, HR_ERRC_INPUT, "no container is called \"%s\"", name);
    hr_error_hint(&err, arena, "`docker ps` lists those that run");
    hr_audit_tell(audit, &err);
}

/* Ask for the containers called NAMES. */
static void ask_named(struct hr_audit *audit, const struct hr_strv *names)
{
    struct hr_arena *arena = audit->ctl->arena;
    struct hr_map seen = { 0 };

    hr_ask_all(&audit->ask, &hr_ask_containers, names);
    for (size_t i = 0; i < names->n; i++) {
        struct hr_reply reply = { 0 };
        struct hr_error err;

        if (!hr_ask_named(&audit->ask, &hr_ask_containers, names->v[i], &reply, &err)) {
            hr_error_wrap(&err, arena, "container %s", names->v[i]);
            hr_audit_tell(audit, &err);
        } else if (reply.absent) {
            tell_absent(audit, names->v[i]);
        } else {
            const char *id = hr_json_string(reply.json, "Id");

            if (id) /* the engine may be asked for it under that name too */
                hr_ask_learned(&audit->ask, &hr_ask_containers, id, reply.json);
            add(audit, &seen, reply.json);
        }
    }
}

bool hr_audit_find(struct hr_audit *audit)
{
    struct hr_ctl *ctl = audit->ctl;
    struct hr_strv ids = { 0 };
    struct hr_error err;

    if (audit->from_input && !read_input(audit, &err)) {
        hr_audit_tell(audit, &err);
        return false;
    }
    if (audit->from_input)
        return true;
    if (!ctl->given[HR_CTL_ALL]) {
        ask_named(audit, &ctl->operands);
        return true;
    }
    if (!hr_ask_running(&audit->ask, &ids, &err)) {
        hr_audit_tell(audit, &err);
        return false;
    }
    if (ids.n == 0)
        fputs("hrunctl: no container runs\n", stderr);
    ask_named(audit, &ids);
    return true;
}

/* The Config of the image of ONE; NULL if nothing is known of it. */
static const struct hr_json *image_config(struct hr_audit *audit, const struct hr_audited *one)
{
    struct hr_reply reply = { 0 };
    struct hr_error ignored;

    if (!audit->asks || !one->image_id ||
        !hr_ask_named(&audit->ask, &hr_ask_images, one->image_id, &reply, &ignored))
        return NULL;
    return hr_json_get(reply.json, "Config");
}

static void ask_images(struct hr_audit *audit)
{
    struct hr_strv ids = { 0 };

    for (size_t i = 0; i < audit->containers.n; i++) {
        if (audit->containers.v[i].image_id)
            hr_strv_push(audit->ctl->arena, &ids, audit->containers.v[i].image_id);
    }
    if (audit->asks)
        hr_ask_all(&audit->ask, &hr_ask_images, &ids);
}

/* Its own settings, then those that other containers gave it. */
static struct hr_settings settings_of(const struct hr_inspected *inspected, struct hr_arena *arena)
{
    const struct hr_settings *const lists[] = { &inspected->invocation.settings,
                                                &inspected->taken };
    struct hr_settings all = { 0 };

    for (size_t i = 0; i < HR_ARRAY_LEN(lists); i++) {
        for (size_t k = 0; k < lists[i]->n; k++)
            *HR_VEC_PUSH(arena, &all) = lists[i]->v[k];
    }
    return all;
}

void hr_audit_read(struct hr_audit *audit)
{
    struct hr_arena *arena = audit->ctl->arena;
    struct hr_auditeds *list = &audit->containers;
    size_t kept = 0;

    ask_images(audit);
    for (size_t i = 0; i < list->n; i++) {
        struct hr_audited one = list->v[i];
        const char *name = hr_json_string(one.document, "Name");
        struct hr_error err;

        if (hr_inspect_read(one.document, image_config(audit, &one), arena, &one.inspected, &err)) {
            one.settings = settings_of(&one.inspected, arena);
            list->v[kept++] = one;
            continue;
        }
        if (name)
            hr_error_wrap(&err, arena, "container %s", name + (*name == '/'));
        hr_audit_tell(audit, &err);
    }
    list->n = kept;
}
