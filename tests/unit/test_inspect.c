/* SPDX-License-Identifier: MIT */
#include "hrun/source/inspect.h"

#include "unit.h"

#include <string.h>

#define ID "d9eedf7649b77a161bac4a090ab3084bea2eb66fefae8745dbf96956fcc1dd41"

/* Members of HostConfig and of Config, with ' for ", and the settings that they come to, in their order,
 * then behind '!' the place of each gap, behind '?' of those that no rule sees. */
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

    /* limits */
    { "'NanoCpus':1500000000", "", "cpus=1.500000000" },
    { "'NanoCpus':2000000000,'CpuQuota':5,'CpuPeriod':7", "", "cpus=2 cpu-quota=5 cpu-period=7" },
    { "'NanoCpus':-1", "", "cpus=-0.000000001" },
    { "'Ulimits':[{'Name':'nofile','Hard':20,'Soft':10},{'Name':'core','Hard':-1,'Soft':-1}]", "",
      "ulimit=nofile=10:20 ulimit=core=-1:-1" },
    { "'Ulimits':[{'Name':'FOO','Hard':1,'Soft':1}]", "", "ulimit=FOO=1:1 !/HostConfig/Ulimits/0" },
    { "'Ulimits':null,'OomKillDisable':true,'MemorySwappiness':0", "",
      "oom-kill-disable=true memory-swappiness=0" },
    { "'BlkioDeviceReadBps':[{'Path':'/dev/a','Rate':1048576}],"
      "'BlkioWeightDevice':[{'Path':'/dev/a','Weight':100}]",
      "", "device-read-bps=/dev/a:1048576 blkio-weight-device=/dev/a:100" },

    /* devices */
    { "'Devices':[{'PathOnHost':'/dev/a','PathInContainer':'/dev/b','CgroupPermissions':'r'}]", "",
      "device=/dev/a:/dev/b:r" },
    { "'Devices':[{'PathOnHost':'/dev/a:b','PathInContainer':'/dev/b','CgroupPermissions':'r'}]",
      "", "device=/dev/a:b:/dev/b:r !/HostConfig/Devices/0" },
    { "'DeviceCgroupRules':['c 1:3 rwm']", "", "device-cgroup-rule=c 1:3 rwm" },
    { "'DeviceRequests':[{'Driver':'','Count':-1,'DeviceIDs':null,'Capabilities':[['gpu']],"
      "'Options':{}}]",
      "", "gpus=count=all" },
    { "'DeviceRequests':[{'Driver':'nvidia','Count':0,'DeviceIDs':['0','1'],"
      "'Capabilities':[['compute','gpu']],'Options':{'a':'b'}}]",
      "", "gpus=\"device=0,1\",driver=nvidia,capabilities=compute,options=a=b" },
    { "'DeviceRequests':[{'Driver':'cdi','DeviceIDs':['ven.dor/class=all']}]", "",
      "device=ven.dor/class=all" },
    { "'DeviceRequests':[{'Driver':'x','Count':1,'Capabilities':[['tpu']]}]", "",
      "gpus=count=1,driver=x,capabilities=tpu !/HostConfig/DeviceRequests/0" },

    /* what weakens */
    { "'SecurityOpt':['no-new-privileges:false','seccomp=unconfined','apparmor=x']", "",
      "security-opt=no-new-privileges:false security-opt=seccomp=unconfined "
      "security-opt=apparmor=x" },
    { "'SecurityOpt':['label=disable']", "", "security-opt=label=disable" },
    { "'Privileged':true,'SecurityOpt':['label=disable']", "", "privileged=true" },
    { "'PidMode':'host','SecurityOpt':['label=disable']", "", "pid=host" },
    { "'PidMode':'container:x','SecurityOpt':['label=disable']", "",
      "pid=container:x security-opt=label=disable" },
    { "'PidMode':'odd','IpcMode':'ns:/x','NetworkMode':'ns:/y'", "",
      "pid=odd ipc=ns:/x network=ns:/y ?/HostConfig/PidMode ?/HostConfig/IpcMode "
      "?/HostConfig/NetworkMode" },
    { "'IpcMode':'container:x','UTSMode':'','UsernsMode':'host'", "",
      "ipc=container:x userns=host" },
    { "'SecurityOpt':['seccomp']", "", "security-opt=seccomp !/HostConfig/SecurityOpt/0" },
    { "'MaskedPaths':null,'ReadonlyPaths':null", "", "" },
    { "'MaskedPaths':[],'ReadonlyPaths':[]", "", "security-opt=systempaths=unconfined" },
    { "'MaskedPaths':['/proc/kcore'],'ReadonlyPaths':['/proc/bus','/proc/fs','/proc/irq',"
      "'/proc/sys','/proc/sysrq-trigger','/more']",
      "", "security-opt=systempaths=unconfined !/HostConfig/MaskedPaths" },
    { "'ReadonlyPaths':[]", "", "security-opt=systempaths=unconfined !/HostConfig/ReadonlyPaths" },

    /* mounts */
    { "'Binds':['/a:/b:ro','vol:/v','/c:/d:rslave,z']", "",
      "volume=/a:/b:ro volume=vol:/v volume=/c:/d:rslave,z" },
    { "'Binds':['a:/b','a:/c:ro']", "",
      "mount=type=volume,source=a,target=/b mount=type=volume,source=a,target=/c,readonly" },
    { "'Binds':['a:/b:rw']", "", "mount=type=volume,source=a,target=/b,readonly=false" },
    { "'Binds':['a:/b:z']", "", "mount=type=volume,source=a,target=/b !/HostConfig/Binds/0" },
    { "'Mounts':[{'Type':'bind','Source':'/a','Target':'/b','ReadOnly':true,"
      "'BindOptions':{'Propagation':'rslave','NonRecursive':true}}]",
      "",
      "mount=type=bind,source=/a,target=/b,readonly,bind-propagation=rslave,"
      "bind-recursive=disabled" },
    { "'Mounts':[{'Type':'volume','Target':'/v','VolumeOptions':{'NoCopy':true,"
      "'Labels':{'a':'b'},'DriverConfig':{'Name':'local','Options':{'o':'bind,ro'}}}}]",
      "",
      "mount=type=volume,target=/v,volume-nocopy,volume-driver=local,\"volume-opt=o=bind,ro\","
      "volume-label=a=b" },
    { "'Mounts':[{'Type':'tmpfs','Target':'/t','TmpfsOptions':{'SizeBytes':1000,'Mode':1016}}]", "",
      "mount=type=tmpfs,target=/t,tmpfs-size=1000,tmpfs-mode=1770" },
    { "'Mounts':[{'Type':'tmpfs','Target':'/t','TmpfsOptions':{'Options':[['exec']]}}]", "",
      "mount=type=tmpfs,target=/t !/HostConfig/Mounts/0/TmpfsOptions/Options "
      "!/HostConfig/Mounts/0" },
    { "'Mounts':[{'Type':'image','Source':'i:1','Target':'/i','ImageOptions':{'Subpath':'s'}}]", "",
      "mount=type=image,source=i:1,target=/i,image-subpath=s" },
    { "'Mounts':[{'Type':'bind','Source':'/a,b','Target':'/b c','BindOptions':{'New':1}}]", "",
      "mount=type=bind,\"source=/a,b\",\"target=/b c\" ?/HostConfig/Mounts/0/BindOptions/New" },
    { "'Mounts':[{'Type':'volume','Source':'/a','Target':'/b','BindOptions':{'Propagation':"
      "'shared'}}]",
      "", "mount=type=volume,source=/a,target=/b !/HostConfig/Mounts/0" },
    { "'Tmpfs':{'/t':'size=1m','/u':''}", "", "tmpfs=/t:size=1m tmpfs=/u" },
    { "'Tmpfs':{'/t:exec':'size=1m'}", "", "tmpfs=/t:exec:size=1m !/HostConfig/Tmpfs/~1t:exec" },
    { "'VolumesFrom':['db:ro'],'VolumeDriver':'nfs'", "",
      "volumes-from=db:ro volume-driver=nfs ?/HostConfig/VolumesFrom" },
    { "", "'Volumes':{'/v':{}}", "volume=/v" },
    { "'Binds':['x1:/v']", "'Volumes':{'/v/':{}}", "volume=x1:/v" },
    { "", "'Volumes':{'/a:b':{}}", "volume=/a:b !/Config/Volumes/~1a:b" },

    /* ports and links */
    { "'PortBindings':{'80/tcp':[{'HostIp':'','HostPort':'8080'}],'81/udp':[{'HostIp':'127.0.0.1',"
      "'HostPort':''},{'HostIp':'::1','HostPort':'1-2'}]}",
      "'ExposedPorts':{'80/tcp':{},'99/tcp':{}}",
      "publish=8080:80/tcp publish=127.0.0.1::81/udp publish=[::1]:1-2:81/udp expose=99/tcp" },
    { "'PortBindings':{'80/tcp':null,'81/tcp':[{}]}", "", "publish=81/tcp" },
    { "'PortBindings':{'80/tcp':[{'HostIp':'host','HostPort':'8080'}]}", "",
      "publish=host:8080:80/tcp !/HostConfig/PortBindings/80~1tcp/0" },
    { "'PortBindings':{'80/tcp':[{'HostIp':'','HostPort':'127.0.0.1:1'}]}", "",
      "publish=127.0.0.1:1:80/tcp !/HostConfig/PortBindings/80~1tcp/0" },
    { "'PortBindings':{'x':[{'HostPort':'1'}]}", "", "publish=1:x !/HostConfig/PortBindings/x/0" },
    { "'Links':['/db:/web/alias']", "", "link=db:alias" },

    /* networks without what they are connected to */
    { "'NetworkMode':'default'", "", "" },
    { "'NetworkMode':'bridge'", "", "network=bridge" },
    { "'NetworkMode':'host'", "'Hostname':'vm'", "network=host hostname=vm" },
    { "'NetworkMode':'container:x'", "'Hostname':'other'", "network=container:x" },
    { "'UTSMode':'host'", "'Hostname':'vm','Domainname':'d'", "uts=host" },
    { "'NetworkMode':'name=host'", "", "network=name=host !/HostConfig/NetworkMode" },

    /* what no option says */
    { "'Cloud':'x','Fog':[0,'',{'a':null}]", "", "?/HostConfig/Cloud" },
    { "", "'NetworkDisabled':true", "?/Config/NetworkDisabled" },

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
        hr_strv_pushf(arena, &words, "%c%s", inspected->gaps.v[i].is_unknown ? '?' : '!',
                      inspected->gaps.v[i].pointer);
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

