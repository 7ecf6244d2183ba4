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
#include <sys/xattr.h>
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

/* Give user 4242 all rights to PATH, of which the owner has all and nobody else any, up to MASK (octal, one
 * digit): as setfacl does. */
static inline void scratch_acl(const char *path, unsigned mask)
{
    const unsigned char entries[][8] = {
        { 0x01, 0, 7, 0, 0xff, 0xff, 0xff, 0xff },                   /* the owner */
        { 0x02, 0, 7, 0, 0x92, 0x10, 0, 0 },                         /* user 4242 */
        { 0x04, 0, 0, 0, 0xff, 0xff, 0xff, 0xff },                   /* the group */
        { 0x10, 0, (unsigned char)mask, 0, 0xff, 0xff, 0xff, 0xff }, /* the mask */
        { 0x20, 0, 0, 0, 0xff, 0xff, 0xff, 0xff },                   /* everybody else */
    };
    unsigned char list[4 + sizeof(entries)] = { 2 };

    memcpy(list + 4, entries, sizeof(entries));
    ck_assert_int_eq(setxattr(scratch_text(path), "system.posix_acl_access", list, sizeof(list), 0),
                     0);
}

#endif
