"""Backups at their hour: made once a day, the oldest removed, a failure told, and each month one restored for trial."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hallserver.cli.copies import backing
from hallserver.config import Settings
from hallserver.store.disk.backups import Backup, Drill, Failure, last_backup, last_drill, last_failure, note
from tests.running import hall
from tests.small import found

ZONE = ZoneInfo("Asia/Shanghai")
HOUR = time(20, 30)
NOON = datetime(2026, 3, 2, 12, tzinfo=ZONE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "hall"
    found(folder)
    return folder


@pytest.fixture
def settings(data: Path, tmp_path: Path) -> Settings:
    (tmp_path / "disk").mkdir()
    return Settings(data=data, backup_to=str(tmp_path / "disk"), backup_keep=2)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, NOON, True),
        (NOON - timedelta(hours=15), NOON, False),  # at 21:00 of the day before
        (NOON - timedelta(hours=16), NOON, True),  # at 20:00: before its hour
        (NOON, NOON.replace(hour=20, minute=29), False),
        (NOON, NOON.replace(hour=20, minute=30), True),
        (NOON - timedelta(days=3), NOON, True),  # the machine was off
    ],
)
def test_a_backup_is_due_once_a_day_at_its_hour(last: datetime | None, now: datetime, due: bool) -> None:
    made = last and Backup(last.astimezone(UTC), "x")

    assert backing.is_due(made, now.astimezone(UTC), ZONE, HOUR) == due


def test_each_day_has_one_and_the_oldest_go(data: Path, settings: Settings, tmp_path: Path) -> None:
    other = tmp_path / "disk" / "by-hand.db"
    other.write_bytes(b"mine")
    now = datetime.now(UTC)
    for day in range(4):
        note(data, Backup(now - timedelta(days=2), "before"))
        assert list(backing.make_due(data, settings, now + timedelta(days=day)))
    kept = sorted((tmp_path / "disk").glob("hall-*.db"))

    assert len(kept) == 2
    assert kept[-1].name == (now + timedelta(days=3)).strftime(backing.NAMED)
    assert other.read_bytes() == b"mine"
    assert list(backing.make_due(data, settings, datetime.now(UTC))) == []


def test_a_disk_that_is_not_there_is_told_until_a_backup_is_made(data: Path, settings: Settings) -> None:
    Path(settings.backup_to).rmdir()
    with pytest.raises(Exception, match="disk"):
        list(backing.make_due(data, settings, datetime.now(UTC)))
    assert last_failure(data) is not None
    assert last_backup(data) is None

    Path(settings.backup_to).mkdir()
    list(backing.make_due(data, settings, datetime.now(UTC)))
    assert last_failure(data) is None


def test_the_first_backup_is_restored_and_so_is_one_a_month_later(data: Path, settings: Settings) -> None:
    now = datetime.now(UTC)
    list(backing.make_due(data, settings, now))
    first = last_drill(data)
    assert first is not None
    assert (first.fault, first.events > 0) == ("", True)
    assert not (data / "drill").exists()

    list(backing.make_due(data, settings, now + timedelta(days=29)))
    assert last_drill(data) == first
    list(backing.make_due(data, settings, now + timedelta(days=31)))
    assert last_drill(data) != first


@pytest.mark.parametrize("how", ["moved", "unchained", "cut", "gone"])
def test_a_backup_that_cannot_be_restored_is_told(data: Path, tmp_path: Path, how: str) -> None:
    file = tmp_path / "kept.db"
    backing.make(data, file)
    if how == "gone":
        file.unlink()
    elif how == "cut":
        file.write_bytes(file.read_bytes()[:20_000])
    else:
        with closing(sqlite3.connect(file)) as spoilt, spoilt:
            drop_triggers(spoilt)
            changed = "at = at + 1" if how == "moved" else "hash = zeroblob(32)"
            spoilt.execute(f"UPDATE event SET {changed} WHERE seq = 1")
    drilled = backing.drill(data, file)

    assert drilled.fault
    assert last_drill(data) == drilled
    assert not (data / "drill").exists()


def drop_triggers(connection: sqlite3.Connection) -> None:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f'DROP TRIGGER "{name}"')


def test_another_halls_backup_is_no_backup_of_this_one(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    found(other)
    backing.make(other, tmp_path / "other.db")

    assert "not the one in this hall's log" in backing.drill(data, tmp_path / "other.db").fault


def test_the_commands_and_what_the_doctor_says_of_them(data: Path, tmp_path: Path) -> None:
    def judged(words: str) -> list[str]:
        lines = json.loads(hall("doctor", "--json", data=data, check=False).stdout)
        return [each["judged"] for each in lines if words in each["words"]["en"]]

    (tmp_path / "disk").mkdir()
    assert judged("no backup is made by itself") == judged("no backup was ever restored") == ["look"]
    assert hall("backup", "--due", data=data, check=False).returncode == 1
    assert hall("drill", data=data, check=False).returncode == 1

    (data / "settings.toml").write_text(f'backup_to = "{tmp_path / "disk"}"\n')
    hall("backup", "--due", data=data)
    assert judged("on the same disk as the hall") == ["look"]
    assert judged("the last drill was on") == ["ok"]
    hall("drill", data=data)

    note(data, Drill(datetime.now(UTC), "x.db", "torn", 0, "said"))
    note(data, Failure(datetime.now(UTC), "no room"))
    assert judged("failed: x.db: torn") == judged("could not be made: no room") == ["bad"]
    (data / "settings.toml").write_text(f'backup_to = "{tmp_path / "gone"}"\n')
    assert judged("cannot be opened") == ["bad"]


def test_an_hour_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs an hour"):
        _ = Settings(data=tmp_path, backup_at="soon").backup_hour
