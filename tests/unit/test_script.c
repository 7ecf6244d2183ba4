/* SPDX-License-Identifier: MIT */
#include "hrun/source/script.h"

#include "unit.h"

#include <string.h>

/* A script, and what it comes to: of each call "LINE NAME:" and the settings of it, or "?" where it cannot
 * be judged at all; behind '!' each error of it, and behind '#' each that is of no call, by line and kind: part,
 * command, or what is wrong. */
static const struct {
    const char *script, *want;
} cases[] = {
    { "docker run a", "1 a:" },
    { "docker create a\ndocker container run b; docker container create c", "1 a: 2 b: 2 c:" },
    { "/usr/bin/docker -D run a & hrun --profile x b", "1 a: 1 b: profile=x" },
    { "docker run \\\n  --init \\\n  -p 1:2 a", "1 a: init=true publish=1:2" },
    { "docker run -e 'A=b c' -e \"D=e f\" -e G\\ h a", "1 a: env=A=b c env=D=e f env=G h" },
    { "docker run -e 'A=b\nc'\\''d' a\ndocker run b", "1 a: env=A=b\nc'd 3 b:" },
    { "docker run -e \"A=\\$x\\`\\\"\\\\\\y\" a", "1 a: env=A=$x`\"\\\\y" },
    { "dock\"er\" r'u'n a", "1 a:" },
    { "# docker run a\necho b # docker run c", "" },
    { "docker run a#b # c", "? !1 invalid image reference 'a#b'" },
    { "docker ps; docker exec a sh; docker compose run a; docker", "" },
    { "docker run --help", "" },
    { "docker run", "? !1 no IMAGE" },
    { "true\ndocker run --memroy 1g a", "? !2 unknown option --memroy" },
    { "docker run --memory x a", "? !1 --memory: 'x' is not a size as 512m or 1.5g" },

    /* where commands stand */
    { "A=1 B='2 3' docker run a", "1 a:" },
    { "sudo -n env X=1 nice -n 5 docker run a", "1 a:" },
    { "exec docker run a\ncommand docker run b\ntime docker run c", "1 a: 2 b: 3 c:" },
    { "if ! docker run a; then docker run b; else docker run c; fi", "1 a: 1 b: 1 c:" },
    { "while docker run a\ndo docker run b\ndone", "1 a: 2 b:" },
    { "{ docker run a; } && (docker run b) || docker run c", "1 a: 1 b: 1 c:" },
    { "x | docker run a | y |& docker run b", "1 a: 1 b:" },
    { ">f docker run a 2>&1 <g >>h &>i {j}>k", "1 a:" },
    { "for i in docker run a; do docker run b; done", "1 b:" },
    { "for i; do docker run a; done; for ((i = 0; i < 1; i++)); do docker run b; done",
      "1 a: 1 b:" },
    { "case docker in docker|run) docker run a;; (b*) docker run b ;& *) docker run c\nesac; docker "
      "run d",
      "1 a: 1 b: 1 c: 2 d:" },
    { "case a in esac; docker run a", "1 a:" },
    { "f() { docker run a; }\nfunction g { docker run b; }\nfunction h () (docker run c)",
      "1 a: 2 b: 3 c:" },
    { "[[ a =~ ^(docker|run)+$ && b < c ]] && docker run a", "1 a:" },
    { "[ -f a ] && docker run a; ((1 << 2)) && docker run b", "1 a: 1 b:" },
    { "a=(docker run a)\ndocker run b", "2 b:" },
    { "x=$(docker run a); y=`docker run b`; echo \"$(docker run c \"`docker run d`\")\"",
      "1 a: 1 b: 1 d: 1 c:" },
    { "x=\"${y:-$(docker run a)}\"; z=$((1 + $(docker run b)))", "1 a: 1 b:" },
    { "((docker run a); docker run b)", "1 a: 1 b:" },
    { "diff <(docker run a) >(docker run b)", "1 a: 1 b:" },
    { "echo docker run a; : docker run b", "" },
    { "ssh h docker run a; timeout 5 docker run b; retry 3 docker run c", "1 a: 1 b: 1 c:" },
    { "sudo -g docker docker run a; usermod -aG docker u", "1 a:" },

    /* scripts in a script */
    { "cat <<E\ndocker run a\nE\ndocker run b", "4 b:" },
    { "cat <<-'E' && docker run a\n\tdocker run b\n\tE\ndocker run c", "1 a: 4 c:" },
    { "cat <<A <<B\ndocker run a\nA\n$(docker run b)\nB\ndocker run c", "4 b: 6 c:" },
    { "cat <<A\na\\\nA\nA\ndocker run a", "5 a:" },
    { "bash <<'E'\ndocker run a\nE", "2 a:" },
    { "sh <<E\ndocker run $x\nE", "#2 part" },
    { "bash -ec 'docker run a\ndocker run b' x", "1 a: 2 b:" },
    { "bash -c \"docker run $x\"; sh -c \"$x\"; sh f.sh", "#1 part #1 command" },
    { "sh <<< 'docker run a'", "1 a:" },
    { "env -S 'docker run a'; sudo env -iS'docker run b'", "1 a: 1 b:" },
    { "env --split-string='docker run a' c; env --split-string 'docker run b'; grep -S 'docker run c'",
      "1 a: 1 b:" },
    { "sg docker -c 'docker run a'; newgrp docker <<E\ndocker run b\nE", "1 a: 2 b:" },
    { "{docker,run,a}; doc{ker,} run b", "1 b: #1 command #1 part" },
    { "eval docker run 'a; docker run b'; eval \"$x\"", "1 a: 1 b: #1 part" },
    { "trap 'docker run a' EXIT; su u -c 'docker run b'", "1 a: 1 b:" },
    { "ssh h 'docker run a'; ssh h \"docker run $x\"", "1 a: #1 part" },
    { "echo docker run a | sh; curl x | bash", "#1 part #1 command" },
    { "alias d='docker run'; alias e=$x ll='ls -l'", "#1 part #1 part" },
    { "docker() { :; }\ndocker run a", "2 a: #1 part" },
    { "sh -c '(docker run'", "#1 part" },

    /* words that only a run can tell */
    { "docker run \"$x\"", "1 \"$x\": !1 part" },
    { "docker run --init \"$x\" --privileged", "1 \"$x\": init=true !1 part" },
    { "docker run $x --init a", "1 a: init=true !1 part" },
    { "docker run a:$x \"$@\"; docker run ~/a", "1 a:$x: !1 part 1 ~/a: !1 part" },
    { "docker run $x", "1 (null): !1 part" },
    { "docker run \"$@\"", "1 (null): !1 part" },
    { "docker run --pid=x $y", "? !1 --pid: 'x' is not one of: host container: !1 part" },
    { "docker run \"${x[@]}\" a; docker run ${x} b", "1 a: !1 part 1 b: !1 part" },
    { "docker run a \"$@\" $x *.c", "1 a:" },
    { "docker run -v \"$PWD:/a\" --volume=\"$x\" -v$x --init a",
      "1 a: init=true !1 part !1 part !1 part" },
    { "docker run -itv \"$x\" -itp$x a",
      "1 a: interactive=true tty=true interactive=true tty=true !1 part !1 part" },
    { "docker run --name \"$x\" --label=\"a=$x\" a", "1 a:" },
    { "docker run --name $x a", "1 a: !1 part" },
    { "docker run --$x -$y a", "1 a: !1 part !1 part" },
    { "docker run -- $x a; docker run -- \"$y\"", "1 a: !1 part 1 \"$y\": !1 part" },
    { "docker run -m `x` -u $(id -u):0 a", "1 a: !1 part !1 part" },
    { "docker run -p {1,2}:3 a; docker run -l {a} -l {{.b}},c b; docker run -v ~/a:/b c",
      "1 a: !1 part 1 b: label={a} label={{.b}},c 1 c: !1 part" },
    { "docker run -e $'A\\nb' -p $((1 + 2)):1 a", "1 a: !1 part !1 part" },
    { "docker run \\\n -v \"$x\" \\\n --memroy 1 a", "? !3 unknown option --memroy !2 part" },
    { "docker --context \"$x\" run a; docker $x run b", "1 a: !1 part 1 b: !1 part" },
    { "docker \"$@\"; docker container $x a; docker ps $x", "#1 part #1 part" },
    { "$x run a; \"$y\" --init", "1 a: #1 part" },
    { "sudo -u root $x run a; timeout -s KILL 10 \"$y\" run b; sudo -u u -g g env X=1 \"$y\" run c",
      "1 a: 1 b: 1 c: #1 part #1 part #1 part" },
    { "sudo -n rm $x; sudo -u u \"$x\" a; sudo cp $x run", "" },
    { "exec \"$@\"; $x a; python$x a; ./\"$x\" a", "#1 command #1 command" },
    { "$x docker run a; \"$x/docker\" run b", "1 a: 1 b:" },
    { "ls | xargs -I% docker run -v %:/a b; ls | xargs docker run",
      "1 b: !1 part 1 (null): !1 part" },
    { "find . -exec docker run {} \\;", "1 {}: !1 part" },
    { "hrun --profile \"$x\" a", "1 a: !1 part" },
};

