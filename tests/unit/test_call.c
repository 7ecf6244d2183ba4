/* SPDX-License-Identifier: MIT */
/* What the clients 20.10.24 and 28.2.2 made of these lines, with `-d IMAGE` behind them. */
#include "hrun/docker/call.h"
#include "hrun/docker/invocation.h"

#include "unit.h"

#include <string.h>

#define WORDS_MAX 12

static const struct {
    const char *line; /* blanks between the words, '' for an empty one */
    const char *want; /* the command's last word; "" for none of the table, NULL for an error */
    size_t first;
} cases[] = {
    { "run -d i", "run", 1 },
    { "create i", "create", 1 },
    { "container run -d i", "run", 2 },
    { "container create i", "create", 2 },
    { "exec -u 0 c sh", "exec", 1 },
    { "container exec c sh", "exec", 2 },
    { "update -m 1g c", "update", 1 },
    { "container update c", "update", 2 },
    { "volume create v", "create", 2 },
    /* docker's own options do not stop it, not even those that print something. */
    { "--version run i", "run", 2 },
    { "-v run i", "run", 2 },
    { "-v=false run i", "run", 2 },
    { "--help run i", "run", 2 },
    { "--help=true run i", "run", 2 },
    { "-h run i", "run", 2 },
    { "-hD run i", "run", 2 },
    { "-Dh run i", "run", 2 },
    { "-test.x run i", "run", 2 },
    { "-Dtest.x run i", "run", 2 },
    { "-vtest.v=1 run i", "run", 2 },
    { "-D container run i", "run", 3 },
    { "-Dl debug run i", "run", 3 },
    { "-Dldebug run i", "run", 2 },
    { "-l=debug run i", "run", 2 },
    { "--log-level debug run i", "run", 3 },
    { "--log-level=debug run i", "run", 2 },
    { "--log-level run run i", "run", 3 },
    { "--tls=0 run i", "run", 2 },
    { "--tls false run i", "", 0 }, /* a boolean takes no word: `false` is the command */
    { "-D=false run i", "run", 2 },
    { "-c default run i", "run", 3 },
    { "-cdefault run i", "run", 2 },
    { "-c=default run i", "run", 2 },
    { "--context default run i", "run", 3 },
    { "-c '' run i", "run", 3 },
    { "-c run run i", "run", 3 },
    { "-c run create i", "create", 3 },
    { "-H unix:///s run i", "run", 3 },
    { "-Hunix:///s run i", "run", 2 },
    { "-DHunix:///s create i", "create", 2 },
    { "-H a -H b run i", "run", 5 },
    { "-H a -c b run i", "run", 5 },
    { "--config /c run i", "run", 3 },
    { "--config=/c run i", "run", 2 },
    { "--config -- run i", "run", 3 },
    { "--tlscert x --tlskey y --tlscacert z --tlsverify run i", "run", 8 },
    /* The end of the options, and what cobra makes of it then. */
    { "-- run i", "run", 2 },
    { "-- -- x run i", "run", 4 },
    { "-- -D run i", "run", 3 },
    { "-- --debug run i", "run", 3 },
    { "-- -test.x run i", "run", 3 },
    { "-- container run i", "run", 3 },
    { "-D -- run i", "run", 3 },
    /* In a group, too. */
    { "container --help run i", "run", 3 },
    { "container -h run i", "run", 3 },
    { "container --help=false run i", "run", 3 },
    { "container -h=false run i", "run", 3 },
    { "container -test.x run i", "run", 3 },
    { "container -- x run i", "run", 4 },
    { "container -- run run i", "run", 4 },
    { "volume -- x create i", "create", 4 },
    /* 20.10 passes over these. */
    { "a-b run i", "run", 2 },
    { "x-y container a-b create i", "create", 4 },
    { "-- x-y run i", "run", 3 },
    { "container a-b run i", "run", 3 },
    { "x- run i", "", 0 },
    /* No client makes a container of these. */
    { "", "", 0 },
    { "ps", "ps", 1 },
    { "ps run", "ps", 1 },
    { "compose run web", "compose", 1 },
    { "container ls run", "container", 1 },
    { "container --foo ls", "container", 1 },
    { "container -- ls", "container", 1 },
    { "-- --foo ps", "", 0 },
    { "container x run i", "container", 1 },
    { "container container run i", "container", 1 },
    { "container '' run i", "container", 1 },
    { "container - run i", "container", 1 },
    { "volume ls", "volume", 1 },
    { "volume run i", "volume", 1 },
    { "image run i", "image", 1 },
    { "builder build run", "builder", 1 },
    { "builder prune -f", "builder", 1 },
    { "builder", "builder", 1 },
    { "'' run i", "", 0 },
    { "- run i", "", 0 },
    { "foo run i", "", 0 },
    { "help run", "", 0 },
    { "Run i", "", 0 },
    { "RUN i", "", 0 },
    { "containers run i", "", 0 },
    { "__complete run i", "", 0 },
    { "-H", "", 0 },
    { "--tls=maybe ps", "", 0 },
    { "--unknown ps", "", 0 },
    { "-x ps", "", 0 },
    { "--help", "", 0 },
    { "--version", "", 0 },
    /* Nobody can tell, or clients differ. */
    { "-- -- run i", NULL, 0 },
    { "builder run i", NULL, 0 }, /* the config file may make it an option, and then this runs */
    { "-D builder -D container run i", NULL, 0 },
    { "builder a-b create i", NULL, 0 },
    { "-- --foo run i", NULL, 0 },
    { "-- -x run i", NULL, 0 },
    { "container -- run i", NULL, 0 },
    { "container --foo run i", NULL, 0 },
    { "container -x run i", NULL, 0 },
    { "container -x container create i", NULL, 0 },
    { "volume --foo create v", NULL, 0 },
    { "--unknown run i", NULL, 0 },
    { "--unknown x run i", NULL, 0 },
    { "--unknown x container create i", NULL, 0 },
    { "-x exec c", NULL, 0 },
    { "--tls=maybe run i", NULL, 0 },
    { "---x run i", NULL, 0 },
    { "-- -H x run i", NULL, 0 },
    { "-- -Hx run i", NULL, 0 },
    { "-- --host=x run i", NULL, 0 },
    { "-- --config /c run i", NULL, 0 },
    { "-- -c x create i", NULL, 0 },
    { "-- --tls run i", NULL, 0 },
    { "-- --foo=x run i", NULL, 0 },
};

