#!/bin/sh
# SPDX-License-Identifier: MIT
# `-it` on a terminal, `-t` without one, and the shown command on a narrow one.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
need script
image=test/root:1

# on_terminal COMMAND: its output, as the terminal got it, in $work/out
on_terminal() {
    script -qec "$1" /dev/null <"$work/keys" >"$work/out" 2>&1
    status=$?
}

: >"$work/keys"
# The client tells the size once the container runs: an engine before 23.0 starts it with none.
inside='test -t 0 && test -t 1 && echo "on $(tty)"
for i in $(seq 50); do size=$(stty size 2>/dev/null); [ "${size:-0 0}" = "0 0" ] || break; sleep 0.2; done
echo "size $size"
exit 9'
printf '%s\n' 'stty cols 91 rows 33' "exec '$HRUN' --rm -it $image sh -c '$inside'" >"$work/line"
on_terminal "sh '$work/line'"
same "exit status of -it" 9 "$status"
matches "-it gives the container a terminal" 'on /dev/(pts/0|console)' "$work/out"
matches "the container knows the terminal's size" 'size 33 91' "$work/out"

printf 'echo typed-$((40 + 2))\nexit 5\n' >"$work/keys"
on_terminal "'$HRUN' --rm -it $image sh"
same "exit status of an interactive shell" 5 "$status"
matches "an interactive shell answers" '^typed-42' "$work/out"

# Without `-t` a terminal on standard input still reaches the container as plain input.
: >"$work/keys"
on_terminal "'$HRUN' --rm $image sh -c 'test -t 0 || echo no terminal inside'"
same "exit status on a terminal without -t" 0 "$status"
matches "no -t, no terminal" '^no terminal inside' "$work/out"

# Docker itself refuses this one, with a status of its own.
"$HRUN" --rm -it "$image" true </dev/null >"$work/out" 2>"$work/err"
got=$?
docker run --rm -it "$image" true </dev/null >/dev/null 2>&1
same "-it without a terminal fails as with docker" $? "$got"
empty "-it without a terminal prints nothing on standard output" "$work/out"

finish
