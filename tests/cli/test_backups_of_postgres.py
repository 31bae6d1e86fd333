"""A hall in PostgreSQL is backed up into a hall.db, open as it is, restored from it, and drilled like any other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hallserver.cli.copies import backing
from hallserver.cli.copies.restoring import put_back
from hallserver.config import Settings
from hallserver.store import connect
from hallserver.store.disk.backups import last_backup, last_drill
from hallserver.store.disk.lock import HallRuns
from hallserver.store.engines.postgres import PostgresStore
from hallserver.store.engines.postgres_connection import AnotherWrites
from hallserver.store.engines.rows import Digest, every_table
from tests import postgres
from tests.actors import Visitor
from tests.running import hall, serving
from tests.small import found


@pytest.fixture(params=["&schema=hall_1", ""])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A schema of a database, or the one that every database has."""
    name = postgres.server().create()
    yield f"{postgres.server().url(name)}{request.param}"
    postgres.server().drop(name)


@pytest.fixture
def data(url: str, tmp_path: Path) -> Path:
    """A hall that is founded there."""
    return founded(tmp_path / "hall", url)


def founded(folder: Path, url: str) -> Path:
    folder.mkdir()
    (folder / "settings.toml").write_text(f"store = {json.dumps(url)}\n")
    found(folder)
    return folder


def content(data: Path, *, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """Every table's rows as a hash."""
    with connect.store_at(data).rows() as rows:
        return {
            table.name: Digest().whole(rows.of(table)).said
            for table in every_table()
            if table.name not in but
        }


def schemas(url: str) -> set[str]:
    with psycopg.connect(url.replace("&schema=hall_1", "")) as raw:
        query = "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' AND nspname <> 'information_schema'"
        return {row[0] for row in raw.execute(query)}


def test_a_backup_is_a_hall_db_that_opens_anywhere(data: Path, tmp_path: Path) -> None:
    said = backing.make(data, tmp_path / "copy.db")

    assert "whole" in said
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "hall.db").write_bytes((tmp_path / "copy.db").read_bytes())
    assert content(elsewhere) == content(data)
    assert hall("verify", data=elsewhere).stdout == hall("verify", data=data).stdout
    found_backup = last_backup(data)
    assert found_backup is not None
    assert found_backup.file == str(tmp_path / "copy.db")


@pytest.mark.long
def test_an_open_hall_is_backed_up_as_of_one_moment(data: Path, tmp_path: Path) -> None:
    with (
        serving(data, "--desk-only") as running,
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
    ):
        for n in range(5):
            visitor.takes_ticket("tax-file")
            hall("backup", str(tmp_path / f"{n}.db"), data=data)
            visitor.takes_ticket("tax-file")
        last = hall("drill", str(tmp_path / "4.db"), data=data).stdout

    assert "restored and verified" in last
    heads = []
    for n in range(5):
        with closing(sqlite3.connect(tmp_path / f"{n}.db")) as table:
            (issued,) = table.execute("SELECT count(*) FROM event WHERE kind = 'ticket.issued'").fetchone()
            assert issued == 2 * n + 1
            heads.append(table.execute("SELECT head_seq FROM hall").fetchone()[0])
    assert heads == sorted(set(heads))


@pytest.mark.long
def test_it_is_restored_in_a_new_epoch_and_no_number_is_given_twice(
    data: Path, tmp_path: Path, url: str
) -> None:
    with (
        serving(data, "--desk-only") as running,
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
    ):
        visitor.takes_ticket("tax-file")
        hall("backup", str(tmp_path / "copy.db"), data=data)
        given = [visitor.takes_ticket("tax-file")["number"] for _ in range(3)]
    before = content(data)

    told = hall("restore", str(tmp_path / "copy.db"), data=data).stdout

    assert f"{given[0]}–{given[-1]}" in told
    (aside,) = schemas(url) - {"public", "hall_1"}
    assert aside in told
    assert "_before_" in aside
    old = PostgresStore(data, connect.store_at(data)._url, aside)  # type: ignore[attr-defined]
    with old.rows() as rows:
        assert {each.name: Digest().whole(rows.of(each)).said for each in every_table()} == before
    assert "unbroken" in hall("verify", data=data).stdout
    with (
        serving(data, "--desk-only") as running,
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
    ):
        number = visitor.takes_ticket("tax-file")["number"]
        assert number == f"A{int(given[-1][1:]) + 1:03}"


