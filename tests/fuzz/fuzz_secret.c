/* SPDX-License-Identifier: MIT */
/* Up to the first newline the name of a variable, then its value. An empty value is no secret; a token
 * behind a blank is found whatever stands before it; what is told is a phrase of ours. */
#include "hrun/base/text.h"
#include "hrun/guard/secret.h"

#include "fuzz.h"

#include <string.h>

#define TOKEN "ghp_aB3dE5gH7jK9mN1pQ3sTuV5xY7zA9bC1dE3f"

static void check_phrase(const char *what)
{
    FUZZ_CHECK(hr_text_is_plain(what) && strlen(what) < 60);
    FUZZ_CHECK(hr_text_starts(what, "a ") || hr_text_starts(what, "an ") ||
               hr_text_starts(what, "it"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    const char *name, *value, *what;
    char *text;

    hr_arena_init(&arena);
    text = hr_arena_strndup(&arena, (const char *)data, size);
    value = hr_text_cut(strchr(text, '\n'));
    name = text;
    if (!value)
        value = "";
    what = hr_secret_find(name, value, &arena);
    if (what)
        check_phrase(what);
    FUZZ_CHECK(*value || !what);
    FUZZ_CHECK(hr_secret_find(name, hr_arena_printf(&arena, "%s " TOKEN, value), &arena));
    hr_arena_finish(&arena);
    return 0;
}
