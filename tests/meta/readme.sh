#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: readme.sh README HRUN STANDIN-ENGINE DEV
# Every command in a console block of the README prints what stands below it, standard error included; paths and
# hashes aside. Every ./dev command that it names is one that ./dev --help knows.
set -eu
readme=$1 hrun=$2 engine=$3 dev=$4

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$hrun" "$work/bin/hrun"
ln -s "${hrun}ctl" "$work/bin/hrunctl"
printf '#!/bin/sh\nexit 99\n' >"$work/bin/docker"
chmod +x "$work/bin/docker"
echo '{"Id": "sha256:0", "Config": {"User": ""}}' >"$work/image"
unset HRUN_PROFILE HRUN_SHOW HRUN_ENGINE DOCKER_HOST DOCKER_CONTEXT XDG_CONFIG_HOME
export HOME=/home/me # nobody has profiles there

# Each command of the console blocks with what follows it, numbered: N.cmd, N.want.
awk -v work="$work" '
    /^```console$/ { inside = 1; next }
    /^```$/ { inside = 0 }
    inside && /^\$ / { n++; print substr($0, 3) >(work "/" n ".cmd"); printf "" >(work "/" n ".want"); next }
    inside { print >(work "/" n ".want") }' "$readme"

bad=0 count=0
for cmd in "$work"/*.cmd; do
    [ -e "$cmd" ] || break
    count=$((count + 1))
    PATH="$work/bin:$PATH" "$engine" --answer "/images/*=$work/image" "$work/socket" sh "$cmd" </dev/null >"$work/raw" 2>&1 || true
    sed -e "s,$work/bin/docker,/usr/bin/docker,g" -e 's/[0-9a-f]\{64\}/.../g' "$work/raw" >"$work/got"
    diff -u "${cmd%.cmd}.want" "$work/got" || { cat "$cmd"; bad=1; }
done
[ "$count" -gt 0 ] || { echo "$readme has no console block"; bad=1; }

"$dev" --help >"$work/help"
missing=$(grep -o '\./dev [a-z]*' "$readme" | cut -d' ' -f2 | sort -u | while IFS= read -r word; do
    grep -q "^  $word" "$work/help" || echo "$word"
done)
[ -z "$missing" ] || { echo "not in ./dev --help: $missing"; bad=1; }
exit "$bad"
