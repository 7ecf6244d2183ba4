#!/bin/sh
# SPDX-License-Identifier: MIT
# hrun becomes docker: same process, all 256 exit statuses, every signal, standard streams untouched.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

for want in $(seq 0 255); do
    status_is "$want" "$HRUN" --show=never --rm "$image" >"$work/out" 2>&1
    same "exit status" "$want" $?
    empty "exit status $want: nothing is printed" "$work/out"
done

for signal in 1 2 3 6 9 10 13 15; do # HUP INT QUIT ABRT KILL USR1 PIPE TERM
    ends_by "$signal" "$HRUN" --show=never --rm "$image" >"$work/out" 2>&1
    same "ended by signal $signal" $((128 + signal)) $?
done

# The process that was started is the one that becomes docker, so signals and jobs work by themselves.
mkfifo "$work/fifo"
env FAKE_DOCKER_COPY=1 FAKE_DOCKER_PID="$work/pid" "$HRUN" --show=never "$image" \
    <"$work/fifo" >/dev/null 2>&1 &
child=$!
exec 3>"$work/fifo"
wait_for . "$work/pid"
same "hrun's own process becomes docker" "$child" "$(cat "$work/pid")"
kill -TERM "$child"
wait "$child"
same "a signal to it is docker's" 143 $?
exec 3>&-

printf 'in\0put' >"$work/in"
env FAKE_DOCKER_COPY=1 "$HRUN" --show=never "$image" <"$work/in" >"$work/out" 2>"$work/err"
same_file "standard input reaches docker" "$work/in" "$work/out"
empty "standard error is docker's" "$work/err"

finish
