#!/bin/sh
# SPDX-License-Identifier: MIT
# Ways by which a secret could get out of hrun, each with a sentinel that must not be where it would be
# seen: on the screen, in the arguments of the client (which ps shows to everybody), in what hrun says
# of an error, in memory that others of the same user read.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
need bash setpriv
sentinel=swordfish-$$

# seen_nowhere WHAT: not in what hrun wrote
seen_nowhere() {
    lacks "$1: standard output" "$sentinel" "$work/out"
    lacks "$1: standard error" "$sentinel" "$work/err"
}

# unseen WHAT WORD...: hrun with WORDs shows the sentinel in no form of its output, nor docker's arguments;
# what docker got is left in $work/argv and $work/env
unseen() {
    unseen_what=$1
    shift
    rm -f "$work/argv" "$work/env"
    for form in --explain --dry-run "--dry-run --format=json" "--explain --format=json"; do
        # shellcheck disable=SC2086 # a list of words
        run $form "$@"
        seen_nowhere "$unseen_what ($form)"
    done
    fake "$work/argv" "$work/env" "$HRUN" "$@" >"$work/out" 2>"$work/err" </dev/null
    seen_nowhere "$unseen_what"
    [ ! -e "$work/argv" ] || lacks "$unseen_what: docker's arguments" "$sentinel" "$work/argv"
}

# launched WHAT, refused WHAT REGEX: how that ended
launched() {
    if [ -e "$work/argv" ]; then pass; else fail "$1: docker was not started"; fi
}
not_launched() {
    if [ -e "$work/argv" ]; then fail "$1: docker was started"; else pass; fi
    matches "$1: refused" "$2" "$work/err"
}

# docker_has WHAT NAME=VALUE: docker's environment
docker_has() {
    if tr '\0' '\n' <"$work/env" | grep -qxF -- "$2"; then pass; else fail "$1: docker has no $2"; fi
}
docker_lacks() {
    tr '\0' '\n' <"$work/env" >"$work/lines"
    lacks "$1" "$2" "$work/lines"
}

exempt='{ "version": 1, "name": "exempt", "extends": "default",
  "environment": { "allow": ["DB_PASSWORD", "HTTPS_PROXY"] } }'
echo "$exempt" >"$work/exempt.json"
echo '{ "version": 1, "name": "keep", "extends": "default", "environment": { "proxy": "keep" } }' \
    >"$work/keep.json"
echo '{ "version": 1, "name": "plain", "extends": "none" }' >"$work/plain.json"

# A bare name of the line, and one of an env file.
HOST_TOKEN=$sentinel
export HOST_TOKEN
unseen "a bare name" -e HOST_TOKEN "$image"
not_launched "a bare name" env-not-allowed
printf 'A=1\nHOST_TOKEN\n' >"$work/bare.env"
unseen "a bare name in an env file" --env-file "$work/bare.env" "$image"
not_launched "a bare name in an env file" env-not-allowed
unset HOST_TOKEN

# Literals: refused, exempt, let pass, and under a profile that allows all.
unseen "a literal" -e "DB_PASSWORD=$sentinel" "$image"
not_launched "a literal" secret-env
unseen "an exempt literal" --profile "$work/exempt.json" -e "DB_PASSWORD=$sentinel" "$image"
launched "an exempt literal"
docker_has "an exempt literal" "DB_PASSWORD=$sentinel"
matches "the shown command names it" '^# .*: DB_PASSWORD$' "$work/err"
unseen "a literal let pass" --allow "secret-env:DB_PASSWORD=a test" -e "DB_PASSWORD=$sentinel" "$image"
launched "a literal let pass"
docker_has "a literal let pass" "DB_PASSWORD=$sentinel"
unseen "a literal of the profile none" --profile none -e "DB_PASSWORD=$sentinel" "$image"
docker_has "a literal of the profile none" "DB_PASSWORD=$sentinel"
unseen "a URL with a password" -e "URL=postgres://app:$sentinel@db/app" "$image"
not_launched "a URL with a password" secret-env

