#!/bin/sh
# SPDX-License-Identifier: MIT
# hrunctl's own ways: what is listed, what goes where, and the exit statuses.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
: "${HRUNCTL:?the program}"

ctl() {
    "$HRUNCTL" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

profiles=$work/config/hrun/profiles
mkdir -p "$profiles"
export XDG_CONFIG_HOME="$work/config"
cat >"$profiles/default.json" <<'END'
{ "version": 1, "name": "default", "description": "for this machine", "extends": "default" }
END
cat >"$profiles/app.json" <<'END'
{ "version": 1, "name": "app", "extends": "default", "match": { "images": ["ghcr.io/team/app", "app:2.*"] } }
END
cat >"$profiles/broken.json" <<'END'
{ "version": 1, "name": "broken", "extends": "nobody" }
END

ctl profile list
same 'list: status' 0 "$status"
empty 'list: nothing on standard error' "$work/err"
sed "s,$profiles,P," "$work/out" >"$work/list"
matches 'list: one of the caller' '^default +for this machine$' "$work/list"
matches 'list: where it is' '^ +from P/default.json$' "$work/list"
matches 'list: the one that it hides' '^ +hidden by P/default.json$' "$work/list"
matches 'list: images' '^ +for images ghcr.io/team/app, app:2\.\*$' "$work/list"
matches 'list: a broken one' '^ +broken: P/broken.json:1:46: no profile is called "nobody"' "$work/list"
matches 'list: one compiled in' '^ +from builtin:none$' "$work/list"
ctl profile list --format json
matches 'list as JSON' '"hidden_by": ".*/default.json"' "$work/out"
chmod 777 "$profiles"
ctl profile list
matches 'list: what others could have written' '^ +broken: .*everybody can write this' "$work/out"
chmod 755 "$profiles"

ctl profile show nobody
same 'show: no such profile' 2 "$status"
empty 'show: nothing on standard output' "$work/out"
matches 'show: what there is' '^hrunctl: no profile is called "nobody"; there are ' "$work/err"
ctl profile show app
cp "$work/out" "$work/shown.json"
"$HRUNCTL" profile show "$work/shown.json" >"$work/again"
same 'show: what is shown is a profile that shows the same' "$(cat "$work/out")" "$(cat "$work/again")"

ctl profile diff --no-looser default strict
same 'diff: strict grants nothing more' 0 "$status"
matches 'diff: and less' '^tighter  /network_mode +nothing -> "none"$' "$work/out"
ctl profile diff --no-looser default build
same 'diff: build grants more' 1 "$status"
ctl profile diff default build
same 'diff: which is no failure' 0 "$status"
ctl profile diff --quiet --no-looser default build
empty 'diff: quiet' "$work/out"
ctl profile diff --format json default build
matches 'diff as JSON' '"to": "4g"' "$work/out"
ctl profile diff default default
empty 'diff: nothing' "$work/out"

ctl profile schema
matches 'schema' '"title": "hrun profile"' "$work/out"

ctl review docker run --rm "$image"
same 'review: found' 1 "$status"
ctl review --fail-on never docker run --rm "$image"
same 'review: found, and no matter' 0 "$status"
ctl review --quiet docker run --rm "$image"
same 'review: quiet' 1 "$status"
empty 'review: nothing on standard output' "$work/out"
empty 'review: nothing on standard error' "$work/err"
ctl review --profile nobody docker run --rm "$image"
same 'review: no such profile' 2 "$status"
ctl review -- hrun --rm "$image"
same 'review: hardened' 0 "$status"
ctl review -- hrun --profile none --rm "$image"
same 'review: by its own profile' 0 "$status"
HRUN_PROFILE=none ctl review docker run --rm "$image"
same 'review: by HRUN_PROFILE' 0 "$status"
"$HRUNCTL" --help >/dev/full 2>"$work/err"
same 'standard output that cannot be written' 2 $?
matches 'and says so' '^hrunctl: standard output cannot be written: ' "$work/err"
mkfifo "$work/fifo"
sleep 60 >"$work/fifo" &
writer=$!
timeout 20 "$HRUNCTL" review --quiet -- docker run --env-file /dev/stdin "$image" <"$work/fifo"
same 'review: what stands on standard input is not waited for' 1 $?
kill "$writer"
ctl --version
matches 'version' '^hrunctl [0-9]' "$work/out"
finish
