#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `compat`: an image that starts as root, gives a folder to its service's user and becomes
# that user, does its work, which it cannot under `default`. Once dropped, the service has nothing left.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
image=test/service:1

run --profile default --rm "$image" 'echo done: yes'
same "under default it fails" 1 "$status"
matches "for its folder" 'mkdir: .*Read-only file system' "$work/err"
matches "and is told what to try" 'if it fails: hrun --profile compat' "$work/err"

# Neither root nor the writable root file system would do without the capabilities.
printf '{ "version": 1, "name": "bare", "extends": "compat", "cap_add": [] }' >"$work/bare.json"
run --profile "$work/bare.json" --rm "$image" 'echo done: yes'
same "without capabilities it fails" 1 "$status"
matches "for its folder's owner" 'chown: .*Operation not permitted' "$work/err"

# shellcheck disable=SC2016 # the shell inside reads it
run --profile compat --rm "$image" '
echo saved >/var/lib/service/data && echo "data: $(cat /var/lib/service/data)"
echo "owner: $(stat -c %u:%g /var/lib/service/data)"
if (: >/.probe) 2>/dev/null; then echo "write /: yes"; else echo "write /: no"; fi
cp /bin/busybox /tmp/echo && /tmp/echo runs: yes
cat /proc/self/status
echo "start: $(tr "\n" " " </var/lib/service/start)"
while read -r _ _ _ _ where options rest; do echo "mount $where: $options $rest"; done </proc/self/mountinfo
'"$probe_limits"
same "under compat it starts" 0 "$status"
same "it saves its data" saved "$(value data)"
same "which are its own" 4321:4322 "$(value owner)"
same "it cannot write what is root's" no "$(value 'write /')"
matches "its user, in all four ids" '^Uid:	4321	4321	4321	4321$' "$work/out"
matches "its group, in all four ids" '^Gid:	4322	4322	4322	4322$' "$work/out"
for set in CapInh CapPrm CapEff CapAmb; do
    same "$set once dropped" 0000000000000000 "$(value "$set")"
done
# CHOWN DAC_OVERRIDE FOWNER KILL SETGID SETUID: bits 0 1 3 5 6 7
same "what can be had at all" 00000000000000eb "$(value CapBnd)"
same "what root started with" "Uid: 0 0 0 0 CapEff: 00000000000000eb" "$(value start | tr -s '\t ' ' ' | sed 's/ $//')"
same NoNewPrivs 1 "$(value NoNewPrivs)"
same "seccomp is a filter" 2 "$(value Seccomp)"
same "what is put into /tmp runs" yes "$(value runs)"
lacks "nothing is mounted over the image's folders" '^mount /(tmp|run):' "$work/out"
check_limits 536870912 1 200
lacks "nothing replaces its user, and nothing is said" '^hrun: (note|warning)' "$work/err"
[ "$failed" -eq 0 ] || cat "$work/err" >&2

# A folder that the image has in /run would be below a tmpfs there.
run --profile compat --rm test/service:1 'echo 1 >/run/service/pid && echo saved: yes'
same "its folder in /run is there" yes "$(value saved)"

# What compat does not give stays refused.
for word in --privileged --cap-add=SYS_ADMIN --security-opt=no-new-privileges=false --pid=host; do
    run --profile compat --rm "$word" "$image" true
    same "$word" 125 "$status"
done
run --profile compat --rm --user 0:0 --read-only=false test/root:1 id -u
same "root may be asked for" 0 "$(cat "$work/out")"
lacks "and a writable root" '^hrun: (note|warning)' "$work/err"
finish
