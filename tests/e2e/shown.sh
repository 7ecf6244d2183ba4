#!/bin/sh
# SPDX-License-Identifier: MIT
# The shown command, run by a shell, does what hrun does: same words, same environment.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
need bash

# agree WHAT WORD...: what hrun executes, what the command it shows executes, and what the command of
# its dry run executes are one and the same.
agree() {
    what=$1
    shift
    rm -f "$work/argv" "$work/env" "$work/shown.argv" "$work/shown.env" "$work/dry.argv"
    fake "$work/argv" "$work/env" "$HRUN" "$@" >"$work/out" 2>"$work/err" </dev/null || {
        fail "$what: hrun ended with $?"
        cat -v "$work/err" >&2
        return
    }
    shown_command "$work/err" >"$work/shown"
    same "$what: one command is shown" 1 "$(wc -l <"$work/shown")"
    lacks "$what: no control byte is shown" "$control" "$work/err"
    fake "$work/shown.argv" "$work/shown.env" bash "$work/shown" >/dev/null 2>&1 </dev/null
    same_file "$what: the shown command's words" "$work/argv" "$work/shown.argv"
    same_file "$what: the shown command's environment" "$work/env" "$work/shown.env"

    "$HRUN" --dry-run --show=never "$@" >"$work/dry" 2>"$work/err" </dev/null
    fake "$work/dry.argv" "$work/dry.env" bash "$work/dry" >/dev/null 2>&1 </dev/null
    same_file "$what: the dry run's words" "$work/argv" "$work/dry.argv"
}

control=$(printf '[\001-\010\013-\037\177]')

# Each a format for printf; the x at its end keeps final newlines and is dropped.
hostile_words() {
    cat <<'END'
x
 x
two words x
it's x
"quoted"x
back\\slash\\x
$HOME ${HOME} $(id) `id` x
*?[a-z]{1,2}~x
~x
#x
!history x
-x
--x
-itx
--privilegedx
--show=neverx
a=b=cx
a;b&c|d<e>f x
line one\nline twox
\nx
ends in a newline\nx
\ttab\r\nx
\033[2J\033]0;title\007x
\001\002\177\010x
\303\251 \342\202\254 \360\237\220\213x
\342\200\256 bidi \302\205 next linex
\377\376 not utf-8 \200x
\355\240\200 a surrogate \300\257 overlong x
$'\\x41'x
%%s %%n x
END
}

each_word() {
    hostile_words | while IFS= read -r format; do
        # shellcheck disable=SC2059 # the format is the point
        word=$(printf -- "$format")
        word=${word%x}
        agree "as an argument: $format" "$image" cmd "$word" "$word"
        agree "as a label: $format" --label "l=$word" "$image"
        agree "as a variable: $format" -e "V=$word" -e "W=$word" "$image" "$word"
        echo "$checks $failed" >"$work/counts"
    done
    read -r checks failed <"$work/counts"
}

all_words() {
    set --
    hostile_words >"$work/words"
    while IFS= read -r format; do
        # shellcheck disable=SC2059
        word=$(printf -- "$format")
        set -- "$@" "${word%x}"
    done <"$work/words"
    agree "all at once" "$image" "$@"
}

many_words() {
    # shellcheck disable=SC2046 # a list of words
    agree "2,000 options and 2,000 arguments" $(seq 2000 | sed 's/^/-ll/') "$image" $(seq 2000)
    agree "an argument of 100,000 bytes" "$image" "$(head -c 100000 /dev/zero | tr '\0' "'")"
}

for profile in none default; do
    export HRUN_PROFILE=$profile
    agree "plain" "$image"
    agree "options of docker" --rm -i --name x -w /srv --network none "$image" sh -c 'echo "$0"'
    all_words
    each_word
done
unset HRUN_PROFILE
# Variables that the client's environment is not to have, for the engine to take them from the image.
cat >"$work/strip.json" <<'END'
{ "version": 1, "name": "strip", "extends": "default",
  "environment": { "strip": ["STRIPPED*"], "forward": ["HOST_*"], "set": { "SET": "a b" } } }
END
sed -i 's/"PATH=\/bin"/"PATH=\/bin", "STRIPPED=image", "STRIPPED TOO=image"/' "$work/image.json"
export STRIPPED=host HOST_WORD='x y'
agree "variables of the profile" --profile "$work/strip.json" -e TYPED=1 "$image"
matches "a variable is unset" '^env -u STRIPPED /' "$work/shown"
unset STRIPPED HOST_WORD
many_words
finish