def test_a_lost_server_is_made_good_in_an_empty_database(data: Path, tmp_path: Path) -> None:
    hall("backup", str(tmp_path / "copy.db"), data=data)
    before = content(data, but=("hall", "event", "counter", "case_counter"))
    other = postgres.server().create()
    new = tmp_path / "new"
    new.mkdir()
    (new / "settings.toml").write_text(
        f"store = {json.dumps(postgres.server().url(other) + '&schema=new')}\n"
    )

    told = list(put_back(tmp_path / "copy.db", new))

    assert "restored from" in told[0]
    assert content(new, but=("hall", "event", "counter", "case_counter")) == before
    assert "unbroken" in hall("verify", data=new).stdout
    postgres.server().drop(other)


def test_a_hall_that_another_machine_has_open_is_not_restored(data: Path, tmp_path: Path) -> None:
    backing.make(data, tmp_path / "copy.db")
    store = connect.store_at(data)
    engine = store.writing(0, connect.ReceiversFile(data))
    with engine.connect() as connection:
        store.begin_writing(connection.connection.dbapi_connection)
        before = content(data)
        with pytest.raises(HallRuns):
            list(put_back(tmp_path / "copy.db", data))
        assert content(data) == before
    engine.dispose()


def test_whoever_wrote_before_a_restore_writes_no_more(data: Path, tmp_path: Path) -> None:
    """Its lock was lost with its server's memory, not its connection."""
    backing.make(data, tmp_path / "copy.db")
    store = connect.store_at(data)
    engine = store.writing(0, connect.ReceiversFile(data))
    with engine.connect() as connection:
        there: Any = connection.connection.dbapi_connection
        store.begin_writing(there)
        there.execute("SELECT pg_advisory_unlock_all()", ()).fetchall()
        own = there.term
        list(put_back(tmp_path / "copy.db", data))
        assert there.execute("SELECT term > $1 FROM hall_writer", (own + 1,)).fetchone() == (True,)
        there.begin()
        with pytest.raises(AnotherWrites):
            there.settle()
    engine.dispose()


def test_a_restore_that_fails_leaves_the_hall_as_it_was(
    data: Path, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backing.make(data, tmp_path / "copy.db")
    before = content(data)

    def fail(*_: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(PostgresStore, "put_in_place", fail)
        with pytest.raises(OSError, match="no room"):
            list(put_back(tmp_path / "copy.db", data))
    assert content(data) == before
    list(put_back(tmp_path / "copy.db", data))
    assert not {each for each in schemas(url) if each.endswith("_restoring")}


def test_the_drill_never_touches_the_hall_that_the_environment_names(
    data: Path, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The back office runs it with HALL_STORE, as `hall serve` gives it to its processes."""
    monkeypatch.setenv("HALL_STORE", url)
    backing.make(data, tmp_path / "copy.db")
    before = content(data)

    drilled = backing.drill(data, tmp_path / "copy.db")

    assert drilled.fault == ""
    assert drilled.events > 0
    assert content(data) == before
    assert schemas(url) <= {"public", "hall_1"}


def test_the_timed_backups_rotation_and_monthly_drill_are_those_of_a_file(data: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    settings = Settings(data=data, backup_to=str(tmp_path / "disk"), backup_keep=2)
    now = datetime.now(UTC)
    for day in range(3):
        list(backing.make_due(data, settings, now + timedelta(days=day)))
        (data / "last_backup.json").unlink()

    assert len(list((tmp_path / "disk").glob("hall-*.db"))) == 2
    drilled = last_drill(data)
    assert drilled is not None
    assert drilled.fault == ""


@pytest.mark.long
def test_the_doctor_speaks_of_backups_wherever_the_tables_are(data: Path, tmp_path: Path) -> None:
    def told() -> str:
        return hall("doctor", data=data, check=False).stdout

    assert "no backup is made by itself" in told()
    (tmp_path / "disk").mkdir()
    (data / "settings.toml").write_text(
        (data / "settings.toml").read_text() + f'backup_to = "{tmp_path / "disk"}"\n'
    )
    hall("backup", "--due", data=data)
    said = told()
    assert "the last drill was on" in said
    assert "数据在 PostgreSQL（postgresql://hall@/" in said


def test_another_halls_backup_is_told_by_the_drill(data: Path, tmp_path: Path) -> None:
    other = found(tmp_path / "other")
    backing.make(other, tmp_path / "other.db")

    assert "not the one in this hall's log" in backing.drill(data, tmp_path / "other.db").fault
