/* SPDX-License-Identifier: MIT */
#include "hrun/facts/facts.h"

#include "scratch.h"
#include "unit.h"

#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

static const struct {
    const char *words; /* blank-separated */
    bool want;
} reader_cases[] = {
    /* nothing but a name */
    { "sh", true },
    { "bash", true },
    { "/bin/bash", true },
    { "/usr/local/bin/dash", true },
    { "-bash", true }, /* a login shell */
    { "-sh", true },
    { "-zsh", true },
    { "ash", true },
    { "ksh", true },
    { "mksh", true },
    { "zsh", true },
    { "busybox sh", true },
    { "/bin/busybox ash -s", true },
    { "busybox sh -c id", false },
    { "busybox sh ./x", false },
    { "toybox sh", true },
    /* what is no shell */
    { "", false },
    { "busybox", false },
    { "busybox cat", false },
    { "python3", false },
    { "python3 -s", false },
    { "sshd", false },
    { "bashful", false },
    { "sh/", false },
    { "-", false },
    { "sudo bash -s", false },
    { "env sh", false },
    /* -c */
    { "sh -c id", false },
    { "sh -ec id", false },
    { "bash -euc id", false },
    { "bash -lc id", false },
    { "bash -e -u -c id", false },
    { "bash -o pipefail -c id", false },
    { "bash -euo pipefail -c id", false },
    { "bash -oc pipefail id", false },
    { "bash -sc id", false },
    { "bash -s -c id", false },
    { "bash --norc -c id", false },
    { "bash --rcfile x -c id", false },
    { "zsh -c id", false },
    { "sh +e -c id", false },
    { "bash -O extglob -c id", false },
    /* a script */
    { "sh x.sh", false },
    { "sh ./x.sh -s", false },
    { "bash -e x.sh", false },
    { "bash -eu x.sh -c y", false },
    { "bash -- x.sh", false },
    { "bash - x.sh", false },
    { "bash -x -- -s", false },
    { "bash --posix x.sh", false },
    { "bash --rcfile rc x.sh", false },
    { "bash -o posix x.sh", false },
    { "bash -eo pipefail x.sh", false },
    { "bash +O extglob x.sh", false },
    { "bash -norc x.sh", false },
    { "bash -login x.sh", false },
    { "zsh -oextendedglob x.sh", false },
    { "ksh -opipefail x.sh", false },
    { "busybox sh -e x.sh", false },
    { "bash /dev/stdin.sh", false },
    { "bash /dev/fd/63", false }, /* bash <(curl ...): stdin is not the script */
    /* options alone */
    { "sh -", true },
    { "sh --", true },
    { "sh -e", true },
    { "bash -l", true },
    { "bash -i", true },
    { "bash -eux", true },
    { "bash +e", true },
    { "bash +", true },
    { "bash -o pipefail", true },
    { "bash -euo pipefail", true },
    { "bash -eo pipefail -o posix", true },
    { "bash -oo pipefail posix", true },
    { "bash -oe pipefail", true },
    { "bash -o", true },
    { "bash +o history", true },
    { "bash -O extglob", true },
    { "bash --norc", true },
    { "bash --noprofile --norc", true },
    { "bash -norc", true },
    { "bash -noprofile -e", true },
    { "bash --login", true },
    { "bash --rcfile rc", true },
    { "bash -rcfile rc", true },
    { "bash --init-file rc -e", true },
    { "bash --rcfile", true },
    { "bash --posix -o errexit", true },
    { "zsh -oextendedglob", true },
    { "zsh -o extendedglob", true },
    { "zsh -eoNO_clobber", true }, /* the c is part of a name */
    { "zsh --emulate sh", true },
    { "mksh -opipefail", true },
    { "mksh -T -", true },
    /* -s: operands are the script's arguments */
    { "bash -s", true },
    { "bash -s arg", true },
    { "bash -s -- -c", true },
    { "bash -s - -c", true },
    { "bash -es stable", true },
    { "bash -s arg -c id", true },
    { "sh -s -- --channel stable", true },
    { "bash -euo pipefail -s x", true },
    { "sh -so pipefail x", true },
    /* standard input by name */
    { "bash /dev/stdin", true },
    { "bash /dev/stdin arg", true },
    { "sh /dev/fd/0", true },
    { "bash -e /proc/self/fd/0", true },
    { "bash -- /dev/stdin", true },
};

START_TEST(reader)
{
    const char *text = reader_cases[_i].words, *argv[16];
    size_t count = 0;

    for (size_t length; *text; text += length + (text[length] == ' ')) {
        length = strcspn(text, " ");
        argv[count++] = hr_arena_strndup(arena, text, length);
    }
    ck_assert_msg(hr_host_is_script_reader(argv, count) == reader_cases[_i].want, "%s",
                  reader_cases[_i].words);
}
END_TEST

