#!/bin/sh
# Installs the hall from what lies beside this file, without internet: sh install.sh [FOLDER], /opt/hallqueue otherwise.
# 无需联网，从本目录安装：sh install.sh [目录]，默认 /opt/hallqueue。
set -eu
cd "$(dirname "$0")"
to=${1:-/opt/hallqueue}
python=${PYTHON:-python3}
sha256sum --quiet --check SHA256SUMS || { echo "a file is not what was packed; nothing was installed · 文件校验失败，未安装。" >&2; exit 1; }
kind=$(cat KIND)
here=$("$python" -c 'import platform, sys; print(f"{sys.implementation.cache_tag} {sys.platform} {platform.machine()}")')
test "$kind" = "$here" || { echo "this bundle is for $kind, and this machine is $here · 安装包与本机不符。" >&2; exit 1; }
"$python" -c 'import ensurepip' 2>/dev/null || { echo "Python's venv is missing: apt-get install python3-venv · 缺少 python3-venv。" >&2; exit 1; }
# the version before stays as it was until the new one is whole
rm -rf "$to.before"
test ! -e "$to" || mv "$to" "$to.before"
put_back() { rm -rf "$to"; test ! -e "$to.before" || mv "$to.before" "$to"; echo "nothing was installed · 未安装。" >&2; exit 1; }
"$python" -m venv "$to" || put_back
"$to/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links wheels --require-hashes --requirement requirements.txt || put_back
"$to/bin/hall" --version
echo "next · 下一步:  $to/bin/hall init --data /srv/hall"
