#!/bin/sh
# SPDX-License-Identifier: MIT
# The system policy on a real engine: what the kernel says under the profile that adds nothing, and that a
# line which a lock refuses makes no container.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
: "${HRUN_TEST_ELSEWHERE:?hrun, but for where the system policy is}"
umask 022 # a policy that a group can write is refused
HRUN=$HRUN_TEST_ELSEWHERE
image=test/root:1
mkdir "$work/etc"
export HRUN_TEST_POLICY="$work/etc/policy.json"
cat >"$HRUN_TEST_POLICY" <<'END'
{ "version": 1,
  "mem_limit": "64m", "memswap_limit": "mem_limit", "cpus": 1, "pids_limit": 33,
  "cap_drop": ["ALL"], "no_new_privileges": true, "user": "1234:1234", "read_only": true,
  "lock": ["/rules/host-network", "/rules/privileged"] }
END
chmod 0644 "$HRUN_TEST_POLICY"

run --profile none --rm "$image" sh -c "cat /proc/self/status; touch /x && echo root: writable; $probe_limits"
same "exit status" 0 "$status"
same CapBnd 0000000000000000 "$(value CapBnd)"
same NoNewPrivs 1 "$(value NoNewPrivs)"
same Uid 1234 "$(value Uid | cut -f1)"
same "the root cannot be written" '' "$(value root)"
check_limits 67108864 1 33

# The line may be tighter, and is refused what is locked.
run --profile none --rm --pids-limit 7 "$image" sh -c "$probe_limits"
same "a tighter limit of the line" 7 "$(value pids.max)"
name=hrun-policy-$$
for word in --privileged=true --network=host --network=name=host; do
    run --profile none --rm --name "$name" --allow privileged=why --allow host-network=why "$word" "$image" true
    same "$word: exit status" 125 "$status"
    matches "$word: what refuses it" "$HRUN_TEST_POLICY locks this rule" "$work/err"
done
same "no container was made" '' "$(docker ps -aq --filter "name=$name")"
[ "$failed" -eq 0 ] || cat "$work/err" >&2
finish
