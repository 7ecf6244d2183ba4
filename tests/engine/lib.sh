# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# For the tests on a real engine: HRUN_TEST_ENGINE is the folder that `engine start` made, with the
# images of `images` in it. What counts is what the kernel says inside a container.
# shellcheck source=tests/support/lib.sh
. "$(dirname "$0")/../support/lib.sh"

: "${HRUN_TEST_ENGINE:?the folder of a running test engine}"
[ -S "$HRUN_TEST_ENGINE/sock" ] || skip "no test engine runs"
# The folder's own path: the one of a link to it may be too long for a socket.
DOCKER_HOST="unix://$(readlink -f "$HRUN_TEST_ENGINE")/sock"
export DOCKER_HOST

# shellcheck disable=SC2034 # the scripts read it
# run WORD...: hrun with its outcome in $status, $work/out and $work/err
run() {
    "$HRUN" "$@" >"$work/out" 2>"$work/err"
    status=$?
}

# What the next four run, unless a script says otherwise.
image=test/root:1

# plain WORD...: what a container of plain docker with WORD... prints
plain() {
    docker run --rm "$@" 2>"$work/err"
}

# refused RULE WORD...: hrun denies this, and names the rule
refused() {
    rule=$1
    shift
    run --dry-run "$@" "$image" true
    same "$*: refused" 125 "$status"
    matches "$*: by $rule" "^hrun: refused: .*\[$rule\]" "$work/err"
}

# warns RULE WORD...: hrun lets this pass with a warning, and the engine takes it
warns() {
    rule=$1
    shift
    run --rm "$@" "$image" true
    same "$*: runs" 0 "$status"
    matches "$*: $rule warns" "^hrun: warning: .*\[$rule\]" "$work/err"
}

# runs WORD...: hrun lets this pass without a warning, and the engine takes what it makes of it
runs() {
    run --rm "$@" "$image" true
    same "$*: runs" 0 "$status"
    [ "$status" = 0 ] || sed 's/^/  /' "$work/err" >&2
    lacks "$*: nothing to say" 'hrun: warning' "$work/err"
}

# What a shell inside prints of its limits, cgroup v2 or v1, whichever the host has: lines of
# `name: value`, as all probes print them.
# shellcheck disable=SC2034 # the scripts read it
probe_limits='
limit() { for file; do if [ -r "$file" ]; then echo "$(basename "$file"): $(cat "$file")"; fi; done; }
cd /sys/fs/cgroup
limit memory.max memory.swap.max pids.max cpu.max
limit memory/memory.limit_in_bytes memory/memory.memsw.limit_in_bytes pids/pids.max
limit cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us
'

# value NAME: what the probe answered
value() {
    sed -n "s|^$1:[[:space:]]*||p" "$work/out" | head -n 1
}

# check_limits BYTES CPUS PIDS. Swap is only accounted for on some v1 hosts.
check_limits() {
    if [ -n "$(value memory.max)" ]; then
        same "memory" "$1" "$(value memory.max)"
        same "swap" 0 "$(value memory.swap.max)"
        same "cpus" "$(($2 * 100000)) 100000" "$(value cpu.max)"
    else
        same "memory" "$1" "$(value memory.limit_in_bytes)"
        if [ -n "$(value memory.memsw.limit_in_bytes)" ]; then
            same "memory and swap" "$1" "$(value memory.memsw.limit_in_bytes)"
        fi
        same "cpus" "$(($2 * $(value cpu.cfs_period_us)))" "$(value cpu.cfs_quota_us)"
    fi
    same "processes" "$3" "$(value pids.max)"
}
