#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: man_ctl.sh HRUNCTL PAGE
# The manual page has every command and option of hrunctl's help and no other, with the same words.
set -eu
hrunctl=$1 page=$2
bad=0

compare() {
    if [ "$2" != "$3" ]; then
        printf '%s differ\nhelp:\n%s\n%s:\n%s\n' "$1" "$2" "$page" "$3"
        bad=1
    fi
}

commands=$("$hrunctl" --help | sed -n 's/^  \([a-z][a-z]*\( [a-z][a-z]*\)\{0,1\}\)   *[a-z].*/\1/p' | sed '/^hrunctl/d')
compare commands "$commands" "$(sed -n 's/^\.It Ic \([a-z ]*[a-z]\).*/\1/p' "$page")"
options=$(
    "$hrunctl" --help | sed -n 's/^  --\([a-z-]*\) .*/\1/p'
    echo "$commands" | while IFS= read -r command; do
        # shellcheck disable=SC2086 # one word or two
        "$hrunctl" $command --help | sed -n 's/^  --\([a-z-]*\) .*/\1/p'
    done
)
compare options "$(echo "$options" | sort -u)" "$(sed -n 's/^\.It Fl Fl \([a-z-]*\).*/\1/p' "$page")"
[ "$(echo "$commands" | wc -l)" -ge 5 ] || { echo "no commands"; bad=1; }

# Not everybody has mandoc; where it is, its word counts.
if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning "$page" | grep -v 'mandoc.db' && bad=1
fi
exit "$bad"
