# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# For the tests that run real workloads: containers that do their work in the background.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
need busybox nsenter
docker image inspect postgres:other >/dev/null 2>&1 || skip "no images of workloads"

started=
end_started() {
    # shellcheck disable=SC2086 # a list of names
    [ -z "$started" ] || docker rm --force --volumes $started >/dev/null 2>&1
    rm -rf "$work"
}
trap end_started EXIT

# start NAME WORD...: hrun in the background, as container NAME, which is removed at the end
start() {
    started="$started $1"
    run --detach --name "$@"
    same "hrun starts $1" 0 "$status"
    if [ "$status" != 0 ]; then
        cat "$work/err" >&2
        finish
    fi
}

# until_done WHAT WORD...: a command that comes to succeed, as services take their time. What it prints is
# in $work/out.
until_done() {
    what=$1
    shift
    for _ in $(seq 300); do
        if "$@" >"$work/out" 2>"$work/said"; then
            pass
            return 0
        fi
        sleep 0.1
    done
    fail "$what: $*"
    cat "$work/said" >&2
    return 1
}

# inside NAME WORD...: a command in the container NAME; its output in $work/out, its status in $status
inside() {
    docker exec "$@" >"$work/out" 2>"$work/said"
    # shellcheck disable=SC2034 # the scripts read it
    status=$?
}

# fetch ADDRESS: what the service there answers, seen from the engine's own network
fetch() {
    nsenter --net --target "$(cat "$HRUN_TEST_ENGINE/init")" busybox wget -q -O - "http://$1"
}

# check_kernel NAME UID: no process in NAME is root or has a capability, and nothing brings one back
check_kernel() {
    inside "$1" sh -c 'cat /proc/[0-9]*/status
        if (: >/.probe) 2>/dev/null; then echo "root: writable"; else echo "root: read-only"; fi'
    for line in "Uid: $2 $2 $2 $2" "CapEff: 0000000000000000" "CapPrm: 0000000000000000" \
        "CapBnd: 0000000000000000" "CapAmb: 0000000000000000" "NoNewPrivs: 1" "Seccomp: 2"; do
        same "$1: ${line%% *} of every process" "$line" \
            "$(grep "^${line%% *}" "$work/out" | tr '\t' ' ' | sort -u)"
    done
    same "$1: root" read-only "$(value root)"
}
