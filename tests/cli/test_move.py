"""A hall moves into PostgreSQL and back: the same log, the same rows, the same reports, whatever interrupts it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hallserver.cli.copies import moving
from hallserver.cli.copies.moving import move_to
from hallserver.config import replace_setting
from hallserver.store import connect, moved
from hallserver.store.disk.lock import HallLock, HallRuns
from hallserver.store.disk.place import url_of
from hallserver.store.disk.upgrading import Refused
from hallserver.store.disk.version import ForeignFile
from hallserver.store.engines import postgres_rows
from hallserver.store.engines.rows import Digest, WrongRows, every_table
from tests import past, postgres
from tests.actors import Actor, Clerk, Visitor
from tests.running import HALL, RunningHall, copy_hall, hall, made_once, serving
from tests.small import SQLITE, Desk, found

KILLS = 40 if os.environ.get("HALL_SOAK") else 4
SCHEMA = "hall_1"


@pytest.fixture
def url() -> Iterator[str]:
    """A schema that is not there yet, of a database without tables."""
    name = postgres.server().create()
    yield f"{postgres.server().url(name)}&schema={SCHEMA}"
    postgres.server().drop(name)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small hall that has done some of everything; only copied."""
    return made_once(tmp_path_factory.getbasetemp(), "moved-morning", _live)


def _live(data: Path) -> None:
    desk = Desk(data, on=SQLITE)
    desk.sits("t-1", "1")
    for matter in ("tax-file", "reg-new", "tax-audit"):
        desk.issue(matter)
        desk.pass_time(40)
    desk.visits("tax-file", "notary-will<tax-file")
    desk.serves("1")
    desk.calls("1")
    desk.ticks(600)
    desk.close()


@pytest.fixture
def data(lived: Path, tmp_path: Path) -> Path:
    return copy_hall(lived, tmp_path / "hall")


def content(data: Path, url: str | None = None) -> dict[str, Any]:
    """Every table's rows as a hash, and the last ids."""
    with connect.store_at(data, url).rows() as rows:
        found: dict[str, Any] = {table.name: Digest().whole(rows.of(table)).said for table in every_table()}
        return found | {"ids": dict(rows.counted())}


def raw(url: str) -> psycopg.Connection[Any]:
    """A connection of our own into the schema."""
    connection = psycopg.connect(url.replace(f"&schema={SCHEMA}", ""), autocommit=True)
    connection.execute(f"SET search_path TO {SCHEMA}")
    return connection


def opens(data: Path, url: str) -> bool:
    """Whether a hall can be opened in a place, as every command opens it."""
    store = connect.store_at(data, url)
    if not store.is_founded():
        return False
    reader = store.reading(connect.PrivateKeys(data))
    try:
        with reader.connect() as connection:
            connect.check_schema(connection)
    except ForeignFile:
        return False
    finally:
        reader.dispose()
    return True


# --- there and back ---------------------------------------------------------------------------------------------------

MARCH = {"from": "2026-03-01", "to": "2026-03-31"}
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    *(
        (f"/reports/{name}", MARCH)
        for name in ("service-times", "waits", "outcomes", "sessions", "ratings", "promises")
    ),
    ("/reports/waits/heat", MARCH),
    ("/reports/service-times/lengths", MARCH),
    ("/reports/waits/trend", MARCH),
    ("/scores", {"month": "2026-03"}),
    ("/supervision/findings", MARCH),
    ("/county", {"span": "week", "of": "2026-03-02"}),
)


def answers(running: RunningHall) -> dict[str, Any]:
    """What supervision reads of the past."""
    with Actor(running, running.token("supervision", "checker")) as actor:
        return {path: actor.ask(path, **words) for path, words in ASKED}


@pytest.mark.long
def test_a_demo_hall_with_a_past_moves_there_and_back_and_every_report_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, url: str
) -> None:
    data = copy_hall(past.two_weeks(tmp_path_factory.getbasetemp()), tmp_path / "hall")
    before = content(data)
    there = tmp_path / "there"
    shutil.copytree(data, there)
    said = hall("move", "--to", url, data=there).stdout
    head = hall("verify", data=there).stdout
    assert "unbroken on both sides" in said
    assert head == hall("verify", data=data).stdout
    assert content(there) == before

    with serving(data, "--desk-only") as one, serving(there, "--desk-only") as two:
        told = answers(one)
        told_there = answers(two)
    assert told == told_there
    assert told["/reports/waits"]["total"]["count"] > 100
    assert told["/supervision/findings"]
    assert told["/scores"]["rows"]

    hall("move", "--to", "file", data=there)
    assert url_of(there, {}) == ""
    with serving(there, "--desk-only") as running:
        told_back = answers(running)
    assert told_back == told
    assert "unbroken" in hall("verify", data=there).stdout


