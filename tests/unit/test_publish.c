/* SPDX-License-Identifier: MIT */
#include "hrun/docker/publish.h"

#include "unit.h"

enum mark {
    LOOPBACK = 1,
    LONG = 2,
    DIFFERS = 4,
};

#define NO_HOST \
    {           \
        1, 0    \
    } /* no range: it goes downwards */

static const struct {
    const char *in, *address;
    struct hr_port_range host, container;
    const char *protocol;
    unsigned marks;
    const char *render;
} cases[] = {
    { "80", NULL, NO_HOST, { 80, 80 }, "tcp", 0, "80" },
    { "8080:80", NULL, { 8080, 8080 }, { 80, 80 }, "tcp", 0, "8080:80" },
    { "080:0080", NULL, { 80, 80 }, { 80, 80 }, "tcp", 0, "80:80" },
    { "0000000000000000000000000080", NULL, NO_HOST, { 80, 80 }, "tcp", 0, "80" },
    { "0:80", NULL, { 0, 0 }, { 80, 80 }, "tcp", 0, "0:80" },
    { "0", NULL, NO_HOST, { 0, 0 }, "tcp", 0, "0" },
    { "65535:65535", NULL, { 65535, 65535 }, { 65535, 65535 }, "tcp", 0, "65535:65535" },
    { ":80", NULL, NO_HOST, { 80, 80 }, "tcp", 0, "80" },
    { "::80", NULL, NO_HOST, { 80, 80 }, "tcp", 0, "80" },
    { ":8080:80", NULL, { 8080, 8080 }, { 80, 80 }, "tcp", 0, "8080:80" },
    /* Protocols. */
    { "8080:80/tcp", NULL, { 8080, 8080 }, { 80, 80 }, "tcp", 0, "8080:80" },
    { "8080:80/udp", NULL, { 8080, 8080 }, { 80, 80 }, "udp", 0, "8080:80/udp" },
    { "8080:80/UDP", NULL, { 8080, 8080 }, { 80, 80 }, "udp", 0, "8080:80/udp" },
    { "80/sCtP", NULL, NO_HOST, { 80, 80 }, "sctp", 0, "80/sctp" },
    { "8080:80/", NULL, { 8080, 8080 }, { 80, 80 }, "tcp", 0, "8080:80" },
    { "80/tcp/udp", NULL, NO_HOST, { 80, 80 }, "tcp", DIFFERS, "80" },
    { "80/udp/", NULL, NO_HOST, { 80, 80 }, "udp", DIFFERS, "80/udp" },
    { "80//x", NULL, NO_HOST, { 80, 80 }, "tcp", DIFFERS, "80" },
    /* Ranges. */
    { "80-81", NULL, NO_HOST, { 80, 81 }, "tcp", 0, "80-81" },
    { "80-80", NULL, NO_HOST, { 80, 80 }, "tcp", 0, "80" },
    { "8080-8081:80-81", NULL, { 8080, 8081 }, { 80, 81 }, "tcp", 0, "8080-8081:80-81" },
    { "8080-8090:80", NULL, { 8080, 8090 }, { 80, 80 }, "tcp", 0, "8080-8090:80" },
    { "0-65535:80/udp", NULL, { 0, 65535 }, { 80, 80 }, "udp", 0, "0-65535:80/udp" },
    { "0-65535:0-65535", NULL, { 0, 65535 }, { 0, 65535 }, "tcp", 0, "0-65535:0-65535" },
    { "127.0.0.1::80-81", "127.0.0.1", NO_HOST, { 80, 81 }, "tcp", LOOPBACK, "127.0.0.1::80-81" },
    { "80-81-82", NULL, NO_HOST, { 80, 81 }, "tcp", DIFFERS, "80-81" },
    { "90-91-:80-81-x", NULL, { 90, 91 }, { 80, 81 }, "tcp", DIFFERS, "90-91:80-81" },
    /* Signs. */
    { "+80:80", NULL, { 80, 80 }, { 80, 80 }, "tcp", DIFFERS, "80:80" },
    { "80:+80", NULL, { 80, 80 }, { 80, 80 }, "tcp", DIFFERS, "80:80" },
    { "80-+81", NULL, NO_HOST, { 80, 81 }, "tcp", DIFFERS, "80-81" },
    { "0--0", NULL, NO_HOST, { 0, 0 }, "tcp", DIFFERS, "0" },
    /* Addresses: every one but 127.0.0.0/8 and ::1 can be reached from outside. */
    { "127.0.0.1:8080:80",
      "127.0.0.1",
      { 8080, 8080 },
      { 80, 80 },
      "tcp",
      LOOPBACK,
      "127.0.0.1:8080:80" },
    { "127.0.0.1::80", "127.0.0.1", NO_HOST, { 80, 80 }, "tcp", LOOPBACK, "127.0.0.1::80" },
    { "127.255.255.254:1:2",
      "127.255.255.254",
      { 1, 1 },
      { 2, 2 },
      "tcp",
      LOOPBACK,
      "127.255.255.254:1:2" },
    { "127.0.0.1:8080:80/udp",
      "127.0.0.1",
      { 8080, 8080 },
      { 80, 80 },
      "udp",
      LOOPBACK,
      "127.0.0.1:8080:80/udp" },
    { "0.0.0.0:8080:80", "0.0.0.0", { 8080, 8080 }, { 80, 80 }, "tcp", 0, "0.0.0.0:8080:80" },
    { "192.168.1.2:8080:80",
      "192.168.1.2",
      { 8080, 8080 },
      { 80, 80 },
      "tcp",
      0,
      "192.168.1.2:8080:80" },
    { "128.0.0.1:1:2", "128.0.0.1", { 1, 1 }, { 2, 2 }, "tcp", 0, "128.0.0.1:1:2" },
    { "[127.0.0.1]:80:80",
      "127.0.0.1",
      { 80, 80 },
      { 80, 80 },
      "tcp",
      LOOPBACK,
      "127.0.0.1:80:80" },
    { "[]:80:80", NULL, { 80, 80 }, { 80, 80 }, "tcp", 0, "80:80" },
    { "[::1]:8080:80", "::1", { 8080, 8080 }, { 80, 80 }, "tcp", LOOPBACK, "[::1]:8080:80" },
    { "[::1]::80", "::1", NO_HOST, { 80, 80 }, "tcp", LOOPBACK, "[::1]::80" },
    { "[::]:80:80", "::", { 80, 80 }, { 80, 80 }, "tcp", 0, "[::]:80:80" },
    { "[0:0:0:0:0:0:0:1]:1:2",
      "0:0:0:0:0:0:0:1",
      { 1, 1 },
      { 2, 2 },
      "tcp",
      LOOPBACK,
      "[0:0:0:0:0:0:0:1]:1:2" },
    { "[0000::0001]:1:2", "0000::0001", { 1, 1 }, { 2, 2 }, "tcp", LOOPBACK, "[0000::0001]:1:2" },
    { "[::0.0.0.1]:1:2", "::0.0.0.1", { 1, 1 }, { 2, 2 }, "tcp", LOOPBACK, "[::0.0.0.1]:1:2" },
    { "[::ffff:127.0.0.1]:1:2",
      "::ffff:127.0.0.1",
      { 1, 1 },
      { 2, 2 },
      "tcp",
      LOOPBACK,
      "[::ffff:127.0.0.1]:1:2" },
    { "[::FFFF:7f01:203]:1:2",
      "::FFFF:7f01:203",
      { 1, 1 },
      { 2, 2 },
      "tcp",
      LOOPBACK,
      "[::FFFF:7f01:203]:1:2" },
    { "[::ffff:10.0.0.1]:1:2",
      "::ffff:10.0.0.1",
      { 1, 1 },
      { 2, 2 },
      "tcp",
      0,
      "[::ffff:10.0.0.1]:1:2" },
    { "[::127.0.0.1]:1:2", "::127.0.0.1", { 1, 1 }, { 2, 2 }, "tcp", 0, "[::127.0.0.1]:1:2" },
    { "[::2]:1:2", "::2", { 1, 1 }, { 2, 2 }, "tcp", 0, "[::2]:1:2" },
    { "[1::]:1:2", "1::", { 1, 1 }, { 2, 2 }, "tcp", 0, "[1::]:1:2" },
    { "[2001:db8::1]:1:2/udp",
      "2001:db8::1",
      { 1, 1 },
      { 2, 2 },
      "udp",
      0,
      "[2001:db8::1]:1:2/udp" },
    /* Bare IPv6 addresses. */
    { "::1:80:80", "::1", { 80, 80 }, { 80, 80 }, "tcp", LOOPBACK | DIFFERS, "[::1]:80:80" },
    { "::::80", "::", NO_HOST, { 80, 80 }, "tcp", DIFFERS, "[::]::80" },
    /* Two oddities, and still a client that takes both. */
    { "::1::80-81-82/udp/x",
      "::1",
      NO_HOST,
      { 80, 81 },
      "udp",
      LOOPBACK | DIFFERS,
      "[::1]::80-81/udp" },
    { "::1:+80:80", "::1", { 80, 80 }, { 80, 80 }, "tcp", LOOPBACK | DIFFERS, "[::1]:80:80" },
    { "1:2:3:4:5:6:7:8:9:10",
      "1:2:3:4:5:6:7:8",
      { 9, 9 },
      { 10, 10 },
      "tcp",
      DIFFERS,
      "[1:2:3:4:5:6:7:8]:9:10" },
    /* The long form: three keys count, the last of each wins, the rest is not looked at. */
    { "target=80", NULL, NO_HOST, { 80, 80 }, "tcp", LONG, "80" },
    { "published=8080,target=80", NULL, { 8080, 8080 }, { 80, 80 }, "tcp", LONG, "8080:80" },
    { "target=80,published=8080,protocol=UDP",
      NULL,
      { 8080, 8080 },
      { 80, 80 },
      "udp",
      LONG,
      "8080:80/udp" },
    { "target=80,protocol=", NULL, NO_HOST, { 80, 80 }, "tcp", LONG, "80" },
    { "target=1,target=80,published=1,published=", NULL, NO_HOST, { 80, 80 }, "tcp", LONG, "80" },
    { "host_ip=127.0.0.1,published=8080,target=80",
      NULL,
      { 8080, 8080 },
      { 80, 80 },
      "tcp",
      LONG,
      "8080:80" },
    { "mode=host,Target=81,target=80, target=82,x=y=z",
      NULL,
      NO_HOST,
      { 80, 80 },
      "tcp",
      LONG,
      "80" },
    { "published=127.0.0.1:8080,target=80",
      "127.0.0.1",
      { 8080, 8080 },
      { 80, 80 },
      "tcp",
      LONG | LOOPBACK,
      "127.0.0.1:8080:80" },
    { "published=127.0.0.1:,target=80",
      "127.0.0.1",
      NO_HOST,
      { 80, 80 },
      "tcp",
      LONG | LOOPBACK,
      "127.0.0.1::80" },
    { "published=0.0.0.0,target=8080:80",
      "0.0.0.0",
      { 8080, 8080 },
      { 80, 80 },
      "tcp",
      LONG,
      "0.0.0.0:8080:80" },
    { "published=[::1]:8080,target=80",
      "::1",
      { 8080, 8080 },
      { 80, 80 },
      "tcp",
      LONG | LOOPBACK,
      "[::1]:8080:80" },
    { "published=8080-8081,target=80-81",
      NULL,
      { 8080, 8081 },
      { 80, 81 },
      "tcp",
      LONG,
      "8080-8081:80-81" },
    { "target=80/udp,published=8080,protocol=tcp",
      NULL,
      { 8080, 8080 },
      { 80, 80 },
      "udp",
      LONG | DIFFERS,
      "8080:80/udp" },
    { "=x,target=80", NULL, NO_HOST, { 80, 80 }, "tcp", LONG | DIFFERS, "80" },
    { "published=8080=x,target=80",
      NULL,
      { 8080, 8080 },
      { 80, 80 },
      "tcp",
      LONG | DIFFERS,
      "8080:80" },
    { "target=80=,published=9=8,published=1",
      NULL,
      { 1, 1 },
      { 80, 80 },
      "tcp",
      LONG | DIFFERS,
      "1:80" },
};

