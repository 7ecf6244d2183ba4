#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: install.sh TREE
# A release build as README has it installs these files and no others, and the program is hardened itself.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

run() {
    "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}

run cmake -S "$1" -B "$work/build" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF
run cmake --build "$work/build"
run cmake --install "$work/build" --prefix "$work/prefix"
if grep -q 'warning:' "$work/log"; then cat "$work/log"; bad=1; fi

(cd "$work/prefix" && find . -type f -o -type l) | sort >"$work/got"
diff -u - "$work/got" <<'END' || bad=1
./bin/hrun
./bin/hrunctl
./share/bash-completion/completions/hrun
./share/bash-completion/completions/hrunctl
./share/fish/vendor_completions.d/hrun.fish
./share/fish/vendor_completions.d/hrunctl.fish
./share/hrun/hrun-policy.schema.json
./share/hrun/hrun-profile.schema.json
./share/hrun/profiles/build.json
./share/hrun/profiles/ci.json
./share/hrun/profiles/compat.json
./share/hrun/profiles/default.json
./share/hrun/profiles/dev.json
./share/hrun/profiles/nginx.json
./share/hrun/profiles/none.json
./share/hrun/profiles/postgres.json
./share/hrun/profiles/redis.json
./share/hrun/profiles/stdio.json
./share/hrun/profiles/strict.json
./share/hrun/profiles/web.json
./share/man/man1/hrun.1
./share/man/man1/hrunctl.1
./share/man/man5/hrun-profile.5
./share/man/man7/hrun-rules.7
./share/zsh/site-functions/_hrun
./share/zsh/site-functions/_hrunctl
END

hrun=$work/prefix/bin/hrun
has() {
    readelf "$1" "$hrun" | grep -q "$2" || { echo "$hrun: no $3"; bad=1; }
}
has -hW 'Type:.*DYN' 'position-independent code'
has -lW GNU_RELRO 'read-only relocations'
has -dW 'NOW' 'binding at start'
has -sW '__stack_chk_fail' 'stack protector'
has -sW '__[a-z]*_chk' 'fortified functions'
if readelf -lW "$hrun" | grep -q 'GNU_STACK.*E'; then echo "$hrun: executable stack"; bad=1; fi
"$hrun" --version | grep -q '^hrun [0-9]' || { echo "$hrun does not run"; bad=1; }
exit "$bad"
