#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: man_rules.sh GEN PAGE
# The manual page of the rules has an item for every rule of the table and for no other, with its level and its
# references, and says of each what it gives and what to write instead.
set -eu
gen=$1 page=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

"$gen" rules | sort >"$work/table"
awk '
    function put() { if (name != "") print name, level, "[" refs "]" }
    /^\.It Cm / { put(); name = $3; level = $5; refs = ""; next }
    /^\.Bq / { refs = substr($0, 5) }
    /^\.El/ { put(); name = "" }' "$page" | sort >"$work/page"
diff -u "$work/table" "$work/page" || bad=1
[ -s "$work/table" ] || { echo "no rules"; bad=1; }

awk '
    function check() {
        if (name != "" && (!gives || !instead)) { print name ": half a paragraph"; bad = 1 }
    }
    /^\.It Cm / || /^\.El/ { check(); name = $3; gives = instead = 0 }
    /^\.Em Gives/ { gives = 1 }
    /^\.Em Instead/ { instead = 1 }
    END { exit bad }' "$page" || bad=1

# Not everybody has mandoc; where it is, its word counts.
if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning "$page" | grep -v 'mandoc.db' && bad=1
fi
exit "$bad"