@pytest.mark.long
def test_it_works_on_where_it_was_moved_to_and_what_it_did_comes_back(
    data: Path, tmp_path: Path, url: str
) -> None:
    small = found(tmp_path / "small")
    hall("move", "--to", url, data=small)
    with serving(small, "--desk-only") as running:
        with Visitor(running, running.token("kiosk", "kiosk-1")) as visitor:
            first = visitor.takes_ticket("tax-file")["number"]
        with Clerk(running, running.token("window", "1", staffer="t-1"), window="1") as clerk:
            assert clerk.serves()["number"] == first
    there = content(small)

    hall("move", "--to", "file", data=small)

    assert content(small) == there
    with (
        serving(small, "--desk-only") as running,
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
    ):
        assert visitor.takes_ticket("tax-file")["number"] == f"A{int(first[1:]) + 1:03}"
    assert "unbroken" in hall("verify", data=small).stdout


def test_the_moved_tables_are_those_of_a_hall_that_is_founded_there(
    data: Path, url: str, tmp_path: Path
) -> None:
    list(move_to(data, url))
    founded = tmp_path / "founded"
    founded.mkdir()
    other = url.replace(SCHEMA, "hall_2")
    (founded / "settings.toml").write_text(f"store = {json.dumps(other)}\n")
    found(founded)

    queries = (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 2",
        "SELECT tablename, indexname, replace(indexdef, current_schema(), '') FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1, 2",
        "SELECT tgrelid::regclass::text, tgname, replace(pg_get_triggerdef(oid), current_schema(), '') FROM pg_trigger WHERE NOT tgisinternal AND (SELECT relnamespace FROM pg_class WHERE oid = tgrelid) = current_schema()::regnamespace ORDER BY 1, 2",
        "SELECT proname, replace(prosrc, current_schema(), '') FROM pg_proc WHERE pronamespace = current_schema()::regnamespace ORDER BY 1",
        "SELECT table_name, column_name, data_type, is_nullable, replace(column_default, current_schema(), '') FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, ordinal_position",
    )
    with closing(raw(url)) as one, closing(raw(url)) as two:
        two.execute("SET search_path TO hall_2")
        for query in queries:
            rows = one.execute(query).fetchall()  # type: ignore[arg-type]
            assert rows == two.execute(query).fetchall()  # type: ignore[arg-type]
            assert len(rows) > 50


def test_a_file_that_came_back_has_the_very_words_of_a_founded_one(data: Path, url: str) -> None:
    def words(file: Path) -> set[str]:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as table:
            return {row[0] for row in table.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}

    before = words(data / "hall.db")
    list(move_to(data, url))
    list(move_to(data, ""))

    assert words(data / "hall.db") == before
    assert (data / "hall.db").stat().st_mode & 0o077 == 0


# --- the old place ----------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_nobody_opens_the_old_place_by_an_old_setting(data: Path, url: str) -> None:
    list(move_to(data, url))
    old = data.parent / "old"
    shutil.copytree(data, old)
    replace_setting(old, "store", None)  # as a settings file of before

    for verb in (("serve",), ("verify",), ("rebuild",), ("backup", str(old / "b.db"))):
        refused = hall(*verb, data=old, check=False)
        assert refused.returncode == 1, verb
        assert "the hall was moved to postgresql://" in refused.stderr, verb
        assert "大厅数据已迁往" in refused.stderr, verb

    list(move_to(data, ""))
    assert "the hall was moved to" in hall("serve", data=data, check=False, HALL_STORE=url).stderr
    assert "unbroken" in hall("verify", data=data).stdout


def test_a_server_that_waits_for_the_old_place_is_refused_too(data: Path, url: str) -> None:
    """It looked at the hall before it had moved, and begins to write after that."""
    list(move_to(data, url))
    store = connect.store_at(data)
    engine = store.writing(0, connect.ReceiversFile(data))
    with engine.connect() as connection:
        there = connection.connection.dbapi_connection
        list(move_to(data, ""))
        with pytest.raises(HallRuns, match="was moved to another place"):
            store.begin_writing(there)
    engine.dispose()


