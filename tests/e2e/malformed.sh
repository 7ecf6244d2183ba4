#!/bin/sh
# SPDX-License-Identifier: MIT
# Whatever is read, of whatever is wrong with it: it ends by itself, in little memory, with an error that names the
# file, and the line and column where it has some. malformed.table has the texts.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
: "${HRUNCTL:?the program}"
table=$(cd "$(dirname "$0")" && pwd)/malformed.table
count=0

# A sanitizer maps more than it uses: its own bound counts then.
kib=262144
# shellcheck disable=SC3045 # dash and bash have it
(ulimit -v $kib && "$HRUN" --version) >/dev/null 2>&1 || kib=unlimited
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}hard_rss_limit_mb=512"
unset HOME

# Root reads everything.
as_nobody=
if [ "$(id -u)" = 0 ]; then
    need setpriv
    chmod 755 "$work" "$work/bin"
    cp "$HRUN" "$HRUNCTL" "$work/bin"
    HRUN=$work/bin/hrun HRUNCTL=$work/bin/hrunctl
    as_nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
fi

# limited WORD...: the command, with its outcome in $status and $work/out; 60 s is no measure but ends what hangs
limited() {
    # shellcheck disable=SC3045,SC2086 # dash and bash have it; words
    (ulimit -v $kib && exec timeout -s KILL 60 $as "$@") >"$work/out" 2>&1 <"$input"
    status=$?
}

# read_by READER FILE: let the program read FILE
read_by() {
    case $1 in
    profile) limited "$HRUNCTL" profile check "./$2" ;;
    launch) limited "$HRUN" --profile "./$2" --dry-run "$image" ;;
    policy)
        mkdir "$2.d" && mv "$2" "$2.d/policy.json" 2>/dev/null
        limited "$HRUNCTL" profile check "$2.d/policy.json"
        ;;
    compose | script) limited "$HRUNCTL" review --offline "$2" ;;
    dotenv)
        mkdir "$2.d" && mv "$2" "$2.d/.env" 2>/dev/null
        # shellcheck disable=SC2016 # Compose's, not the shell's
        echo 'services: {s: {image: "a:${TAG}"}}' >"$2.d/compose.yaml"
        limited "$HRUNCTL" review --offline --fail-on never "$2.d/compose.yaml"
        ;;
    inspect)
        input=$2
        limited "$HRUNCTL" audit --offline --fail-on never -
        input=/dev/null
        ;;
    seccomp) limited "$HRUN" --dry-run --security-opt "seccomp=$2" "$image" ;;
    envfile) limited "$HRUN" --dry-run --env-file "$2" "$image" ;;
    esac
}

# name_of READER NAME: the file, as messages call it
name_of() {
    case $1 in
    compose) echo "$2.yaml" ;;
    script) echo "$2.sh" ;;
    policy) echo policy.json ;;
    dotenv) echo .env ;;
    inspect) echo 'standard input' ;;
    *) echo "$2" ;;
    esac
}

# judge READER NAME PLACE FILE: read FILE; PLACE is LINE:COLUMN, LINE, "-" for an error without, "ok" for none
judge() {
    count=$((count + 1))
    what="$1: $2"
    shown=$(name_of "$1" "$2" | sed 's/[.[\*^$]/\\&/g')
    read_by "$1" "$4"
    case $3 in
    ok)
        same "$what: status" 0 "$status"
        return
        ;;
    -) place= ;;
    *) place=":$3[: ]" ;;
    esac
    case $1 in
    launch | seccomp | envfile) same "$what: status" 125 "$status" ;;
    *) case $status in 1 | 2) pass ;; *) fail "$what: status $status" ;; esac ;;
    esac
    matches "$what: names the file and place $3" "${shown}['’]?$place" "$work/out"
    lacks "$what: nothing crashed" 'Sanitizer|Assertion|Segmentation' "$work/out"
}

