#!/bin/sh
# SPDX-License-Identifier: MIT
# hrunctl audit: what is asked of an engine, how often, by which way, and what becomes of what cannot be told.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
: "${HRUNCTL:?the program}"
need timeout

audit() {
    timeout 60 "$HRUNCTL" audit "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# container NUMBER: what an engine says of it
id_of() {
    printf '%064d' "$1"
}
container() {
    cat <<END
{ "Id": "$(id_of "$1")", "Name": "/c$1", "Image": "sha256:$(id_of 7)",
  "State": { "Running": true, "Pid": 0 },
  "Config": { "Image": "app:1", "User": "5:5", "Env": ["PATH=/bin", "NUMBER=$1"], "Cmd": ["true"] },
  "HostConfig": { "Binds": ["data:/data", "/srv:/srv:ro"], "NetworkMode": "backend", "ReadonlyRootfs": true,
    "CapDrop": ["ALL"], "SecurityOpt": ["no-new-privileges"], "Memory": 67108864, "MemorySwap": 67108864,
    "NanoCpus": 1000000000, "PidsLimit": 9, "IpcMode": "private", "CgroupnsMode": "private" },
  "Mounts": [ { "Type": "volume", "Name": "data", "Source": "/v", "Destination": "/data", "Driver": "local", "RW": true },
    { "Type": "bind", "Source": "/srv", "Destination": "/srv", "RW": false } ],
  "NetworkSettings": { "Networks": { "backend": {} } } }
END
}

mkdir "$work/engine"
cd "$work/engine" || exit 1
for number in 1 2 3; do container "$number" >"c$number.json"; done
printf '[{"Id":"%s"},{"Id":"%s"},{"Id":"%s"}]\n' "$(id_of 1)" "$(id_of 2)" "$(id_of 3)" >list.json
echo '{ "Name": "data", "Driver": "local", "Options": null }' >volume.json
echo '{ "Name": "backend", "Id": "b", "Driver": "bridge", "Internal": false, "Options": {} }' >network.json
echo '{ "NCPU": 2, "ServerVersion": "28.2.2", "KernelVersion": "6.1.0", "SecurityOptions": [] }' >info.json

# served COMMAND...: with an engine that has these, and writes down what it is asked
served() {
    rm -f "$work/asked"
    "$HRUN_TEST_STANDIN" --record "$work/asked" --answer '/containers/json=list.json' \
        --answer "/containers/$(id_of 1)/json=c1.json" --answer "/containers/$(id_of 2)/json=c2.json" \
        --answer "/containers/$(id_of 3)/json=c3.json" --answer '/containers/c1/json=c1.json' \
        --answer '/containers/c2/json=c2.json' --answer '/containers/*/json=absent' \
        --answer '/volumes/data=volume.json' --answer '/networks/backend=network.json' \
        --answer '/info=info.json' --answer "/images/*/json=$work/image.json" "$work/other.sock" "$@"
}

asked() {
    cut -d' ' -f1,2 "$work/asked" | sed "s,/v[0-9.]*/,/,; s,%3A,:," | sort | tr '\n' ' '
}

image_path="/images/sha256:$(id_of 7)/json"
shared="GET $image_path GET /info GET /networks/backend GET /volumes/data "

audit_served() {
    served timeout 60 "$HRUNCTL" audit "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

audit_served --all
same 'all: status' 0 "$status"
same 'all: three targets' 3 "$(grep -c '^container c[123]: exposure' "$work/out")"
same 'all: each is asked for once' \
    "GET /containers/$(id_of 1)/json GET /containers/$(id_of 2)/json GET /containers/$(id_of 3)/json GET /containers/json $shared" \
    "$(asked)"

audit_served c2 c1 c2 "$(id_of 2)"
same 'names: status' 0 "$status"
same 'names: each container once' 'c2 c1 ' "$(sed -n 's/^container \(.*\): exposure.*/\1/p' "$work/out" | tr '\n' ' ')"
same 'names: what they share is asked for once' \
    "GET /containers/$(id_of 2)/json GET /containers/c1/json GET /containers/c2/json $shared" "$(asked)"

audit_served c1 nobody c2
same 'one that is not there: status' 2 "$status"
same 'one that is not there: the others are judged' 2 "$(grep -c '^container' "$work/out")"
matches 'one that is not there: it is named' '^hrunctl: no container is called "nobody"$' "$work/err"
audit_served --fail-on never nobody
same 'none that is there: status' 2 "$status"

# A document that is none of a container's, and one that breaks off, take no other with them.
echo '{ "Id": "x", "Name": "/c2", "Image": "y" }' >c2.json
audit_served --all
same 'one that is no container: status' 2 "$status"
same 'one that is no container: the others are judged' 2 "$(grep -c '^container' "$work/out")"
matches 'one that is no container: it is named' '^hrunctl: container c2: ' "$work/err"
echo '{ "Id": "x", "Name":' >c2.json
audit_served --all
same 'one that breaks off: status' 2 "$status"
same 'one that breaks off: the others are judged' 2 "$(grep -c '^container' "$work/out")"
matches 'one that breaks off: it is named' "^hrunctl: container $(id_of 2): .*not JSON" "$work/err"
container 2 >c2.json

# What stands on standard input: images, volumes and networks alone are asked for; nothing at all offline.
printf '[%s,%s]\n' "$(cat c1.json)" "$(cat c2.json)" >input
served timeout 60 "$HRUNCTL" audit - <input >"$work/out" 2>"$work/err"
same 'input: status' 0 $?
same 'input: two targets' 2 "$(grep -c '^container' "$work/out")"
same 'input: what is asked for' "GET $image_path GET /networks/backend GET /volumes/data " "$(asked)"
served timeout 60 "$HRUNCTL" audit --offline - <input >"$work/out" 2>"$work/err"
same 'offline: the engine is asked nothing' '' "$([ ! -e "$work/asked" ] || asked)"
same 'offline: two targets' 2 "$(grep -c '^container' "$work/out")"
DOCKER_HOST=unix:///nonexistent timeout 60 "$HRUNCTL" audit - <input >"$work/out" 2>"$work/err"
same 'input without an engine: two targets' 2 "$(grep -c '^container' "$work/out")"

# What another container gave is in the document, and judged; without its mounts it is not known.
sed 's|"HostConfig": {|& "VolumesFrom": ["holder"],|
    s|"Mounts": \[|& { "Type": "bind", "Source": "/etc", "Destination": "/host", "RW": true },|' c1.json >taker.json
served timeout 60 "$HRUNCTL" audit - <taker.json >"$work/out" 2>"$work/err"
matches 'taken over: what it is' '^deny .*/etc.*\[.*sensitive-path' "$work/out"
matches 'taken over: it is known' "VolumesFrom/0: --volumes-from holder: what it gave is judged as the container's own mounts" \
    "$work/out"
lacks 'taken over: nothing is unknown' 'mounts is not known' "$work/out"
sed 's|"Mounts": \[|"Mount": [|' taker.json >input.part
timeout 60 "$HRUNCTL" audit --offline - <input.part >"$work/out" 2>"$work/err"
matches 'taken over, and not told: it is said' '/HostConfig/VolumesFrom: what these gave it to mount is not in' "$work/out"

# Whatever is cut off is an error, in good time.
size=$(wc -c <input)
for part in $(seq 1 24); do
    head -c "$((size * part / 25))" input >part
    timeout 20 "$HRUNCTL" audit --offline - <part >"$work/out" 2>"$work/err"
    same "input cut at $part of 25: status" 2 $?
    empty "input cut at $part of 25: nothing is judged" "$work/out"
    same "input cut at $part of 25: one error" 1 "$(grep -c '^hrunctl: standard input' "$work/err")"
done
timeout 20 "$HRUNCTL" audit --offline - </dev/zero >"$work/out" 2>"$work/err"
same 'input without end: status' 2 $?
matches 'input without end: it is named' '^hrunctl: .*standard input' "$work/err"

# Where there is no socket the client is run, as seldom as it can.
cat >"$work/bin/docker" <<'END'
#!/bin/sh
echo "$*" >>"$CLIENT_LOG"
list() {
    echo '['
    before=
    for name; do
        file=$CLIENT_FILES/$(echo "$name" | sed 's/^0*\([123]\)$/c\1/; s/^sha256:.*/image/').json
        if [ -e "$file" ]; then
            printf '%s' "$before"
            cat "$file"
            before=,
        else
            echo "Error: No such $noun: $name" >&2
        fi
    done
    echo ']'
}
noun=$1
case "$1 $2" in
'container ls') for number in 1 2 3; do printf '%064d\n' "$number"; done ;;
'container inspect' | 'image inspect' | 'volume inspect' | 'network inspect')
    shift 2
    [ "$1" != -- ] || shift
    list "$@" 2>"$CLIENT_LOG.err"
    cat "$CLIENT_LOG.err" >&2
    [ ! -s "$CLIENT_LOG.err" ]
    ;;
'info '*) cat "$CLIENT_FILES/info.json" ;;
'--version '*) echo 'Docker version 28.2.2, build x' ;;
*) exit 1 ;;
esac
END
cp volume.json data.json
cp network.json backend.json
cp "$work/image.json" image.json
export CLIENT_LOG="$work/client.log" CLIENT_FILES="$work/engine"

by_client() {
    rm -f "$CLIENT_LOG"
    DOCKER_HOST=tcp://far.example:2376 audit "$@"
}

by_client --all
same 'client, all: status' 0 "$status"
same 'client, all: three targets' 3 "$(grep -c '^container c[123]: exposure' "$work/out")"
same 'client, all: what it is run for' "container ls --quiet --no-trunc
container inspect -- $(id_of 1) $(id_of 2) $(id_of 3)
image inspect -- sha256:$(id_of 7)
volume inspect -- data
network inspect -- backend
info --format {{json .}}" "$(grep -v '^--version' "$CLIENT_LOG")"
matches 'client: the kernel here is not that of the containers' 'kernel could not be asked' "$work/out"
by_client c1 nobody c3
same 'client, one is not there: status' 2 "$status"
same 'client, one is not there: the others are judged' 2 "$(grep -c '^container' "$work/out")"
matches 'client, one is not there: it is named' 'no container is called "nobody"' "$work/err"

finish
