#!/bin/sh
# SPDX-License-Identifier: MIT
# --allow lets one refusal pass and records why; a bad one is an error, and nothing runs.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

sent() {
    fake "$work/argv" "$work/env" "$HRUN" "$@" >"$work/out" 2>"$work/err" </dev/null
    same "exit status of hrun $*" 0 $?
    tr '\0' '\n' <"$work/argv" >"$work/words"
}

refused "without it" privileged --privileged "$image"
sent --privileged --allow privileged="a kernel module, see ticket 7" "$image"
matches "the option arrives" '^--privileged=true$' "$work/words"
matches "so does the reason" '^--label=hrun\.allow\.privileged=a kernel module, see ticket 7$' "$work/words"
lacks "hrun's own option does not" '--allow' "$work/words"
matches "it is said" 'let pass.*\[privileged\]' "$work/err"

sent --allow privileged=unneeded "$image"
lacks "what was not needed leaves no label" 'hrun.allow' "$work/words"
matches "and is told of" '^hrun: warning: .*nothing trips' "$work/err"
sent --show never --allow privileged=unneeded "$image"
matches "also where nothing is shown" '^hrun: warning: .*nothing trips' "$work/err"

sent --privileged --show never --allow privileged=quietly "$image"
matches "what is let pass is said always" 'let pass' "$work/err"

refused "no such rule" privilegde --allow privilegde=why "$image"
refused "no reason" 'no reason' --allow privileged= --privileged "$image"
refused "a rule that stands" unknown-option --allow unknown-option=why "$image"
refused "another subject" capability --cap-add BPF --allow capability:SYSLOG=why "$image"
refused "after the image it is the container's" privileged --privileged "$image" --allow privileged=why

finish
