#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: standin.sh STANDIN_ENGINE
# A docker client believes in the stand-in engine, and its options do what they say.
set -eu
engine=$1
command -v docker >/dev/null || exit 77
work=$(mktemp -d "${TMPDIR:-/tmp}/hrun-standin.XXXXXX")
trap 'rm -rf "$work"' EXIT
export DOCKER_CONFIG="$work"
bad=0

# gives STATUS LINE OPTION... SOCKET docker ARGUMENT...: the engine with these arguments ends with
# STATUS, and some line of what the client printed or what was recorded holds LINE.
gives() {
    want=$1 line=$2
    shift 2
    status=0
    : >"$work/record"
    timeout 60 "$engine" --record "$work/record" "$@" >"$work/out" 2>&1 || status=$?
    if [ "$status" -ne "$want" ] || ! grep -qF -- "$line" "$work/out" "$work/record"; then
        echo "not so: status $want and '$line': $*"
        echo "status $status"
        cat "$work/out" "$work/record"
        bad=1
    fi
}

printf '{"Id":"sha256:1","Config":{"User":"somebody"}}' >"$work/image.json"
socket=$work/socket

gives 0 '"Image":"alpine"' "$socket" docker run alpine true
gives 7 '/start' --exit 7 "$socket" docker run --rm alpine true
gives 0 c0ffee "$socket" docker run -d alpine true
gives 0 '/images/create?fromImage=' --missing alpine "$socket" docker run -d alpine true
gives 1 'No such image' --missing alpine "$socket" docker image inspect alpine
gives 0 somebody --answer "/images/a*/json=$work/image.json" "$socket" docker image inspect alpine
gives 1 'No such' --answer "/images/*=$work/none" "$socket" docker image inspect alpine
gives 0 '/v1.41/containers/create' --api 1.41 "$socket" docker run -d alpine true
gives 125 oops --manner error "$socket" docker run -d alpine true
gives 125 docker: --manner garbage "$socket" docker run -d alpine true
gives 125 docker: --manner close "$socket" docker run -d alpine true
exit "$bad"