# What the client reads for itself stays in its arguments: moved, it would change what the client does.
for form in --explain --dry-run "--dry-run --format=json"; do
    # shellcheck disable=SC2086
    run $form --profile "$work/exempt.json" -e "HTTPS_PROXY=http://u:$sentinel@p:1" "$image"
    seen_nowhere "a name that the client reads ($form)"
done
fake "$work/argv" "$work/env" "$HRUN" --profile "$work/exempt.json" \
    -e "HTTPS_PROXY=http://u:$sentinel@p:1" "$image" >"$work/out" 2>"$work/err" </dev/null
seen_nowhere "a name that the client reads"
docker_lacks "a name that the client reads is not in its environment" "$sentinel"
matches "a name that the client reads: docker gets it" "$sentinel" "$work/argv"

# An env file's literals; the label file beside it; one that docker's grammar refuses.
printf 'DB_PASSWORD=%s\n' "$sentinel" >"$work/literal.env"
unseen "a literal in an env file" --env-file "$work/literal.env" "$image"
not_launched "a literal in an env file" secret-env
unseen "an exempt one in an env file" --profile "$work/exempt.json" --env-file "$work/literal.env" "$image"
launched "an exempt one in an env file"
unseen "a label file" --label-file "$work/literal.env" "$image"
launched "a label file"
printf 'A B=%s\n' "$sentinel" >"$work/bad.env"
unseen "a malformed env file" --env-file "$work/bad.env" "$image"
not_launched "a malformed env file" 'bad.env:1: white space'
printf '%s\377\n' "$sentinel" >"$work/bad.env"
unseen "an env file that is not UTF-8" --env-file "$work/bad.env" "$image"
not_launched "an env file that is not UTF-8" 'UTF-8'

# Pipes: docker finds under the same number what was in them.
cat >"$work/bin/reader" <<'END'
#!/bin/sh
for word; do case $word in --env-file=*) cat "${word#*=}" ;; esac; done >"$READER_OUT"
cat >"$READER_OUT.stdin"
END
chmod +x "$work/bin/reader"
READER_OUT=$work/read
export READER_OUT
# shellcheck disable=SC2016 # bash expands it
bash -c '"$0" --engine "$1" --profile "$2" --env-file <(cat "$3") "$4"' "$HRUN" "$work/bin/reader" \
    "$work/exempt.json" "$work/literal.env" "$image" >"$work/out" 2>"$work/err" </dev/null
seen_nowhere "a shell's <(...)"
same_file "a shell's <(...) is handed on" "$work/literal.env" "$work/read"
# shellcheck disable=SC2002 # a pipe is the point
cat "$work/literal.env" | "$HRUN" --engine "$work/bin/reader" --profile "$work/exempt.json" \
    --env-file /dev/stdin "$image" >"$work/out" 2>"$work/err"
seen_nowhere "standard input"
same_file "standard input is handed on" "$work/literal.env" "$work/read"
empty "and has nothing left for the container" "$work/read.stdin"
mkfifo "$work/fifo"
unseen "a named pipe" --env-file "$work/fifo" "$image"
not_launched "a named pipe" 'named pipe'

# The proxies of the client's config file, and the image's own environment.
cat >"$DOCKER_CONFIG/config.json" <<END
{ "proxies": { "default": { "httpProxy": "http://u:$sentinel@p:3128" } } }
END
unseen "a proxy with a password, dropped" "$image"
launched "a proxy with a password, dropped"
matches "both its names are taken away" 'env=HTTP_PROXY .*env=http_proxy' "$work/err"
unseen "a proxy with a password, kept" --profile "$work/keep.json" "$image"
launched "a proxy with a password, kept"
echo '{ "version": 1, "name": "x" }' >"$work/unsaid.json"
unseen "a proxy with a password, left open" --profile "$work/unsaid.json" "$image"
not_launched "a proxy with a password, left open" 'HTTP_PROXY has a password in it'
rm "$DOCKER_CONFIG/config.json"
sed "s/\"PATH=\\/bin\"/\"PATH=\\/bin\", \"BAKED_TOKEN=$sentinel\"/" "$work/image.json" >"$work/baked.json"
"$HRUN_TEST_STANDIN" --answer "/images/*/json=$work/baked.json" "$work/baked.sock" \
    "$HRUN" --dry-run --format=json "$image" >"$work/out" 2>"$work/err"
