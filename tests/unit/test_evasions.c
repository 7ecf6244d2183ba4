/* SPDX-License-Identifier: MIT */
/* Lines that must trip a rule under `default`, in every spelling that docker takes, and everyday lines
 * beside them that must not. Rules about mounts and variables have tests of their own. */
#include "hrun/base/text.h"

#include "judge.h"

#define K "\xe2\x84\xaa" /* U+212A, which Go's ToLower makes k */

static struct hr_container_facts containers[] = {
    { .name = "app",
      .state = HR_KNOWN,
      .id = "a1",
      .network = "default",
      .pid = "",
      .ipc = "private" },
    { .name = "agent",
      .state = HR_KNOWN,
      .id = "a2",
      .network = "host",
      .pid = "host",
      .ipc = "host" },
    { .name = "side",
      .state = HR_KNOWN,
      .id = "a3",
      .network = "container:agent",
      .pid = "container:agent",
      .ipc = "container:agent" },
    { .name = "ring",
      .state = HR_KNOWN,
      .id = "a4",
      .network = "container:ring",
      .pid = "container:ring",
      .ipc = "container:ring" },
    { .name = "dumb", .state = HR_UNKNOWN, .unknown_because = "it says 500" },
    { .name = "gone", .state = HR_ABSENT },
    { .name = "loose", .state = HR_KNOWN, .id = "a5", .network = "team", .pid = "", .ipc = "" },
};

static struct hr_network_facts networks[] = {
    { .name = "team", .state = HR_KNOWN, .own_name = "team", .driver = "bridge" },
    { .name = "37a0", .state = HR_KNOWN, .own_name = "host", .driver = "host" },
    { .name = "outside", .state = HR_KNOWN, .own_name = "outside", .driver = "host" },
    { .name = "e988", .state = HR_KNOWN, .own_name = "bridge", .driver = "bridge" },
    { .name = "8fcc", .state = HR_KNOWN, .own_name = "team", .driver = "bridge" },
    { .name = "lan", .state = HR_KNOWN, .own_name = "lan", .driver = "macvlan" },
    { .name = "lan2", .state = HR_KNOWN, .own_name = "lan2", .driver = "ipvlan" },
    { .name = "wide", .state = HR_KNOWN, .own_name = "wide", .driver = "overlay" },
    { .name = "plug", .state = HR_KNOWN, .own_name = "plug", .driver = "weave:latest" },
    { .name = "shut",
      .state = HR_KNOWN,
      .own_name = "shut",
      .driver = "macvlan",
      .internal = true },
    { .name = "odd", .state = HR_UNKNOWN, .unknown_because = "it says 500" },
    { .name = "gone", .state = HR_ABSENT },
};

