#!/bin/sh
# SPDX-License-Identifier: MIT
# The profile `ci`: a job clones a repository over the network, makes it, tests what it made and installs that,
# with no more rights than any other container.
# shellcheck source=tests/engine/workload/lib.sh
. "$(dirname "$0")/workload/lib.sh"

# shellcheck disable=SC2016 # the shells inside read them
start profile-ci-server --profile build test/debian:1 sh -ec '
    git init -q /tmp/hello && cd /tmp/hello
    printf "%s\n" "#include <stdio.h>" "int main(void) { return puts(\"hello\") < 0; }" >hello.c
    printf "%b" "all: hello\ncheck: hello\n\t./hello | grep -x hello\ninstall: hello\n\tinstall -D -t \$(DESTDIR)/bin hello\n" >Makefile
    git add . && git -c user.name=test -c user.email=test@example.org commit -qm first
    exec git daemon --export-all --base-path=/tmp'
until_done "the server is up" docker exec profile-ci-server git ls-remote git://127.0.0.1/hello

address=$(docker inspect --format '{{.NetworkSettings.IPAddress}}' profile-ci-server)

# shellcheck disable=SC2016
job='set -e
cd /workspace
git clone -q "git://$1/hello" && cd hello
make -s && make -s check && make -s install DESTDIR=/tmp/made && /tmp/made/bin/hello
if (: >/.probe) 2>/dev/null; then echo "root: writable"; else echo "root: read-only"; fi
echo "init: $(cat /proc/1/comm)"
echo "stdin: $(wc -c)"
cat /proc/self/status
'
run --profile default --rm test/debian:1 sh -c "$job" job "$address"
same "under default it fails" 2 "$status"

run --profile ci --rm test/debian:1 sh -c "$job$probe_limits" job "$address" <"$0"
same "exit status" 0 "$status"
same "made, checked and installed" "hello hello" "$(head -n 2 "$work/out" | xargs)"
same "root" read-only "$(value root)"
same "process 1 is an init" docker-init "$(value init)"
same "the job's script stays its own" 0 "$(value stdin)"
same CapEff 0000000000000000 "$(value CapEff)"
same CapBnd 0000000000000000 "$(value CapBnd)"
same NoNewPrivs 1 "$(value NoNewPrivs)"
same "seccomp is a filter" 2 "$(value Seccomp)"
cpus=$(docker info --format '{{.NCPU}}')
check_limits 4294967296 "$((cpus < 4 ? cpus : 4))" 1000
[ "$failed" -eq 0 ] || cat "$work/err" "$work/out" >&2

run --profile ci --rm -p 0.0.0.0:8080:80 test/debian:1 true
same "the whole network is refused" 125 "$status"
run --profile ci --rm nothing.example/absent true
same "an image without a version is refused" 125 "$status"
matches "by its rule" '\[image-latest\]' "$work/err"
finish
