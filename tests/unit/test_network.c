/* SPDX-License-Identifier: MIT */
#include "hrun/docker/network.h"

#include "unit.h"

enum mark {
    LONG = 1,
    FOLDED = 2,
    DIFFERS = 4,
};

static const struct {
    const char *in;
    enum hr_network_mode mode;
    const char *name;
    unsigned marks;
} cases[] = {
    { "host", HR_NETWORK_HOST, "host", 0 },
    { "none", HR_NETWORK_NONE, "none", 0 },
    { "bridge", HR_NETWORK_DEFAULT, "bridge", 0 },
    { "default", HR_NETWORK_DEFAULT, "default", 0 },
    { "container:x", HR_NETWORK_CONTAINER, "container:x", 0 },
    { "container:", HR_NETWORK_CONTAINER, "container:", 0 },
    { "container:a:b", HR_NETWORK_CONTAINER, "container:a:b", 0 },
    { "mynet", HR_NETWORK_NAMED, "mynet", 0 },
    { "container", HR_NETWORK_NAMED, "container", 0 },
    /* The short form is taken as it stands: these are networks that do not exist. */
    { "HOST", HR_NETWORK_NAMED, "HOST", 0 },
    { " host", HR_NETWORK_NAMED, " host", 0 },
    { "host ", HR_NETWORK_NAMED, "host ", 0 },
    { "host\n", HR_NETWORK_NAMED, "host\n", 0 },
    { "name=", HR_NETWORK_NAMED, "name=", 0 },
    { "name= host", HR_NETWORK_NAMED, "name= host", 0 },
    { "name=\"host\"", HR_NETWORK_NAMED, "name=\"host\"", 0 },
    { "name=-host", HR_NETWORK_NAMED, "name=-host", 0 },
    { "=host", HR_NETWORK_NAMED, "=host", 0 },
    { "name =host", HR_NETWORK_NAMED, "name =host", 0 },
    { "name\xc2\xa0=host", HR_NETWORK_NAMED, "name\xc2\xa0=host", 0 },
    { "/=/", HR_NETWORK_NAMED, "/=/", 0 },
    { ":=:", HR_NETWORK_NAMED, ":=:", 0 },
    { "@=@", HR_NETWORK_NAMED, "@=@", 0 },
    { "[=[", HR_NETWORK_NAMED, "[=[", 0 },
    { "`=`", HR_NETWORK_NAMED, "`=`", 0 },
    { "{={", HR_NETWORK_NAMED, "{={", 0 },
    { "a==b", HR_NETWORK_NAMED, "a==b", 0 },
    { "hos\xc5\xa5", HR_NETWORK_NAMED, "hos\xc5\xa5", 0 },
    { "name=\xe2\x84\xaa", HR_NETWORK_NAMED, "name=\xe2\x84\xaa", 0 },
    /* A word on both sides of a '=', anywhere, makes it CSV, which is folded and trimmed. */
    { "name=host", HR_NETWORK_HOST, "host", LONG },
    { "NAME=HOST", HR_NETWORK_HOST, "host", LONG },
    { "Name=None", HR_NETWORK_NONE, "none", LONG },
    { "\"name=host\"", HR_NETWORK_HOST, "host", LONG },
    { " name=host", HR_NETWORK_HOST, "host", LONG },
    { "\tname=host \v", HR_NETWORK_HOST, "host", LONG },
    { "\nname=host", HR_NETWORK_HOST, "host", LONG },
    { "\r\n\n\"name=host\"", HR_NETWORK_HOST, "host", LONG },
    { "name=host\nname=none", HR_NETWORK_HOST, "host", LONG },
    { "name=host\nx", HR_NETWORK_HOST, "host", LONG },
    { "name=host\r", HR_NETWORK_HOST, "host", LONG },
    { "name=host\r\n", HR_NETWORK_HOST, "host", LONG },
    { "name= host,ip=1.2.3.4", HR_NETWORK_HOST, "host", LONG },
    { "name =host,ip=1.1.1.1", HR_NETWORK_HOST, "host", LONG },
    { "name=none,name=host", HR_NETWORK_HOST, "host", LONG },
    { "name=a,\"name=host\"", HR_NETWORK_HOST, "host", LONG },
    { "name=host,alias=x", HR_NETWORK_HOST, "host", LONG },
    { "name=container:X", HR_NETWORK_CONTAINER, "container:x", LONG },
    { "name=a=b", HR_NETWORK_NAMED, "a=b", LONG },
    { "\"name=a,b\"", HR_NETWORK_NAMED, "a,b", LONG },
    { "\"name=a\"\"b\"", HR_NETWORK_NAMED, "a\"b", LONG },
    { "name=bridge", HR_NETWORK_DEFAULT, "bridge", LONG },
    { "name=My_Net.1", HR_NETWORK_NAMED, "my_net.1", LONG },
    /* Beyond ASCII: two letters fold into it, white space is trimmed, nothing else is sure. */
    { "name=bac\xe2\x84\xaa"
      "end",
      HR_NETWORK_NAMED, "backend", LONG | FOLDED },
    { "name=br\xc4\xb0"
      "dge",
      HR_NETWORK_DEFAULT, "bridge", LONG | FOLDED },
    { "\xc2\xa0name=host", HR_NETWORK_HOST, "host", LONG | FOLDED },
    { "name=host\xe3\x80\x80", HR_NETWORK_HOST, "host", LONG | FOLDED },
    { "name=host,al\xc4\xb0"
      "as=x",
      HR_NETWORK_HOST, "host", LONG | FOLDED },
    { "name=ho\xc5\xbft", HR_NETWORK_NAMED, "ho\xc5\xbft", LONG | FOLDED },
    { "name=host\nname=\xc3\xa9", HR_NETWORK_HOST, "host", LONG },
    { "name=a\x7f", HR_NETWORK_NAMED, "a\x7f", LONG },
    /* Newer keys. */
    { "name=n,ip6=::1,driver-opt=a=b", HR_NETWORK_NAMED, "n", LONG },
    { "name=n,gw-priority=-5", HR_NETWORK_NAMED, "n", LONG | DIFFERS },
    { "name=n,mac-address=02:42:ac:11:00:02", HR_NETWORK_NAMED, "n", LONG | DIFFERS },
    { "name=n,mac-address= 02-42-AC-11-00-02-03-04 ", HR_NETWORK_NAMED, "n", LONG | DIFFERS },
    { "name=n,mac-address=0242.ac11.0002", HR_NETWORK_NAMED, "n", LONG | DIFFERS },
    { "name=n,link-local-ip=169.254.0.2", HR_NETWORK_NAMED, "n", LONG | DIFFERS },
    { "name=n,driver-opt==v", HR_NETWORK_NAMED, "n", LONG | DIFFERS },
};

