#!/bin/sh
# SPDX-License-Identifier: MIT
# Every command that the docker clients on this machine have, found by walking their help, reaches the next
# docker as it was typed, but for those that are judged. HRUN_TEST_FAKE_DOCKER is the stand-in for that docker.
# shellcheck source=tests/support/lib.sh
. "$(dirname "$0")/../support/lib.sh"
: "${HRUN_TEST_FAKE_DOCKER:?the stand-in client}"

mkdir "$work/shim"
ln -s "$(readlink -f "$HRUN")" "$work/shim/docker"
cp "$HRUN_TEST_FAKE_DOCKER" "$work/fake"
export DOCKER_HOST="unix://$work/none" HRUN_ENGINE="$work/fake"

clients() {
    printf '%s:/usr/bin:/usr/local/bin' "$PATH" | tr ':' '\n' | while read -r folder; do
        [ -x "$folder/docker" ] && readlink -f "$folder/docker"
    done | sort -u
}

# subcommands CLIENT [GROUP]: those that the help lists; plugins have a star
subcommands() {
    "$@" --help 2>/dev/null | awk '
        /Commands:$/ { listed = 1; next }
        /^[A-Z]/ || /^$/ { listed = 0 }
        listed && /^  [a-z]/ { sub(/\*$/, "", $1); print $1 }'
}

# walk CLIENT: each command's words, a line each
walk() {
    subcommands "$1" | while read -r command; do
        echo "$command"
        subcommands "$1" "$command" | sed "s/^/$command /" | while read -r inner; do
            echo "$inner"
            # shellcheck disable=SC2086 # a list of words
            subcommands "$1" $inner | sed "s/^/$inner /"
        done
    done
}

found=0
for client in $(clients); do
    case $("$client" --version 2>/dev/null) in
    'Docker version '*) ;;
    *) continue ;;
    esac
    found=$((found + 1))
    walk "$client" | sort -u >"$work/commands"
    [ "$(wc -l <"$work/commands")" -gt 100 ] || fail "$client: too few commands"
    while read -r command; do
        case $command in
        run | create | exec | update | container\ run | container\ create | container\ exec | \
            container\ update | volume\ create) continue ;;
        esac
        # The stand-in answers a plain `image inspect` and notes nothing.
        [ "$command" != 'image inspect' ] || command='-D image inspect'
        # Behind these, words that no client knows may hide a command that is judged.
        case $command in
        container | volume) set -- "$command" ls 'a  b' '' ;;
        *)
            # shellcheck disable=SC2086 # a list of words
            set -- $command --all -x=1 --format '{{.ID}} a  b' '' -- run --privileged \
                "$(printf 'a\nb')"
            ;;
        esac
        FAKE_DOCKER_ARGV=$work/argv "$work/shim/docker" "$@" >"$work/out" 2>&1 </dev/null
        same "docker $command: status" 0 $?
        printf '%s\0' "$work/shim/docker" "$@" >"$work/want"
        same_file "docker $command" "$work/want" "$work/argv"
        empty "docker $command: nothing is said" "$work/out"
    done <"$work/commands"
    echo "$client: $(wc -l <"$work/commands") commands"
done
[ "$found" -gt 0 ] || skip "no docker client here"

finish
