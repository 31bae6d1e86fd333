"""A hall carried on a stick: packed where there is internet, installed and kept where there is none."""

from __future__ import annotations

import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import click
import pytest

from hallserver.cli import bundling
from tests.conftest import ROOT
from tests.running import HALL
from tests.store.test_version import OLD

METADATA = "Metadata-Version: 2.1\nName: hallqueue\nVersion: {version}\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
PYTHON = Path(sys.executable).resolve()  # outside of our environment


def small_wheel(folder: Path, version: str, *, whole: bool = True, main: str = "") -> Path:
    """A wheel of our name whose `hall` only says its version."""
    folder.mkdir(exist_ok=True)
    file, info = folder / f"hallqueue-{version}-py3-none-any.whl", f"hallqueue-{version}.dist-info"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("hallqueue.py", f"def main():\n    {main or f'print({version!r})'}\n")
        made.writestr(f"{info}/METADATA", METADATA.format(version=version if whole else "9"))
        made.writestr(f"{info}/WHEEL", WHEEL)
        made.writestr(f"{info}/entry_points.txt", "[console_scripts]\nhall = hallqueue:main\n")
        made.writestr(
            f"{info}/RECORD", f"hallqueue.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n"
        )
    return file


def unpacked(folder: Path, version: str, *, whole: bool = True, main: str = "") -> Path:
    """A bundle as it comes off the stick."""
    file = folder / f"{version}.tar"
    bundling.write(file, [small_wheel(folder / "wheels", version, whole=whole, main=main)])
    with tarfile.open(file) as packed:
        packed.extractall(folder / version, filter="data")
    return folder / version / "hallqueue"


def install(stick: Path, to: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", stick / "install.sh", to],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHON": str(PYTHON), "PIP_INDEX_URL": "http://127.0.0.1:9/nothing"},
    )


def version_in(folder: Path) -> str:
    return subprocess.run([folder / "bin/hall"], capture_output=True, text=True, check=True).stdout.strip()


def test_the_same_wheels_give_the_same_bytes(tmp_path: Path) -> None:
    wheel = small_wheel(tmp_path, "1.0")
    for name in ("one.tar", "two.tar"):
        bundling.write(tmp_path / name, [wheel])

    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "two.tar").read_bytes()
    with pytest.raises(click.ClickException, match="not among 0 wheels"):
        bundling.write(tmp_path / "none.tar", [])


def test_a_newer_one_takes_the_place_only_when_it_is_whole(tmp_path: Path) -> None:
    to = tmp_path / "opt"
    told = install(unpacked(tmp_path, "1.0"), to)
    assert told.returncode == 0, told.stderr
    assert "hall init" in told.stdout
    assert version_in(to) == "1.0"

    broken = install(unpacked(tmp_path, "1.1", whole=False), to)
    assert broken.returncode == 1
    assert "nothing was installed · 未安装" in broken.stderr
    assert version_in(to) == "1.0"

    assert install(unpacked(tmp_path, "1.2"), to).returncode == 0
    assert version_in(to) == "1.2"
    (before,) = (tmp_path / "opt.before").rglob("hallqueue.py")
    assert "1.0" in before.read_text(), "the way back"


def test_an_interrupted_one_gives_the_version_before_its_place_again(tmp_path: Path) -> None:
    to = tmp_path / "opt"
    assert install(unpacked(tmp_path, "1.0"), to).returncode == 0
    to.rename(tmp_path / "opt.before")  # the power went here, or a little later
    (to / "bin").mkdir(parents=True)
    (to / "HALLQUEUE").touch()

    broken = install(unpacked(tmp_path, "1.1", whole=False), to)

    assert broken.returncode == 1
    assert version_in(to) == "1.0"


def test_one_that_does_not_run_is_not_taken(tmp_path: Path) -> None:
    to = tmp_path / "opt"
    assert install(unpacked(tmp_path, "1.0"), to).returncode == 0

    told = install(unpacked(tmp_path, "1.1", main="raise SystemExit(3)"), to)

    assert told.returncode == 1
    assert "nothing was installed" in told.stderr
    assert version_in(to) == "1.0"


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "opt").mkdir()
    (tmp_path / "opt/pyvenv.cfg").touch()  # another program's environment

    told = install(unpacked(tmp_path, "1.0"), tmp_path / "opt")

    assert told.returncode == 1
    assert "is no hallqueue" in told.stderr
    assert (tmp_path / "opt/pyvenv.cfg").exists()