static void check(const struct hr_publish *publish, size_t i)
{
    const bool host_given = cases[i].host.first <= cases[i].host.last;

    ck_assert_pstr_eq(publish->address, cases[i].address);
    ck_assert_int_eq(publish->loopback, (cases[i].marks & LOOPBACK) != 0);
    ck_assert_int_eq(publish->host_given, host_given);
    ck_assert_uint_eq(publish->host.first, host_given ? cases[i].host.first : 0);
    ck_assert_uint_eq(publish->host.last, host_given ? cases[i].host.last : 0);
    ck_assert_uint_eq(publish->container.first, cases[i].container.first);
    ck_assert_uint_eq(publish->container.last, cases[i].container.last);
    ck_assert_str_eq(publish->protocol, cases[i].protocol);
}

START_TEST(parse)
{
    struct hr_publish publish;

    ck_assert(hr_publish_parse(cases[_i].in, arena, &publish, &err));
    check(&publish, (size_t)_i);
    ck_assert_int_eq(publish.long_form, (cases[_i].marks & LONG) != 0);
    ck_assert_int_eq(publish.differs, (cases[_i].marks & DIFFERS) != 0);
}
END_TEST

START_TEST(render)
{
    struct hr_publish publish, again;

    ck_assert(hr_publish_parse(cases[_i].in, arena, &publish, &err));
    ck_assert_str_eq(hr_publish_render(&publish, arena), cases[_i].render);
    ck_assert(hr_publish_parse(cases[_i].render, arena, &again, &err));
    check(&again, (size_t)_i);
    ck_assert(!again.long_form && !again.differs);
}
END_TEST

