#!/bin/sh
# SPDX-License-Identifier: MIT
# A user that is a name is looked up in the image once, and nothing is left of it but a cache entry.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME

entries() {
    find "$work/cache" -name 'user-*.json' 2>/dev/null | wc -l
}
containers() {
    docker ps --all --quiet --filter name=hrun-names
}

run --dry-run test/toor:1
same "a dry run goes on with the name" 0 "$status"
matches "a dry run goes on with the name" 'user=toor' "$work/out"
same "a dry run creates nothing" 0 "$(entries)"
run --rm test/toor:1 id -u
same "a name of uid 0 is root" 65532 "$(cat "$work/out")"
same "it is kept" 1 "$(entries)"
same "for nobody else" "700 600" "$(stat -c %a "$work/cache/hrun" "$work"/cache/hrun/* | paste -sd ' ')"
run --dry-run test/toor:1
matches "a dry run reads what is kept" 'user=65532:65532' "$work/out"
run --rm --user toor test/root:1 id -u
same "--user of such a name is refused" 125 "$status"
matches "--user of such a name is refused" 'root-user' "$work/err"
run --rm --platform linux/amd64 --user toor test/root:1 id -u
same "a platform does not keep it from being looked up" 125 "$status"
run --rm --platform linux/amd64 test/toor:1 id -u
same "nor the image's own" 65532 "$(cat "$work/out")"
run --rm --user app test/root:1 id -u
same "--user of another name runs" 4321 "$(cat "$work/out")"
run --rm --user nobody-here test/root:1 id -u
same "--user of no name is docker's to refuse" 125 "$status"

# The name of a fallback user is looked up too: for an image that names none, or one that is root after all.
for name in app toor; do
    printf '{ "version": 1, "name": "%s", "extends": "default", "fallback_user": "%s" }' "$name" "$name" \
        >"$work/$name.json"
done
for image in root toor; do
    run --profile "$work/app.json" --rm "test/$image:1" sh -c 'id -u; grep -c uid=4321 /proc/mounts'
    same "test/$image runs as the fallback user, which has the tmpfs" "4321 2" "$(xargs <"$work/out")"
    run --profile "$work/toor.json" --rm "test/$image:1" id -u
    same "one that is root is refused" 125 "$status"
    matches "by its rule" '--user toor \[root-user\]' "$work/err"
done
run --profile "$work/app.json" --rm test/numeric:1 id -u
same "an image's own user stays" 1000 "$(cat "$work/out")"
run --rm test/linked:1 id -u
same "the engine follows a link, and so does hrun" 4321 "$(cat "$work/out")"
run --rm test/hidden:1 id -u
same "who cannot be found out counts as root" 65532 "$(cat "$work/out")"
matches "and is told of" "in place of the image's user app, which cannot be looked up" "$work/err"
run --rm --user app test/hidden:1 id -u
same "who is typed and cannot be found out counts as root" 125 "$status"
matches "by its rule" '--user app \[root-user\]' "$work/err"

# At an endpoint that is no plain socket (to hrun; the client takes the blank off) the client is asked.
far=$(printf '\302\240%s' "$DOCKER_HOST")
far() {
    rm -rf "$work/cache"
    DOCKER_HOST=$far run "$@"
}
far --rm test/toor:1 id -u
same "through the client: a name of uid 0 is root" 65532 "$(cat "$work/out")"
far --rm --platform linux/amd64 --user toor test/root:1 id -u
same "through the client: --user of such a name is refused" 125 "$status"
matches "through the client: by its rule" '--user toor \[root-user\]' "$work/err"
far --rm test/linked:1 id -u
same "through the client: links are followed" 4321 "$(cat "$work/out")"
far --rm --user app test/hidden:1 id -u
same "through the client: who cannot be found out counts as root" 125 "$status"
far --rm --user nobody-here test/root:1 id -u
same "through the client: no name is docker's to refuse" 125 "$status"
lacks "through the client: and not hrun's" 'root-user' "$work/err"

# Group 0, where that is denied: a number that the image does not have is in it, and a member of it too.
printf '{ "version": 1, "name": "group", "extends": "default", "rules": { "root-group": "deny" } }' \
    >"$work/group.json"
