#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: layers.sh TREE
# A file may include headers of its own layer and of those before it, and no others.
set -eu
cd "$1"
find include/hrun src -mindepth 2 -name '*.[ch]' | sort | xargs awk '
    BEGIN {
        n = split("base docker engine facts source policy guard plan render learn dockerfile cli", layers)
        for (i = 1; i <= n; i++)
            rank[layers[i]] = i
    }
    FNR == 1 {
        split(FILENAME, part, "/")
        own = part[1] == "src" ? part[2] : part[3]
        if (!(own in rank)) {
            print FILENAME ": " own " is not a layer"
            bad = 1
        }
    }
    match($0, /^#[ \t]*include[ \t]+"hrun\/[a-z]+\//) {
        split(substr($0, RSTART, RLENGTH), part, "/")
        if (!(part[2] in rank) || rank[part[2]] > rank[own]) {
            print FILENAME ":" FNR ": " own " must not include " part[2]
            bad = 1
        }
    }
    /^#[ \t]*include[ \t]+"\.\./ {
        print FILENAME ":" FNR ": an include goes up"
        bad = 1
    }
    END { exit bad }'
