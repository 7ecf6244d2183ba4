#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `postgres`: the image as upstream makes it makes a database, a table and a checkpoint, and has
# them when it comes back, without root.
# shellcheck source=tests/engine/workload/lib.sh
. "$(dirname "$0")/workload/lib.sh"

run --profile default --rm -e POSTGRES_PASSWORD=test --allow secret-env:POSTGRES_PASSWORD=test postgres:1
same "under default it fails" 1 "$status"
matches "for its folder's owner" 'initdb: (error: )?could not (change permissions|look up)' "$work/err"

# query NAME SQL: over the network's socket, so that nothing but the final server answers, with the password
# shellcheck disable=SC2317 # until_done calls it
query() {
    docker exec --env PGPASSWORD=test "$1" psql -h 127.0.0.1 -U postgres -qAt -d app -c "$2"
}

# keeps NAME IMAGE UID
keeps() {
    POSTGRES_PASSWORD='test' start "$1" -e POSTGRES_PASSWORD "$2"
    lacks "$1: the password is shown nowhere" 'POSTGRES_PASSWORD=' "$work/err"
    matches "$1: the profile is found by the image" '^hrun: profile postgres \(matches ' "$work/err"
    lacks "$1: nobody is told to try another" 'if it fails' "$work/err"
    until_done "$1: it answers" query "$1" 'SELECT 1'
    until_done "$1: a table" query "$1" "CREATE TABLE kept AS SELECT generate_series(1, 100000) AS n"
    until_done "$1: a checkpoint" query "$1" CHECKPOINT
    # What parallel workers share is in /dev/shm.
    until_done "$1: a parallel query" query "$1" "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
        SET min_parallel_table_scan_size = 0; SELECT count(*) FROM kept a JOIN kept b USING (n)"
    same "$1: and its answer" 100000 "$(cat "$work/out")"
    check_kernel "$1" "$3"
    inside "$1" sh -c 'echo "shared: $(stat -f -c %b /dev/shm) blocks of $(stat -f -c %S /dev/shm)"'
    same "$1: memory to share" "65536 blocks of 4096" "$(value shared)"
    docker restart "$1" >/dev/null
    until_done "$1: it answers after a restart" query "$1" 'SELECT sum(n) FROM kept'
    same "$1: with its rows" 5000050000 "$(cat "$work/out")"
    docker stop "$1" >/dev/null
    same "$1: it ends as it should" 0 "$(docker wait "$1")"
}

keeps profile-postgres postgres:1 999
keeps profile-postgres-other postgres:other 5101
finish
