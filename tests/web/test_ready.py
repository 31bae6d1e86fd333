"""`/readyz` says no while the hall could not take anything on, and yes as soon as it can again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.running import copy_hall, serving
from tests.small import found

DISK_MB = 96  # a disk of the test's own, so that it may be filled


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    where = tmp_path / "disk"
    where.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "hall-test", where],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted ({mounted.stderr.decode().strip()}): root lifts this")
    yield where
    subprocess.run(["umount", "--lazy", where], check=True)


def test_a_full_disk_is_said_and_so_is_its_end(disk: Path, tmp_path: Path) -> None:
    data = copy_hall(found(tmp_path / "made"), disk / "hall")
    with serving(data, "--desk-only") as hall:

        def ready() -> tuple[int, str]:
            answer = httpx.get(f"{hall.url}/readyz", timeout=10)
            return answer.status_code, answer.json().get("code", "")

        before = ready()
        free = os.statvfs(disk)
        (disk / "filler").write_bytes(bytes(free.f_bavail * free.f_frsize))
        during = ready()
        (disk / "filler").unlink()
        after = ready()

    assert (before, during, after) == ((200, ""), (503, "store_full"), (200, ""))
