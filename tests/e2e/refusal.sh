#!/bin/sh
# SPDX-License-Identifier: MIT
# What a refusal says works: what to write instead, what lets it pass once, what lets it pass for good.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

export HOME="$work" XDG_CONFIG_HOME="$work/config"
folder=$XDG_CONFIG_HOME/hrun/profiles

# permit: write the profile that $work/err tells of to where it says
permit() {
    path=$(sed -n 's/^hrun: note: to let it pass for good.* in \(.*\):$/\1/p' "$work/err")
    sed '1,/^hrun: note: to let it pass/d' "$work/err" >"$work/permit"
    if [ -z "$path" ]; then
        fail "$1: nothing says what lets it pass"
        return
    fi
    mkdir -p "$(dirname "$path")"
    cp "$work/permit" "$path"
}

for_good() {
    run "$@"
    same "$*: refused" 125 "$status"
    permit "$*"
    run "$@"
    same "$*: passes with $(basename "$path")" 0 "$status"
    rm -rf "$folder"
}

for_good --dry-run --privileged "$image"
for_good --dry-run --cap-add NET_ADMIN --cap-add BPF "$image"
for_good --dry-run --device /dev/kvm --device /dev//fuse:/dev/x "$image"
for_good --dry-run --sysctl net.core.somaxconn=1 --annotation a.b=c --runtime runsc "$image"
for_good --dry-run --group-add video --group-add 44 --pid host "$image"
for_good --dry-run --env SOME_HOST_NAME --env HOME "$image"
for_good --dry-run -v /etc:/x --user 0 -m 0 --security-opt a=b "$image"
for_good --dry-run --workdir /proc/self --ulimit core=-1 --link db:db "$image"

run --dry-run --privileged "$image"
matches "the file is for this image" 'for good with example/image,' "$work/err"
matches "and called as the image is" 'profiles/image\.json' "$work/err"
permit "a profile of one's own"
run --dry-run --pid host "$image"
same "another thing is refused still" 125 "$status"
matches "the file that is there is named" "for good, in $folder/image.json" "$work/err"
lacks "and only what is to be added" '"version"' "$work/err"
run --dry-run --privileged other/thing:1
same "another image is refused still" 125 "$status"

id=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
rm -rf "$folder"
run --dry-run --privileged "$id"
matches "an id has no name: it goes by --profile" 'for good with --profile mine' "$work/err"
permit "an id"
run --dry-run --profile mine --privileged "$id"
same "and that works" 0 "$status"

# What lets it pass once, as it is printed, with a reason.
run --dry-run --device /dev/kvm "$image"
once=$(sed -n 's/^ *once: *--allow //p' "$work/err" | sed "s/=REASON$/=for a test/")
run --dry-run --device /dev/kvm --allow "$once" "$image"
same "once" 0 "$status"

# A refusal in a pipe has no colour, and no line is broken.
run --dry-run --privileged "$image"
lacks "no colour" "$(printf '\033')" "$work/err"

finish
