"""How the database is opened: one writes, all others cannot; one hall, one holder."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.exc import OperationalError, StatementError

from hallserver.store import connect, schema
from hallserver.store.disk import lock
from hallserver.store.engines import sqlite
from hallserver.store.types import Day, UtcDateTime, from_ms, to_ms
from tests.running import hall
from tests.small import Desk, found

pytestmark = pytest.mark.long

TIMES = Table(
    "times",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("day", Day),
)


@pytest.mark.of_sqlite("its pragmas")
def test_the_pens_connection_is_durable_and_strict(desk: Desk) -> None:
    def pragmas(work: object) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return {name: work.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    assert desk.writer(pragmas) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


@pytest.mark.of_sqlite("in its words; PostgreSQL's stand in test_postgres.py")
@pytest.mark.parametrize(
    "change",
    ["DELETE FROM event", "UPDATE hall SET code = 'x'", "CREATE TABLE x (y)", "PRAGMA user_version = 7"],
)
def test_a_reader_cannot_write(desk: Desk, change: str) -> None:
    with desk.reader.connect() as connection, pytest.raises(OperationalError, match=r"readonly|read-only"):
        connection.execute(text(change))


@pytest.mark.of_sqlite("its pragma")
def test_a_reader_that_forgets_its_manners_still_cannot_write(desk: Desk) -> None:
    with desk.reader.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        with pytest.raises(OperationalError, match="readonly"):
            connection.execute(text("DELETE FROM event"))


def test_a_reader_sees_what_was_committed_meanwhile(desk: Desk) -> None:
    with desk.reader.connect() as connection:
        before = connection.execute(select(schema.hall.c.head_seq)).scalar_one()
        desk.issue()
        after = connection.execute(select(schema.hall.c.head_seq)).scalar_one()

    assert after > before


def test_a_naive_time_has_no_place_in_the_hall() -> None:
    engine = create_engine("sqlite://")
    TIMES.metadata.create_all(engine)

    with engine.connect() as connection, pytest.raises(StatementError, match="no place in the hall"):
        connection.execute(insert(TIMES), {"at": datetime(2026, 3, 2, 9, 0)})


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 2, 1, 0, 0, 123000, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 59, tzinfo=timezone(timedelta(hours=8))),
        datetime(9999, 1, 1, tzinfo=UTC),
        None,
    ],
)
def test_a_time_comes_back_as_it_went_in(at: datetime | None) -> None:
    engine = create_engine("sqlite://")
    TIMES.metadata.create_all(engine)
    with engine.connect() as connection:
        connection.execute(insert(TIMES), {"at": at, "day": date(2028, 2, 29)})

        found_at, day = connection.execute(select(TIMES.c.at, TIMES.c.day)).one()

    assert (found_at, day) == (at, date(2028, 2, 29))
    assert found_at is None or found_at.utcoffset() == timedelta(0)


def test_microseconds_are_cut_not_rounded() -> None:
    at = datetime(2026, 3, 2, 1, 0, 0, 999_999, tzinfo=UTC)

    assert from_ms(to_ms(at)).microsecond == 999_000


def test_a_second_holder_of_the_hall_is_refused_until_the_first_lets_go(tmp_path: object) -> None:
    first = lock.HallLock(tmp_path)
    with pytest.raises(lock.HallRuns):
        lock.HallLock(tmp_path)
    with pytest.raises(lock.HallRuns):
        lock.HallLock(tmp_path, patience=0.1)
    first.release()

    lock.HallLock(tmp_path).release()


def test_a_foreign_file_is_refused(tmp_path: object) -> None:
    data = found(tmp_path / "hall")
    engine = connect.writing_engine(data)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("UPDATE hall SET schema = 99"))
    engine.dispose()

    refused = hall("verify", data=data, check=False)

    assert refused.returncode == 1
    assert "schema 99" in refused.stderr


def test_what_is_no_database_is_refused_with_a_sentence(tmp_path: object) -> None:
    (tmp_path / "hall.db").write_text("not a database, only words " * 100)

    refused = hall("verify", data=tmp_path, check=False)

    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
    assert "no hall's database" in refused.stderr


def test_an_old_sqlite_is_named_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    store = sqlite.SqliteStore(Path("hall"))
    monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", (3, 51, 2))
    old = store.warning()
    monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", (3, 51, 3))

    assert old is not None
    assert "WAL-reset race" in old
    assert store.warning() is None
