#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `web`: a stateless service, pinned, on a network of its own, answers on loopback and reaches
# another service by its name.
# shellcheck source=tests/engine/workload/lib.sh
. "$(dirname "$0")/workload/lib.sh"

id=$(docker image inspect --format '{{.Id}}' test/debian:1)
docker network create profile-web >/dev/null
# shellcheck disable=SC2317 # the trap calls it
end_network() {
    end_started
    docker network rm profile-web >/dev/null 2>&1
}
trap end_network EXIT

# site NAME: an HTTP service that answers with its name
site() {
    start "$1" --profile web --network profile-web -p 8000 "$id" \
        sh -c "mkdir /tmp/site && echo $1 >/tmp/site/name && cd /tmp/site && exec python3 -m http.server 8000"
    lacks "$1: nothing is warned of" '^hrun: warning' "$work/err"
    port=$(docker port "$1" 8000)
    same "$1: published on loopback alone" 127.0.0.1 "${port%:*}"
    until_done "$1: it serves" fetch "$port/name"
    same "$1: its page" "$1" "$(cat "$work/out")"
    check_kernel "$1" 65532
    inside "$1" sh -c "$probe_limits"
    check_limits 536870912 1 200
}

site profile-web-front
site profile-web-back
inside profile-web-front curl -s http://profile-web-back:8000/name
same "one reaches the other by its name" profile-web-back "$(cat "$work/out")"

run --profile web --rm test/debian:1 true
same "a name that anybody can move is refused" 125 "$status"
matches "for want of a digest" '\[image-unpinned\]' "$work/err"
run --profile web --rm -p 0.0.0.0::8000 "$id" true
same "the whole network is refused" 125 "$status"
matches "by its rule" '\[publish-not-loopback\]' "$work/err"
finish
