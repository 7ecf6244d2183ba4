#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: kernel.sh IMAGE UID GID: what the kernel says inside a container of test/IMAGE:1 that was
# started with no option at all, so under the default profile, and whose user is to be UID:GID.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
image=test/$1:1 uid=$2 gid=$3

# One container answers everything: lines of `name: value`.
probe='
cat /proc/self/status
for ns in cgroup ipc mnt net pid uts; do echo "ns $ns: $(readlink /proc/self/ns/$ns)"; done
can_write() { if (: >"$1/.probe") 2>/dev/null; then echo "write $1: yes"; else echo "write $1: no"; fi; }
can_write / ; can_write /etc; can_write /tmp; can_write /run; can_write /dev/shm
if [ -n "$HOME" ]; then echo "home: $HOME"; can_write "$HOME"; fi
echo "#!/bin/sh" >/tmp/x; chmod +x /tmp/x
if /tmp/x 2>/dev/null; then echo "run from /tmp: yes"; else echo "run from /tmp: no"; fi
while read -r _ _ _ _ where options rest; do echo "mount $where: $options $rest"; done </proc/self/mountinfo
'

check_privileges() {
    for set in CapInh CapPrm CapEff CapBnd CapAmb; do
        same "$set" 0000000000000000 "$(value "$set")"
    done
    same NoNewPrivs 1 "$(value NoNewPrivs)"
    same "seccomp is a filter" 2 "$(value Seccomp)"
    matches "the user, in all four ids" "^Uid:	$uid	$uid	$uid	$uid\$" "$work/out"
    matches "the group, in all four ids" "^Gid:	$gid	$gid	$gid	$gid\$" "$work/out"
}

check_namespaces() {
    for ns in cgroup ipc mnt net pid uts; do
        matches "there is a namespace $ns" "^ns $ns: $ns:\\[[0-9]+\\]\$" "$work/out"
        lacks "the namespace $ns is not this one" "^ns $ns: $(
            readlink "/proc/self/ns/$ns" | sed 's/[][]/\\&/g')\$" "$work/out"
    done
}

check_files() {
    same "root cannot be written" no "$(value 'write /')"
    same "/etc cannot be written" no "$(value 'write /etc')"
    same "/tmp can be written" yes "$(value 'write /tmp')"
    same "HOME can be written" yes "$(value "write $(value home)")"
    same "nothing runs from /tmp" no "$(value 'run from /tmp')"
    matches "root is mounted read-only" '^mount /: ro[, ]' "$work/out"
    for flag in noexec nosuid nodev; do
        for where in /tmp /run; do
            matches "$where is $flag" "^mount $where: ([a-z]+,)*${flag}[, ]" "$work/out"
        done
    done
    matches "/tmp is a tmpfs with a size" '^mount /tmp: .* - tmpfs .*size=65536k' "$work/out"
    matches "/run is a tmpfs with a size" '^mount /run: .* - tmpfs .*size=16384k' "$work/out"
}

run "$image" sh -c "$probe$probe_limits"
same "exit status" 0 "$status"
check_privileges
check_namespaces
check_files
check_limits 536870912 1 200
[ "$failed" -eq 0 ] || cat "$work/err" >&2
finish
