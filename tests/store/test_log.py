"""The log names the first bad seq, whatever was done to it behind our back."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from hallserver.audit import replay
from hallserver.core.casework.outcomes import Outcome
from hallserver.services.queue import windows
from hallserver.store import connect, log
from tests.running import copy_hall
from tests.small import Desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with a little of everything behind it."""
    desk = Desk(tmp_path_factory.mktemp("log") / "hall")
    for matter in ("tax-file", "tax-file", "reg-new", "tax-visit"):
        desk.issue(matter)
    desk.sits("t-2", "1")
    desk.serves(note="private words")
    desk.calls("1")
    desk.at("1", windows.start)
    desk.pass_time(30)
    desk.at("1", windows.transfer, target=windows.Target(line="reg"))
    desk.serves(outcome=Outcome.ACCEPTED, reason="to be checked")
    desk.close()
    return desk.data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return copy_hall(made, tmp_path / "hall")


def tamper(data: Path, *changes: str) -> None:
    """Change the file as somebody with a database tool would."""
    raw = sqlite3.connect(data / "hall.db", isolation_level=None)
    for guard in ("event_stands", "event_stays", "stop_stays"):  # who can write the file can drop its guards
        raw.execute(f"DROP TRIGGER IF EXISTS {guard}")
    raw.create_function("sha256", 1, lambda blob: hashlib.sha256(blob).digest())
    for change in changes:
        assert raw.execute(change).rowcount != 0, change
    raw.close()


def fault(data: Path) -> log.Fault | None:
    engine = connect.reading_engine(data)
    found = replay.verify_hall(engine)[0]
    engine.dispose()
    return found


def seq_of(data: Path, kind: str) -> int:
    raw = sqlite3.connect(data / "hall.db")
    seq: int = raw.execute("SELECT min(seq) FROM event WHERE kind = ?", (kind,)).fetchone()[0]
    raw.close()
    return seq


def head(data: Path) -> int:
    raw = sqlite3.connect(data / "hall.db")
    seq: int = raw.execute("SELECT head_seq FROM hall").fetchone()[0]
    raw.close()
    return seq


def test_a_log_as_it_was_written_is_good(data: Path) -> None:
    assert fault(data) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            "UPDATE event SET body = replace(body, '\"A001\"', '\"A002\"') WHERE seq = {s}",
            "its hash does not fit",
        ),
        ("UPDATE event SET body = body || ' ' WHERE seq = {s}", "its hash does not fit"),
        ("UPDATE event SET hash = randomblob(32) WHERE seq = {s}", "its hash does not fit"),
        ("UPDATE event SET prev_hash = randomblob(32) WHERE seq = {s}", "its prev_hash is not"),
        ("UPDATE event SET kind = 'ticket.called' WHERE seq = {s}", "its columns"),
        ("UPDATE event SET at = at + 1 WHERE seq = {s}", "its columns"),
        ("UPDATE event SET day = '2026-03-01' WHERE seq = {s}", "its columns"),
        ("UPDATE event SET ticket = 3 WHERE seq = {s}", "its ticket column"),
        ("UPDATE event SET ticket = NULL WHERE seq = {s}", "its ticket column"),
        ("DELETE FROM event WHERE seq = {s}", "is missing"),
    ],
)
def test_what_was_done_to_one_event_is_named(data: Path, change: str, why: str) -> None:
    seq = seq_of(data, "ticket.issued")
    tamper(data, change.format(s=seq))

    found = fault(data)

    assert found is not None
    assert (found.seq, why in found.why) == (seq, True), found


def test_a_body_that_was_rewritten_with_its_own_hash_shows_at_the_next(data: Path) -> None:
    seq = seq_of(data, "ticket.issued")
    tamper(
        data,
        f"UPDATE event SET body = replace(body, 'A001', 'A009') WHERE seq = {seq}",
        f"UPDATE event SET hash = sha256(CAST(x'00' || prev_hash || CAST(body AS BLOB) AS BLOB)) WHERE seq = {seq}",
    )

    found = fault(data)

    assert found is not None
    assert (found.seq, "prev_hash" in found.why) == (seq + 1, True), found


def test_two_events_that_changed_places_are_named(data: Path) -> None:
    seq = seq_of(data, "ticket.issued")
    tamper(
        data,
        "UPDATE event SET seq = 900 WHERE seq = " + str(seq),
        f"UPDATE event SET seq = {seq} WHERE seq = {seq + 1}",
        f"UPDATE event SET seq = {seq + 1} WHERE seq = 900",
    )

    found = fault(data)

    assert found is not None
    assert found.seq == seq


