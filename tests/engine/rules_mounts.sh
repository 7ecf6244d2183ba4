#!/bin/sh
# SPDX-License-Identifier: MIT
# What mounts reach of the host: plain docker lets the container have it, hrun refuses it by the rule that
# is named. What is near to it, the engine takes as hrun hands it on.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"

socket=$(readlink -f "$HRUN_TEST_ENGINE")/sock
home=$work/home
mkdir -p "$home/project" "$home/keys" "$work/elsewhere/deep"
HOME=$home
export HOME
cd "$home/project" || exit 1
ln -s keys ../.ssh
echo private >../keys/id
echo login >../.netrc
ln ../.netrc ./innocent
ln -s /etc etc
ln -s /proc/self/root root
ln -s "$socket" socket-link
ln "$socket" socket-hard 2>/dev/null || echo "no hard link over file systems: $socket" >&2
ln -s loop loop
mkdir data
echo mine >data/file

passwd=$(sha256sum </etc/passwd)

# The host's files: by name, by a link, by what is above them, by what docker cleans.
for source in /etc /proc/../etc //etc/. "$home/project/etc" /etc/../etc; do
    same "$source is the host's /etc" "$passwd" \
        "$(plain -v "$source:/x:ro" "$image" sha256sum /x/passwd | sed 's|/x/passwd|-|')"
    refused sensitive-path -v "$source:/x:ro"
done
same "/etc/.. is the host's root" "$passwd" \
    "$(plain -v /etc/..:/x:ro "$image" sha256sum /x/etc/passwd | sed 's|/x/etc/passwd|-|')"
refused sensitive-path -v /etc/..:/x:ro
refused engine-socket -v /etc/..:/x:ro
same "a volume is the host's /etc" "$passwd" \
    "$(plain --mount type=volume,dst=/x,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/etc \
        "$image" sha256sum /x/passwd | sed 's|/x/passwd|-|')"
refused volume-driver --mount type=volume,dst=/x,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/etc

# A volume that was made so keeps it, and its name does not tell.
docker volume create --opt type=none --opt o=bind --opt device=/etc rules-made >/dev/null
same "a named volume is the host's /etc" "$passwd" \
    "$(plain -v rules-made:/x:ro "$image" sha256sum /x/passwd | sed 's|/x/passwd|-|')"
refused volume-driver -v rules-made:/x:ro
docker volume rm rules-made >/dev/null

# /proc of the host: none of it is hidden or read-only.
matches "a bind of /proc can be written where the container's own cannot" ' /x [^-]*rw' /dev/stdin <<END
$(plain -v /proc:/x "$image" grep ' /x ' /proc/self/mountinfo)
END
refused sensitive-path -v /proc:/x
refused sensitive-path -v /proc/self/root:/x
refused sensitive-path -v ./root:/x
refused sensitive-path -v ./root/etc:/x

# Homes, wherever the links of their entries lead.
for source in ../.ssh "$home/keys" "$home"; do
    refused sensitive-path -v "$source:/x:ro"
done
same "a hard link is the file itself" login "$(plain -v "$PWD/innocent:/x:ro" "$image" cat /x)"
refused sensitive-path -v ./innocent:/x:ro
refused sensitive-path -v ./loop:/x

# The engine's socket is told by its inode.
inode=$(stat -c %i "$socket")
for source in "$socket" "$PWD/socket-link" "$PWD/socket-hard"; do
    [ -e "$source" ] || continue
    same "$source is the engine's socket, read-only or not" "$inode" \
        "$(plain -v "$source:/s:ro" "$image" stat -c %i /s)"
    refused engine-socket -v "$source:/s:ro"