# Texts that are too long for a table.
generate() {
    case $1 in
    @flow) head -c 100000 /dev/zero | tr '\0' '[' ;;
    @block) awk 'BEGIN { for (i = 0; i < 500; i++) printf "%*sa:\n", i, "" }' ;;
    @objects) awk 'BEGIN { for (i = 0; i < 50000; i++) printf "{\"a\":" }' ;;
    @bomb) awk 'BEGIN {
        print "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"
        for (i = 1; i < 12; i++) {
            printf "a%d: &a%d [", i, i
            for (k = 0; k < 10; k++) printf "%s*a%d", k ? ", " : "", i - 1
            print "]" } }' ;;
    @merges) awk 'BEGIN {
        print "a0: &a0 {x: 1}"
        for (i = 1; i < 40; i++) printf "a%d: &a%d {b: *a%d, c: *a%d}\n", i, i, i - 1, i - 1 }' ;;
    @twice) awk 'BEGIN { for (i = 0; i < 20000; i++) printf "a%d: 1\n", i; print "a5: 2" }' ;;
    @keys) awk 'BEGIN { printf "{"; for (i = 0; i < 20000; i++) printf "\"a%d\":1,", i; print "\"a5\":2}" }' ;;
    @long) awk 'BEGIN { for (i = 0; i < 200000; i++) printf "a"; print "" }' ;;
    @substitutions) awk 'BEGIN { for (i = 0; i < 20000; i++) printf "a $(" }' ;;
    @backticks) awk 'BEGIN { for (i = 0; i < 50001; i++) printf "`a " }' ;;
    @parens) head -c 100000 /dev/zero | tr '\0' '(' ;;
    @calls) awk 'BEGIN { for (i = 0; i < 20000; i++) print "docker run a" }' ;;
    @services) awk 'BEGIN { print "services:"; for (i = 0; i < 2000; i++) printf "  s%d: {image: a}\n", i }' ;;
    @volumes) awk 'BEGIN {
        printf "services: {a: {image: b, volumes: [/a"
        for (i = 0; i < 30000; i++) printf ", \047/a:/b%d\047", i
        print "]}}" }' ;;
    @words) awk 'BEGIN { printf "docker run"; for (i = 0; i < 50000; i++) printf " -v /a:/b%d", i; print " a" }' ;;
    @lines) awk 'BEGIN { for (i = 0; i < 50000; i++) print "1" }' ;;
    *) # shellcheck disable=SC2059 # the table has formats
        printf -- "$1" ;;
    esac
}

cd "$work" || exit 1
as='' input=/dev/null
readers='profile launch policy inspect script seccomp envfile'
echo 'services: {}' >empty.yaml
"$HRUNCTL" review --offline empty.yaml >"$work/out" 2>&1 && readers="$readers compose dotenv" # has libyaml

while IFS='	' read -r reader name place text; do
    case $reader in
    '' | '#'*) continue ;;
    esac
    case " $readers " in *" $reader "*) ;; *) continue ;; esac
    file=$(name_of "$reader" "$name")
    case $reader in policy | dotenv | inspect) file=$name ;; esac
    generate "$text" >"$file"
    judge "$reader" "$name" "$place" "$file"
    rm -rf "$file" "$file.d"
done <"$table"

# What is no text at all, to each reader.
head -c 100000000 /dev/zero | tr '\0' '[' >"$work/large"
for reader in $readers; do
    for kind in absent folder pipe zero memory loop large binary unreadable; do
        name=$kind
        place=-
        file=$(name_of "$reader" "$name")
        case $reader in policy | dotenv | inspect) file=$name.in ;; esac
        case $kind in
        absent) ;;
        folder) mkdir "$file" ;;
        pipe) mkfifo "$file" ;;
        zero) ln -s /dev/zero "$file" ;;
        memory) ln -s /proc/self/mem "$file" ;;
        loop) ln -s "$(name_of "$reader" "$name")" "$file" ;;
        large) ln "$work/large" "$file" 2>/dev/null || : ;;
        binary) head -c 20000 "$HRUN" >"$file" ;;
        unreadable) echo '{}' >"$file" && chmod 000 "$file" && as=$as_nobody ;;
        esac
        case $reader:$kind in
        dotenv:absent | dotenv:folder) place=ok ;; # as Compose has it
        inspect:absent | inspect:folder | inspect:pipe | inspect:loop | inspect:unreadable)
            as=
            rm -rf "$file"
            continue # the shell would open it
            ;;
        esac
        judge "$reader" "$name" "$place" "$file"
        as=
        [ "$kind" = large ] || rm -rf "$file"
        rm -rf "$file.d"
    done
done

echo "$count inputs"
[ "$count" -ge 200 ] || fail "fewer than 200 inputs"
finish