START_TEST(parse)
{
    struct hr_network network;

    ck_assert(hr_network_parse(cases[_i].in, arena, &network, &err));
    ck_assert_int_eq(network.mode, cases[_i].mode);
    ck_assert_str_eq(network.name, cases[_i].name);
    ck_assert_int_eq(network.long_form, (cases[_i].marks & LONG) != 0);
    ck_assert_int_eq(network.folded, (cases[_i].marks & FOLDED) != 0);
    ck_assert_int_eq(network.differs, (cases[_i].marks & DIFFERS) != 0);
}
END_TEST

START_TEST(fields)
{
    struct hr_network network;

    ck_assert(hr_network_parse("name=n,alias=A, alias = b ,ip=1.2.3.4,ip6=FD00::2,"
                               "mac-address=02:42:AC:11:00:02,link-local-ip=169.254.0.2,"
                               "\"driver-opt= K = V=w \",driver-opt=x=,gw-priority=+1,ip=5.6.7.8",
                               arena, &network, &err));
    ck_assert_str_eq(hr_strv_join(arena, &network.aliases, "|"), "a|b");
    ck_assert_str_eq(hr_strv_join(arena, &network.link_local, "|"), "169.254.0.2");
    ck_assert_str_eq(hr_strv_join(arena, &network.driver_opts, "|"), "k=v=w|x=");
    ck_assert_str_eq(network.ip, "5.6.7.8");
    ck_assert_str_eq(network.ip6, "fd00::2");
    ck_assert_str_eq(network.mac, "02:42:ac:11:00:02");
}
END_TEST

START_TEST(no_fields)
{
    struct hr_network network;

    ck_assert(hr_network_parse("host", arena, &network, &err));
    ck_assert_uint_eq(network.aliases.n + network.link_local.n + network.driver_opts.n, 0);
    ck_assert_ptr_null(network.ip);
    ck_assert_ptr_null(network.ip6);
    ck_assert_ptr_null(network.mac);
}
END_TEST

static const char *const bad[] = {
    "",
    " ",
    "\t\n",
    "\xc2\xa0",
    "alias=x",
    "ip=1.2.3.4",
    "name=,ip=1.2.3.4",
    "name= ,alias=x",
    "name=a,name=,alias=x",
    "container:a=b",
    "0=0",
    "9=9",
    "A=A",
    "Z=Z",
    "a=a",
    "z=z",
    "_=_",
    "-=a=b=-",
    "name=a,",
    "name=a,b",
    ",name=a",
    "name=a,=b",
    "name=a, =b",
    "name=a,names=b",
    "name=a,link=b",
    "na me=a,x=y",
    "name=a,na\xc5\xbf=b",
    "name=a,alias=\"b\"",
    "\"name=a",
    "\"name=a\"b",
    "x\nname=a",
    "name=a,driver-opt=x",
    "name=a,mac-address=",
    "name=a,mac-address=02",
    "name=a,mac-address=0242ac110002",
    "name=a,mac-address=02:42:ac:11:00",
    "name=a,mac-address=02:42:ac:11:00:0g",
    "name=a,mac-address=02:42:ac:11:00:2",
    "name=a,mac-address=02:42:ac-11:00:02",
    "name=a,mac-address=02:42:ac:11:00:02:",
    "name=a,mac-address=0242:ac11:0002",
    "name=a,mac-address=02.42.ac.11.00.02",
    "name=a,gw-priority=x",
    "name=a,gw-priority=",
    "name=a,gw-priority=0x1",
    "name=a,gw-priority=99999999999999999999",
};

START_TEST(refuses)
{
    struct hr_network network;

    ck_assert_msg(!hr_network_parse(bad[_i], arena, &network, &err), "%s", bad[_i]);
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, parse, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, fields);
    tcase_add_test(tc, no_fields);
    tcase_add_loop_test(tc, refuses, 0, HR_ARRAY_LEN(bad));
}

UNIT_MAIN("network", add_tests)
