#!/bin/sh
# SPDX-License-Identifier: MIT
# What options other than mounts reach: plain docker lets the container have it, hrun refuses it by the rule
# that is named, or says so. What is near to it, the engine takes as hrun hands it on.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"

cd "$work" || exit 1

# shellcheck disable=SC2317 # the trap calls it
ended() {
    docker rm -f rules-agent rules-side rules-own >/dev/null 2>&1
    docker network rm rules-net >/dev/null 2>&1
    rm -rf "$work"
}
trap ended EXIT

# The host's namespaces, by way of a container that shares them, and one that joins that.
docker run -d --name rules-agent --pid host --ipc host --network host -e SECRET=it \
    "$image" sleep 600 >/dev/null
docker run -d --name rules-side --pid container:rules-agent --ipc container:rules-agent \
    --network container:rules-agent "$image" sleep 600 >/dev/null
docker run -d --name rules-own --ipc shareable -e SECRET=it "$image" sleep 600 >/dev/null
for kind in pid ipc network; do
    namespace=$kind
    [ "$kind" != network ] || namespace=net
    host=$(plain "--$kind" host "$image" readlink "/proc/self/ns/$namespace")
    matches "$kind: a namespace" '^[a-z]*:\[[0-9]*\]$' /dev/stdin <<END
$host
END
    for donor in rules-agent rules-side; do
        same "$kind of $donor is the host's" "$host" \
            "$(plain "--$kind" "container:$donor" "$image" readlink "/proc/self/ns/$namespace")"
        refused container-namespace "--$kind" "container:$donor"
        refused "host-$kind" "--$kind" "container:$donor" --allow "container-namespace:$donor=it is let pass"
    done
    run --rm "--$kind" container:rules-own --allow container-namespace:rules-own="for a test" "$image" true
    matches "$kind of a container by the id that was judged" \
        "$kind=container:$(docker inspect --format '{{.Id}}' rules-own)" "$work/err"
    same "$kind of a container that has its own: runs" 0 "$status"
done
refused host-pid --pid container:rules-a --pid host

# Networks by their ids. On 20.10 the host's id leads to a network of nothing but loopback.
id_of() {
    docker network inspect --format '{{.Id}}' "$1"
}
docker network create rules-net >/dev/null
refused host-network --network "$(id_of host)"
refused host-network --network "$(id_of host | cut -c 1-12)"
refused host-network --network "name=$(id_of host)"
runs --network rules-net
runs --network "$(id_of rules-net | cut -c 1-12)"
runs --network name=rules-net,alias=db
runs --network none
run --dry-run --profile strict --network rules-net "$(docker image inspect --format '{{.Id}}' "$image")" true
same "strict has no network of others" 125 "$status"
matches "strict: by network" '\[network\]' "$work/err"

# What is handed to the kernel.
same "a device" 1,5 "$(plain --device /dev/zero:/dev/mine "$image" stat -c '%t,%T' /dev/mine)"
refused device --device /dev/zero:/dev/mine
refused device --device /dev/../dev//zero:/dev/mine
same "every disk" 'b *:* rwm' "$(plain --device-cgroup-rule 'b *:* rwm' "$image" \
    sh -c 'grep "b .:. rwm" /sys/fs/cgroup/devices/devices.list || echo "b *:* rwm"')"
refused device-cgroup-rule --device-cgroup-rule 'b *:* rwm'
same "a kernel setting" 1 "$(plain --sysctl net.ipv4.conf.all.proxy_arp=1 "$image" \
    cat /proc/sys/net/ipv4/conf/all/proxy_arp)"
refused sysctl --sysctl net.ipv4.conf.all.proxy_arp=1
refused oom-score --oom-score-adj -500
runs --oom-score-adj 500
refused runtime --runtime runc
refused cgroup-parent --cgroup-parent /mine
refused oom-kill-disable --oom-kill-disable -m 64m
refused cpu-rt --cpu-rt-runtime 1000
runs --cpu-rt-runtime 0 --oom-kill-disable=false --runtime=
refused workdir --workdir /proc/self/fd
runs --workdir /srv

# Whom it can be and what it is told.
same "a group of the host's files" '1000 0 42' "$(plain -u 1000 --group-add 42 "$image" \
    sh -c 'echo $(id -u) $(id -G)')"
refused group-add --group-add 42
same "a link brings the environment" it "$(plain --link rules-own:db "$image" sh -c 'echo $DB_ENV_SECRET')"
refused legacy-link --link rules-own:db
matches "a name for the host" '	gate$' /dev/stdin <<END
$(plain --add-host gate:host-gateway "$image" cat /etc/hosts)
END
warns host-gateway --add-host gate:host-gateway
runs --add-host gate:10.1.2.3
warns log-driver --log-driver none
runs --log-driver json-file --log-opt max-size=1m --log-opt tag=x

# A filter is known by what is in it.
echo '{"defaultAction": "SCMP_ACT_ALLOW"}' >open.json
echo '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}' >tight.json
echo '{"defaultAction":"SCMP_ACT_KILL","syscalls":[]}' >other.json
refused seccomp-unconfined --security-opt seccomp=open.json
refused seccomp-profile --security-opt seccomp=tight.json
mkdir -p "$work/config/hrun/profiles"
sed 's/,/ ,\n /g' tight.json >"$work/config/hrun/profiles/tight.json"
echo '{"version": 1, "name": "filtered", "extends": "default", "seccomp": "./tight.json"}' \
    >"$work/config/hrun/profiles/filtered.json"
XDG_CONFIG_HOME=$work/config
export XDG_CONFIG_HOME
run --dry-run --profile filtered --security-opt seccomp=tight.json "$image"
same "the profile's own filter, by another name" 0 "$status"
run --dry-run --profile filtered --security-opt seccomp=other.json "$image"
same "another filter" 125 "$status"
unset XDG_CONFIG_HOME

# An old API: others may join the container's memory.
name=rules-old
docker rm -f "$name" >/dev/null 2>&1
DOCKER_API_VERSION=1.39 docker create --name "$name" "$image" true >/dev/null
same "an old API has another default" shareable "$(docker inspect --format '{{.HostConfig.IpcMode}}' "$name")"
docker rm "$name" >/dev/null
run --dry-run "$image" true
lacks "an API that nobody chose" old-api "$work/err"
DOCKER_API_VERSION=1.39
export DOCKER_API_VERSION
run --dry-run "$image" true
unset DOCKER_API_VERSION
matches "an old API is told of" '^hrun: warning: DOCKER_API_VERSION=1.39 \[old-api\]' "$work/err"

finish
