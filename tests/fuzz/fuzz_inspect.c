/* SPDX-License-Identifier: MIT */
/* Reaches the reader of what `docker inspect` prints, and with what it makes of it the rules and the plan. Every
 * setting has a value of its option's kind and a place in the document, and is read back as it is or is a gap;
 * what is said of a gap or an error can be shown. */
#include "hrun/base/text.h"
#include "hrun/docker/view.h"
#include "hrun/guard/judgement.h"
#include "hrun/source/inspect.h"

#include "fuzz.h"

#include <stdint.h>
#include <string.h>

static void check_text(const char *text)
{
    FUZZ_CHECK(text && hr_text_is_utf8(text, strlen(text)));
}

static bool is_gap(const struct hr_gaps *gaps, const char *pointer)
{
    for (size_t i = 0; i < gaps->n; i++) {
        if (strcmp(gaps->v[i].pointer, pointer) == 0)
            return true;
    }
    return false;
}

static void check_settings(const struct hr_settings *settings, const struct hr_inspected *inspected,
                           const struct hr_json *container, struct hr_arena *arena)
{
    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];
        struct hr_value value;
        struct hr_error err;

        FUZZ_CHECK(s->value->kind == s->option->kind && !s->value->differs);
        FUZZ_CHECK(s->origin.kind == HR_ORIGIN_INSPECT);
        FUZZ_CHECK(hr_json_at(container, s->origin.pointer) != NULL);
        FUZZ_CHECK(hr_value_parse(s->option, s->raw, arena, &value, &err) ||
                   is_gap(&inspected->gaps, s->origin.pointer));
    }
}

static void check_container(const struct hr_inspected *inspected, const struct hr_json *container,
                            struct hr_arena *arena)
{
    struct hr_facts facts = { 0 };
    const struct hr_target target = {
        .kind = HR_TARGET_COMMAND,
        .name = inspected->name,
        .settings = &inspected->invocation.settings,
        .image = &inspected->invocation.image,
        .facts = &facts,
        .profile = hr_judgement_baseline(arena),
    };
    struct hr_judgement judgement;

    FUZZ_CHECK(inspected->id && inspected->name && inspected->pid >= 0);
    FUZZ_CHECK(inspected->invocation.has_image);
    check_settings(&inspected->invocation.settings, inspected, container, arena);
    check_settings(&inspected->taken, inspected, container, arena);
    for (size_t i = 0; i < inspected->gaps.n; i++) {
        FUZZ_CHECK(hr_json_at(container, inspected->gaps.v[i].pointer) != NULL);
        check_text(inspected->gaps.v[i].what);
    }
    hr_inspected_answer(inspected, arena, &facts);
    hr_judgement_make(&target, arena, &judgement);
    for (size_t i = 0; i < judgement.all.n; i++)
        check_text(judgement.all.v[i].message);
}

static void read_one(const struct hr_json *container, const struct hr_json *image,
                     struct hr_arena *arena)
{
    struct hr_inspected inspected;
    struct hr_error err;

    if (hr_inspect_read(container, image, arena, &inspected, &err)) {
        check_container(&inspected, container, arena);
    } else {
        FUZZ_CHECK(err.where.pointer != NULL);
        check_text(hr_error_text(&err, arena));
    }
}

/* A container, or a list of them; the Config of one is also taken for the image's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct hr_json *document = NULL;
    struct hr_arena arena;
    struct hr_error err;

    hr_arena_init(&arena);
    if (hr_json_parse((const char *)data, size, "input", &arena, &document, &err)) {
        const struct hr_json *last = NULL;

        read_one(document, NULL, &arena);
        for (const struct hr_json *node = document->child; node; node = node->next) {
            read_one(node, last ? hr_json_get(last, "Config") : NULL, &arena);
            last = node;
        }
    }
    hr_arena_finish(&arena);
    return 0;
}
