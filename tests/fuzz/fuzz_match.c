/* SPDX-License-Identifier: MIT */
/* GLOB\nREFERENCE: the matcher agrees with the plain definition of '*', and a glob without '*' matches
 * the reference that it is. */
#include "hrun/base/text.h"
#include "hrun/policy/match.h"

#include "fuzz.h"

#include <string.h>

/* The plain definition takes exponential time. */
#define LONGEST    48
#define STARS_MOST 5

static bool fits_plainly(const char *glob, const char *text)
{
    if (*glob != '*')
        return *glob == *text && (!*glob || fits_plainly(glob + 1, text + 1));
    for (; !fits_plainly(glob + 1, text); text++) {
        if (!*text || *text == '/')
            return false;
    }
    return true;
}

static bool matches_plainly(const struct hr_glob *glob, const struct hr_reference *reference,
                            struct hr_arena *arena)
{
    const char *tag = reference->tag || reference->digest ? reference->tag : "latest";
    const char *name = hr_arena_printf(arena, "%s%s%s", reference->registry,
                                       *reference->registry ? "/" : "", reference->path);

    return fits_plainly(glob->name, name) && (!glob->tag || (tag && fits_plainly(glob->tag, tag)));
}

static void check(char *text, struct hr_arena *arena)
{
    const char *word = hr_text_cut(strchr(text, '\n'));
    struct hr_reference reference;
    struct hr_glob glob, again;
    struct hr_error err;

    if (!hr_glob_parse(text, arena, &glob))
        return;
    FUZZ_CHECK(hr_glob_parse(glob.text, arena, &again));
    FUZZ_CHECK(strcmp(again.text, glob.text) == 0 && again.literals == glob.literals);
    if (!strchr(text, '*')) {
        FUZZ_CHECK(hr_reference_parse(text, arena, &reference, &err));
        FUZZ_CHECK(hr_glob_matches(&glob, &reference, arena));
    }
    if (!word || strlen(glob.text) - glob.literals > STARS_MOST || strlen(text) > LONGEST ||
        strlen(word) > LONGEST || !hr_reference_parse(word, arena, &reference, &err) ||
        reference.is_id || glob.digest)
        return;
    FUZZ_CHECK(hr_glob_matches(&glob, &reference, arena) ==
               matches_plainly(&glob, &reference, arena));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;

    hr_arena_init(&arena);
    check(hr_arena_strndup(&arena, (const char *)data, size), &arena);
    hr_arena_finish(&arena);
    return 0;
}
