#!/bin/sh
# SPDX-License-Identifier: MIT
# Ctrl-C and SIGTERM reach the container, on a terminal and without one.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
need script
image=test/numeric:1

program='trap "echo got INT; exit 7" INT; trap "echo got TERM; exit 8" TERM
echo ready; i=0; while [ $i -lt 300 ]; do sleep 0.1; i=$((i + 1)); done; echo too late'

# A shell without job control starts `&` commands with SIGINT ignored.
for signal in INT TERM; do
    : >"$work/out"
    env --default-signal=INT "$HRUN" --rm "$image" sh -c "$program" >"$work/out" 2>"$work/err" \
        </dev/null &
    child=$!
    wait_for '^ready' "$work/out" || cat "$work/err" >&2
    kill -"$signal" "$child"
    wait "$child"
    status=$?
    case $signal in INT) want=7 ;; TERM) want=8 ;; esac
    same "exit status after SIG$signal" "$want" "$status"
    matches "SIG$signal reached the container" "^got $signal\$" "$work/out"
done

# Ctrl-C as a person types it: a byte on the terminal.
mkfifo "$work/keys"
for options in -it ""; do
    : >"$work/out"
    printf 'exec %s --rm %s %s sh -c %s\n' "'$HRUN'" "$options" "$image" "'$program'" >"$work/line"
    env --default-signal=INT script -qfec "exec sh '$work/line'" /dev/null <"$work/keys" >"$work/out" 2>&1 &
    child=$!
    exec 3>"$work/keys"
    wait_for '^ready' "$work/out" || cat "$work/out" >&2
    printf '\003' >&3
    wait "$child"
    same "exit status after Ctrl-C with options '$options'" 7 $?
    exec 3>&-
    matches "Ctrl-C with options '$options' reached the container" 'got INT' "$work/out"
done

finish