static const char *kind_of(const struct hr_error *e)
{
    return e->code == HR_ERRC_PART ? "part" : e->code == HR_ERRC_COMMAND ? "command" : e->msg;
}

static void put_errors(struct hr_strv *words, char mark, const struct hr_errors *errs)
{
    for (size_t i = 0; i < errs->n; i++) {
        ck_assert_str_eq(errs->v[i].where.source, "s.sh");
        hr_strv_pushf(arena, words, "%c%zu %s", mark, errs->v[i].where.line, kind_of(&errs->v[i]));
    }
}

static void put_settings(struct hr_strv *words, const struct hr_settings *settings)
{
    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        ck_assert_int_eq(s->origin.kind, HR_ORIGIN_FILE);
        ck_assert_str_eq(s->origin.name, "s.sh");
        hr_strv_pushf(arena, words, "%s=%s", s->option->name, s->raw);
    }
}

static const char *words_of(const struct hr_script *script)
{
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < script->calls.n; i++) {
        const struct hr_script_call *call = &script->calls.v[i];

        if (call->is_read) {
            hr_strv_pushf(arena, &words, "%zu %s:", call->place.number,
                          call->name ? call->name : "(null)");
            put_settings(&words, &call->invocation.settings);
            put_settings(&words, &call->invocation.own);
        } else {
            hr_strv_push(arena, &words, "?");
        }
        put_errors(&words, '!', &call->errs);
    }
    put_errors(&words, '#', &script->errs);
    return hr_strv_join(arena, &words, " ");
}

