/* SPDX-License-Identifier: MIT */
/* A record that is read, and written again, must be read as the same fields. */
#include "hrun/docker/csv.h"

#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_strv fields = { 0 }, again = { 0 };
    struct hr_error err;
    struct hr_arena arena;

    hr_arena_init(&arena);
    if (hr_csv_record(hr_arena_strndup(&arena, (const char *)data, size), &arena, &fields, &err)) {
        FUZZ_CHECK(hr_csv_record(hr_csv_write(&fields, &arena), &arena, &again, &err));
        FUZZ_CHECK(again.n == fields.n);
        for (size_t i = 0; i < fields.n; i++)
            FUZZ_CHECK(strcmp(fields.v[i], again.v[i]) == 0);
    }
    hr_arena_finish(&arena);
    return 0;
}
