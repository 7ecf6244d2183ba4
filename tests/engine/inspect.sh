#!/bin/sh
# SPDX-License-Identifier: MIT
# What `docker inspect` says of a container is read as the line that makes it: the engine makes the same one
# again from it. HRUN_TEST_INSPECTED is the program that reads.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
: "${HRUN_TEST_INSPECTED:?the path of inspected}"
cd "$work" || exit 1

cat >filter.json <<'END'
{ "defaultAction": "SCMP_ACT_ERRNO", "architectures": ["SCMP_ARCH_X86_64"],
  "syscalls": [ { "names": ["read", "write"], "action": "SCMP_ACT_ALLOW" } ] }
END
mkdir "$work/dir"
touch "$work/file"
export NAMED=value
docker network create --subnet 10.211.0.0/24 --subnet fd00:211::/64 --ipv6 hrun-inspect >/dev/null ||
    fail "no network"
docker volume create hrun-inspect >/dev/null || fail "no volume"
docker create --name donor -v hrun-inspect:/given -v "$work/dir:/dir:ro" test/root:1 >/dev/null ||
    fail "no donor"
docker run -d --name target --ipc shareable test/root:1 sleep 1000 >/dev/null || fail "no target"

# The words behind `docker create`, one container a line.
cat >table <<'END'
test/root:1
test/named:1
test/numeric:1 id
test/volume:1
test/entry:1
test/entry:1 -n a 'b  c' ''
--read-only --init --privileged test/root:1
--init=false --rm test/root:1 sleep 1
-i test/root:1
-t test/root:1 sh
-it test/root:1
--entrypoint /bin/ls test/root:1
--entrypoint /bin/ls test/entry:1
--entrypoint /bin/ls test/entry:1 -l /
--entrypoint '' test/entry:1 /bin/ls -l
-u 1000 test/root:1
-u 1000:1000 --group-add 4321 --group-add 7 test/named:1
-u app test/numeric:1
-w /data test/root:1
--hostname web --domainname example.org test/root:1
-e A=1 -e B= -e C -e NAMED -e 'D= x "y" ' -e E=F=G test/root:1
-e PASSWORD=hunter2hunter2 -e API_KEY=0123456789abcdef0123 test/root:1
-l a=b -l c= -l d -l 'e=x y' test/root:1
--cap-drop ALL --cap-add CHOWN --cap-add CAP_NET_RAW test/root:1
--cap-add ALL test/root:1
--cap-drop all --cap-add net_admin --cap-drop mknod test/root:1
--security-opt no-new-privileges test/root:1
--security-opt no-new-privileges=false --security-opt no-new-privileges test/root:1
--security-opt no-new-privileges:true --security-opt no-new-privileges:false test/root:1
--security-opt seccomp=unconfined test/root:1
--security-opt seccomp=filter.json --security-opt no-new-privileges test/root:1
--security-opt apparmor=unconfined test/root:1
--security-opt label=disable test/root:1
--security-opt label=level:s0:c100,c200 test/root:1
--security-opt systempaths=unconfined test/root:1
--privileged --security-opt systempaths=unconfined test/root:1
--privileged --security-opt seccomp=filter.json --cap-drop ALL test/root:1
--pid host test/root:1
--pid host --ipc host --uts host --network host --privileged test/root:1
--pid container:target --ipc container:target --network container:target test/root:1
--ipc none test/root:1
--ipc shareable --shm-size 1m test/root:1
--ipc private --cgroupns private test/root:1
--cgroupns host --userns host test/root:1
--uts host test/root:1
--network none test/root:1
--network bridge test/root:1
--network host --hostname web test/root:1
--network hrun-inspect test/root:1
--network hrun-inspect --network-alias a --network-alias Big --ip 10.211.0.9 test/root:1
--network hrun-inspect --ip6 fd00:211::9 --link-local-ip 169.254.7.7 --link target:db test/root:1
--network 'name=hrun-inspect,alias=x,ip=10.211.0.8,"driver-opt=k=v,w"' test/root:1
--link target:db --link target test/root:1
-p 80 -p 127.0.0.1:8081:81 -p 8082:82/udp -p 127.0.0.1::83 test/root:1
-p 9000-9002:90-92 -p 0.0.0.0:9100:91/tcp -p '[::1]:9200:92' -p 9300-9400:93 test/root:1
-P --expose 80 --expose 90-92/udp test/root:1
--dns 1.1.1.1 --dns fd00::1 --dns-search example.org --dns-search . --dns-option ndots:2 test/root:1
--add-host a:1.2.3.4 --add-host b:fd00::1 --add-host c:host-gateway test/root:1
-m 64m test/root:1
-m 64m --memory-swap 64m --memory-reservation 32m --memory-swappiness 0 test/root:1
-m 64m --memory-swap -1 --oom-kill-disable test/root:1
--cpus 1.5 --cpu-shares 512 test/root:1
--cpus 0.001 --cpuset-cpus 0 --cpuset-mems 0 test/root:1
--cpu-period 50000 --cpu-quota 25000 test/root:1
--pids-limit 100 test/root:1
--pids-limit 0 test/root:1
--pids-limit -1 --oom-score-adj 500 test/root:1
--oom-score-adj -500 test/root:1
--blkio-weight 300 --blkio-weight-device /dev/null:200 test/root:1
--device-read-bps /dev/null:1m --device-write-bps /dev/zero:1k --device-read-iops /dev/null:10 --device-write-iops /dev/null:20 test/root:1
--ulimit nofile=100:200 --ulimit core=0 --ulimit memlock=-1 test/root:1
--sysctl net.core.somaxconn=10 --sysctl net.ipv4.ip_forward=0 test/root:1
--device /dev/null --device /dev/zero:/dev/xx:r --device /dev/full:rw test/root:1
--device-cgroup-rule 'c 1:3 rwm' --device-cgroup-rule 'a *:* r' test/root:1
--gpus all test/root:1
--gpus 2 test/root:1
--gpus '"device=0,1",driver=nvidia,"capabilities=compute,utility",options=a=b' test/root:1
--log-driver none test/root:1
--log-driver json-file --log-opt max-size=1m --log-opt 'tag={{.Name}}' test/root:1
--log-driver syslog --log-opt syslog-address=udp://127.0.0.1:1 test/root:1
--restart always test/root:1
--restart on-failure:3 test/root:1
--restart unless-stopped --stop-signal INT --stop-timeout 0 test/root:1
--restart on-failure --stop-timeout 30 test/root:1
--health-cmd 'true "x" ' --health-interval 5s --health-timeout 1m1s --health-retries 2 --health-start-period 1500ms test/root:1
--no-healthcheck test/root:1
-v "$work/dir:/dir" -v "$work/file:/file:ro" test/root:1
-v "$work/dir:/dir:ro,z" -v "$work:/work:ro,rprivate" test/root:1
-v hrun-inspect:/named -v hrun-inspect:/other:ro,nocopy test/root:1
-v /anon -v /other/ test/root:1
-v new:/data test/volume:1
-v /data test/volume:1
--volume-driver local -v made:/made test/root:1
--mount "type=bind,src=$work/dir,dst=/dir" test/root:1
--mount "type=bind,src=$work/dir,dst=/dir,readonly,bind-propagation=private" test/root:1
--mount "type=bind,src=$work/dir,dst=/dir,bind-nonrecursive,consistency=cached" test/root:1
--mount type=volume,src=hrun-inspect,dst=/vol,readonly,volume-nocopy test/root:1
--mount type=volume,dst=/vol,volume-label=a=b,volume-driver=local,volume-opt=type=tmpfs,volume-opt=device=tmpfs,'"volume-opt=o=size=1m,mode=700"' test/root:1
--mount type=tmpfs,dst=/scratch,tmpfs-size=1m,tmpfs-mode=1770 test/root:1
--mount type=tmpfs,dst=/data test/volume:1
--tmpfs /tmp:size=1m,mode=1777,exec --tmpfs /run test/root:1
--tmpfs /data:ro test/volume:1
--volumes-from donor test/root:1
--volumes-from donor:ro --volumes-from target -v "$work/file:/given/file" test/root:1
--cgroup-parent /hrun-inspect test/root:1
--runtime runc --isolation default test/root:1
--kernel-memory 64m test/root:1
--read-only --cap-drop ALL --security-opt no-new-privileges -u 65532:65532 -m 64m --memory-swap 64m --cpus 1 --pids-limit 100 --tmpfs /tmp:size=16m,noexec --network none --init -e A=1 -l b=c test/root:1 id
--privileged --pid host --network host --ipc host --uts host --userns host --cap-add ALL --security-opt seccomp=unconfined --security-opt apparmor=unconfined --device /dev/null -v /:/host -v /var/run/docker.sock:/sock test/root:1
END

