#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: readme_ci.sh README HRUNCTL
# Every hrunctl command in README's YAML, run in a tree as README has it, does what it is there for: status 0 or 1.
# An entry of pre-commit gets a file, as pre-commit gives it.
set -eu
readme=$1 hrunctl=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir bin policy
ln -s "$hrunctl" bin/hrunctl
PATH=$work/bin:$PATH
export XDG_CONFIG_HOME="$work"
unset HRUN_PROFILE

echo '{ "version": 1, "name": "team", "extends": "default" }' >policy/team.json
cp policy/team.json before.json
echo 'services: { web: { image: "site:1" } }' >compose.yaml
if hrunctl review --offline compose.yaml 2>&1 | grep -q 'reads no YAML'; then
    echo "this build reads no YAML"
    exit 77
fi

awk '/^```yaml$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$readme" |
    sed -n 's/^.*\(- run: \|entry: \|- \|  \)\(hrunctl .*\)$/\1\2/p' |
    sed 's/^- run: //; s/^- //; s/^  *//; s/^entry: \(hrunctl profile check\)$/\1 policy\/team.json/
         s/^entry: \(hrunctl review.*\)$/\1 compose.yaml/' >commands
bad=0
while IFS= read -r command; do
    status=0
    sh -c "$command" >out 2>err </dev/null || status=$?
    if [ "$status" -gt 1 ] || [ -s err ]; then
        echo "$command: status $status"
        cat err
        bad=1
    fi
done <commands
[ "$(wc -l <commands)" -ge 7 ] || { echo "README has these only:"; cat commands; bad=1; }
exit "$bad"
