"""What PostgreSQL alone does for a hall: where it is, what it is told there, and that it is the same hall."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import gevent
import pytest
from sqlalchemy import BigInteger, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from hallserver import alone
from hallserver.core.errors import HallAway
from hallserver.core.rights import Principal
from hallserver.services import idempotency
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers, windows
from hallserver.services.recovery import Loss, leap
from hallserver.store import connect, schema
from hallserver.store.disk.place import url_of
from hallserver.store.disk.version import ForeignFile
from hallserver.store.engines import postgres_connection
from hallserver.store.engines.postgres import PostgresStore
from hallserver.store.engines.postgres_connection import HallConnection
from hallserver.store.engines.postgres_schema import NoTrigger, in_postgres, read_trigger
from hallserver.store.engines.protocol import NoStore
from hallserver.store.log import read_all
from hallserver.store.schema.form import TRIGGERS
from hallserver.web.door import _once
from tests import postgres
from tests.actors import Actor, Clerk, Visitor
from tests.running import hall, matter_of, serving
from tests.small import BOSS, KIOSK, POSTGRES, SQLITE, Desk, clerk, made_plan


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall", on=POSTGRES)
    yield desk
    desk.close()


@pytest.fixture
def empty() -> Iterator[str]:
    """A database without tables."""
    name = postgres.server().create()
    yield name
    postgres.server().drop(name)


def at(folder: Path, url: str) -> Path:
    """A hall's folder that says where its tables are."""
    folder.mkdir()
    (folder / "settings.toml").write_text(f"store = {json.dumps(url)}\n")
    return folder


def found(data: Path) -> None:
    alone.found_hall(data, made_plan(), BOSS, demo=True)


# --- the schema -------------------------------------------------------------------------------------------------------


def test_every_count_of_milliseconds_has_64_bits() -> None:
    """A line of 20,000 is told a wait that 32 bits cannot hold."""
    dialect = postgresql.dialect()
    narrow = [
        f"{table.name}.{column.name}"
        for table in schema.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("_ms") and not isinstance(column.type.dialect_impl(dialect), BigInteger)
    ]

    assert narrow == []


def test_every_trigger_of_the_schema_is_there_by_its_name(desk: Desk) -> None:
    with desk.behind() as raw:
        there = {
            row[0] for row in raw.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal").fetchall()
        }

    assert there == {read_trigger(words).name for words in TRIGGERS}
    assert len(there) == len(TRIGGERS) > 70


@pytest.mark.parametrize(
    "words", ["CREATE TRIGGER x INSTEAD OF INSERT ON t BEGIN SELECT 1; END", "DROP TRIGGER x"]
)
def test_a_trigger_that_cannot_be_read_is_told_and_not_passed_over(words: str) -> None:
    with pytest.raises(NoTrigger):
        read_trigger(words)


def test_words_are_translated_and_what_is_quoted_stays() -> None:
    assert in_postgres("a IS NOT 'window' AND b IS NULL AND window = ''") == (
        "a IS DISTINCT FROM 'window' AND b IS NULL AND \"window\" = ''"
    )
    assert in_postgres("x IS OLD.y AND z IS NOT NULL") == "x IS NOT DISTINCT FROM OLD.y AND z IS NOT NULL"


def test_a_hundred_thousand_wait_and_are_told_how_long(desk: Desk) -> None:
    """2 ** 31 ms are 25 days: such a number is written and read."""
    desk.issue()
    with desk.behind() as raw:
        raw.execute("UPDATE ticket SET told_low_ms = ?, told_high_ms = ?", (2**31, 2**33))

    [ticket] = desk.rows(schema.tickets)
    assert (ticket.told_low_ms, ticket.told_high_ms) == (2**31, 2**33)


# --- statements -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change", ["DELETE FROM event", "UPDATE hall SET code = 'x'", "CREATE TABLE x (y int)"]
)
def test_a_reader_cannot_write(desk: Desk, change: str) -> None:
    with desk.reader.connect() as connection, pytest.raises(DBAPIError, match="read-only"):
        connection.execute(text(change))


