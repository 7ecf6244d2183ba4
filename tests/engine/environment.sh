#!/bin/sh
# SPDX-License-Identifier: MIT
# What the container's process finds in its environment: what the profile sets, passes on and takes away,
# also of the image's, and no proxy of docker's config file.
# shellcheck source=tests/engine/lib.sh
. "$(dirname "$0")/lib.sh"

docker create --name environment test/root:1 >/dev/null
docker commit --change 'ENV LOUD_A=image' --change 'ENV LOUD_B=image' --change 'ENV QUIET=image' \
    --change 'ENV HTTP_PROXY=image' environment test/environment:1 >/dev/null
docker rm environment >/dev/null
trap 'docker rmi --force test/environment:1 >/dev/null 2>&1; rm -rf "$work"' EXIT

cat >"$work/profile.json" <<'END'
{ "version": 1, "name": "environment", "extends": "default",
  "environment": { "forward": ["CI_*"], "allow": ["TZ", "DB_PASSWORD"], "strip": ["LOUD_*"],
                   "set": { "FIXED": "profile", "MINE": "profile" } } }
END
cat >"$DOCKER_CONFIG/config.json" <<'END'
{ "proxies": { "default": { "httpProxy": "http://u:swordfish@p:3128", "noProxy": "x" } } }
END

# has NAME=VALUE, has_not NAME: in what the container's env printed
has() {
    if grep -qxF -- "$1" "$work/out"; then pass; else fail "no $1 in the container"; fi
}
has_not() {
    lacks "$1 is not in the container" "^$1=" "$work/out"
}

printf 'FILED=1\nTZ\nUNSET\nFIXED=file\n' >"$work/env"
LOUD_A=host CI_JOB=7 TZ=UTC STRAY=host run --rm --profile "$work/profile.json" \
    -e MINE=line -e "DB_PASSWORD=hunter2" -e UNSET_TOO --env-file "$work/env" test/environment:1 env
same "exit status" 0 "$status"
for variable in QUIET=image CI_JOB=7 TZ=UTC MINE=line FIXED=file FILED=1 DB_PASSWORD=hunter2 HOME=/tmp; do
    has "$variable"
done
for name in LOUD_A LOUD_B STRAY UNSET UNSET_TOO HTTP_PROXY http_proxy NO_PROXY no_proxy; do
    has_not "$name"
done
lacks "no secret is shown" 'hunter2|swordfish' "$work/err"

# What the host itself has under the name that is taken away does not come in its place.
LOUD_B=host HTTP_PROXY=http://host http_proxy=http://host run --rm --profile "$work/profile.json" \
    test/environment:1 env
has_not LOUD_B
has HTTP_PROXY=
has http_proxy=

# docker itself, to compare: the proxies arrive.
run --rm --profile none test/environment:1 env
has HTTP_PROXY=http://u:swordfish@p:3128
has LOUD_A=image

# A pipe as env file, and what the container gets of standard input then.
echo 'PIPED=1' | "$HRUN" --rm --env-file /dev/stdin test/environment:1 sh -c 'env; cat' >"$work/out" 2>"$work/err"
has PIPED=1
# A file that calls itself regular, and never ends, to docker neither.
run --env-file /proc/kmsg test/root:1 env
same "a file that would be waited for: exit status" 125 "$status"
matches "a file that would be waited for is refused" 'env-not-allowed' "$work/err"

finish
