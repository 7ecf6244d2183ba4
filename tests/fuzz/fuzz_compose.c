/* SPDX-License-Identifier: MIT */
/* Reaches the YAML reader, the variables in its text, and the table of a service's keys. Every setting is
 * one that docker takes, with a place; every error has a place and can be shown. */
#include "hrun/base/text.h"
#include "hrun/base/yaml.h"
#include "hrun/docker/view.h"
#include "hrun/source/compose.h"

#include "fuzz.h"

#include <stdint.h>
#include <string.h>

static void check_error(const struct hr_error *err, struct hr_arena *arena)
{
    const char *text = hr_error_text(err, arena);

    FUZZ_CHECK(err->where.line > 0 && hr_text_is_utf8(text, strlen(text)));
}

static void check_service(const struct hr_service *service, struct hr_arena *arena)
{
    const struct hr_settings *settings = &service->invocation.settings;
    struct hr_view view;

    for (size_t i = 0; i < settings->n; i++) {
        struct hr_value value;
        struct hr_error err;

        FUZZ_CHECK(settings->v[i].origin.number > 0);
        FUZZ_CHECK(hr_value_parse(settings->v[i].option, settings->v[i].raw, arena, &value, &err));
    }
    for (size_t i = 0; i < service->errs.n; i++)
        check_error(&service->errs.v[i], arena);
    FUZZ_CHECK(service->invocation.has_image || service->errs.n > 0);
    hr_view_fold(settings, arena, &view);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char var[] = "A=b";
    static char *vars[] = { var, NULL };
    const struct hr_compose compose = { .path = "c.yaml",
                                        .folder = "/f",
                                        .project = "p",
                                        .home = "/h",
                                        .variables = { .environ = { vars } } };
    const struct hr_json *document;
    struct hr_services services = { 0 };
    struct hr_arena arena;
    struct hr_error err;

    hr_arena_init(&arena);
    if (!hr_yaml_parse((const char *)data, size, "c.yaml", &arena, &document, &err) ||
        !hr_compose_read(document, &compose, &arena, &services, &err))
        check_error(&err, &arena);
    for (size_t i = 0; i < services.n; i++)
        check_service(&services.v[i], &arena);
    hr_arena_finish(&arena);
    return 0;
}