static size_t split(const char *text, const char **words)
{
    size_t count = 0;

    for (size_t length; *text; text += length + (text[length] == ' ')) {
        length = strcspn(text, " ");
        ck_assert_uint_lt(count, WORDS_MAX);
        words[count++] =
            strncmp(text, "''", length) == 0 ? "" : hr_arena_strndup(arena, text, length);
    }
    return count;
}

START_TEST(commands)
{
    const char *words[WORDS_MAX];
    const size_t count = split(cases[_i].line, words);
    struct hr_call call;
    const bool ok = hr_call_parse(words, count, arena, &call, &err);

    ck_assert_msg(ok == (cases[_i].want != NULL), "%s", cases[_i].line);
    if (!ok) {
        ck_assert_ptr_nonnull(err.hint);
        ck_assert_uint_gt(err.where.argument, 0);
        return;
    }
    ck_assert_msg(strcmp(call.command ? call.command->name : "", cases[_i].want) == 0, "%s",
                  cases[_i].line);
    if (call.command)
        ck_assert_msg(call.first == cases[_i].first, "%s", cases[_i].line);
}
END_TEST

START_TEST(table)
{
    size_t count;
    const struct hr_subcommand *rows = hr_subcommands(&count);

    for (size_t i = 0; i < count; i++) {
        const char *group = rows[i].group ? rows[i].group : "";
        const char *before = i > 0 && rows[i - 1].group ? rows[i - 1].group : "";
        const int order = i > 0 ? strcmp(before, group) : -1;

        ck_assert_ptr_eq(hr_subcommand_named(rows[i].group, rows[i].name), &rows[i]);
        ck_assert_msg(order < 0 || (order == 0 && strcmp(rows[i - 1].name, rows[i].name) < 0), "%s",
                      rows[i].name);
        ck_assert_msg(!rows[i].group || hr_subcommand_named(NULL, group), "%s", group);
        ck_assert(!rows[i].uncovered || rows[i].verb == HR_VERB_NONE);
    }
}
END_TEST

