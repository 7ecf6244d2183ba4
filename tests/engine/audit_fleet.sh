#!/bin/sh
# SPDX-License-Identifier: MIT
# hrunctl audit on a real engine: many containers at once, some of them with one thing wrong; names, ids and --all; what
# the labels say and what is so.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
: "${HRUNCTL:?the program}"
need jq

image=test/root:1
prefix=fleet$$

# shellcheck disable=SC2317 # the trap calls it
end_all() {
    # shellcheck disable=SC2046 # a list of ids
    docker rm --force --volumes $(docker ps --all --quiet --filter "name=^$prefix-") >/dev/null 2>&1
    rm -rf "$work"
}
trap end_all EXIT

# start NAME WORD...
start() {
    name=$prefix-$1
    shift
    docker run --detach --name "$name" "$@" >/dev/null || fail "$name does not start"
}

for number in $(seq 12); do
    start "many$number" --network none --user 5:5 --volume "$prefix-v$((number % 3)):/data" $image sleep 100000
done
start plain --network none $image sleep 100000
start toor --network none --user toor $image sleep 100000
start holder --network none --user 5:5 --volume "$HRUN_TEST_ENGINE/sock:/engine.sock" $image sleep 100000
start heir --network none --user 5:5 --volumes-from "$prefix-holder" $image sleep 100000
id=$(docker image inspect --format '{{.Id}}' $image)
"$HRUN" --profile strict --detach --name "$prefix-strict" --user 5:5 "$id" sleep 100000 >/dev/null 2>"$work/err" ||
    fail "strict does not start: $(cat "$work/err")"
hash=$(docker inspect --format '{{index .Config.Labels "hrun.profile.sha256"}}' "$prefix-strict")
start forged --network none --label hrun.profile=strict --label "hrun.profile.sha256=$hash" $image sleep 100000
start elder --network none --label hrun.profile=strict --label "hrun.profile.sha256=$(printf '%064d' 0)" \
    $image sleep 100000
start stranger --network none --label hrun.profile=../strict --label "hrun.profile.sha256=$hash" $image sleep 100000

# shellcheck disable=SC2046 # a list of names
"$HRUNCTL" audit --verbose --format json --profile default \
    $(docker ps --format '{{.Names}}' --filter "name=^$prefix-") >"$work/json" 2>"$work/err"
same 'names: status' 1 $?
empty 'names: nothing is told of' "$work/err"
same 'names: each is judged' 20 "$(jq '.targets | length' "$work/json")"

# finds NAME RULE EVIDENCE, lacks NAME RULE
finds() {
    same "$1: $2 by $3" true "$(jq --arg name "$prefix-$1" --arg rule "$2" --arg evidence "$3" \
        '[.targets[] | select(.name == $name).findings[] | select(.rule == $rule).evidence] | index($evidence) != null' \
        "$work/json")"
}
lacks() {
    same "$1: no $2" false "$(jq --arg name "$prefix-$1" --arg rule "$2" \
        '[.targets[] | select(.name == $name).findings[].rule] | index($rule) != null' "$work/json")"
}
claims() {
    same "$1: its labels" "$2" "$(jq -r --arg name "$prefix-$1" \
        '.targets[] | select(.name == $name) | .claim.state // "none"' "$work/json")"
}

finds plain writable-rootfs inspect
finds plain root-user inspect
claims plain none
lacks many1 root-user
finds toor root-user inspect
lacks plain engine-socket
finds holder engine-socket inspect
finds heir engine-socket inspect
same 'strict: perfect' 0 "$(jq --arg name "$prefix-strict" '.targets[] | select(.name == $name).exposure' "$work/json")"
same 'strict: nothing is found' 0 \
    "$(jq --arg name "$prefix-strict" '.targets[] | select(.name == $name).findings | length' "$work/json")"
claims strict held
claims forged drifted
finds forged hrun-labels inspect
same 'forged: the rules say that it drifted' true "$(jq --arg name "$prefix-forged" \
    '[.targets[] | select(.name == $name).findings[] | select(.message | test("drift: profile strict gives")).rule] |
     contains(["writable-rootfs", "capabilities-kept", "no-new-privileges-off", "limit-off", "root-user"])' "$work/json")"
claims elder changed
finds elder hrun-labels inspect
claims stranger malformed
finds stranger hrun-labels inspect

# What was changed since is drift too.
docker update --memory 1g --memory-swap 1g "$prefix-strict" >/dev/null
"$HRUNCTL" audit --fail-on never "$prefix-strict" >"$work/out"
matches 'updated: it drifted' '^labelled as started by hrun with profile strict, ' "$work/out"

# --all, ids, one that ends.
"$HRUNCTL" audit --all --quiet
same 'all: status' 1 $?
"$HRUNCTL" audit --all --format json >"$work/all"
same 'all: they are among them' 20 "$(jq --arg prefix "$prefix-" '[.targets[] | select(.name | startswith($prefix))] | length' "$work/all")"
short=$(docker ps --quiet --filter "name=^$prefix-plain$")
"$HRUNCTL" audit --fail-on never "$short" >"$work/out"
same 'a cut id: status' 0 $?
matches 'a cut id: its name' "^container $prefix-plain: " "$work/out"
docker rm --force "$prefix-many1" >/dev/null
"$HRUNCTL" audit --fail-on never "$prefix-many1" "$prefix-many2" >"$work/out" 2>"$work/err"
same 'one is gone: status' 2 $?
matches 'one is gone: it is named' "no container is called \"$prefix-many1\"" "$work/err"
matches 'one is gone: the other is judged' "^container $prefix-many2: " "$work/out"
docker stop --time 0 "$prefix-many2" >/dev/null
"$HRUNCTL" audit --fail-on never "$prefix-many2" >"$work/out" 2>"$work/err"
same 'one that is stopped: status' 0 $?
matches 'one that is stopped: it is judged' "^container $prefix-many2: " "$work/out"

# What docker inspect prints, by another way, is judged alike, but for what only the kernel tells.
docker inspect "$prefix-plain" | "$HRUNCTL" audit --format json - >"$work/input"
same 'input: the same findings' "$(jq --arg name "$prefix-plain" '[.targets[] | select(.name == $name).findings[].rule]' "$work/json")" \
    "$(jq '[.targets[].findings[].rule]' "$work/input")"

finish
