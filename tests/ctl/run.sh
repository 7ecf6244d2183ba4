#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: run.sh HRUNCTL STANDIN-ENGINE FOLDER
# hrunctl with the words of FOLDER/args, one a line, says what FOLDER's want.out, want.err and want.status have; with
# UPDATE_GOLDEN=1 they are written instead. It runs in that folder. image.json is what the engine says of every image,
# and answers, where it is there, has lines GLOB=FILE for whatever else it is asked; without either there is no engine. input
# is what stands on standard input; config is where the caller's own profiles are. Hashes and the place of the folder
# do not count.
set -u
hrunctl=$1 standin=$2 folder=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$folder" || exit 2

unset HRUN_PROFILE HRUN_ENGINE DOCKER_CONTEXT DOCKER_CONFIG XDG_CACHE_HOME
export HOME=/nonexistent XDG_CONFIG_HOME="$folder/config" DOCKER_HOST=unix:///nonexistent/docker.sock
set -- "$hrunctl"
while IFS= read -r word; do
    set -- "$@" "$word"
done <args
if [ -e image.json ] || [ -e answers ]; then
    set -- "$work/socket" "$@"
    [ ! -e image.json ] || set -- --answer '/images/*'="$folder/image.json" "$@"
    if [ -e answers ]; then
        while IFS='=' read -r glob file; do
            set -- --answer "$glob=$folder/$file" "$@"
        done <answers
    fi
    set -- "$standin" "$@"
fi
input=/dev/null
[ ! -e input ] || input=input
"$@" <"$input" >"$work/out" 2>"$work/err"
echo $? >"$work/want.status"
for name in out err; do
    sed -e "s,$folder,FOLDER,g" -e 's/[0-9a-f]\{64\}/HASH/g' "$work/$name" >"$work/want.$name"
done

bad=0
for name in want.out want.err want.status; do
    if [ -n "${UPDATE_GOLDEN-}" ]; then
        cmp -s "$work/$name" "$name" || cp "$work/$name" "$name"
    else
        diff -u "$name" "$work/$name" || bad=1
    fi
done
exit "$bad"
