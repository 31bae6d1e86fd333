"""A file that is not what was written is found, and named with its day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hallserver.history.checked import check
from hallserver.history.errors import Damaged
from hallserver.history.reader import Past
from tests.history.conftest import Lived

pytestmark = pytest.mark.long


@pytest.fixture(params=["late", "merged"])
def data(request: pytest.FixtureRequest, lived: Lived, tmp_path: Path) -> Path:
    return shutil.copytree(lived.stages[request.param], tmp_path / "hall")


def flip(path: Path, at: int) -> None:
    """Flip one bit."""
    raw = bytearray(path.read_bytes())
    raw[at] ^= 0x10
    path.write_bytes(raw)


def test_what_was_written_has_no_fault(data: Path) -> None:
    assert check(data) == []


@pytest.mark.parametrize("at", [0, 100, -1])
def test_one_flipped_bit_of_a_days_log_is_named_with_its_day(data: Path, at: int) -> None:
    flip(data / "history/2026-03/2026-03-10.log.parquet", at)

    (fault,) = check(data)
    assert (fault.file, fault.day) == ("2026-03/2026-03-10.log.parquet", "2026-03-10")
    assert "SHA-256" in fault.why


def test_each_file_is_looked_at(data: Path) -> None:
    paths = sorted((data / "history").rglob("*.parquet"))
    for path in paths:
        flip(path, path.stat().st_size // 2)

    assert len(check(data)) == len(paths)


def test_a_missing_file_and_one_that_was_cut_off_are_named(data: Path) -> None:
    folder = data / "history/2026-03"
    (folder / "2026-03-10.log.parquet").unlink()
    cut = folder / "2026-03-11.log.parquet"
    cut.write_bytes(cut.read_bytes()[:-1])

    faults = {fault.file: fault.why for fault in check(data)}
    assert faults["2026-03/2026-03-10.log.parquet"] == "it is missing"
    assert "bytes, not" in faults["2026-03/2026-03-11.log.parquet"]


def test_a_manifest_that_cannot_be_read_is_named_and_nothing_is_answered_without_it(data: Path) -> None:
    manifest = min((data / "history/2026-03").glob("*.json"))
    manifest.write_text(manifest.read_text()[:-20])

    assert [fault.file for fault in check(data)] == [f"2026-03/{manifest.name}"]
    with pytest.raises(Damaged, match=manifest.name):
        Past(data)
