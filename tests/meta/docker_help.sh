#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: docker_help.sh PRINT-OPTIONS
# What the help of every docker client on this machine lists must be in the option table, with the same letter and
# arity; what it does not list must be marked there as hidden, or as newer than the client.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$1" >"$work/table"

# No engine is asked, and no configuration read: help is to depend on the client alone.
DOCKER_HOST=unix://$work/none DOCKER_CONFIG=$work
export DOCKER_HOST DOCKER_CONFIG
unset DOCKER_CONTEXT

clients() {
    printf '%s:/usr/bin:/usr/local/bin' "$PATH" | tr ':' '\n' | while read -r folder; do
        [ -x "$folder/docker" ] && readlink -f "$folder/docker"
    done | sort -u
}

# "Docker version 28.2.2, build ..."; hrun and podman answer to the name docker too, and are not compared.
version() {
    "$1" --version 2>/dev/null | sed -n 's/^Docker version \([0-9][0-9.]*\).*/\1/p'
}

# A value's type stands one blank after the name, the description further off.
listed() {
    # shellcheck disable=SC2046 # volume-create is two words, docker none
    "$1" $(echo "$2" | sed 's/-/ /; s/^docker$//') --help | awk '
        /^(      |  -[a-zA-Z], )--[a-z]/ {
            match($0, /--[a-z0-9-]+/)
            print substr($0, RSTART + 2, RLENGTH - 2), $1 ~ /,$/ ? substr($1, 2, 1) : "-",
                substr($0, RSTART + RLENGTH) ~ /^ [^ ]/ ? "value" : "flag"
        }'
}

compare() {
    awk -v verb="$2" -v version="$3" '
        function newer(a, b, x, y) {
            split(a, x, "."); split(b, y, ".")
            return x[1] + 0 > y[1] + 0 || (x[1] + 0 == y[1] + 0 && x[2] + 0 > y[2] + 0)
        }
        function fail(text) { print "docker " verb " of " version ": " text; bad = 1 }
        NR == FNR { if (index("," $5 ",", "," verb ",")) { row[$1] = $2 " " $3; since[$1] = $6; shown[$1] = $7 == "shown" }; next }
        { seen[$1] = 1 }
        !($1 in row) { fail("the table lacks --" $1); next }
        row[$1] != $2 " " $3 { fail("--" $1 " is " $2 " " $3 ", in the table " row[$1]) }
        newer(since[$1], version) { fail("has --" $1 ", which is new in " since[$1] " by the table") }
        END {
            for (name in row)
                if (!(name in seen) && shown[name] && !newer(since[name], version) &&
                    (name != "help" || verb == "run" || verb == "create")) # all take it, few say so
                    fail("does not list --" name)
            exit bad
        }' "$work/table" "$1"
}

found=0 bad=0
for client in $(clients); do
    version=$(version "$client")
    [ -n "$version" ] || continue
    found=$((found + 1))
    for verb in run create exec update volume-create docker; do
        listed "$client" "$verb" >"$work/listed"
        echo "$client $version: docker $verb lists $(wc -l <"$work/listed") options"
        [ -s "$work/listed" ] || bad=1
        compare "$work/listed" "$verb" "$version" || bad=1
    done
done
[ "$found" -gt 0 ] || { echo "no docker client here"; exit 77; }
exit "$bad"
