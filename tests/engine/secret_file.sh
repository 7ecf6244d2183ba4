#!/bin/sh
# SPDX-License-Identifier: MIT
# A secret file is in /run/secrets, over the tmpfs that is at /run, and can be read by the user of the
# container, who cannot write it; its content is in nothing that the engine tells.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"

# The folders above must let the engine's other users through, or every file would be safe there.
chmod 0755 "$work"
mkdir -m 0700 "$work/private"
mkdir -m 0755 "$work/open"
for file in private/any private/own open/any open/own; do
    echo "sentinel of $file" >"$work/$file"
done
chmod 0444 "$work/private/any" "$work/open/any"
chmod 0600 "$work/private/own" "$work/open/own"

probe='
id -u
cat "$DB_FILE"
(: >"$DB_FILE") 2>/dev/null && echo written
ls -A /run/secrets
'

# reads WHAT UID WORD...: the container runs as UID and reads a file of mode 0444
reads() {
    what=$1 uid=$2
    shift 2
    run --rm --secret-file "id=db,src=$work/private/any" "$@" sh -c "$probe"
    same "$what: exit status" 0 "$status"
    same "$what: its user reads it and cannot write it" "$uid sentinel of private/any db" \
        "$(tr '\n' ' ' <"$work/out" | sed 's/ $//')"
    lacks "$what: nothing is said of reading it" 'could not read' "$work/err"
}

reads "an image of root's" 65532 test/root:1
reads "a numeric user" 1000 test/numeric:1
reads "a named user" 4321 test/named:1
reads "another user" 5 --user 5:6 test/root:1
reads "no tmpfs at /run" 0 --profile none test/root:1
reads "compat" 0 --profile compat test/root:1

# unreadable WHAT WORD...: a file of root's own, mode 0600
unreadable() {
    what=$1
    shift
    run --rm --secret-file "id=db,src=$work/private/own" "$@" sh -c 'cat "$DB_FILE"'
    same "$what: it cannot be read" 1 "$status"
    matches "$what: that was said" 'note: --secret-file db: user [0-9]+ could not read it' "$work/err"
}
unreadable "an image of root's" test/root:1
unreadable "a numeric user" test/numeric:1
unreadable "a named user" test/named:1

run --rm --secret-file "id=db,src=$work/open/any" test/root:1 cat /run/secrets/db
same "one that others can read is refused" 125 "$status"
matches "one that others can read is refused" 'other users of this host can read it' "$work/err"
empty "one that others can read is refused" "$work/out"
run --rm --secret-file "id=db,src=$work/open/own" --profile compat test/root:1 cat /run/secrets/db
same "one of mode 0600 is given" "sentinel of open/own" "$(cat "$work/out")"

# What a read-only bind may not be, no secret file is; and what the engine may read, the caller may not.
ln -s /etc/shadow "$work/private/to-shadow"
mkfifo -m 0600 "$work/private/fifo"
for file in /etc/passwd /etc/shadow "$work/private/to-shadow" /proc/self/environ /proc/1/root/etc/shadow \
    /proc/sys/kernel/core_pattern "$HRUN_TEST_ENGINE/data/network/files/local-kv.db"; do
    refused sensitive-path --secret-file "id=db,src=$file"
done
refused engine-socket --secret-file "id=db,src=$(readlink -f "$HRUN_TEST_ENGINE")/sock"
for file in "$work/private/fifo" /dev/null "$work/private"; do
    refused secret-file --secret-file "id=db,src=$file"
done
chmod 0000 "$work/private/own"
setpriv --bounding-set=-all "$HRUN" --dry-run --secret-file "id=db,src=$work/private/own" test/root:1 \
    2>"$work/err" >"$work/out"
same "one that the caller may not read: refused" 125 $?
matches "one that the caller may not read: refused" 'you cannot read it yourself' "$work/err"

cd "$work/private" || exit 1
ln -s any link
run --rm --name secret-file --detach --secret-file id=db,src=link,env=PW test/root:1 sleep 60
docker inspect secret-file >"$work/inspect"
docker exec secret-file sh -c 'cat "$PW"' >"$work/out"
same "a relative path and a link" "sentinel of private/any" "$(cat "$work/out")"
docker rm --force secret-file >/dev/null
matches "what the engine tells: the path" "$work/private/any" "$work/inspect"
lacks "what the engine tells: not the secret" sentinel "$work/inspect"
finish