static const char *const bad[] = {
    "",
    ":",
    "::",
    ":::",
    "/",
    "/tcp",
    ":/tcp",
    "80:",
    "a:b",
    "8080:/tcp",
    /* Ports. */
    "65536:80",
    "80:65536",
    "-1:80",
    "80:-1",
    "0x50:80",
    " 80:80",
    "80 ",
    "80:80 ",
    "8_0",
    "8e1",
    "80.0",
    "http",
    "++80",
    "+-80",
    "-0",
    "+",
    "99999999999999999999",
    "18446744073709551696",
    "80\xc2\xa0",
    "\xd9\xa8\xd9\xa0",
    /* Ranges. */
    "81-80",
    "80-",
    "-80",
    "80--81",

    "80-81:80-82",
    "80:80-81",
    "80-82:80-81",
    "80-x",
    "0-65536",
    "0--1",
    "80-+81-x",
    "+80-81-x",
    /* Protocols. */
    "80/icmp",
    "80/ tcp",
    "80/tcp ",
    ("80/\xc5\xbf"
     "ctp"), /* a letter that folds to s */
    "80/udp6",
    "80/tcp:80",
    /* Addresses. */
    "127.0.0.1:80",
    "localhost:80:80",
    "127.1:80:80",
    "127.0.0.01:80:80",
    "0177.0.0.1:80:80",
    "0x7f.0.0.1:80:80",
    "2130706433:80:80",
    "127.0.0.1.:80:80",
    " 127.0.0.1:80:80",
    "127.0.0.256:80:80",
    "*:80:80",
    "[::1:80:80",
    "::1]:80:80",
    "[::1]x:80:80",
    "[[::1]]:80:80",
    "[::1]::80:80",
    "[::1%lo]:80:80",
    "[fe80::1%eth0]:80:80",
    "fe80::1%eth0:80:80",
    "::1:80",
    "[::1]:80",
    "[::1]",
    "[1:2:3]:80:80",
    "[::1::]:80:80",
    "[::fffff]:80:80",
    "[localhost]:80:80",
    "[::127.1]:80:80",
    "[::ffff:127.0.0.01]:80:80",
    "[1:2:3:4:5:6:7::8]:80:80",
    "[:::]:80:80",
    "[ ::1]:80:80",
    "[:80:80",
    "]:80:80",
    /* The long form. */
    "=",
    "=80",
    "target=",
    "published=8080",
    "published=1500,target:444",
    "target=80,",
    ",target=80",
    "target=80,x",
    "Target=80",
    "target =80",
    "target= 80",
    "published=a,target=80",
    "protocol=tcp",
    "8080:80=",
    "target=80,protocol=x",
    "target=80/x,protocol=tcp",
    "published=::1:80,target=80,=x",
    "published=80-,target=80",
};

