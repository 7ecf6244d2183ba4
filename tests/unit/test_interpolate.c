/* SPDX-License-Identifier: MIT */
#include "hrun/source/interpolate.h"

#include "unit.h"

#include <string.h>

static char a[] = "A=1", empty[] = "E=", both[] = "B=environ";
static char *vars[] = { a, empty, both, NULL };
static struct hr_env lines[] = { { .name = "B", .value = "file" },
                                 { .name = "F", .value = "old" },
                                 { .name = "F", .value = "new" },
                                 { .name = "N", .value = NULL } };

static const struct {
    const char *text, *want; /* NULL: refused */
} cases[] = {
    { "", "" },
    { "plain", "plain" },
    { "$A", "1" },
    { "x${A}y$A-z", "x1y1-z" },
    { "$$A", "$A" },
    { "$B $F", "environ new" },
    { "[$NONE][${NONE}]", "[][]" },
    { "$N", NULL },
    { "${N:-d}", NULL },
    { "${NONE:-d}", "d" },
    { "${NONE-d}", "d" },
    { "${E:-d}", "d" },
    { "${E-d}", "" },
    { "${A:-d}", "1" },
    { "${A:+r}", "r" },
    { "${NONE:+r}", "" },
    { "${E:+r}", "" },
    { "${E+r}", "r" },
    { "${NONE:-${A}}", "1" },
    { "${NONE:-${ALSO:-x}}y", "xy" },
    { "${A:?m}", "1" },
    { "${NONE:?must}", NULL },
    { "${E:?must}", NULL },
    { "${E?must}", "" },
    { "$", NULL },
    { "a$ b", NULL },
    { "$1", NULL },
    { "${", NULL },
    { "${A", NULL },
    { "${}", NULL },
    { "${A!}", NULL },
    { "${A:}", NULL },
    { "${-x}", NULL },
    { "${X:-${X:-${X:-${X:-${X:-${X:-${X:-${X:-${X:-${X:-x}}}}}}}}}}", NULL },
};

START_TEST(fills)
{
    const struct hr_variables variables = { .environ = { vars },
                                            .file = { .v = lines, .n = HR_ARRAY_LEN(lines) } };
    const char *out = NULL;
    const bool filled = hr_interpolate(cases[_i].text, &variables, arena, &out, &err);

    ck_assert_msg(filled == (cases[_i].want != NULL), "%s", cases[_i].text);
    if (filled)
        ck_assert_str_eq(out, cases[_i].want);
    else
        ck_assert_ptr_nonnull(err.msg);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, fills, 0, HR_ARRAY_LEN(cases));
}

UNIT_MAIN("interpolate", add_tests)
