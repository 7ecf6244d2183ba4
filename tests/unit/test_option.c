/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"
#include "hrun/docker/option.h"
#include "hrun/docker/verb.h"

#include "unit.h"

#include <ctype.h>
#include <string.h>

static const struct hr_option *row_at(int i)
{
    return &hr_docker_options()->rows[i];
}

/* How many names and aliases of the whole table are NAME. */
static size_t count_name(const char *name)
{
    const struct hr_option_table *table = hr_docker_options();
    size_t count = 0;

    for (size_t i = 0; i < table->count; i++) {
        const struct hr_option *row = &table->rows[i];

        count += strcmp(row->name, name) == 0;
        for (size_t k = 0; k < HR_ARRAY_LEN(row->alias); k++)
            count += row->alias[k] && strcmp(row->alias[k], name) == 0;
    }
    return count;
}

static bool is_long_name(const char *name)
{
    return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name) &&
           strlen(name) > 1 && name[0] != '-';
}

/* A line of help: no full stop, lower case but for what is always written large. */
static bool is_phrase(const char *text)
{
    const size_t length = text ? strlen(text) : 0;

    return length > 3 && length <= 82 && !strpbrk(text, "\n\t") &&
           !strchr(". ", text[length - 1]) && text[0] != ' ' &&
           (islower((unsigned char)text[0]) || !islower((unsigned char)text[1]) ||
            hr_text_starts(text, "IPv"));
}

START_TEST(names)
{
    const struct hr_option *row = row_at(_i);

    ck_assert_msg(is_long_name(row->name), "%s", row->name);
    ck_assert_msg(count_name(row->name) == 1, "%s stands twice", row->name);
    if (_i > 0)
        ck_assert_msg(strcmp(row_at(_i - 1)->name, row->name) < 0, "%s is not sorted", row->name);
    for (size_t k = 0; k < HR_ARRAY_LEN(row->alias); k++) {
        if (row->alias[k])
            ck_assert_msg(is_long_name(row->alias[k]) && count_name(row->alias[k]) == 1, "%s",
                          row->alias[k]);
    }
}
END_TEST

START_TEST(letters)
{
    const struct hr_option *row = row_at(_i);

    if (row->letter == 0)
        return;
    ck_assert_ptr_eq(hr_option_lettered(hr_docker_options(), row->letter), row);
    ck_assert_msg(strchr("acdehilmpPqtuvw", row->letter), "%s", row->name);
}
END_TEST

START_TEST(texts)
{
    const struct hr_option *row = row_at(_i);

    ck_assert_msg(is_phrase(row->help), "%s", row->name);
    ck_assert_msg(is_phrase(row->why), "%s", row->name);
    ck_assert_msg((row->value == NULL) == (row->kind == HR_KIND_BOOL), "%s", row->name);
    ck_assert_msg(!row->words || !strstr(row->words, "  "), "%s", row->name);
}
END_TEST

START_TEST(enums)
{
    const struct hr_option *row = row_at(_i);

    ck_assert_int_lt(row->kind, HR_KIND__COUNT);
    ck_assert_int_le(row->repeat, HR_REPEAT_FIRST);
    ck_assert_int_le(row->cls, HR_CLASS_GUARDED);
    ck_assert_msg(row->verbs & HR_VERB_RUN, "%s", row->name);
    ck_assert_msg(row->kind != HR_KIND_NAMESPACE || row->words, "%s", row->name);
    ck_assert_msg(row->kind != HR_KIND_BOOL || row->repeat == HR_REPEAT_LAST, "%s", row->name);
}
END_TEST

START_TEST(every_kind_is_used)
{
    const struct hr_option_table *table = hr_docker_options();
    bool used[HR_KIND__COUNT] = { false };

    for (size_t i = 0; i < table->count; i++)
        used[table->rows[i].kind] = true;
    for (size_t kind = 0; kind < HR_KIND__COUNT; kind++)
        ck_assert_msg(used[kind], "no option has kind %zu", kind);
}
END_TEST

/* 104 rows and three aliases: what docker's clients from 20.10 on take. */
START_TEST(count)
{
    const struct hr_option_table *table = hr_docker_options();
    size_t aliases = 0;

    for (size_t i = 0; i < table->count; i++) {
        for (size_t k = 0; k < HR_ARRAY_LEN(table->rows[i].alias); k++)
            aliases += table->rows[i].alias[k] != NULL;
    }
    ck_assert_uint_eq(table->count, 104);
    ck_assert_uint_eq(aliases, 3);
}
END_TEST

static const enum hr_verb small_tables[] = { HR_VERB_NONE, HR_VERB_VOLUME_CREATE };

