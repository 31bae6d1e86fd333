"""A page of any table or index that was damaged is seen before the hall opens, and named in words."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hallserver.store.disk import integrity
from hallserver.store.disk.integrity import Damaged, look_quickly, look_through
from hallserver.store.disk.version import ForeignFile
from tests.running import hall

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with some days behind it, in one file."""
    data = tmp_path_factory.mktemp("whole") / "hall"
    hall("demo", "--opened", "2026-03-02", data=data)
    hall("simulate", "--days", "1", data=data)
    with closing(sqlite3.connect(data / "hall.db")) as table:
        table.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        table.execute("PRAGMA journal_mode=DELETE")
    return data / "hall.db"


def pages_of(file: Path) -> dict[str, list[int]]:
    """Table or index → the numbers of its pages, where it has any rows."""
    with closing(sqlite3.connect(file)) as table:
        found: dict[str, list[int]] = {}
        for name, page in table.execute("SELECT name, pageno FROM dbstat WHERE ncell > 0"):
            found.setdefault(name, []).append(page)
        return found


def damage(file: Path, page: int, seed: int) -> None:
    with closing(sqlite3.connect(file)) as table:
        (size,) = table.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as raw:
        raw.seek((page - 1) * size + (100 if page == 1 else 0))
        raw.write(random.Random(seed).randbytes(size - (100 if page == 1 else 0)))


def test_a_whole_file_is_whole(whole: Path) -> None:
    assert look_quickly(whole)
    look_through(whole)


def test_a_damaged_page_of_each_table_and_index_is_seen(whole: Path, tmp_path: Path) -> None:
    pages, missed = pages_of(whole), []
    assert len(pages) > 60
    for seed, (name, numbers) in enumerate(sorted(pages.items())):
        file = tmp_path / "hall.db"
        shutil.copyfile(whole, file)
        damage(file, random.Random(seed).choice(numbers), seed)
        for look in (look_quickly, look_through):
            try:
                look(file)
            except (Damaged, ForeignFile):
                continue
            missed.append((name, look.__name__))

    assert missed == []


def test_an_index_that_lacks_a_row_is_seen_by_the_thorough_look(whole: Path, tmp_path: Path) -> None:
    file = tmp_path / "hall.db"
    shutil.copyfile(whole, file)
    with closing(sqlite3.connect(file)) as table:
        table.execute("PRAGMA writable_schema=ON")
        table.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
        (root,) = table.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'services_by_day'"
        ).fetchone()
        table.execute("UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'services_by_day'")
        table.commit()
    assert root
    with pytest.raises((Damaged, ForeignFile)):
        look_through(file)


def test_a_large_file_is_looked_through_in_part_and_says_so(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "SMALL", 0)
    assert look_quickly(whole), "there was time for all of it"
    monkeypatch.setattr(integrity, "LONGEST_LOOK_S", 0.0)
    monkeypatch.setattr(integrity, "_TICKS", 1)

    assert not look_quickly(whole)


def test_no_database_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    (tmp_path / "hall.db").write_text("not a database, only words " * 100)
    with pytest.raises(ForeignFile, match="no hall's database"):
        look_quickly(tmp_path / "hall.db")
