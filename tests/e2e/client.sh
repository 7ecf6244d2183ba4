#!/bin/sh
# SPDX-License-Identifier: MIT
# No client, or one that cannot be used: one error with a remedy, status 125, nothing on stdout.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
hrun=$(readlink -f "$HRUN")

mkdir "$work/empty" "$work/other" "$work/relative"
ln -s "$hrun" "$work/other/docker"
printf 'not a program\n' >"$work/text"
printf 'not a program\n' >"$work/empty/notes"

refused_by "no docker in PATH" 'no program "docker"' env PATH="$work/empty" "$HRUN" --rm "$image"
matches "no docker in PATH: a remedy" '(install|--engine)' "$work/err"
refused_by "an empty PATH" docker env PATH='' "$HRUN" "$image"
refused_by "the docker in PATH is hrun" docker env PATH="$work/other" "$HRUN" "$image"
(
    cd "$work" || exit
    cp "$fake_docker" relative/docker
    refused_by "a docker in a relative entry of PATH" docker env PATH=relative:. "$hrun" "$image"
    echo "$checks $failed" >"$work/counts"
)
read -r checks failed <"$work/counts"
refused "--engine: no such file" "$work/absent" --engine "$work/absent" "$image"
refused "--engine: a folder" "$work/empty" --engine "$work/empty" "$image"
refused "--engine: not executable" "$work/text" --engine "$work/text" "$image"
refused "--engine: hrun itself" "$hrun" --engine "$hrun" "$image"
refused_by "HRUN_ENGINE: no such file" "$work/absent" env HRUN_ENGINE="$work/absent" "$HRUN" "$image"
chmod +x "$work/text"
refused "--engine: no format that can be run" "$work/text" --engine "$work/text" "$image"

# What comes later in PATH is found; hrun's own link before it is passed over.
PATH=$work/other:$PATH status_is 7 "$HRUN" "$image" >"$work/out" 2>"$work/err"
same "the docker behind hrun's own link is found" 7 $?
matches "it is shown by its absolute path" "^$fake_docker run " "$work/err"

finish
