#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: notices.sh DIFFER
# A comparison that finds nothing is worth as much as what it would have found: an hrun that weakens a
# line, one that refuses it and one that takes what docker refuses are all noticed.
set -eu
differ=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/hrun-notices.XXXXXX")
trap 'rm -rf "$work"' EXIT
bad=0

# notices TEXT SCRIPT WORD...: with SCRIPT as hrun, `docker run WORD...` is a difference, reported as TEXT.
notices() {
    text=$1
    printf '#!/bin/sh\nclient=${1#--engine=}; shift 2\n%s\n' "$2" >"$work/hrun"
    chmod +x "$work/hrun"
    shift 2
    status=0
    "$differ" -r "$work/hrun" argv "$@" >"$work/out" || status=$?
    [ "$status" -ne 77 ] || exit 77
    if [ "$status" -ne 1 ] || ! grep -qF -- "$text" "$work/out"; then
        echo "not noticed: $text (status $status)"
        cat "$work/out"
        bad=1
    fi
}

notices '+ HostConfig.Privileged true' 'exec "$client" run --privileged "$@"' alpine
notices '+ Env[0] A=2' 'exec "$client" run -e A=2 "$@"' alpine
notices '+ /v1.' 'exec "$client" run --name=x "$@"' alpine
notices '+ Cmd[1] "more"' 'exec "$client" run "$@" more' alpine sh
notices '+ creates nothing, ends with 125' 'echo no >&2; exit 125' alpine
notices '+ creates a container' 'exec "$client" run alpine' --pid=nonsense alpine
notices 'dry run: ' 'exec "$client" run "$@"' alpine
exit "$bad"
