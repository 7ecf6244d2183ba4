/* SPDX-License-Identifier: MIT */
/* What every unit test shares: an arena per test case, an error to fill, and main. Include it
 * first. */
#ifndef HRUN_TESTS_UNIT_H
#define HRUN_TESTS_UNIT_H

#include "hrun/base/arena.h"
#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <check.h>

#include <stdint.h>
#include <stdlib.h>

static struct hr_arena arena_storage;
static struct hr_arena *const arena = &arena_storage;
static struct hr_error err;

static inline void unit_setup(void)
{
    hr_arena_init(arena);
    err = (struct hr_error){ 0 };
}

static inline void unit_teardown(void)
{
    hr_arena_finish(arena);
    err = (struct hr_error){ 0 };
}

/* Run one test case that ADD fills. CK_FORK=no in the environment runs it in this process, as
 * sanitizers like it. */
static inline int unit_main(const char *name, void (*add)(TCase *))
{
    Suite *suite = suite_create(name);
    TCase *tc = tcase_create(name);
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tc, unit_setup, unit_teardown);
    add(tc);
    suite_add_tcase(suite, tc);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define UNIT_MAIN(name, add)         \
    int main(void)                   \
    {                                \
        return unit_main(name, add); \
    }

/* The profiles compiled in, as an error names them. */
#define SHIPPED "build, ci, compat, default, dev, nginx, none, postgres, redis, stdio, strict, web"

#endif
