#!/bin/sh
# SPDX-License-Identifier: MIT
# hrunctl audit against containers of a real engine: one that hrun started with `strict` has nothing to be
# found, and each that was started to fail in one way is found by the rule for it, with the evidence of who
# says so: the engine, or the kernel where the engine's word is not in force.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
: "${HRUNCTL:?the path of the hrunctl to test}"
need jq nsenter
unset HRUN_PROFILE
cd "$work" || exit 1

id=$(docker image inspect --format '{{.Id}}' test/root:1)

# shellcheck disable=SC2317 # the trap calls it
ended() {
    docker ps -aq --filter label=audit-test | xargs -r docker rm -f >/dev/null 2>&1
    rm -rf "$work"
}
trap ended EXIT

# start NAME WORD...: a container of plain docker, which lasts as long as this test
start() {
    name=$1
    shift
    docker run -d --name "audit-$name" --label audit-test "$@" >/dev/null || fail "audit-$name did not start"
}

# audit NAME: what is found where every rule denies, in $work/NAME
audit() {
    "$HRUNCTL" audit --profile strict --format json "audit-$1" >"$1" 2>"$1.err"
    status=$?
    empty "$1: nothing goes wrong" "$1.err"
    matches "$1: the kernel was asked" '"state": "known"' "$1"
}

# points NAME: the first ten of the checklist, a letter each: pass, fail, unknown
points() {
    jq -r '[.targets[0].checklist[:10][].state[:1]] | add' "$1"
}

# rules NAME: what trips, each rule once
rules() {
    jq -r '[.targets[0].findings[].rule] | unique | join(" ")' "$1"
}

# found NAME RULE EVIDENCE MESSAGE: RULE trips by EVIDENCE, once, and says what fits the regular expression
found() {
    jq -r --arg rule "$2" '.targets[0].findings[] | select(.rule == $rule) | "\(.evidence): \(.message)"' \
        "$1" >"$1.found"
    matches "$1: $2 by $3" "^$3: .*$4" "$1.found"
}

# A process of the container as this one counts: the engine has numbers of its own.
process_of() {
    container=$(docker inspect --format '{{.Id}}' "audit-$1")
    find /sys/fs/cgroup -path "*$container/cgroup.procs" -exec cat {} + 2>/dev/null | sort -n | head -n 1
}

# What passes every point that can be known, in parts that a container can be started without.
user='--user 5:5'
caps='--cap-drop ALL'
root='--read-only'
privileges='--security-opt no-new-privileges'
limits='--memory 64m --memory-swap 64m --cpus 1 --pids-limit 50'
network='--network none'
cgroups='--cgroupns private'

# what hrun makes of `strict`
"$HRUN" --profile strict -d --name audit-strict --label audit-test "$id" sleep 9000 >/dev/null 2>"$work/err" ||
    fail "hrun with strict did not start: $(cat "$work/err")"
audit strict
same "strict: exposure" true "$(jq '.targets[0].exposure == 0' strict)"
same "strict: nothing is found" "" "$(rules strict)"
same "strict: the points" pppppppppp "$(points strict)"
same "strict: exit status" 0 "$status"
same "strict: its labels hold" held "$(jq -r '.targets[0].claim.state' strict)"

# Each point by a container that fails that one and no other.
# point NUMBER LETTERS WORD...
point() {
    number=$1 letters=$2
    shift 2
    start "point$number" "$@" sleep 9000
    audit "point$number"
    same "point $number fails alone" "$letters" "$(points "point$number")"
}
# shellcheck disable=SC2086 # these are lists of words
{
    point 0 pppppppppp $user $caps $root $privileges $limits $network $cgroups "$id"
    point 1 fppppppppp $user $caps $root $privileges $limits $network $cgroups test/root:1
    point 2 pfpppppppp --user 0:5 $caps $root $privileges $limits $network $cgroups "$id"
    point 3 ppfppppppp $user $caps $root $privileges $limits $network $cgroups \
        --security-opt seccomp=unconfined "$id"
    point 4 pppfpppppp $user $root $privileges $limits $network $cgroups "$id"
    point 5 ppppfppppp $user $caps $privileges $limits $network $cgroups "$id"
    point 6 pppppfpppp $user $caps $root $limits $network $cgroups "$id"
    point 7 ppppppfppp $user $caps $root $privileges $network $cgroups "$id"
    point 8 pppppppfpp $user $caps $root $privileges $limits $network $cgroups -v /etc:/host:ro "$id"
    point 9 ppppppppfp $user $caps $root $privileges $limits $cgroups --network host "$id"
    point 10 pppppppppf $user $caps $root $privileges $limits $network $cgroups \
        -e API_TOKEN=ghp_0123456789abcdefghijABCDEFGHIJ012345 "$id"
}
same "point 0: nothing is found" "" "$(rules point0)"

