/* SPDX-License-Identifier: MIT */
#include "hrun/base/file.h"
#include "hrun/base/quote.h"
#include "hrun/base/text.h"
#include "hrun/base/vec.h"

#include "unit.h"

#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
    const char *in, *want;
} cases[] = {
    { "", "''" },
    { "nginx:1.27", "nginx:1.27" },
    { "--publish=127.0.0.1:8080:80/tcp", "--publish=127.0.0.1:8080:80/tcp" },
    { "--env=A=b", "--env=A=b" },
    { "a@b_c%d+e,f-g", "a@b_c%d+e,f-g" },
    { "-", "-" },
    { "a b", "'a b'" },
    { "it's", "'it'\\''s'" },
    { "'", "''\\'''" },
    { "\\", "'\\'" },
    { "\"$HOME\" `id` $(id)", "'\"$HOME\" `id` $(id)'" },
    { "!!", "'!!'" },
    { "#x", "'#x'" },
    { "~", "'~'" },
    { "~root/x", "'~root/x'" },
    { "--workdir=~", "'--workdir=~'" },
    { "*", "'*'" },
    { "{a,b}", "'{a,b}'" },
    { "a;b", "'a;b'" },
    { "a^b", "'a^b'" },
    { "A=b", "'A=b'" }, /* as the first word it would set a variable */
    { "_9=", "'_9='" },
    { "PATH+=:/x", "'PATH+=:/x'" },
    { "9A=b", "'9A=b'" },
    { "a-b=c", "a-b=c" },
    { "./a=b", "./a=b" },
    { "a+b=c", "a+b=c" },
    { "=ls", "'=ls'" }, /* a path to zsh */
    { "50%", "50%" },
    { "caf\xc3\xa9", "'caf\xc3\xa9'" },
    { "\xf0\x9f\x90\xb3", "'\xf0\x9f\x90\xb3'" },
    { "\x1b[31m", "$'\\x1b[31m'" },
    { "\x1b"
      "cafe",
      "$'\\x1b'$'cafe'" }, /* ksh93 and mksh take \x1bcafe for one character */
    { "\x7f"
      "9",
      "$'\\x7f'$'9'" },
    { "a\nb\tc", "$'a\\nb\\tc'" },
    { "\r", "$'\\x0d'" },
    { "it's\n\\n", "$'it\\'s\\n\\\\n'" },
    { "caf\xc3\xa9\n", "$'caf\xc3\xa9\\n'" },
    { "\xff", "$'\\xff'" },
    { "\xc3", "$'\\xc3'" },
    { "\xc0\xaf", "$'\\xc0\\xaf'" },                   /* overlong */
    { "\xed\xa0\x80", "$'\\xed\\xa0\\x80'" },          /* a surrogate */
    { "\xc2\x9b", "$'\\xc2\\x9b'" },                   /* C1: CSI */
    { "a\xe2\x80\xae", "$'a\\xe2\\x80\\xae'" },        /* right-to-left override */
    { "\xd8\x9c", "$'\\xd8\\x9c'" },                   /* Arabic letter mark */
    { "\xe2\x80\xa8!", "$'\\xe2\\x80\\xa8!'" },        /* line separator */
    { "\xf4\x90\x80\x80", "$'\\xf4\\x90\\x80\\x80'" }, /* over U+10FFFF */
};

START_TEST(form)
{
    ck_assert_str_eq(hr_quote_shell(arena, cases[_i].in), cases[_i].want);
}
END_TEST

/* Run SHELL on SCRIPT and return what it printed. */
static struct hr_bytes run_shell(const char *shell, const char *script)
{
    struct hr_bytes printed;
    int ends[2], status;
    pid_t pid;

    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
    pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execlp(shell, shell, "-c", script, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    ck_assert(hr_fd_read(ends[0], shell, 1 << 20, arena, &printed, &err));
    close(ends[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_msg(status == 0, "%s: wait status %d", shell, status);
    return printed;
}

/* SHELL must read every quoted word of WORDS back byte for byte. */
static void check_words(const char *shell, const struct hr_strv *words)
{
    struct hr_strv quoted = { 0 };
    struct hr_bytes printed;
    size_t at = 0;

    hr_strv_push(arena, &quoted, "printf '%s\\0'");
    for (size_t i = 0; i < words->n; i++) {
        const char *text = hr_quote_shell(arena, words->v[i]);
        ck_assert_str_eq(hr_text_safe(arena, text), text);
        hr_strv_push(arena, &quoted, text);
    }
    printed = run_shell(shell, hr_strv_join(arena, &quoted, " "));
    for (size_t i = 0; i < words->n; i++) {
        ck_assert_uint_lt(at, printed.size);
        ck_assert_str_eq(printed.data + at, words->v[i]);
        at += strlen(words->v[i]) + 1;
    }
    ck_assert_uint_eq(at, printed.size);
}

START_TEST(bash_reads_the_cases)
{
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < HR_ARRAY_LEN(cases); i++)
        hr_strv_push(arena, &words, cases[i].in);
    check_words("bash", &words);
}
END_TEST

/* Every pair of a byte with one that is special next to it. */
START_TEST(bash_reads_every_byte)
{
    static const char beside[] = "'\\=a0 \n\x1b\xc3\xa9$~";
    struct hr_strv words = { 0 };

    for (int byte = 1; byte < 256; byte++) {
        for (const char *b = beside; *b; b++) {
            hr_strv_pushf(arena, &words, "%c%c", byte, *b);
            hr_strv_pushf(arena, &words, "%c%c", *b, byte);
        }
    }
    check_words("bash", &words);
}
END_TEST

START_TEST(bash_reads_noise)
{
    uint32_t state = 1; /* the same noise on every run */
    struct hr_strv words = { 0 };

    for (int i = 0; i < 2000; i++) {
        char word[12] = "";

        for (size_t k = 0; k < sizeof(word) - 1; k++) {
            state = state * 1664525 + 1013904223;
            word[k] = (char)(state >> 24);
        }
        hr_strv_push(arena, &words, word);
    }
    check_words("bash", &words);
}
END_TEST

/* Any POSIX shell reads what has no $'...'. */
START_TEST(sh_reads_plain_words)
{
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < HR_ARRAY_LEN(cases); i++) {
        if (!hr_text_starts(cases[i].want, "$'"))
            hr_strv_push(arena, &words, cases[i].in);
    }
    check_words("sh", &words);
}
END_TEST

/* As the first word of a command: looked up as a command, whatever it looks like. */
START_TEST(first_word_is_a_command)
{
    static const char *const words[] = { "A=b", "A+=b", "=ls", "~", "#" };
    const char *quoted = hr_quote_shell(arena, words[_i]);
    const char *script = hr_arena_printf(
        arena, "command_not_found_handle() { printf 'command:%%s' \"$1\"; }\n%s\n", quoted);

    ck_assert_str_eq(run_shell("bash", script).data,
                     hr_arena_printf(arena, "command:%s", words[_i]));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, form, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, bash_reads_the_cases);
    tcase_add_test(tc, bash_reads_every_byte);
    tcase_add_test(tc, bash_reads_noise);
    tcase_add_test(tc, sh_reads_plain_words);
    tcase_add_loop_test(tc, first_word_is_a_command, 0, 5);
}

UNIT_MAIN("quote", add_tests)