static const struct judge_case evasions[] = {
    /* the host's network */
    { "--network host app:1", "host-network" },
    { "--network=host app:1", "host-network" },
    { "--net host app:1", "host-network" },
    { "--net=host app:1", "host-network" },
    { "--network name=host app:1", "host-network" },
    { "--network NAME=HOST app:1", "host-network" },
    { "--network \"name=host\" app:1", "host-network" },
    { "--network name=none,name=host app:1", "host-network" },
    { "--network name=host,ip=1.2.3.4 app:1", "host-network" },
    { "--network |name=host app:1", "host-network" },
    { "--network name=|host,ip=1.2.3.4 app:1", "host-network" },
    { "--network \nname=host app:1", "ambiguous-text:\nname=host host-network" },
    { "--network name=host\nx app:1", "ambiguous-text:name=host\nx host-network" },
    { "--network name=host\r app:1", "ambiguous-text:name=host\r host-network" },
    { "--network none --network host app:1", "host-network" },
    { "--network host --network none app:1", "host-network" },
    { "--network 37a0 app:1", "host-network" },
    { "--network name=37a0 app:1", "host-network" },
    { "--network outside app:1", "host-network" },
    { "--network odd app:1", "host-network" },
    { "-d --net host app:1", "host-network" },
    { "-itd --net=host app:1", "host-network" },
    { "--network container:agent app:1", "container-namespace:agent host-network" },
    { "--network container:side app:1", "container-namespace:side host-network" },
    { "--network container:ring app:1", "container-namespace:ring host-network" },
    { "--network container:dumb app:1", "container-namespace:dumb host-network" },
    { "--network name=container:agent app:1", "container-namespace:agent host-network" },
    { "--network container:app app:1", "container-namespace:app" },
    { "--network container:gone app:1", "container-namespace:gone" },

    /* networks that lead out */
    { "--network lan app:1", "publish-not-loopback:lan?" },
    { "--network name=lan,ip=10.0.0.9 app:1", "publish-not-loopback:lan?" },
    { "--network lan2 app:1", "publish-not-loopback:lan2?" },
    { "--network wide app:1", "publish-not-loopback:wide?" },
    { "--network plug app:1", "publish-not-loopback:plug?" },
    { "--network team --network lan app:1", "publish-not-loopback:lan?" },
    { "--network name=bac" K "end app:1", "ambiguous-text:name=bac" K "end" },

    /* a network driver's options */
    { "--network name=team,driver-opt=a=b app:1", "network-driver-opt:a" },
    { "--network \"name=team\",\"driver-opt=a=b\" app:1", "network-driver-opt:a" },
    { "--network name=team,DRIVER-OPT=A=B app:1", "network-driver-opt:a" },
    { "--network name=team,driver-opt=com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME."
      "forwarding=1 app:1",
      "network-driver-opt:com.docker.network.endpoint.sysctls" },
    { "--network "
      "name=team,driver-opt=com.docker.network.endpoint.ifname=eth7,driver-opt=x=1 app:1",
      "network-driver-opt:x" },
    { "--network name=team,driver-opt=x=1,driver-opt=y=2 app:1",
      "network-driver-opt:x network-driver-opt:y" },
    { "--network team --network name=team2,driver-opt=x=1 app:1", "network-driver-opt:x" },

    /* who it runs as */
    { "-u 1000 app:1", "root-group?" },
    { "-u 1000: app:1", "root-group?" },
    { "--user=1000 app:1", "root-group?" },
    { "--pull always --user app app:1", "pull-policy? root-user" },
    { "--pull=always -u toor:5 app:1", "pull-policy? root-user" },

    /* namespaces */
    { "--pid host app:1", "host-pid" },
    { "--pid=host app:1", "host-pid" },
    { "--pid= --pid host app:1", "host-pid" },
    { "--pid container:agent app:1", "container-namespace:agent host-pid" },
    { "--pid container:side app:1", "container-namespace:side host-pid" },
    { "--pid container:ring app:1", "container-namespace:ring host-pid" },
    { "--pid container:dumb app:1", "container-namespace:dumb host-pid" },
    { "--pid container:app app:1", "container-namespace:app" },
    { "--ipc host app:1", "host-ipc" },
    { "--ipc=private --ipc=host app:1", "host-ipc" },
    { "--ipc container:agent app:1", "container-namespace:agent host-ipc" },
    { "--ipc container:side app:1", "container-namespace:side host-ipc" },
    { "--ipc container:dumb app:1", "container-namespace:dumb host-ipc" },
    { "--ipc container:app app:1", "container-namespace:app" },
    { "--ipc shareable app:1", "container-namespace:shareable" },
    { "--ipc=none --ipc=shareable app:1", "container-namespace:shareable" },
    { "--ipc HOST app:1", "host-ipc" },
    { "--ipc hostile app:1", "host-ipc" },
    { "--uts host app:1", "host-uts" },
    { "--uts= --uts=host app:1", "host-uts" },
    { "--userns host app:1", "host-userns" },
    { "--userns=host app:1", "host-userns" },
    { "--cgroupns host app:1", "host-cgroupns" },
    { "--cgroupns=private --cgroupns=host app:1", "host-cgroupns" },
    { "--allow container-namespace:agent=x --pid container:agent app:1",
      "container-namespace:agent=x host-pid" },

    /* devices */
    { "--device /dev/sda app:1", "device:/dev/sda" },
    { "--device=/dev/sda app:1", "device:/dev/sda" },
    { "--device /dev/sda:/dev/null app:1", "device:/dev/sda" },
    { "--device /dev/sda:r app:1", "device:/dev/sda" },
    { "--device /dev/sda:/dev/x:m app:1", "device:/dev/sda" },
    { "--device /dev/../dev/sda app:1", "device:/dev/sda" },
    { "--device //dev//sda app:1", "device:/dev/sda" },
    { "--device /dev app:1", "device:/dev" },
    { "--device /dev/ app:1", "device:/dev" },
    { "--device /dev/. app:1", "device:/dev" },
    { "--device / app:1", "device:/" },
    { "--device /dev/null app:1", "device:/dev/null" },
    { "--device /dev/fuse app:1", "device:/dev/fuse" },
    { "--device /dev/kvm --device /dev/net/tun app:1", "device:/dev/kvm device:/dev/net/tun" },
    { "--device relative:/abs app:1", "device:relative" },
    { "--device /proc/self/root/dev/sda app:1", "device:/proc/self/root/dev/sda" },
    { "--device vendor.com/class=name app:1", "device:vendor.com/class=name" },
    { "--device nvidia.com/gpu=all app:1", "device:nvidia.com/gpu=all" },
    { "--device /dev/disk/by-id/x app:1", "device:/dev/disk/by-id/x" },
    { "--device-cgroup-rule a|*:*|rwm app:1", "device-cgroup-rule:a *:* rwm" },
    { "--device-cgroup-rule=b|*:*|rwm app:1", "device-cgroup-rule:b *:* rwm" },
    { "--device-cgroup-rule c|1:3|r app:1", "device-cgroup-rule:c 1:3 r" },
    { "--gpus all app:1", "gpus:all?" },
    { "--gpus=all app:1", "gpus:all?" },
    { "--gpus -1 app:1", "gpus:-1?" },
    { "--gpus 1 app:1", "gpus:1?" },
    { "--gpus count=all app:1", "gpus:count=all?" },
    { "--gpus \"device=0,1\" app:1", "gpus:\"device=0,1\"?" },
    { "--gpus device=GPU-1 app:1", "gpus:device=GPU-1?" },
    { "--gpus all,capabilities=compute app:1", "gpus:all,capabilities=compute?" },
    { "--gpus driver=nvidia app:1", "gpus:driver=nvidia?" },
    { "--gpus 1 --gpus 2 app:1", "gpus:1? gpus:2?" },

    /* what the runtime and the kernel are told */
    { "--runtime runsc app:1", "runtime:runsc" },
    { "--runtime runc app:1", "runtime:runc" },
    { "--runtime=io.containerd.runc.v2 app:1", "runtime:io.containerd.runc.v2" },
    { "--runtime= --runtime sysbox-runc app:1", "runtime:sysbox-runc" },
    { "--annotation a=b app:1", "annotation:a" },
    { "--annotation=run.oci.hooks.stderr=/x app:1", "annotation:run.oci.hooks.stderr" },
    { "--annotation org.systemd.property.CPUQuota=1 app:1",
      "annotation:org.systemd.property.CPUQuota" },
    { "--annotation a app:1", "annotation:a" },
    { "--annotation a= --annotation b=c app:1", "annotation:a annotation:b" },
    { "--sysctl net.ipv4.ip_forward=1 app:1", "sysctl:net.ipv4.ip_forward" },
    { "--sysctl=net.ipv4.ip_unprivileged_port_start=0 app:1",
      "sysctl:net.ipv4.ip_unprivileged_port_start" },
    { "--sysctl kernel.shmmax=1 app:1", "sysctl:kernel.shmmax" },
    { "--sysctl kernel.shm_rmid_forced=0 app:1", "sysctl:kernel.shm_rmid_forced" },
    { "--sysctl fs.mqueue.msg_max=9 app:1", "sysctl:fs.mqueue.msg_max" },
    { "--sysctl net.= app:1", "sysctl:net." },
    { "--sysctl net.core.somaxconn=1 --sysctl net.ipv4.ip_forward=1 app:1",
      "sysctl:net.core.somaxconn sysctl:net.ipv4.ip_forward" },
    { "--cgroup-parent / app:1", "cgroup-parent:/" },
    { "--cgroup-parent=/x app:1", "cgroup-parent:/x" },
    { "--cgroup-parent ../../x app:1", "cgroup-parent:../../x" },
    { "--cgroup-parent system.slice app:1", "cgroup-parent:system.slice" },
    { "--cgroup-parent= --cgroup-parent x app:1", "cgroup-parent:x" },
    { "--oom-kill-disable -m 1g app:1", "oom-kill-disable" },
    { "--oom-kill-disable=true app:1", "oom-kill-disable" },
    { "--oom-kill-disable=T app:1", "oom-kill-disable" },
    { "--oom-kill-disable=0 --oom-kill-disable=1 app:1", "oom-kill-disable" },
    { "--oom-score-adj -1 app:1", "oom-score" },
    { "--oom-score-adj=-1000 app:1", "oom-score" },
    { "--oom-score-adj -0x10 app:1", "oom-score" },
    { "--oom-score-adj 5 --oom-score-adj -5 app:1", "oom-score" },
    { "--cpu-rt-runtime 950000 app:1", "cpu-rt" },
    { "--cpu-rt-runtime=-1 app:1", "cpu-rt" },
    { "--cpu-rt-period 1000000 app:1", "cpu-rt" },
    { "--cpu-rt-period 1000 --cpu-rt-runtime 900 app:1", "cpu-rt cpu-rt" },
    { "--workdir /proc/self/fd/8 app:1", "workdir:/proc/self/fd/8" },
    { "-w /proc/self/fd/8 app:1", "workdir:/proc/self/fd/8" },
    { "-w/proc/self/fd/7 app:1", "workdir:/proc/self/fd/7" },
    { "-w=/proc app:1", "workdir:/proc" },
    { "-w /dev/fd/8 app:1", "workdir:/dev/fd/8" },
    { "-w //proc/1/root app:1", "workdir://proc/1/root" },
    { "-w /x/../proc/self app:1", "workdir:/x/../proc/self" },
    { "-w /./proc/self/cwd app:1", "workdir:/./proc/self/cwd" },
    { "-w /dev/./fd app:1", "workdir:/dev/./fd" },
    { "-w proc/self app:1", "workdir:proc/self" },
    { "-w /srv -w /proc app:1", "workdir:/proc" },

    /* whom it reaches and what it is given */
    { "--add-host h:host-gateway app:1", "host-gateway:h:host-gateway?" },
    { "--add-host=h=host-gateway app:1", "host-gateway:h=host-gateway?" },
    { "--add-host host.docker.internal:host-gateway app:1",
      "host-gateway:host.docker.internal:host-gateway?" },
    { "--link db app:1", "legacy-link:db" },
    { "--link db:db app:1", "legacy-link:db:db" },
    { "--link=db:database --link cache app:1", "legacy-link:db:database legacy-link:cache" },
    { "--group-add 0 app:1", "group-add:0 root-group?" },
    { "--group-add root app:1", "group-add:root root-group?" },
    { "--group-add docker app:1", "group-add:docker" },
    { "--group-add=998 app:1", "group-add:998" },
    { "--group-add disk --group-add video app:1", "group-add:disk group-add:video" },
    { "-u 1000:docker app:1", "root-group?" },
    { "-u 1000: app:1", "root-group?" },
    { "-u 1000:+0 app:1", "root-group?" },

    /* what is left behind of it */
    { "--log-driver none app:1", "log-driver:none?" },
    { "--log-driver=syslog app:1", "log-driver:syslog?" },
    { "--log-driver gelf --log-opt gelf-address=udp://1.2.3.4:5 app:1",
      "log-driver:gelf? log-driver:gelf-address?" },
    { "--log-driver fluentd app:1", "log-driver:fluentd?" },
    { "--log-driver awslogs app:1", "log-driver:awslogs?" },
    { "--log-driver splunk app:1", "log-driver:splunk?" },
    { "--log-driver JSON-FILE app:1", "log-driver:JSON-FILE?" },
    { "--log-driver my/plugin:1 app:1", "log-driver:my/plugin:1?" },
    { "--log-opt syslog-address=tcp://1.2.3.4:5 app:1", "log-driver:syslog-address?" },
    { "--log-opt env=SECRET app:1", "log-driver:env?" },
    { "--log-opt env-regex=.* app:1", "log-driver:env-regex?" },
    { "--log-opt path=/x app:1", "log-driver:path?" },
    { "--log-opt max-size=1m --log-opt fluentd-address=x app:1", "log-driver:fluentd-address?" },

    /* which image, and what is read in more than one way */
    { "--pull always app:1", "pull-policy?" },
    { "--pull=missing app:1", "pull-policy?" },
    { "--disable-content-trust app:1", "pull-policy?" },
    { "--disable-content-trust=true app:1", "pull-policy?" },
    { "--disable-content-trust=false app:1", "pull-policy?" },
    { "--security-opt newer=thing app:1", "version-dependent:newer=thing" },
    { "--security-opt Seccomp=unconfined app:1", "version-dependent:Seccomp=unconfined" },
    { "--security-opt systempaths:unconfined app:1", "systempaths-unconfined" },
    { "--runtime r\xc3\xbcn app:1", "ambiguous-text:r\xc3\xbcn runtime:r\xc3\xbcn" },
    { "--cgroup-parent a\tb app:1", "ambiguous-text:a\tb cgroup-parent:a\tb" },
    { "--group-add \xef\xbc\x90 app:1",
      "ambiguous-text:\xef\xbc\x90 group-add:\xef\xbc\x90" }, /* a full-width 0 */
};

