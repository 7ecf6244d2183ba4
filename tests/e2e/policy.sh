#!/bin/sh
# SPDX-License-Identifier: MIT
# The system policy: what holds whatever profile is named, what a lock refuses whatever is said, and
# that one which cannot be read lets nothing run.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
: "${HRUN_TEST_ELSEWHERE:?hrun, but for where the system policy is}"
umask 022 # a policy that a group can write is refused
shipped=$HRUN
HRUN=$HRUN_TEST_ELSEWHERE
mkdir "$work/etc"
export HRUN_TEST_POLICY="$work/etc/policy.json"

policy() {
    printf '{ "version": 1, %s }' "$1" >"$HRUN_TEST_POLICY"
    chmod 0644 "$HRUN_TEST_POLICY"
}

run --dry-run "$image"
same "no policy: exit status" 0 "$status"
cp "$work/out" "$work/without"
"$shipped" --dry-run "$image" >"$work/out" 2>"$work/err"
same "no policy: the command" "$(cat "$work/out")" "$(cat "$work/without")"

policy '"mem_limit": "256m", "cap_drop": ["KILL"], "rules": { "sysctl": "deny" }'
run --dry-run --explain "$image"
same "a floor: exit status" 0 "$status"
matches "a floor: whose word it is" '--memory +256m +policy:/mem_limit' "$work/out"
matches "a floor: the profile's word where that is tighter" 'profile:default:/cap_drop' "$work/out"
matches "a floor: the line on the profile" "no other was chosen; held to $HRUN_TEST_POLICY: mem_limit\)" "$work/out"
run --dry-run --profile none --format=json "$image"
same "a profile that says nothing: exit status" 0 "$status"
jq -e '[.settings[] | select(.origin | startswith("policy:")) | .option + "=" + .value] ==
       ["cap-drop=KILL", "memory=256m"]' "$work/out" >/dev/null
same "a profile that says nothing: the policy's words" 0 $?
floor=$(jq -r .profile.sha256 "$work/out")
run --dry-run --profile none --format=json --memory 64m "$image"
same "the line may still be tighter" 0 "$status"
jq -e '[.settings[] | select(.option == "memory")] | length == 1 and .[0].origin == "argument:5"' \
    "$work/out" >/dev/null
same "the line's own limit" 0 $?

# Where the policy says which profiles there are, nobody is told to write another.
policy '"profiles": ["default"]'
refused "a list of profiles" 'host-uts' --uts host "$image"
lacks "a list of profiles: none of the caller's own is named" 'for good' "$work/err"
policy '"cpus": 1'
refused "no list of profiles" 'host-uts' --uts host "$image"
matches "no list of profiles: one of the caller's own helps" "for good.*$XDG_CONFIG_HOME" "$work/err"

# What is locked passes by no word of the line, the environment or a profile.
policy '"lock": ["/rules/host-network", "/cap_add"]'
mkdir -p "$XDG_CONFIG_HOME/hrun/profiles"
chmod 0755 "$XDG_CONFIG_HOME/hrun" "$XDG_CONFIG_HOME/hrun/profiles"
printf '{ "version": 1, "name": "mine", "network_mode": "host", "cap_add": ["SYS_ADMIN"],
          "allow": { "capabilities": ["ALL"] }, "rules": { "*": "allow" } }' \
    >"$XDG_CONFIG_HOME/hrun/profiles/mine.json"
chmod 0644 "$XDG_CONFIG_HOME/hrun/profiles/mine.json"
refused "a rule that is locked" "--network host.*$HRUN_TEST_POLICY locks|host-network" \
    --allow host-network=why --network host "$image"
matches "nothing lets it pass" "instead: .*$HRUN_TEST_POLICY locks this rule" "$work/err"
refused "a list that is locked" 'capability\]' --profile none --cap-add SYS_ADMIN \
    --allow capability:SYS_ADMIN=why "$image"
run --profile mine "$image"
same "a profile's own words: exit status" 125 "$status"
matches "a profile's network" 'refused: profile:mine:/network_mode: --network host' "$work/err"
matches "a profile's capability" 'refused: profile:mine:/cap_add: --cap-add SYS_ADMIN' "$work/err"
HRUN_PROFILE=mine "$HRUN" "$image" >"$work/out" 2>"$work/err"
same "the environment's word for a profile: exit status" 125 $?
run --dry-run --profile none --format=json "$image"
same "what is not locked: exit status" 0 "$status"
same "a lock is part of what a container is held to" 0 "$(jq -r .profile.sha256 "$work/out" | grep -c "$floor")"

policy '"profiles": ["default", "mine"]'
refused "a profile that may not be used" 'does not let "none" be used' --profile none "$image"
refused "a profile by its path" 'does not let ".*mine.json" be used' \
    --profile "$XDG_CONFIG_HOME/hrun/profiles/mine.json" "$image"
run --dry-run "$image"
same "one that may: exit status" 0 "$status"

# One that is there counts, or nothing runs.
policy '"mem_limt": "1g"'
refused "an unknown key" "policy.json:1:17: unknown key \"mem_limt\"" "$image"
echo '{' >"$HRUN_TEST_POLICY"
refused "a policy that is no JSON" 'policy.json:2:1' "$image"
policy '"mem_limit": "1g"'
chmod 0666 "$HRUN_TEST_POLICY"
refused "a policy that others can write" 'policy.json: others can write this' "$image"
rm "$HRUN_TEST_POLICY"
mkdir "$HRUN_TEST_POLICY"
refused "a folder in its place" 'policy.json' "$image"
rmdir "$HRUN_TEST_POLICY"
ln -s nowhere "$HRUN_TEST_POLICY"
refused "a link that leads nowhere" 'policy.json' "$image"
"$shipped" --dry-run "$image" >"$work/out" 2>"$work/err"
same "no variable leads the shipped program elsewhere" 0 $?

rm "$HRUN_TEST_POLICY"

# A secret's file is a bind to a lock, wherever it was named from.
mkdir -m 0700 "$work/kept" "$work/free"
echo swordfish >"$work/kept/key"
echo swordfish >"$work/free/key"
chmod 0600 "$work/kept/key" "$work/free/key"
policy "\"volumes\": { \"deny\": [\"$work/kept\"] }, \"lock\": [\"/rules/bind-denied\", \"/rules/sensitive-path\"]"
cd "$work" || exit
for file in "$work/kept/key" kept/key ./free/../kept/key /proc/1/environ; do
    run --dry-run --profile none --allow bind-denied:key=why --secret-file "id=key,src=$file" "$image"
    same "a secret from $file: exit status" 125 "$status"
    matches "a secret from $file: why" "$HRUN_TEST_POLICY locks this rule" "$work/err"
done
for file in "$work/free/key" free/key; do
    run --dry-run --profile none --secret-file "id=key,src=$file" "$image"
    same "a secret from $file: exit status" 0 "$status"
done

finish
