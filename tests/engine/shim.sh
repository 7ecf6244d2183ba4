#!/bin/sh
# SPDX-License-Identifier: MIT
# Scripts that nobody edited, with hrun in PATH under the name docker: what they run is hardened, they lose no
# line of themselves, and status and streams are those of docker.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
image=test/root:1
name=hrun-shim-$$

mkdir "$work/shim"
ln -s "$(readlink -f "$HRUN")" "$work/shim/docker"
PATH=$work/shim:$PATH
export PATH image name

# What a job of a CI system does, as people write it.
cat >"$work/script" <<'END'
set -e
docker version >/dev/null
docker run --rm $image id -u
docker run --rm $image sh -c 'if touch /written; then echo writable; else echo read-only; fi' 2>/dev/null
docker run --rm $image cat
docker --log-level error container run --rm $image sh -c 'echo err >&2' 2>&1
printf '1\n2\n' | while read -r i; do docker run --rm $image sh -c "cat; echo turn $i"; done
echo piped | docker run --rm -i $image cat
docker run --rm $image sh -c 'exit 37' || echo "status $?"
docker run --rm --privileged $image true 2>/dev/null || echo "privileged $?"
docker container create --name $name $image sh -c 'id -u; sleep 600' >/dev/null
docker start $name >/dev/null
docker exec $name echo inside
docker exec -u 0 $name true 2>/dev/null || echo "root $?"
docker exec -u toor $name true 2>/dev/null || echo "of uid 0 $?"
docker exec -u app $name id -u
docker exec --privileged $name true 2>/dev/null || echo "exec $?"
docker update -m 0 $name 2>/dev/null || echo "update $?"
docker update --memory 256m --memory-swap 256m $name >/dev/null
docker volume create -o type=none -o o=bind -o device=/ $name 2>/dev/null || echo "volume $?"
docker volume create $name >/dev/null
docker inspect --format '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Memory}} {{.Config.OpenStdin}}' $name
docker inspect --format '{{index .Config.Labels "hrun.profile"}}' $name
docker logs $name
docker rm -f $name >/dev/null
docker volume rm $name >/dev/null
echo the end
END
cat >"$work/want" <<'END'
65532
read-only
err
turn 1
turn 2
piped
status 37
privileged 125
inside
root 125
of uid 0 125
4321
exec 125
update 125
volume 125
true 268435456 false
default
65532
the end
END

# A script in a file leaves its standard input to the containers: what stands there is nothing.
sh "$work/script" >"$work/out" 2>"$work/err" </dev/null
same "sh SCRIPT: status" 0 $?
same_file "sh SCRIPT" "$work/want" "$work/out"
empty "sh SCRIPT: nothing is said" "$work/err"
bash -s <"$work/script" >"$work/out" 2>"$work/err"
same_file "bash -s, the script on standard input" "$work/want" "$work/out"
# shellcheck disable=SC2002 # a pipe is the point
cat "$work/script" | sh >"$work/out" 2>"$work/err"
same_file "a job whose script comes by a pipe" "$work/want" "$work/out"
empty "nothing is said to a job" "$work/err"

bash -s >"$work/out" 2>"$work/err" <<END
docker run --rm $image cat
echo one
docker container run --rm $image cat
echo two
END
printf 'one\ntwo\n' >"$work/want"
same_file "a here-document" "$work/want" "$work/out"

# Streams and status of one line, through and through.
docker run --rm "$image" sh -c 'printf "out\0"; echo err >&2; exit 3' >"$work/out" 2>"$work/err"
same "the container's status" 3 $?
printf 'out\0' >"$work/want"
same_file "standard output" "$work/want" "$work/out"
echo err >"$work/want"
same_file "standard error" "$work/want" "$work/err"
docker run --rm "$image" no-such-command >"$work/out" 2>"$work/err"
same "no such command" 127 $?
docker no-such-command >"$work/out" 2>&1
same "no such command of docker's" 1 $?
docker run --help >"$work/out" 2>"$work/err"
same "docker's help" 0 $?
matches "is docker's" '^Usage:  docker run \[OPTIONS\] IMAGE' "$work/out"
lacks "and no more" 'hrun' "$work/out"

# What is mounted over a link covers what the link leads to, and the engine looks below: there toor is 0.
for number in 4321 none; do
    printf 'root:x:0:0::/:\ntoor:x:%s:4322::/:/bin/sh\n' "$number" | grep -v none >"$work/users"
    docker run --detach --name "$name" --volume "$work/users:/users" "$image" sleep 600 >/dev/null
    docker exec -u toor "$name" id -u >"$work/out" 2>"$work/err"
    same "exec in a container whose users are covered ($number): status" 125 $?
    matches "exec in a container whose users are covered ($number)" 'root-user' "$work/err"
    docker rm -f "$name" >/dev/null
done
docker run --detach --name "$name" --volume "$work/users:/data/users" "$image" sleep 600 >/dev/null
docker exec -u app "$name" id -u >"$work/out" 2>"$work/err"
same "exec in a container with a mount of its own" 4321 "$(cat "$work/out")"
docker rm -f "$name" >/dev/null

# Nothing in it needs /proc: a copy of hrun is known by what is in its file. A build with sanitizers looks
# for leaks there when all is done, and has its options from there.
mkdir "$work/copy"
cp "$(readlink -f "$HRUN")" "$work/copy/docker"
PATH=$work/copy:$PATH unshare --mount sh -c 'mount -t tmpfs none /proc && docker --version &&
    docker run --dry-run --show=never test/root:1' >"$work/out" 2>"$work/err"
status=$?
grep -q LeakSanitizer "$work/err" || same "without /proc: status" 0 "$status"
matches "without /proc: docker is found behind two of hrun" '^Docker version ' "$work/out"
matches "without /proc: and hardened" ' run .*--read-only=true' "$work/out"

# With --host the facts are those of that engine: an image of a user of its own keeps it.
host=$DOCKER_HOST
(
    unset DOCKER_HOST
    docker --host "$host" run --rm test/numeric:1 id -u >"$work/out" 2>"$work/err"
    echo $? >"$work/status"
)
same "--host: status" 0 "$(cat "$work/status")"
same "--host: the image's own user" 1000 "$(cat "$work/out")"

finish