@pytest.mark.parametrize("gone", [1, 3])
def test_a_tail_that_was_cut_off_is_named(data: Path, gone: int) -> None:
    last = head(data)
    tamper(data, "DELETE FROM event_private", f"DELETE FROM event WHERE seq > {last - gone}")

    found = fault(data)

    assert found is not None
    assert (found.seq, "head" in found.why) == (last - gone + 1, True)


@pytest.mark.parametrize(
    "change", ["head_seq = head_seq - 1", "head_seq = head_seq + 1", "head_hash = randomblob(32)"]
)
def test_a_head_that_was_changed_is_named(data: Path, change: str) -> None:
    last = head(data)
    tamper(data, f"UPDATE hall SET {change}")

    found = fault(data)

    assert found is not None
    assert found.seq in {last, last + 1}


@pytest.mark.parametrize(
    ("change", "kind", "why"),
    [
        ("UPDATE stop SET state = 'cancelled' WHERE id = 1", "ticket.finished", "the table says"),
        ("UPDATE stop SET window = '2' WHERE id = 1", "ticket.finished", "the table says"),
        ("UPDATE stop SET line = 'notary' WHERE id = 2", None, "the table says"),
        ("UPDATE ticket SET number = 'A077' WHERE id = 1", "ticket.finished", "the table says"),
        ("UPDATE service SET service_ms = service_ms + 1 WHERE stop = 1", "ticket.finished", "service_ms"),
        ("UPDATE service SET outcome = 'refused' WHERE stop = 1", "ticket.finished", "outcome"),
        ("UPDATE service SET staffer = 't-3' WHERE stop = 1", "ticket.finished", "staffer"),
        ("UPDATE service SET excluded = 'forgotten' WHERE stop = 1", "ticket.finished", "excluded"),
        ("UPDATE service SET wait_ms = 0, walk_ms = 9 WHERE stop = 1", "ticket.finished", "walk_ms"),
        ("DELETE FROM service WHERE stop = 1", "ticket.finished", "not in the table"),
        (
            "UPDATE service SET service_ms = 1 WHERE outcome = 'transferred'",
            "ticket.transferred",
            "service_ms",
        ),
    ],
)
def test_a_table_that_was_changed_behind_the_log_is_named(
    data: Path, change: str, kind: str | None, why: str
) -> None:
    tamper(data, change)

    found = fault(data)

    assert found is not None
    assert why in found.why
    assert kind is None or found.seq == seq_of(data, kind)


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        ("service", {"part": 9}),
        ("stop", {"id": 900, "position": 9}),
    ],
)
def test_a_row_that_the_log_never_spoke_of_is_named(data: Path, table: str, changed: dict[str, Any]) -> None:
    raw = sqlite3.connect(data / "hall.db", isolation_level=None)
    raw.row_factory = sqlite3.Row
    row = dict(raw.execute(f'SELECT * FROM "{table}" LIMIT 1').fetchone()) | changed
    names = ", ".join(f'"{name}"' for name in row)
    raw.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})', list(row.values()))
    raw.close()

    found = fault(data)

    assert found is not None
    assert "never spoke of it" in found.why


def test_a_stop_that_vanished_is_named(data: Path) -> None:
    tamper(data, "DELETE FROM stop WHERE id = 4")

    found = fault(data)

    assert found is not None
    assert "not in the table" in found.why


def test_private_parts_can_be_deleted_and_only_their_hash_stays(data: Path) -> None:
    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        parts = log.read_privates(connection).values()
    salt, body = next(part for part in parts if "private words" in part[1])
    reader.dispose()
    raw = sqlite3.connect(data / "hall.db")
    kept = raw.execute("SELECT group_concat(body) FROM event").fetchone()[0]
    raw.close()
    tamper(data, "DELETE FROM event_private")

    assert (log.private_hash(salt, body) in kept, "private words" in kept) == (True, False)
    assert fault(data) is None


@pytest.mark.parametrize("most", [1, 4, 6, 10_000])
def test_the_log_is_walked_back_in_slices(data: Path, most: int) -> None:
    engine = connect.reading_engine(data)
    with engine.connect() as connection:
        every = list(log.read_all(connection))
        back = list(log.NewestFirst(log.events.c.seq > 2).walk_back(connection, most, before=every[-1].seq))
    engine.dispose()

    assert back == every[-2:1:-1][:most]


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that is longer than a slice."""
    monkeypatch.setattr(log, "SLICE", 4)
    monkeypatch.setattr(log, "_BACK", 4)