static bool read(const char *text, struct hr_script *out)
{
    static const struct hr_option profile[] = {
        { .name = "profile", .kind = HR_KIND_STRING },
    };
    static const struct hr_option_table own = { .rows = profile, .count = 1 };
    const struct hr_bytes bytes = { .data = text, .size = strlen(text) };

    return hr_script_read(&bytes, "s.sh", &own, arena, out, &err);
}

START_TEST(calls)
{
    struct hr_script script;
    const char *got;

    ck_assert_msg(read(cases[_i].script, &script), "%s: %s", cases[_i].script, err.msg);
    got = words_of(&script);
    ck_assert_msg(strcmp(got, cases[_i].want) == 0, "%s\n  got   %s\n  wants %s", cases[_i].script,
                  got, cases[_i].want);
}
END_TEST

/* What no shell reads to its end, where, and why. */
static const struct {
    const char *script;
    size_t line, column;
    const char *want;
} bad[] = {
    { "a\n 'b\nc", 2, 2, "a ' is not closed" },
    { "a \"b", 1, 3, "a \" is not closed" },
    { "a $(b", 1, 6, "the text ends before a ) that is missing" },
    { "a `b", 1, 3, "a ` is not closed" },
    { "a ${b", 1, 5, "a ${ is not closed" },
    { "a ${ docker run b; }", 1, 5, "a ${ with commands in it is not read" },
    { "a $'b", 1, 3, "a $' is not closed" },
    { "a=(b", 1, 4, "a ( is not closed" },
    { "a)", 1, 2, "nothing is open for this ) to close" },
    { "a ;; b", 1, 3, "nothing is open for this ;; to close" },
    { "(a", 1, 3, "the text ends before a ) that is missing" },
    { "case a in b) c", 1, 15, "the text ends before an esac that is missing" },
    { "case a on", 1, 8, "\"in\" is missing here" },
    { "case a in b c) d;; esac", 1, 13, "a ) is missing behind the pattern" },
    { "[[ a", 1, 3, "a [[ is not closed" },
    { "a >\nb", 1, 4, "a word is missing here" },
    { "a b (c)", 1, 5, "no shell takes a ( here" },
    { "\xef\xbb\xbf"
      "a",
      1, 0, "a byte order mark, which shells take for part of a command" },
    { "a\nb\r\n", 2, 0, "the line ends with a carriage return, which shells take for part of it" },
};

