#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `strict`: a static program, alone in its image, pinned by the image's full id, does its work
# with nothing but memory; and whatever else is asked for is refused.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
need busybox

mkdir "$work/root"
cp "$(command -v busybox)" "$work/root/busybox"
id=$(tar -C "$work/root" -c . | docker import --change 'ENTRYPOINT ["/busybox"]' - test/static:1)

# shellcheck disable=SC2016 # the shell inside reads it
run --profile strict --rm "$id" sh -c '
/busybox echo sum: $(/busybox seq 1000 | /busybox awk "{ s += \$1 } END { print s }")
/busybox echo saved >/tmp/file && /busybox echo "file: $(/busybox cat /tmp/file)"
if (: >/.probe) 2>/dev/null; then echo "root: writable"; else echo "root: read-only"; fi
for link in /sys/class/net/*; do echo "interface: ${link##*/}"; done
/busybox echo "stdin: $(/busybox wc -c)"
/busybox cat /proc/self/status
/busybox ls /proc/self/fd >/dev/null
basename() { /busybox basename "$@"; }
cat() { /busybox cat "$@"; }
'"$probe_limits" <"$0"
same "exit status" 0 "$status"
same "it does its work" 500500 "$(value sum)"
same "in memory" saved "$(value file)"
same "root" read-only "$(value root)"
same "the only interface" "interface: lo" "$(grep ^interface: "$work/out")"
same "nothing comes in" 0 "$(value stdin)"
matches "its user" '^Uid:	65532	65532	65532	65532$' "$work/out"
for set in CapInh CapPrm CapEff CapBnd CapAmb; do
    same "$set" 0000000000000000 "$(value "$set")"
done
same NoNewPrivs 1 "$(value NoNewPrivs)"
same "seccomp is a filter" 2 "$(value Seccomp)"
check_limits 536870912 1 200
[ "$failed" -eq 0 ] || cat "$work/err" >&2

run --profile strict --rm test/static:1 true
same "a name that anybody can move is refused" 125 "$status"
matches "for want of a digest" '\[image-unpinned\]' "$work/err"
for word in --network=bridge --cap-add=CHOWN --user=0 --pull=missing --publish=127.0.0.1:8080:80; do
    run --profile strict --rm "$word" "$id" true
    same "$word is refused" 125 "$status"
done
docker rmi test/static:1 >/dev/null
finish
