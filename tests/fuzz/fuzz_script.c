/* SPDX-License-Identifier: MIT */
/* Reaches the reader of shell scripts. Every call has a place, and what is judged of it is what docker
 * takes; every error has a place and can be shown. */
#include "hrun/base/text.h"
#include "hrun/docker/view.h"
#include "hrun/source/script.h"

#include "fuzz.h"

#include <stdint.h>
#include <string.h>

static void check_error(const struct hr_error *err, struct hr_arena *arena)
{
    const char *text = hr_error_text(err, arena);

    FUZZ_CHECK(err->where.line > 0 && hr_text_is_utf8(text, strlen(text)));
}

static void check_call(const struct hr_script_call *call, struct hr_arena *arena)
{
    struct hr_settings settings = { 0 };
    struct hr_view view;

    FUZZ_CHECK(call->place.number > 0);
    FUZZ_CHECK(call->is_read || call->errs.n > 0);
    for (size_t i = 0; i < call->errs.n; i++)
        check_error(&call->errs.v[i], arena);
    if (!call->is_read)
        return;
    FUZZ_CHECK(call->invocation.has_image || call->errs.n > 0);
    hr_settings_fold(&call->invocation.settings, arena,
                     &settings); /* docker never looks at the rest */
    for (size_t i = 0; i < settings.n; i++) {
        struct hr_value value;
        struct hr_error err;

        FUZZ_CHECK(settings.v[i].origin.number >= call->place.number);
        FUZZ_CHECK(hr_value_parse(settings.v[i].option, settings.v[i].raw, arena, &value, &err));
    }
    hr_view_fold(&settings, arena, &view);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct hr_option profile = { .name = "profile", .kind = HR_KIND_STRING };
    static const struct hr_option_table own = { .rows = &profile, .count = 1 };
    struct hr_script script = { 0 };
    struct hr_bytes bytes;
    struct hr_arena arena;
    struct hr_error err;
    const char *other;

    hr_arena_init(&arena);
    bytes = (struct hr_bytes){
        .data = hr_arena_strndup(&arena, (const char *)data, size),
        .size = size,
    };
    FUZZ_CHECK(!hr_script_is_marked(&bytes, &arena, &other) || !other);
    if (!hr_script_read(&bytes, "s.sh", &own, &arena, &script, &err))
        check_error(&err, &arena);
    for (size_t i = 0; i < script.calls.n; i++)
        check_call(&script.calls.v[i], &arena);
    for (size_t i = 0; i < script.errs.n; i++)
        check_error(&script.errs.v[i], &arena);
    hr_arena_finish(&arena);
    return 0;
}