seen_nowhere "the image's environment"
matches "the image's environment is warned of" 'BAKED_TOKEN looks like a secret' "$work/err"

# A secret of the profile, a secret file, and errors.
cat >"$work/sets.json" <<END
{ "version": 1, "name": "sets", "extends": "default",
  "environment": { "set": { "DB_PASSWORD": "$sentinel" } } }
END
unseen "what a profile sets" --profile "$work/sets.json" "$image"
launched "what a profile sets"
docker_has "what a profile sets" "DB_PASSWORD=$sentinel"
mkdir -m 0700 "$work/private"
printf %s "$sentinel" >"$work/private/db"
unseen "a secret file" --secret-file "id=db,src=$work/private/db" "$image"
launched "a secret file"
docker_lacks "a secret file is in no environment" "$sentinel"
unseen "a variable without a name" -e "=$sentinel" "$image"
not_launched "a variable without a name" 'no name'
unseen "an option that nobody knows" "--pasword=$sentinel" "$image"
not_launched "an option that nobody knows" 'unknown option --pasword'
if [ -n "${HRUNCTL:-}" ]; then
    for format in text json; do
        "$HRUNCTL" review --format "$format" -- docker run -e "DB_PASSWORD=$sentinel" "$image" \
            >"$work/out" 2>"$work/err" </dev/null
        seen_nowhere "a review ($format)"
        matches "a review ($format)" secret-env "$work/out"
    done
fi

# Memory: while hrun holds a secret, /proc shows it to root alone and no core file is written. Linux tells
# by the owner of a process's files there. As another user than root, under whom links of /proc are
# followed, too.
user=65534
chmod 0755 "$work" "$work/bin"
chmod 0666 "$work/engine.sock"
cp "$HRUN" "$work/bin/hrun"
mkfifo "$work/held"
chmod 0666 "$work/held"
exec 3<>"$work/held"
as_user() {
    if [ "$(id -u)" = 0 ]; then
        exec setpriv --reuid "$user" --regid "$user" --clear-groups env HOME=/ \
            DOCKER_CONFIG=/nonexistent XDG_CACHE_HOME=/nonexistent "$@"
    fi
    exec "$@"
}
owner_of() {
    stat -c %u "/proc/$1/environ"
}
[ "$(id -u)" = 0 ] || user=$(id -u)
(as_user sleep 60 3>&-) &
other=$!
(as_user "$work/bin/hrun" --engine "$work/bin/reader" --env-file /dev/stdin "$image" <"$work/held" \
    3>&- >"$work/out" 2>"$work/err") &
held=$!
for _ in $(seq 100); do
    [ "$(cat "/proc/$held/comm")" != hrun ] || [ "$(cat "/proc/$other/comm")" != sleep ] || break
    sleep 0.05
done
same "hrun waits for its env file" hrun "$(cat "/proc/$held/comm")"
same "a process of the same user can be looked into" "$user" "$(owner_of "$other")"
case $(owner_of "$held") in
"$user" | "") fail "hrun can be looked into" ;;
*) pass ;;
esac
kill "$other"
wait "$other" 2>/dev/null
rm -f "$work/read" "$work/read.stdin"
touch "$work/read" "$work/read.stdin"
chmod 0666 "$work/read" "$work/read.stdin"
echo 'HANDED=on' >&3
exec 3>&-
wait "$held"
same "and then goes on" 0 $?
same "docker finds it" HANDED=on "$(cat "$work/read")"

finish