: >made
number=0
while IFS= read -r line; do
    number=$((number + 1))
    eval "set -- $line"
    if docker create --name "c$number" "$@" >/dev/null 2>err; then
        echo "c$number" >>made
    else
        fail "docker create $line: $(cat err)"
    fi
done <table
# shellcheck disable=SC2046 # names are words
set -- $(cat made)
docker inspect "$@" >before
docker image ls --quiet | xargs docker image inspect >images || fail "no images"
mkdir again
"$HRUN_TEST_INSPECTED" words before images again >gaps || fail "something has no option: $(cat gaps)"
docker rm "$@" >/dev/null || fail "docker rm"
cd again || exit 1
for name; do
    if xargs -0 env <"$name" >/dev/null 2>../err; then
        pass
    else
        fail "$(tr '\0' ' ' <"$name"): $(cat ../err)"
    fi
done
cd ..
docker inspect "$@" >after || fail "docker inspect"
"$HRUN_TEST_INSPECTED" same before after images >differences || fail "not the same: $(cat differences)"
docker rm "$@" >/dev/null || fail "docker rm"
same "how many combinations" "$(grep -c . table)" "$checks"

# What the engine adds while a container runs is not the container's own.
cat >table <<'END'
--network hrun-inspect --network-alias a --ip 10.211.0.9 --hostname web -p 127.0.0.1::80 test/root:1 sleep 1000
--network host -v /anon --tmpfs /tmp:size=1m -m 64m test/volume:1 sleep 1000
--network container:target --volumes-from donor:ro --ulimit nofile=100 test/root:1 sleep 1000
-P --expose 80 --init --read-only --cap-drop ALL test/root:1 sleep 1000
END
number=0
set --
while IFS= read -r line; do
    number=$((number + 1))
    eval "docker create --name r$number $line" >/dev/null || fail "docker create $line"
done <table
docker inspect r1 r2 r3 r4 >before || fail "docker inspect"
docker start r1 r2 r3 r4 >/dev/null || fail "docker start"
docker network connect hrun-inspect r4 || fail "docker network connect"
docker inspect r1 r2 r3 r4 >running || fail "docker inspect"
"$HRUN_TEST_INSPECTED" views before running images >differences ||
    fail "not the same: $(cat differences)"
"$HRUN_TEST_INSPECTED" words running images again || fail "something has no option"
tr '\0' '\n' <again/r4 >words
matches "a network that was joined later" '^--network=hrun-inspect$' words
docker rm -f donor target r1 r2 r3 r4 >/dev/null 2>&1
docker network rm hrun-inspect >/dev/null
finish
