/* SPDX-License-Identifier: MIT */
#include "hrun/source/inspect.h"

#include "unit.h"

#include <string.h>

#define ID "d9eedf7649b77a161bac4a090ab3084bea2eb66fefae8745dbf96956fcc1dd41"

/* Members of HostConfig and of Config, with ' for ", and the settings that they come to, in their order,
 * then behind '!' the place of each gap. */
static const struct {
    const char *host, *config, *want;
} cases[] = {
    { "", "", "" },
    { "'Privileged':false,'Memory':0,'CapAdd':null,'Dns':[],'PidMode':'','Init':null", "", "" },
    { "'Privileged':true,'ReadonlyRootfs':true,'Init':false", "",
      "privileged=true read-only=true init=false" },
    { "'CapAdd':['NET_ADMIN','CAP_SYS_TIME'],'CapDrop':['ALL']", "",
      "cap-add=NET_ADMIN cap-add=CAP_SYS_TIME cap-drop=ALL" },
    { "'Memory':536870912,'MemorySwap':-1,'MemoryReservation':1", "",
      "memory=536870912 memory-swap=-1 memory-reservation=1" },
    { "'Memory':-1", "", "memory=-1 !/HostConfig/Memory" },
    { "'PidsLimit':null", "", "" },
    { "'PidsLimit':0", "", "pids-limit=0" },
    { "'PidsLimit':-1", "", "pids-limit=-1" },
    { "'RestartPolicy':{'Name':'no','MaximumRetryCount':0}", "", "" },
    { "'RestartPolicy':{'Name':'on-failure','MaximumRetryCount':3}", "", "restart=on-failure:3" },
    { "'LogConfig':{'Type':'syslog','Config':{'tag':'x'}}", "", "log-driver=syslog log-opt=tag=x" },
    { "'Sysctls':{'net.core.somaxconn':'1','kernel.domainname':'x'}", "",
      "sysctl=net.core.somaxconn=1 sysctl=kernel.domainname=x !/HostConfig/Sysctls/"
      "kernel.domainname" },
    { "'ShmSize':67108864,'Runtime':'runc','CgroupnsMode':'host'", "", "cgroupns=host" },

    /* what no option says */
    { "'Cloud':'x','Fog':[0,'',{'a':null}]", "", "!/HostConfig/Cloud" },
    { "", "'NetworkDisabled':true", "!/Config/NetworkDisabled" },

    /* what is the container's own */
    { "", "'Hostname':'d9eedf7649b7'", "" },
    { "", "'Hostname':'web','Tty':true,'OpenStdin':true",
      "hostname=web tty=true interactive=true" },
    { "", "'Env':['A=1','B','C=x=y']", "env=A=1 env=B env=C=x=y" },
    { "", "'Env':['=x']", "env==x !/Config/Env/0" },
    { "", "'Labels':{'a':'b','c d':'e'}", "label=a=b label=c d=e !/Config/Labels/c d" },
};

/* TEXT with " for '. */
static const char *quoted(const char *text)
{
    char *copy = hr_arena_strdup(arena, text);

    for (char *at = copy; (at = strchr(at, '\'')); at++)
        *at = '"';
    return copy;
}

static const struct hr_json *parse(const char *text)
{
    const struct hr_json *document = NULL;

    text = quoted(text);
    ck_assert_msg(hr_json_parse(text, strlen(text), "test", arena, &document, &err), "%s: %s", text,
                  err.msg);
    return document;
}

static const struct hr_json *container_of(const char *host, const char *config)
{
    return parse(hr_arena_printf(arena,
                                 "[{'Id':'" ID "','Name':'/web','Image':'sha256:" ID "',"
                                 "'State':{'Running':true,'Pid':42},"
                                 "'HostConfig':{%s},'Config':{'Image':'app:1'%s%s}}]",
                                 host, *config ? "," : "", config))
        ->child;
}

static const char *words_of(const struct hr_inspected *inspected)
{
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < inspected->invocation.settings.n; i++) {
        const struct hr_setting *s = &inspected->invocation.settings.v[i];

        ck_assert_int_eq(s->origin.kind, HR_ORIGIN_INSPECT);
        ck_assert_str_eq(s->origin.name, "web");
        ck_assert_int_eq(s->value->kind, s->option->kind);
        hr_strv_pushf(arena, &words, "%s=%s", s->option->name, s->raw);
    }
    for (size_t i = 0; i < inspected->gaps.n; i++)
        hr_strv_pushf(arena, &words, "!%s", inspected->gaps.v[i].pointer);
    return hr_strv_join(arena, &words, " ");
}

START_TEST(members)
{
    const struct hr_json *container = container_of(cases[_i].host, cases[_i].config);
    struct hr_inspected inspected;

    ck_assert_msg(hr_inspect_read(container, NULL, arena, &inspected, &err), "%s: %s",
                  cases[_i].host, err.msg);
    ck_assert_msg(strcmp(words_of(&inspected), cases[_i].want) == 0,
                  "%s %s\n  got   %s\n  wants %s", cases[_i].host, cases[_i].config,
                  words_of(&inspected), cases[_i].want);
}
END_TEST

START_TEST(names)
{
    struct hr_inspected inspected;

    ck_assert(
        hr_inspect_read(container_of("'Privileged':true", ""), NULL, arena, &inspected, &err));
    ck_assert_str_eq(inspected.id, ID);
    ck_assert_str_eq(inspected.name, "web");
    ck_assert_str_eq(inspected.image_id, "sha256:" ID);
    ck_assert(inspected.is_running);
    ck_assert_int_eq(inspected.pid, 42);
    ck_assert_str_eq(inspected.invocation.image_word, "app:1");
    ck_assert_str_eq(hr_origin_text(&inspected.invocation.settings.v[0].origin, arena),
                     "inspect:web:/HostConfig/Privileged");
}
END_TEST

/* Documents that are none, or that no engine writes, and where they are wrong. */
static const struct {
    const char *text, *message, *pointer;
} wrong[] = {
    { "[]", "it describes no container", "" },
    { "{'Id':'x'}", "it describes no container", "" },
    { "{'Id':1,'HostConfig':{},'Config':{}}", "it describes no container", "" },
    { "{'Id':'x','HostConfig':[],'Config':{}}", "want an object, found an array", "/HostConfig" },
    { "{'Id':'x','HostConfig':{'Privileged':'false'},'Config':{}}",
      "want true or false, found a string", "/HostConfig/Privileged" },
    { "{'Id':'x','HostConfig':{'Memory':1e9},'Config':{}}",
      "want a whole number in range, found another", "/HostConfig/Memory" },
    { "{'Id':'x','HostConfig':{'CapAdd':[null]},'Config':{}}", "want a string, found null",
      "/HostConfig/CapAdd/0" },
    { "{'Id':'x','HostConfig':{},'Config':{'Env':{}}}", "want an array, found an object",
      "/Config/Env" },
    { "{'Id':'x','State':{'Pid':-1},'HostConfig':{},'Config':{}}",
      "want a whole number in range, found another", "/State/Pid" },
};

START_TEST(refused)
{
    struct hr_inspected inspected;

    ck_assert(!hr_inspect_read(parse(wrong[_i].text), NULL, arena, &inspected, &err));
    ck_assert_str_eq(err.msg, wrong[_i].message);
    ck_assert_str_eq(err.where.pointer, wrong[_i].pointer);
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_loop_test(tc, members, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, names);
    tcase_add_loop_test(tc, refused, 0, HR_ARRAY_LEN(wrong));
}

UNIT_MAIN("inspect", add)
