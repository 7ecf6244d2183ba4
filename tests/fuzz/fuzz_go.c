/* SPDX-License-Identifier: MIT */
/* Reaches every reader of docker/go.h with one text. What a reader accepts must be read the same
 * when it is written plainly, and what only rewrites text must be done after one pass. */
#include "hrun/docker/go.h"

#include "fuzz.h"

#include <inttypes.h>
#include <string.h>

static void check_numbers(struct hr_arena *arena, const char *text)
{
    int64_t value, again;
    uint64_t positive;
    bool flag, differs;

    (void)hr_go_bool(text, &flag);
    if (hr_go_int(text, 64, &value)) {
        FUZZ_CHECK(hr_go_int(hr_arena_printf(arena, "%" PRId64, value), 64, &again) &&
                   again == value);
        FUZZ_CHECK(hr_go_int(text, 32, &again) == (value >= INT32_MIN && value <= INT32_MAX));
    }
    if (hr_go_uint(text, 64, &positive)) {
        FUZZ_CHECK(hr_go_uint(text, 16, &positive) == (positive <= UINT16_MAX));
        FUZZ_CHECK(!hr_go_int(text, 64, &value) || (uint64_t)value == positive);
    }
    if (hr_go_octal(text, 32, &positive))
        FUZZ_CHECK(hr_go_uint(hr_arena_printf(arena, "0%s", text), 32, &positive));
    if (hr_go_bytes(text, &value, NULL)) {
        FUZZ_CHECK(value >= 0 || value == INT64_MIN);
        FUZZ_CHECK(
            hr_go_bytes(hr_arena_printf(arena, "%" PRIu64 "b", (uint64_t)value), &again, &differs));
        FUZZ_CHECK(again == value && !differs);
    }
    if (hr_go_cpus(text, &value))
        FUZZ_CHECK(hr_go_cpus(hr_arena_printf(arena, "%" PRId64 "/1000000000", value), &again) &&
                   again == value);
    if (hr_go_duration(text, &value))
        FUZZ_CHECK(hr_go_duration(hr_arena_printf(arena, "%" PRId64 "ns", value), &again) &&
                   again == value);
}

static void check_text(struct hr_arena *arena, const char *text)
{
    const char *trimmed = hr_go_trim(arena, text), *clean = hr_go_clean(arena, text);
    const char *lower = hr_go_lower(arena, text);

    FUZZ_CHECK(strstr(text, trimmed) != NULL);
    FUZZ_CHECK(strcmp(hr_go_trim(arena, trimmed), trimmed) == 0);
    FUZZ_CHECK(strcmp(hr_go_lower(arena, lower), lower) == 0);
    FUZZ_CHECK(strcmp(hr_go_clean(arena, clean), clean) == 0);
    FUZZ_CHECK(*clean && (*clean == '/') == (*text == '/') && !strstr(clean, "//") &&
               !strstr(clean, "/./") && strncmp(clean, "/..", 4) != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    const char *text;

    hr_arena_init(&arena);
    text = hr_arena_strndup(&arena, (const char *)data, size);
    check_numbers(&arena, text);
    check_text(&arena, text);
    hr_arena_finish(&arena);
    return 0;
}
