# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# What the shell tests share. A test script sources this, calls the functions below for each thing it
# holds true, and ends with `finish`: status 0, 1 if a check failed, 77 if it could not run here.
# HRUN is the program under test. $work is a scratch folder, removed at the end.
set -u

: "${HRUN:?the path of the hrun to test}"
failed=0
checks=0
work=$(mktemp -d "${TMPDIR:-/tmp}/hrun-test.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

unset HRUN_PROFILE HRUN_SHOW HRUN_ENGINE HRUN_SEALED DOCKER_HOST DOCKER_CONTEXT DOCKER_API_VERSION
unset DOCKER_DEFAULT_PLATFORM
export DOCKER_CONFIG="$work/docker-config" XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache"
mkdir "$DOCKER_CONFIG"

# In a strict run nothing may be left out.
skip() {
    echo "skipped: $*" >&2
    [ "${HRUN_TEST_STRICT:-0}" != 1 ] || exit 1
    exit 77
}

need() {
    for tool; do
        command -v "$tool" >/dev/null || skip "$tool is not installed"
    done
}

pass() {
    checks=$((checks + 1))
}

fail() {
    failed=$((failed + 1))
    echo "FAILED: $*" >&2
}

# same WHAT WANT GOT
same() {
    if [ "$2" = "$3" ]; then
        pass
    else
        fail "$1"
        printf '  want: %s\n  got:  %s\n' "$2" "$3" >&2
    fi
}

# same_file WHAT WANT GOT: two files, byte by byte
same_file() {
    if cmp -s "$2" "$3"; then
        pass
    else
        fail "$1"
        cmp "$2" "$3" >&2
        echo "  got:" >&2
        head -c 2000 "$3" | cat -v | sed 's/^/  /' >&2
    fi
}

# matches WHAT EXTENDED_REGEX FILE: some line of FILE matches
matches() {
    if grep -Eq -- "$2" "$3"; then
        pass
    else
        fail "$1: no line matches: $2"
        head -c 2000 "$3" | cat -v | sed 's/^/  /' >&2
    fi
}

# lacks WHAT EXTENDED_REGEX FILE: no line of FILE matches
lacks() {
    if grep -Eq -- "$2" "$3"; then
        fail "$1: a line matches: $2"
        grep -E -- "$2" "$3" | head -n 5 | cat -v | sed 's/^/  /' >&2
    else
        pass
    fi
}

empty() {
    if [ -s "$2" ]; then
        fail "$1"
        head -c 2000 "$2" | cat -v | sed 's/^/  /' >&2
    else
        pass
    fi
}

# wait_for EXTENDED_REGEX FILE: up to 30 s, as a container may start slowly on a busy machine
wait_for() {
    for _ in $(seq 300); do
        if grep -Eqs -- "$1" "$2"; then return 0; fi
        sleep 0.1
    done
    fail "waited in vain for: $1"
    return 1
}

finish() {
    [ "$checks" -gt 0 ] || fail "nothing was checked"
    [ "$failed" -eq 0 ] || exit 1
    exit 0
}