static const char *const harmless[] = {
    "--network none app:1",
    "--network=none app:1",
    "--net none app:1",
    "--network bridge app:1",
    "--network default app:1",
    "--network team app:1",
    "--network 8fcc app:1",
    "--network name=team app:1",
    "--network name=team,alias=db app:1",
    "--network name=team,ip=172.20.0.9 app:1",
    "--network team --network-alias db app:1",
    "--network team --ip 172.20.0.9 app:1",
    "--network e988 app:1",
    "--network shut app:1",
    "--network gone app:1", /* docker refuses it */
    "--network HOST app:1",
    "--network hosts app:1",
    "--network |host app:1",
    "--network name=none app:1",
    "--network name=team,driver-opt=com.docker.network.endpoint.ifname=eth7 app:1",
    "--hostname host app:1",
    "--name host app:1",
    "--name --network=host app:1",
    "--label --net=host app:1",
    "app:1 --network host",
    "app:1 --privileged --pid=host",
    "-- app:1 --device /dev/sda",
    "--domainname host app:1",
    "--network-alias host app:1",
    "--pid= app:1",
    "--pid host --pid= app:1",
    "--ipc none app:1",
    "--ipc private app:1",
    "--ipc= app:1",
    "--ipc host --ipc private app:1",
    "--uts= app:1",
    "--userns= app:1",
    "--cgroupns private app:1",
    "--cgroupns= app:1",
    "--shm-size 256m app:1",
    "--blkio-weight 100 app:1",
    "--device-read-bps /dev/sda:1mb app:1",
    "--device-write-iops /dev/sda:100 app:1",
    "--blkio-weight-device /dev/sda:100 app:1",
    "--cpuset-cpus 0 app:1",
    "--cpu-shares 512 app:1",
    "--cpu-rt-runtime 0 app:1",
    "--cpu-rt-period 0 app:1",
    "--cpu-rt-runtime 5 --cpu-rt-runtime 0 app:1",
    "--oom-kill-disable=false app:1",
    "--oom-kill-disable=F app:1",
    "--oom-kill-disable --oom-kill-disable=0 app:1",
    "--oom-score-adj 0 app:1",
    "--oom-score-adj 500 app:1",
    "--oom-score-adj -5 --oom-score-adj 5 app:1",
    "--cgroup-parent= app:1",
    "--cgroup-parent x --cgroup-parent= app:1",
    "--runtime= app:1",
    "--runtime kata --runtime= app:1",
    "--workdir /srv app:1",
    "-w /work app:1",
    "-w / app:1",
    "-w /process app:1",
    "-w /dev/fdx app:1",
    "-w /dev/shm app:1",
    "-w /proc -w /srv app:1",
    "-w /srv/..data app:1",
    "--workdir= app:1",
    "--add-host h:1.2.3.4 app:1",
    "--add-host host-gateway:1.2.3.4 app:1",
    "--add-host=h=1.2.3.4 app:1",
    "--dns 1.1.1.1 app:1",
    "--dns-search lan app:1",
    "--dns-option ndots:2 app:1",
    "--log-driver json-file app:1",
    "--log-driver local app:1",
    "--log-driver journald app:1",
    "--log-driver= app:1",
    "--log-driver none --log-driver local app:1",
    "--log-opt max-size=10m --log-opt max-file=3 app:1",
    "--log-opt compress=true app:1",
    "--log-opt mode=non-blocking --log-opt max-buffer-size=4m app:1",
    "--log-opt tag={{.Name}} app:1",
    "--pull never app:1",
    "--pull= app:1",
    "--security-opt no-new-privileges app:1",
    "--security-opt no-new-privileges:true app:1",
    "--security-opt apparmor=docker-default app:1",
    "--security-opt writable-cgroups=false app:1",
    "-u 1000:1000 app:1",
    "--user=1000:100 app:1",
    "--stop-signal KILL --stop-timeout 3 app:1",
    "--restart on-failure:5 app:1",
    "--init --rm -it app:1",
    "-d --name web app:1",
    "--health-cmd true --health-interval 5s app:1",
    "--platform linux/amd64 app:1",
    "--entrypoint /bin/sh app:1 -c id",
    "--cap-drop ALL app:1",
    "--read-only app:1",
    "--storage-opt size=1g app:1",
    "--memory-swappiness 0 app:1",
};

