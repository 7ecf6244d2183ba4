#!/bin/sh
# SPDX-License-Identifier: MIT
# `-d` prints the id alone, and the engine has on record what was asked for and what was added.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
image=test/root:1
name=hrun-test-detach-$$
volume=hrun-test-data-$$
trap 'docker rm -f "$name" >/dev/null 2>&1; docker volume rm "$volume" >/dev/null 2>&1; rm -rf "$work"' EXIT

recorded() {
    docker inspect --format "$1" "$name" 2>&1
}

run -d -p 127.0.0.1:0:80 --name "$name" -v "$volume":/data --label mine=yes "$image" sleep 60
same "exit status of -d" 0 "$status"
[ "$status" -eq 0 ] || cat "$work/err" >&2
same "-d prints one line" 1 "$(wc -l <"$work/out")"
matches "-d prints the id" '^[0-9a-f]{64}$' "$work/out"
same "it is the id of the container" "$(recorded '{{.Id}}')" "$(cat "$work/out")"
same "the container runs" true "$(recorded '{{.State.Running}}')"
same "-d gets no standard input" false "$(recorded '{{.Config.OpenStdin}}')"
same "the publish stays on loopback" 127.0.0.1 \
    "$(recorded '{{(index (index .HostConfig.PortBindings "80/tcp") 0).HostIp}}')"
same "the user's label" yes "$(recorded '{{index .Config.Labels "mine"}}')"
same "the profile's label" default "$(recorded '{{index .Config.Labels "hrun.profile"}}')"
same "the network is docker's default" true \
    "$(recorded '{{or (eq .HostConfig.NetworkMode "default") (eq .HostConfig.NetworkMode "bridge")}}')"
same "the named volume can be written" true "$(recorded '{{(index .Mounts 0).RW}}')"
same "not privileged" false "$(recorded '{{.HostConfig.Privileged}}')"
same "own IPC namespace" private "$(recorded '{{.HostConfig.IpcMode}}')"
same "own cgroup namespace" private "$(recorded '{{.HostConfig.CgroupnsMode}}')"

# A port without an address goes to loopback, not to the world.
docker rm -f "$name" >/dev/null
run -d -p 80 --name "$name" "$image" sleep 60
same "exit status with a bare port" 0 "$status"
same "a bare port is published on loopback" 127.0.0.1 \
    "$(recorded '{{(index (index .HostConfig.PortBindings "80/tcp") 0).HostIp}}')"

finish
