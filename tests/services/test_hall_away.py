"""A database server that goes, hangs or comes back: nothing is lost, nothing is twice, and one writes at a time."""

from __future__ import annotations

import json
import os
import select as waiting_for
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import gevent
import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from hallserver.core.errors import HallAway
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers
from hallserver.store import connect, log, schema
from hallserver.store.disk import opening
from hallserver.store.disk.hall_key import OtherKey, read_key
from hallserver.store.disk.lock import HallRuns
from hallserver.store.engines.protocol import Trouble
from hallserver.writer import PATIENCE_S
from tests import postgres
from tests.actors import Refused, Visitor
from tests.running import hall, matter_of, serving
from tests.small import KIOSK, POSTGRES, Desk

pytestmark = pytest.mark.long

PORT = ".s.PGSQL.5432"


class Wire(threading.Thread):
    """A wire to the database server that can be cut around a COMMIT: before it is passed on, or before its answer is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder = folder
        self.cut = ""  # "before", "after"
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(folder / PORT))
        self.door.listen(16)
        self.start()

    def run(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._pass_on, args=(self.door.accept()[0],), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(postgres.server().folder / PORT))
        committing = False
        while True:
            ready, _, _ = waiting_for.select([client, server], [], [])
            end = ready[0]
            said = end.recv(65536)
            if end is client and self.cut and b"COMMIT\0" in said:
                committing = True
                if self.cut == "before":
                    break
            elif not said or committing:  # the answer that nobody gets
                break
            (server if end is client else client).sendall(said)
        if committing:
            self.cut = ""
        client.close()
        server.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A small hall in PostgreSQL."""
    desk = Desk(tmp_path / "hall", on=POSTGRES)
    yield desk
    desk.close()


def raw_of(desk: Desk) -> Any:
    """The writer's own connection."""
    return desk.writer._connection.connection.dbapi_connection


def given(desk: Desk) -> list[str]:
    return [row.number for row in desk.rows(schema.tickets)]


def end_writers_session(desk: Desk) -> None:
    """What the database's administrator or a fail-over does."""
    postgres.server().admin().execute(
        "SELECT pg_terminate_backend(%s, 5000)", (raw_of(desk).info.backend_pid,)
    )


def through(desk: Desk, wire: Wire) -> None:
    """Let the hall go by this wire from now on."""
    url = f"postgresql://{postgres.OWNER}@/{desk.database}?host={wire.folder}"
    (desk.data / "settings.toml").write_text(f"store = {json.dumps(url)}\n")
    desk.writer.disconnect()
    desk.engine.dispose()
    desk.engine = desk.writer._engine = connect.writing_engine(desk.data)
    desk.writer.reconnect()


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    (tmp_path / "wire").mkdir()
    wire = Wire(tmp_path / "wire")
    yield wire
    wire.door.close()


def test_a_lost_connection_is_made_again_and_the_command_is_run_once(desk: Desk) -> None:
    first = desk.issue().number
    end_writers_session(desk)

    assert [first, desk.issue().number, desk.issue().number] == given(desk) == ["A001", "A002", "A003"]
    assert (desk.fault(), desk.writer.away) == (None, False)


def test_a_command_whose_connection_goes_meanwhile_is_run_again_from_its_beginning(desk: Desk) -> None:
    runs = []

    def slow(work: CommandContext) -> str:
        number = numbers.issue(work, KIOSK, numbers.Wish("tax-file")).number
        runs.append(number)
        if len(runs) == 1:
            end_writers_session(desk)
            work.connection.execute(select(schema.hall.c.code))
        return number

    assert (desk.writer(slow), runs, given(desk)) == ("A001", ["A001", "A001"], ["A001"])
    assert desk.fault() is None


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_commit_that_was_never_answered_is_settled_by_the_chains_head(
    desk: Desk, wire: Wire, cut: str
) -> None:
    """Cut before it the group is run again; cut after it the group stands, and is told to everybody once."""
    through(desk, wire)
    desk.issue()
    told, runs = len(desk.told), []
    wire.cut = cut

    def take(work: CommandContext) -> str:
        runs.append(cut)
        return numbers.issue(work, KIOSK, numbers.Wish("tax-file")).number

    assert desk.writer(take) == "A002"
    assert (wire.cut, len(runs)) == ("", 2 if cut == "before" else 1)
    assert given(desk) == ["A001", "A002"]
    assert [event.kind for event in desk.told[told:]].count("ticket.issued") == 1
    assert [event.seq for event in desk.told] == list(range(1, len(desk.told) + 1))
    assert desk.fault() is None
    assert desk.issue().number == "A003"


def test_who_waits_too_long_is_told_that_the_hall_is_away_and_nothing_was_done(
    desk: Desk, wire: Wire
) -> None:
    through(desk, wire)
    desk.issue()
    (wire.folder / PORT).rename(wire.folder / "hidden")
    end_writers_session(desk)
    began = time.monotonic()
    waiting = gevent.spawn(desk.issue)
    waiting.join(timeout=PATIENCE_S + 3)

    assert isinstance(waiting.exception, HallAway)
    assert PATIENCE_S - 0.1 < time.monotonic() - began < PATIENCE_S + 1.5
    assert (desk.writer.away, waiting.exception.status) == (True, 503)

    (wire.folder / "hidden").rename(wire.folder / PORT)
    assert desk.issue().number == "A002"
    assert given(desk) == ["A001", "A002"]
    assert desk.fault() is None


