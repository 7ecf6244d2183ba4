#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `dev`: what is in the working directory is edited, compiled and run, with the files staying the
# caller's; what lies elsewhere stays read-only.
# shellcheck source=tests/engine/workload/lib.sh
. "$(dirname "$0")/workload/lib.sh"
need setpriv

# A person who may talk to the engine but is not root. Nobody else has this group.
uid=4321 gid=4322
chmod 0711 "$(readlink -f "$HRUN_TEST_ENGINE")" "$work"
chgrp "$gid" "${DOCKER_HOST#unix://}"
mkdir "$work/home" "$work/project" "$work/other"
echo "int puts(const char *); int main(void) { return puts(\"made: runs\") < 0; }" >"$work/project/made.c"
cp "$HRUN" "$work/hrun"
chown -R "$uid:$gid" "$work/home" "$work/project" "$work/other" "$work/docker-config"

# person FOLDER WORD...: hrun as that person, in FOLDER
person() {
    cd "$1" || exit
    shift
    setpriv --reuid "$uid" --regid "$gid" --clear-groups env HOME="$work/home" XDG_CACHE_HOME="$work/home" \
        "$work/hrun" "$@" >"$work/out" 2>"$work/err"
    status=$?
    cd / || exit
}

# shellcheck disable=SC2016 # the shell inside reads it
edit='cd /src && echo "edited: yes" >notes && gcc -o made made.c && ./made && cp made /tmp/made && /tmp/made
if (: >/.probe) 2>/dev/null; then echo "root: writable"; else echo "root: read-only"; fi
cat /proc/self/status
'
person "$work/project" --profile default --rm -v .:/src test/debian:1 sh -c "$edit"
lacks "under default it cannot be edited" '^made:' "$work/out"
matches "which is said" '^hrun: note: --volume .:/src is read-only; to write there: ' "$work/err"

person "$work/project" --profile dev --rm -v .:/src test/debian:1 sh -c "$edit$probe_limits"
same "exit status" 0 "$status"
same "made in the working directory, and run there and in /tmp" "runs runs" \
    "$(sed -n 's/^made: //p' "$work/out" | xargs)"
same "edited" "edited: yes" "$(cat "$work/project/notes")"
same "and still the caller's" "$uid:$gid" "$(stat -c %u:%g "$work/project/notes")"
matches "as the caller" "^Uid:	$uid	$uid	$uid	$uid$" "$work/out"
same "root" read-only "$(value root)"
same CapEff 0000000000000000 "$(value CapEff)"
same CapBnd 0000000000000000 "$(value CapBnd)"
same NoNewPrivs 1 "$(value NoNewPrivs)"
same "seccomp is a filter" 2 "$(value Seccomp)"
cpus=$(docker info --format '{{.NCPU}}')
check_limits 4294967296 "$((cpus < 4 ? cpus : 4))" 1000
[ "$failed" -eq 0 ] || cat "$work/err" >&2

person "$work/project" --profile dev --rm -v ../other:/src test/debian:1 sh -c 'echo x >/src/file'
same "what lies elsewhere cannot be edited" 2 "$status"
matches "being read-only" 'Read-only file system' "$work/err"
finish
