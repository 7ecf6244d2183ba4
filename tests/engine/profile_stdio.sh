#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `stdio`: language servers, which speak framed JSON over standard input and output, answer
# each request, and have no network.
# shellcheck source=tests/engine/workload/lib.sh
. "$(dirname "$0")/workload/lib.sh"
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

# Two language servers: each says what it can do, finds the function in a source that it is given, and ends
# when it is told to.
# talk LANGUAGE TEXT: what an editor sends
talk() {
    file='"textDocument":{"uri":"file:///tmp/source"'
    frame '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}'
    frame '{"jsonrpc":"2.0","method":"initialized","params":{}}'
    frame "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{$file,\"languageId\":\"$1\",\"version\":1,\"text\":\"$2\"}}}"
    frame "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"textDocument/documentSymbol\",\"params\":{$file}}}"
    wait_for '"id": ?2' "$work/out"
    frame '{"jsonrpc":"2.0","id":3,"method":"shutdown"}'
    wait_for '"id": ?3' "$work/out"
    frame '{"jsonrpc":"2.0","method":"exit"}'
}

# answers LANGUAGE TEXT SERVER: TEXT has a function `found`
answers() {
    : >"$work/out"
    talk "$1" "$2" | "$HRUN" --profile stdio --rm test/debian:1 "$3" >"$work/out" 2>"$work/err"
    same "$3 ends when it is told to" 0 "$?"
    matches "$3 says what it can do" '"id": ?1.*"capabilities"' "$work/out"
    matches "$3 finds the function" '"name": ?"found"' "$work/out"
}

answers c 'int found(void) { return 0; }' clangd-14
answers python 'def found(): return 0' pylsp

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