def test_a_server_that_is_silent_is_given_up(desk: Desk) -> None:
    """A paused one acknowledges TCP for ever; nobody else takes its place before its session is over."""
    raw = raw_of(desk)
    raw.patience_s = 0.5
    paused = raw.info.backend_pid
    os.kill(paused, signal.SIGSTOP)
    waiting = gevent.spawn(desk.issue)
    waiting.join(timeout=PATIENCE_S + 6)
    os.kill(paused, signal.SIGCONT)

    assert isinstance(waiting.exception, HallAway)
    assert desk.issue().number == "A001"
    assert (given(desk), desk.fault()) == (["A001"], None)


def test_a_hall_has_one_writer(desk: Desk) -> None:
    store = connect.store_at(desk.data)
    with desk.engine.connect() as second, pytest.raises(HallRuns, match="another server is this hall"):
        store.begin_writing(second.connection.dbapi_connection)

    assert desk.issue().number == "A001"


def test_a_writer_after_whom_another_one_came_writes_no_more(desk: Desk) -> None:
    """A fail-over to a copy knows no advisory lock: the term tells the former writer, before it changes anything."""
    desk.issue()
    with desk.behind() as raw:
        raw.execute("UPDATE hall_writer SET term = term + 1")

    for _ in range(2):
        with pytest.raises(HallAway):
            desk.issue()
    assert (desk.writer.taken, given(desk)) == (True, ["A001"])


@pytest.mark.parametrize("still", [True, False])
def test_a_writer_that_comes_back_after_another_one_wrote_opens_no_more(desk: Desk, *, still: bool) -> None:
    """It knows an old plan and old tokens; whoever took over may write still, or have ended already."""
    desk.issue()
    with connect.writing_engine(desk.data).connect() as other:
        end_writers_session(desk)
        raw: Any = other.connection.dbapi_connection
        connect.store_at(desk.data).begin_writing(raw)
        if not still:
            raw.close()
        for _ in range(2):
            with pytest.raises(HallAway):
                desk.issue()
        assert (desk.writer.taken, given(desk)) == (True, ["A001"])

    third = connect.writing_engine(desk.data).connect()
    connect.store_at(desk.data).begin_writing(third.connection.dbapi_connection)  # the lock is nobody's
    third.close()


def test_the_hall_is_known_by_its_first_writers_key_and_opens_with_no_other(desk: Desk) -> None:
    read_key(desk.data)
    desk.writer.reconnect()
    opening.examine(desk.data, to_serve=False)
    (desk.data / "hall.key").write_text("ab" * 32)
    desk.writer.reconnect()  # as a verb that repairs something, and checks nothing first

    with pytest.raises(OtherKey, match=r"Copy hall\.key"):
        opening.examine(desk.data, to_serve=False)
    (desk.data / "hall.key").unlink()
    with pytest.raises(OtherKey):
        opening.examine(desk.data, to_serve=False)


def test_a_copy_that_nobody_can_write_to_is_waited_for(desk: Desk) -> None:
    """What a standby's server says: 25006 is away, not a fault of the statement."""
    error = psycopg.errors.ReadOnlySqlTransaction("cannot execute UPDATE in a read-only transaction")

    assert connect.trouble(error) is Trouble.AWAY


def test_who_looks_on_sees_who_writes(desk: Desk) -> None:
    store = connect.store_at(desk.data)
    watch: Any = store.watch()
    assert watch.is_written()
    assert (watch.who_writes().address, watch.who_writes().term) == (None, raw_of(desk).term)

    end_writers_session(desk)
    assert not watch.is_written()
    assert watch.who_writes() is None
    watch.close()


def test_a_reader_comes_back_by_itself(desk: Desk) -> None:
    desk.issue()
    with desk.reader.connect() as connection:
        session: Any = connection.connection.dbapi_connection
    postgres.server().admin().execute("SELECT pg_terminate_backend(%s, 5000)", (session.info.backend_pid,))
    with pytest.raises(OperationalError), desk.reader.connect() as connection:
        log.read(connection, 0)

    assert given(desk) == ["A001"]


def test_over_http_it_is_a_503_with_a_sentence_and_the_same_key_gives_one_number(
    desk: Desk, wire: Wire, tmp_path: Path
) -> None:
    desk.close()
    database = postgres.server().create()
    data = tmp_path / "served"
    hall("demo", "--store", f"postgresql://{postgres.OWNER}@/{database}?host={wire.folder}", data=data)
    with (
        serving(data, "--desk-only") as running,
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
    ):
        matter = matter_of(running, "8")
        visitor.takes_ticket(matter)
        (wire.folder / PORT).rename(wire.folder / "hidden")
        query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
        postgres.server().admin().execute(query, (database,))
        for _ in range(2):
            with pytest.raises(Refused) as refused:
                visitor.takes_ticket(matter, key="once")
            assert (refused.value.status, refused.value.code) == (503, "hall_away")
            assert "不会重复办理" in refused.value.problem["zh"]
        (wire.folder / "hidden").rename(wire.folder / PORT)

        given_out = {visitor.takes_ticket(matter, key="once")["number"] for _ in range(3)}
        assert len(given_out) == 1
        assert "Traceback" not in running.log
    assert "unbroken" in hall("verify", data=data).stdout
    postgres.server().drop(database)