/* Networks of NetworkSettings. */
static const struct {
    const char *mode, *networks, *want;
} network_cases[] = {
    { "default", "'bridge':{'Aliases':null,'IPAddress':'172.17.0.2'}", "" },
    { "default", "'bridge':{},'net':{}", "network=default network=net" },
    { "net",
      "'net':{'Aliases':['a','d9eedf7649b7','web.host','b'],'IPAMConfig':{'IPv4Address':"
      "'10.0.0.7','IPv6Address':'fe80::1','LinkLocalIPs':['169.254.1.1']},"
      "'Links':['db:x']}",
      "network=net network-alias=a network-alias=b ip=10.0.0.7 ip6=fe80::1 "
      "link-local-ip=169.254.1.1 link=db:x" },
    { "net", "'net':{'Aliases':['a'],'DriverOpts':{'k':'v'},'GwPriority':2}",
      "network=name=net,driver-opt=k=v,gw-priority=2 network-alias=a" },
    { "net", "'net':{'DriverOpts':{'k':'Big'}}",
      "network=name=net,driver-opt=k=Big !/HostConfig/NetworkMode" },
    { "net", "'net':null,'more':{'Aliases':['x'],'IPAMConfig':{'IPv4Address':'10.1.0.2'}}",
      "network=net network=name=more,alias=x,ip=10.1.0.2" },
    { "net", "'net':{},'Big':{},'more':{'Links':['a:b'],'New':1}",
      "network=net network=Big network=more ?/NetworkSettings/Networks/more/New "
      "!/NetworkSettings/Networks/more" },
    { "0123456789abcdef", "'net':{'NetworkID':'0123456789abcdef01','Aliases':['a']}",
      "network=0123456789abcdef network-alias=a" },
};

