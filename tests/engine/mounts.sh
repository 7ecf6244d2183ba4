#!/bin/sh
# SPDX-License-Identifier: MIT
# Binds and tmpfs as the user writes them, under the default profile: what the kernel says inside.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
need setpriv
image=test/root:1

mkdir "$work/own" "$work/other" "$work/kept"
chown 4321:4322 "$work/own" "$work/kept"
ln -s own "$work/link"
chmod 0711 "$work"
cd "$work" || exit 1

# Neither root nor the image's root: only the owner of a folder can write it.
run_as_owner() {
    setpriv --reuid 4321 --regid 4322 --clear-groups --inh-caps +dac_override \
        --ambient-caps +dac_override "$HRUN" "$@" >"$work/out" 2>"$work/err"
    status=$?
}

# shellcheck disable=SC2016 # the shell inside reads it
probe='
echo "user: $(id -u):$(id -g)"
for where in $PLACES; do
    if (: >"$where/file") 2>/dev/null; then echo "write $where: yes"; else echo "write $where: no"; fi
done
while read -r _ _ _ _ where options rest; do echo "mount $where: $options $rest"; done </proc/self/mountinfo
'

check_binds() {
    run_as_owner "$@" -e 'PLACES=/plain /rw /long' -v ./own:/plain -v "$work/own:/rw:rw" \
        --mount type=bind,src="$work/own",dst=/long "$image" sh -c "$probe"
    same "$*: exit status" 0 "$status"
    same "$*: runs as who owns what it may write" 4321:4322 "$(value user)"
    matches "$*: a bind is read-only" '^mount /plain: ro[, ]' "$work/out"
    matches "$*: a --mount too" '^mount /long: ro[, ]' "$work/out"
    matches "$*: but not where rw is written" '^mount /rw: rw[, ]' "$work/out"
    same "$*: nothing is written there" no "$(value 'write /plain')"
    same "$*: nor there" no "$(value 'write /long')"
    same "$*: but here" yes "$(value 'write /rw')"
    same "$*: whose file it is" 4321:4322 "$(stat -c %u:%g own/file)"
    matches "$*: how to write is said" ' --volume \./own:/plain is read-only; to write there: --volume \./own:/plain:rw$' "$work/err"
    rm -f own/file
}

# A client before 23.0 hands a relative path to the engine, which refuses it: what is made read-only is
# written as an absolute one.
for client in /usr/local/bin/docker /usr/bin/docker; do
    if [ -x "$client" ]; then check_binds --engine "$client"; fi
done

run_as_owner -v ./own:/plain "$image" sh -c "$probe"
same "reads alone: nobody's user" 65532:65532 "$(value user)"
run_as_owner -v ./other:/rw:rw "$image" sh -c "$probe"
same "another's folder: nobody's user" 65532:65532 "$(value user)"
run -v ./own:/rw:rw "$image" sh -c "$probe"
same "root's own call: nobody's user" 65532:65532 "$(value user)"

echo '{"version": 1, "name": "kept", "extends": "default", "volumes": {"writable": ["./kept"]}}' >kept.json
ln -s ../own kept/out
run_as_owner --profile ./kept.json -e 'PLACES=/kept /out' -v "$work/kept:/kept" \
    -v "$work/kept/out:/out" "$image" sh -c "$probe"
same "volumes.writable keeps docker's own mode" yes "$(value 'write /kept')"
same "but not where a link leads out" no "$(value 'write /out')"

run -v "$work/link:/d" "$image" true
matches "the folder that was judged is mounted" " --volume=$(readlink -f "$work/own"):/d:ro " "$work/err"

check_tmpfs() {
    matches "$1 has a size" "^mount $1: .* - tmpfs .*size=$2" "$work/out"
    for flag in noexec nosuid nodev; do
        matches "$1 is $flag" "^mount $1: ([a-z]+,)*${flag}[, ]" "$work/out"
    done
}

run -e 'PLACES=/cache /home/app /tmp' --tmpfs /cache --tmpfs /home/app:size=1m --tmpfs /tmp \
    --mount type=tmpfs,dst=/long --tmpfs /twice:size=2m --tmpfs /twice/:size=3m "$image" sh -c "$probe"
same "exit status" 0 "$status"
check_tmpfs /cache 65536k
check_tmpfs /home/app 1024k
check_tmpfs /tmp 65536k
check_tmpfs /long 65536k
check_tmpfs /twice 3072k
same "one tmpfs at one path" 1 "$(grep -c '^mount /twice: ' "$work/out")"
for where in /cache /home/app /tmp; do
    same "$where can be written" yes "$(value "write $where")"
done

# What is mounted below a read-only bind: what is said of it is so.
run --allow sensitive-path:/sys=test -v /sys:/x "$image" sh -c "$probe"
same "exit status" 0 "$status"
matches "the folder itself is read-only" '^mount /x: ro[, ]' "$work/out"
if grep -q 'what is mounted below it stays writable: /sys/' "$work/err"; then
    matches "what is mounted below it is not" '^mount /x/[^:]*: rw[, ]' "$work/out"
else
    lacks "what is mounted below it is too" '^mount /x/[^:]*: rw[, ]' "$work/out"
fi

[ "$failed" -eq 0 ] || cat "$work/err" >&2
finish
