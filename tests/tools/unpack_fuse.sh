#!/bin/sh
# Debian's libfuse, unpacked beside the tests: nothing is installed. Needs no root where package lists are.
set -e
folder=$1
cd "$folder"
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null
apt-get download -q libfuse3-3 >/dev/null 2>&1 || { apt-get update -qq >/dev/null 2>&1 && apt-get download -q libfuse3-3 >/dev/null 2>&1; }
dpkg-deb -x libfuse3-3_*.deb .
rm -f libfuse3.so.3
ln -s "$(find "$PWD" -name 'libfuse3.so.3' | head -1)" libfuse3.so.3
test -e libfuse3.so.3
