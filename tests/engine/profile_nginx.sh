#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `nginx`: the image as upstream makes it serves, and stores what is sent to it, without root.
# shellcheck source=tests/engine/workload/lib.sh
. "$(dirname "$0")/workload/lib.sh"

run --profile default --rm nginx:1
same "under default it fails" 1 "$status"
matches "for its folder" 'mkdir\(\) "/var/cache/nginx/client_temp" failed' "$work/err"

# serves NAME IMAGE UID
serves() {
    start "$1" -p 80 "$2"
    matches "$1: the profile is found by the image" '^hrun: profile nginx \(matches docker.io/library/nginx:\*\)$' "$work/err"
    lacks "$1: nobody is told to try another" 'if it fails' "$work/err"
    port=$(docker port "$1" 80)
    same "$1: published on loopback alone" 127.0.0.1 "${port%:*}"
    until_done "$1: it serves" fetch "$port/"
    same "$1: the page" served "$(cat "$work/out")"
    inside "$1" sh -c 'head -c 8000000 /dev/zero | curl -s --data-binary @- http://127.0.0.1/upload'
    same "$1: it stores what is sent" "stored 8000000" "$(cat "$work/out")"
    check_kernel "$1" "$3"
    docker restart "$1" >/dev/null
    port=$(docker port "$1" 80)
    until_done "$1: it serves after a restart" fetch "$port/"
    docker stop "$1" >/dev/null
    same "$1: it ends as it should" 0 "$(docker wait "$1")"
}

serves profile-nginx nginx:1 101
serves profile-nginx-other nginx:other 5101
finish