def test_rows_are_whole_when_another_question_is_asked_among_them(desk: Desk) -> None:
    """One cursor serves all: rows that were fetched one by one would end with the next question."""
    for _ in range(5):
        desk.issue()
    with desk.reader.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        outer = raw.execute("SELECT id FROM ticket WHERE id > $1 ORDER BY id", (0,))
        seen = [
            (row[0], raw.execute("SELECT count(*) FROM ticket WHERE id < $1", (row[0],)).fetchone())
            for row in outer
        ]

    assert seen == [(n, (n - 1,)) for n in range(1, 6)]


def test_a_statement_stays_prepared_through_a_refused_command(desk: Desk) -> None:
    """The driver would forget all of them after ROLLBACK TO, and each refusal would cost a hundred parsings."""

    def prepared(work: Any) -> int:
        count: int = work.connection.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar_one()
        return count

    def fails(work: Any) -> None:
        work.connection.execute(select(schema.hall.c.code)).scalar_one()
        raise IntegrityError(None, None, Exception("as a clash does"))

    desk.issue()
    before = desk.writer(prepared)
    for _ in range(3):
        with pytest.raises(IntegrityError):
            desk.writer(fails)

    assert desk.writer(prepared) >= before > 10


def test_a_statement_is_prepared_once_for_numbers_of_every_size(desk: Desk) -> None:
    with desk.reader.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        for number in (1, 40_000, 3_000_000_000):
            raw.execute("SELECT $1::bigint AS sized", (number,))
        kept = raw.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE $1", ("%AS sized",)
        )

        assert kept.fetchone() == (1,)


def test_sums_are_whole_and_means_are_floats_as_sqlite_gives_them(desk: Desk) -> None:
    with desk.reader.connect() as connection:
        found = connection.execute(
            text("SELECT sum(x::bigint), avg(x::bigint) FROM (VALUES (1), (2), (4)) v(x)")
        ).one()

    assert (type(found[0]), found[0], type(found[1])) == (int, 7, float)
    assert found[1] == pytest.approx(7 / 3)


# --- the same hall ----------------------------------------------------------------------------------------------------


def a_morning(desk: Desk) -> list[str]:
    """Some of everything; gives what the log says, without what is drawn at random."""
    desk.sits("t-1", "1")
    for matter in ("tax-file", "reg-new", "tax-audit"):
        desk.issue(matter)
        desk.pass_time(40)
    desk.visits("tax-file", "notary-will<tax-file")
    desk.serves("1")
    desk.serves("1")
    desk.calls("1")
    desk.ticks(600)
    return [event.body for event in desk.told]


def test_both_engines_write_the_same_log_and_count_the_same(tmp_path: Path) -> None:
    told, tables = {}, {}
    for engine in (SQLITE, POSTGRES):
        desk = Desk(tmp_path / engine, on=engine)
        told[engine] = a_morning(desk)
        tables[engine] = [
            sorted(map(str, desk.rows(each))) for each in (schema.services, schema.tally, schema.stops)
        ]
        assert desk.fault() is None
        with desk.reader.connect() as connection:
            assert [event.body for event in read_all(connection)] == told[engine]
        desk.close()

    assert told[SQLITE] == told[POSTGRES]
    assert tables[SQLITE] == tables[POSTGRES]
    assert len(told[SQLITE]) > 15


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            "UPDATE event SET body = replace(body, 'tax-file', 'tax-visit') WHERE kind = 'ticket.issued'",
            "hash does not fit",
        ),
        ("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)", "head is at"),
        ("UPDATE service SET reason = 'nicer'", "reason"),
        ("UPDATE tally SET waiting = waiting + 1", "wait"),
    ],
)
def test_verify_finds_what_was_changed_behind_the_log(desk: Desk, change: str, found: str) -> None:
    a_morning(desk)
    assert desk.fault() is None
    with desk.behind() as raw:
        raw.drop_guards()
        assert raw.execute(change).rowcount > 0

    assert found in desk.fault().why