START_TEST(refuses)
{
    struct hr_publish publish;

    ck_assert_msg(!hr_publish_parse(bad[_i], arena, &publish, &err), "%s", bad[_i]);
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
}
END_TEST

static const struct {
    const char *in;
    bool want;
} exposed[] = {
    { "80", true },
    { "8080/tcp", true },
    { "8080/UDP", true },
    { "8080-8082/tcp", true },
    { "8080-8080", true },
    { "8080/ncp", true }, /* no client looks at the protocol */
    { "8080/", true },
    { "080", true },
    { "80/a/b", true },
    { "80/a:b", true },   /* from 29.0 on */
    { "80-81-82", true }, /* before 29.0 */
    { "0", true },
    { "65535", true },
    { "", false },
    { "/tcp", false },
    { "8080:9090", false },
    { "NaN/tcp", false },
    { "8080-NaN/tcp", false },
    { "1234567890-8080/tcp", false },
    { "65536", false },
    { "81-80", false },
    { "80-", false },
    { "-80", false },
    { "+80", false },
    { "80-+81", false },
    { " 80", false },
    { "0x50", false },
};

START_TEST(expose)
{
    ck_assert_int_eq(hr_expose_check(exposed[_i].in, arena, &err), exposed[_i].want);
    ck_assert_int_eq(err.code, exposed[_i].want ? HR_ERRC_NONE : HR_ERRC_USAGE);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, parse, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, render, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, refuses, 0, HR_ARRAY_LEN(bad));
    tcase_add_loop_test(tc, expose, 0, HR_ARRAY_LEN(exposed));
}

UNIT_MAIN("publish", add_tests)
