#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `stdio`: a server that speaks as language servers do, framed JSON over standard input and
# output, answers each request, and has no network.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
need bash
image=test/root:1

# frame BODY: as it goes over the wire, in both directions
frame() {
    printf 'Content-Length: %d\r\n\r\n%s' "${#1}" "$1"
}

# Answers {"id":N,"method":"echo"} with what it got, until its input ends.
server='
while read -r _ length && read -r _; do
    body=$(dd bs=1 count="$(echo "$length" | tr -d "\r")" 2>/dev/null)
    id=$(echo "$body" | sed "s/.*\"id\":\([0-9]*\).*/\1/")
    answer="{\"id\":$id,\"result\":$body}"
    printf "Content-Length: %d\r\n\r\n%s" "${#answer}" "$answer"
done
'

for id in 1 2 3; do
    request="{\"id\":$id,\"method\":\"echo\"}"
    frame "$request" >>"$work/requests"
    frame "{\"id\":$id,\"result\":$request}" >>"$work/want"
done
run --profile stdio --rm "$image" sh -c "$server" <"$work/requests"
same "the server ends with its input" 0 "$status"
same_file "each request from a file is answered" "$work/want" "$work/out"
# shellcheck disable=SC2002 # a pipe is the point
cat "$work/requests" | "$HRUN" --profile stdio --rm "$image" sh -c "$server" >"$work/out" 2>"$work/err"
same_file "each request through a pipe is answered" "$work/want" "$work/out"

# A client that a shell script on standard input starts is a client all the same.
printf '"%s" --profile stdio --rm %s cat\nrest\n' "$HRUN" "$image" | bash -s >"$work/out" 2>"$work/err"
same "standard input is open in any case" rest "$(cat "$work/out")"

# shellcheck disable=SC2016 # the shell inside reads it
run --profile stdio --rm "$image" sh -c '
for link in /sys/class/net/*; do echo "interface: ${link##*/}"; done
echo "routes: $(wc -l </proc/net/route)"
echo "init: $(cat /proc/1/comm)"
cat /proc/self/status
'"$probe_limits"
same "exit status" 0 "$status"
same "the only interface" "interface: lo" "$(grep ^interface: "$work/out")"
same "no route" 1 "$(value routes)"
same "process 1 is an init" docker-init "$(value init)"
same CapEff 0000000000000000 "$(value CapEff)"
same NoNewPrivs 1 "$(value NoNewPrivs)"
same "seccomp is a filter" 2 "$(value Seccomp)"
check_limits 536870912 1 200
[ "$failed" -eq 0 ] || cat "$work/err" >&2
finish