static const struct hr_json *connected(const char *mode, const char *settings)
{
    return parse(
        hr_arena_printf(arena,
                        "{'Id':'" ID "','Name':'/web','HostConfig':{'NetworkMode':'%s'},"
                        "'Config':{'Image':'i','Hostname':'web.host'},'NetworkSettings':{%s}}",
                        mode, settings));
}

START_TEST(networks)
{
    const char *settings = hr_arena_printf(arena, "'Networks':{%s}", network_cases[_i].networks);
    const char *want = hr_arena_printf(arena, "%s%s", network_cases[_i].want, "");
    struct hr_inspected inspected;
    const char *got;

    ck_assert_msg(
        hr_inspect_read(connected(network_cases[_i].mode, settings), NULL, arena, &inspected, &err),
        "%s", err.msg);
    got = words_of(&inspected);
    ck_assert_ptr_nonnull(strstr(got, "hostname=web.host"));
    inspected.invocation.settings.n--; /* the host's name, which comes last */
    ck_assert_str_eq(words_of(&inspected), want);
}
END_TEST

START_TEST(open_ports)
{
    struct hr_inspected inspected;

    ck_assert(hr_inspect_read(
        connected("default", "'Ports':{'1/tcp':null,'2/tcp':[{'HostIp':'::','HostPort':'9'}]}"),
        NULL, arena, &inspected, &err));
    ck_assert_str_eq(words_of(&inspected),
                     "publish=[::]:9:2/tcp hostname=web.host !/NetworkSettings/Ports/2~1tcp");
}
END_TEST

