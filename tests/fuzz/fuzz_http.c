/* SPDX-License-Identifier: MIT */
/* The bytes that come from an engine's socket: whatever they are, a status and JSON or an error. A
 * response that says how long it is is not accepted with its last byte gone. */
#include "hrun/base/arena.h"
#include "hrun/engine/http.h"

#include "fuzz.h"

#include <string.h>

static void check_escape(const char *text, struct hr_arena *arena)
{
    const char *escaped = hr_url_escape(arena, text);

    for (const char *byte = escaped; *byte; byte++)
        FUZZ_CHECK(*byte > ' ' && *byte <= '~' && !strchr("?#:@\"<>\\^`{|}", *byte));
    FUZZ_CHECK(strlen(escaped) >= strlen(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    struct hr_answer answer = { 0 };
    struct hr_error err = { 0 };
    struct hr_bytes response = { NULL, size };

    hr_arena_init(&arena);
    response.data = hr_arena_strndup(&arena, (const char *)data, size);
    check_escape(response.data, &arena);
    if (!hr_http_parse(&response, &arena, &answer, &err)) {
        FUZZ_CHECK(err.code == HR_ERRC_ENGINE && err.msg);
    } else {
        FUZZ_CHECK(answer.status >= 200 && answer.status <= 599);
        if (strcasestr(response.data, "\r\nContent-Length:")) {
            response.size--;
            FUZZ_CHECK(!hr_http_parse(&response, &arena, &answer, &err));
        }
    }
    hr_arena_finish(&arena);
    return 0;
}