def test_the_old_file_stays_and_a_move_back_keeps_it_beside(data: Path, url: str) -> None:
    before = content(data)
    list(move_to(data, url))
    old = {name: said for name, said in content(data, "").items() if name != "hall"}
    assert old == {name: said for name, said in before.items() if name != "hall"}

    list(move_to(data, ""))

    assert len(list(data.glob("hall.db.before-*"))) == 1
    assert content(data) == before


# --- refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_place_that_holds_a_hall_is_refused_and_stays_as_it_is(
    data: Path, tmp_path: Path, url: str
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "settings.toml").write_text(f"store = {json.dumps(url)}\n")
    found(other)
    before = content(other), content(data)

    for words in (("--to", url), ("--to", "file")):
        refused = hall("move", *words, data=data, check=False)
        assert refused.returncode == 1
        assert "there already" in refused.stderr or "there is a hall already" in refused.stderr
    assert (content(other), content(data)) == before
    assert opens(data, "")


def test_what_another_hall_left_as_it_moved_away_is_no_place_for_this_one(
    data: Path, tmp_path: Path, url: str
) -> None:
    other = found(tmp_path / "other")
    list(move_to(other, url))
    list(move_to(other, ""))

    with pytest.raises(Refused, match="another hall"):
        list(move_to(data, url))
    assert opens(data, "")


def test_a_hall_that_a_second_machine_follows_does_not_move(data: Path, url: str) -> None:
    (data / "standby.key").write_text("secret")

    with pytest.raises(Refused, match="hall standby end"):
        list(move_to(data, url))
    hall("standby", "end", data=data)
    list(move_to(data, url))
    assert opens(data, url)


def test_a_hall_that_is_open_does_not_move(data: Path, url: str) -> None:
    lock = HallLock(data)
    try:
        with pytest.raises(HallRuns):
            list(move_to(data, url))
    finally:
        lock.release()


def test_a_hall_that_another_machine_has_open_does_not_move(data: Path, url: str, tmp_path: Path) -> None:
    """The lock in the folder knows nothing of it; the one in the database does."""
    list(move_to(data, url))
    (tmp_path / "b").mkdir()
    (tmp_path / "b/settings.toml").write_text(f"store = {json.dumps(url)}\n")
    store = connect.store_at(tmp_path / "b")
    engine = store.writing(0, connect.ReceiversFile(tmp_path / "b"))
    with engine.connect() as connection:
        store.begin_writing(connection.connection.dbapi_connection)
        with pytest.raises(HallRuns):
            list(move_to(data, ""))
    engine.dispose()
    assert opens(data, url)


def test_a_log_that_is_broken_does_not_move(data: Path, url: str) -> None:
    with closing(sqlite3.connect(data / "hall.db")) as table, table:
        table.execute("DROP TRIGGER event_stands")
        table.execute(
            "UPDATE event SET body = replace(body, 'tax-file', 'tax-visit') WHERE kind = 'ticket.issued'"
        )

    with pytest.raises(Refused, match="hash does not fit its body"):
        list(move_to(data, url))
    assert (url_of(data, {}), opens(data, ""), opens(data, url)) == ("", True, False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE department SET area = x'00'", "which is no words"),
        ("UPDATE ticket SET told_low_ms = 'soon'", "which is no number"),
        ("UPDATE department SET area = 'a' || char(0)", "NUL"),
        ("DELETE FROM line", "not what the schema allows"),
    ],
)
def test_rows_that_postgresql_cannot_keep_are_told(data: Path, url: str, change: str, said: str) -> None:
    with closing(sqlite3.connect(data / "hall.db")) as table, table:
        for (name,) in table.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            table.execute(f"DROP TRIGGER {name}")
        assert table.execute(change).rowcount > 0

    with pytest.raises(WrongRows, match=said):
        list(move_to(data, url))
    assert opens(data, "")
    assert not connect.store_at(data, url).is_founded()