/* Members of the container's Config and of the image's, and what is the container's own: settings, behind
 * '-' the command. */
static const struct {
    const char *config, *image, *want;
} image_cases[] = {
    { "'Env':['A=1','B=2'],'User':'7','WorkingDir':'/w','StopSignal':'INT'",
      "'Env':['A=1','B=3'],'User':'7','WorkingDir':'/x','StopSignal':'INT'",
      "env=B=2 workdir=/w -" },
    { "'User':'','WorkingDir':''", "'User':'7','WorkingDir':'/x'", "user=0 workdir=/ -" },
    { "'Labels':{'a':'b','c':'d'}", "'Labels':{'a':'b','c':'e'}", "label=c=d -" },
    { "'Volumes':{'/v':{},'/w':{}}", "'Volumes':{'/v/':{}}", "volume=/w -" },
    { "'ExposedPorts':{'80/tcp':{},'81/tcp':{}}", "'ExposedPorts':{'80/tcp':{}}",
      "expose=81/tcp -" },
    { "'Entrypoint':['/e'],'Cmd':['a']", "'Entrypoint':['/e'],'Cmd':['a']", "-" },
    { "'Entrypoint':['/e'],'Cmd':['b']", "'Entrypoint':['/e'],'Cmd':['a']", "- b" },
    { "'Entrypoint':['/e'],'Cmd':null", "'Entrypoint':['/e'],'Cmd':['a']", "entrypoint=/e -" },
    { "'Entrypoint':['/f','x'],'Cmd':['b']", "'Entrypoint':['/e']", "entrypoint=/f - x b" },
    { "'Entrypoint':null,'Cmd':['b']", "'Entrypoint':['/e']", "entrypoint= - b" },
    { "'Entrypoint':'/e','Cmd':'b'", "'Cmd':['/bin/sh']", "entrypoint=/e - b" },
    { "'Healthcheck':{'Test':['CMD','x'],'Interval':1,'Retries':3}",
      "'Healthcheck':{'Test':['CMD','x'],'Interval':2,'Retries':3}", "health-interval=1ns -" },
    { "'Healthcheck':{'Test':['NONE']}", "'Healthcheck':{'Test':['CMD','x']}",
      "no-healthcheck=true -" },
    { "'Healthcheck':{'Test':['CMD-SHELL','x y']}", "", "health-cmd=x y -" },
    { "'Healthcheck':{'Test':['CMD','x','y']}", "", "!/Config/Healthcheck/Test -" },
};

START_TEST(image)
{
    const struct hr_json *config =
        parse(hr_arena_printf(arena, "[[[{%s}]]]", image_cases[_i].image))->child->child->child;
    struct hr_inspected inspected;
    const char *got;

    ck_assert_msg(
        hr_inspect_read(container_of("", image_cases[_i].config), config, arena, &inspected, &err),
        "%s", err.msg);
    got = words_of(&inspected);
    got = hr_arena_printf(arena, "%s%s-%s%s", got, *got ? " " : "",
                          inspected.invocation.command.n > 0 ? " " : "",
                          hr_strv_join(arena, &inspected.invocation.command, " "));
    ck_assert_str_eq(got, image_cases[_i].want);
}
END_TEST

