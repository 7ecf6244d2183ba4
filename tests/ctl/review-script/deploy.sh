#!/bin/sh
# SPDX-License-Identifier: MIT
# What a script makes, as far as its text tells.
set -eu
docker run --rm --read-only \
    -v "$PWD:/src" --name "$NAME" \
    -e "TOKEN=abc$TOKEN" --pid host \
    app:1 "$@"
eval "$HOOK"
exec "$@"