def test_the_halls_own_user_can_read_it_whatever_roots_umask_is(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        assert install(unpacked(tmp_path, "1.0"), tmp_path / "opt").returncode == 0
    finally:
        os.umask(before)

    assert (tmp_path / "opt").stat().st_mode & 0o005 == 0o005
    assert (tmp_path / "opt/bin/hall").stat().st_mode & 0o005 == 0o005


def test_a_flipped_byte_and_another_machine_are_refused(tmp_path: Path) -> None:
    stick = unpacked(tmp_path, "1.0")
    (wheel,) = (stick / "wheels").iterdir()
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    told = install(stick, tmp_path / "opt")
    assert told.returncode == 1
    assert "文件校验失败" in told.stderr
    wheel.write_bytes(whole)
    sums = (stick / "SHA256SUMS").read_text().splitlines()
    (stick / "KIND").write_text("cpython-27 linux vax\n")
    (stick / "SHA256SUMS").write_text("\n".join(each for each in sums if "KIND" not in each) + "\n")

    told = install(stick, tmp_path / "opt")

    assert told.returncode == 1
    assert "this bundle is for cpython-27 linux vax" in told.stderr
    assert not (tmp_path / "opt").exists()


OFFLINE = r"""
set -eu
cd "$1"
"$PYTHON" - <<'EOF'
import fcntl, socket, struct
with socket.socket() as plug:  # the loopback of this machine; it has nothing else
    fcntl.ioctl(plug, 0x8914, struct.pack("16sh", b"lo", 0x49))
    try:
        plug.connect(("192.0.2.1", 80))
    except OSError as error:
        print("no way out:", error.strerror)
    else:
        raise SystemExit("there is a way out")
EOF
mount -t tmpfs tmpfs "$SOURCES"  # nothing of the source tree is there
tar xf bundle.tar
sh hallqueue/install.sh "$1/opt"
hall="$1/opt/bin/hall"
export HALL_DATA="$1/hall"
mkdir -p disk
"$hall" init --name 某县政务服务中心 --english "County Hall" --address 127.0.0.1 --backup-to disk --time-server "" --port 8443
"$hall" example > plan.toml

served() {  # the hall answers over TLS to whoever trusts its authority; then $1 is done, and it stops by itself
  "$hall" serve --data "$HALL_DATA" & pid=$!
  trap 'kill "$pid"' EXIT
  "$2/opt/bin/python" "$2/ask.py" "$HALL_DATA" /readyz
  eval "$1"
  trap - EXIT
  kill "$pid"; wait "$pid"
}
served '"$hall" import plan.toml; "$hall" backup disk/one.db' "$1"
"$hall" verify
"$hall" drill disk/one.db
mv hall/hall.db lost.db; rm -f hall/hall.db-wal hall/hall.db-shm
"$hall" restore disk/one.db
"$hall" verify
mkdir -m 700 old && mv old.db old/hall.db
"$hall" upgrade --data old
"$hall" verify --data old
cp -r hall/tls old/tls
printf 'cert = "%s"\nkey = "%s"\nport = 8443\n' "$1/old/tls/hall.pem" "$1/old/tls/hall.pem" > old/settings.toml
export HALL_DATA="$1/old"
served : "$1"
"$hall" downgrade --lose --data old
echo the technician is content
"""
ASK = """
import ssl, sys, time, urllib.request
trusted = ssl.create_default_context(cafile=sys.argv[1] + "/tls/ca.crt")
for _ in range(300):
    try:
        assert urllib.request.urlopen("https://127.0.0.1:8443" + sys.argv[2], context=trusted, timeout=5).status == 200
        break
    except OSError as error:
        why = error
        time.sleep(0.1)
else:
    raise SystemExit(f"the hall did not open: {why}")
"""


@pytest.mark.long
@pytest.mark.skipif(
    not os.environ.get("HALL_SOAK"),
    reason="builds and installs a whole bundle, two minutes: `make soak` runs it (HALL_SOAK=1)",
)
def test_a_technician_without_internet(tmp_path: Path) -> None:
    """Bundle → init → serve → backup → restore → upgrade → downgrade, on a machine that has only a loopback."""
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rnm", "true"], check=False).returncode:
        pytest.skip("no namespaces for us here: util-linux, and kernel.unprivileged_userns_clone=1 or root")
    subprocess.run([HALL, "bundle", tmp_path / "bundle.tar", "--wheel", ROOT], check=True, timeout=600)
    (tmp_path / "old.db").write_bytes(lzma.decompress(OLD.read_bytes()))
    (tmp_path / "offline.sh").write_text(OFFLINE)
    (tmp_path / "ask.py").write_text(ASK)

    told = subprocess.run(
        ["unshare", "-rnm", "sh", tmp_path / "offline.sh", tmp_path],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        cwd="/",
        env={
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "PYTHON": str(PYTHON),
            "SOURCES": str(ROOT),
            "HOME": str(tmp_path),
        },
    )

    assert told.returncode == 0, told.stdout + told.stderr
    assert "no way out" in told.stdout
    assert told.stdout.rstrip().endswith("the technician is content")