/* The document's own Mounts: what the container was told, or the image, is not said again. */
START_TEST(mounted)
{
    static const char text[] =
        "{'Id':'x','Name':'/web','HostConfig':{'Binds':['/a:/a','/r/:/r:ro','vol:/v','vol:/w'],"
        "'VolumesFrom':['donor'],'Tmpfs':{'/t':''}},"
        "'Config':{'Image':'i','Volumes':{'/o':{}}},'Mounts':["
        "{'Type':'bind','Source':'/host_mnt/a','Destination':'/a','RW':true},"
        "{'Type':'bind','Source':'/r','Destination':'/r','RW':true},"
        "{'Type':'volume','Name':'vol','Source':'/x','Destination':'/v','RW':true},"
        "{'Type':'volume','Name':'other','Source':'/x','Destination':'/w','RW':true},"
        "{'Type':'volume','Name':'" ID "','Source':'/y','Destination':'/i/','RW':true},"
        "{'Type':'volume','Name':'" ID "','Source':'/y','Destination':'/o','RW':true},"
        "{'Type':'volume','Name':'kept','Source':'/y','Destination':'/j','RW':true},"
        "{'Type':'bind','Source':'/etc','Destination':'/t','RW':true},"
        "{'Type':'bind','Source':'/var/run/docker.sock','Destination':'/s','RW':false,"
        "'Propagation':'rprivate'},"
        "{'Type':'volume','Name':'n','Driver':'nfs','Destination':'/n','RW':true}]}";
    static const char *const want[] = {
        "type=bind,source=/r,target=/r",
        "type=volume,source=other,target=/w",
        "type=volume,source=kept,target=/j",
        "type=bind,source=/etc,target=/t",
        "type=bind,source=/var/run/docker.sock,target=/s,readonly",
        "type=volume,source=n,target=/n,volume-driver=nfs",
    };
    struct hr_inspected inspected;

    ck_assert(hr_inspect_read(parse(text), parse("{'Volumes':{'/i':{},'/j':{}}}"), arena,
                              &inspected, &err));
    ck_assert_str_eq(words_of(&inspected),
                     "volume=/a:/a volume=/r/:/r:ro volume=vol:/v volume=vol:/w "
                     "volumes-from=donor tmpfs=/t volume=/o !/Mounts/1 !/Mounts/3 !/Mounts/7");
    ck_assert_uint_eq(inspected.taken.n, HR_ARRAY_LEN(want));
    for (size_t i = 0; i < inspected.taken.n; i++)
        ck_assert_str_eq(inspected.taken.v[i].raw, want[i]);
    ck_assert_str_eq(hr_origin_text(&inspected.taken.v[4].origin, arena), "inspect:web:/Mounts/8");
}
END_TEST

/* A filter is in the document in full. */
START_TEST(filter)
{
    const char *text = "seccomp={\\'defaultAction\\':\\'SCMP_ACT_ALLOW\\'}";
    const struct hr_json *container =
        container_of(hr_arena_printf(arena, "'SecurityOpt':['%s','seccomp={']", text), "");
    struct hr_seccomp_facts asked = { .path = "other" };
    struct hr_facts facts = { .seccomps = { .v = &asked, .n = 1, .cap = 1 } };
    struct hr_inspected inspected;
    const char *name;

    ck_assert(hr_inspect_read(container, NULL, arena, &inspected, &err));
    hr_inspected_answer(&inspected, arena, &facts);
    name = inspected.invocation.settings.v[0].value->as.security.value;
    ck_assert_uint_eq(strlen(name), strlen("sha256:") + 64);
    ck_assert_str_eq(hr_facts_seccomp(&facts, name)->text,
                     "{\"defaultAction\":\"SCMP_ACT_ALLOW\"}");
    ck_assert(!hr_facts_seccomp(&facts, name)->refuses);
    name = inspected.invocation.settings.v[1].value->as.security.value;
    ck_assert_ptr_null(hr_facts_seccomp(&facts, name)->text);
    ck_assert_ptr_nonnull(hr_facts_seccomp(&facts, name)->unknown_because);
    ck_assert_ptr_nonnull(hr_facts_seccomp(&facts, "other"));
}
END_TEST

