#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: man.sh HRUN PAGE
# The manual page has an item for every option that --help lists and for no other, and names the same variables.
set -eu
hrun=$1 page=$2
bad=0

compare() {
    if [ "$2" != "$3" ]; then
        printf '%s differ\n--help:\n%s\n%s:\n%s\n' "$1" "$2" "$page" "$3"
        bad=1
    fi
}

help=$("$hrun" --help)
compare options \
    "$(echo "$help" | sed -n 's/^  --\([a-z-]*\) .*/\1/p' | sort)" \
    "$(sed -n 's/^\.It Fl Fl \([a-z-]*\).*/\1/p' "$page" | sort)"
compare variables \
    "$(echo "$help" | grep -o 'HRUN_[A-Z]*' | sort -u)" \
    "$(grep -o 'HRUN_[A-Z]*' "$page" | sort -u)"
[ -n "$(sed -n '/^\.It Fl Fl /p' "$page")" ] || { echo "$page has no options"; bad=1; }

# Not everybody has mandoc; where it is, its word counts.
if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning "$page" | grep -v 'mandoc.db' && bad=1
fi
exit "$bad"
