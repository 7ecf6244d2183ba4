#!/bin/sh
# SPDX-License-Identifier: MIT
# What hrun itself prints: help and version on standard output, all else on standard error.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
escape=$(printf '\033')

for option in --help --version "--help=true --no-such" "--rm --help"; do
    # shellcheck disable=SC2086 # a list of words
    run $option
    case $option in
    *no-such) same "$option: an error beats the help" 125 "$status" ;;
    *)
        same "$option: exit status" 0 "$status"
        empty "$option: nothing on standard error" "$work/err"
        matches "$option: says what it is" hrun "$work/out"
        ;;
    esac
done
run --help
matches "--help teaches: usage" '^usage: hrun ' "$work/out"
matches "--help teaches: an example" '^ *(\$ )?hrun ' "$work/out"
run --version
matches "--version is a name and a number" '^hrun [0-9]+\.[0-9]+\.[0-9]+$' "$work/out"

refused "no word at all" IMAGE
refused "options and no image" IMAGE --rm
refused "an unknown option" '--prvileged' --prvileged "$image"
matches "an unknown option: the nearest word" '--privileged' "$work/err"
refused "an unknown letter" z -z "$image"
refused "an option without its value" name --name
refused "a bad boolean" yes --rm=yes "$image"
refused "no image reference" IMAGE: IMAGE:
refused "--format: no such word" xml --dry-run --format=xml "$image"
refused "--show: no such word" sometimes --show=sometimes "$image"
refused_by "HRUN_SHOW: no such word" HRUN_SHOW env HRUN_SHOW=sometimes "$HRUN" "$image"
refused "--privileged" privileged --privileged "$image"
refused "a capability" SYS_ADMIN --cap-add SYS_ADMIN "$image"
refused "the host's network" network --network host "$image"
run -v /:/host "$image"
same "the host's root: refused" 125 "$status"
matches "the host's root: what is wrong with it" 'volume /:/host \[sensitive-path\]' "$work/err"
matches "the host's root: engines are below it" 'volume /:/host \[engine-socket\]' "$work/err"

# Hostile text never reaches the terminal as it is.
run "--${escape}[2Jx" "$image"
lacks "an unknown option is shown without control bytes" "$escape" "$work/err"
run --rm --network "$(printf 'a\033]0;x\007')" "$image"
lacks "a bad value is shown without control bytes" "$escape" "$work/err"
run --profile "./${escape}[2J" "$image"
lacks "a profile's name is shown without control bytes" "$escape" "$work/err"

# Standard output that cannot be written is a failure, not silence.
"$HRUN" --profile none --dry-run "$image" >/dev/full 2>"$work/err"
same "a dry run to a full device" 125 $?
"$HRUN" --help >/dev/full 2>"$work/err"
same "--help to a full device" 125 $?
"$HRUN" --profile none --dry-run "$image" >&- 2>"$work/err"
same "a dry run to a closed file" 125 $?

# Who asked for it sees the command; who did not, does not.
status_is 0 "$HRUN" "$image" >"$work/out" 2>"$work/err"
matches "the command is shown on standard error" "^$fake_docker run " "$work/err"
empty "and not on standard output" "$work/out"
status_is 0 "$HRUN" --show=tty "$image" >"$work/out" 2>"$work/err"
lacks "--show=tty shows nothing to a file" "^$fake_docker run " "$work/err"
status_is 0 env HRUN_SHOW=never "$HRUN" "$image" >"$work/out" 2>"$work/err"
lacks "HRUN_SHOW=never" "^$fake_docker run " "$work/err"

# A working directory that is gone is nobody's fault but its own.
mkdir "$work/gone"
(cd "$work/gone" && rmdir "$work/gone" && "$HRUN" --dry-run -v .:/x "$image" >"$work/out" 2>"$work/err")
same "a bind from a folder that is gone" 125 $?
matches "and why" 'working directory.*cannot be told' "$work/err"

# The table says what was typed and what was added; it is for reading, so colour stays on terminals.
run --explain --rm "$image"
same "--explain" 0 "$status"
matches "what was typed" '^  --rm +true +argument:2' "$work/out"
matches "what was added" '^\+ --read-only +true +profile:default:/read_only' "$work/out"
lacks "no colour in a file" "$escape" "$work/out"
if command -v script >/dev/null; then
    env TERM=xterm script -qec "$HRUN --explain $image" /dev/null </dev/null >"$work/out" 2>&1
    matches "colour on a terminal" "$escape" "$work/out"
    env TERM=xterm NO_COLOR=1 script -qec "$HRUN --explain $image" /dev/null </dev/null >"$work/out" 2>&1
    lacks "NO_COLOR" "$escape" "$work/out"
fi

finish