static struct hr_facts with_all(void)
{
    return (struct hr_facts){
        .image = judge_root_image.image,
        .containers = { .v = containers, .n = HR_ARRAY_LEN(containers) },
        .networks = { .v = networks, .n = HR_ARRAY_LEN(networks) },
    };
}

START_TEST(trips)
{
    const struct hr_facts facts = with_all();

    judge_check(NULL, &facts, evasions[_i].line, evasions[_i].want);
}
END_TEST

START_TEST(passes)
{
    const struct hr_facts facts = with_all();

    judge_check(NULL, &facts, harmless[_i], "");
}
END_TEST

#define ALL                                                                               \
    "'rules': { '*': 'deny', 'limit-off': 'allow', 'writable-rootfs': 'allow', "          \
    "'no-new-privileges-off': 'allow', 'root-user': 'allow', 'image-unpinned': 'allow', " \
    "'capabilities-kept': 'allow', 'default-bridge': 'allow' }, " BARE

/* What a profile's lists let pass, and what is near to it. */
static const struct judge_profile_case listed[] = {
    { "'allow': { 'devices': [ '/dev/fuse' ] }, " ALL, "--device /dev/fuse app:1", "" },
    { "'allow': { 'devices': [ '/dev/fuse' ] }, " ALL, "--device /dev//fuse:/dev/x:r app:1", "" },
    { "'allow': { 'devices': [ '/dev/fuse' ] }, " ALL, "--device /dev/fuse2 app:1",
      "device:/dev/fuse2" },
    { "'allow': { 'devices': [ '/dev/fuse' ] }, " ALL, "--device /dev/fuse/../sda app:1",
      "device:/dev/sda" },
    { "'allow': { 'devices': [ '/dev/dri/*' ] }, " ALL, "--device /dev/dri/card0 app:1", "" },
    { "'allow': { 'devices': [ '/dev/dri/*' ] }, " ALL, "--device /dev/dri app:1",
      "device:/dev/dri" },
    { "'allow': { 'devices': [ '/dev/*' ] }, " ALL, "--device /dev/mapper/x app:1",
      "device:/dev/mapper/x" },
    { "'allow': { 'devices': [ 'nvidia.com/gpu=*' ] }, " ALL, "--device nvidia.com/gpu=0 app:1",
      "" },
    { "'allow': { 'gpus': [ 'all' ] }, " ALL, "--gpus device=0 app:1", "" },
    { "'allow': { 'gpus': [ '0' ] }, " ALL, "--gpus device=0 app:1", "" },
    { "'allow': { 'gpus': [ 'GPU-1' ] }, " ALL, "--gpus device=GPU-1 app:1", "" },
    { "'allow': { 'gpus': [ '0' ] }, " ALL, "--gpus \"device=0,1\" app:1", "gpus:\"device=0,1\"" },
    { "'allow': { 'gpus': [ '0', '1' ] }, " ALL, "--gpus \"device=0,1\",driver=nvidia app:1", "" },
    { "'allow': { 'gpus': [ '0' ] }, " ALL, "--gpus all app:1", "gpus:all" },
    { "'allow': { 'gpus': [ '0' ] }, " ALL, "--gpus driver=nvidia app:1", "gpus:driver=nvidia" },
    /* an id is no count, and a count no id */
    { "'allow': { 'gpus': [ '1' ] }, " ALL, "--gpus 1 app:1", "gpus:1" },
    { "'allow': { 'gpus': [ '1' ] }, " ALL, "--gpus count=1 app:1", "gpus:count=1" },
    { "'allow': { 'gpus': [ '1' ] }, " ALL, "--gpus driver=nvidia app:1", "gpus:driver=nvidia" },
    { "'allow': { 'gpus': [ 'count:1' ] }, " ALL, "--gpus device=1 app:1", "gpus:device=1" },
    { "'allow': { 'gpus': [ 'count:1' ] }, " ALL, "--gpus device=count:1 app:1", "" }, /* its id */
    { "'allow': { 'gpus': [ 'count:1' ] }, " ALL, "--gpus driver=nvidia app:1", "" },  /* one */
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus count=2 app:1", "" },
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus 1 app:1", "" },
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus 3 app:1", "gpus:3" },
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus count=-1 app:1", "gpus:count=-1" },
    { "'allow': { 'gpus': [ 'count:2' ] }, " ALL, "--gpus count=all app:1", "gpus:count=all" },
    { "'allow': { 'sysctls': [ 'net.core.*' ] }, " ALL, "--sysctl net.core.somaxconn=9 app:1", "" },
    { "'allow': { 'sysctls': [ 'net.core.*' ] }, " ALL, "--sysctl net.ipv4.ip_forward=1 app:1",
      "sysctl:net.ipv4.ip_forward" },
    { "'allow': { 'sysctls': [ 'net.ipv4.conf.IFNAME.forwarding' ] }, " ALL,
      "--network "
      "name=a,driver-opt=com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.forwarding=1 "
      "app:1",
      "network:a" },
    { "'allow': { 'sysctls': [ 'net.core.somaxconn' ], 'networks': [ 'a' ] }, " ALL,
      "--network \"name=a\",\"driver-opt=com.docker.network.endpoint.sysctls=net.core.somaxconn=1,"
      "net.x=1\" app:1",
      "network-driver-opt:com.docker.network.endpoint.sysctls" },
    { "'allow': { 'runtimes': [ 'runsc' ] }, " ALL, "--runtime runsc app:1", "" },
    { "'allow': { 'runtimes': [ 'runsc' ] }, " ALL, "--runtime runc app:1", "runtime:runc" },
    { "'allow': { 'groups': [ 'video', '44' ] }, " ALL, "--group-add video --group-add 44 app:1",
      "" },
    { "'allow': { 'groups': [ 'video' ] }, " ALL, "--group-add videos app:1",
      "group-add:videos root-group" },
    { "'allow': { 'networks': [ 'team' ] }, " ALL, "--network team app:1", "" },
    { "'allow': { 'networks': [ 'team' ] }, " ALL, "--network 8fcc app:1", "" },
    { "'allow': { 'networks': [ 'team' ] }, " ALL, "--network name=team,alias=x app:1", "" },
    { "'allow': { 'networks': [ 'team' ] }, " ALL, "--network team --network lan app:1",
      "network:lan publish-not-loopback:lan" },
    { "'allow': { 'networks': [ 'host' ] }, " ALL, "--network host app:1", "host-network" },
    { ALL, "--network shut app:1", "network:shut" },
    { "'network_mode': 'none', " ALL, "--network bridge app:1", "network:bridge" },
    { "'network_mode': 'none', 'allow': { 'networks': [ 'bridge' ] }, " ALL,
      "--network bridge app:1", "" },
    { "'network_mode': 'team', " ALL, "--network none app:1", "" },
    { "'allow': { 'annotations': [ 'io.kata.*' ] }, " ALL, "--annotation io.kata.x=1 app:1", "" },
    { "'allow': { 'annotations': [ 'io.kata.*' ] }, " ALL, "--annotation io.katax=1 app:1",
      "annotation:io.katax" },
    { "'allow': { 'log_drivers': [ 'syslog' ] }, " ALL,
      "--log-driver syslog --log-opt syslog-address=udp://1.2.3.4 app:1", "" },
    { "'allow': { 'log_drivers': [ 'syslog' ] }, " ALL, "--log-opt syslog-address=x app:1",
      "log-driver:syslog-address" },
    { "'allow': { 'log_drivers': [ 'syslog' ] }, " ALL, "--log-driver gelf app:1",
      "log-driver:gelf" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, " BARE, "app:1", "default-bridge" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, " BARE, "--network e988 app:1",
      "default-bridge" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, " BARE, "--network container:app app:1",
      "default-bridge" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, " BARE, "--network team app:1", "" },
    { "'rules': { '*': 'allow', 'default-bridge': 'deny' }, 'network_mode': 'bridge', " BARE,
      "app:1", "" },
    { "'rules': { '*': 'allow', 'network': 'deny' }, " BARE, "--network container:loose app:1",
      "network:team" },
};

START_TEST(lists)
{
    const struct hr_facts facts = with_all();

    judge_check(listed[_i].profile, &facts, listed[_i].line, listed[_i].want);
}
END_TEST

static const struct {
    const char *version;
    const char *why; /* NULL: nothing trips */
} api_cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "1.44", NULL },
    { "1.50", NULL },
    { "1.43", "below a read-only bind" },
    { "v1.43", "below a read-only bind" },
    { "1.43.0", "below a read-only bind" },
    { "1.43.", "below a read-only bind" },
    { "01.043", "below a read-only bind" },
    { "1.44.0", NULL },
    { "1.40", "control group" },
    { "1.39", "IPC namespace" },
    { "1.24", "--rm" },
    { "x", NULL }, /* docker refuses it */
};

