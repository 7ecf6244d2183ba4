/* SPDX-License-Identifier: MIT */
#include "hrun/docker/security_opt.h"

#include "unit.h"

enum mark {
    INVALID = 1, /* the engine refuses it */
    ON = 2,
    DIFFERS = 4,
};

static const struct {
    const char *in;
    enum hr_security_key key;
    const char *name, *value;
    char separator;
    unsigned marks;
} cases[] = {
    { "no-new-privileges", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "", 0, ON },
    { "no-new-privileges=true", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "true", '=',
      ON },
    { "no-new-privileges:true", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "true", ':',
      ON },
    { "no-new-privileges=1", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "1", '=', ON },
    { "no-new-privileges:T", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "T", ':', ON },
    /* Off again: the last one wins. */
    { "no-new-privileges=false", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "false", '=',
      0 },
    { "no-new-privileges:false", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "false", ':',
      0 },
    { "no-new-privileges=0", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "0", '=', 0 },
    { "no-new-privileges=F", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "F", '=', 0 },
    { "no-new-privileges=yes", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "yes", '=',
      INVALID },
    { "no-new-privileges=", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "", '=', INVALID },
    { "no-new-privileges:", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "", ':', INVALID },
    { "no-new-privileges=true=", HR_SECURITY_NO_NEW_PRIVILEGES, "no-new-privileges", "true=", '=',
      INVALID },
    { "seccomp=unconfined", HR_SECURITY_SECCOMP, "seccomp", "unconfined", '=', 0 },
    { "seccomp:unconfined", HR_SECURITY_SECCOMP, "seccomp", "unconfined", ':', 0 },
    { "seccomp=builtin", HR_SECURITY_SECCOMP, "seccomp", "builtin", '=', DIFFERS },
    { "seccomp:builtin", HR_SECURITY_SECCOMP, "seccomp", "builtin", ':', DIFFERS },
    { "seccomp=Unconfined", HR_SECURITY_SECCOMP, "seccomp", "Unconfined", '=', 0 }, /* a file */
    { "seccomp:s.json", HR_SECURITY_SECCOMP, "seccomp", "s.json", ':', 0 },
    { "seccomp=a:b=c", HR_SECURITY_SECCOMP, "seccomp", "a:b=c", '=', 0 },
    { "apparmor=unconfined", HR_SECURITY_APPARMOR, "apparmor", "unconfined", '=', 0 },
    { "apparmor:unconfined", HR_SECURITY_APPARMOR, "apparmor", "unconfined", ':', 0 },
    { "apparmor=docker-default", HR_SECURITY_APPARMOR, "apparmor", "docker-default", '=', 0 },
    { "apparmor=", HR_SECURITY_APPARMOR, "apparmor", "", '=', DIFFERS },
    { "label=disable", HR_SECURITY_LABEL, "label", "disable", '=', 0 },
    { "label:disable", HR_SECURITY_LABEL, "label", "disable", ':', 0 },
    { "label=type:spc_t", HR_SECURITY_LABEL, "label", "type:spc_t", '=', 0 },
    { "label:type:spc_t", HR_SECURITY_LABEL, "label", "type:spc_t", ':', 0 },
    { "label:", HR_SECURITY_LABEL, "label", "", ':', DIFFERS },
    { "systempaths=unconfined", HR_SECURITY_SYSTEMPATHS, "systempaths", "unconfined", '=', 0 },
    { "systempaths:unconfined", HR_SECURITY_SYSTEMPATHS, "systempaths", "unconfined", ':',
      INVALID },
    { "systempaths=Unconfined", HR_SECURITY_SYSTEMPATHS, "systempaths", "Unconfined", '=',
      INVALID },
    { "writable-cgroups=true", HR_SECURITY_WRITABLE_CGROUPS, "writable-cgroups", "true", '=', ON },
    { "writable-cgroups:1", HR_SECURITY_WRITABLE_CGROUPS, "writable-cgroups", "1", ':', ON },
    { "writable-cgroups=false", HR_SECURITY_WRITABLE_CGROUPS, "writable-cgroups", "false", '=', 0 },
    { "writable-cgroups=on", HR_SECURITY_WRITABLE_CGROUPS, "writable-cgroups", "on", '=', INVALID },
    { "writable-cgroups=", HR_SECURITY_WRITABLE_CGROUPS, "writable-cgroups", "", '=',
      INVALID | DIFFERS },
    /* What the client passes on and the engine refuses. */
    { "foo=bar", HR_SECURITY_OTHER, "foo", "bar", '=', INVALID },
    { "foo:bar", HR_SECURITY_OTHER, "foo", "bar", ':', INVALID },
    { "foo=", HR_SECURITY_OTHER, "foo", "", '=', INVALID | DIFFERS },
    { "=x", HR_SECURITY_OTHER, "", "x", '=', INVALID },
    { ":x", HR_SECURITY_OTHER, "", "x", ':', INVALID },
    /* Where there is a '=', a ':' is no separator. */
    { "seccomp:unconfined=x", HR_SECURITY_OTHER, "seccomp:unconfined", "x", '=', INVALID },
    { "no-new-privileges:true=", HR_SECURITY_OTHER, "no-new-privileges:true", "", '=',
      INVALID | DIFFERS },
    /* Case and blanks count. */
    { "Seccomp=unconfined", HR_SECURITY_OTHER, "Seccomp", "unconfined", '=', INVALID },
    { " seccomp=unconfined", HR_SECURITY_OTHER, " seccomp", "unconfined", '=', INVALID },
    { "NO-NEW-PRIVILEGES=false", HR_SECURITY_OTHER, "NO-NEW-PRIVILEGES", "false", '=', INVALID },
};

START_TEST(parse)
{
    struct hr_security_opt opt;

    ck_assert(hr_security_opt_parse(cases[_i].in, arena, &opt, &err));
    ck_assert_int_eq(opt.key, cases[_i].key);
    ck_assert_str_eq(opt.name, cases[_i].name);
    ck_assert_str_eq(opt.value, cases[_i].value);
    ck_assert_int_eq(opt.separator, cases[_i].separator);
    ck_assert_int_eq(!opt.valid, (cases[_i].marks & INVALID) != 0);
    ck_assert_int_eq(opt.on, (cases[_i].marks & ON) != 0);
    ck_assert_int_eq(opt.differs, (cases[_i].marks & DIFFERS) != 0);
}
END_TEST

static const char *const bad[] = {
    "",         "foo",      "disable",    "seccomp",           "apparmor",    "label",
    "seccomp=", "seccomp:", "unconfined", "No-New-Privileges", "systempaths", " no-new-privileges",
};

START_TEST(refuses)
{
    struct hr_security_opt opt;

    ck_assert(!hr_security_opt_parse(bad[_i], arena, &opt, &err));
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, parse, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, refuses, 0, HR_ARRAY_LEN(bad));
}

UNIT_MAIN("security_opt", add_tests)