def test_rows_that_are_not_there_as_they_were_sent_are_found(
    data: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = postgres_rows.TableFilling.finish

    def spoil(filling: Any, counted: Any) -> None:
        whole(filling, counted)
        filling._connection.execute("UPDATE counter SET last = last + 1")

    monkeypatch.setattr(postgres_rows.TableFilling, "finish", spoil)
    with pytest.raises(WrongRows, match="the rows of counter are not there as they were sent"):
        list(move_to(data, url))
    assert not connect.store_at(data, url).is_founded()


def test_what_is_written_meanwhile_keeps_the_hall_where_it_is(
    data: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program without the lock has written to the file: its rows are not in the copy."""
    whole = moving._point_to

    def meanwhile(*words: Any) -> None:
        with closing(sqlite3.connect(data / "hall.db")) as table, table:
            table.execute("UPDATE hall SET head_seq = head_seq + 1")
        whole(*words)

    monkeypatch.setattr(moving, "_point_to", meanwhile)
    with pytest.raises(moved.WroteMeanwhile):
        list(move_to(data, url))
    assert not opens(data, url)
    with pytest.raises(Refused, match="has gone on"):
        list(move_to(data, url))


def test_a_setting_in_another_line_is_found_or_told(data: Path, url: str) -> None:
    (data / "settings.toml").write_text("# ours\nport = 8123\nstore = ''\nprivate_days = 30\n")
    list(move_to(data, url))
    assert (
        data / "settings.toml"
    ).read_text() == f"store = {json.dumps(url)}\n# ours\nport = 8123\nprivate_days = 30\n"

    (data / "settings.toml").write_text(f'"store" = {json.dumps(url)}\n')
    with pytest.raises(ValueError, match="one line of its own"):
        replace_setting(data, "store", "")


# --- interrupted ------------------------------------------------------------------------------------------------------

DIES = """
import os, signal, sys
from pathlib import Path
from hallserver.audit import replay
from hallserver.cli.copies import moving
from hallserver.store import moved
from hallserver.store.engines import rows
where = {"moving": moving, "moved": moved, "rows": rows, "replay": replay}
module, _, name = sys.argv[1].partition(".")
whole = getattr(where[module], name)
def step(*words, **more):
    done = whole(*words, **more)
    os.kill(os.getpid(), signal.SIGKILL)
    return done
setattr(where[module], name, step)
list(moving.move_to(Path(sys.argv[2]), sys.argv[3]))
"""
STEPS = (
    "moving._write_note",
    "rows.copy",
    "moving._put_in_place",
    "replay.verify_hall",
    "moving._point_to",
    "moved.mark",
    "moved.lift",
)


@pytest.mark.long
@pytest.mark.parametrize("step", STEPS)
def test_killed_after_a_step_it_is_run_again_both_ways(data: Path, url: str, step: str) -> None:
    before = content(data)
    for source, target in (("", url), (url, "")):
        killed = subprocess.run([sys.executable, "-c", DIES, step, str(data), target], check=False)
        if killed.returncode == 0:  # a step of the other way only
            continue
        assert killed.returncode == -signal.SIGKILL
        assert not (opens(data, source) and opens(data, target)), "both places can be opened"
        if url_of(data, {}) == source:
            assert opens(data, source), "the hall is nowhere"
            assert content(data) == before

        list(move_to(data, target))

        assert (opens(data, source), opens(data, target)) == (False, True)
        assert content(data) == before
        assert not (data / moving.NOTE).exists()
    assert "unbroken" in hall("verify", data=data).stdout


@pytest.mark.long
def test_killed_at_some_moment_it_is_run_again(data: Path, url: str) -> None:
    before, chance, target = content(data), random.Random(49), url
    for _ in range(KILLS):
        with subprocess.Popen(
            [HALL, "move", "--to", target or "file", "--data", data], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * 0.4)
            process.kill()
        assert not (opens(data, "") and opens(data, url))
        hall("move", "--to", target or "file", data=data, check=process.returncode != 0)
        assert content(data) == before
        assert (url_of(data, {}), opens(data, target)) == (target, True)
        target = "" if target else url
    assert "unbroken" in hall("verify", data=data).stdout


def test_a_move_that_was_begun_can_be_given_up(data: Path, url: str) -> None:
    """The server was there for a moment only: the hall goes on in its file, and moves another day."""
    subprocess.run([sys.executable, "-c", DIES, "replay.verify_hall", str(data), url], check=False)
    hall("clock", "--accept", data=data)  # an event
    before = content(data)

    said = list(move_to(data, url))

    assert any("is written anew" in each for each in said)
    assert content(data) == before