done
same "the folder above has it too" "$inode" \
    "$(plain -v "${socket%/*}:/s:ro" "$image" stat -c %i /s/sock)"
refused engine-socket -v "${socket%/*}:/s:ro"
refused engine-socket --use-api-socket

rm -f socket-hard

# A second name of it, deep in a folder.
mkdir -p holder/deep
if ln "$socket" holder/deep/other 2>/dev/null; then
    same "a folder has it under another name" "$inode" \
        "$(plain -v "$PWD/holder:/s:ro" "$image" stat -c %i /s/deep/other)"
    refused engine-socket -v ./holder:/s:ro
    refused engine-socket -v ./holder/deep:/s:ro
    rm holder/deep/other
fi
runs -v ./holder:/s:ro

# What this engine keeps is where its command line says: in no list.
exec_root=${socket%/*}/exec
same "its folder of what runs has containerd's socket" socket \
    "$(plain -v "$exec_root/containerd:/s:ro" "$image" stat -c %F /s/containerd.sock)"
for source in "$exec_root" "$exec_root/containerd" "$exec_root/containerd/containerd.sock"; do
    refused engine-socket -v "$source:/s:ro"
done
for source in "$exec_root/libnetwork" "$exec_root/plugins" "$exec_root/containerd/daemon" \
    "${socket%/*}/data" "${socket%/*}/data/volumes" "${socket%/*}/data/containers"; do
    refused sensitive-path -v "$source:/s:ro"
done

# The engine has a /run of its own: what this process sees there is not what would be mounted.
if mkdir "/run/hrun-rules-$$" 2>/dev/null; then
    echo here >"/run/hrun-rules-$$/file"
    lacks "the engine mounts another folder of that name" here /dev/stdin <<END
$(plain -v "/run/hrun-rules-$$:/x:ro" "$image" cat /x/file)
END
    refused sensitive-path -v "/run/hrun-rules-$$:/x:ro"
    matches "it says why" 'the engine has another mount at /run' "$work/err"
    rm -r "/run/hrun-rules-$$"
fi

# What another container mounts.
docker create --name rules-donor -v /etc:/x:ro "$image" true >/dev/null
same "--volumes-from brings the host's /etc" "$passwd" \
    "$(plain --volumes-from rules-donor "$image" sha256sum /x/passwd | sed 's|/x/passwd|-|')"
refused volumes-from --volumes-from rules-donor
run --dry-run --allow volumes-from:rules-donor=test --volumes-from rules-donor "$image"
same "let pass, its mounts are judged" 125 "$status"
matches "let pass, its mounts are judged" '\[sensitive-path\]' "$work/err"
docker rm rules-donor >/dev/null

# A source that is not there.
plain -v "$work/elsewhere/new:/x" "$image" true
same "plain docker makes a folder of root's" "0 directory" "$(stat -c '%u %F' "$work/elsewhere/new")"
refused missing-source -v "$work/elsewhere/other:/x"
same "hrun makes none" absent "$([ -e "$work/elsewhere/other" ] && echo there || echo absent)"

# tmpfs
tmpfs_line() {
    plain "$@" "$image" grep ' /x ' /proc/self/mountinfo
}
lacks "suid is not off any more" 'nosuid' /dev/stdin <<END
$(tmpfs_line --tmpfs /x:size=1m,suid)
END
refused tmpfs-options --tmpfs /x:size=1m,suid
refused tmpfs-options --tmpfs /x:size=0
refused tmpfs-options --tmpfs /x:size=90%
for line in /x:size=1m,exec /x:rw,exec /x:exec,noexec,exec /dev/shm:exec,size=1m /dev/../dev/shm:exec; do
    lacks "$line: programs can be run" noexec /dev/stdin <<END
$(plain --tmpfs "$line" "$image" grep -E ' /(x|dev/shm) .* tmpfs tmpfs ' /proc/self/mountinfo)
END
    warns tmpfs-options --tmpfs "$line"
done
for line in type=tmpfs,dst=/x type=tmpfs,dst=/x,tmpfs-mode=4777 type=tmpfs,dst=/dev/shm; do
    matches "$line: no option takes noexec away" 'nosuid,nodev,noexec' /dev/stdin <<END
$(plain --mount "$line" "$image" grep -E ' /(x|dev/shm) .* tmpfs tmpfs ' /proc/self/mountinfo)
END
done
run --rm --tmpfs /x "$image" grep ' /x ' /proc/self/mountinfo
matches "a tmpfs without a size gets one" 'size=65536k' "$work/out"
refused mount-propagation -v ./data:/x:rshared

# Where a target leads. docker cleans it as a text; the runtime follows links of the image inside of the
# image, and keeps what is bound there out of /proc, whatever it was called.
docker create --name rules-links "$image" true >/dev/null
mkdir tree
docker export rules-links | tar -C tree -xf -
docker rm rules-links >/dev/null
ln -s /proc tree/to-proc
ln -s / tree/to-root
ln -s /etc tree/to-etc
tar -C tree -cf - . | docker import - test/links:1 >/dev/null
rm -r tree
same "a target is cleaned before its links are followed" mine \
    "$(plain -v "$PWD/data:/to-proc/../x:ro" test/links:1 cat /x/file)"
same "a link of the image stays in the image" mine \
    "$(plain -v "$PWD/data/file:/to-etc/passwd:ro" test/links:1 cat /etc/passwd)"
for target in /proc/sys /x/../proc/sys /to-proc/sys /to-root/proc/sys; do
    plain -v "$PWD/data:$target" test/links:1 true
    matches "nothing is bound at $target" 'inside /proc' "$work/err"
done
for line in /proc /proc/sys:size=1m /x/../proc/sys:size=1m //proc/.; do
    refused tmpfs-options --tmpfs "$line"
done
refused tmpfs-options --mount type=tmpfs,dst=/proc/sys
docker rmi test/links:1 >/dev/null

# What the host mounts below a source comes with it. Seen from a mount namespace of its own.
mounted() {
    # shellcheck disable=SC2016 # the inner shell expands it
    unshare --mount sh -c 'mkdir -p deep && mount --bind "$1" deep && shift && "$@"' sh "$1" \
        "$HRUN" --dry-run -v "$2:/x:ro" "$image" >"$work/out" 2>"$work/err"
    same "$1 mounted below, seen at $2" 125 $?
    matches "$1 mounted below, seen at $2" "\[$3\]" "$work/err"
}
mounted /etc ./deep sensitive-path
mounted /etc ./deep/ssl sensitive-path
mounted /etc . sensitive-path
mounted /proc . sensitive-path
mounted "${socket%/*}" ./deep engine-socket
mounted "${socket%/*}" . engine-socket

# Homes of others, wherever they are: of those who can log in.
mkdir -p "$work/people/bob/.ssh" "$work/people/carol/.aws" "$work/people/shop/data"
cp /etc/passwd "$work/passwd"
cat >>"$work/passwd" <<END
bob:x:7001:7001::$work/people/bob:/bin/bash
carol:x:7002:7002::/home/carol:/bin/sh
shop:x:7003:7003::$work/people/shop:/usr/sbin/nologin
END
cat >"$work/others" <<'END'
mount --bind "$work/passwd" /etc/passwd
mount -t tmpfs none /home
ln -s "$work/people/carol" /home/carol
for source in bob bob/.ssh carol/.aws shop shop/data; do
    "$HRUN" --dry-run --show=never -v "$work/people/$source:/x" "$image" true >/dev/null 2>&1
    echo "$source $?"
done
END
export work image HRUN
unshare --mount sh "$work/others" >"$work/out" 2>"$work/err"
printf '%s\n' 'bob 125' 'bob/.ssh 125' 'carol/.aws 125' 'shop 0' 'shop/data 0' >"$work/want"
same_file "homes of others" "$work/want" "$work/out"

# Near to all that, and taken.
chmod 0755 "$work" "$home" "$PWD"
for line in ./data:/x .:/x "$PWD/data:/x:ro" ./data:/x:rw ./data/file:/x:ro ./data:/x:cached \
    ./data:/x:rprivate /etc/localtime:/etc/localtime:ro /dev/null:/x:ro /dev/null:/x /usr/share:/x:ro /usr/bin:/x:ro \
    rules-volume:/x rules-volume:/x:ro rules-volume:/x:nocopy /x; do
    case $line in
    /etc/localtime*) [ -e /etc/localtime ] || continue ;;
    esac
    runs -v "$line"
done
for line in type=bind,src=./data,dst=/x type=bind,src=./data,dst=/x,readonly \
    type=bind,src=./data,dst=/x,bind-propagation=rprivate type=volume,src=rules-volume,dst=/x \
    dst=/x type=volume,src=rules-volume,dst=/x,volume-nocopy,readonly type=tmpfs,dst=/x \
    type=tmpfs,dst=/x,tmpfs-size=1m,tmpfs-mode=1777; do
    runs --mount "$line"
done
for line in /x /x:noexec /x:size=1m /x:size=1m,mode=1777,uid=5,gid=5,nr_inodes=9,noatime; do
    runs --tmpfs "$line"
done
runs --volume-driver local -v rules-volume:/x
docker create --name rules-donor -v "$PWD/data:/x" "$image" true >/dev/null
runs --allow volumes-from:rules-donor=test --volumes-from rules-donor
matches "and docker gets the id that was judged" "volumes-from=$(docker inspect --format '{{.Id}}' rules-donor)" "$work/err"
docker rm rules-donor >/dev/null
docker volume rm rules-volume >/dev/null

finish
