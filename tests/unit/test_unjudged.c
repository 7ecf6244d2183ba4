/* SPDX-License-Identifier: MIT */
#include "hrun/guard/rule.h"
#include "hrun/guard/unjudged.h"

#include "unit.h"

#include <string.h>

/* True if a rule with a check judges every form of OPTION. */
static bool is_judged(const char *option)
{
    const char *padded = hr_arena_printf(arena, " %s ", option);
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++) {
        if (rules[i].options && rules[i].check &&
            strstr(hr_arena_printf(arena, " %s ", rules[i].options), padded))
            return true;
    }
    return false;
}

/* Nothing of class GUARDED may pass unseen: every such option is judged by a rule or has a row, and
 * every row is needed. */
START_TEST(complete)
{
    const struct hr_option_table *table = hr_docker_options();
    size_t guarded = 0, count;
    const struct hr_unjudged *rows = hr_unjudged_rows(&count);

    for (size_t i = 0; i < table->count; i++) {
        const bool judged = is_judged(table->rows[i].name);

        if (table->rows[i].cls != HR_CLASS_GUARDED || judged) {
            ck_assert_msg(!hr_unjudged_for(&table->rows[i]), "--%s", table->rows[i].name);
            continue;
        }
        guarded++;
        ck_assert_msg(hr_unjudged_for(&table->rows[i]), "no row for --%s", table->rows[i].name);
    }
    ck_assert_uint_eq(guarded, count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(hr_rule_named(rows[i].rule), "--%s", rows[i].option);
        if (i > 0)
            ck_assert_int_lt(strcmp(rows[i - 1].option, rows[i].option), 0);
    }
}
END_TEST

static const struct {
    const char *option, *raw;
    bool safe;
} cases[] = {
    { "env", "A=1", true },
    { "env", "A=", true },
    { "env", "A", false },
    { "env-file", "f", false },
};

START_TEST(forms)
{
    const struct hr_option *option = hr_option(cases[_i].option);
    struct hr_value value;
    struct hr_setting s = { .option = option, .raw = cases[_i].raw, .value = &value };

    ck_assert_msg(hr_value_parse(option, cases[_i].raw, arena, &value, &err), "%s", err.msg);
    ck_assert_msg(hr_unjudged_for(option)->is_safe(&s) == cases[_i].safe, "--%s %s",
                  cases[_i].option, cases[_i].raw);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, complete);
    tcase_add_loop_test(tc, forms, 0, HR_ARRAY_LEN(cases));
}

UNIT_MAIN("unjudged", add_tests)
