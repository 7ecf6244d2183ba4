#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: run.sh BUILD_DIR SECONDS [NAME...]
# Fuzz each target of a build made with HRUN_LIBFUZZER that long, one after the other; all if none is
# named. What is found stays in BUILD_DIR/fuzz/NAME. Status: 1 if one failed.
set -eu
[ $# -ge 2 ] || { sed -n 's/^# usage: /usage: /p' "$0" >&2; exit 2; }
tests=$(cd "$(dirname "$0")" && pwd)
build=$1
seconds=$2
shift 2
if [ $# -eq 0 ]; then
    for target in "$build"/tests/fuzz/fuzz_*; do
        set -- "$@" "${target##*/fuzz_}"
    done
fi

status=0
for name; do
    out=$build/fuzz/$name
    mkdir -p "$out/corpus"
    set -- -max_total_time="$seconds" -timeout=10 -artifact_prefix="$out/"
    [ ! -f "$tests/$name.dict" ] || set -- "$@" -dict="$tests/$name.dict"
    # libFuzzer writes into the first folder.
    verdict=ok
    if ! "$build/tests/fuzz/fuzz_$name" "$@" "$out/corpus" "$tests/corpus/$name" >"$out/log" 2>&1; then
        verdict="failed: see $out/log"
        status=1
    fi
    runs=$(sed -n 's/^#\([0-9]*\)[[:space:]].*/\1/p' "$out/log" | tail -n 1)
    printf '%-16s %10s runs %6s s  %s\n' "$name" "${runs:-0}" "$seconds" "$verdict"
done
exit "$status"
