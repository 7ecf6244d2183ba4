#!/bin/sh
# SPDX-License-Identifier: MIT
# An engine that is absent, silent or talks nonsense: launching is refused in good time with a remedy,
# a dry run goes on and says what it does not know.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
need timeout

# unhappy WHAT COMMAND...: COMMAND runs hrun with an engine that cannot be asked
unhappy() {
    what=$1
    shift
    # 2 s is what hrun waits; the rest is for a busy machine and the sanitizers.
    timeout 20 "$@" "$HRUN" "$image" >"$work/out" 2>"$work/err"
    same "$what: exit status" 125 $?
    empty "$what: nothing on standard output" "$work/out"
    one_error "$what"
    timeout 20 "$@" "$HRUN" --dry-run "$image" >"$work/out" 2>"$work/err"
    same "$what: exit status of a dry run" 0 $?
    matches "$what: the dry run shows a command" ' run .*--user=65532:65532' "$work/out"
    matches "$what: the dry run says that it lacks facts" 'no-facts' "$work/err"
    timeout 20 "$@" "$HRUN" --dry-run --format=json "$image" >"$work/out" 2>"$work/err"
    same "$what: exit status of a dry run as JSON" 0 $?
    matches "$what: the JSON has the finding" '"no-facts"' "$work/out"
}

unhappy "no socket" env DOCKER_HOST="unix://$work/absent.sock"
: >"$work/file"
unhappy "a file in place of a socket" env DOCKER_HOST="unix://$work/file"
unhappy "a folder in place of a socket" env DOCKER_HOST="unix://$work"
for manner in close hang garbage short stall error endless; do
    unhappy "an engine that answers: $manner" \
        "$HRUN_TEST_STANDIN" --manner "$manner" "$work/other.sock"
done

# An image that is not there is told by name, with the command that fetches it.
"$HRUN_TEST_STANDIN" --answer "/images/*/json=$work/absent" "$work/other.sock" \
    "$HRUN" example/absent:1 >"$work/out" 2>"$work/err"
same "an absent image: exit status" 125 $?
empty "an absent image: nothing on standard output" "$work/out"
matches "an absent image: the remedy" 'docker pull example/absent:1' "$work/err"

# With content trust docker runs the image that is signed: the one that is here tells nothing of it.
printf '{"Id":"sha256:%064d","Config":{"User":"app"}}' 1 >"$work/named"
# trusting WANTS WORDS...: what the user is, where the engine has an image whose user is app
trusting() {
    want=$1
    shift
    env "$@" "$HRUN_TEST_STANDIN" --answer "/images/*/json=$work/named" "$work/other.sock" \
        "$HRUN" --dry-run "$image" >"$work/out" 2>"$work/err"
    matches "the user with ${*:-no trust}" " --user=$want " "$work/out"
}
trusting app
lacks "no trust" 'content trust' "$work/err"
trusting 65532:65532 DOCKER_CONTENT_TRUST=1
matches "trust is told of" 'content trust' "$work/err"
trusting app DOCKER_CONTENT_TRUST=false

# Docker reads a file of variables or labels once more: who else can write it is told of.
mkdir -m 0755 "$work/ours" "$work/open"
printf 'A=1\n' | tee "$work/ours/file" >"$work/open/file"
for option in --env-file --label-file; do
    for case in '0644 ours 0755 0' '0644 ours 1777 0' '0666 ours 0755 1' '0644 open 0777 1'; do
        # shellcheck disable=SC2086 # four words
        set -- $case
        chmod "$1" "$work/$2/file"
        chmod "$3" "$work/$2"
        "$HRUN" --dry-run "$option" "$work/$2/file" "$image" >"$work/out" 2>"$work/err"
        same "$option, $case" "$4" "$(grep -c '\[racy-source\]' "$work/err")"
    done
done
"$HRUN" --dry-run --env-file /dev/stdin "$image" <"$work/open/file" >"$work/out" 2>"$work/err"
lacks "standard input has no other writers" 'racy-source' "$work/err"

finish
