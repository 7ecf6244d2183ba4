# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# For the tests on a real engine: HRUN_TEST_ENGINE is the folder that `engine start` made, with the
# images of `images` in it. What counts is what the kernel says inside a container.
# shellcheck source=tests/support/lib.sh
. "$(dirname "$0")/../support/lib.sh"

: "${HRUN_TEST_ENGINE:?the folder of a running test engine}"
[ -S "$HRUN_TEST_ENGINE/sock" ] || skip "no test engine runs"
# The folder's own path: the one of a link to it may be too long for a socket.
DOCKER_HOST="unix://$(readlink -f "$HRUN_TEST_ENGINE")/sock"
export DOCKER_HOST

# shellcheck disable=SC2034 # the scripts read it
# run WORD...: hrun with its outcome in $status, $work/out and $work/err
run() {
    "$HRUN" "$@" >"$work/out" 2>"$work/err"
    status=$?
}