/* Where clients differ the engine does not: nothing of it depends on a version. */
START_TEST(one_reading)
{
    const struct hr_json *container = container_of(
        "'Mounts':[{'Type':'bind','Source':'/a','Target':'/b','BindOptions':{'NonRecursive':true}}],"
        "'DeviceRequests':[{'Driver':'cdi','DeviceIDs':['ven.dor/class=all']}]",
        "");
    struct hr_inspected inspected;

    ck_assert(hr_inspect_read(container, NULL, arena, &inspected, &err));
    for (size_t i = 0; i < inspected.invocation.settings.n; i++)
        ck_assert(!inspected.invocation.settings.v[i].value->differs);
}
END_TEST

/* What engines 28 and 29 say of a container that was told nothing. */
static const char *const plain[] = {
    "'Binds':null,'ContainerIDFile':'','LogConfig':{'Type':'json-file','Config':{}},"
    "'NetworkMode':'bridge','PortBindings':{},'RestartPolicy':{'Name':'no','MaximumRetryCount':0},"
    "'AutoRemove':false,'VolumeDriver':'','VolumesFrom':null,'ConsoleSize':[24,80],'CapAdd':null,"
    "'CapDrop':null,'CgroupnsMode':'private','Dns':[],'DnsOptions':[],'DnsSearch':[],"
    "'ExtraHosts':null,'GroupAdd':null,'IpcMode':'private','Cgroup':'','Links':null,"
    "'OomScoreAdj':0,'PidMode':'','Privileged':false,'PublishAllPorts':false,"
    "'ReadonlyRootfs':false,'SecurityOpt':null,'UTSMode':'','UsernsMode':'','ShmSize':67108864,"
    "'Runtime':'runc','Isolation':'','CpuShares':0,'Memory':0,'NanoCpus':0,'CgroupParent':'',"
    "'BlkioWeight':0,'BlkioWeightDevice':[],'BlkioDeviceReadBps':[],'BlkioDeviceWriteBps':[],"
    "'BlkioDeviceReadIOps':[],'BlkioDeviceWriteIOps':[],'CpuPeriod':0,'CpuQuota':0,"
    "'CpuRealtimePeriod':0,'CpuRealtimeRuntime':0,'CpusetCpus':'','CpusetMems':'','Devices':[],"
    "'DeviceCgroupRules':null,'DeviceRequests':null,'MemoryReservation':0,'MemorySwap':0,"
    "'MemorySwappiness':null,'OomKillDisable':null,'PidsLimit':null,'Ulimits':[],'CpuCount':0,"
    "'CpuPercent':0,'IOMaximumIOps':0,'IOMaximumBandwidth':0,'MaskedPaths':['/proc/acpi',"
    "'/proc/asound','/proc/interrupts','/proc/kcore','/proc/keys','/proc/latency_stats',"
    "'/proc/sched_debug','/proc/scsi','/proc/timer_list','/proc/timer_stats',"
    "'/sys/devices/virtual/powercap','/sys/firmware'],'ReadonlyPaths':['/proc/bus','/proc/fs',"
    "'/proc/irq','/proc/sys','/proc/sysrq-trigger']",
    "'Hostname':'d9eedf7649b7','Domainname':'','User':'','AttachStdin':false,'AttachStdout':true,"
    "'AttachStderr':true,'Tty':false,'OpenStdin':false,'StdinOnce':false,'Env':['PATH=/bin'],"
    "'Cmd':['/bin/sh'],'Image':'app:1','Volumes':null,'WorkingDir':'/','Entrypoint':null,"
    "'Labels':{}",
    "'SandboxID':'0a','SandboxKey':'/var/run/docker/netns/0a','Ports':{},'Networks':{'bridge':{"
    "'IPAMConfig':null,'Links':null,'Aliases':null,'DriverOpts':null,'GwPriority':0,"
    "'NetworkID':'0b','EndpointID':'0c','Gateway':'172.17.0.1','IPAddress':'172.17.0.2',"
    "'MacAddress':'ee:95:a5:9a:8c:0d','IPPrefixLen':16,'IPv6Gateway':'','GlobalIPv6Address':'',"
    "'GlobalIPv6PrefixLen':0,'DNSNames':null}}",
};