START_TEST(refused)
{
    struct hr_script script;

    ck_assert_msg(!read(bad[_i].script, &script), "%s", bad[_i].script);
    ck_assert_str_eq(err.msg, bad[_i].want);
    ck_assert_uint_eq(err.where.line, bad[_i].line);
    ck_assert_uint_eq(err.where.column, bad[_i].column);
}
END_TEST

START_TEST(bounds)
{
    struct hr_strv parts = { 0 };
    struct hr_script script;
    struct hr_bytes bytes = { .data = "a\0b", .size = 3 };

    ck_assert(!hr_script_read(&bytes, "s.sh", NULL, arena, &script, &err));
    ck_assert_str_eq(err.msg, "a NUL byte: this is no shell script");
    for (size_t i = 0; i < 100; i++)
        hr_strv_push(arena, &parts, "a $(");
    ck_assert(!read(hr_strv_join(arena, &parts, ""), &script));
    ck_assert_str_eq(err.msg, "nested too deep to be read");
    parts.n = 0;
    hr_strv_push(arena, &parts, "docker run a");
    for (size_t i = 0; i < 4096; i++)
        hr_strv_push(arena, &parts, " b");
    ck_assert(read(hr_strv_join(arena, &parts, ""), &script));
    ck_assert_uint_eq(script.calls.n, 0);
    ck_assert_str_eq(script.errs.v[0].msg, "a command of more than 4096 words");
    parts.n = 0;
    for (size_t i = 0; i <= HR_SCRIPT_CALLS_MAX; i++)
        hr_strv_push(arena, &parts, "docker run a\n");
    ck_assert(!read(hr_strv_join(arena, &parts, ""), &script));
    ck_assert_str_eq(err.msg, "more than 1000 containers");
}
END_TEST

/* The first line of a file, and what runs it: NULL for a shell, "-" where it does not say. */
static const struct {
    const char *line, *other;
} marks[] = {
    { "#!/bin/sh", NULL },
    { "#! /bin/bash -e\n", NULL },
    { "#!/usr/bin/env bash", NULL },
    { "#!/usr/bin/env -S A=1 dash -e", NULL },
    { "#!/bin/ksh\n", NULL },
    { "#!/usr/bin/python3\n", "/usr/bin/python3" },
    { "#!/usr/bin/env zsh", "zsh" },
    { "#!", "" },
    { "", "-" },
    { "# !/bin/sh", "-" },
};

START_TEST(marked)
{
    const struct hr_bytes bytes = { .data = marks[_i].line, .size = strlen(marks[_i].line) };
    const char *other;

    ck_assert_int_eq(hr_script_is_marked(&bytes, arena, &other), !marks[_i].other);
    if (marks[_i].other)
        ck_assert_str_eq(other ? other : "-", marks[_i].other);
}
END_TEST

START_TEST(named)
{
    ck_assert(hr_script_is_named("a.sh") && hr_script_is_named("/b/c.bash"));
    ck_assert(!hr_script_is_named("a.yaml") && !hr_script_is_named("sh"));
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_loop_test(tc, calls, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, refused, 0, HR_ARRAY_LEN(bad));
    tcase_add_test(tc, bounds);
    tcase_add_loop_test(tc, marked, 0, HR_ARRAY_LEN(marks));
    tcase_add_test(tc, named);
}

UNIT_MAIN("script", add)
