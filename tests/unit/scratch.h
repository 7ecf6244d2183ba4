/* SPDX-License-Identifier: MIT */
/* A folder of its own for each test case: add scratch_setup and scratch_teardown as a fixture. '@' in
 * a text of a case table stands for the folder. */
#ifndef HRUN_TESTS_SCRATCH_H
#define HRUN_TESTS_SCRATCH_H

#include "unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char scratch[64];

static inline void scratch_setup(void)
{
    snprintf(scratch, sizeof(scratch), "/tmp/hrun-unit-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(scratch));
}

static inline int scratch_remove(const char *path, const struct stat *status, int type,
                                 struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

static inline void scratch_teardown(void)
{
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(nftw(scratch, scratch_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* Return TEXT with the folder in place of each '@'; NULL for NULL. */
static inline const char *scratch_text(const char *text)
{
    const char *full = "";

    if (!text)
        return NULL;
    for (const char *at; (at = strchr(text, '@')); text = at + 1)
        full = hr_arena_printf(arena, "%s%.*s%s", full, (int)(at - text), text, scratch);
    return hr_arena_printf(arena, "%s%s", full, text);
}

static inline void scratch_folder(const char *path)
{
    ck_assert_int_eq(mkdir(scratch_text(path), 0755), 0);
}

static inline void scratch_file(const char *path, const char *text, mode_t mode)
{
    FILE *file = fopen(scratch_text(path), "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(chmod(scratch_text(path), mode), 0);
}

#endif