START_TEST(old_api)
{
    struct hr_facts facts = judge_root_image;
    struct hr_plan plan;

    facts.api_version = api_cases[_i].version;
    judge_plan(NULL, &facts, "app:1", &plan);
    ck_assert_uint_eq(plan.findings.n, api_cases[_i].why != NULL);
    if (api_cases[_i].why) {
        ck_assert_str_eq(plan.findings.v[0].rule->name, "old-api");
        ck_assert_ptr_nonnull(strstr(plan.findings.v[0].message, api_cases[_i].why));
    }
}
END_TEST

static const char *const labels[] = { "a=hrun.b", "hrunx=1", "hrun.allow.privileged=it is fine" };

static const struct {
    struct hr_image_facts image;
    size_t labels; /* how many of those it has */
    const char *line, *want;
} image_cases[] = {
    { { .state = HR_KNOWN, .id = "x", .user = "" }, 2, "app:1", "" },
    { { .state = HR_KNOWN, .id = "x", .user = "" }, 3, "app:1", "image-labels?" },
    { { .state = HR_KNOWN, .id = "x", .user = "", .workdir = "/proc/self/fd/7" },
      0,
      "app:1",
      "workdir:/proc/self/fd/7" },
    { { .state = HR_KNOWN, .id = "x", .user = "", .workdir = "../proc/1" },
      0,
      "app:1",
      "workdir:../proc/1" },
    { { .state = HR_KNOWN, .id = "x", .user = "", .workdir = "/proc/self/fd/7" },
      0,
      "-w /srv app:1",
      "" },
    { { .state = HR_KNOWN, .id = "x", .user = "", .workdir = "/proc/self/fd/7" },
      0,
      "--workdir= app:1",
      "workdir:/proc/self/fd/7" },
    { { .state = HR_KNOWN, .id = "x", .user = "", .workdir = "srv" }, 0, "app:1", "" },
    { { .state = HR_ABSENT }, 0, "app:1", "pull-policy" },
    { { .state = HR_ABSENT }, 0, "--pull never app:1", "pull-policy" },
    { { .state = HR_ABSENT }, 0, "--pull missing app:1", "pull-policy?" },
    { { .state = HR_ABSENT }, 0, "--pull always app:1", "pull-policy?" },
    { { .unknown_because = "no engine" }, 0, "app:1", "no-facts?" },
    { { .unknown_because = "no engine" },
      0,
      "--network odd --pid container:dumb app:1",
      "container-namespace:dumb no-facts?" },
};