/* What follows the command, by its own options. */
static const struct {
    enum hr_verb verb;
    const char *line;
    const char *want; /* NAME=VALUE of each setting, then what is no option; NULL for an error */
} line_cases[] = {
    { HR_VERB_EXEC, "c sh -u 0", "| c sh -u 0" },
    { HR_VERB_EXEC, "-itu 0 c sh", "interactive=true tty=true user=0 | c sh" },
    { HR_VERB_EXEC, "-e A=b --env C -w / c", "env=A=b env=C workdir=/ | c" },
    { HR_VERB_EXEC, "--privileged=0 c x", "privileged=0 | c x" },
    { HR_VERB_EXEC, "-- -x y", "| -x y" },
    { HR_VERB_EXEC, "--detach-keys ctrl-a -d c x", "detach-keys=ctrl-a detach=true | c x" },
    { HR_VERB_EXEC, "--profile none c", NULL },
    { HR_VERB_EXEC, "-v /:/h c sh", NULL },
    { HR_VERB_EXEC, "--cap-add ALL c sh", NULL },
    { HR_VERB_UPDATE, "-m 1g c", "memory=1g | c" },
    { HR_VERB_UPDATE, "c -m 1g d --cpus=2", "memory=1g cpus=2 | c d" },
    { HR_VERB_UPDATE, "c -- -m 1g", "| c -m 1g" },
    { HR_VERB_UPDATE, "--pids-limit -1 c", "pids-limit=-1 | c" },
    { HR_VERB_UPDATE, "-c 512 c", "cpu-shares=512 | c" },
    { HR_VERB_UPDATE, "--privileged c", NULL },
    { HR_VERB_UPDATE, "-m 1q c", NULL },
    { HR_VERB_VOLUME_CREATE, "v", "| v" },
    { HR_VERB_VOLUME_CREATE, "v -o type=none -d local", "opt=type=none driver=local | v" },
    { HR_VERB_VOLUME_CREATE, "--name v --label a=b", "name=v label=a=b |" },
    { HR_VERB_VOLUME_CREATE, "-odevice=/ v", "opt=device=/ | v" },
    { HR_VERB_CREATE, "--name x i sh", "name=x | i sh" },
    { HR_VERB_CREATE, "-d i", NULL },
    { HR_VERB_CREATE, "--detach-keys a i", NULL },
    { HR_VERB_CREATE, "--sig-proxy=false i", NULL },
    { HR_VERB_CREATE, "-i i", "interactive=true | i" },
};

START_TEST(lines)
{
    const char *words[WORDS_MAX];
    const struct hr_line line = {
        .argv = words,
        .count = split(line_cases[_i].line, words),
        .verb = line_cases[_i].verb,
    };
    struct hr_invocation inv;
    struct hr_strv got = { 0 };
    const bool ok = hr_invocation_read(&line, arena, &inv, &err);

    ck_assert_msg(ok == (line_cases[_i].want != NULL), "%s: %s", line_cases[_i].line,
                  ok ? "" : err.msg);
    if (!ok)
        return;
    for (size_t i = 0; i < inv.settings.n; i++)
        hr_strv_pushf(arena, &got, "%s=%s", inv.settings.v[i].option->name, inv.settings.v[i].raw);
    hr_strv_push(arena, &got, "|");
    if (inv.has_image)
        hr_strv_push(arena, &got, inv.image_word);
    hr_strv_extend(arena, &got, &inv.command);
    ck_assert_str_eq(hr_strv_join(arena, &got, " "), line_cases[_i].want);
}
END_TEST

static const struct {
    enum hr_verb verb;
    const char *word;
} help_cases[] = {
    { HR_VERB_EXEC, "-h" },          { HR_VERB_EXEC, "--help" },   { HR_VERB_UPDATE, "-h" },
    { HR_VERB_VOLUME_CREATE, "-h" }, { HR_VERB_RUN, "--help" },    { HR_VERB_CREATE, "--help" },
    { HR_VERB_EXEC, "-ith" },        { HR_VERB_UPDATE, "--help" },
};

START_TEST(help)
{
    const struct hr_line line = {
        .argv = &help_cases[_i].word,
        .count = 1,
        .verb = help_cases[_i].verb,
    };
    struct hr_invocation inv;

    ck_assert(hr_invocation_read(&line, arena, &inv, &err));
    ck_assert(inv.help);
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_loop_test(tc, commands, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, table);
    tcase_add_loop_test(tc, lines, 0, HR_ARRAY_LEN(line_cases));
    tcase_add_loop_test(tc, help, 0, HR_ARRAY_LEN(help_cases));
}

UNIT_MAIN("call", add)
