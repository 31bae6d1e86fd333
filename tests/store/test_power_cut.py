"""T2: the power fails on a file system that forgets what was not synced; nothing acknowledged may be lost.

The control runs the same writer with `synchronous=NORMAL`, which does not sync at each commit: it must lose some, or the
forgetful file system forgets nothing and this test tells nothing.
"""

from __future__ import annotations

import ctypes.util
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from hallserver.audit import replay
from hallserver.store import connect, schema
from tests.small import Desk

CUTS = int(os.environ.get("HALL_CUTS", "6"))
ROOT = Path(__file__).parents[2]

UNPACKED = ROOT / "build/fuse/libfuse3.so.3"  # by `make test`, where the machine has none
LIBRARY = ctypes.util.find_library("fuse3") or (str(UNPACKED) if UNPACKED.exists() else None)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not (os.access("/dev/fuse", os.R_OK | os.W_OK) and LIBRARY and os.getuid() == 0),
        reason="a forgetful file system needs root, /dev/fuse and libfuse: `apt-get install fuse3`",
    ),
]


def write_until_killed(folder: Path, synchronous: str) -> None:
    """Issue numbers one after the other; each one that was acknowledged is told at once."""
    desk = Desk(folder, anew=True)  # founded through the file system, so that the founding itself was synced
    raw: Any = desk.writer._connection.connection.dbapi_connection
    raw.execute(f"PRAGMA synchronous={synchronous}")
    while True:
        print(desk.issue().id, flush=True)


@contextmanager
def forgetful(mount: Path, kept: Path) -> Iterator[None]:
    mount.mkdir()
    kept.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.tools.forgetful", mount, kept],
        cwd=ROOT,
        env={**os.environ, "FUSE_LIBRARY_PATH": LIBRARY or ""},
    )
    try:
        deadline = time.monotonic() + 10
        while not mount.is_mount():
            assert process.poll() is None, "the file system did not mount"
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield
    finally:
        subprocess.run(["umount", "--lazy", mount], check=False)  # root needs no helper of libfuse
        process.terminate()
        process.wait(10)


def lost_in_a_cut(folder: Path, synchronous: str, after_s: float) -> tuple[int, int]:
    """How many numbers were acknowledged before the power failed, and how many of them are gone."""
    mount, kept = folder / "mount", folder / "kept"
    with forgetful(mount, kept):
        command = [sys.executable, "-m", "tests.store.test_power_cut", str(mount), synchronous]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after_s)
        process.send_signal(signal.SIGSTOP)  # the power fails: nothing goes on
        (mount / "cut").touch()
        process.kill()
        rest, _ = process.communicate(timeout=10)
    acknowledged = {int(line) for line in (first + rest).split()}
    return len(acknowledged), len(acknowledged - found_again(kept))


def found_again(kept: Path) -> set[int]:
    """What the hall finds when the power is back: opened by the writer's own engine, and verified."""
    engine = connect.writing_engine(kept)
    with engine.connect() as connection, connection.begin():
        there = set(connection.execute(select(schema.tickets.c.id)).scalars())
    engine.dispose()
    reader = connect.reading_engine(kept)
    assert replay.verify_hall(reader)[0] is None
    reader.dispose()
    return there


def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(2)
    acknowledged = 0
    for i in range(CUTS):
        (tmp_path / str(i)).mkdir()
        told, lost = lost_in_a_cut(tmp_path / str(i), "FULL", chance.uniform(0.2, 0.8))
        acknowledged += told
        assert lost == 0

    assert acknowledged > 20 * CUTS, "the writer was hardly at work"


def test_the_control_without_a_sync_at_each_commit_loses_some(tmp_path: Path) -> None:
    lost = []
    for i in range(2):
        (tmp_path / str(i)).mkdir()
        lost.append(lost_in_a_cut(tmp_path / str(i), "NORMAL", 0.5)[1])

    assert max(lost) > 0


if __name__ == "__main__":
    write_until_killed(Path(sys.argv[1]), sys.argv[2])