START_TEST(images)
{
    struct hr_facts facts = with_all();

    facts.image = image_cases[_i].image;
    for (size_t i = 0; i < image_cases[_i].labels; i++)
        hr_strv_push(arena, &facts.image.labels, labels[i]);
    judge_check(NULL, &facts, image_cases[_i].line, image_cases[_i].want);
}
END_TEST

static const struct {
    const char *text; /* what is in the file; NULL: it cannot be read */
    const char *want;
} file_cases[] = {
    { "a=b\nhrunx=1\n", "" },
    { "# hrun.allow.x=y\nhrun.bare\n", "" }, /* docker drops bare names here */
    { "a=b\nhrun.allow.privileged=it is fine\n", "image-labels:l?" },
    { "\xef\xbb\xbfhrun.profile=strict\n", "image-labels:l?" },
    { "\xc2\xa0 hrun.profile=strict\r\n", "image-labels:l?" },
    { NULL, "image-labels:l?" },
};

START_TEST(label_files)
{
    const char *text = file_cases[_i].text;
    struct hr_facts facts = judge_root_image;
    struct hr_env_file_facts *file = HR_VEC_PUSH(arena, &facts.env_files);
    const struct hr_bytes bytes = { text, text ? strlen(text) : 0 };

    *file = (struct hr_env_file_facts){ .path = "l", .known = text, .unknown_because = "gone" };
    if (text)
        ck_assert(hr_env_file_parse(&bytes, "l", arena, &file->lines, &err));
    judge_check(NULL, &facts, "--label-file l app:1", file_cases[_i].want);
}
END_TEST

