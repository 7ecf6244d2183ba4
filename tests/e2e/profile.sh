#!/bin/sh
# SPDX-License-Identifier: MIT
# A broken profile gets one clear error that names it, and status 125; under the JSON format too.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
bad=$work/bad
mkdir "$bad" "$bad/folder.json"

valid='"version": 1, "name": "x"'
put() {
    # shellcheck disable=SC2059 # the format is the point
    printf "$2" >"$bad/$1.json"
}

put empty ''
put blank ' \n\t\n'
put array '[]'
put string '"x"'
put truncated '{ "version": 1, "na'
put trailing "{ $valid } x"
put two "{ $valid } { $valid }"
put comment "{ $valid } // x"
put comma "{ $valid, }"
put bom "\357\273\277{ $valid }"
put duplicate "{ $valid, \"name\": \"y\" }"
put deep-duplicate "{ $valid, \"tmpfs\": { \"/a\": { \"size\": \"1m\" }, \"/a\": { \"size\": \"2m\" } } }"
put unknown "{ $valid, \"cap_dorp\": [\"ALL\"] }"
put case "{ $valid, \"Read_only\": true }"
put no-version '{ "name": "x" }'
put other-version '{ "version": 2, "name": "x" }'
put type-bool "{ $valid, \"read_only\": \"true\" }"
put type-list "{ $valid, \"cap_drop\": \"ALL\" }"
put type-item "{ $valid, \"cap_drop\": [1] }"
put type-object "{ $valid, \"tmpfs\": [\"/tmp\"] }"
put type-number "{ $valid, \"pids_limit\": \"200\" }"
put fraction "{ $valid, \"pids_limit\": 1.5 }"
put huge-number "{ $valid, \"pids_limit\": 99999999999999999999 }"
put negative "{ $valid, \"pids_limit\": -1 }"
put size "{ $valid, \"mem_limit\": \"lots\" }"
put capability "{ $valid, \"cap_add\": [\"NET_ADMNI\"] }"
put rule "{ $valid, \"rules\": { \"privilegde\": \"deny\" } }"
put level "{ $valid, \"rules\": { \"privileged\": \"maybe\" } }"
put nul "{ $valid, \"description\": \"a\\\\u0000b\" }"
put control "{ $valid, \"description\": \"a\001b\" }"
put not-utf8 "{ $valid, \"description\": \"a\377b\" }"
put leading-zero "{ $valid, \"pids_limit\": 010 }"
head -c 10485760 /dev/zero | tr '\0' ' ' >"$bad/large.json"
head -c 4096 /dev/urandom >"$bad/binary.json"
{ printf '{ %s, "x": ' "$valid" && head -c 100000 /dev/zero | tr '\0' '['; } >"$bad/deep.json"
ln -s loop.json "$bad/loop.json"
ln -s /dev/zero "$bad/device.json"
mkfifo "$bad/fifo.json"

json_refused() {
    run --dry-run --format=json --profile "$1" "$image"
    same "$2, as JSON: exit status" 125 "$status"
    jq -e '.version == 1 and .refused == true and .argv == [] and (.findings | length) >= 1 and
           (.findings[0].message | length) > 0' "$work/out" >/dev/null 2>"$work/jq"
    same "$2, as JSON: the object says refused, and why" 0 $?
}

for file in "$bad"/*; do
    refused "$file" "$(basename "$file")" --profile "$file" "$image"
    if command -v jq >/dev/null; then json_refused "$file" "$file"; fi
done
refused "no such file" absent.json --profile "$bad/absent.json" "$image"
refused "no such name" nosuchprofile --profile nosuchprofile "$image"
refused "an empty name" profile --profile '' "$image"
refused_by "no such name in the environment" nosuchprofile env HRUN_PROFILE=nosuchprofile "$HRUN" "$image"
refused_by "a broken file in the environment" empty.json env HRUN_PROFILE="$bad/empty.json" "$HRUN" "$image"

# One that the whole world may write could have been written by anybody.
printf '{ %s, "rules": { "*": "allow" } }' "$valid" >"$work/world.json"
chmod 0666 "$work/world.json"
refused "a file that everybody can write" world.json --profile "$work/world.json" "$image"
chmod 0644 "$work/world.json"
status_is 0 "$HRUN" --profile "$work/world.json" "$image" >"$work/out" 2>"$work/err"
same "the same file, not writable" 0 $?

# By name: the caller's folder comes before what is compiled in, and is not the folder one stands in.
mkdir -p "$XDG_CONFIG_HOME/hrun/profiles"
chmod 0755 "$XDG_CONFIG_HOME/hrun" "$XDG_CONFIG_HOME/hrun/profiles"
printf '{ "version": 1, "name": "mine", "extends": "default", "pids_limit": 7 }' \
    >"$XDG_CONFIG_HOME/hrun/profiles/mine.json"
chmod 0644 "$XDG_CONFIG_HOME/hrun/profiles/mine.json"
run --dry-run --profile mine "$image"
same "a profile of one's own, by name: exit status" 0 "$status"
matches "its own value" '--pids-limit=7 ' "$work/out"
matches "what it extends" '--memory=512m ' "$work/out"
matches "its label" 'hrun.profile=mine ' "$work/out"
(cd "$XDG_CONFIG_HOME/hrun/profiles" && env XDG_CONFIG_HOME="$work/nowhere" "$HRUN" --dry-run --profile mine "$image" \
    >"$work/out" 2>"$work/err")
same "the same name, from its folder alone: exit status" 125 $?
run --dry-run --explain --profile mine "$image"
matches "where each value comes from" 'profile:mine:/pids_limit' "$work/out"
matches "where each value comes from" 'profile:default:/mem_limit' "$work/out"

# By image, unless somebody names another.
printf '{ "version": 1, "name": "mine", "extends": "default", "pids_limit": 8, "match": { "images": ["example/*"] } }' \
    >"$XDG_CONFIG_HOME/hrun/profiles/mine.json"
status_is 0 "$HRUN" "$image" >"$work/out" 2>"$work/err"
matches "the image's profile is chosen, and why" 'profile mine \(matches docker.io/example/\*:\*\)' "$work/err"
matches "the image's profile is applied" '--pids-limit=8 ' "$work/err"
same "who wrote it knows who runs it" 0 "$(grep -c 'in place of root' "$work/err")"
run --dry-run --profile default "$image"
matches "another one is named" '--pids-limit=200 ' "$work/out"
matches "which may not know" 'note: runs as 65532:65532 in place of root' "$work/err"
echo broken >"$XDG_CONFIG_HOME/hrun/profiles/other.json"
echo 'broken match *' >"$XDG_CONFIG_HOME/hrun/profiles/third.json"
run --dry-run "$image"
same "a broken profile beside it is no error: exit status" 0 "$status"
matches "but there is a note" 'note: passed over .*third.json:1:1' "$work/err"
rm "$XDG_CONFIG_HOME/hrun/profiles/other.json" "$XDG_CONFIG_HOME/hrun/profiles/third.json"

printf '{ "version": 1, "name": "mine", "extends": "mien" }' >"$XDG_CONFIG_HOME/hrun/profiles/mine.json"
refused "an extended profile that is not there" 'mine.json:1:44: no profile is called "mien"' --profile mine "$image"
chmod 0666 "$XDG_CONFIG_HOME/hrun/profiles/mine.json"
refused "a named profile that everybody can write" mine.json --profile mine "$image"

finish
