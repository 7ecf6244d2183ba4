#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `build`: a program put into /tmp runs there, as what a compiler makes does, in more memory
# and with more CPUs and processes; /tmp stays nosuid and nodev, and root read-only.
# shellcheck source=tests/engine/workload/lib.sh
. "$(dirname "$0")/workload/lib.sh"
image=test/root:1

# More than the 200 processes, and the 64 MiB in /tmp, of `default`.
# shellcheck disable=SC2016 # the shell inside reads it
work_inside='
cp /bin/busybox /tmp/echo
/tmp/echo made: runs
dd if=/dev/zero of=/tmp/object bs=1M count=100 2>/dev/null && echo "object: $(stat -c %s /tmp/object)"
i=0
while [ $i -lt 300 ]; do sleep 60 & i=$((i + 1)); done
echo "jobs: $(ls /proc | grep -c "^[0-9]")"
if (: >/.probe) 2>/dev/null; then echo "root: writable"; else echo "root: read-only"; fi
while read -r _ _ _ _ where options rest; do echo "mount $where: $options $rest"; done </proc/self/mountinfo
cat /proc/self/status
'

run --profile default --rm "$image" sh -c 'cp /bin/busybox /tmp/echo && /tmp/echo made: runs'
same "under default nothing runs from /tmp" 126 "$status"
matches "which the shell says" 'Permission denied' "$work/err"

# A compiler, and what it makes.
compile='cd /tmp && echo "int puts(const char *); int main(void) { return puts(\"made: runs\") < 0; }" >made.c &&
    gcc -o made made.c && ./made'
run --profile default --rm test/debian:1 sh -c "$compile"
same "under default a compiled program does not run" 126 "$status"
run --profile build --rm test/debian:1 sh -c "$compile"
same "under build a compiled program runs" runs "$(value made)"

run --profile build --rm "$image" sh -c "$work_inside$probe_limits"
same "exit status" 0 "$status"
same "what is made in /tmp" runs "$(value made)"
same "/tmp holds more" 104857600 "$(value object)"
same "300 jobs run" yes "$([ "$(value jobs)" -gt 300 ] && echo yes)"
same "root" read-only "$(value root)"
for flag in nosuid nodev; do
    matches "/tmp is $flag" "^mount /tmp: ([a-z]+,)*${flag}[, ]" "$work/out"
done
lacks "/tmp is not noexec" '^mount /tmp: [^ ]*noexec' "$work/out"
matches "/tmp has a size" '^mount /tmp: .* - tmpfs .*size=1048576k' "$work/out"
matches "nothing runs from /run" '^mount /run: [^ ]*noexec' "$work/out"
same CapEff 0000000000000000 "$(value CapEff)"
same NoNewPrivs 1 "$(value NoNewPrivs)"
same "seccomp is a filter" 2 "$(value Seccomp)"
cpus=$(docker info --format '{{.NCPU}}')
check_limits 4294967296 "$((cpus < 4 ? cpus : 4))" 1000
[ "$failed" -eq 0 ] || cat "$work/err" >&2
finish
