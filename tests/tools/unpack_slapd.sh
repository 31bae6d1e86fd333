#!/bin/sh
# Debian's OpenLDAP server, unpacked beside the tests with the libraries that it alone needs: nothing is installed, nothing
# is started. Needs no root where package lists are.
set -e
folder=$1
cd "$folder"
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null
wanted="slapd libltdl7 libwrap0 libodbc2 libargon2-1"
apt-get download -q $wanted >/dev/null 2>&1 || { apt-get update -qq >/dev/null 2>&1 && apt-get download -q $wanted >/dev/null 2>&1; }
for each in *.deb; do dpkg-deb -x "$each" .; done
libraries=$(find "$PWD/usr/lib" -name 'libltdl.so.7' -exec dirname {} \; | head -1)
LD_LIBRARY_PATH=$libraries ./usr/sbin/slapd -VV >/dev/null 2>&1 || LD_LIBRARY_PATH=$libraries ./usr/sbin/slapd -VV 2>&1 | grep -q OpenLDAP