group() {
    run --profile "$work/group.json" --rm "$@"
}
group_refused() {
    same "$1 is refused" 125 "$status"
    matches "$1 is refused by its rule" '\[root-group\]' "$work/err"
}
group --user 5555 test/root:1 id -g
group_refused "a number without a group"
matches "and a remedy is told" 'user 5555:5555' "$work/err"
group --user 5555:5555 test/root:1 id -G
same "the remedy works" 5555 "$(cat "$work/out")"
group --user 4321 test/root:1 id -g
same "one that the image has runs in its group" 4322 "$(cat "$work/out")"
group --user 4321:app test/root:1 id -g
same "by the group's name too" 4322 "$(cat "$work/out")"
group --user 4321:root test/root:1 id -g
group_refused "a group's name"
group --user app test/member:1 id -G
group_refused "a member of group 0"
group --user 4321 test/member:1 id -G
group_refused "its number"
group --user app:app test/member:1 id -G
same "with a group no other counts" 4322 "$(cat "$work/out")"
group test/lone:1 id -G
same "an image's own number gets its own group" 1234 "$(cat "$work/out")"
group test/member:1 sh -c 'id -u; id -G'
same "so does an image's member of group 0" "4321 4321" "$(xargs <"$work/out")"

# runc before 1.2 takes the number of a group for a name: what the numbers mean is up to the group file.
case $(plain --user 65532:65532 test/misleading:1 id -G) in
*' 0' | 65532) ;; # a runc that does, and one that does not
*) same "what numbers mean" "65532 0 or 65532" "$(cat "$work/err")" ;;
esac
group test/misleading:1 id -G
group_refused "a group file that calls group 0 by hrun's number"
for user in app 4321:4322 4321 5555:5555; do
    group --user "$user" test/misleading:1 id -G
    group_refused "and whoever else ($user)"
done
made=$(docker create test/misleading:1)
docker commit --change 'USER 65532:0' "$made" test/misleading:0 >/dev/null
docker rm "$made" >/dev/null
group test/misleading:0 id -G
group_refused "an image's own user that would be given a group of its own"
printf '%s\n' '65532:x:0:' >"$work/groups"
group --volume "$work/groups:/etc/group" test/root:1 id -G
group_refused "one that is mounted"
group --user 5555:5555 test/root:1 id -G
same "what the image says of its numbers is looked up once" 5555 "$(cat "$work/out")"

run --rm test/lone:1 id -G
same "where it is only warned of, the image's own stays" 0 "$(cat "$work/out")"

# An image of another platform is not what would run.
for words in "--platform linux/arm64" "--platform arm64" "--platform linux/arm/v7"; do
    # shellcheck disable=SC2086 # they are several words
    run --rm $words --user app test/root:1 id -u
    same "$words: it is not here" 125 "$status"
    matches "$words: and how to get it" "docker pull $words test/root:1" "$work/err"
done
run --rm --platform linux/x86_64 --user app test/root:1 id -u
same "its own platform is no other" 4321 "$(cat "$work/out")"
export DOCKER_DEFAULT_PLATFORM=linux/arm64
run --rm test/root:1 id -u
same "the environment names one too" 125 "$status"
run --rm --platform= --user app test/root:1 id -u
same "the line's own word comes first" 4321 "$(cat "$work/out")"
unset DOCKER_DEFAULT_PLATFORM

# What is fetched is not what is here: the registry that it would come from is not there.
run --rm --pull always --user app test/root:1 id -u
same "a name in an image that is fetched is refused" 125 "$status"
matches "by its rule" 'fetched first.*' "$work/err"

# In a container that is there its own files count.
mkdir "$work/bin"
ln -s "$HRUN" "$work/bin/docker"
container=$(docker run --detach --rm --user 1000:1000 test/member:1 sleep 600)
inside() {
    HRUN_PROFILE=$work/group.json PATH=$work/bin:$PATH "$work/bin/docker" exec "$@" \
        >"$work/out" 2>"$work/err"
    status=$?
}
inside --user 5555 "$container" id -g
group_refused "exec: a number without a group"
inside --user 4321 "$container" id -G
group_refused "exec: a member of group 0"
inside --user 5555:5555 "$container" id -G
same "exec: with a group it runs" 5555 "$(cat "$work/out")"
docker kill "$container" >/dev/null

same "nothing is left behind" "" "$(containers)"

finish
