#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `redis`: the image as upstream makes it saves, and has what it saved when it comes back, without
# root.
# shellcheck source=tests/engine/workload/lib.sh
. "$(dirname "$0")/workload/lib.sh"

# shellcheck disable=SC2317 # until_done calls it
ping() {
    inside "$1" redis-cli ping && [ "$(cat "$work/out")" = PONG ]
}

# says NAME WANT WORD...: what redis answers
says() {
    name=$1 want=$2
    shift 2
    inside "$name" redis-cli "$@"
    same "$name: $*" "$want" "$(cat "$work/out")"
}

saves() {
    says "$1" OK set key kept
    says "$1" OK save
    inside "$1" redis-cli bgsave
    until_done "$1: saved in the background" \
        sh -c 'docker exec "$0" redis-cli info persistence | grep rdb_bgsave_in_progress:0' "$1"
    inside "$1" redis-cli info persistence
    matches "$1: and that went well" '^rdb_last_bgsave_status:ok' "$work/out"
}

# Under default it starts, answers, and keeps nothing: what a check by PING alone takes for working.
start profile-redis-default --profile default redis:1
until_done "under default it answers" ping profile-redis-default
inside profile-redis-default redis-cli save
matches "but does not save" '^ERR' "$work/out"

# keeps NAME IMAGE UID
keeps() {
    start "$1" "$2"
    matches "$1: the profile is found by the image" '^hrun: profile redis \(matches ' "$work/err"
    lacks "$1: nobody is told to try another" 'if it fails' "$work/err"
    until_done "$1: it answers" ping "$1"
    saves "$1"
    check_kernel "$1" "$3"
    docker restart "$1" >/dev/null
    until_done "$1: it answers after a restart" ping "$1"
    says "$1" kept get key
}

keeps profile-redis redis:1 999
keeps profile-redis-other redis:other 5101

# A folder of the host is somebody else's until it is given away, and hrun says so.
mkdir "$work/data"
chmod 0755 "$work" "$work/data"
start profile-redis-folder -v "$work/data:/data:rw" redis:1
until_done "in a folder of the host it answers" ping profile-redis-folder
inside profile-redis-folder redis-cli save
matches "but cannot save" '^ERR' "$work/out"
remedy="chown 999 $work/data"
matches "of which hrun warned" "note: .*belongs to 0, and the container's user 999 cannot write there: $remedy$" "$work/err"
$remedy
saves profile-redis-folder

# A volume with a name outlives the container.
docker volume create profile-redis >/dev/null
for name in profile-redis-first profile-redis-second; do
    start "$name" -v profile-redis:/data redis:1 redis-server --appendonly yes
    until_done "$name answers" ping "$name"
    [ "$name" = profile-redis-second ] || says "$name" OK set key kept
    says "$name" kept get key
    docker stop "$name" >/dev/null
done
docker rm profile-redis-first profile-redis-second >/dev/null
docker volume rm profile-redis >/dev/null
finish
