#!/bin/sh
# SPDX-License-Identifier: MIT
# Edits the configuration where it may, then becomes the server.
set -e
if [ -w /etc/nginx/conf.d/default.conf ] && touch /etc/nginx/conf.d/default.conf 2>/dev/null; then
    sed -i 's/listen 80;/listen 80; listen [::]:80;/' /etc/nginx/conf.d/default.conf
else
    echo "$0: info: can not modify /etc/nginx/conf.d/default.conf" >&2
fi
exec "$@"
