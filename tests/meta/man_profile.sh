#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: man_profile.sh PRINT-KEYS PAGE HRUN HRUN-ELSEWHERE README
# The manual page of profiles has an item for each key of the table and no other, in its order, with what the table
# says of it. Every profile and system policy that the page and the README show is one that hrun takes.
set -eu
keys=$1 page=$2 hrun=$3 elsewhere=$4 readme=$5
umask 022 # a policy that a group can write is refused
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# The items of the section that starts with the line $1, each with the two lines below it.
items() {
    awk -v start="$1" '
        /^\.Sh / { inside = $0 == start }
        inside && /^\.It Cm / { left = 3 }
        left > 0 { print; left-- }' "$page"
}

compare() {
    "$keys" "$1" >"$work/table"
    items "$2" >"$work/page"
    [ -s "$work/table" ] || { echo "no keys of a $1"; bad=1; }
    diff "$work/table" "$work/page" || { echo "$2: not as the key table has it"; bad=1; }
}

compare profile '.Sh KEYS'
compare policy '.Sh THE SYSTEM POLICY'

# Each literal block that starts with a brace, numbered.
awk -v work="$work" '
    /^\.Bd -literal/ || /^```json$/ { n++; file = work "/" n ".json"; next }
    /^\.Ed$/ || /^```$/ { file = "" }
    file { print >file }' "$page" "$readme"

profiles=0 policies=0
mkdir "$work/config" "$work/etc"
for example in "$work"/*.json; do
    grep -q '"version"' "$example" || continue # an editor's settings
    if grep -qE '"(lock|profiles)"' "$example"; then
        policies=$((policies + 1))
        cp "$example" "$work/etc/policy.json"
        HRUN_TEST_POLICY=$work/etc/policy.json XDG_CONFIG_HOME=$work/config \
            "$elsewhere" --dry-run --format=json image:1 >"$work/out" 2>"$work/err" || true
    else
        profiles=$((profiles + 1))
        XDG_CONFIG_HOME=$work/config "$hrun" --dry-run --format=json --profile "$example" image:1 \
            >"$work/out" 2>"$work/err" || true
    fi
    # Whether the image may run is another matter: nothing of it is known here.
    if ! grep -q '"sha256": "[0-9a-f]' "$work/out"; then
        cat "$example" "$work/err"
        bad=1
    fi
done
if [ "$profiles" -lt 5 ] || [ "$policies" -lt 3 ]; then
    echo "$profiles profiles, $policies policies"
    bad=1
fi

if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning "$page" | grep -v 'mandoc.db' && bad=1
fi
exit "$bad"
