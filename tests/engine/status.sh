#!/bin/sh
# SPDX-License-Identifier: MIT
# The container's exit status is hrun's. All 256 are tried with a stand-in client (tests/e2e); here
# the ones that docker, a shell or a signal give a meaning to.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
image=test/numeric:1

for want in 0 1 2 42 125 126 127 128 130 137 143 255; do
    run --rm "$image" sh -c "exit $want"
    same "exit $want" "$want" "$status"
    empty "exit $want prints nothing" "$work/out"
done
run --rm "$image" sh -c 'kill -KILL $$'
same "a shell killed as process 1 survives its own signal" 0 "$status"
run --rm "$image" sh -c 'sleep 60 & kill -SEGV $!; wait $!'
same "a child ended by SIGSEGV" 139 "$status"
run --rm "$image" /no/such/program
same "no such program" 127 "$status"
run --rm "$image" /etc/passwd
same "a program that cannot be run" 126 "$status"
run --rm test/absent:1 true
same "no such image" 125 "$status"
run --rm --no-such-option "$image" true
same "no such option" 125 "$status"

finish