START_TEST(reader_empty_words)
{
    const char *const operand[] = { "bash", "", NULL }, *const option[] = { "bash", "-s", "" };
    const char *const name[] = { "" };

    ck_assert(!hr_host_is_script_reader(operand, 2)); /* a script with an empty name */
    ck_assert(hr_host_is_script_reader(option, 3));
    ck_assert(!hr_host_is_script_reader(name, 1));
}
END_TEST

/* This program as a child of shells: `TEST ask` says whether its input is a script. `%s` is that. */
static const struct {
    const char *script, *want;
} ask_cases[] = {
    { "echo '%s' | sh", "sh" },
    { "echo '%s' | sh -s arg", "sh" },
    { "echo '%s' | sh /dev/stdin arg", "sh" },
    { "echo '%s; exit' | sh -e", "sh" },
    { "echo 'sh -c \"%s; exit\"' | sh", "sh" }, /* a grandparent */
    { "echo 'sh ./wrapper' | sh", "sh" },       /* a script that a script runs */
    { "echo '%s' >script; sh <script", "sh" },  /* a file */
    { "echo '%s </dev/null' | sh", "-" },       /* another input */
    { "echo 'echo x | %s' | sh", "-" },         /* a pipe of its own */
    { "echo x | %s", "-" },                     /* from sh -c */
    { "echo '%s' >script; echo x | sh script", "-" },
    { "echo x | sh -c '%s; exit'", "-" },
    { "echo 'x=1; while read l; do %s; done' >script; echo x | sh script", "-" },
    { "echo '%s odd' | sh", "sh" }, /* past a process with a hostile name */
    { "echo 'exec </dev/null; %s' | sh", "-" },
    { "%s <&-", "-" },
};

START_TEST(ask)
{
    char self[PATH_MAX] = "", *const vars[] = { NULL };
    struct hr_strv argv = { 0 };
    struct hr_client_call call = { "/bin/sh", NULL, vars, 20000, NULL };
    struct hr_client_result result;
    const char *command, *script = ask_cases[_i].script, *at = strstr(script, "%s");

    ck_assert_int_gt(readlink("/proc/self/exe", self, sizeof(self) - 1), 0);
    command = hr_arena_printf(arena, "%s ask", self);
    scratch_file("@/wrapper", hr_arena_printf(arena, "%s\nexit\n", command), 0644);
    ck_assert_int_eq(chdir(scratch), 0);
    hr_strv_push(arena, &argv, "sh");
    hr_strv_push(arena, &argv, "-c");
    if (at)
        hr_strv_pushf(arena, &argv, "%.*s%s%s", (int)(at - script), script, command, at + 2);
    else
        hr_strv_push(arena, &argv, script);
    call.argv = argv.v;
    ck_assert(hr_client_run(&call, arena, &result, &err));
    ck_assert_str_eq(result.complaint, "");
    ck_assert_str_eq(result.output.data, hr_arena_printf(arena, "%s\n", ask_cases[_i].want));
}
END_TEST

static int say_script(const char *name)
{
    char *const none[] = { NULL };
    struct hr_host host;

    if (name) { /* a parent whose name looks like the fields that follow it */
        prctl(PR_SET_NAME, name);
        if (fork() != 0) {
            int status = EXIT_FAILURE;
            wait(&status);
            return status;
        }
    }
    hr_arena_init(arena);
    hr_host_ask(none, arena, &host);
    hr_host_ask_script(arena, &host);
    puts(host.stdin_is_script ? host.script_reader : "-");
    hr_arena_finish(arena);
    return EXIT_SUCCESS;
}

START_TEST(this_process)
{
    char one[] = "A=1";
    char *vars[] = { one, NULL };
    struct hr_host host;

    hr_host_ask(vars, arena, &host);
    ck_assert_str_eq(hr_environ_get(&host.environ, "A"), "1");
    ck_assert_uint_eq(host.uid, geteuid());
    ck_assert_uint_eq(host.gid, getegid());
    ck_assert_int_eq(host.pid, getpid());
    ck_assert_int_eq(host.cwd[0], '/');
    ck_assert(!host.stdin_is_script);
    ck_assert_ptr_null(host.script_reader);
}
END_TEST

START_TEST(no_working_directory)
{
    char *const none[] = { NULL };
    struct hr_host host;

    scratch_folder("@/gone");
    ck_assert_int_eq(chdir(scratch_text("@/gone")), 0);
    ck_assert_int_eq(rmdir(scratch_text("@/gone")), 0);
    hr_host_ask(none, arena, &host);
    ck_assert_str_eq(host.cwd, "");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_loop_test(tc, reader, 0, HR_ARRAY_LEN(reader_cases));
    tcase_add_test(tc, reader_empty_words);
    tcase_add_loop_test(tc, ask, 0, HR_ARRAY_LEN(ask_cases));
    tcase_add_test(tc, this_process);
    tcase_add_test(tc, no_working_directory);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "ask") == 0)
        return say_script(argc > 2 ? "x) R 1 (y" : NULL);
    return unit_main("host", add_tests);
}