#define ID_OF(digit) #digit #digit #digit #digit #digit #digit #digit #digit
#define LONG_ID(digit) \
    ID_OF(digit)       \
    ID_OF(digit) ID_OF(digit) ID_OF(digit) ID_OF(digit) ID_OF(digit) ID_OF(digit) ID_OF(digit)

static struct hr_container_facts pinned[] = {
    { .name = "app", .state = HR_KNOWN, .id = LONG_ID(a), .network = "", .pid = "", .ipc = "" },
    { .name = LONG_ID(b),
      .state = HR_KNOWN,
      .id = LONG_ID(b),
      .network = "",
      .pid = "",
      .ipc = "" },
    { .name = "odd", .state = HR_KNOWN, .id = "../x", .network = "", .pid = "", .ipc = "" },
    { .name = "gone", .state = HR_ABSENT },
};

/* What is let pass is named by the id that was judged. */
static const struct {
    const char *line, *option, *want;
} pin_cases[] = {
    { "--volumes-from app app:1", "volumes-from", LONG_ID(a) },
    { "--volumes-from app:ro app:1", "volumes-from", LONG_ID(a) ":ro" },
    { "--network container:app app:1", "network", "container:" LONG_ID(a) },
    { "--network name=container:app app:1", "network", "container:" LONG_ID(a) },
    { "--pid container:app app:1", "pid", "container:" LONG_ID(a) },
    { "--ipc container:app app:1", "ipc", "container:" LONG_ID(a) },
    { "--ipc container:" LONG_ID(b) " app:1", "ipc", "container:" LONG_ID(b) },
    { "--pid container:odd app:1", "pid", "container:odd" },
    { "--pid container:gone app:1", "pid", "container:gone" },
    { "--pid container:unasked app:1", "pid", "container:unasked" },
    { "--pid host app:1", "pid", "host" },
    { "--label app=app app:1", "label", "app=app" },
};

