#!/bin/sh
# SPDX-License-Identifier: MIT
# Standard input arrives, a script's own input is left alone, standard output is the container's.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
image=test/root:1

# Every byte but NUL, which printf(1) of the shell inside could not pass on either.
bytes() {
    i=1
    while [ $i -le 255 ]; do
        # shellcheck disable=SC2059 # the format is the point
        printf "\\$(printf %03o $i)"
        i=$((i + 1))
    done
}

bytes >"$work/bytes"
"$HRUN" "$image" cat <"$work/bytes" >"$work/out" 2>"$work/err"
same_file "a file as standard input" "$work/bytes" "$work/out"
# shellcheck disable=SC2002 # a pipe is the point
cat "$work/bytes" | "$HRUN" --rm "$image" cat >"$work/out" 2>"$work/err"
same_file "a pipe as standard input" "$work/bytes" "$work/out"
: | "$HRUN" --rm "$image" cat >"$work/out" 2>"$work/err"
same "an empty pipe ends" 0 $?
empty "an empty pipe brings nothing" "$work/out"

# One container's standard output and error, apart; hrun's own words only before them, on error.
run --rm "$image" sh -c 'printf "out\0"; printf "err\n" >&2'
printf 'out\0' >"$work/want"
same_file "standard output is the container's" "$work/want" "$work/out"
same "standard error ends with the container's" err "$(tail -n 1 "$work/err")"
run --show=never --rm "$image" sh -c 'echo err >&2'
empty "nothing is added to standard output" "$work/out"
run --show=never --rm --user 1000:1000 -e HOME=/tmp "$image" sh -c 'echo err >&2'
echo err >"$work/want"
same_file "--show=never adds nothing to standard error" "$work/want" "$work/err"

# The script that a shell reads on its standard input goes on after hrun's line.
script() {
    printf '"%s" --rm %s cat\necho after\n' "$HRUN" "$image"
}
script >"$work/script"
echo after >"$work/want"
for shell in "sh -s" "bash -s" bash sh; do
    command -v "${shell%% *}" >/dev/null || continue
    $shell <"$work/script" >"$work/out" 2>"$work/err"
    same_file "'$shell' reads its script from a file and goes on" "$work/want" "$work/out"
    script | $shell >"$work/out" 2>"$work/err"
    same_file "'$shell' reads its script from a pipe and goes on" "$work/want" "$work/out"
done
printf '"%s" --rm -i %s cat\necho eaten\n' "$HRUN" "$image" | bash -s >"$work/out" 2>"$work/err"
echo 'echo eaten' >"$work/want"
same_file "an explicit -i reads on" "$work/want" "$work/out"

finish
