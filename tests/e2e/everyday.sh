#!/bin/sh
# SPDX-License-Identifier: MIT
# Lines that people copy: each of `everyday` runs as it stands, or with the profile that is named there,
# or is refused for the reasons that are named there, and passes once those are let pass.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
need jq
here=$(cd "$(dirname "$0")" && pwd)

# A project in a home, as the lines expect it.
HOME=$work/home
project=$HOME/project
mkdir -p "$project" && cd "$project" || exit 1
for folder in build checkpoints in include/rl_tools out output shared ss stash/config stash/data; do
    mkdir -p "$project/$folder"
done
mkdir -p "$HOME/include/rl_tools" "$HOME/projects"
touch hello_world.py force_control.py
printf 'PORT=3000\nGREETING=hello\n' >.env
export HOME PWD="$project" DISPLAY=:0

# Whoever types the line is nobody special.
# shellcheck disable=SC2317 # the lines call them
id() {
    echo 1000
}
# shellcheck disable=SC2317
whoami() {
    echo somebody
}

# denials WORD...: what a dry run refuses, RULE:SUBJECT a line
denials() {
    "$HRUN" --dry-run --format=json "$@" 2>"$work/err" |
        jq -r '.findings[] | select(.level == "deny" and .allowed == null)
            | .rule + (if .subject then ":" + .subject else "" end)'
}

# The rules among them. That a source is not there too says nothing beside another rule: it depends on
# the machine.
rules() {
    sed 's/:.*//' | sort -u | awk '{ rule[NR] = $0 }
        END {
            for (i = 1; i <= NR; i++)
                if (NR == 1 || rule[i] != "missing-source") list = list (list ? "," : "") rule[i]
            print list
        }'
}

# outcome WORD...: where the line runs, or what refuses it
outcome() {
    if [ -z "$(denials "$@")" ]; then
        echo default
    elif [ -z "$(denials --profile=dev "$@")" ]; then
        echo dev
    elif [ -z "$(denials --profile=compat "$@")" ]; then
        echo compat
    else
        denials "$@" | rules
    fi
}

# let_pass WORD...: the same line, with all that refuses it let pass, one at a time written down
let_pass() {
    denials "$@" >"$work/denials"
    while IFS= read -r denial; do
        set -- "--allow=$denial=tried" "$@"
    done <"$work/denials"
    run --show=never "$@"
    same "let pass: $line" 0 "$status"
}

while IFS='	' read -r want line; do
    case $want in
    '' | '#'*) continue ;;
    esac
    eval "set -- $line"
    got=$(outcome "$@")
    same "$line" "$want" "$got"
    case $got in
    default) run --show=never "$@" && same "runs: $line" 0 "$status" ;;
    dev | compat) run --show=never --profile="$got" "$@" && same "runs: $line" 0 "$status" ;;
    *) let_pass "$@" ;;
    esac
done <"$here/everyday"

finish