/* Sorted names, each letter once, every row of the table's own verb. */
START_TEST(small_table)
{
    const struct hr_option_table small = hr_options_of(small_tables[_i]), *table = &small;

    for (size_t i = 0; i < table->count; i++) {
        const struct hr_option *row = &table->rows[i];

        ck_assert_ptr_eq(hr_option_named(table, row->name, strlen(row->name)), row);
        ck_assert_msg(i == 0 || strcmp(table->rows[i - 1].name, row->name) < 0, "%s", row->name);
        if (row->letter)
            ck_assert_ptr_eq(hr_option_lettered(table, row->letter), row);
        ck_assert_msg(is_phrase(row->help), "%s", row->name);
        ck_assert_msg((row->value == NULL) == (row->kind == HR_KIND_BOOL), "%s", row->name);
        ck_assert_uint_eq(row->verbs, small_tables[_i]);
    }
}
END_TEST

static const struct {
    const char *text;
    size_t length;
    const char *want; /* NULL: no such option */
} named_cases[] = {
    { "privileged", 10, "privileged" },
    { "privileged=true", 10, "privileged" },
    { "privilege", 9, NULL },
    { "privileged", 9, NULL },
    { "Privileged", 10, NULL },
    { "read_only", 9, NULL },
    { "net", 3, "network" },
    { "net-alias", 9, "network-alias" },
    { "dns-opt", 7, "dns-option" },
    { "network", 7, "network" },
    { "rm", 2, "rm" },
    { "", 0, NULL },
};

START_TEST(named)
{
    const struct hr_option *row =
        hr_option_named(hr_docker_options(), named_cases[_i].text, named_cases[_i].length);

    if (named_cases[_i].want)
        ck_assert_ptr_eq(row, hr_option(named_cases[_i].want));
    else
        ck_assert_ptr_null(row);
}
END_TEST

static const struct {
    char letter;
    const char *want;
} lettered_cases[] = {
    { 'h', "hostname" }, { 'c', "cpu-shares" },  { 'l', "label" }, { 'v', "volume" },
    { 'p', "publish" },  { 'P', "publish-all" }, { 'q', "quiet" }, { 'D', NULL },
    { 'H', NULL },       { '=', NULL },          { 0, NULL },
};

START_TEST(lettered)
{
    const struct hr_option *row =
        hr_option_lettered(hr_docker_options(), lettered_cases[_i].letter);

    if (lettered_cases[_i].want)
        ck_assert_str_eq(row->name, lettered_cases[_i].want);
    else
        ck_assert_ptr_null(row);
}
END_TEST

static const struct {
    const char *option, *text;
    int want;
} word_cases[] = {
    { "cgroupns", "host", 0 },  { "cgroupns", "private", 1 }, { "cgroupns", "priv", -1 },
    { "cgroupns", "", -1 },     { "cgroupns", " ", -1 },      { "cgroupns", "host private", -1 },
    { "pid", "container:", 1 }, { "pid", "container:x", -1 }, { "name", "host", -1 },
};

START_TEST(words)
{
    const char *text = word_cases[_i].text;

    ck_assert_int_eq(hr_option_word(hr_option(word_cases[_i].option), text, strlen(text)),
                     word_cases[_i].want);
}
END_TEST

/* What `docker create` does not take. */
START_TEST(only_of_run)
{
    const struct hr_option *row = row_at(_i);
    const bool want = strcmp(row->name, "detach") == 0 || strcmp(row->name, "detach-keys") == 0 ||
                      strcmp(row->name, "sig-proxy") == 0;

    ck_assert_msg(!(row->verbs & HR_VERB_CREATE) == want, "%s", row->name);
}
END_TEST

static void add_tests(TCase *tc)
{
    const int rows = (int)hr_docker_options()->count;

    tcase_add_loop_test(tc, names, 0, rows);
    tcase_add_loop_test(tc, letters, 0, rows);
    tcase_add_loop_test(tc, texts, 0, rows);
    tcase_add_loop_test(tc, enums, 0, rows);
    tcase_add_test(tc, every_kind_is_used);
    tcase_add_test(tc, count);
    tcase_add_loop_test(tc, small_table, 0, HR_ARRAY_LEN(small_tables));
    tcase_add_loop_test(tc, named, 0, HR_ARRAY_LEN(named_cases));
    tcase_add_loop_test(tc, lettered, 0, HR_ARRAY_LEN(lettered_cases));
    tcase_add_loop_test(tc, words, 0, HR_ARRAY_LEN(word_cases));
    tcase_add_loop_test(tc, only_of_run, 0, rows);
}

UNIT_MAIN("option", add_tests)
