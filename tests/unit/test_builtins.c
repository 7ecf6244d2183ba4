/* SPDX-License-Identifier: MIT */
#include "hrun/policy/store.h"

#include "unit.h"

#include <string.h>

static const char *const names[] = { "default", "none" };

START_TEST(present)
{
    const struct hr_builtin *row = hr_builtins();

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++, row++) {
        ck_assert_str_eq(row->name, names[i]);
        ck_assert_int_eq(row->text[0], '{');
        ck_assert_int_eq(row->text[row->size - 1], '\n');
        ck_assert_ptr_null(memchr(row->text, 0, row->size));
    }
    ck_assert_ptr_null(row->name);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, present);
}

UNIT_MAIN("builtins", add_tests)
