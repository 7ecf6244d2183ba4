#!/bin/sh
# SPDX-License-Identifier: MIT
# hrun under the name docker: what makes containers is hardened, what loosens them is judged, and all else
# reaches the next docker as it is.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
hrun=$(readlink -f "$HRUN")

mkdir "$work/shim" "$work/copy" "$work/script"
ln -s "$hrun" "$work/shim/docker"
cp "$hrun" "$work/copy/docker"
plain=$PATH
need timeout
timeout=$(command -v timeout)
PATH=$work/shim:$plain

# call WORD...: docker, as its words arrive in $work/words, one a line
call() {
    : >"$work/argv"
    fake "$work/argv" "$work/env" docker "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
    tr '\0' '\n' <"$work/argv" >"$work/words"
}

# passes WORD...: docker gets these words and this environment, and nobody says anything
passes() {
    call "$@"
    same "docker $*: status" 0 "$status"
    { printf 'docker\0' && [ $# -eq 0 ] || printf '%s\0' "$@"; } >"$work/want"
    same_file "docker $*: the words arrive" "$work/want" "$work/argv"
    empty "docker $*: nothing is said" "$work/err"
    fake "$work/other" "$work/env.want" "$fake_docker" "$@" >/dev/null 2>&1
    same_file "docker $*: so does the environment" "$work/env.want" "$work/env"
}

# hardens WORD...: docker gets these words up to run or create, and then what hardens
hardens() {
    call "$@"
    same "docker $*: status" 0 "$status"
    matches "docker $*: it is hardened" '^--read-only=true$' "$work/words"
    matches "docker $*: by the engine's facts" '^--user=65532:65532$' "$work/words"
    empty "docker $*: nothing is said to a program" "$work/err"
}

# stops WHAT REGEX WORD...
stops() {
    what=$1 regex=$2
    shift 2
    call "$@"
    same "$what: status" 125 "$status"
    empty "$what: docker is not called" "$work/words"
    matches "$what: the reason" "$regex" "$work/err"
}

passes
passes ps -a --format '{{.ID}} a  b'
passes --version
passes --help
passes -v
passes version
passes info --format '{{json .}}'
passes container ls
passes container --help
passes build -t x . --build-arg 'A=
B'
passes image ls ''
passes compose run --privileged web
passes stack deploy -c x y
passes buildx build --allow security.insecure .
passes plugin-that-nobody-knows run
passes inspect --type container run
passes logs -f run
passes -H tcp://x:1 ps
passes --unknown-option ps
passes --tls=maybe ps
passes -- ps
passes volume ls
passes help run
passes __complete run --priv
passes "$(printf 'a\001\377')" x

for form in 'run' 'container run' 'create' 'container create' '--version run' '-v run' '-v=false run' '--help run' \
    '-h run' '--help=true container run' '-test.x run' '-Dtest.x run' '-vtest.v=1 create' '-D container run' \
    '-Dl debug run' '-Dldebug run' '-l=debug run' '--log-level debug run' '--log-level=debug create' \
    '--log-level run run' '--tls=0 run' '-D=false run' '-hD run' '-Dh run' '-- run' '-- -- x run' '-- -D run' \
    '-- --debug run' '-- -test.x run' '-- container run' '-D -- run' 'container --help run' 'container -h run' \
    'container --help=false run' 'container -h=false create' 'container -test.x run' 'container -- x run' \
    'container -- run run' 'a-b run' 'x-y container a-b create' '-- x-y run' 'container a-b run'; do
    # shellcheck disable=SC2086 # a list of words
    hardens $form --name n "$image" sh -c 'a b'
    printf 'docker %s\n' "$form" >"$work/want"
    { printf docker && sed -e 1d -e '/^--name=/,$d' "$work/words" | sed 's/^/ /' | tr -d '\n' && echo; } >"$work/got"
    same_file "docker $form: the words before the options are as they were" "$work/want" "$work/got"
    same "docker $form: the command follows the image" "$image sh -c a b" \
        "$(tail -n 4 "$work/words" | paste -sd ' ')"
done

# Where the engine is, docker's own options say: the facts come from there.
unset_host() {
    (
        unset DOCKER_HOST
        "$@"
        echo "$checks $failed" >"$work/counts"
    )
    read -r checks failed <"$work/counts"
}
socket=unix://$work/engine.sock
context=$(printf far | sha256sum | cut -d' ' -f1)
mkdir -p "$work/elsewhere/contexts/meta/$context"
printf '{"Name":"far","Endpoints":{"docker":{"Host":"%s"}}}' "$socket" \
    >"$work/elsewhere/contexts/meta/$context/meta.json"
unset_host hardens -H "$socket" run "$image"
unset_host hardens "-H$socket" container create "$image"
unset_host hardens --host="$socket" run "$image"
unset_host hardens "-DH$socket" run "$image"
unset_host hardens --config "$work/elsewhere" -c far run "$image"
DOCKER_HOST=unix://$work/nothing hardens -H "$socket" run "$image"
DOCKER_HOST=unix://$work/nothing hardens --config "$work/elsewhere" --context=far run "$image"
stops "no engine there" 'is not there' -H "unix://$work/nothing" run "$image"
# An engine that is no socket is asked through the client, with the same options.
FAKE_DOCKER_IMAGE=$work/image.json call --tlscacert=/ca --version -H tcp://far:1 run --dry-run "$image"
same "an engine far away: status" 0 "$status"
matches "it is asked" '--user=65532:65532' "$work/out"
lacks "and its facts are known" no-facts "$work/err"

# Own options follow run, and nothing else.
call run --profile none --name n "$image"
printf 'run\n--name=n\n' >"$work/want"
sed -e 1d -e '/^--label=/,$d' "$work/words" >"$work/got"
same_file "run --profile none" "$work/want" "$work/got"
call create --dry-run "$image"
matches "create --dry-run" "^$fake_docker create .*--read-only=true.* $image\$" "$work/out"
empty "create --dry-run: docker is not called" "$work/words"
lacks "create gets no standard input" 'interactive' "$work/out"
call run --dry-run "$image"
lacks "nor does run, where nobody asks" 'interactive' "$work/out"
call run --dry-run --profile stdio "$image"
matches "a profile may ask" '--interactive=true' "$work/out"
call create --dry-run --profile stdio "$image"
lacks "but not for create" 'interactive' "$work/out"
HRUN_SHOW=always call run "$image"
matches "what is done can be shown" "^$fake_docker run " "$work/err"
HRUN_SEALED=1 stops "HRUN_SEALED" sealed run --profile none "$image"
passes --profile none ps

# Help is docker's.
for verb in run create exec update 'container run' 'volume create'; do
    # shellcheck disable=SC2086
    passes $verb --help
done
passes exec -h

# What run refuses.
stops "privileged" '\[privileged\]' run --privileged "$image"
stops "the group form" '\[privileged\]' container create --privileged=1 "$image"
stops "no image" 'docker create \[OPTIONS\]' create --name x
stops "create does not detach" '-d' create -d "$image"
stops "create has no key" detach-keys create --detach-keys=ctrl-a "$image"
stops "an unknown option before run" unknown --unknown run "$image"
stops "an option that clients differ in" differ -- -H "$socket" run "$image"

# exec, update and volume create are judged, and else arrive as they are.
judged() {
    call "$@"
    same "docker $*: status" 0 "$status"
    empty "docker $*: nothing is said" "$work/err"
}
judged exec c sh
same "exec" "exec c sh" "$(sed 1d "$work/words" | paste -sd ' ')"
judged exec -it -u 1000:1000 -w /srv -e A=b c sh -c 'x -u 0' --privileged
same "exec with options" "exec --interactive=true --tty=true --user=1000:1000 --workdir=/srv --env=A=b c sh -c x -u 0 --privileged" \
    "$(sed 1d "$work/words" | paste -sd ' ')"
judged container exec --privileged=false c sh
stops "exec --privileged" '\[privileged\]' exec --privileged c sh
stops "exec --privileged, in a group" '\[privileged\]' container exec -it --privileged=true c sh
stops "exec behind docker's own options" '\[privileged\]' --version exec --privileged c sh
for user in 0 root 00 +0 0:0 root:; do
    stops "exec -u '$user'" '(root-user|--user)' exec -u "$user" c sh
done
stops "exec in a cluster" '\[root-user\]' exec -itu0 c sh
stops "exec with an unknown option" unknown exec --cap-add ALL c sh
call exec --allow privileged="to look at it" --privileged c sh
same "exec let pass" "exec --privileged=true c sh" "$(sed 1d "$work/words" | paste -sd ' ')"
matches "and it is said" 'to look at it' "$work/err"
judged update --restart always -m 1g c
same "update" "update --restart=always --memory=1g c" "$(sed 1d "$work/words" | paste -sd ' ')"
judged update c -- -m
same "update, the end of the options" "update -- c -m" "$(sed 1d "$work/words" | paste -sd ' ')"
stops "update -m 0" '\[limit-off\]' update -m 0 c
stops "update behind the name" '\[limit-off\]' update c -m 0
stops "update --memory-swap -1" '\[limit-off\]' container update --memory-swap -1 c
stops "update --pids-limit -1" '\[limit-off\]' update --pids-limit -1 c
stops "update --cpus 0" '\[limit-off\]' update --cpus 0 c
stops "update of the period alone" '\[limit-off\]' update --cpu-period 1000 c
judged update --cpu-period 100000 --cpu-quota 50000 c
stops "builder as an alias" 'alias' builder run --privileged "$image"
passes builder prune -f
stops "update above the ceiling" '\[limit-above-max\]' update -m 999g c
judged volume create v
judged volume create --label a=b -d local v
stops "volume create -o" '\[volume-driver\]' volume create -o type=none -o o=bind -o device=/ v
stops "volume create behind the name" '\[volume-driver\]' volume create v -odevice=/
stops "volume create with a password" '\[volume-driver\]' volume create -o type=cifs -o o=password=swordfish v
lacks "volume create with a password" swordfish "$work/err"
stops "volume create -d" '\[volume-driver\]' volume create -d sshfs v
HRUN_PROFILE=none judged exec --privileged -u 0 c sh
HRUN_PROFILE=none judged exec -e DB_PASSWORD=first -e DB_PASSWORD=second c sh
same "exec with a variable twice" "exec --env=DB_PASSWORD c sh" "$(sed 1d "$work/words" | paste -sd ' ')"
same "exec with a variable twice: the last counts" DB_PASSWORD=second \
    "$(tr '\0' '\n' <"$work/env" | grep '^DB_PASSWORD=')"
HRUN_PROFILE=none judged update -m 0 c
HRUN_PROFILE=none judged volume create -o device=/ v

# Copies of hrun are passed over, wherever they stand and whatever their names and links.
ln -s "$work/copy" "$work/folderlink"
mkdir "$work/link" "$work/hard" "$work/stripped"
ln -s ../copy/docker "$work/link/docker"
ln "$work/copy/docker" "$work/hard/docker"
cp "$hrun" "$work/stripped/docker"
! command -v strip >/dev/null || strip "$work/stripped/docker"
for before in copy:shim shim:copy link folderlink:copy hard:copy:link stripped:shim copy:copy:copy; do
    path=
    for folder in $(echo "$before" | tr : ' '); do path=$path$work/$folder:; done
    PATH=$path$plain passes ps "$before"
    PATH=$path$plain hardens run "$image"
done
PATH=.:$work/shim::relative:$plain passes ps relative
PATH=$work/copy/:$work/shim//:$plain passes ps slashes

# called PROGRAM PATH: what hrun, called by that name, passes ps to
called() {
    (
        PATH=$2
        FAKE_DOCKER_ARGV=$work/argv "$timeout" 20 "$1" ps >"$work/out" 2>"$work/err"
        echo $? >"$work/status"
    )
}
called "$work/shim/docker" "$plain"
same "by a path that PATH does not have" 0 "$(cat "$work/status")"
called "$work/shim/docker" "$work/copy:$work/shim"
same "nothing behind but copies" 125 "$(cat "$work/status")"
matches "it says what to do" HRUN_ENGINE "$work/err"
called "$work/shim/docker" "$work/bin:$work/shim"
same "nothing behind" 125 "$(cat "$work/status")"

# A script that calls hrun again does so a few times and no more.
printf '#!/bin/sh\nexec %s "$@"\n' "$work/copy/docker" >"$work/script/docker"
chmod +x "$work/script/docker"
called "$work/shim/docker" "$work/script:$plain"
same "a script that calls hrun by a path that PATH does not have" 125 "$(cat "$work/status")"
matches "it is named" "$work/script/docker calls hrun" "$work/err"
called "$work/shim/docker" "$work/shim:$work/script:/bin:/usr/bin"
same "a script behind hrun that calls a copy" 125 "$(cat "$work/status")"
printf '#!/bin/sh\nexec docker "$@"\n' >"$work/script/docker"
called "$work/shim/docker" "$work/shim:$work/script:/bin:/usr/bin"
same "a script that calls what PATH has" 125 "$(cat "$work/status")"
called "$work/script/docker" "$work/shim:$plain"
same "a script before hrun is no trouble" 0 "$(cat "$work/status")"
printf '#!/bin/sh\nexec %s "$@"\n' "$fake_docker" >"$work/script/docker"
called "$work/shim/docker" "$work/shim:$work/script"
same "nor is one that calls docker" 0 "$(cat "$work/status")"
HRUN_ENGINE=$fake_docker called "$work/shim/docker" "$work/shim"
same "the client can be named" 0 "$(cat "$work/status")"
HRUN_ENGINE=$work/copy/docker called "$work/shim/docker" "$plain"
same "but not as hrun" 125 "$(cat "$work/status")"

# Status, signals and standard input are docker's.
for number in 0 1 2 37 125 126 127 255; do
    status_is "$number" docker ps >/dev/null 2>&1
    same "status $number" "$number" $?
done
printf 'a\nb\n' | FAKE_DOCKER_COPY=1 docker ps >"$work/out"
printf 'a\nb\n' >"$work/want"
same_file "standard input arrives" "$work/want" "$work/out"

finish