START_TEST(newer)
{
    const struct hr_json *container =
        parse(hr_arena_printf(arena,
                              "{'Id':'" ID "','Name':'/web','Image':'sha256:" ID "','Platform':"
                              "'linux','State':{'Running':true,'Pid':42},'HostConfig':{%s},"
                              "'Mounts':[],'Config':{%s},'NetworkSettings':{%s},"
                              "'ImageManifestDescriptor':{'size':1}}",
                              plain[0], plain[1], plain[2]));
    const struct hr_json *config =
        parse("{'Cmd':['/bin/sh'],'Env':['PATH=/bin'],'WorkingDir':'/'}");
    struct hr_inspected inspected;

    ck_assert_msg(hr_inspect_read(container, config, arena, &inspected, &err), "%s", err.msg);
    ck_assert_str_eq(words_of(&inspected),
                     "log-driver=json-file cgroupns=private ipc=private network=bridge");
    ck_assert_uint_eq(inspected.invocation.command.n + inspected.taken.n, 0);
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
    { "{'Id':'x','HostConfig':{},'Config':{'Image':'A b'}}",
      "it has neither an image's name nor its id", "/Config/Image" },
    { "{'Id':'x','HostConfig':[],'Config':{}}", "want an object, found an array", "/HostConfig" },
    { "{'Id':'x','HostConfig':{'Privileged':'false'},'Config':{'Image':'i'}}",
      "want true or false, found a string", "/HostConfig/Privileged" },
    { "{'Id':'x','HostConfig':{'Memory':1e9},'Config':{'Image':'i'}}",
      "want a whole number in range, found another", "/HostConfig/Memory" },
    { "{'Id':'x','HostConfig':{'CapAdd':[null]},'Config':{'Image':'i'}}",
      "want a string, found null", "/HostConfig/CapAdd/0" },
    { "{'Id':'x','HostConfig':{},'Config':{'Image':'i','Env':{}}}",
      "want an array, found an object", "/Config/Env" },
    { "{'Id':'x','State':{'Pid':-1},'HostConfig':{},'Config':{'Image':'i'}}",
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

/* FORMAT with TEXT for its "%s". */
static const char *replaced(const char *format, const char *text)
{
    const char *at = strstr(format, "%s");

    return hr_arena_printf(arena, "%s%s%s", hr_arena_strndup(arena, format, (size_t)(at - format)),
                           text, at + 2);
}

/* TEXT COUNT times, a comma between. */
static const char *times(const char *text, size_t count)
{
    struct hr_strv parts = { 0 };

    while (count-- > 0)
        hr_strv_push(arena, &parts, text);
    return hr_strv_join(arena, &parts, ",");
}

START_TEST(too_large)
{
    static const struct {
        const char *format, *text;
        size_t count;
        const char *message, *pointer;
    } bounds[] = {
        { "'CapAdd':[%s]", "'A'", 10000, NULL, NULL },
        { "'CapAdd':[%s]", "'A'", 10001, "it has more than 10000 elements", "/HostConfig/CapAdd" },
        { "'More':[%s]", "[{'a':[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}]", 10000,
          "it has more than 250000 values", "" },
        { "'%s':0", "0123456789012345678901234567890123456789", 100,
          "its name is longer than 4096 bytes", NULL },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(bounds); i++) {
        const struct hr_json *container =
            container_of(replaced(bounds[i].format, times(bounds[i].text, bounds[i].count)), "");
        struct hr_inspected inspected;

        ck_assert_int_eq(hr_inspect_read(container, NULL, arena, &inspected, &err),
                         bounds[i].message == NULL);
        if (bounds[i].message)
            ck_assert_str_eq(err.msg, bounds[i].message);
        if (bounds[i].pointer)
            ck_assert_str_eq(err.where.pointer, bounds[i].pointer);
    }
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_loop_test(tc, members, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, networks, 0, HR_ARRAY_LEN(network_cases));
    tcase_add_test(tc, open_ports);
    tcase_add_loop_test(tc, image, 0, HR_ARRAY_LEN(image_cases));
    tcase_add_test(tc, mounted);
    tcase_add_test(tc, filter);
    tcase_add_test(tc, one_reading);
    tcase_add_test(tc, newer);
    tcase_add_test(tc, names);
    tcase_add_test(tc, too_large);
    tcase_add_loop_test(tc, refused, 0, HR_ARRAY_LEN(wrong));
}

UNIT_MAIN("inspect", add)
