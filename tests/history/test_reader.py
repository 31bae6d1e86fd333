"""A reader sees exactly what manifests name, and opens only the months that it needs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from hallserver.history.columns import SERVICES
from hallserver.history.engine import open_engine
from hallserver.history.reader import Past
from tests.history.conftest import Lived, write

pytestmark = pytest.mark.long


@pytest.fixture
def data(lived: Lived, tmp_path: Path) -> Path:
    return shutil.copytree(lived.stages["late"], tmp_path / "hall")


def count(past: Past, first: date | None = None, last: date | None = None) -> int:
    past.see(SERVICES, first, last)
    found = past.engine.execute("SELECT count(*) FROM services").fetchone()
    return int(found[0]) if found else 0


def test_a_file_without_a_manifest_is_no_part_of_the_history(data: Path) -> None:
    folder = data / "history/2026-03"
    with Past(data) as past:
        before = count(past)
    shutil.copy(folder / "2026-03-10.services.parquet", folder / "2026-03-08.services.parquet")
    with Past(data) as past:
        assert count(past) == before

    (folder / "2026-03-10.json").unlink()
    with Past(data) as past:
        assert 0 < count(past) < before
        assert date(2026, 3, 10) not in past.days


def test_a_reader_that_is_open_sees_new_days_after_a_refresh(lived: Lived, data: Path) -> None:
    with Past(data) as past:
        before = count(past)
        assert not past.refresh()
        with lived.engine.connect() as connection:
            write(data, connection, date(2026, 3, 31))
        assert past.refresh()

        assert date(2026, 3, 30) in past.days
        assert count(past) > before


def test_only_the_months_of_the_span_are_opened(data: Path) -> None:
    shutil.rmtree(data / "history/2026-04")  # there are late facts only
    with Past(data) as past:
        assert count(past, date(2026, 3, 10), date(2026, 3, 10)) > 0
        for each in (data / "history/2026-03").glob("*.services.parquet"):
            each.write_bytes(b"")
        assert count(past, date(2026, 4, 1), date(2026, 4, 30)) == 0
        with pytest.raises(duckdb.Error):
            count(past, date(2026, 3, 1), date(2026, 4, 30))


def test_a_hall_without_a_history_has_an_empty_one(tmp_path: Path) -> None:
    with Past(tmp_path) as past:
        assert (past.days, past.known_until, count(past)) == (frozenset(), 0, 0)


def test_the_engine_reads_no_file_elsewhere_and_loads_nothing(data: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.csv"
    elsewhere.write_text("a\n1\n")
    engine = open_engine(data / "history")
    for words in (
        f"SELECT * FROM read_csv('{elsewhere}')",
        "INSTALL httpfs",
        "LOAD sqlite",
        "SET memory_limit = '8GB'",
        f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
    ):
        with pytest.raises(duckdb.Error):
            engine.execute(words)
    engine.close()
