"""Messages are queued with the event that they follow from, claimed by one, and end once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import MessageEnded, NobodyWaiting, SendingLost, UnknownValue
from hallserver.core.outgoing.tries import EVENT_LIFE, LEASE, NOTICE_LIFE
from hallserver.services.outgoing import outbox
from hallserver.services.queue import windows
from hallserver.services.queue.record import End
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.views.hall.outbox import outbox_view
from tests.small import REFUSED, Desk, clerk

SHEET = """
[receivers.city]
kind = "webhook"
url = "http://127.0.0.1:9/hall"
secret_env = "CITY"
events = ["ticket.called", "ticket.finished"]

[receivers.county]
kind = "webhook"
url = "http://127.0.0.1:9/hall"
secret_env = "CITY"
events = ["ticket.called"]
"""


@pytest.fixture
def told(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """A small hall that tells two receivers what happens, with somebody at window 1 and a visitor called there."""
    (tmp_path / "hall").mkdir()
    (tmp_path / "hall/outbox.toml").write_text(SHEET)
    desk = Desk(tmp_path / "hall")
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    desk.calls("1")
    yield desk
    desk.close()


def rows(desk: Desk, what: str = "receiver, kind, seq, state") -> list[tuple[Any, ...]]:
    with desk.behind() as table:
        return table.execute(f"SELECT {what} FROM outbox ORDER BY id").fetchall()


@pytest.mark.of_sqlite("its statements are overheard by SQLite's trace")
def test_a_hall_without_receivers_queues_nothing_and_asks_nothing(desk: Desk) -> None:
    asked: list[str] = []
    raw: Any = desk.writer._connection.connection.dbapi_connection
    raw.set_trace_callback(asked.append)
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    desk.calls("1")
    raw.set_trace_callback(None)

    assert len(asked) > 20
    assert not [each for each in asked if "outbox" in each.split("WHERE")[0] or "phone" in each]
    assert rows(desk) == []


def test_each_receiver_is_told_what_it_wants_with_the_event_itself(told: Desk) -> None:
    called = next(each for each in told.told if each.kind == "ticket.called")

    assert rows(told) == [
        ("city", "ticket.called", called.seq, "waiting"),
        ("county", "ticket.called", called.seq, "waiting"),
    ]


def test_a_command_that_fails_leaves_no_message(told: Desk) -> None:
    def finishes_and_fails(work: Any) -> None:
        windows.start(work, clerk("1"), "1")
        windows.finish(work, clerk("1"), "1", End(Outcome.DONE))
        raise RuntimeError("no")

    before = rows(told)
    with pytest.raises(RuntimeError):
        told.writer(finishes_and_fails)

    assert rows(told) == before


def test_the_same_event_is_never_queued_twice_for_a_receiver(told: Desk) -> None:
    with told.behind() as table, pytest.raises(REFUSED):
        table.execute(
            "INSERT INTO outbox (uid, receiver, kind, about, seq, queued_at, next_at, until_at)"
            " SELECT uid || 'x', receiver, kind, about, seq, queued_at, next_at, until_at FROM outbox LIMIT 1"
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE outbox SET state = 'waiting', ended_at = NULL",
        "UPDATE outbox SET uid = 'msg_0123456789abcdef'",
        "UPDATE outbox SET receiver = 'another'",
        "UPDATE outbox SET state = 'sending', ended_at = NULL",
        "DELETE FROM outbox WHERE state = 'waiting'",
    ],
)
def test_the_schema_refuses_to_send_again_to_rename_or_to_lose(told: Desk, change: str) -> None:
    message = told.does(outbox.claim, "city")
    told.does(outbox.report_sent, message.id, message.tries)

    with told.behind() as table, pytest.raises(REFUSED):
        table.execute(change)


def test_a_claimed_message_is_nobody_elses_until_its_lease_is_over(told: Desk) -> None:
    first = told.does(outbox.claim, "city")
    with pytest.raises(NobodyWaiting):
        told.does(outbox.claim, "city")
    told.pass_time(LEASE.total_seconds() + 1)
    again = told.does(outbox.claim, "city")

    assert (again.id, again.uid) == (first.id, first.uid)
    assert (first.tries, again.tries) == (1, 2)


def test_a_late_word_about_an_earlier_try_ends_nothing(told: Desk) -> None:
    first = told.does(outbox.claim, "city")
    told.pass_time(LEASE.total_seconds() + 1)
    again = told.does(outbox.claim, "city")

    with pytest.raises(SendingLost):
        told.does(outbox.report_sent, first.id, first.tries)
    with pytest.raises(SendingLost):
        told.does(outbox.report_refused, first.id, first.tries, "no", permanent=True)
    assert told.does(outbox.report_sent, again.id, again.tries).state == "sent"


def test_what_is_refused_waits_longer_each_time_and_is_given_up_in_the_end(told: Desk) -> None:
    waits = []
    while True:
        message = told.does(outbox.claim, "city")
        view = told.does(outbox.report_refused, message.id, message.tries, "HTTP 500", permanent=False)
        if view.state == "given_up":
            break
        waits.append((view.next_at - told.now).total_seconds())
        told.pass_time(waits[-1] + 1)

    assert 8 <= len(waits) <= 12
    assert waits[0] <= 6
    assert 0.7 * 86_400 <= max(waits) <= 86_400
    assert sum(waits) <= EVENT_LIFE.total_seconds()
    assert view.refusal == "HTTP 500"


def test_what_is_refused_for_good_is_given_up_at_once_and_can_be_sent_by_hand(told: Desk) -> None:
    message = told.does(outbox.claim, "city")
    view = told.does(outbox.report_refused, message.id, message.tries, "HTTP 410", permanent=True)
    assert view.state == "given_up"

    told.does(outbox.try_again, message.id)
    again = told.does(outbox.claim, "city")

    assert (again.uid, again.tries) == (message.uid, 2)
    assert told.does(outbox.report_sent, again.id, again.tries).state == "sent"
    with pytest.raises(MessageEnded):
        told.does(outbox.try_again, message.id)
    with pytest.raises(MessageEnded):
        told.does(outbox.give_up, message.id, "no")


def test_what_nobody_sent_in_its_time_is_given_up_by_the_clock_and_forgotten_after_a_month(
    told: Desk,
) -> None:
    told.ticks(EVENT_LIFE.total_seconds() + 1)
    assert {state for *_, state in rows(told)} == {"given_up"}

    told.ticks(29 * 86_400)
    assert len(rows(told)) == 2
    told.ticks(2 * 86_400)
    assert rows(told) == []
    assert not told.is_due()


def test_a_test_message_follows_no_event_and_only_a_receiver_gets_one(told: Desk) -> None:
    view = told.does(outbox.queue_test, "county")

    assert (view.kind, view.seq, view.until_at - view.queued_at) == ("test", None, NOTICE_LIFE)
    with pytest.raises(UnknownValue) as refused:
        told.does(outbox.queue_test, "cuonty")
    assert "county" in refused.value.facts["hint_en"]


def test_a_changed_sheet_counts_at_once_and_a_faulty_one_changes_nothing(
    told: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    receivers = told.writer._connection.info["receivers"]
    assert isinstance(receivers, ReceiversFile)
    sheet = told.data / "outbox.toml"

    sheet.write_text(SHEET.replace("ticket.called", "ticket.caled"))
    assert not receivers.look()
    assert set(receivers.all) == {"city", "county"}
    assert "ticket.called" in caplog.text

    sheet.write_text("")
    assert receivers.look()
    before = len(rows(told))
    told.finishes("1")
    assert len(rows(told)) == before
    with told.reader.connect() as connection:
        view = outbox_view(connection, receivers.all)
    assert [(each.name, each.listed, each.waiting) for each in view.receivers] == [
        ("city", False, 1),
        ("county", False, 1),
    ]
