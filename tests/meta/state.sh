#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: state.sh LIBRARY
# The library holds no writable state: the sections for it are empty in every member. Tables with pointers are in
# .data.rel.ro, which is read-only once the program runs.
set -eu
if nm "$1" 2>/dev/null | grep -qE '__(asan|ubsan|tsan|sancov|gcov|llvm_prof)'; then
    echo "sanitizers and coverage add state of their own"
    exit 77
fi
size -A "$1" | awk '
    /\(ex / { member = $1 }
    $1 ~ /^\.(data|bss|tdata|tbss)(\.|$)/ && $1 !~ /^\.data\.rel\.ro/ && $2 > 0 {
        print member ": " $2 " bytes in " $1
        bad = 1
    }
    END {
        if (member == "") {
            print "no members: nothing was checked"
            bad = 1
        }
        exit bad
    }'
