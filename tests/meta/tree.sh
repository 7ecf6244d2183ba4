#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tree.sh TREE
# Every source says its licence at the top, and no file puts work off: what is left to do is an issue.
set -eu
cd "$1"
bad=0

sources=$(find src include tests \( -name '*.[ch]' -o -name '*.sh' -o -name CMakeLists.txt \) -type f | sort)
[ -n "$sources" ]
for file in CMakeLists.txt $sources; do
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: MIT' || { echo "$file: no SPDX line"; bad=1; }
done

# Only what belongs to the project: build folders may have any name.
for part in src include tests profiles man .github ./*.md ./*.txt ./*.json ./dev; do
    [ ! -e "$part" ] || ! grep -rnIwE 'TO''DO|FIX''ME|XX''X' "$part" || bad=1
done
# A header that no file set lists is not compiled alone.
for header in include/hrun/*/*.h; do
    grep -qF "/$header" src/CMakeLists.txt || { echo "$header: not in src/CMakeLists.txt"; bad=1; }
done
exit "$bad"
