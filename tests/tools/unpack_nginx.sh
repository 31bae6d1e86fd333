#!/bin/sh
# Debian's nginx, unpacked beside the tests: nothing is installed, nothing is started. Needs no root where package lists are.
set -e
folder=$1
cd "$folder"
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null
apt-get download -q nginx >/dev/null 2>&1 || { apt-get update -qq >/dev/null 2>&1 && apt-get download -q nginx >/dev/null 2>&1; }
dpkg-deb -x nginx_*.deb .
./usr/sbin/nginx -v 2>/dev/null
