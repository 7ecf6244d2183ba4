# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# For the tests of the whole program without an engine: a stand-in client in PATH that records and
# obeys, a stand-in engine that answers for the image. HRUN_TEST_FAKE_DOCKER and HRUN_TEST_STANDIN are
# their programs.
# shellcheck source=tests/support/lib.sh
. "$(dirname "$0")/../support/lib.sh"

: "${HRUN_TEST_FAKE_DOCKER:?the stand-in client}" "${HRUN_TEST_STANDIN:?the stand-in engine}"
# shellcheck disable=SC2034 # the scripts read it
image=example/image:1

mkdir "$work/bin"
fake_docker=$work/bin/docker
cp "$HRUN_TEST_FAKE_DOCKER" "$fake_docker"
PATH=$work/bin:$PATH

# Any image is there, and runs as root.
cat >"$work/image.json" <<'END'
{ "Id": "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "Os": "linux", "Architecture": "amd64",
  "Config": { "User": "", "Env": ["PATH=/bin"], "Cmd": ["true"] } }
END
"$HRUN_TEST_STANDIN" --answer "/images/*/json=$work/image.json" "$work/engine.sock" \
    >"$work/engine.log" 2>&1 &
engine=$!
trap 'kill "$engine" 2>/dev/null; rm -rf "$work"' EXIT
export DOCKER_HOST="unix://$work/engine.sock"
for _ in $(seq 100); do
    [ ! -S "$work/engine.sock" ] || break
    sleep 0.05
done

# fake ARGV ENV COMMAND...: COMMAND, whose docker writes its words and environment to these files. What
# a shell sets by itself does not count.
fake() {
    argv_file=$1 env_file=$2
    shift 2
    env -u _ -u SHLVL -u OLDPWD FAKE_DOCKER_ARGV="$argv_file" FAKE_DOCKER_ENV="$work/env.raw" "$@"
    fake_result=$?
    sort -z "$work/env.raw" | grep -zvE '^(_|SHLVL|OLDPWD|PWD|FAKE_DOCKER_ARGV)=' >"$env_file"
    rm -f "$work/env.raw"
    return $fake_result
}

# status_is N COMMAND..., ends_by NUMBER COMMAND...: COMMAND, whose docker ends that way
status_is() {
    fake_value=$1
    shift
    env FAKE_DOCKER_STATUS="$fake_value" "$@"
}

ends_by() {
    fake_value=$1
    shift
    env FAKE_DOCKER_SIGNAL="$fake_value" "$@"
}

# run WORD...: hrun with its outcome in $status, $work/out and $work/err
# shellcheck disable=SC2034 # the scripts read it
run() {
    "$HRUN" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# The command among what hrun wrote to FILE: the line that starts with the client or with env.
shown_command() {
    grep -aE "^('?$fake_docker'?|env -u .*) run " "$1"
}

# Of hrun's own lines in $work/err one is an error; what is shown before a launch is none.
one_error() {
    same "$1: one error" 1 "$(grep '^hrun: ' "$work/err" | grep -cvE '^hrun: (profile|note:|warning:) ')"
}

# refused_by WHAT REGEX COMMAND...: COMMAND is hrun and does not run anything: status 125, nothing on
# standard output, one error, which matches REGEX
refused_by() {
    what=$1 regex=$2
    shift 2
    timeout 20 "$@" >"$work/out" 2>"$work/err" </dev/null
    same "$what: exit status" 125 $?
    empty "$what: nothing on standard output" "$work/out"
    one_error "$what"
    matches "$what: the error names it" "$regex" "$work/err"
}

# refused WHAT REGEX WORD...: the same for hrun with WORDs
refused() {
    refused_what=$1 refused_regex=$2
    shift 2
    refused_by "$refused_what" "$refused_regex" "$HRUN" "$@"
}