def test_after_a_loss_every_id_and_number_is_beyond_what_may_be_out_on_paper(desk: Desk) -> None:
    first = desk.issue()
    desk.does(leap, BOSS, "lost", Loss(7))
    second = desk.issue()

    assert (first.number, second.number) == ("A001", "A009")
    assert second.id > first.id + 7
    assert desk.fault() is None


# --- where it is ------------------------------------------------------------------------------------------------------


def test_two_halls_of_one_database_know_nothing_of_each_other(empty: str, tmp_path: Path) -> None:
    first, second = (
        at(tmp_path / code, f"{postgres.server().url(empty)}&schema={code}") for code in ("hall_a", "hall_b")
    )
    found(first)
    assert not connect.is_founded(second)
    found(second)

    reader = connect.reading_engine(second)
    with reader.connect() as connection:
        assert connection.execute(text("SELECT current_schema()")).scalar_one() == "hall_b"
    reader.dispose()
    with pytest.raises(FileExistsError, match="there is a hall already"):
        found(first)


def test_a_founding_that_fails_leaves_no_table_behind(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = at(tmp_path / "hall", postgres.server().url(empty))

    def fail(*_: object, **__: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(alone, "run_alone", fail)
        with pytest.raises(OSError, match="no room"):
            found(data)
    assert not connect.is_founded(data)
    found(data)
    assert connect.is_founded(data)


@pytest.mark.parametrize(
    ("how", "said"),
    [("ENCODING 'UTF8' LOCALE 'C.UTF-8'", "needs UTF8 and C"), ("ENCODING 'LATIN1' LOCALE 'C'", "UTF8")],
)
def test_a_database_that_sorts_in_another_way_is_refused(tmp_path: Path, how: str, said: str) -> None:
    name = "sorted_otherwise"
    admin = postgres.server().admin()
    admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 {how}")  # type: ignore[arg-type]
    try:
        with pytest.raises(ForeignFile, match=said):
            found(at(tmp_path / "hall", postgres.server().url(name)))
    finally:
        postgres.server().drop(name)


def test_no_password_is_told() -> None:
    url = "postgresql://hall:secret@db/halls?schema=a&password=secret&sslmode=require"
    store = PostgresStore(Path("hall"), url)

    assert store.place == "postgresql://hall@db/halls?schema=a&sslmode=require"


def test_what_is_no_place_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(NoStore, match="a URL like postgresql"):
        connect.store_at(at(tmp_path / "hall", "mysql://db/hall"))


def test_the_environment_comes_before_the_settings(tmp_path: Path) -> None:
    data = at(tmp_path / "hall", "postgresql://a/b")

    assert url_of(data, {}) == "postgresql://a/b"
    assert url_of(data, {"HALL_STORE": "postgresql://c/d"}) == "postgresql://c/d"
    assert url_of(tmp_path, {}) == ""


@pytest.mark.long
def test_a_demo_hall_is_founded_served_reported_and_verified_there(empty: str, tmp_path: Path) -> None:
    data, url = tmp_path / "hall", postgres.server().url(empty)
    made = hall("demo", "--store", url, data=data)
    assert "a demo hall with" in made.stdout
    assert "there already" in hall("demo", data=data).stdout  # its settings say where it is
    assert not list(data.glob("hall.db*"))

    with serving(data, "--desk-only") as running:
        with Visitor(running, running.token("kiosk", "kiosk-1")) as visitor:
            number = visitor.takes_ticket(matter_of(running, "8"))["number"]
        with Clerk(running, running.token("window", "8", staffer="any"), window="8") as clerk:
            assert clerk.serves()["number"] == number
        with Actor(running, running.token("supervision", "checker")) as supervisor:
            assert supervisor.ask("/reports/service-times", by="window")["total"]["count"] == 1

    verified = hall("verify", data=data)
    assert "unbroken" in verified.stdout


@pytest.mark.long
def test_a_hall_that_is_begun_with_init_is_there_and_its_settings_say_where(
    empty: str, tmp_path: Path
) -> None:
    url = postgres.server().url(empty)
    words = (
        "--name",
        "大厅",
        "--english",
        "Hall",
        "--address",
        "hall.lan",
        "--backup-to",
        "",
        "--time-server",
        "",
    )
    hall("init", *words, "--store", url, data=tmp_path / "hall")

    assert url_of(tmp_path / "hall", {}) == url
    again = hall("init", *words, "--store", url, data=tmp_path / "other", check=False)
    assert "该数据库中已有大厅" in again.stderr


@pytest.mark.parametrize(
    ("verb", "words"), [(("upgrade",), "no older schema"), (("downgrade",), "no older schema")]
)
def test_what_works_on_sqlites_file_alone_says_so(desk: Desk, verb: tuple[str, ...], words: str) -> None:
    refused = hall(*verb, data=desk.data, check=False)

    assert refused.returncode == 1
    assert words in refused.stderr
    assert "PostgreSQL" in refused.stderr
    assert "本大厅的数据在 PostgreSQL 中" in refused.stderr


def test_a_server_that_cannot_be_reached_is_a_sentence_on_the_command_line(tmp_path: Path) -> None:
    data = at(tmp_path / "hall", f"postgresql://hall@/halls?host={tmp_path}")

    refused = hall("verify", data=data, check=False)

    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
    assert "大厅数据暂时无法访问" in refused.stderr


@pytest.mark.long
def test_the_doctor_names_the_place(desk: Desk) -> None:
    told = hall("doctor", data=desk.data, check=False).stdout

    assert f"数据在 PostgreSQL（postgresql://hall@/{desk.database}?" in told


# --- ways to the server and back --------------------------------------------------------------------------------------


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A hall in which everything has been prepared once."""
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    for _ in range(GROUP):
        desk.issue()
    for _ in range(2):
        desk.serves("1")
    return desk


GROUP, FEW = 20, 5


def ways(desk: Desk, *commands: Callable[[CommandContext], object]) -> int:
    """How often the writer goes to the server and back for commands that come at once, until they are answered."""
    wire: Any = desk.writer._connection.connection.dbapi_connection
    before = wire.trips
    gevent.joinall([gevent.spawn(desk.writer, each) for each in commands], raise_error=True)
    return int(wire.trips - before)


def keyed(command: Callable[[CommandContext], Any], who: Principal) -> Callable[[CommandContext], Any]:
    """A command as a request brings it: its answer is looked for before, and kept after."""
    return _once(command, who, secrets.token_bytes(16), bytes(32), 201)


def take(work: CommandContext) -> object:
    return numbers.issue(work, KIOSK, numbers.Wish("tax-file"))


def test_an_issue_goes_to_the_server_and_back_at_most_seven_times(busy: Desk) -> None:
    """Each way costs more than the statement at its end: what nobody waits for goes with what somebody reads."""
    assert ways(busy, keyed(take, KIOSK)) <= 8  # alone it bears BEGIN and COMMIT
    assert ways(busy, *(keyed(take, KIOSK) for _ in range(GROUP))) <= 7 * GROUP


def test_a_call_goes_at_most_fifteen_times_whatever_the_matters(busy: Desk) -> None:
    def call(work: CommandContext) -> object:
        return windows.call_next(work, clerk("1"), "1")

    with busy.reader.connect() as connection:
        served = connection.execute(select(schema.session_matters)).all()
    assert len(served) > 3

    assert ways(busy, keyed(call, clerk("1"))) <= 15


def test_a_statement_that_nobody_reads_fails_in_its_own_command(busy: Desk) -> None:
    """Its answer comes with the end of the command's savepoint, before the next command begins."""
    shared = secrets.token_bytes(16)
    again = [_once(take, KIOSK, shared, bytes(32), 201) for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(idempotency, "find", lambda *_: None)  # so that the second is kept under the same key
        asked = [gevent.spawn(busy.writer, each) for each in (again[0], again[1], keyed(take, KIOSK))]
        gevent.joinall(asked)

    assert [type(each.exception) for each in asked] == [type(None), IntegrityError, type(None)]
    assert len(busy.rows(schema.tickets)) == GROUP + 2
    assert busy.fault() is None


def test_a_value_that_postgresql_has_not_is_its_own_commands_fault(busy: Desk) -> None:
    """Refused before anything is sent: within a pipeline it would leave the connection in the middle of one."""

    def says_nul(work: CommandContext) -> object:
        windows.call_next(work, clerk("1"), "1")
        return windows.park(work, clerk("1"), "1", "a\0b", None)

    asked = [gevent.spawn(busy.writer, each) for each in (take, says_nul, take)]
    gevent.joinall(asked)

    assert [type(each.exception) for each in asked] == [type(None), DataError, type(None)]
    assert len(busy.rows(schema.tickets)) == GROUP + 2
    assert busy.fault() is None


def test_what_has_gathered_is_committed_though_nothing_was_read(busy: Desk) -> None:
    connection = busy.writer._connection
    with connection.begin():
        windows._RUN.send(connection, {"of_line": "tax", "run": 7})

    assert [row.tier0_run for row in busy.rows(schema.lines) if row.code == "tax"] == [7]


def test_a_connection_keeps_no_more_statements_than_it_may(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is a plan in the server's memory, and a writer's connection lives for years."""
    monkeypatch.setattr(postgres_connection, "PREPARED", FEW)
    with closing(PostgresStore(desk.data, url_of(desk.data)).connect()) as connection:
        for n in [*range(3 * FEW), 0]:
            assert connection.execute(f"SELECT {n} + $1::int", (1,)).fetchall() == [(n + 1,)]

        kept = connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()

    assert kept == (str(FEW),)


def test_a_commit_that_is_on_no_copy_is_not_acknowledged(busy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody ends the wait for the synchronous copy: the server says “committed here” as a mere warning."""
    monkeypatch.setattr(HallConnection, "patience_s", 2.0)
    admin = postgres.server().admin()
    admin.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    admin.execute("SELECT pg_reload_conf()")
    try:
        asked, last = take_until_one_waits(busy)
        gevent.get_hub().threadpool.spawn(end_the_wait, admin).get(timeout=WAIT_S)
        gevent.joinall([asked[-1]], timeout=WAIT_S)
        assert isinstance(asked[-1].exception, HallAway), "a number that a fail-over would lose was given out"
    finally:
        admin.execute("ALTER SYSTEM RESET synchronous_standby_names")
        admin.execute("SELECT pg_reload_conf()")
    while busy.writer.away:
        gevent.sleep(SOON_S)

    found, _ = busy.writer(last)

    assert found.repeated, "the number stands, for its copy has it now; it was taken a second time"
    assert len(busy.rows(schema.tickets)) == GROUP + len(asked)
    assert busy.fault() is None


SOON_S, WAIT_S = 0.5, 20.0


def take_until_one_waits(desk: Desk) -> tuple[list[Any], Callable[[CommandContext], Any]]:
    """Take numbers until the server has read its settings anew: the last must wait for the copy; and its command."""
    asked: list[Any] = []
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        last = keyed(take, KIOSK)
        asked.append(gevent.spawn(desk.writer, last))
        gevent.sleep(SOON_S)
        if not asked[-1].ready():
            return asked, last
    raise TimeoutError("no number waited for a copy")


def end_the_wait(admin: Any) -> None:
    """As an impatient administrator does who sees a session that waits for a copy."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        waits = admin.execute("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'").fetchall()
        if waits:
            admin.execute("SELECT pg_cancel_backend(%s)", waits[0])
            return
        time.sleep(0.02)
    raise TimeoutError("no session waited for a copy")
