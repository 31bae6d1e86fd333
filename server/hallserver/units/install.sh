#!/bin/sh
# Installs the hall from what lies beside this file, without internet: sh install.sh [FOLDER], /opt/hallqueue otherwise.
# 无需联网，从本目录安装：sh install.sh [目录]，默认 /opt/hallqueue。
set -eu
umask 022  # the hall's own user reads it
cd "$(dirname "$0")"
to=${1:-/opt/hallqueue}
python=${PYTHON:-python3}

refuse() { echo "$1" >&2; exit 1; }

sha256sum --quiet --check SHA256SUMS || refuse "a file is not what was packed; nothing was installed · 文件校验失败，未安装。"
kind=$(cat KIND)
here=$("$python" -c 'import platform, sys; print(f"{sys.implementation.cache_tag} {sys.platform} {platform.machine()}")')
test "$kind" = "$here" || refuse "this bundle is for $kind, and this machine is $here · 安装包与本机不符。"
"$python" -c 'import ensurepip' 2>/dev/null || refuse "Python's venv is missing: apt-get install python3-venv · 缺少 python3-venv。"
rmdir "$to" 2>/dev/null || :
test ! -e "$to" || test -e "$to/HALLQUEUE" || refuse "$to is there, and is no hallqueue · $to 已存在且不是本系统。"

# WHOLE is written last: what has none was interrupted, and the version before takes its place again
test -e "$to/WHOLE" || { rm -rf "$to"; test ! -e "$to.before" || mv "$to.before" "$to"; }
rm -rf "$to.before"
test ! -e "$to" || mv "$to" "$to.before"

put_back() {
  trap - HUP INT TERM
  rm -rf "$to"
  test ! -e "$to.before" || mv "$to.before" "$to"
  refuse "nothing was installed · 未安装。"
}
trap put_back HUP INT TERM
mkdir "$to"
touch "$to/HALLQUEUE"  # what has it is ours to replace
"$python" -m venv "$to" || put_back
"$to/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links wheels --require-hashes --requirement requirements.txt || put_back
"$to/bin/hall" --version || put_back
touch "$to/WHOLE"
trap - HUP INT TERM

if test -e "$to.before"; then
  echo "next · 下一步:  $to/bin/hall upgrade --data /srv/hall && systemctl start hallqueue"
  echo "back · 退回:    $to/bin/hall downgrade --data /srv/hall && rm -r $to && mv $to.before $to && systemctl start hallqueue"
else
  echo "next · 下一步:  $to/bin/hall init --data /srv/hall"
fi