# plain docker
start plain test/root:1 sleep 9000
audit plain
for rule in capabilities-kept default-bridge image-unpinned limit-off no-new-privileges-off root-user writable-rootfs; do
    found plain "$rule" inspect .
done
same "plain: exit status" 1 "$status"

# what the engine lists and the kernel has not
# shellcheck disable=SC2086
start negated $user $caps $root $limits $network $cgroups --security-opt no-new-privileges \
    --security-opt no-new-privileges:false "$id" sleep 9000
audit negated
found negated no-new-privileges-off kernel 'inspect lists no-new-privileges, but process [0-9]+ has NoNewPrivs 0'
same "negated: nothing else" no-new-privileges-off "$(rules negated)"

if [ -d /sys/kernel/security/apparmor ]; then
    echo "audit.sh: this host has AppArmor, so the engine starts nothing under a profile that it lacks" >&2
else
    # shellcheck disable=SC2086
    start ghost $user $caps $root $privileges $limits $network $cgroups --security-opt apparmor=ghost "$id" sleep 9000
    audit ghost
    found ghost apparmor-unconfined kernel 'inspect lists .*apparmor=ghost, but process [0-9]+ has no label'
    same "ghost: nothing else" apparmor-unconfined "$(rules ghost)"
    same "ghost: the points" ppfppppppp "$(points ghost)"
fi

# who is let in by docker exec is there too, under --init as well
for init in '' --init; do
    # shellcheck disable=SC2086
    start "exec$init" $init $user $caps $root $privileges $limits $network $cgroups "$id" sleep 9000
    docker exec -d -u 0 "audit-exec$init" sleep 8000
    for _ in $(seq 100); do
        docker top "audit-exec$init" | grep -q 'sleep 8000' && break
        sleep 0.1
    done
    audit "exec$init"
    found "exec$init" root-user kernel 'inspect lists --user 5:5, but process [0-9]+ has uid 0'
    same "exec$init: nothing else" root-user "$(rules "exec$init")"
    same "exec$init: the points" pfpppppppp "$(points "exec$init")"
done

# limits and mounts that do not hold any more
# shellcheck disable=SC2086
start loose $user $caps $root $privileges $limits $network $cgroups "$id" sleep 9000
container=$(docker inspect --format '{{.Id}}' audit-loose)
find /sys/fs/cgroup -path "*$container/*" \( -name memory.memsw.limit_in_bytes -o -name memory.swap.max \
    -o -name memory.limit_in_bytes -o -name memory.max -o -name pids.max \) >files
for name in memory.memsw.limit_in_bytes memory.swap.max memory.limit_in_bytes memory.max pids.max; do
    grep "/$name\$" files >named
    while read -r file; do
        echo max >"$file" 2>/dev/null || echo -1 >"$file" || fail "$file cannot be written"
    done <named
done
nsenter -t "$(process_of loose)" -m -p mount -o remount,rw /
audit loose
for option in memory memory-swap pids-limit; do
    found loose limit-off kernel "inspect lists --$option [0-9a-z]+, but .* sets no limit"
done
found loose writable-rootfs kernel 'inspect lists --read-only, but its root is mounted rw'
same "loose: nothing else" "limit-off writable-rootfs" "$(rules loose)"

# root by another name
start toor --user toor test/root:1 sleep 9000
audit toor
found toor root-user '(inspect|kernel)' 'toor'

# the host's namespaces
for kind in network pid ipc uts; do
    other=$network
    [ "$kind" != network ] || other=
    # shellcheck disable=SC2086
    start "host-$kind" $user $caps $root $privileges $limits $cgroups $other "--$kind" host "$id" sleep 9000
    audit "host-$kind"
    found "host-$kind" "host-$kind" inspect .
    same "host-$kind: nothing else" "host-$kind" "$(rules "host-$kind")"
done

# mounts
start etc -v /etc:/host "$id" sleep 9000
audit etc
found etc sensitive-path inspect '/etc'
start holder -v "$HRUN_TEST_ENGINE/sock:/var/run/docker.sock" "$id" sleep 9000
start taker --volumes-from audit-holder "$id" sleep 9000
audit taker
found taker engine-socket inspect 'root on the host'
found taker volumes-from inspect "judged as the container's own mounts"

# limits that nobody set, or that are set to nothing
# shellcheck disable=SC2086
start limitless $user $caps $root $privileges $network $cgroups --memory 0 --pids-limit -1 "$id" sleep 9000
audit limitless
found limitless limit-off inspect .
same "limitless: nothing else" limit-off "$(rules limitless)"

# labels that hrun did not write
# shellcheck disable=SC2086
start forged $user $caps $root $privileges $limits $network $cgroups --label hrun.profile=strict \
    --label hrun.profile.sha256=0000000000000000000000000000000000000000000000000000000000000000 "$id" sleep 9000
audit forged
found forged hrun-labels inspect 'strict'
same "forged: its labels do not hold" changed "$(jq -r '.targets[0].claim.state' forged)"

finish