START_TEST(pins)
{
    const struct hr_facts facts = { .image = { .state = HR_KNOWN, .id = "x", .user = "" },
                                    .containers = { pinned, HR_ARRAY_LEN(pinned), 0 } };
    const struct hr_setting *s;
    struct hr_plan plan;

    judge_plan(NULL, &facts, pin_cases[_i].line, &plan);
    s = hr_settings_first(&plan.settings, pin_cases[_i].option);
    ck_assert_str_eq(s->raw, pin_cases[_i].want);
    for (size_t i = 0; i < plan.findings.n; i++)
        ck_assert_ptr_null(strstr(plan.findings.v[i].what, LONG_ID(a)));
}
END_TEST

/* What docker refuses beside the network that the profile gives. */
static const struct judge_profile_case network_cases[] = {
    { "'network_mode': 'none', " ALL, "--network-alias x app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--net-alias x app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--ip 10.0.0.9 app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--ip6 fd00::9 app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--allow network=why --network-alias x app:1", "usage" },
    { "'network_mode': 'none', " ALL, "--hostname x --dns 1.1.1.1 app:1", "" },
    { "'network_mode': 'none', " ALL, "--ip= app:1", "" },
    { "'network_mode': 'none', 'allow': { 'networks': [ 'team' ] }, " ALL,
      "--network team --network-alias x app:1", "" },
    { "'network_mode': 'team', " ALL, "--network-alias x app:1", "" },
    { ALL, "--network-alias x app:1", "" },
};

START_TEST(beside_network)
{
    const struct hr_facts facts = with_all();

    judge_check(network_cases[_i].profile, &facts, network_cases[_i].line, network_cases[_i].want);
}
END_TEST

/* The labels of PLAN that start with hrun. and are not of every launch. */
static const char *claims_of(const struct hr_plan *plan)
{
    struct hr_strv claims = { 0 };

    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        if (s->option->kind == HR_KIND_LABEL && hr_text_starts(s->raw, "hrun.") &&
            !hr_text_starts(s->raw, "hrun.version=") && !hr_text_starts(s->raw, "hrun.profile"))
            hr_strv_push(arena, &claims, s->raw);
    }
    return hr_strv_join(arena, &claims, " ");
}

static const struct {
    const char *file, *image; /* a label of each; NULL for none */
    const char *line, *want;
} claim_cases[] = {
    { NULL, NULL, "--label hrun.allow.x=y app:1", "" },
    { NULL, "hrun.allow.privileged=it is fine", "app:1", "hrun.allow.privileged=" },
    { NULL, "hrun.allow.privileged", "app:1", "hrun.allow.privileged=" },
    { NULL, "hrun.odd=1", "app:1", "hrun.odd=" },
    { NULL, "hrun.profile.sha256=0", "app:1", "" },
    { NULL, "hrunx=1", "app:1", "" },
    { "hrun.allow.privileged=it is fine\n", NULL, "--label-file l app:1",
      "hrun.allow.privileged=" },
    { "hrun.allow.privileged\n", NULL, "--label-file l app:1", "" },
    { "hrun.allow.a=1\nhrun.allow.a=2\n", "hrun.allow.a=3", "--label-file l app:1",
      "hrun.allow.a=" },
    { "hrun.allow.host-pid=it is fine\n", "hrun.allow.host-pid=it is fine",
      "--label-file l --pid host --allow host-pid=why app:1", "hrun.allow.host-pid=why" },
};

START_TEST(claims)
{
    const char *text = claim_cases[_i].file;
    const struct hr_bytes bytes = { text, text ? strlen(text) : 0 };
    struct hr_facts facts = judge_root_image;
    struct hr_plan plan;

    if (text) {
        struct hr_env_file_facts *file = HR_VEC_PUSH(arena, &facts.env_files);

        *file = (struct hr_env_file_facts){ .path = "l", .known = true };
        ck_assert(hr_env_file_parse(&bytes, "l", arena, &file->lines, &err));
    }
    if (claim_cases[_i].image)
        hr_strv_push(arena, &facts.image.labels, claim_cases[_i].image);
    judge_plan(NULL, &facts, claim_cases[_i].line, &plan);
    ck_assert_str_eq(claims_of(&plan), claim_cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, pins, 0, HR_ARRAY_LEN(pin_cases));
    tcase_add_loop_test(tc, beside_network, 0, HR_ARRAY_LEN(network_cases));
    tcase_add_loop_test(tc, claims, 0, HR_ARRAY_LEN(claim_cases));
    tcase_add_loop_test(tc, trips, 0, HR_ARRAY_LEN(evasions));
    tcase_add_loop_test(tc, passes, 0, HR_ARRAY_LEN(harmless));
    tcase_add_loop_test(tc, lists, 0, HR_ARRAY_LEN(listed));
    tcase_add_loop_test(tc, old_api, 0, HR_ARRAY_LEN(api_cases));
    tcase_add_loop_test(tc, label_files, 0, HR_ARRAY_LEN(file_cases));
    tcase_add_loop_test(tc, images, 0, HR_ARRAY_LEN(image_cases));
}

UNIT_MAIN("evasions", add_tests)
