#!/bin/sh
# SPDX-License-Identifier: MIT
# Every vector is typed at a real engine, in the world of tests/vectors made real. What must trip: hrun, which
# asks for its facts itself, finds it, and in a container of plain docker the effect is there that
# RULE/effect says. What must pass: plain docker takes it, and so it does what hrun makes of it.
# shellcheck source=tests/support/lib.sh
. "$(dirname "$0")/../support/lib.sh"
: "${HRUNCTL:?the path of the hrunctl to test}"
need docker jq nsenter perl setpriv

here=$(dirname "$0")
dir=$(mktemp -du /tmp/hrun-vectors.XXXXXX)
status=0
"$here/engine" start "$dir" $$ || status=$?
[ "$status" != 77 ] || skip "no engine of its own"
[ "$status" = 0 ] || exit 1
# shellcheck disable=SC2317 # the trap calls it
ended() {
    "$here/engine" stop "$dir"
    rm -rf "$work"
}
trap ended EXIT

# What is used in there may be in a folder that the world covers.
cp -r "$here/../vectors" "$dir/vectors"
cp "$here/vectors_run" "$here/vectors_world" "$dir"
cp "$HRUN" "$dir/hrun"
cp "$HRUNCTL" "$dir/hrunctl"
mkdir "$dir/bin" "$dir/failed" "$dir/counted" "$dir/scratch"
ln -s ../hrun "$dir/bin/docker"

inside() {
    nsenter --target "$(cat "$dir/init")" --mount --net --pid "$@"
}
inside sh "$dir/vectors_world" "$dir" || exit 1
# The longest first, two at a time.
wc -l "$dir"/vectors/*/trips | sort -rn | sed -n 's|.*/\(.*\)/trips$|\1|p' |
    inside xargs -P 2 -n 1 sh "$dir/vectors_run" "$dir" || fail "vectors_run failed"
cat "$dir"/failed/* >"$work/failed"
while IFS= read -r line; do fail "$line"; done <"$work/failed"

# Nothing is left out in silence: each vector is counted, and how far it came.
cut -f 1 "$dir"/counted/* | sort | uniq -c
typed=$(cat "$dir"/counted/* | wc -l)
same "every vector" "$(cat "$dir"/vectors/*/trips "$dir"/vectors/*/passes | grep -Ecv '^(#|$)')" "$typed"
finish
